/**
 * A strict Discord on 127.0.0.1: REST v10 and gateway on one port. It refuses what Discord refuses and keeps a list of
 * every rule a bot broke. Point a bot at `apiUrl`.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Channels, Refusal } from './channels.ts';
import { botUser, EVERYONE } from './events.ts';
import { Gateway } from './gateway.ts';
import { Guild } from './guild.ts';
import { APPLICATION, CHANNEL, GUILD, GUILD_NAME, isObject, type Json, SECOND_CHANNEL, SECOND_GUILD } from './ids.ts';
import { type Exchange, Interactions } from './interactions.ts';
import { Registry } from './registry.ts';
import { messageFaults } from './rules.ts';
import { schemaFaults } from './schemas.ts';

export interface ServerOptions {
  /** A free port when absent. */
  readonly port?: number;
  readonly token?: string;
  /** The server's clock in milliseconds. */
  readonly now?: () => number;
  /** What everyone, the bot included, may do in the server. */
  readonly everyone?: bigint;
  /** How many shards Discord recommends, and the second server with them; 1 when absent. */
  readonly shards?: number;
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
  /** The commands that are offered in the quiz server. */
  readonly commands: readonly Json[];
  readonly registry: Registry;
  readonly channels: Channels;
  /** The quiz server; changing it tells the bot, as Discord does. */
  readonly guild: Guild;
  readonly interactions: Interactions;
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
  const tell = (guildId: string) => (name: string, data: Json) => {
    // Before anyone is connected there is nobody to tell; READY brings it all.
    if (gateway.listening) gateway.dispatch(guildId, name, data);
  };
  const { everyone = EVERYONE, shards = 1 } = options;
  const guild = new Guild({ id: GUILD, name: GUILD_NAME, channelId: CHANNEL, everyone }, tell(GUILD));
  const second = new Guild(
    { id: SECOND_GUILD, name: 'Second Club', channelId: SECOND_CHANNEL, everyone },
    tell(SECOND_GUILD),
  );
  const guilds = shards > 1 ? [guild, second] : [guild];
  const channels = new Channels(guilds, now);
  const interactions = new Interactions(now, violate);
  const registry = new Registry(check);

  const http = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violate(`the test server failed: ${String(error)}`);
      response.destroy();
    });
  });
  const gateway = new Gateway(http, { token, guilds, shards, violate });

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
        return gateway.information();
      case 'GET users':
        return botUser();
      case 'POST users':
        check(schemaFaults('CreatePrivateChannelRequest', body));
        return channels.openDirect(String(body.recipient_id));
      case 'GET applications':
      case 'PUT applications':
      case 'DELETE applications':
        return id === APPLICATION ? commandsRoute(method, parts.slice(2), { query, sent }) : missing(method, path);
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
        if (third === '') return channels.show(id);
        return fourth === '' ? channels.list(id, query) : channels.find(id, fourth);
      case 'POST channels':
        return parts[4] === 'threads' ? startThread(id, fourth, body) : post(id, body);
      case 'PATCH channels': {
        const flags = Number(channels.find(id, fourth).flags);
        check(messageFaults(body, { schema: 'MessageEditRequestPartial', flags }));
        return channels.edit(id, fourth, body);
      }
      default:
        return missing(method, path);
    }
  }

  /** `commands`, `commands/:id`, `guilds/:guild/commands`, `guilds/:guild/commands/:id`. */
  function commandsRoute(
    method: string,
    parts: readonly string[],
    { query, sent }: { query: URLSearchParams; sent: unknown },
  ): unknown {
    const guildId = parts[0] === 'guilds' ? parts[1] : undefined;
    if (guildId !== undefined && !guilds.some((each) => each.id === guildId && each.present)) {
      throw new Refusal(403, 50001, 'Missing Access');
    }
    const commandId = parts[guildId === undefined ? 1 : 3] ?? '';
    if (method === 'GET') return registry.list(query, guildId);
    if (method === 'PUT') return registry.replace(sent, guildId);
    registry.remove(commandId, guildId);
    return undefined;
  }

  function startThread(channelId: string, messageId: string, body: Json): Json {
    check(schemaFaults('CreateTextThreadWithMessageRequest', body));
    return channels.openThread(channelId, messageId, String(body.name));
  }

  async function post(channelId: string, body: Json): Promise<Json> {
    check(messageFaults(body, { schema: 'MessageCreateRequest' }));
    const message = channels.create(channelId, body);
    const hold = holds.shift();
    hold?.reach();
    await hold?.released;
    return message;
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
      return registry.offered(GUILD);
    },
    registry,
    channels,
    guild,
    interactions,
    gateway,
    interact(interaction) {
      const exchange = interactions.open(interaction);
      const { guild_id: guildId } = interaction;
      gateway.dispatch(typeof guildId === 'string' ? guildId : undefined, 'INTERACTION_CREATE', interaction);
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
