/** A strict server, the real bot connected to it, and a desk whose replies the test writes. */
import { EventEmitter, once } from 'node:events';
import { createDiscordBot, type DiscordOptions } from '../../../src/bots/discord/index.ts';
import type { CommandDeclaration, ShortcutDeclaration } from '../../../src/core/commands/declaration.ts';
import type { Bot, Desk, Happening } from '../../../src/core/desk.ts';
import type { Language } from '../../../src/core/language/language.ts';
import type { Caller, Completion, Form, Message, Reply, Request } from '../../../src/core/message.ts';
import { paragraph, text } from '../../../src/core/message.ts';
import { type Log, PlatformError } from '../../../src/core/ports.ts';
import { runCommand } from './client.ts';
import { PEOPLE } from './ids.ts';
import { type DiscordServer, type ServerOptions, startDiscordServer } from './server.ts';

/** Real commands in name, so that the catalogue has their texts. */
const declare = (
  name: string,
  opens: 'form' | 'message',
  { options = [], admin = false }: Partial<Pick<CommandDeclaration, 'options' | 'admin'>> = {},
): CommandDeclaration => ({ name, options, admin, opens });

export const DECLARATIONS: readonly CommandDeclaration[] = [
  declare('quiz today', 'message'),
  declare('quiz answer', 'form'),
  declare('quiz setup', 'message', {
    admin: true,
    options: [
      { name: 'channel', kind: 'channel', required: false, example: '#daily' },
      { name: 'time', kind: 'string', required: false, example: '09:00' },
      { name: 'attempts', kind: 'integer', required: false, min: 1, max: 5, example: '1' },
    ],
  }),
  declare('lookup', 'message', {
    options: [{ name: 'concept', kind: 'string', required: true, completes: true, example: 'gil' }],
  }),
];

export const SHORTCUTS: readonly ShortcutDeclaration[] = [
  { id: 'quiz-me', on: 'message', opens: 'message' },
  { id: 'quiz-stats', on: 'person', opens: 'message' },
  { id: 'answer-today', on: 'anywhere', opens: 'form' },
];

export const say = (words: string, more: Partial<Message> = {}): Message => ({
  tone: 'neutral',
  blocks: [paragraph(text(words))],
  buttons: [],
  summary: words,
  ...more,
});

export const messageReply = (words: string, more: Partial<Message> = {}): Reply => ({
  kind: 'message',
  message: say(words, more),
});

/** The question of a round, as far as Discord is concerned: a button that names it. */
export const question = (round: string): Message =>
  say(`question of ${round}`, {
    buttons: [{ action: { verb: 'answer', args: [round] }, label: 'Answer', style: 'primary', opens: 'form' }],
  });

export const FORM: Form = {
  action: { verb: 'answer', args: ['round1'] },
  title: 'Your answer',
  intro: [paragraph(text('Why is 257 is 257?'))],
  fields: [
    { kind: 'text', name: 'text', label: 'Explain', hint: 'A few words', long: true, required: true, maxLength: 4000 },
    {
      kind: 'choice',
      name: 'one',
      label: 'Choose one',
      hint: '',
      multiple: false,
      required: false,
      options: [
        { value: 'A', label: 'A) yes' },
        { value: 'B', label: 'B) no' },
      ],
    },
    {
      kind: 'choice',
      name: 'many',
      label: 'Choose some',
      hint: 'Any number',
      multiple: true,
      required: false,
      options: [
        { value: 'A', label: 'A) yes' },
        { value: 'B', label: 'B) no' },
      ],
    },
  ],
  submitLabel: 'Submit',
};

export interface Rig {
  readonly server: DiscordServer;
  readonly bot: Bot;
  /** What the desk was asked, in order. */
  readonly asked: { readonly request: Request; readonly caller: Caller }[];
  /** What the desk was told, in order. */
  readonly happened: Happening[];
  /** Every line logged at warn or error, with its fields. */
  readonly complaints: string[];
  /** How the desk answers; replace it as a test needs. */
  handle: (request: Request, caller: Caller) => Promise<Reply>;
  complete: (typed: string) => Promise<Completion[]>;
  happen: (happening: Happening) => Promise<void>;
  language: Language;
  /** Resolves when as many complaints, or happenings, are there. */
  until(what: 'complaints' | 'happened', count: number): Promise<void>;
  /** Resolves when the bot has taken in every event sent so far: an answered command came after them. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A rig with its bot started. */
export async function startRig(
  options: ServerOptions = {},
  more: Pick<DiscordOptions, 'guildId' | 'shards' | 'meter'> = {},
): Promise<Rig> {
  const server = await startDiscordServer(options);
  const changes = new EventEmitter();
  const complaints: string[] = [];
  const complain: Log['warn'] = (fields, line) => {
    complaints.push(`${line} ${JSON.stringify(fields)}`);
    changes.emit('change');
  };
  const log: Log = { info: () => undefined, warn: complain, error: complain };
  const bot = createDiscordBot({ token: server.token, apiUrl: server.apiUrl, log, ...more });
  const rig: Rig = {
    server,
    bot,
    asked: [],
    happened: [],
    complaints,
    handle: async () => messageReply('fine'),
    complete: async () => [],
    happen: async () => undefined,
    language: 'en',
    async until(what, count) {
      while (rig[what].length < count) await once(changes, 'change');
    },
    async settled() {
      await runCommand(server, PEOPLE.ada, 'quiz today').answer;
    },
    async close() {
      await bot.stop();
      await server.close();
    },
  };
  const desk: Desk = {
    ...QUIET_DESK,
    async handle(request, caller) {
      rig.asked.push({ request, caller });
      return rig.handle(request, caller);
    },
    complete: async (_command, _option, typed) => rig.complete(typed),
    languageFor: async () => rig.language,
    async happened(happening) {
      rig.happened.push(happening);
      changes.emit('change');
      await rig.happen(happening);
    },
  };
  await bot.start(desk);
  return rig;
}

/** A desk that has little to say. */
export const QUIET_DESK: Desk = {
  commands: DECLARATIONS,
  shortcuts: SHORTCUTS,
  handle: async () => messageReply('fine'),
  complete: async () => [],
  completeLine: async () => [],
  home: async () => say('home'),
  languageFor: async () => 'en',
  happened: async () => undefined,
};

export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The refusal a call of the platform ends with. */
export async function refusal(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlatformError)) throw new Error(`expected a PlatformError, got ${String(error)}`);
  return error;
}
