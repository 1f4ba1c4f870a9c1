/** What a bank says that code does: everything that can be executed and compared. */
import type { Bank } from '../../core/bank/question.ts';

/** One snippet on one version, and what it must print. */
export interface Claim {
  /** `gil/what-is-gil verify[0]`: the file and the field, for people. */
  readonly name: string;
  /** The question or concept it belongs to. */
  readonly id: string;
  /** `3.14`. */
  readonly version: string;
  readonly code: string;
  readonly prints: string;
  /** Why only an interpreter of this machine can run it. */
  readonly native?: string | undefined;
}

/**
 * Every claim of a bank. A `verify` entry names its versions; a `predict` question's code is claimed for all
 * `versions` between `since` and `until` that its output does not tell apart; a concept's example for all of them.
 */
export function claimsOf(bank: Bank, versions: readonly string[]): Claim[] {
  const claims: Claim[] = [];
  for (const { id, topic, verify, kind, code, output, since, until } of bank.questions.values()) {
    verify.forEach(({ python, run, prints, native }, i) => {
      for (const version of python)
        claims.push({ name: `${topic}/${id} verify[${i}]`, id, version, code: run, prints, native });
    });
    if (kind !== 'predict' || code === undefined || output === undefined) continue;
    const within = versions.filter((v) => (!since || !isOlder(v, since)) && (!until || !isOlder(until, v)));
    const outputs: [string, string][] =
      typeof output === 'string' ? within.map((version) => [version, output]) : Object.entries(output);
    for (const [version, prints] of outputs) claims.push({ name: `${topic}/${id} output`, id, version, code, prints });
  }
  for (const { id, example } of bank.concepts.values())
    if (example?.prints !== undefined)
      for (const version of versions)
        claims.push({ name: `concepts/${id} example`, id, version, code: example.code, prints: example.prints });
  return claims;
}

/** Whether version `a` is older than `b`, as numbers: 3.9 is older than 3.12. */
export function isOlder(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA < minorB);
}

/** Whether two outputs are the same for a reader: line ends and blanks at the end of a line do not count. */
export function samePrint(a: string, b: string): boolean {
  return visible(a) === visible(b);
}

const visible = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
