/** A strict server, the real bot connected to it, and a desk whose replies the test writes. */
import { createDiscordBot } from '../../../src/bots/discord/index.ts';
import type { CommandDeclaration } from '../../../src/core/commands/declaration.ts';
import type { Bot, Desk } from '../../../src/core/desk.ts';
import type { Caller, Completion, Form, Message, Reply, Request } from '../../../src/core/message.ts';
import { paragraph, text } from '../../../src/core/message.ts';
import type { Log } from '../../../src/core/ports.ts';
import { type DiscordServer, type ServerOptions, startDiscordServer } from './server.ts';

const declare = (name: string, opens: 'form' | 'message', options: CommandDeclaration['options'] = []) => ({
  name,
  summary: `The command ${name}`,
  options,
  admin: false,
  opens,
});

export const DECLARATIONS: readonly CommandDeclaration[] = [
  declare('quiz today', 'message'),
  declare('quiz answer', 'form'),
  declare('quiz setup', 'message', [
    { name: 'channel', kind: 'channel', summary: 'Where', required: false, example: '#daily' },
    { name: 'time', kind: 'string', summary: 'When', required: false, example: '09:00' },
    { name: 'attempts', kind: 'integer', summary: 'How often', required: false, min: 1, max: 5, example: '1' },
  ]),
  declare('lookup', 'message', [
    { name: 'concept', kind: 'string', summary: 'What', required: true, completes: true, example: 'gil' },
  ]),
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
  /** Every line logged at warn or error, with its fields. */
  readonly complaints: string[];
  /** How the desk answers; replace it as a test needs. */
  handle: (request: Request, caller: Caller) => Promise<Reply>;
  complete: (typed: string) => Promise<Completion[]>;
  close(): Promise<void>;
}

/** A rig with its bot started. */
export async function startRig(options: ServerOptions = {}): Promise<Rig> {
  const server = await startDiscordServer(options);
  const complaints: string[] = [];
  const complain: Log['warn'] = (fields, line) => complaints.push(`${line} ${JSON.stringify(fields)}`);
  const log: Log = { info: () => undefined, warn: complain, error: complain };
  const bot = createDiscordBot({ token: server.token, apiUrl: server.apiUrl, log });
  const rig: Rig = {
    server,
    bot,
    asked: [],
    complaints,
    handle: async () => messageReply('fine'),
    complete: async () => [],
    async close() {
      await bot.stop();
      await server.close();
    },
  };
  const desk: Desk = {
    commands: DECLARATIONS,
    async handle(request, caller) {
      rig.asked.push({ request, caller });
      return rig.handle(request, caller);
    },
    complete: async (_command, _option, typed) => rig.complete(typed),
    completeLine: async () => [],
  };
  await bot.start(desk);
  return rig;
}
