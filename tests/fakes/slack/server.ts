/**
 * A Slack of our own on 127.0.0.1, strict where Slack is: Web API, Socket Mode, response_url, and requests to an app's
 * events address with true signatures. Every broken rule ends up in `violations`.
 */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { BOT_SCOPES } from '../../../src/bots/slack/scopes.ts';
import { createDeliveries, type Deliveries, type Delivery } from './deliveries.ts';
import { type Json, record, string } from './json.ts';
import { createPeople, type People } from './people.ts';
import { lackOfScope } from './scopes.ts';
import { createTenants, type Tenants } from './teams.ts';
import { webApi } from './web-api.ts';
import { createWorkspace, type SlackWorkspace } from './workspace.ts';

export interface Call {
  readonly method: string;
  readonly args: Json;
}

export interface Failure {
  /** Default 200, as Slack answers its own errors. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** Cut the connection instead of answering. */
  readonly drop?: boolean;
}

export interface HeldPost {
  /** Resolves when the message is in the channel; its sender does not know yet. */
  readonly stored: Promise<void>;
  release(): void;
}

export interface SlackServer extends SlackWorkspace, People {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Web API calls in order, without tokens. */
  readonly calls: readonly Call[];
  /** Whose token each of the calls came with, and the team_id it named. */
  readonly behalves: readonly { readonly method: string; readonly token: string; readonly teamId: string }[];
  /** Where else the app is installed. */
  readonly tenants: Tenants;
  /** What the token of the first workspace was granted. */
  readonly scopes: Set<string>;
  /** Payloads posted to response_urls, in order. */
  readonly responses: readonly Json[];
  /** From now on no response_url given out before works any more. */
  expireResponseUrls(): void;
  /** From now on, interactions go to this address instead of the WebSocket. */
  deliverTo(eventsUrl: string): void;
  connections(): number;
  /** Asks every connection to renew itself, as Slack does now and then. */
  renewConnections(): void;
  /** The next calls of a method (or of `response_url`) fail this way. */
  fail(method: string, failure: Failure, times?: number): void;
  /** The next chat.postMessage is stored, and its answer withheld until released. */
  holdNextPost(): HeldPost;
  redeliver(delivery: Delivery): Delivery;
  /** The first thing `check` gives, as soon as it gives one; rejects after 5 s. */
  until<T>(check: () => T | undefined, what: string): Promise<T>;
  close(): Promise<void>;
}

export async function startSlackServer(options: { port?: number } = {}): Promise<SlackServer> {
  const tokens = { bot: 'xoxb-1-test-bot', app: 'xapp-1-test-app' };
  const signingSecret = 'a-signing-secret';
  const workspace = createWorkspace();
  const calls: Call[] = [];
  const scopes = new Set<string>(BOT_SCOPES);
  const behalves: { method: string; token: string; teamId: string }[] = [];
  const tenants = createTenants();
  const failures: { method: string; failure: Failure }[] = [];
  const held: { stored: () => void; released: Promise<void> }[] = [];
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiters = new Set<() => void>();
  workspace.changed = () => {
    for (const wake of waiters) wake();
  };

  let base = '';
  const methods = webApi(workspace, () => {
    const ticket = workspace.nextId('ticket');
    tickets.add(ticket);
    return `${base.replace('http', 'ws')}/link?ticket=${ticket}`;
  });

  const server = http.createServer((request, response) => {
    void answer(request, response);
  });
  const wss = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '', base).searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) {
      workspace.violation('Socket Mode: a ticket that was not given out, or was used before');
      socket.destroy();
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      sockets.add(ws);
      ws.on('close', () => {
        sockets.delete(ws);
        workspace.changed();
      });
      ws.on('message', (data) => deliveries.acknowledged(record(JSON.parse(String(data)))));
      ws.send(
        JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A0REFCOUNT' } }),
      );
      workspace.changed();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const deliveries: Deliveries = createDeliveries({
    workspace,
    signingSecret,
    baseUrl: base,
    send(frame) {
      const ws = [...sockets].at(-1);
      if (!ws) throw new Error('fake Slack: no app is connected');
      ws.send(frame);
    },
  });

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { pathname } = new URL(request.url ?? '/', base);
    const method = pathname.startsWith('/api/') ? pathname.slice('/api/'.length) : 'response_url';
    const at = failures.findIndex((each) => each.method === method);
    const [scripted] = at < 0 ? [] : failures.splice(at, 1);
    if (scripted) {
      const { status = 200, headers, body: failed = { ok: false, error: 'internal_error' }, drop } = scripted.failure;
      if (drop) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(failed));
      return;
    }
    if (method === 'response_url') {
      const known = deliveries.responded(pathname, request.headers['content-type'], body);
      response.writeHead(known ? 200 : 404).end(known ? 'ok' : 'expired_url');
      return;
    }
    const result = call(method, request, body);
    if (method === 'chat.postMessage' && result.ok === true) {
      const hold = held.shift();
      hold?.stored();
      await hold?.released;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  function call(name: string, request: http.IncomingMessage, body: string): Json {
    const { token: inBody, team_id: teamId, ...args } = decode(body);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? string(inBody);
    behalves.push({ method: name, token, teamId: string(teamId) });
    const result = refusalOf(name, token) ?? tenants.answer(name, token, args) ?? run(name, args);
    workspace.changed();
    return result;
  }

  function refusalOf(name: string, token: string): Json | undefined {
    if (name === 'oauth.v2.access') return undefined;
    const error = tenants.refusalOf(token);
    if (error) return { ok: false, error };
    const wanted = methods[name]?.token ?? 'bot';
    if (token === tokens[wanted] || (wanted === 'bot' && tenants.has(token))) return undefined;
    const other = token === tokens.bot || token === tokens.app;
    return { ok: false, error: other ? 'not_allowed_token_type' : token ? 'invalid_auth' : 'not_authed' };
  }

  function run(name: string, args: Json): Json {
    const method = methods[name];
    if (!method) {
      workspace.violation(`${name}: not a method this server knows`);
      return { ok: false, error: 'unknown_method' };
    }
    for (const arg of Object.keys(args)) {
      if (!method.args.includes(arg)) workspace.violation(`${name}: unknown argument ${arg}`);
    }
    const lack = method.token === 'bot' ? lackOfScope(name, scopes) : undefined;
    if (lack) return lack;
    calls.push({ method: name, args });
    return method.run(args);
  }

  const people = createPeople(workspace, deliveries);

  return Object.assign(workspace, people, {
    apiUrl: `${base}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    calls,
    scopes,
    behalves,
    tenants,
    responses: deliveries.responses,
    expireResponseUrls: deliveries.expireResponseUrls,
    deliverTo: deliveries.deliverTo,
    connections: () => sockets.size,
    renewConnections() {
      for (const ws of sockets) ws.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    fail(method: string, failure: Failure, times = 1) {
      for (let n = 0; n < times; n++) failures.push({ method, failure });
    },
    holdNextPost() {
      const stored = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      held.push({ stored: stored.resolve, released: released.promise });
      return { stored: stored.promise, release: released.resolve };
    },
    redeliver: deliveries.redeliver,
    until<T>(check: () => T | undefined, what: string): Promise<T> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters.delete(wake);
          reject(new Error(`fake Slack: waited 5 s for ${what}`));
        }, 5000);
        const wake = () => {
          const found = check();
          if (found === undefined) return;
          clearTimeout(timer);
          waiters.delete(wake);
          resolve(found);
        };
        waiters.add(wake);
        wake();
      });
    },
    async close() {
      deliveries.close();
      for (const ws of sockets) ws.terminate();
      wss.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

/** A form-encoded body; structures inside are JSON. */
function decode(body: string): Json {
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    args[name] = ['blocks', 'view', 'metadata'].includes(name) ? JSON.parse(value) : value;
  }
  return args;
}
