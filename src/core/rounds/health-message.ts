/** What the admin who set the questions up is told when they stop, and when they go on. */
import type { Phrase, TextKey, Texts } from '../language/texts.ts';
import { type Inline, type Message, note, paragraph } from '../message.ts';

/** What says itself how the questions go on, or after what they never do. */
const LAST_WORDS: readonly TextKey[] = [
  'reason.deleted',
  'reason.linked-deleted',
  'reason.removed-from-channel',
  'reason.removed-from-workspace',
];

/**
 * `advice`: what happened and what to do, as whole sentences. `goesOn`: the questions are still asked in other channels, so
 * whoever only sees this one misses them.
 */
export function pausedMessage(t: Texts, channelId: string, advice: Phrase, goesOn = false): Message {
  const channel: Inline = { kind: 'channel', id: channelId };
  return {
    tone: 'bad',
    summary: t.plain('health.paused-summary'),
    blocks: [
      paragraph(...t.rich(goesOn ? 'health.left-out' : 'health.paused', { channel })),
      paragraph(...t.speak(advice)),
      ...(LAST_WORDS.includes(advice.key) ? [] : [note(...t.rich('health.resumes-itself'))]),
    ],
    buttons: [],
  };
}

/** `next`: undefined when no question is planned. */
export function resumedMessage(t: Texts, channelId: string, next: Date | undefined, zone: string): Message {
  const channel: Inline = { kind: 'channel', id: channelId };
  const words = next
    ? t.rich('health.resumed', { channel, next: { kind: 'time', at: next, style: 'datetime', zone } })
    : t.rich('health.resumed-unplanned', { channel });
  return { tone: 'good', summary: t.plain('health.resumed-summary'), blocks: [paragraph(...words)], buttons: [] };
}
