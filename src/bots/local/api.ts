/** The routes of the local chat: the page, its files, and the JSON the page talks. */
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Desk } from '../../core/desk.ts';
import type { Log } from '../../core/ports.ts';
import { readAssets } from './assets.ts';
import type { Conversation } from './conversation.ts';
import { onlyByLoopbackName, onlyFromOurPage, onlySmallBodies, pageHeaders } from './guard.ts';
import type { ClockView, LiveEvent } from './live.ts';
import { CHANNELS, PEOPLE } from './people.ts';
import type { ChatRoom } from './platform.ts';
import { actSchema, callerOf, clockSchema, completeSchema, listenerSchema, placeSchema } from './receive.ts';
import { renderEntry } from './render.ts';
import { shortcutsFor } from './shortcuts.ts';

/** Entries a page gets when it opens a channel. */
const SHOWN = 200;
/** A listener this far behind is let go; its page reconnects and reads the log. */
const MAX_UNSENT = 500;
const HEARTBEAT_MS = 25_000;

export interface ApiParts {
  readonly log: Log;
  readonly room: ChatRoom;
  readonly conversation: Conversation;
  readonly workspaceName: string;
  /** The desk, once the bot has started. */
  desk(): Desk | undefined;
  clock(): ClockView;
  /** Moves the bot's clock on; only called when it is movable. */
  advance(ms: number): Promise<void>;
}

export function createApi(parts: ApiParts): Hono {
  const { log, room, conversation, workspaceName } = parts;
  const app = new Hono();

  // Named one by one, not as '*': the guards are for these routes, whatever else the server beside them serves.
  for (const path of ['/', '/page/*', '/api/*']) app.use(path, onlyByLoopbackName, pageHeaders);
  app.use('/api/*', onlyFromOurPage, onlySmallBodies, async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });

  const assets = readAssets(new URL('./page/', import.meta.url));
  const asset = (context: Context, name: string) => {
    const found = assets.get(name);
    if (!found) return context.text('Not found', 404);
    return context.body(found.body, 200, { 'Content-Type': found.type, 'Cache-Control': 'no-cache' });
  };
  app.get('/', (context) => asset(context, 'index.html'));
  app.get('/page/:name', (context) => asset(context, context.req.param('name')));

  app.get('/api/hello', (context) => {
    const desk = parts.desk();
    if (!desk) return notStarted(context);
    return context.json({
      workspace: workspaceName,
      people: PEOPLE,
      channels: CHANNELS,
      shortcuts: shortcutsFor(desk),
      clock: parts.clock(),
    });
  });

  app.get('/api/messages', async (context) => {
    const { channel, person } = placeSchema.parse(context.req.query());
    const entries = await room.chat.list(channel, person, SHOWN);
    return context.json({ entries: entries.map(renderEntry) });
  });

  app.post('/api/complete', async (context) => {
    const desk = parts.desk();
    if (!desk) return notStarted(context);
    const asked = completeSchema.parse(await json(context));
    const caller = callerOf({ ...asked, requestId: room.ids.next() }, workspaceName);
    return context.json({ completions: await desk.completeLine(asked.line, caller) });
  });

  app.post('/api/act', async (context) => {
    const desk = parts.desk();
    if (!desk) return notStarted(context);
    return context.json(await conversation.act(desk, actSchema.parse(await json(context))));
  });

  app.post('/api/clock', async (context) => {
    const { advanceMs } = clockSchema.parse(await json(context));
    if (!parts.clock().movable) return context.json({ error: 'The clock of this chat is the real one.' }, 403);
    await parts.advance(advanceMs);
    return context.json(parts.clock());
  });

  app.get('/api/events', (context) => {
    const { person } = listenerSchema.parse(context.req.query());
    if (!parts.desk()) return notStarted(context);
    return streamSSE(
      context,
      (stream) =>
        new Promise<void>((resolve) => {
          let unsent = 0;
          let sending: Promise<unknown> = Promise.resolve();
          const send = (event: LiveEvent | { event: 'beat'; data: null }) => {
            unsent += 1;
            if (unsent > MAX_UNSENT) return leave();
            sending = sending
              .then(() => stream.writeSSE({ event: event.event, data: JSON.stringify(event.data) }))
              .then(() => {
                unsent -= 1;
              }, leave);
          };
          const beat = setInterval(() => send({ event: 'beat', data: null }), HEARTBEAT_MS);
          const part = room.live.join({ person, hear: send, end: () => leave() });
          function leave() {
            clearInterval(beat);
            part();
            resolve();
          }
          stream.onAbort(leave);
          send({ event: 'clock', data: parts.clock() });
        }),
      async (error) => log.warn({ error: error.message }, 'local chat: a live connection broke'),
    );
  });

  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return context.json({ error: 'That is not JSON.' }, 400);
    log.error({ path: context.req.path, error: error.message }, 'local chat: a request failed');
    return context.json({ error: 'Something went wrong here; the log of the server says what.' }, 500);
  });

  return app;
}

async function json(context: Context): Promise<unknown> {
  return JSON.parse(await context.req.text());
}

function notStarted(context: Context) {
  return context.json({ error: 'The bot is starting; try again in a moment.' }, 503);
}
