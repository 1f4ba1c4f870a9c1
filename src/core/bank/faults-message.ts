/** The word to the admins' channel after the folder of the bank has changed. */
import type { Texts } from '../language/texts.ts';
import { type Inline, type Message, note, paragraph, text } from '../message.ts';
import type { Finding } from './finding.ts';

/** Faults shown; `bank lint` shows them all. */
const SHOWN = 5;

/** `faults` empty: the bank is sound again. What stands in the files is shown literally, and as `bank lint` says it. */
export function faultsMessage(t: Texts, faults: readonly Finding[]): Message {
  if (faults.length === 0) {
    return {
      tone: 'good',
      summary: t.plain('bank-faults.sound'),
      blocks: [paragraph(...t.rich('bank-faults.sound-in-force'))],
      buttons: [],
    };
  }
  const items = faults
    .slice(0, SHOWN)
    .map(({ path, line, message, fix }): Inline[] => [
      { kind: 'code', text: `${path}:${line}` },
      text(` ${message} — ${fix}`.slice(0, 300)),
    ]);
  const more = faults.length - SHOWN;
  return {
    tone: 'bad',
    summary: t.plain('bank-faults.summary', { faults: faults.length }),
    blocks: [
      paragraph(...t.rich('bank-faults.kept', { faults: faults.length })),
      { kind: 'list', items },
      note(...(more > 0 ? t.rich('bank-faults.lint-more', { more }) : t.rich('bank-faults.lint'))),
    ],
    buttons: [],
  };
}
