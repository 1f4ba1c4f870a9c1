/** Messages of the test server, in channels, threads and direct messages: who may write them, and which nonces are remembered. */
import { botUser } from './events.ts';
import type { Guild } from './guild.ts';
import { CHANNEL, type Json, snowflake } from './ids.ts';

/** A refusal as Discord words it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Discord remembers a nonce "for a few minutes". */
const NONCE_MS = 3 * 60_000;
/** Types of channels that hold messages: text, voice, announcements, threads, stages. */
const SENDABLE = [0, 2, 5, 10, 11, 12, 13];

export class Channels {
  readonly #guilds: readonly Guild[];
  readonly #messages = new Map<string, Json[]>();
  /** The person of each direct conversation. */
  readonly #directs = new Map<string, string>();
  readonly #closed = new Set<string>();
  readonly #nonces = new Map<string, { readonly message: Json; readonly at: number }>();
  readonly #now: () => number;

  constructor(guilds: readonly Guild[], now: () => number) {
    this.#guilds = guilds;
    this.#now = now;
  }

  /** Oldest first. */
  messages(channelId: string = CHANNEL): readonly Json[] {
    return this.#messages.get(channelId) ?? [];
  }

  /** What the bot said to a person alone, oldest first. */
  directMessages(personId: string): readonly Json[] {
    const found = [...this.#directs].find(([, person]) => person === personId);
    return found ? this.messages(found[0]) : [];
  }

  /** The person takes no direct messages from now on. */
  closeDirect(personId: string): void {
    this.#closed.add(personId);
  }

  /** Forgets nonces, as Discord does after some minutes. */
  forgetNonces(): void {
    this.#nonces.clear();
  }

  /** A message by somebody else. */
  chatter(channelId: string, body: Json, author: Json): Json {
    return this.#store(channelId, { ...messageOf(channelId, body), author });
  }

  /** `GET /channels/:id` */
  show(channelId: string): Json {
    return this.#seen(channelId).channel(channelId) ?? {};
  }

  create(channelId: string, body: Json): Json {
    this.#admit(channelId);
    const key = `${channelId} ${String(body.nonce)}`;
    const known = body.enforce_nonce === true ? this.#nonces.get(key) : undefined;
    if (known && this.#now() - known.at < NONCE_MS) return known.message;
    const message = this.#store(channelId, messageOf(channelId, body));
    if (body.nonce === undefined) return message;
    this.#nonces.set(key, { message, at: this.#now() });
    // Told to whoever posted, not kept in the history.
    return { ...message, nonce: body.nonce };
  }

  /** `POST /users/@me/channels` */
  openDirect(personId: string): Json {
    const known = [...this.#directs].find(([, person]) => person === personId)?.[0];
    const id = known ?? snowflake();
    this.#directs.set(id, personId);
    return { id, type: 1, recipients: [{ id: personId, username: 'someone', discriminator: '0', avatar: null }] };
  }

  /** `POST /channels/:id/messages/:id/threads` */
  openThread(channelId: string, messageId: string, name: string): Json {
    const message = this.find(channelId, messageId);
    const guild = this.#seen(channelId);
    if (!guild.hasThreads(channelId)) throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
    if (!guild.may(channelId, 'createThreads')) throw new Refusal(403, 50013, 'Missing Permissions');
    if (guild.has(messageId)) throw new Refusal(400, 160004, 'A thread has already been created for this message');
    return guild.openThread(channelId, String(message.id), name);
  }

  find(channelId: string, messageId: string): Json {
    this.#seen(channelId);
    const message = this.messages(channelId).find((each) => each.id === messageId);
    if (!message) throw new Refusal(404, 10008, 'Unknown Message');
    return message;
  }

  edit(channelId: string, messageId: string, body: Json): Json {
    const message = this.find(channelId, messageId);
    if ((message.author as Json).id !== botUser().id) {
      throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
    }
    const edited = { ...message, ...shown(body, Number(message.flags)), edited_timestamp: new Date().toISOString() };
    const list = this.#messages.get(channelId) ?? [];
    list[list.indexOf(message)] = edited;
    return edited;
  }

  delete(channelId: string, messageId: string): void {
    const message = this.find(channelId, messageId);
    this.#messages.set(
      channelId,
      this.messages(channelId).filter((each) => each !== message),
    );
  }

  /** Newest first; with `after`, the oldest `limit` behind it. Without the right to read history: nothing, silently. */
  list(channelId: string, query: URLSearchParams): Json[] {
    const guild = this.#seen(channelId);
    const limit = Number(query.get('limit') ?? 50);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new Refusal(400, 50035, 'Invalid Form Body: limit');
    if (!guild.may(channelId, 'history')) return [];
    const after = query.get('after');
    const messages = this.messages(channelId).filter((each) => !after || BigInt(String(each.id)) > BigInt(after));
    return (after ? messages.slice(0, limit) : messages.slice(-limit)).reverse();
  }

  /** The server of a channel that the bot can see. */
  #seen(channelId: string): Guild {
    const guild = this.#guilds.find((each) => each.has(channelId));
    if (!guild) throw new Refusal(404, 10003, 'Unknown Channel');
    if (!guild.present || !guild.may(channelId, 'view')) throw new Refusal(403, 50001, 'Missing Access');
    return guild;
  }

  /** Lets the bot post, or refuses. Posting opens a thread that was archived, and not one that was locked. */
  #admit(channelId: string): void {
    const person = this.#directs.get(channelId);
    if (person !== undefined) {
      if (this.#closed.has(person)) throw new Refusal(403, 50007, 'Cannot send messages to this user');
      return;
    }
    const guild = this.#seen(channelId);
    if (!SENDABLE.includes(Number(guild.channel(channelId)?.type))) {
      throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel');
    }
    if (!guild.maySend(channelId)) throw new Refusal(403, 50013, 'Missing Permissions');
    const { archived, locked } = guild.threadState(channelId);
    if (locked && !guild.may(channelId, 'manageThreads')) throw new Refusal(400, 160005, 'This thread is locked');
    if (archived) guild.setThread(channelId, { archived: false });
  }

  #store(channelId: string, message: Json): Json {
    const list = this.#messages.get(channelId) ?? [];
    list.push(message);
    this.#messages.set(channelId, list);
    return message;
  }
}

/** A whole message, as Discord answers with it. */
export function messageOf(channelId: string, body: Json, extraFlags = 0): Json {
  return {
    id: snowflake(),
    channel_id: channelId,
    author: botUser(),
    content: '',
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    components: [],
    ...shown(body, extraFlags),
  };
}

/** The parts of a body a message shows. */
export function shown(body: Json, flags: number): Json {
  const parts = ['content', 'embeds', 'components'].flatMap((key) => (body[key] == null ? [] : [[key, body[key]]]));
  return { ...Object.fromEntries(parts), flags: Number(body.flags ?? 0) | flags };
}
