/** The routes of the local chat: the page, its files, and the JSON the page talks. */
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { shortcutLabel } from '../../core/commands/declaration.ts';
import type { Desk } from '../../core/desk.ts';
import { DEFAULT_LANGUAGE, type Language, languageOf } from '../../core/language/language.ts';
import { type Texts, textsIn } from '../../core/language/texts.ts';
import type { Message } from '../../core/message.ts';
import type { Log } from '../../core/ports.ts';
import { readAssets } from './assets.ts';
import type { Conversation } from './conversation.ts';
import { onlyByLoopbackName, onlyFromOurPage, onlySmallBodies, pageHeaders } from './guard.ts';
import type { ClockView, LiveEvent } from './live.ts';
import { speakPage } from './page-texts.ts';
import { CHANNELS, PEOPLE } from './people.ts';
import type { ChatRoom } from './platform.ts';
import {
  actSchema,
  callerOf,
  clockSchema,
  completeSchema,
  listenerSchema,
  placeSchema,
  previewSchema,
} from './receive.ts';
import { renderEntry, renderMessage } from './render.ts';
import { shortcutsFor } from './shortcuts.ts';

/** Entries a page gets when it opens a channel. */
const SHOWN = 200;
/** A listener this far behind is let go; its page reconnects and reads the log. */
const MAX_UNSENT = 500;
const HEARTBEAT_MS = 25_000;

/** Every message a question can bring, for its author. */
export interface Previews {
  /** Ids of the bank in force. */
  questions(): readonly string[];
  /** Undefined for a question that is not in the bank. */
  of(
    question: string,
    language: Language,
  ): readonly { readonly label: string; readonly answer?: string; readonly message: Message }[] | undefined;
}

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
  readonly previews: Previews;
}

export function createApi(parts: ApiParts): Hono {
  const { log, room, conversation, workspaceName } = parts;
  const app = new Hono();

  // Named one by one, not as '*': the guards are for these routes, whatever else the server beside them serves.
  for (const path of ['/', '/preview', '/page/*', '/api/*']) app.use(path, onlyByLoopbackName, pageHeaders);
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
  const page = (name: string) => async (context: Context) => {
    const found = assets.get(name);
    if (!found) throw new Error(`the page ${name} is missing`);
    return context.body(speakPage(found.body, await pageLanguage(context, parts.desk())), 200, {
      'Content-Type': found.type,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language, Cookie',
    });
  };
  app.get('/', page('index.html'));
  app.get('/preview', page('preview.html'));
  app.get('/page/:name', (context) => asset(context, context.req.param('name')));

  app.get('/api/hello', async (context) => {
    const desk = parts.desk();
    if (!desk) return notStarted(context);
    return context.json({
      workspace: workspaceName,
      people: PEOPLE,
      channels: CHANNELS,
      shortcuts: shortcutsFor(desk),
      menu: menuOf(desk, textsIn(await pageLanguage(context, desk))),
      clock: parts.clock(),
    });
  });

  app.get('/api/messages', async (context) => {
    const { channel, person } = placeSchema.parse(context.req.query());
    const entries = await room.chat.list(channel, person, SHOWN);
    return context.json({ entries: entries.map((entry) => renderEntry(entry, room.payloads)) });
  });

  app.get('/api/questions', (context) => context.json({ questions: parts.previews.questions() }));

  app.get('/api/preview', async (context) => {
    const { question } = previewSchema.parse(context.req.query());
    const previews = parts.previews.of(question, await pageLanguage(context, parts.desk()));
    if (!previews) return context.json({ error: 'There is no such question.' }, 404);
    const views = previews.map((one) => ({ ...one, message: renderMessage(one.message, room.payloads) }));
    return context.json({ previews: views });
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

  /** What the person chose in the page, else what the browser asks for; the workspace's own setting stands over both. */
  async function pageLanguage(context: Context, desk: Desk | undefined): Promise<Language> {
    const [asked] = (context.req.header('accept-language') ?? '').split(/[,;]/);
    const locale = getCookie(context, 'language') ?? asked;
    if (!desk) return languageOf(locale) ?? DEFAULT_LANGUAGE;
    const [first] = PEOPLE;
    if (!first) throw new Error('nobody lives in the local chat');
    const who = { person: first.id, channel: '', requestId: 'page', locale };
    return await desk.languageFor(callerOf(who, workspaceName));
  }

  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return context.json({ error: 'That is not JSON.' }, 400);
    log.error({ path: context.req.path, error: error.message }, 'local chat: a request failed');
    return context.json({ error: 'Something went wrong here; the log of the server says what.' }, 500);
  });

  return app;
}

/** The desk's shortcuts as the page offers them: on messages, on people. */
function menuOf(desk: Desk, t: Texts) {
  return desk.shortcuts
    .filter(({ on }) => on !== 'anywhere')
    .map((shortcut) => ({ id: shortcut.id, on: shortcut.on, label: shortcutLabel(t, shortcut) }));
}

async function json(context: Context): Promise<unknown> {
  return JSON.parse(await context.req.text());
}

function notStarted(context: Context) {
  return context.json({ error: 'The bot is starting; try again in a moment.' }, 503);
}
