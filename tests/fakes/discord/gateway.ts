/** The gateway of the test server: HELLO, IDENTIFY, heartbeats, events in sequence, and RESUME with what was missed. */
import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { botUser } from './channels.ts';
import { guildEvent } from './events.ts';
import { APPLICATION, GUILD, isObject, type Json } from './ids.ts';

const HEARTBEAT_MS = 41_250;

interface Sent {
  readonly s: number;
  readonly frame: string;
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
  readonly #token: string;
  readonly #violate: (rule: string) => void;
  readonly #everyone: string;
  #session: { readonly id: string; readonly sent: Sent[] } | undefined;
  /** The connection that is identified or resumed. */
  #active: WebSocket | undefined;

  constructor(server: Server, token: string, everyone: string, violate: (rule: string) => void) {
    this.#token = token;
    this.#violate = violate;
    this.#everyone = everyone;
    this.#wss = new WebSocketServer({ server, perMessageDeflate: false });
    this.#wss.on('connection', (socket, request) => this.#greet(socket, new URL(request.url ?? '/', 'ws://localhost')));
  }

  /** Sends an event; while the connection is down it waits for the RESUME. */
  dispatch(name: string, data: Json): void {
    const session = this.#session;
    if (!session) throw new Error(`no bot is connected, so ${name} cannot be sent`);
    const s = session.sent.length + 1;
    const frame = JSON.stringify({ op: 0, t: name, s, d: data });
    session.sent.push({ s, frame });
    this.#active?.send(frame);
  }

  /** Cuts every connection, as a network fault would. */
  drop(): void {
    this.#active = undefined;
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Closes with a code of Discord's, such as 4004. */
  closeWith(code: number): void {
    this.#active = undefined;
    for (const socket of this.#sockets) socket.close(code);
  }

  async nextResume(): Promise<void> {
    await once(this.#events, 'resumed');
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
      if (this.#active === socket) this.#active = undefined;
    });
    socket.on('error', () => socket.terminate());
    if (url.searchParams.get('v') !== '10' || url.searchParams.get('encoding') !== 'json') {
      this.#violate(`gateway: dialled with ${url.search}`);
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
        this.#violate(`gateway: unexpected op ${String(frame.op)}`);
        socket.close(4001);
    }
  }

  #identify(socket: WebSocket, d: Json): void {
    if (d.token !== this.#token) {
      socket.close(4004, 'Authentication failed.');
      return;
    }
    if (!isObject(d.properties) || typeof d.intents !== 'number') this.#violate('gateway: IDENTIFY without properties');
    this.identifies.push(d);
    this.#session = { id: `session-${this.identifies.length}`, sent: [] };
    this.#active = socket;
    this.dispatch('READY', {
      v: 10,
      user: botUser(),
      guilds: [{ id: GUILD, unavailable: true }],
      session_id: this.#session.id,
      resume_gateway_url: this.url,
      application: { id: APPLICATION, flags: 0 },
      shard: [0, 1],
    });
    this.dispatch('GUILD_CREATE', guildEvent(this.#everyone));
  }

  #resume(socket: WebSocket, d: Json): void {
    const session = this.#session;
    if (!session || d.token !== this.#token || d.session_id !== session.id || typeof d.seq !== 'number') {
      socket.send(JSON.stringify({ op: 9, t: null, s: null, d: false }));
      return;
    }
    const seen = d.seq;
    for (const { s, frame } of session.sent) if (s > seen) socket.send(frame);
    this.#active = socket;
    this.resumes += 1;
    this.dispatch('RESUMED', {});
    this.#events.emit('resumed');
  }
}
