/** The views that are no forms: a message in a modal, a word while something is worked on, and a member's home. */
import type { types, ViewOutput } from '@slack/bolt';
import type { TextKey, Texts } from '../../core/language/texts.ts';
import { type Message, paragraph } from '../../core/message.ts';
import { MESSAGE, plainText, renderAll, renderBlocks, VIEW } from './render.ts';
import { shorten } from './text.ts';

/** Slack's limit for a modal's title and its buttons. */
export const MAX_TITLE = 24;
/** A modal that shows a message has nothing better to be called. */
const TITLE = 'Refcount';
/** Raised when what a view keeps changes its meaning. */
const VERSION = 1;

/** What a view carries through Slack and back: the channel its answer goes to, '' for none. */
export function keepChannel(channelId: string): string {
  return JSON.stringify({ v: VERSION, channel: channelId });
}

/** The channel the view was opened from; undefined for a view that this version did not make. */
export function keptChannel(view: Pick<ViewOutput, 'private_metadata'>): string | undefined {
  try {
    const kept: unknown = JSON.parse(view.private_metadata);
    if (typeof kept !== 'object' || kept === null || !('channel' in kept)) return undefined;
    return typeof kept.channel === 'string' ? kept.channel : undefined;
  } catch {
    // Not JSON: not our view.
    return undefined;
  }
}

/** A message where there is no channel to say it in. Its buttons work, and change this modal. */
export function messageView(t: Texts, message: Message, channelId: string): types.ModalView {
  return {
    type: 'modal',
    private_metadata: keepChannel(channelId),
    title: plainText(TITLE),
    close: plainText(t.plain('slack.close')),
    blocks: renderAll(message, { ...MESSAGE, blocks: VIEW.blocks }),
  };
}

/** One sentence, in place of a form whose answer is worked on or was delivered elsewhere. */
export function noticeView(t: Texts, title: string, sentence: TextKey): types.ModalView {
  return {
    type: 'modal',
    title: plainText(shorten(title, MAX_TITLE)),
    close: plainText(t.plain('slack.close')),
    blocks: renderBlocks([paragraph(...t.rich(sentence))], VIEW),
  };
}

/** Holds the place of a form while it is prepared, because Slack lets a modal be opened for three seconds only. */
export function loadingView(t: Texts): types.ModalView {
  return noticeView(t, TITLE, 'slack.one-moment');
}

/** A member's home. The same message always gives the same view, so that two can be compared. */
export function homeView(message: Message): types.HomeView {
  return { type: 'home', private_metadata: JSON.stringify({ v: VERSION }), blocks: renderAll(message, VIEW) };
}
