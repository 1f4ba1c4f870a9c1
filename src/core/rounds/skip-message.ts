/** The word to the channel when a slot has no question. */
import { phrase, type Texts } from '../language/texts.ts';
import { type Inline, type Message, paragraph } from '../message.ts';
import type { Round } from '../ports.ts';

export function skipMessage(t: Texts, round: Round, zone: string, next: Date | undefined): Message {
  const at = (moment: Date): Inline => ({ kind: 'time', at: moment, style: 'datetime', zone });
  const why = { slot: at(round.slot), reason: round.skipReason ?? phrase('skip.no-reason') };
  return {
    tone: 'neutral',
    summary: t.plain('skip.summary'),
    blocks: [
      paragraph(...(next ? t.rich('skip.notice-next', { ...why, next: at(next) }) : t.rich('skip.notice', why))),
    ],
    buttons: [
      {
        action: { verb: 'today', args: [round.id] },
        label: t.plain('question.today-button'),
        style: 'secondary',
        opens: 'message',
      },
    ],
  };
}
