/** Which versions of the runtime a question's claims hold on, as its file says; `bank verify` runs them there. */
import type { Question } from './question.ts';

/** Versions on which code of the question is run, oldest first: those of `verify`, and those of a predicted output. */
export function versionsProven(question: Question): string[] {
  const versions = new Set(question.verify.flatMap((entry) => entry.versions));
  for (const [version] of outputsOf(question)) versions.add(version);
  return [...versions].sort(byAge);
}

/** What a `predict` question's code prints, by version: as told apart, or the same on all the bank's versions between `since` and `until`. */
export function outputsOf({ kind, output, about, since, until }: Question): [version: string, output: string][] {
  if (kind !== 'predict' || output === undefined) return [];
  if (typeof output !== 'string') return Object.entries(output);
  return (about?.versions ?? [])
    .filter((version) => (!since || byAge(since, version) <= 0) && (!until || byAge(version, until) <= 0))
    .map((version) => [version, output]);
}

/** Sorts versions from old to new, part by part as numbers: 3.9 before 3.12. */
export function byAge(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
