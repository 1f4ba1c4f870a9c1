/** The word to the channel when a slot has no question. */
import { type Inline, type Message, paragraph, text } from '../message.ts';
import type { Round } from '../ports.ts';

export function skipMessage(round: Round, zone: string, next: Date | undefined): Message {
  const at = (moment: Date): Inline => ({ kind: 'time', at: moment, style: 'datetime', zone });
  const after = next ? [text(' Next question '), at(next)] : [];
  const why = `: ${round.skipReason ?? 'it was skipped'}. Streaks are safe.`;
  return {
    tone: 'neutral',
    summary: 'A question was skipped',
    blocks: [paragraph(text('No question for '), at(round.slot), text(why), ...after)],
    buttons: [
      { action: { verb: 'today', args: [round.id] }, label: "Today's question", style: 'secondary', opens: 'message' },
    ],
  };
}
