/** A word to one person. Nothing here rejects: a way that fails gives place to the next. */
import type { RespondFn, webApi } from '@slack/bolt';
import type { Message } from '../../core/message.ts';
import type { Log } from '../../core/ports.ts';
import { slackCode } from './errors.ts';
import { type RenderedMessage, renderMessage } from './render.ts';

/** Nothing we say may notify anyone, be formatted, or grow a preview. */
const QUIET = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;

/** Names the workspace in what comes back when a button is pressed: of a private message Slack names only the presser's. */
const BLOCK = /^rc1:(T\w+)$/;

/** The workspace that a pressed button's private message is of, by the id of its block; undefined for any other. */
export const workspaceOfBlock = (blockId: string | undefined): string | undefined => BLOCK.exec(blockId ?? '')?.[1];

export interface Whisper {
  readonly client: webApi.WebClient;
  readonly teamId: string;
  readonly log: Log;
  readonly userId: string;
  /** '' for none. */
  readonly channelId: string;
  /** By the interaction's response_url, while it lasts: 30 minutes and five uses. */
  readonly respond?: RespondFn | undefined;
  /** Whether the response_url belongs to a message that only this person sees: the new one then takes its place. */
  readonly replaces: boolean;
}

/** By response_url, else in the channel for their eyes only, else in a direct message. */
export async function whisper(to: Whisper, message: Message): Promise<void> {
  const { client, log, respond } = to;
  const rendered = marked(renderMessage(message), to.teamId);
  const content = { ...rendered, ...QUIET };
  const ways: (() => Promise<unknown>)[] = [];
  if (respond && to.replaces) ways.push(() => respond({ replace_original: true, ...content }));
  else if (respond) ways.push(() => respond({ response_type: 'ephemeral', replace_original: false, ...content }));
  if (to.channelId) ways.push(() => postEphemeral(to, rendered));
  ways.push(() => client.chat.postMessage({ channel: to.userId, ...content }));
  for (const [at, way] of ways.entries()) {
    try {
      await way();
      return;
    } catch (error) {
      const fields = { platform: 'slack', channelId: to.channelId, code: slackCode(error), err: error };
      if (at < ways.length - 1) log.warn(fields, 'a reply could not be delivered this way; trying another');
      else {
        log.error(fields, 'a reply could not be delivered: check that the app is installed with the scope chat:write');
      }
    }
  }
}

function marked({ text, blocks }: RenderedMessage, teamId: string): RenderedMessage {
  const id = `rc1:${teamId}`;
  return { text, blocks: blocks.map((block) => (block.type === 'actions' ? { ...block, block_id: id } : block)) };
}

function postEphemeral(to: Whisper, rendered: RenderedMessage): Promise<unknown> {
  return to.client.chat.postEphemeral({
    channel: to.channelId,
    user: to.userId,
    ...rendered,
    link_names: false,
    parse: 'none',
  });
}
