/** What Refcount needs to be allowed in a channel of Discord, and what of it is missing, by what the gateway told us. */
import { type Client, type GuildBasedChannel, PermissionFlagsBits } from 'discord.js';
import { type Phrase, phrase, type TextKey } from '../../core/language/texts.ts';
import type { PostTarget } from '../../core/ports.ts';

/** What is to be done in the channel: posting, or also opening a thread under a message. */
export type Use = 'post' | 'discuss';

const NAMES = {
  ViewChannel: 'discord.permission-view-channel',
  Connect: 'discord.permission-connect',
  SendMessages: 'discord.permission-send-messages',
  SendMessagesInThreads: 'discord.permission-send-in-threads',
  ReadMessageHistory: 'discord.permission-read-history',
  CreatePublicThreads: 'discord.permission-create-threads',
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, TextKey>>;

export type Right = keyof typeof NAMES;

/** Everything Refcount ever uses in a channel: what the invitation asks for. */
export const ALL_RIGHTS = [
  'ViewChannel',
  'SendMessages',
  'ReadMessageHistory',
  'CreatePublicThreads',
  'SendMessagesInThreads',
] as const satisfies readonly Right[];

/** The rights missing for the use, by the cached channel; none when what we may do there is not known. */
export function missingRights(channel: GuildBasedChannel, use: Use): Right[] {
  return missingOf(channel, neededRights(channel, use));
}

/** The rights missing for posting in the threads of the channel, which have none of their own. */
export function missingInThreads(channel: GuildBasedChannel): Right[] {
  return missingOf(channel, ['ViewChannel', 'SendMessagesInThreads', 'ReadMessageHistory']);
}

function missingOf(channel: GuildBasedChannel, needed: readonly Right[]): Right[] {
  const { me } = channel.guild.members;
  const rights = me && channel.permissionsFor(me);
  return rights ? needed.filter((right) => !rights.has(PermissionFlagsBits[right])) : [];
}

function neededRights(channel: GuildBasedChannel, use: Use): Right[] {
  const send: Right[] = channel.isThread() ? ['SendMessagesInThreads'] : ['SendMessages'];
  const enter: Right[] = channel.isVoiceBased() ? ['Connect'] : [];
  const talk: Right[] = use === 'discuss' ? ['CreatePublicThreads', 'SendMessagesInThreads'] : [];
  return [...new Set<Right>(['ViewChannel', ...enter, ...send, 'ReadMessageHistory', ...talk])];
}

/** What keeps Refcount from the use in the channel, apart from rights. */
export function wrongPlace(channel: GuildBasedChannel, use: Use): Phrase | undefined {
  if (!channel.isSendable()) return phrase('discord.wrong-kind');
  if (isClosedToUs(channel)) return phrase('discord.thread-locked');
  // Threads open under messages of text channels, not in threads and not in the chat of a voice channel.
  if (use === 'discuss' && !('threads' in channel)) return phrase('discord.no-threads');
  return undefined;
}

function isClosedToUs(channel: GuildBasedChannel): boolean {
  return channel.isThread() && channel.locked === true && !managesThreads(channel.parent ?? undefined);
}

/** A thread that is only archived opens again with the next message; a locked one only for who may manage threads. */
export function managesThreads(channel: GuildBasedChannel | undefined): boolean {
  const me = channel?.guild.members.me;
  return Boolean(me && channel.permissionsFor(me).has(PermissionFlagsBits.ManageThreads));
}

/** The advice for missing rights: which, where, and where to click. Rights in a thread are those of its channel. */
export function lacking(channel: GuildBasedChannel, rights: readonly [Right, ...Right[]]): Phrase {
  const id = (channel.isThread() ? channel.parentId : undefined) ?? channel.id;
  return phrase('discord.permission-missing', { channel: { kind: 'channel', id }, permission: listed(rights) });
}

function listed([first, second, ...rest]: readonly [Right, ...Right[]]): Phrase {
  if (!second) return phrase(NAMES[first]);
  return phrase('discord.permission-list', { first: phrase(NAMES[first]), rest: listed([second, ...rest]) });
}

/** The channel of a target, when it is cached and the target's. */
export function cachedChannel(client: Client, target: PostTarget): GuildBasedChannel | undefined {
  const channel = client.channels.cache.get(target.channelId);
  return channel && !channel.isDMBased() && channel.guildId === target.workspaceId ? channel : undefined;
}
