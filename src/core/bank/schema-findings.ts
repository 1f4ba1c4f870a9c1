/** Zod's issues in an author's words: what is wrong, where, and what to write instead. */
import type { z } from 'zod';
import { nearest } from '../nearest.ts';
import type { FieldPath, Finding } from './finding.ts';
import { knownKeys, purposeOf } from './schema-shape.ts';
import type { Source } from './source.ts';

type Issue = z.core.$ZodIssue;
type About = Pick<Finding, 'rule' | 'message' | 'fix'>;

/** All findings for the issues of one file. */
export function schemaFindings(source: Source, schema: z.ZodType, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => findingsOf(source, schema, likeliest(issue)));
}

function findingsOf(source: Source, schema: z.ZodType, issue: Issue): Finding[] {
  const at = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, at);
    return issue.keys.map((key) => source.finding([...at, key], unknownKey(key, known), { key: true }));
  }
  const value = valueAt(source.data, at);
  if (value === undefined && at.length > 0) {
    return [source.finding(at, missing(at, purposeOf(schema, at)))];
  }
  return [source.finding(at, about(issue, value), { key: issue.code === 'invalid_key' })];
}

/** Zod's paths may hold symbols; ours come from YAML and cannot. */
export function fieldPath(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

/** The value at a path of plain data. */
export function valueAt(data: unknown, path: FieldPath): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** Of a union's failed branches, the one the author was writing: the one whose outer type fits. */
export function likeliest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const fitting = issue.errors.find((branch) => !branch.some((one) => one.path.length === 0 && isTypeIssue(one)));
  const unknown = fitting?.find((one) => one.code === 'unrecognized_keys');
  const inner = unknown ?? fitting?.[0] ?? issue.errors[0]?.[0];
  return inner ? likeliest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}

const isTypeIssue = (issue: Issue) => issue.code === 'invalid_type';

function unknownKey(key: string, known: readonly string[]): About {
  const message = `unknown key "${key}"`;
  if (known.length === 1 && known[0] === 'all') {
    return { rule: 'unknown-key', message, fix: `put the whole pattern in quotes, as in "${key}:word"` };
  }
  const near = nearest(key, known);
  return { rule: 'unknown-key', message, fix: near ? `did you mean "${near}"?` : `known keys: ${known.join(', ')}` };
}

function missing(at: FieldPath, purpose: string | undefined): About {
  const name = String(at.at(-1));
  return {
    rule: 'missing-field',
    message: `"${name}" is missing`,
    fix: `add "${name}:"${purpose ? ` (${purpose.replace(/\.$/, '')})` : ''}`,
  };
}

function about(issue: Issue, value: unknown): About {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value);
    case 'invalid_value':
      return wrongValue(value, issue.values.map(String));
    case 'too_small':
    case 'too_big':
      return wrongSize(issue, value);
    case 'invalid_format':
      return issue.format === 'url'
        ? { rule: 'wrong-value', message: `${shown(value)} is not a web address`, fix: 'write it whole, with https://' }
        : { rule: 'wrong-value', message: `${shown(value)} is not allowed here`, fix: issue.message };
    case 'invalid_key':
      return { rule: 'wrong-value', message: 'this key is not allowed here', fix: issue.issues[0]?.message ?? '' };
    default:
      return { rule: 'wrong-value', message: issue.message, fix: 'see the file format in docs/authoring.md' };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  tuple: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function wrongType(expected: string, value: unknown): About {
  const wanted = WORDS[expected] ?? expected;
  if (value === null) {
    const fix = 'write a value after the colon, or remove the key';
    return { rule: 'wrong-type', message: `has no value; it must be ${wanted}`, fix };
  }
  let fix = `write ${wanted}`;
  if (expected === 'string' && ['number', 'boolean'].includes(typeof value))
    fix = `put it in quotes: "${String(value)}"`;
  else if (expected === 'string') fix = 'put the text in quotes, or under "|"';
  else if (expected === 'array') fix = 'write it as a list: each item on its own line after "- "';
  return { rule: 'wrong-type', message: `must be ${wanted}, not ${kindOf(value)}`, fix };
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of keys';
  return typeof value === 'string' ? 'text' : String(value);
}

function wrongValue(value: unknown, allowed: readonly string[]): About {
  const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
  return {
    rule: 'wrong-value',
    message: `${shown(value)} is not one of ${allowed.join(', ')}`,
    fix: near ? `did you mean "${near}"?` : `use one of ${allowed.join(', ')}`,
  };
}

function wrongSize(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, value: unknown): About {
  const [word, limit] = issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
  const bound = issue.inclusive === false ? `${issue.code === 'too_small' ? 'more' : 'less'} than` : word;
  if (typeof value === 'string') {
    if (value.trim() === '')
      return { rule: 'wrong-size', message: 'must not be empty', fix: 'write something, or remove it' };
    const length = value.trim().length;
    return {
      rule: 'wrong-size',
      message: `has ${length} characters, ${bound} ${limit} are allowed`,
      fix: `shorten it by ${length - Number(limit)}`,
    };
  }
  if (Array.isArray(value)) {
    const fix = issue.code === 'too_small' ? 'add what is missing' : 'remove or merge some';
    return {
      rule: 'wrong-size',
      message: `has ${value.length} ${value.length === 1 ? 'item' : 'items'}, ${bound} ${limit} are allowed`,
      fix,
    };
  }
  return {
    rule: 'wrong-size',
    message: `must be ${bound} ${limit}, not ${shown(value)}`,
    fix: `use a number that is ${bound} ${limit}`,
  };
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
