/** How core speaks in Discord: post once, find again after a crash, edit, open a discussion, tell one person. */
import {
  type APIMessage,
  type APIMessageTopLevelComponent,
  type Client,
  ComponentType,
  type GuildBasedChannel,
  MessageFlags,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
  Status,
} from 'discord.js';
import { type Phrase, phrase } from '../../core/language/texts.ts';
import type { Message } from '../../core/message.ts';
import { type ChatPlatform, type Meter, PlatformError, type PostTarget } from '../../core/ports.ts';
import { hasCode, historyHidden, isRightMissing, toPlatformError } from './faults.ts';
import { cut } from './layout.ts';
import type { ShowCommand } from './markdown.ts';
import { type CommandNames, withoutCommandIds } from './names.ts';
import { renderMessage } from './render.ts';
import { cachedChannel, lacking, missingRights, type Use, wrongPlace } from './rights.ts';

/** Our clock and Discord's may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
/** Most messages one request returns. */
const PAGE = 100;
/** A channel with more than 2,000 messages since the attempt is not searched further. */
const MAX_PAGES = 20;

/** Discord as core speaks in it. `names` shows commands as people see them there. */
export function createDiscordPlatform(client: Client, names: CommandNames, meter?: Meter): ChatPlatform {
  /** Runs a call about the target; what fails is a PlatformError that names what is missing there. */
  async function call<T>(work: () => Promise<T>, target?: PostTarget, use: Use = 'post'): Promise<T> {
    try {
      if (target) assertNotElsewhere(target);
      return await work();
    } catch (error) {
      const refused = target ? refusedIn(error, target, use) : toPlatformError(error);
      const kind = refused.retryAfterMs !== undefined ? 'rate-limited' : refused.permanent ? 'permanent' : 'temporary';
      meter?.platformError('discord', kind);
      throw refused;
    }
  }

  /** Discord takes the id of a channel for enough: one of another server must not be spoken in for the server that is named. */
  function assertNotElsewhere({ workspaceId, channelId }: PostTarget): void {
    const channel = client.channels.cache.get(channelId);
    if (workspaceId !== '' && channel && (channel.isDMBased() || channel.guildId !== workspaceId)) {
      throw new PlatformError(phrase('discord.channel-gone'), { permanent: true, unusable: true });
    }
  }

  /** Discord says only that a permission is missing; which, the cached channel tells. */
  function refusedIn(cause: unknown, target: PostTarget, use: Use): PlatformError {
    const refused = use === 'discuss' ? threadRefused(cause) : toPlatformError(cause);
    if (!isRightMissing(cause)) return refused;
    if (!client.guilds.cache.has(target.workspaceId)) {
      return new PlatformError(phrase('discord.server-gone'), { permanent: true, unusable: true, cause });
    }
    const channel = cachedChannel(client, target);
    const [first, ...others] = channel ? missingRights(channel, use) : [];
    if (!channel || !first) return refused;
    const unusable = missingRights(channel, 'post').length > 0;
    return new PlatformError(lacking(channel, [first, ...others]), { permanent: true, unusable, cause });
  }

  async function post(channelId: string, message: Message, key: string): Promise<string> {
    const body: RESTPostAPIChannelMessageJSONBody = {
      ...messageBody(message, names.show),
      // Discord answers a repeated nonce with the first message for some minutes; `find` covers what is older.
      nonce: key,
      enforce_nonce: true,
    };
    return ((await client.rest.post(Routes.channelMessages(channelId), { body })) as APIMessage).id;
  }

  /** The id of our message among those after the id. */
  async function findAfter(channelId: string, message: Message, key: string, id: string): Promise<string | undefined> {
    const wanted = identityOf([renderMessage(message, names.show)]);
    let after = id;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const messages = await listAfter(client, channelId, after);
      const ours = messages.find(
        (each) =>
          each.author.id === client.user?.id && (each.nonce === key || identityOf(each.components ?? []) === wanted),
      );
      if (ours) return ours.id;
      const newest = messages[0];
      if (messages.length < PAGE || !newest) return undefined;
      after = newest.id;
    }
    return undefined;
  }

  return {
    name: 'discord',
    adminRight: phrase('discord.admin-right'),

    async post(target, message, key) {
      const messageId = await call(() => post(target.channelId, message, key), target);
      return { channelId: target.channelId, messageId };
    },

    async find(target, message, key, since) {
      assertHistoryReadable(client, target);
      const after = SnowflakeUtil.generate({ timestamp: since.getTime() - CLOCK_SKEW_MS, increment: 0n }).toString();
      const messageId = await call(() => findAfter(target.channelId, message, key, after), target);
      return messageId === undefined ? undefined : { channelId: target.channelId, messageId };
    },

    async edit(target, ref, message) {
      const body: RESTPatchAPIChannelMessageJSONBody = messageBody(message, names.show);
      await call(() => client.rest.patch(Routes.channelMessage(ref.channelId, ref.messageId), { body }), target);
    },

    async discuss(target, ref, message, key) {
      const body = { name: cut(message.summary.replace(/\s+/g, ' ').trim(), 100).trim() || '…' };
      // A thread under a message has the id of that message, so both are found again without being remembered.
      const thread = ref.messageId;
      const open = async () => {
        try {
          await client.rest.post(Routes.threads(ref.channelId, ref.messageId), { body });
        } catch (error) {
          if (!hasCode(error, THREAD_EXISTS)) throw error;
          assertHistoryReadable(client, target);
          if ((await findAfter(thread, message, key, thread)) !== undefined) return;
        }
        await post(thread, message, key);
      };
      await call(open, target, 'discuss');
    },

    async whisper({ memberId }, message) {
      await call(async () => {
        const channel = await client.rest.post(Routes.userChannels(), { body: { recipient_id: memberId } });
        const { id } = channel as { readonly id: string };
        // A mention of a command opens nothing where the command is not offered.
        const asCode: ShowCommand = (command) => withoutCommandIds(names.show(command));
        await client.rest.post(Routes.channelMessages(id), { body: messageBody(message, asCode) });
      });
    },

    async check(target, { discussion }) {
      const guild = client.guilds.cache.get(target.workspaceId);
      if (!guild) return [phrase('discord.server-gone')];
      // An outage of Discord: nothing is known of the server for now.
      if (!guild.available) throw new PlatformError(phrase('discord.outage'), { permanent: false });
      const channel = await lookUp(target);
      return 'key' in channel ? [channel] : problemsOf(channel, discussion ? 'discuss' : 'post');
    },

    connected() {
      return client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready);
    },
  };

  /** The channel, asked for when it is not cached (threads nobody has written in lately are not), or why there is none. */
  async function lookUp(target: PostTarget): Promise<GuildBasedChannel | Phrase> {
    const cached = cachedChannel(client, target);
    if (cached) return cached;
    try {
      await client.channels.fetch(target.channelId);
    } catch (error) {
      if (hasCode(error, UNKNOWN_CHANNEL)) return phrase('discord.channel-gone');
      if (isRightMissing(error)) return phrase('discord.no-access');
      throw toPlatformError(error);
    }
    return cachedChannel(client, target) ?? phrase('discord.channel-gone');
  }
}

const UNKNOWN_CHANNEL = 10003;
const THREAD_EXISTS = 160004;
const WRONG_CHANNEL = 50024;

/** What is wrong with a thread keeps nobody from posting questions in the channel. */
function threadRefused(cause: unknown): PlatformError {
  const { advice, permanent, retryAfterMs } = toPlatformError(cause);
  const says = hasCode(cause, WRONG_CHANNEL) ? phrase('discord.no-threads') : advice;
  return new PlatformError(says, { permanent, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), cause });
}

/** Each missing permission is a problem of its own; in the wrong place no permission helps. */
function problemsOf(channel: GuildBasedChannel, use: Use): Phrase[] {
  const wrong = wrongPlace(channel, use);
  return wrong ? [wrong] : missingRights(channel, use).map((right) => lacking(channel, [right]));
}

function messageBody(message: Message, show: ShowCommand) {
  return {
    components: [renderMessage(message, show)],
    flags: MessageFlags.IsComponentsV2 as const,
    allowed_mentions: { parse: [] },
  };
}

/** Newest first, as Discord gives them, but the oldest `PAGE` after the id. */
async function listAfter(client: Client, channelId: string, after: string): Promise<APIMessage[]> {
  const query = new URLSearchParams({ after, limit: String(PAGE) });
  return (await client.rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
}

/** Without Read Message History, Discord shows an empty channel instead of refusing. */
function assertHistoryReadable(client: Client, target: PostTarget): void {
  const channel = cachedChannel(client, target);
  const missing = channel ? missingRights(channel, 'post') : [];
  if (missing.includes('ViewChannel') || missing.includes('ReadMessageHistory')) throw historyHidden();
}

/** What tells our messages apart: the ids of the buttons, which name the round; without buttons, the text. */
function identityOf(components: readonly APIMessageTopLevelComponent[]): string {
  const ids: string[] = [];
  const texts: string[] = [];
  const walk = (level: readonly { readonly type: ComponentType }[]): void => {
    for (const component of level) {
      if ('custom_id' in component) ids.push(String(component.custom_id));
      if (component.type === ComponentType.TextDisplay && 'content' in component) {
        texts.push(withoutCommandIds(String(component.content)).trim());
      }
      if ('components' in component) walk(component.components as typeof level);
    }
  };
  walk(components);
  return JSON.stringify(ids.length > 0 ? ids.sort() : texts);
}
