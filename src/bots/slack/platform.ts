/** How core speaks in Slack: post, find again, edit, open a thread, tell one member, and look whether a channel is usable. */
import type { webApi } from '@slack/bolt';
import { type Phrase, phrase } from '../../core/language/texts.ts';
import type { Message } from '../../core/message.ts';
import type { ChatPlatform, MessageRef, PlatformError, PostTarget } from '../../core/ports.ts';
import { type Doing, INVITE, notInstalled, toPlatformError } from './errors.ts';
import { renderMessage } from './render.ts';
import { missingScopes } from './scopes.ts';
import { createSpacing, type Pacer, realPacer } from './spacing.ts';
import type { Team, Teams } from './teams.ts';

type WebClient = webApi.WebClient;

/** Marks our posts, so that one can be found again after a crash: https://docs.slack.dev/messaging/message-metadata */
const EVENT_TYPE = 'refcount_post';
/** Our clock and Slack's may differ by this much, in seconds. */
const CLOCK_SKEW = 300;
const PAGE = 200;
/** Keys of what stands on members' home pages begin with: question, reveal. */
const ON_HOMES = /^[qr]-/;

/** Nothing in a post may notify anyone or grow a preview. */
const QUIET = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;

export interface PlatformOptions {
  readonly teams: Teams;
  readonly connected: () => boolean;
  /** Where the app is installed, when it is installed by its own page. */
  readonly installUrl: string | undefined;
  /** Told after a question or a reveal was posted or edited. */
  readonly onShown: (at: Team, what: 'posted' | 'edited') => void;
  readonly pacer?: Pacer | undefined;
}

export function createPlatform(options: PlatformOptions): ChatPlatform {
  const { teams, installUrl } = options;
  const spacing = createSpacing(options.pacer ?? realPacer);

  async function teamOf(workspaceId: string, doing: Doing): Promise<Team> {
    const team = await teams.of({ teamId: workspaceId || undefined });
    if (!team) throw notInstalled(doing, installUrl);
    return team;
  }

  /** One call of `method`, not made while Slack limits it; whatever fails is a PlatformError. */
  async function call<T>(
    team: Team,
    method: string,
    doing: Doing,
    work: (client: WebClient) => Promise<T>,
  ): Promise<T> {
    spacing.allow(team.teamId, method, doing);
    try {
      return await work(team.client);
    } catch (error) {
      const failed: PlatformError = toPlatformError(error, doing, installUrl);
      if (failed.retryAfterMs !== undefined) spacing.limited(team.teamId, method, failed.retryAfterMs);
      throw failed;
    }
  }

  function send(team: Team, doing: Doing, content: webApi.ChatPostMessageArguments): Promise<MessageRef> {
    const { channel } = content;
    return spacing.inTurn(`${team.teamId} ${channel}`, () =>
      call(team, 'chat.postMessage', doing, async (client) => {
        const posted = await client.chat.postMessage(content);
        if (!posted.ts) throw new Error('Slack answered without a message timestamp');
        return { channelId: posted.channel ?? channel, messageId: posted.ts };
      }),
    );
  }

  return {
    name: 'slack',
    adminRight: phrase('slack-platform.admin-right'),
    connected: options.connected,

    async post(target, message, key) {
      const team = await teamOf(target.workspaceId, 'posting');
      const ref = await send(team, 'posting', {
        channel: target.channelId,
        ...renderMessage(message),
        ...QUIET,
        metadata: markedBy(key),
      });
      if (ON_HOMES.test(key)) options.onShown(team, 'posted');
      return ref;
    },

    async find(target, _message, key, since) {
      const team = await teamOf(target.workspaceId, 'reading');
      const oldest = String(since.getTime() / 1000 - CLOCK_SKEW);
      const ts = await firstMarked(key, (cursor) =>
        call(team, 'conversations.history', 'reading', (client) =>
          client.conversations.history({
            channel: target.channelId,
            oldest,
            inclusive: true,
            include_all_metadata: true,
            limit: PAGE,
            ...cursor,
          }),
        ),
      );
      return ts === undefined ? undefined : { channelId: target.channelId, messageId: ts };
    },

    async edit(target: PostTarget, ref: MessageRef, message: Message) {
      const team = await teamOf(target.workspaceId, 'editing');
      await call(team, 'chat.update', 'editing', (client) =>
        client.chat.update({
          channel: ref.channelId,
          ts: ref.messageId,
          ...renderMessage(message),
          link_names: false,
          parse: 'none',
        }),
      );
      options.onShown(team, 'edited');
    },

    /** In Slack a thread has no name of its own: its first message says what it is for. */
    async discuss(target, ref, message, key) {
      const team = await teamOf(target.workspaceId, 'discussing');
      const there = await firstMarked(key, (cursor) =>
        call(team, 'conversations.replies', 'discussing', (client) =>
          client.conversations.replies({
            channel: ref.channelId,
            ts: ref.messageId,
            include_all_metadata: true,
            limit: PAGE,
            ...cursor,
          }),
        ),
      );
      if (there !== undefined) return;
      await send(team, 'discussing', {
        channel: ref.channelId,
        thread_ts: ref.messageId,
        ...renderMessage(message),
        ...QUIET,
        metadata: markedBy(key),
      });
    },

    /** A direct message: Slack opens the conversation by itself when it is given a member for a channel. */
    async whisper({ workspaceId, memberId }, message) {
      const team = await teamOf(workspaceId, 'whispering');
      await send(team, 'whispering', { channel: memberId, ...renderMessage(message), ...QUIET });
    },

    /** Rejects with a PlatformError when Slack cannot be asked now. */
    async check(target, wants) {
      const team = await teamOf(target.workspaceId, 'checking').catch((error: PlatformError) => error);
      if (team instanceof Error) return [team.advice];
      // A direct message with the bot; to look at one needs a scope of its own, and there is nothing to find.
      if (target.channelId.startsWith('D')) return [];
      try {
        const { channel, response_metadata } = await call(team, 'conversations.info', 'checking', (client) =>
          client.conversations.info({ channel: target.channelId }),
        );
        return [...scopeProblems(response_metadata?.scopes), ...channelProblems(channel ?? {}, wants.discussion)];
      } catch (error) {
        const failed = toPlatformError(error, 'checking', installUrl);
        if (!failed.permanent) throw failed;
        return [failed.advice];
      }
    },
  };
}

type Channel = NonNullable<webApi.ConversationsInfoResponse['channel']>;

function channelProblems(channel: Channel, discussion: boolean): Phrase[] {
  if (channel.is_archived) return [phrase('slack-platform.archived')];
  const problems: Phrase[] = [];
  if (channel.is_member === false) problems.push(phrase('slack-platform.not-in-channel', { invite: INVITE }));
  if (channel.is_read_only) problems.push(phrase('slack-platform.read-only'));
  if (channel.is_thread_only) problems.push(phrase('slack-platform.restricted'));
  if (discussion && channel.is_non_threadable) problems.push(phrase('slack-platform.no-threads'));
  return problems;
}

/** Slack names the scopes a token has with every answer. */
function scopeProblems(granted: readonly string[] | undefined): Phrase[] {
  const missing = missingScopes(granted);
  if (missing.length === 0) return [];
  return [phrase('slack-platform.lacks-scopes', { count: missing.length, scopes: missing.join(', ') })];
}

const markedBy = (key: string) => ({ event_type: EVENT_TYPE, event_payload: { key } });

interface MessagePage {
  readonly messages?: readonly { readonly ts?: string; readonly metadata?: unknown }[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** The timestamp of the first message marked by `key`, page by page. */
async function firstMarked(
  key: string,
  ask: (cursor: { readonly cursor?: string }) => Promise<MessagePage>,
): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const page = await ask(cursor ? { cursor } : {});
    const found = page.messages?.find(({ ts, metadata }) => ts !== undefined && isMarked(metadata, key));
    if (found) return found.ts;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}

function isMarked(metadata: unknown, key: string): boolean {
  if (typeof metadata !== 'object' || metadata === null) return false;
  if (!('event_type' in metadata) || metadata.event_type !== EVENT_TYPE || !('event_payload' in metadata)) return false;
  const payload = metadata.event_payload;
  return typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key;
}
