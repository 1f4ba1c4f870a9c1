/**
 * Lets the later checks run on a question that has mistakes in some fields: what is wrong is replaced by something
 * harmless, so that an author sees everything at once. Nothing that was stood in for ever gets into a bank.
 */
import type { z } from 'zod';
import type { FieldPath } from './finding.ts';
import { type Question, questionSchema } from './question.ts';
import { fieldPath, likeliest, valueAt } from './schema-findings.ts';

export interface Standing {
  readonly question: Question;
  /** Whether this field, or the field it is in, was replaced, so that findings about it would mislead. */
  replaced(at: FieldPath): boolean;
}

const EXAMPLES = [{ answer: 'x', score: [0, 1] }];

/** Values that pass the schema, by the name of the field. Fields not named are optional and are left out. */
const HARMLESS: Readonly<Record<string, unknown>> = {
  kind: 'explain',
  topic: 'x',
  difficulty: 1,
  prompt: 'x',
  answer: 'x',
  rubric: [{ id: 'x', points: 1, criterion: 'x' }],
  examples: [...EXAMPLES, ...EXAMPLES],
  sources: ['https://example.org'],
  points: 1,
  criterion: 'x',
  claim: 'x',
  correction: 'x',
  score: [0, 1],
  text: 'x',
  run: 'x',
  prints: 'x',
  versions: ['1.0'],
  all: ['x', 'x'],
};

/** The question with its faulty fields replaced; undefined when too little of it can be read. */
export function standIn(data: unknown, issues: readonly z.core.$ZodIssue[]): Standing | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const patched: unknown = structuredClone(data);
  const touched: FieldPath[] = [];
  for (const issue of issues.map(likeliest)) {
    const at = fieldPath(issue.path);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) write(patched, [...at, key], undefined);
      // In an `all:` pattern an unknown key means that the whole pattern was something else.
      if (at.at(-2) === 'match' || at.at(-2) === 'partial' || at.at(-2) === 'forbid') replace(at);
    } else {
      replace(at);
    }
  }
  function replace(at: FieldPath): void {
    touched.push(at);
    const last = at.at(-1);
    if (typeof last === 'number') write(patched, at, itemOf(String(at.at(-2)), last));
    else if (last === 'id') write(patched, at, `stand-in-${String(at.at(-2) ?? 'id')}`);
    else if (last === 'match') write(patched, at, ['x']);
    else if (last !== undefined) write(patched, at, HARMLESS[last]);
  }
  const parsed = questionSchema.safeParse(patched);
  if (!parsed.success) return undefined;
  return {
    question: parsed.data,
    replaced: (at) => touched.some((prefix) => prefix.every((part, index) => at[index] === part)),
  };
}

/** An item for a list: patterns and most lists hold text; the lists of blocks get a block. */
function itemOf(list: string, index: number): unknown {
  if (list === 'rubric') return { id: `stand-in-${index}`, points: 1, criterion: 'x', match: ['x'] };
  if (list === 'misconceptions') return { id: `stand-in-${index}`, claim: 'x', match: ['x'], correction: 'x' };
  if (list === 'examples') return EXAMPLES[0];
  if (list === 'score') return index;
  if (list === 'sources') return 'https://example.org';
  if (list === 'versions') return '1.0';
  return 'x';
}

/** Writes into plain data in place; `undefined` removes the key. Does nothing where the way there is missing. */
function write(data: unknown, at: FieldPath, value: unknown): void {
  const holder = valueAt(data, at.slice(0, -1));
  const last = at.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) return;
  if (value === undefined) delete (holder as Record<string | number, unknown>)[last];
  else (holder as Record<string | number, unknown>)[last] = value;
}
