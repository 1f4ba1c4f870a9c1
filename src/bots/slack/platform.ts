/** How core speaks in Slack's channels: post, find again, edit. */
import type { webApi } from '@slack/bolt';
import type { Message } from '../../core/message.ts';
import type { ChatPlatform, MessageRef, PostTarget } from '../../core/ports.ts';
import { toPlatformError } from './errors.ts';
import { renderMessage } from './render.ts';

type WebClient = webApi.WebClient;

/** Marks our posts, so that one can be found again after a crash: https://docs.slack.dev/messaging/message-metadata */
const EVENT_TYPE = 'refcount_post';
/** Our clock and Slack's may differ by this much, in seconds. */
const CLOCK_SKEW = 300;
const PAGE = 200;

/** Nothing in a post may notify anyone or grow a preview. */
const QUIET = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;

export function createPlatform(client: WebClient, connected: () => boolean): ChatPlatform {
  return {
    name: 'slack',
    adminRight: 'a workspace admin',
    connected,

    async post(target: PostTarget, message: Message, key: string): Promise<MessageRef> {
      try {
        const posted = await client.chat.postMessage({
          channel: target.channelId,
          ...renderMessage(message),
          ...QUIET,
          metadata: { event_type: EVENT_TYPE, event_payload: { key } },
        });
        if (!posted.ts) throw new Error('Slack answered without a message timestamp');
        return { channelId: posted.channel ?? target.channelId, messageId: posted.ts };
      } catch (error) {
        throw toPlatformError(error, 'Posting');
      }
    },

    async find(target: PostTarget, _message: Message, key: string, since: Date): Promise<MessageRef | undefined> {
      try {
        let cursor: string | undefined;
        do {
          const page = await client.conversations.history({
            channel: target.channelId,
            oldest: String(since.getTime() / 1000 - CLOCK_SKEW),
            inclusive: true,
            include_all_metadata: true,
            limit: PAGE,
            ...(cursor ? { cursor } : {}),
          });
          for (const { ts, metadata } of page.messages ?? []) {
            if (ts && metadata?.event_type === EVENT_TYPE && isKeyed(metadata.event_payload, key)) {
              return { channelId: target.channelId, messageId: ts };
            }
          }
          cursor = page.response_metadata?.next_cursor || undefined;
        } while (cursor);
        return undefined;
      } catch (error) {
        throw toPlatformError(error, 'Reading the channel');
      }
    },

    async edit(_target: PostTarget, ref: MessageRef, message: Message): Promise<void> {
      try {
        await client.chat.update({
          channel: ref.channelId,
          ts: ref.messageId,
          ...renderMessage(message),
          link_names: false,
          parse: 'none',
        });
      } catch (error) {
        throw toPlatformError(error, 'Editing a message');
      }
    },
  };
}

function isKeyed(payload: unknown, key: string): boolean {
  return typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key;
}
