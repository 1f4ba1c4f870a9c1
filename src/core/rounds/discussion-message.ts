/** The first word in the thread under a reveal. Its summary is what the thread is called. */
import type { Texts } from '../language/texts.ts';
import { type Message, paragraph } from '../message.ts';

export function discussionMessage(t: Texts, topic: string): Message {
  return {
    tone: 'neutral',
    summary: t.plain('discussion.thread', { topic }),
    blocks: [paragraph(...t.rich('discussion.message'))],
    buttons: [],
  };
}
