/** The Web API methods a bot like this calls. An argument a method does not know is a violation. */
import { type Json, list, record, string } from './json.ts';
import { APP_ID, BOT, CHANNELS, type SlackWorkspace, type StoredMessage, TEAM, USERS } from './workspace.ts';

export interface Method {
  readonly token: 'bot' | 'app';
  readonly args: readonly string[];
  run(args: Json): Json;
}

const refuse = (error: string): Json => ({ ok: false, error });
const CONTENT = ['channel', 'text', 'blocks', 'link_names', 'parse'];

const isPerson = (id: string) => Object.values(USERS).some((user) => user.id === id);
const isDirect = (channel: string) => channel.startsWith('D') && isPerson(channel.slice(1));

const isChannel = (id: string) => Object.values<string>(CHANNELS).includes(id);

export function webApi(workspace: SlackWorkspace, socketUrl: () => string): Readonly<Record<string, Method>> {
  /** Why the bot cannot speak or read there, or undefined when it can. */
  const shut = (channel: string): string | undefined =>
    workspace.shut.get(channel) ?? (isChannel(channel) || isDirect(channel) ? undefined : 'channel_not_found');

  return {
    'auth.test': {
      token: 'bot',
      args: ['token'],
      run: () => ({
        ok: true,
        url: `https://${TEAM.domain}.slack.com/`,
        team: TEAM.name,
        team_id: TEAM.id,
        user: 'refcount',
        user_id: BOT.userId,
        bot_id: BOT.botId,
        is_enterprise_install: false,
      }),
    },
    'apps.connections.open': { token: 'app', args: [], run: () => ({ ok: true, url: socketUrl() }) },
    'users.info': {
      token: 'bot',
      args: ['user', 'include_locale'],
      run(args) {
        const user = Object.values(USERS).find((each) => each.id === args.user);
        if (!user) return refuse('user_not_found');
        const { id, name, admin, display } = user;
        const locale = args.include_locale === 'true' ? { locale: user.locale } : {};
        const profile = { display_name: display, real_name: display };
        return {
          ok: true,
          user: { id, team_id: TEAM.id, name, deleted: false, is_admin: admin, is_owner: false, profile, ...locale },
        };
      },
    },
    'chat.postMessage': {
      token: 'bot',
      args: [...CONTENT, 'metadata', 'unfurl_links', 'unfurl_media', 'mrkdwn', 'thread_ts'],
      run(args) {
        const asked = string(args.channel);
        const channel = isPerson(asked) ? `D${asked}` : asked;
        const error = shut(channel);
        if (error) return refuse(error);
        const metadata = record(args.metadata);
        if (args.metadata !== undefined && !(string(metadata.event_type) && metadata.event_payload)) {
          workspace.violation('chat.postMessage: metadata needs event_type and event_payload');
        }
        quiet('chat.postMessage', args, ['unfurl_links', 'unfurl_media', 'link_names']);
        const message = workspace.addMessage(channel, args);
        return { ok: true, channel, ts: message.ts, message: { type: 'message', ...shown(message.ts, args) } };
      },
    },
    'chat.update': {
      token: 'bot',
      args: [...CONTENT, 'ts'],
      run(args) {
        const error = shut(string(args.channel));
        if (error) return refuse(error);
        quiet('chat.update', args, ['link_names']);
        const message = workspace.updateMessage(string(args.channel), string(args.ts), args);
        return message
          ? { ok: true, channel: message.channel, ts: message.ts, text: message.text }
          : refuse('message_not_found');
      },
    },
    'chat.postEphemeral': {
      token: 'bot',
      args: [...CONTENT, 'user'],
      run(args) {
        const error = shut(string(args.channel));
        if (error) return refuse(error);
        if (!isPerson(string(args.user))) return refuse('user_not_in_channel');
        quiet('chat.postEphemeral', args, ['link_names']);
        const { ts } = workspace.addEphemeral('chat.postEphemeral', string(args.user), string(args.channel), args);
        return { ok: true, message_ts: ts };
      },
    },
    'conversations.history': {
      token: 'bot',
      args: ['channel', 'oldest', 'latest', 'inclusive', 'include_all_metadata', 'limit', 'cursor'],
      run(args) {
        const error = shut(string(args.channel));
        if (error) return refuse(error);
        const oldest = Number(args.oldest ?? 0);
        // A reply in a thread is no part of the channel's history.
        return paged(
          args,
          workspace.messages
            .filter(({ channel, ts, thread }) => channel === args.channel && Number(ts) >= oldest && !thread)
            .reverse(),
        );
      },
    },
    'conversations.replies': {
      token: 'bot',
      args: ['channel', 'ts', 'include_all_metadata', 'limit', 'cursor'],
      run(args) {
        const error = shut(string(args.channel));
        if (error) return refuse(error);
        const there = workspace.messages.filter(({ channel }) => channel === args.channel);
        if (!there.some(({ ts }) => ts === args.ts)) return refuse('thread_not_found');
        return paged(
          args,
          there.filter(({ ts, thread }) => ts === args.ts || thread === args.ts),
        );
      },
    },
    'conversations.info': {
      token: 'bot',
      args: ['channel'],
      run(args) {
        const id = string(args.channel);
        if (!isChannel(id)) return refuse('channel_not_found');
        const why = workspace.shut.get(id);
        const channel = {
          id,
          is_channel: true,
          is_member: why !== 'not_in_channel',
          is_archived: why === 'is_archived',
        };
        return { ok: true, channel: { ...channel, ...workspace.channelTraits } };
      },
    },
    'views.open': {
      token: 'bot',
      args: ['trigger_id', 'view'],
      run(args) {
        const used = workspace.useTrigger(string(args.trigger_id));
        if ('error' in used) return refuse(used.error);
        const view = workspace.openView(used.user, record(args.view));
        return { ok: true, view: workspace.viewPayload(view, {}) };
      },
    },
    'views.update': {
      token: 'bot',
      args: ['view_id', 'view', 'hash'],
      run(args) {
        const hash = args.hash === undefined ? undefined : string(args.hash);
        const view = workspace.replaceView(string(args.view_id), record(args.view), hash);
        return 'error' in view ? refuse(view.error) : { ok: true, view: workspace.viewPayload(view, {}) };
      },
    },
    'views.publish': {
      token: 'bot',
      args: ['user_id', 'view', 'hash'],
      run(args) {
        if (!isPerson(string(args.user_id))) return refuse('user_not_found');
        const hash = args.hash === undefined ? undefined : string(args.hash);
        const home = workspace.publishHome(string(args.user_id), record(args.view), hash);
        return 'error' in home ? refuse(home.error) : { ok: true, view: workspace.viewPayload(home, {}) };
      },
    },
  };

  /** Nothing may make names into mentions, grow previews, or read typed text as more than it is. */
  function quiet(method: string, args: Json, off: readonly string[]): void {
    for (const name of off) if (args[name] !== 'false') workspace.violation(`${method}: ${name} is not off`);
    if (args.parse !== 'none') workspace.violation(`${method}: parse is not none`);
  }
}

function shown(ts: string, args: Json): Json {
  return {
    ts,
    user: BOT.userId,
    bot_id: BOT.botId,
    app_id: APP_ID,
    team: TEAM.id,
    text: string(args.text),
    blocks: list(args.blocks),
  };
}

/** A page of messages as Slack gives them. */
function paged(args: Json, all: readonly StoredMessage[]): Json {
  const from = Number(args.cursor ?? 0);
  const limit = Number(args.limit ?? 100);
  const next = from + limit < all.length ? String(from + limit) : '';
  const messages = all.slice(from, from + limit).map(({ ts, text, blocks, metadata, thread }) => ({
    type: 'message',
    ...shown(ts, { text, blocks }),
    ...(thread ? { thread_ts: thread } : {}),
    ...(metadata && args.include_all_metadata === 'true' ? { metadata } : {}),
  }));
  return { ok: true, messages, has_more: next !== '', response_metadata: { next_cursor: next } };
}
