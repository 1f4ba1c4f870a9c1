/** Looking into a Zod schema by path: which keys an object knows, and what a field is for. */
import { z } from 'zod';
import type { FieldPath } from './finding.ts';

/** The schemas that may stand at `path`; several where there is a union. */
function schemasAt(schema: z.core.$ZodType, path: FieldPath): z.core.$ZodType[] {
  let here = alternatives(schema);
  for (const part of path) here = here.flatMap((one) => child(one, part)).flatMap(alternatives);
  return here;
}

/** The keys an object at `path` may have. */
export function knownKeys(schema: z.core.$ZodType, path: FieldPath): string[] {
  return schemasAt(schema, path).flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []));
}

/** The field's own description, if it has one. */
export function purposeOf(schema: z.core.$ZodType, path: FieldPath): string | undefined {
  const last = path.at(-1);
  for (const parent of schemasAt(schema, path.slice(0, -1))) {
    const field = parent instanceof z.ZodObject && typeof last === 'string' ? parent.shape[last] : undefined;
    if (field instanceof z.ZodType && field.description) return field.description;
  }
  return undefined;
}

function child(schema: z.core.$ZodType, part: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const field: z.core.$ZodType | undefined = schema.shape[part];
    return field ? [field] : [];
  }
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return [];
}

function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}
