/** A server of the test server: its channels, threads and roles, what the bot may do in them, and the events all of that makes. */
import { botUser, memberOf } from './events.ts';
import { BOT_ROLE, isObject, type Json, objects, RIGHT, snowflake } from './ids.ts';

export interface Overwrite {
  readonly allow?: bigint;
  readonly deny?: bigint;
}

export interface ThreadState {
  readonly archived?: boolean;
  readonly locked?: boolean;
}

/** Sends an event to the bot over the connection that serves this server. */
export type Dispatch = (name: string, data: Json) => void;

/** Channel types whose messages have threads: text and announcements; and the types of those threads. */
const THREAD_TYPE: Readonly<Record<number, number>> = { 0: 11, 5: 10 };
const THREADS = [10, 11, 12];
const VOICE = [2, 13];

export class Guild {
  readonly id: string;
  readonly name: string;
  readonly #dispatch: Dispatch;
  readonly #channels = new Map<string, Json>();
  readonly #roles = new Map<string, bigint>();
  #botRoles: readonly string[] = [BOT_ROLE];
  /** Whether the bot is a member. */
  present = true;

  constructor(place: { id: string; name: string; channelId: string; everyone: bigint }, dispatch: Dispatch) {
    this.id = place.id;
    this.name = place.name;
    this.#dispatch = dispatch;
    this.#roles.set(place.id, place.everyone);
    this.#roles.set(BOT_ROLE, 0n);
    this.#put({ id: place.channelId, type: 0, name: 'daily-question' });
  }

  /** What GUILD_CREATE carries. */
  event(): Json {
    const all = [...this.#channels.values()];
    return {
      ...FEATURES,
      id: this.id,
      name: this.name,
      unavailable: false,
      joined_at: new Date(0).toISOString(),
      channels: all.filter((channel) => !THREADS.includes(Number(channel.type))),
      // Only threads that are open are told of.
      threads: all.filter((channel) => isObject(channel.thread_metadata) && channel.thread_metadata.archived !== true),
      members: [this.#botMember()],
      roles: [...this.#roles.keys()].map((id) => this.#role(id)),
    };
  }

  channel(id: string): Json | undefined {
    return this.#channels.get(id);
  }

  has(channelId: string): boolean {
    return this.#channels.has(channelId);
  }

  addChannel(type: number, id = snowflake()): string {
    const voice = VOICE.includes(type) ? { bitrate: 64_000, user_limit: 0, rtc_region: null } : {};
    const channel = this.#put({ id, type, name: `channel-${id.slice(-4)}`, ...voice });
    this.#dispatch('CHANNEL_CREATE', channel);
    return id;
  }

  rename(channelId: string, name: string): void {
    this.#change(channelId, { name }, 'CHANNEL_UPDATE');
  }

  /** Allows or denies @everyone something in one channel, as Edit Channel → Permissions does. */
  overwrite(channelId: string, { allow = 0n, deny = 0n }: Overwrite): void {
    const overwrites = allow | deny ? [{ id: this.id, type: 0, allow: String(allow), deny: String(deny) }] : [];
    this.#change(channelId, { permission_overwrites: overwrites }, 'CHANNEL_UPDATE');
  }

  /** Deletes a channel, and as Discord does, without a word, the threads in it. */
  deleteChannel(channelId: string): void {
    const channel = this.#known(channelId);
    for (const { id, parent_id: parent } of this.#channels.values()) {
      if (parent === channelId) this.#channels.delete(String(id));
    }
    this.#channels.delete(channelId);
    this.#dispatch('CHANNEL_DELETE', channel);
  }

  /** Opens a thread under a message: it gets the message's id. */
  openThread(parentId: string, id: string, name: string): Json {
    const thread = this.#put({
      id,
      type: THREAD_TYPE[Number(this.#known(parentId).type)] ?? 11,
      name,
      parent_id: parentId,
      owner_id: botUser().id,
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      rate_limit_per_user: 0,
      thread_metadata: metadata({}),
    });
    this.#dispatch('THREAD_CREATE', { ...thread, newly_created: true });
    return thread;
  }

  setThread(threadId: string, state: ThreadState): void {
    const old = this.#known(threadId).thread_metadata;
    const { archived = false, locked = false } = isObject(old) ? old : {};
    const known = { archived: archived === true, locked: locked === true };
    this.#change(threadId, { thread_metadata: metadata({ ...known, ...state }) }, 'THREAD_UPDATE');
  }

  deleteThread(threadId: string): void {
    const { id, guild_id, parent_id, type } = this.#known(threadId);
    this.#channels.delete(threadId);
    this.#dispatch('THREAD_DELETE', { id, guild_id, parent_id, type });
  }

  setRole(rights: bigint, id = this.id): void {
    this.#roles.set(id, rights);
    this.#dispatch('GUILD_ROLE_UPDATE', { guild_id: this.id, role: this.#role(id) });
  }

  setBotRoles(...ids: readonly string[]): void {
    this.#botRoles = ids;
    this.#dispatch('GUILD_MEMBER_UPDATE', { ...this.#botMember(), guild_id: this.id });
  }

  /** Removes the bot. */
  kick(): void {
    this.present = false;
    this.#dispatch('GUILD_DELETE', { id: this.id });
  }

  /** Invites it again, or ends an outage. */
  join(): void {
    this.present = true;
    this.#dispatch('GUILD_CREATE', this.event());
  }

  /** Discord itself has lost the server for a while. */
  outage(): void {
    this.#dispatch('GUILD_DELETE', { id: this.id, unavailable: true });
  }

  /** What the bot may do in a channel; in a thread, what it may do in the channel it is in. */
  may(channelId: string, ...rights: readonly (keyof typeof RIGHT)[]): boolean {
    const allowed = this.#rightsIn(this.#known(channelId));
    return rights.every((right) => (allowed & RIGHT[right]) === RIGHT[right]);
  }

  /** What the bot needs here to post. */
  maySend(channelId: string): boolean {
    const type = Number(this.#known(channelId).type);
    if (THREADS.includes(type)) return this.may(channelId, 'sendInThreads');
    return VOICE.includes(type) ? this.may(channelId, 'connect', 'send') : this.may(channelId, 'send');
  }

  hasThreads(channelId: string): boolean {
    return Number(this.#known(channelId).type) in THREAD_TYPE;
  }

  threadState(channelId: string): ThreadState {
    const state = this.#known(channelId).thread_metadata;
    return isObject(state) ? { archived: state.archived === true, locked: state.locked === true } : {};
  }

  #rightsIn(channel: Json): bigint {
    const parent = typeof channel.parent_id === 'string' ? this.#channels.get(channel.parent_id) : undefined;
    if (parent) return this.#rightsIn(parent);
    const base = [this.id, ...this.#botRoles].reduce((sum, id) => sum | (this.#roles.get(id) ?? 0n), 0n);
    if (base & RIGHT.administrator) return ~0n;
    return objects(channel.permission_overwrites).reduce(
      (rights, { allow, deny }) => (rights & ~BigInt(String(deny))) | BigInt(String(allow)),
      base,
    );
  }

  #put(channel: Json): Json {
    const whole = { guild_id: this.id, position: 0, permission_overwrites: [], ...channel };
    this.#channels.set(String(channel.id), whole);
    return whole;
  }

  #change(channelId: string, change: Json, event: string): void {
    const changed = { ...this.#known(channelId), ...change };
    this.#channels.set(channelId, changed);
    this.#dispatch(event, changed);
  }

  #known(channelId: string): Json {
    const channel = this.#channels.get(channelId);
    if (!channel) throw new Error(`${this.name} has no channel ${channelId}`);
    return channel;
  }

  #role(id: string): Json {
    const own = id === this.id;
    return {
      id,
      name: own ? '@everyone' : `role-${id.slice(-4)}`,
      permissions: String(this.#roles.get(id) ?? 0n),
      position: own ? 0 : 1,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      managed: !own,
      mentionable: false,
      flags: 0,
    };
  }

  #botMember(): Json {
    return memberOf({ user: botUser(), roles: this.#botRoles });
  }
}

function metadata({ archived = false, locked = false }: ThreadState): Json {
  return { archived, locked, auto_archive_duration: 1440, archive_timestamp: new Date().toISOString() };
}

/** What every server of the test server has, and no test looks at. */
const FEATURES: Json = {
  owner_id: '1400000000000000003',
  emojis: [],
  stickers: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
  features: [],
  member_count: 4,
  premium_tier: 0,
  preferred_locale: 'en-US',
  large: false,
  system_channel_flags: 0,
  nsfw_level: 0,
  verification_level: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  default_message_notifications: 0,
  afk_timeout: 300,
};
