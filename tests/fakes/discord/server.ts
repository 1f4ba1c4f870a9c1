/**
 * A strict Discord on 127.0.0.1: REST v10 and gateway on one port. It refuses what Discord refuses and keeps a list of
 * every rule a bot broke. Point a bot at `apiUrl`.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { botUser, Channels, Refusal } from './channels.ts';
import { commandFaults } from './command-rules.ts';
import { EVERYONE } from './events.ts';
import { Gateway } from './gateway.ts';
import { APPLICATION, isObject, type Json, objects, snowflake } from './ids.ts';
import { type Exchange, Interactions } from './interactions.ts';
import { messageFaults } from './rules.ts';

export interface ServerOptions {
  /** A free port when absent. */
  readonly port?: number;
  readonly token?: string;
  /** The server's clock in milliseconds. */
  readonly now?: () => number;
  /** Permission bits everyone, the bot included, has in the server. */
  readonly everyone?: string;
}

export interface Recorded {
  readonly method: string;
  /** Without `/api/v10` and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Scripted {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Hold {
  /** Resolves when the request has come (and, for a post, the message is stored). */
  readonly reached: Promise<void>;
  release(): void;
}

export interface DiscordServer {
  readonly apiUrl: string;
  readonly token: string;
  readonly violations: readonly string[];
  readonly requests: readonly Recorded[];
  /** The registered commands. */
  readonly commands: readonly Json[];
  readonly channels: Channels;
  readonly gateway: Gateway;
  /** Sends INTERACTION_CREATE and watches what the bot does about it. */
  interact(interaction: Json): Exchange;
  /** The next `times` matching requests get this answer and nothing happens. */
  fail(method: string, path: RegExp, answer: Scripted, times?: number): void;
  /** The next matching request gets no answer until released, and nothing happens before that. */
  hang(method: string, path: RegExp): Hold;
  /** The next message posted to a channel is stored, but its answer is withheld until released. */
  holdNextPost(): Hold;
  close(): Promise<void>;
}

interface Script {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: Scripted | undefined;
  readonly gate: Gate | undefined;
}

type Gate = Hold & { readonly released: Promise<void>; reach(): void };

function gate(): Gate {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    reach: () => reached.resolve(),
    released: released.promise,
    release: () => released.resolve(),
  };
}

export async function startDiscordServer(options: ServerOptions = {}): Promise<DiscordServer> {
  const { token = 'test.bot.token', now = () => performance.now() } = options;
  const violations: string[] = [];
  const violate = (rule: string) => violations.push(rule);
  const requests: Recorded[] = [];
  const scripts: Script[] = [];
  const holds: Gate[] = [];
  const gates: Gate[] = [];
  const channels = new Channels(now);
  const interactions = new Interactions(now, violate);
  let commands: readonly Json[] = [];

  const http = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violate(`the test server failed: ${String(error)}`);
      response.destroy();
    });
  });
  const gateway = new Gateway(http, token, options.everyone ?? EVERYONE, violate);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded = await read(request);
    requests.push(recorded);
    const script = takeScript(recorded);
    if (script?.gate) {
      script.gate.reach();
      await script.gate.released;
    }
    if (script?.answer) {
      send(response, script.answer.status, script.answer.body, script.answer.headers);
      return;
    }
    try {
      if (!recorded.path.startsWith('/')) throw new Refusal(404, 0, '404: Not Found');
      authorise(request, recorded.path);
      const result = await route(recorded);
      send(response, result === undefined ? 204 : 200, result);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      send(response, error.status, { message: error.message, code: error.code });
    }
  }

  function takeScript({ method, path }: Recorded): Script | undefined {
    const index = scripts.findIndex((script) => script.method === method && script.path.test(path));
    return index < 0 ? undefined : scripts.splice(index, 1)[0];
  }

  function authorise(request: IncomingMessage, path: string): void {
    if (!String(request.headers['user-agent']).startsWith('DiscordBot (')) violate('a user agent Discord would block');
    // Interactions and their webhooks are authorised by the token in the path.
    if (/^\/(interactions|webhooks)\//.test(path)) return;
    if (request.headers.authorization !== `Bot ${token}`) throw new Refusal(401, 0, '401: Unauthorized');
  }

  async function route({ method, path, query, body: sent }: Recorded): Promise<unknown> {
    const body = isObject(sent) ? sent : {};
    const parts = path.split('/').slice(1);
    const [area, id = '', third = '', fourth = ''] = parts;
    switch (`${method} ${area}`) {
      case 'GET gateway':
        return {
          url: gateway.url,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
        };
      case 'GET users':
        return botUser();
      case 'GET applications':
        return third === 'commands' ? commands : missing(method, path);
      case 'PUT applications':
        return third === 'commands' && id === APPLICATION ? setCommands(sent) : missing(method, path);
      case 'POST interactions':
        interactions.callback(id, third, body);
        return undefined;
      case 'POST webhooks':
        return interactions.followUp(third, body);
      case 'PATCH webhooks':
        return decodeURIComponent(parts[4] ?? '') === '@original'
          ? interactions.editOriginal(third, body)
          : missing(method, path);
      case 'GET channels':
        return fourth === '' ? channels.list(id, query) : channels.find(id, fourth);
      case 'POST channels':
        return post(id, body);
      case 'PATCH channels': {
        const flags = Number(channels.find(id, fourth).flags);
        check(messageFaults(body, { schema: 'MessageEditRequestPartial', flags }));
        return channels.edit(id, fourth, body);
      }
      default:
        return missing(method, path);
    }
  }

  async function post(channelId: string, body: Json): Promise<Json> {
    check(messageFaults(body, { schema: 'MessageCreateRequest' }));
    const message = channels.create(channelId, body);
    const hold = holds.shift();
    hold?.reach();
    await hold?.released;
    return message;
  }

  function setCommands(body: unknown): readonly Json[] {
    check(commandFaults(body));
    commands = objects(body).map((command) => ({
      id: snowflake(),
      application_id: APPLICATION,
      version: snowflake(),
      default_member_permissions: null,
      nsfw: false,
      dm_permission: true,
      name_localizations: null,
      description_localizations: null,
      ...withoutDefaults(command),
    }));
    return commands;
  }

  function check(faults: readonly string[]): void {
    for (const fault of faults) violate(fault);
    if (faults.length > 0) throw new Refusal(400, 50035, `Invalid Form Body: ${faults[0]}`);
  }

  function missing(method: string, path: string): never {
    violate(`the test server has no ${method} ${path}`);
    throw new Refusal(404, 0, '404: Not Found');
  }

  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  gateway.url = `ws://127.0.0.1:${port}`;

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    violations,
    requests,
    get commands() {
      return commands;
    },
    channels,
    gateway,
    interact(interaction) {
      const exchange = interactions.open(interaction);
      gateway.dispatch('INTERACTION_CREATE', interaction);
      return exchange;
    },
    fail(method, path, answer, times = 1) {
      for (let time = 0; time < times; time += 1) scripts.push({ method, path, answer, gate: undefined });
    },
    hang(method, path) {
      const made = gate();
      gates.push(made);
      scripts.push({ method, path, answer: undefined, gate: made });
      return made;
    },
    holdNextPost() {
      const made = gate();
      gates.push(made);
      holds.push(made);
      return made;
    },
    async close() {
      for (const each of gates) each.release();
      interactions.close();
      gateway.close();
      http.closeAllConnections();
      const closed = once(http, 'close');
      http.close();
      await closed;
    },
  };
}

/** Discord leaves out of its answer what a command's options say by default. */
function withoutDefaults(item: Json): Json {
  const entries = Object.entries(item).filter(([, value]) => value !== false);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'options' ? objects(value).map(withoutDefaults) : value]),
  );
}

async function read(request: IncomingMessage): Promise<Recorded> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const versioned = url.pathname.startsWith('/api/v10/');
  return {
    method: request.method ?? '',
    path: versioned ? url.pathname.slice('/api/v10'.length) : `unversioned${url.pathname}`,
    query: url.searchParams,
    body: request.headers['content-type']?.startsWith('application/json') ? JSON.parse(raw) : raw,
  };
}

/** An empty answer has no content type: JSON of nothing is not JSON. */
function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...json, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
