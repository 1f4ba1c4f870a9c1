/** The word to the admins' channel after the folder of the bank has changed. */
import { type Inline, type Message, note, paragraph, rich, text } from '../message.ts';
import type { Finding } from './finding.ts';

/** Faults shown; `bank lint` shows them all. */
const SHOWN = 5;

/** `faults` empty: the bank is sound again. What stands in the files is shown literally. */
export function faultsMessage(faults: readonly Finding[]): Message {
  if (faults.length === 0) {
    const summary = 'The question bank is sound again';
    return {
      tone: 'good',
      summary,
      blocks: [paragraph(text(`${summary}, and the changes are in force.`))],
      buttons: [],
    };
  }
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  const summary = `The changed question bank has ${count}`;
  const items = faults
    .slice(0, SHOWN)
    .map(({ path, line, message, fix }): Inline[] => [
      { kind: 'code', text: `${path}:${line}` },
      text(` ${message} — ${fix}`.slice(0, 300)),
    ]);
  const more = faults.length > SHOWN ? ` ${faults.length - SHOWN} more are not shown here.` : '';
  return {
    tone: 'bad',
    summary,
    blocks: [
      paragraph(text(`${summary}, so the one before stays in force. Members notice nothing; correct it when you can.`)),
      { kind: 'list', items },
      note(...rich(`\`refcount bank lint\` lists everything.${more}`)),
    ],
    buttons: [],
  };
}
