/** The local web chat: a third platform that needs no account, no token and no network. */
import type { Hono } from 'hono';
import type { Bot, Desk } from '../../core/desk.ts';
import type { Clock, Ids, Log } from '../../core/ports.ts';
import { createApi, type Previews } from './api.ts';
import type { LocalChatLog } from './chat-log.ts';
import { Conversation } from './conversation.ts';
import { type ClockView, LiveFeed } from './live.ts';
import { createLocalPlatform } from './platform.ts';
import type { RenderPayloads } from './render.ts';

export type { Previews } from './api.ts';
export type { ChatEntry, LocalChatLog } from './chat-log.ts';

/** A clock that people of the local chat may move forward when `movable`. */
export interface MovableClock extends Clock {
  readonly movable: boolean;
  advance(ms: number): Promise<void>;
}

export interface LocalOptions {
  readonly log: Log;
  readonly ids: Ids;
  readonly clock: MovableClock;
  readonly chat: LocalChatLog;
  /** Called after each step the clock was moved, at most an hour; resolves when everything that became due is done. */
  onClockMoved(): Promise<void>;
  readonly workspaceName: string;
  /** How other platforms would show a message, for the preview. */
  readonly payloads?: RenderPayloads | undefined;
  /** The bank's questions as members would meet them, for their authors. */
  readonly previews?: Previews | undefined;
}

export interface LocalBot extends Bot {
  /** `/`, `/page/*` and `/api/*`; whoever mounts it binds the server to loopback. */
  readonly app: Hono;
}

/** A longer way is gone in steps: in one jump a question due meanwhile would count as missed. */
const CLOCK_STEP_MS = 3_600_000;
/** How long `stop` waits for what was begun. */
const PATIENCE_MS = 5_000;

export function createLocalBot(options: LocalOptions): LocalBot {
  const { log, ids, clock, chat, workspaceName } = options;
  const live = new LiveFeed();
  const room = { ids, clock, chat, live, payloads: options.payloads ?? (() => ({})) };
  const conversation = new Conversation(room, workspaceName);
  let desk: Desk | undefined;

  const clockView = (): ClockView => ({ now: clock.now().toISOString(), movable: clock.movable });
  const advance = async (ms: number) => {
    for (let left = ms; left > 0; left -= CLOCK_STEP_MS) {
      await clock.advance(Math.min(left, CLOCK_STEP_MS));
      await options.onClockMoved();
    }
    live.tell({ event: 'clock', data: clockView() }, null);
  };

  return {
    platform: createLocalPlatform(room, () => desk !== undefined),
    app: createApi({
      log,
      room,
      conversation,
      workspaceName,
      desk: () => desk,
      clock: clockView,
      advance,
      previews: options.previews ?? { questions: () => [], of: () => undefined },
    }),
    async start(theDesk) {
      desk = theDesk;
    },
    async stop() {
      desk = undefined;
      live.endAll();
      const { promise: patienceEnds, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, PATIENCE_MS);
      await Promise.race([conversation.settled(), patienceEnds]);
      clearTimeout(timer);
    },
  };
}
