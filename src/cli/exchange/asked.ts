/** What tells one question from another, whatever its id: to know on a second import what was imported before. */
import { createHash } from 'node:crypto';
import { valueAt } from '../../core/bank/schema-findings.ts';

/** What a question asks, as one text: its prompt, its code and its options. `fields`: the data of a file, or a draft. */
export function askedBy(fields: unknown): string {
  const textAt = (...path: (string | number)[]) => {
    const value = valueAt(fields, path);
    return typeof value === 'string' ? value.trim() : '';
  };
  const choices = valueAt(fields, ['choices']);
  const options = Array.isArray(choices) ? choices.map((_, index) => textAt('choices', index, 'text')) : [];
  return JSON.stringify([textAt('prompt'), textAt('code'), options]);
}

/** The start of an id for a question whose words give none: the same for the same question. */
export function idFromHash(asked: string): string {
  return `imported-${createHash('sha256').update(asked).digest('hex').slice(0, 8)}`;
}
