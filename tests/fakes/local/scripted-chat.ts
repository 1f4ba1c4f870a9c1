/** The real local bot on a real loopback port, in front of the scripted desk. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { renderMessage as onDiscord } from '../../../src/bots/discord/render.ts';
import { createLocalBot, type LocalBot, type MovableClock } from '../../../src/bots/local/index.ts';
import type { RenderPayloads } from '../../../src/bots/local/render.ts';
import { renderMessage as onSlack } from '../../../src/bots/slack/render.ts';
import type { Ids } from '../../../src/core/ports.ts';
import { memoryChatLog } from './memory-chat-log.ts';
import { type ScriptedDesk, scriptedDesk } from './scripted-desk.ts';
import { gradeCard, questionCard } from './scripted-messages.ts';
import { toyClock } from './toy-clock.ts';

export interface ServedChat {
  readonly bot: LocalBot;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Breaks every open connection; new ones are taken. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** Serves the bot's routes on `port` (0: any free one) of loopback. */
export async function serveChat(bot: LocalBot, port = 0): Promise<ServedChat> {
  const server = createAdaptorServer({ fetch: bot.app.fetch });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const dropConnections = () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  };
  return {
    bot,
    dropConnections,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await bot.stop();
      const closed = once(server, 'close');
      server.close();
      dropConnections();
      await closed;
    },
  };
}

export interface BotParts {
  readonly bot: LocalBot;
  readonly chat: ReturnType<typeof memoryChatLog>;
  readonly clock: MovableClock;
  readonly ids: Ids;
  /** Lines the bot logged as warnings or errors. */
  readonly complaints: string[];
}

/** The payloads of the real adapters. */
export const realPayloads: RenderPayloads = (message) => ({
  discord: { components: [onDiscord(message)] },
  slack: onSlack(message),
});

/** `before`: the bot whose chat this one goes on with, as after a restart. */
export function localBotInMemory(
  options: { movable?: boolean; onClockMoved?: () => Promise<void>; before?: BotParts } = {},
): BotParts {
  const { before } = options;
  const chat = before?.chat ?? memoryChatLog();
  const clock = before?.clock ?? toyClock('2026-11-18T09:00:00Z', options.movable ?? true);
  const ids = before?.ids ?? countingIds();
  const complaints = before?.complaints ?? [];
  const complain = (fields: Readonly<Record<string, unknown>>, line: string) =>
    complaints.push(`${line} ${JSON.stringify(fields)}`);
  const bot = createLocalBot({
    log: { info: () => undefined, warn: complain, error: complain },
    ids,
    clock,
    chat,
    onClockMoved: options.onClockMoved ?? (async () => undefined),
    workspaceName: 'The Snake Pit',
    payloads: realPayloads,
    previews: {
      questions: () => ['late-binding', 'gil-why'],
      of: (id) =>
        id === 'late-binding'
          ? [
              { label: 'The question', message: questionCard(clock.now()) },
              { label: 'A grade', answer: 'It reads i.', message: gradeCard },
            ]
          : undefined,
    },
  });
  return { bot, chat, clock, ids, complaints };
}

function countingIds(): Ids {
  let last = 0;
  return { next: () => `id${String(++last).padStart(10, '0')}` };
}

export interface ScriptedChat extends ServedChat, BotParts {
  readonly desk: ScriptedDesk;
}

export async function startScriptedChat(options: { port?: number; movable?: boolean } = {}): Promise<ScriptedChat> {
  const parts = localBotInMemory(options);
  const desk = scriptedDesk(() => parts.clock.now());
  await parts.bot.start(desk);
  return { ...parts, ...(await serveChat(parts.bot, options.port)), desk };
}
