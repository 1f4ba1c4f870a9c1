/** Our real Slack bot beside the strict server, by Socket Mode or mounted on an HTTP server as main does it. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlackBot, type SlackBot } from '../../../src/bots/slack/index.ts';
import { type Pace, REAL_PACE } from '../../../src/bots/slack/pace.ts';
import { fixedSystemClock } from '../../../src/clock.ts';
import type { Desk, Happening } from '../../../src/core/desk.ts';
import { languageOf } from '../../../src/core/language/language.ts';
import type { Caller, Message, Reply, Request } from '../../../src/core/message.ts';
import type { Log } from '../../../src/core/ports.ts';
import { type SlackServer, startSlackServer } from './server.ts';

export type Mode = 'socket' | 'http';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly line: string;
}

export interface Rig {
  readonly server: SlackServer;
  /** The newest. */
  readonly bot: SlackBot;
  readonly lines: readonly LogLine[];
  /** How long things may take, to be changed by a test; placeholders are shown only when one wants them. */
  readonly pace: { -readonly [K in keyof Pace]: Pace[K] };
  /** Where Slack would send requests; HTTP mode only. */
  readonly eventsUrl: string;
  /** Stops the bot and builds another in its place, as a new process would; it is not started yet. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Builds everything; the bot is not started yet. */
export async function buildRig(
  mode: Mode,
  tokens: { readonly botToken?: string; readonly appToken?: string } = {},
): Promise<Rig> {
  const server = await startSlackServer();
  const lines: LogLine[] = [];
  const pace = { ...REAL_PACE, loadingAfter: 60_000, wait: async () => undefined };
  const build = () =>
    createSlackBot({
      pace,
      // Spacing has its own tests; elsewhere nobody waits for it.
      pacer: { monotonic: () => performance.now(), wait: async () => undefined },
      clock: fixedSystemClock,
      botToken: tokens.botToken ?? server.botToken,
      appToken: mode === 'socket' ? (tokens.appToken ?? server.appToken) : undefined,
      signingSecret: mode === 'http' ? server.signingSecret : undefined,
      apiUrl: server.apiUrl,
      log: collectingLog(lines, () => server.changed()),
    });
  let bot = build();
  const front = bot.http ? http.createServer((...request) => bot.http?.listener(...request)) : undefined;
  let eventsUrl = '';
  if (front && bot.http) {
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    eventsUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}${bot.http.path}`;
    server.deliverTo(eventsUrl);
  }
  return {
    server,
    get bot() {
      return bot;
    },
    lines,
    pace,
    eventsUrl,
    async restart() {
      await bot.stop();
      bot = build();
    },
    async close() {
      await bot.stop();
      if (front) {
        front.closeAllConnections();
        front.close();
        await once(front, 'close');
      }
      await server.close();
    },
  };
}

/** Keeps every line; `changed` is told of each. */
export function collectingLog(lines: LogLine[], changed: () => void = () => undefined): Log {
  const keep = (level: LogLine['level']) => (fields: LogLine['fields'], line: string) => {
    lines.push({ level, fields, line });
    changed();
  };
  return { info: keep('info'), warn: keep('warn'), error: keep('error') };
}

export interface ScriptedDesk extends Desk {
  /** What became of places, in order. */
  readonly happenings: readonly Happening[];
  readonly seen: readonly { readonly request: Request; readonly caller: Caller }[];
  /** What the next requests get; the last one stays. */
  reply: (request: Request, caller: Caller) => Reply | Promise<Reply>;
  /** What a member's home says. */
  page: (caller: Caller) => Message | Promise<Message>;
  commands: Desk['commands'];
  shortcuts: Desk['shortcuts'];
  languageFor: Desk['languageFor'];
  /** Told when it was asked something. */
  changed: () => void;
}

/** A desk that answers as told, and remembers what it was asked. */
export function scriptedDesk(reply: ScriptedDesk['reply'] = () => says('Hello.')): ScriptedDesk {
  const seen: { request: Request; caller: Caller }[] = [];
  const happenings: Happening[] = [];
  const desk: ScriptedDesk = {
    commands: [],
    shortcuts: [],
    seen,
    reply,
    page: () => message('Your page.'),
    changed: () => undefined,
    async handle(request, caller) {
      seen.push({ request, caller });
      desk.changed();
      return desk.reply(request, caller);
    },
    complete: async () => [],
    completeLine: async () => [],
    async home(caller) {
      const page = await desk.page(caller);
      desk.changed();
      return page;
    },
    languageFor: async (caller) => languageOf(caller.locale) ?? 'en',
    happenings,
    happened: async (happening) => void happenings.push(happening),
  };
  return desk;
}

export function message(line: string, buttons: Message['buttons'] = []): Message {
  return {
    tone: 'neutral',
    blocks: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: line }] }],
    buttons,
    summary: line,
  };
}

export const says = (line: string, buttons: Message['buttons'] = []): Reply => ({
  kind: 'message',
  message: message(line, buttons),
});
