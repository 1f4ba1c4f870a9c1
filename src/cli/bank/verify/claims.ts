/** What a bank says that code does: everything that can be executed and compared. */
import { outputsOf } from '../../../core/bank/proof.ts';
import type { Bank } from '../../../core/bank/question.ts';

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
 * Every claim of a bank. A `verify` entry names its versions; a `predict` question's code is claimed for the bank's
 * versions between `since` and `until` that its output does not tell apart; a concept's example for those it names, or all.
 */
export function claimsOf(bank: Bank): Claim[] {
  const claims: Claim[] = [];
  for (const question of bank.questions.values()) {
    const { id, topic, verify, code = '' } = question;
    verify.forEach(({ versions, run, prints, native }, i) => {
      for (const version of versions)
        claims.push({ name: `${topic}/${id} verify[${i}]`, id, version, code: run, prints, native });
    });
    for (const [version, prints] of outputsOf(question))
      claims.push({ name: `${topic}/${id} output`, id, version, code, prints });
  }
  for (const { id, example } of bank.concepts.values()) {
    if (example?.prints === undefined) continue;
    const { code, prints, native } = example;
    for (const version of example.versions ?? bank.about.versions)
      claims.push({ name: `concepts/${id} example`, id, version, code, prints, native });
  }
  return claims;
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
