/** How core speaks in Discord channels: post once, find again after a crash, edit. */
import {
  type APIMessage,
  type APIMessageTopLevelComponent,
  type Client,
  ComponentType,
  MessageFlags,
  PermissionFlagsBits,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
  Status,
} from 'discord.js';
import type { Message } from '../../core/message.ts';
import type { ChatPlatform, MessageRef, PostTarget } from '../../core/ports.ts';
import { historyHidden, toPlatformError } from './faults.ts';
import { renderMessage } from './render.ts';

/** Our clock and Discord's may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
/** Most messages one request returns. */
const PAGE = 100;
/** A channel with more than 2,000 messages since the attempt is not searched further. */
const MAX_PAGES = 20;

export function createDiscordPlatform(client: Client): ChatPlatform {
  return {
    name: 'discord',
    adminRight: 'the Manage Server permission',

    async post(target, message, key) {
      const body: RESTPostAPIChannelMessageJSONBody = {
        ...channelBody(message),
        // Discord answers a repeated nonce with the first message for some minutes; `find` covers what is older.
        nonce: key,
        enforce_nonce: true,
      };
      const posted = await call(() => client.rest.post(Routes.channelMessages(target.channelId), { body }));
      return { channelId: target.channelId, messageId: (posted as APIMessage).id };
    },

    async find(target, message, key, since) {
      assertHistoryReadable(client, target);
      const wanted = identityOf([renderMessage(message)]);
      let after = SnowflakeUtil.generate({ timestamp: since.getTime() - CLOCK_SKEW_MS, increment: 0n }).toString();
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const messages = await call(() => listAfter(client, target.channelId, after));
        const ours = messages.find(
          (each) =>
            each.author.id === client.user?.id && (each.nonce === key || identityOf(each.components ?? []) === wanted),
        );
        if (ours) return { channelId: target.channelId, messageId: ours.id };
        const newest = messages[0];
        if (messages.length < PAGE || !newest) return undefined;
        after = newest.id;
      }
      return undefined;
    },

    async edit(_target: PostTarget, ref: MessageRef, message) {
      const body: RESTPatchAPIChannelMessageJSONBody = channelBody(message);
      await call(() => client.rest.patch(Routes.channelMessage(ref.channelId, ref.messageId), { body }));
    },

    connected() {
      return client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready);
    },
  };
}

function channelBody(message: Message) {
  return {
    components: [renderMessage(message)],
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
  const channel = client.channels.cache.get(target.channelId);
  if (!client.user || !channel || channel.isDMBased()) return;
  const rights = channel.permissionsFor(client.user);
  if (rights && !rights.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory])) {
    throw historyHidden();
  }
}

/** What tells our messages apart: the ids of the buttons, which name the round; without buttons, the text. */
function identityOf(components: readonly APIMessageTopLevelComponent[]): string {
  const ids: string[] = [];
  const texts: string[] = [];
  const walk = (level: readonly { readonly type: ComponentType }[]): void => {
    for (const component of level) {
      if ('custom_id' in component) ids.push(String(component.custom_id));
      if (component.type === ComponentType.TextDisplay && 'content' in component) {
        texts.push(String(component.content).trim());
      }
      if ('components' in component) walk(component.components as typeof level);
    }
  };
  walk(components);
  return JSON.stringify(ids.length > 0 ? ids.sort() : texts);
}

async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toPlatformError(error);
  }
}
