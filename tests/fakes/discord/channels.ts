/** The channels of the test server: messages, nonces, and what the bot may do. */
import { APPLICATION, CHANNEL, type Json, snowflake } from './ids.ts';

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

export interface Rights {
  readonly view: boolean;
  readonly send: boolean;
  readonly history: boolean;
}

/** Discord remembers a nonce "for a few minutes". */
const NONCE_MS = 3 * 60_000;

export class Channels {
  readonly #messages = new Map<string, Json[]>([[CHANNEL, []]]);
  readonly #rights = new Map<string, Rights>();
  readonly #nonces = new Map<string, { readonly message: Json; readonly at: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Oldest first. */
  messages(channelId: string = CHANNEL): readonly Json[] {
    return this.#messages.get(channelId) ?? [];
  }

  deleteChannel(channelId: string): void {
    this.#messages.delete(channelId);
  }

  setRights(channelId: string, rights: Partial<Rights>): void {
    this.#rights.set(channelId, { view: true, send: true, history: true, ...rights });
  }

  /** Forgets nonces, as Discord does after some minutes. */
  forgetNonces(): void {
    this.#nonces.clear();
  }

  /** A message by somebody else. */
  chatter(channelId: string, body: Json, author: Json): Json {
    return this.#store(channelId, { ...messageOf(channelId, body), author });
  }

  create(channelId: string, body: Json): Json {
    this.#require(channelId, 'send');
    const key = `${channelId} ${String(body.nonce)}`;
    const known = body.enforce_nonce === true ? this.#nonces.get(key) : undefined;
    if (known && this.#now() - known.at < NONCE_MS) return known.message;
    const message = this.#store(channelId, messageOf(channelId, body));
    if (body.nonce === undefined) return message;
    this.#nonces.set(key, { message, at: this.#now() });
    // Told to whoever posted, not kept in the history.
    return { ...message, nonce: body.nonce };
  }

  find(channelId: string, messageId: string): Json {
    this.#require(channelId, 'view');
    const message = this.messages(channelId).find((each) => each.id === messageId);
    if (!message) throw new Refusal(404, 10008, 'Unknown Message');
    return message;
  }

  edit(channelId: string, messageId: string, body: Json): Json {
    const message = this.find(channelId, messageId);
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
    const rights = this.#require(channelId, 'view');
    const limit = Number(query.get('limit') ?? 50);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new Refusal(400, 50035, 'Invalid Form Body: limit');
    if (!rights.history) return [];
    const after = query.get('after');
    const messages = this.messages(channelId).filter((each) => !after || BigInt(String(each.id)) > BigInt(after));
    return (after ? messages.slice(0, limit) : messages.slice(-limit)).reverse();
  }

  #require(channelId: string, right: 'view' | 'send'): Rights {
    if (!this.#messages.has(channelId)) throw new Refusal(404, 10003, 'Unknown Channel');
    const rights = this.#rights.get(channelId) ?? { view: true, send: true, history: true };
    if (!rights.view) throw new Refusal(403, 50001, 'Missing Access');
    if (!rights[right]) throw new Refusal(403, 50013, 'Missing Permissions');
    return rights;
  }

  #store(channelId: string, message: Json): Json {
    const list = this.#messages.get(channelId) ?? [];
    list.push(message);
    this.#messages.set(channelId, list);
    return message;
  }
}

const BOT_USER = {
  id: APPLICATION,
  username: 'refcount',
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot: true,
};

export function botUser(): Json {
  return BOT_USER;
}

/** A whole message, as Discord answers with it. */
export function messageOf(channelId: string, body: Json, extraFlags = 0): Json {
  return {
    id: snowflake(),
    channel_id: channelId,
    author: BOT_USER,
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
