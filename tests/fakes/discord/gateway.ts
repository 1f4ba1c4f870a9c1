/**
 * The gateway of the test server: HELLO, IDENTIFY per shard, heartbeats, events in sequence, RESUME with what was missed,
 * and sessions that are declared invalid.
 */
import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { botUser } from './events.ts';
import type { Guild } from './guild.ts';
import { APPLICATION, isObject, type Json } from './ids.ts';

const HEARTBEAT_MS = 41_250;
/** Server events, channels, threads and roles: the only ones Refcount asks for. */
const GUILDS_INTENT = 1;

interface Sent {
  readonly s: number;
  readonly frame: string;
}

/** What one connection is told, across reconnections. */
interface Session {
  readonly id: string;
  readonly shard: number;
  readonly count: number;
  readonly sent: Sent[];
  /** The connection that is identified or resumed. */
  active: WebSocket | undefined;
}

export interface GatewayOptions {
  readonly token: string;
  readonly guilds: readonly Guild[];
  /** How many shards `GET /gateway/bot` recommends. Fewer are refused, as Discord does for big bots. */
  readonly shards: number;
  readonly violate: (rule: string) => void;
}

export class Gateway {
  /** Where `GET /gateway/bot` and READY send the bot; set once the server listens. */
  url = '';
  /** What the bot introduced itself with, once per new session. */
  readonly identifies: Json[] = [];
  resumes = 0;
  readonly #events = new EventEmitter();
  readonly #sockets = new Set<WebSocket>();
  readonly #wss: WebSocketServer;
  readonly #options: GatewayOptions;
  /** By shard. */
  readonly #sessions = new Map<number, Session>();

  constructor(server: Server, options: GatewayOptions) {
    this.#options = options;
    this.#wss = new WebSocketServer({ server, perMessageDeflate: false });
    this.#wss.on('connection', (socket, request) => this.#greet(socket, new URL(request.url ?? '/', 'ws://localhost')));
  }

  /** `GET /gateway/bot` */
  information(): Json {
    return {
      url: this.url,
      shards: this.#options.shards,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 16 },
    };
  }

  /** Sends an event about a server over its shard; while the connection is down it waits for the RESUME. */
  dispatch(guildId: string | undefined, name: string, data: Json): void {
    const session = [...this.#sessions.values()].find((each) => each.shard === shardOf(guildId, each.count));
    if (!session) throw new Error(`no bot is connected, so ${name} cannot be sent`);
    say(session, name, data);
  }

  /** Whether a bot is there to be told anything. */
  get listening(): boolean {
    return this.#sessions.size > 0;
  }

  /** Cuts every connection, as a network fault would. */
  drop(): void {
    for (const session of this.#sessions.values()) session.active = undefined;
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Closes with a code of Discord's, such as 4004. */
  closeWith(code: number): void {
    for (const session of this.#sessions.values()) session.active = undefined;
    for (const socket of this.#sockets) socket.close(code);
  }

  /** Forgets a session and tells the bot so (op 9): it cannot be resumed, a new one must be made. */
  invalidate(shard = 0): void {
    const session = this.#sessions.get(shard);
    this.#sessions.delete(shard);
    session?.active?.send(JSON.stringify({ op: 9, t: null, s: null, d: false }));
  }

  async nextResume(): Promise<void> {
    await once(this.#events, 'resumed');
  }

  async nextIdentify(): Promise<void> {
    await once(this.#events, 'identified');
  }

  /** Live connections. */
  get connections(): number {
    return this.#sockets.size;
  }

  close(): void {
    this.drop();
    this.#wss.close();
  }

  #greet(socket: WebSocket, url: URL): void {
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      for (const session of this.#sessions.values()) if (session.active === socket) session.active = undefined;
    });
    socket.on('error', () => socket.terminate());
    if (url.searchParams.get('v') !== '10' || url.searchParams.get('encoding') !== 'json') {
      this.#options.violate(`gateway: dialled with ${url.search}`);
    }
    socket.send(JSON.stringify({ op: 10, t: null, s: null, d: { heartbeat_interval: HEARTBEAT_MS } }));
    socket.on('message', (data) => {
      const frame: unknown = JSON.parse(String(data));
      if (isObject(frame)) this.#receive(socket, frame);
    });
  }

  #receive(socket: WebSocket, frame: Json): void {
    const d = isObject(frame.d) ? frame.d : {};
    switch (frame.op) {
      case 1:
        socket.send(JSON.stringify({ op: 11, t: null, s: null, d: null }));
        return;
      case 2:
        this.#identify(socket, d);
        return;
      case 6:
        this.#resume(socket, d);
        return;
      default:
        this.#options.violate(`gateway: unexpected op ${String(frame.op)}`);
        socket.close(4001);
    }
  }

  #identify(socket: WebSocket, d: Json): void {
    const { token, guilds, shards, violate } = this.#options;
    if (d.token !== token) {
      socket.close(4004, 'Authentication failed.');
      return;
    }
    const [shard = 0, count = 1] = Array.isArray(d.shard) ? d.shard.map(Number) : [];
    if (shard >= count) {
      socket.close(4010, 'Invalid shard.');
      return;
    }
    if (count < shards) {
      socket.close(4011, 'Sharding required.');
      return;
    }
    if (!isObject(d.properties) || typeof d.intents !== 'number') violate('gateway: IDENTIFY without properties');
    if (d.intents !== GUILDS_INTENT) violate(`gateway: asked for intents ${String(d.intents)}`);
    this.identifies.push(d);
    const session: Session = { id: `session-${this.identifies.length}`, shard, count, sent: [], active: socket };
    this.#sessions.set(shard, session);
    const served = guilds.filter((guild) => guild.present && shardOf(guild.id, count) === shard);
    say(session, 'READY', {
      v: 10,
      user: botUser(),
      guilds: served.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.url,
      application: { id: APPLICATION, flags: 0 },
      shard: [shard, count],
    });
    for (const guild of served) say(session, 'GUILD_CREATE', guild.event());
    this.#events.emit('identified');
  }

  #resume(socket: WebSocket, d: Json): void {
    const session = [...this.#sessions.values()].find(({ id }) => id === d.session_id);
    if (!session || d.token !== this.#options.token || typeof d.seq !== 'number') {
      socket.send(JSON.stringify({ op: 9, t: null, s: null, d: false }));
      return;
    }
    const seen = d.seq;
    for (const { s, frame } of session.sent) if (s > seen) socket.send(frame);
    session.active = socket;
    this.resumes += 1;
    say(session, 'RESUMED', {});
    this.#events.emit('resumed');
  }
}

function say(session: Session, name: string, data: Json): void {
  const s = session.sent.length + 1;
  const frame = JSON.stringify({ op: 0, t: name, s, d: data });
  session.sent.push({ s, frame });
  session.active?.send(frame);
}

/** Discord's rule; what is about no server comes over the first. */
function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}
