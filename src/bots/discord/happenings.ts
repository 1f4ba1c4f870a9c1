/** What befalls the places Refcount speaks in, as the gateway tells it, in core's words. */
import { type Client, Events, GatewayDispatchEvents, type Guild, type GuildBasedChannel } from 'discord.js';
import type { Happening } from '../../core/desk.ts';
import { managesThreads, missingInThreads, missingRights } from './rights.ts';

/**
 * Calls `tell` for what happens from now on. Every event needs only the Guilds intent: of members, Discord tells without
 * more only of the bot itself. An outage of Discord is nothing that happened to a server.
 */
export function watchPlaces(client: Client, tell: (happening: Happening) => void): void {
  client.on(Events.GuildDelete, (guild) => tell({ kind: 'gone', ...serverOf(guild), why: 'removed' }));
  client.on(Events.GuildCreate, (guild) => tell({ kind: 'back', ...serverOf(guild) }));
  // After an outage, and after a session that could not be resumed: what was told meanwhile never arrived.
  client.on(Events.GuildAvailable, (guild) => tell({ kind: 'back', ...serverOf(guild) }));

  client.on(Events.ChannelDelete, (channel) => {
    if (channel.isDMBased()) return;
    // Nobody tells of the threads in it.
    const threads = 'threads' in channel ? [...channel.threads.cache.keys()] : [];
    for (const id of [channel.id, ...threads]) {
      tell({ kind: 'gone', ...serverOf(channel.guild), channelId: id, why: 'deleted' });
    }
  });
  client.on(Events.ChannelUpdate, (before, after) => {
    if (before.isDMBased() || after.isDMBased()) return;
    const [could, can] = [canPost(before), canPost(after)];
    if (could !== can) tell(allowedOrNot(after, can));
    const [couldInThreads, canInThreads] = [canPostInThreads(before), canPostInThreads(after)];
    if (couldInThreads === canInThreads || !('threads' in after)) return;
    for (const thread of after.threads.cache.values()) tell(allowedOrNot(thread, canInThreads));
  });

  // Threads are told of as Discord sends it: one that has rested for hours is in no cache, and its events would be lost.
  client.ws.on(GatewayDispatchEvents.ThreadDelete, (thread: ThreadEvent) => {
    if (thread.guild_id) tell({ kind: 'gone', ...server(thread.guild_id), channelId: thread.id, why: 'deleted' });
  });
  client.ws.on(GatewayDispatchEvents.ThreadUpdate, (thread: ThreadEvent) => {
    if (thread.guild_id) tell(lockedOrNot(client, thread, thread.guild_id));
  });

  client.on(Events.GuildRoleUpdate, (before, after) => {
    const ours = after.id === after.guild.id || after.guild.members.me?.roles.cache.has(after.id);
    if (ours && before.permissions.bitfield !== after.permissions.bitfield) tellRights(after.guild, tell);
  });
  client.on(Events.GuildRoleDelete, (role) => tellRights(role.guild, tell));
  client.on(Events.GuildMemberUpdate, (before, after) => {
    if (after.id === client.user?.id && !before.roles.cache.equals(after.roles.cache)) tellRights(after.guild, tell);
  });
}

/** A locked thread is as good as gone, unless we may open it; one that is only archived opens with the next message. */
function lockedOrNot(client: Client, thread: ThreadEvent, guildId: string): Happening {
  const place = { ...server(guildId), channelId: thread.id };
  const parent = client.channels.cache.get(thread.parent_id ?? '');
  const opens = parent !== undefined && !parent.isDMBased() && managesThreads(parent);
  const locked = thread.thread_metadata?.locked === true;
  return locked && !opens ? { kind: 'gone', ...place, why: 'locked' } : { kind: 'back', ...place };
}

/** After our rights in the whole server changed: what is closed now, and that the rest is worth another look. */
function tellRights(guild: Guild, tell: (happening: Happening) => void): void {
  for (const channel of guild.channels.cache.values()) {
    if (channel.isSendable() && !canPost(channel)) tell(allowedOrNot(channel, false));
  }
  tell({ kind: 'back', ...serverOf(guild) });
}

const canPost = (channel: GuildBasedChannel) => channel.isSendable() && missingRights(channel, 'post').length === 0;

const canPostInThreads = (channel: GuildBasedChannel) => missingInThreads(channel).length === 0;

function allowedOrNot(channel: GuildBasedChannel, allowed: boolean): Happening {
  const place = { ...serverOf(channel.guild), channelId: channel.id };
  return allowed ? { kind: 'back', ...place } : { kind: 'gone', ...place, why: 'forbidden' };
}

const server = (externalId: string) => ({ workspace: { platform: 'discord', externalId } as const });
const serverOf = (guild: Guild) => server(guild.id);

/** What of a thread's event is read here. */
interface ThreadEvent {
  readonly id: string;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly thread_metadata?: { readonly locked?: boolean };
}
