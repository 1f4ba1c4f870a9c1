/** The Web API methods a bot like this calls. An argument a method does not know is a violation. */
import { type Json, list, record, string } from './json.ts';
import { APP_ID, BOT, CHANNELS, type SlackWorkspace, TEAM, USERS } from './workspace.ts';

export interface Method {
  readonly token: 'bot' | 'app';
  readonly args: readonly string[];
  run(args: Json): Json;
}

const refuse = (error: string): Json => ({ ok: false, error });
const CONTENT = ['channel', 'text', 'blocks', 'link_names', 'parse'];

/** Why the bot cannot speak or read there, or undefined when it can. */
function shut(channel: string): string | undefined {
  if (channel === CHANNELS.random) return 'not_in_channel';
  if (channel === CHANNELS.old) return 'is_archived';
  return channel === CHANNELS.quiz || isDirect(channel) ? undefined : 'channel_not_found';
}
const isPerson = (id: string) => Object.values(USERS).some((user) => user.id === id);
const isDirect = (channel: string) => channel.startsWith('D') && isPerson(channel.slice(1));

export function webApi(workspace: SlackWorkspace, socketUrl: () => string): Readonly<Record<string, Method>> {
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
      args: ['user'],
      run(args) {
        const user = Object.values(USERS).find((each) => each.id === args.user);
        if (!user) return refuse('user_not_found');
        const { id, name, admin, display } = user;
        const profile = { display_name: display, real_name: display };
        return {
          ok: true,
          user: { id, team_id: TEAM.id, name, deleted: false, is_admin: admin, is_owner: false, profile },
        };
      },
    },
    'chat.postMessage': {
      token: 'bot',
      args: [...CONTENT, 'metadata', 'unfurl_links', 'unfurl_media', 'mrkdwn'],
      run(args) {
        const asked = string(args.channel);
        const channel = isPerson(asked) ? `D${asked}` : asked;
        const error = shut(channel);
        if (error) return refuse(error);
        const metadata = record(args.metadata);
        if (args.metadata !== undefined && !(string(metadata.event_type) && metadata.event_payload)) {
          workspace.violation('chat.postMessage: metadata needs event_type and event_payload');
        }
        for (const quiet of ['unfurl_links', 'unfurl_media', 'link_names']) {
          if (args[quiet] !== 'false') workspace.violation(`chat.postMessage: ${quiet} is not off`);
        }
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
        const from = Number(args.cursor ?? 0);
        const limit = Number(args.limit ?? 100);
        const all = workspace.messages
          .filter((message) => message.channel === args.channel && Number(message.ts) >= oldest)
          .reverse();
        const next = from + limit < all.length ? String(from + limit) : '';
        const messages = all.slice(from, from + limit).map(({ ts, text, blocks, metadata }) => ({
          type: 'message',
          ...shown(ts, { text, blocks }),
          ...(metadata && args.include_all_metadata === 'true' ? { metadata } : {}),
        }));
        return { ok: true, messages, has_more: next !== '', response_metadata: { next_cursor: next } };
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
        const view = workspace.replaceView(string(args.view_id), record(args.view));
        return view ? { ok: true, view: workspace.viewPayload(view, {}) } : refuse('not_found');
      },
    },
  };
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
