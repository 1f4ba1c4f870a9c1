/** What is wrong with a bank, as data: the linter prints it, editors and tests read it. */

/** Keys and list positions from the root of a file to a value: `['rubric', 0, 'match', 2]`. */
export type FieldPath = readonly (string | number)[];

export interface Finding {
  /** The file, relative to the bank's folder, with forward slashes. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Where in the file's data: `rubric[0].match[2]`; empty for the whole file. */
  readonly field: string;
  /** The name of the rule, as listed in docs/authoring.md. */
  readonly rule: string;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  readonly severity: 'error' | 'warning';
}

/** `['rubric', 0, 'id']` as `rubric[0].id`. */
export function fieldName(path: FieldPath): string {
  return path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`),
    '',
  );
}

/** By file, then from top to bottom. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule),
  );
}

/** Orders text the same way in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
