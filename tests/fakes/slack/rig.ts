/** Our real Slack bot beside the strict server, by Socket Mode or mounted on an HTTP server as main does it. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlackBot, type SlackBot } from '../../../src/bots/slack/index.ts';
import type { Desk } from '../../../src/core/desk.ts';
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
  readonly bot: SlackBot;
  readonly lines: readonly LogLine[];
  /** Where Slack would send requests; HTTP mode only. */
  readonly eventsUrl: string;
  close(): Promise<void>;
}

/** Builds everything; the bot is not started yet. */
export async function buildRig(
  mode: Mode,
  tokens: { readonly botToken?: string; readonly appToken?: string } = {},
): Promise<Rig> {
  const server = await startSlackServer();
  const lines: LogLine[] = [];
  const bot = createSlackBot({
    botToken: tokens.botToken ?? server.botToken,
    appToken: mode === 'socket' ? (tokens.appToken ?? server.appToken) : undefined,
    signingSecret: mode === 'http' ? server.signingSecret : undefined,
    apiUrl: server.apiUrl,
    log: collectingLog(lines),
  });
  const front = bot.http ? http.createServer(bot.http.listener) : undefined;
  let eventsUrl = '';
  if (front && bot.http) {
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    eventsUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}${bot.http.path}`;
    server.deliverTo(eventsUrl);
  }
  return {
    server,
    bot,
    lines,
    eventsUrl,
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

export function collectingLog(lines: LogLine[]): Log {
  return {
    info: (fields, line) => void lines.push({ level: 'info', fields, line }),
    warn: (fields, line) => void lines.push({ level: 'warn', fields, line }),
    error: (fields, line) => void lines.push({ level: 'error', fields, line }),
  };
}

export interface ScriptedDesk extends Desk {
  readonly seen: readonly { readonly request: Request; readonly caller: Caller }[];
  /** What the next requests get; the last one stays. */
  reply: (request: Request, caller: Caller) => Reply | Promise<Reply>;
}

/** A desk that answers as told, and remembers what it was asked. */
export function scriptedDesk(reply: ScriptedDesk['reply'] = () => says('Hello.')): ScriptedDesk {
  const seen: { request: Request; caller: Caller }[] = [];
  const desk: ScriptedDesk = {
    commands: [],
    seen,
    reply,
    async handle(request, caller) {
      seen.push({ request, caller });
      return desk.reply(request, caller);
    },
    complete: async () => [],
    completeLine: async () => [],
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
