/** The local chat as a stage: our bot's routes on a real loopback port, and people who act by HTTP as the page does. */
import { randomUUID } from 'node:crypto';
import {
  type ButtonView,
  type EntryView,
  type FormView,
  type MessageView,
  type ReplyView,
  renderEntry,
} from '../../src/bots/local/render.ts';
import type { CommandDeclaration } from '../../src/core/commands/declaration.ts';
import type { Desk } from '../../src/core/desk.ts';
import type { Completion } from '../../src/core/message.ts';
import { ChatClient } from '../fakes/local/chat-client.ts';
import { localBotInMemory, serveChat } from '../fakes/local/scripted-chat.ts';
import { formText, messageText } from '../fakes/local/view-text.ts';
import type { Person, Seen, Stage } from './stage.ts';

const CHANNEL = 'general';
const WORKSPACE = 'home';

/** Three people live in the local chat: Gerda is Bob in a German browser. */
const at = (who: Person) => (who === 'gerda' ? { person: 'bob', locale: 'de' } : { person: who });

export async function createLocalStage(): Promise<Stage> {
  const violations: string[] = [];
  let parts = localBotInMemory();
  let commands: readonly CommandDeclaration[] = [];
  let served = await serveChat(parts.bot);
  let client = new ChatClient(served.url);
  let last: (() => Promise<Response>) | undefined;

  async function act(who: Person, what: unknown): Promise<Seen> {
    const body = JSON.stringify({ ...at(who), channel: CHANNEL, requestId: randomUUID(), act: what });
    last = () => client.post('/api/act', body);
    const response = await last();
    if (!response.ok) throw new Error(`/api/act answered ${response.status}: ${await response.text()}`);
    return seenReply((await response.json()) as ReplyView, violations);
  }

  return {
    name: 'local',
    get bot() {
      return {
        ...parts.bot,
        async start(desk: Desk) {
          commands = desk.commands;
          await parts.bot.start(desk);
        },
      };
    },
    channelId: CHANNEL,
    workspaceId: WORKSPACE,
    lostChannelId: 'attic',

    command(who, command, options = {}) {
      const declared = commands.find(({ name }) => name === command);
      const words = Object.entries(options).map(([name, value]) => {
        const option = declared?.options.find((candidate) => candidate.name === name);
        if (option?.kind === 'string' && option.rest) return String(value);
        return /\s/.test(String(value)) ? `${name}:"${value}"` : `${name}:${value}`;
      });
      return act(who, { kind: 'say', line: [`/${command}`, ...words].join(' ') });
    },

    async press(who, on, label) {
      const button = on.buttons.find((candidate) =>
        typeof label === 'string' ? candidate.label === label : label.test(candidate.label),
      );
      if (!button) throw new Error(`no button ${label}; there are: ${on.buttons.map((one) => one.label).join(', ')}`);
      return act(who, { kind: 'press', id: button.id });
    },

    async shortcut(who, id, on = {}) {
      if (on.person) return act(who, { kind: 'about', person: at(on.person).person, shortcut: id });
      return on.text === undefined ? undefined : act(who, { kind: 'shortcut', shortcut: id, text: on.text });
    },

    submit: (who, form, values) => act(who, { kind: 'submit', id: form.handle, values }),

    async complete(who, command, _option, typed) {
      const asked = { ...at(who), channel: CHANNEL, line: `/${command} ${typed}` };
      const response = await client.post('/api/complete', asked);
      const { completions } = (await response.json()) as { completions: Completion[] };
      return completions.map(({ label }) => label);
    },

    async channel() {
      const entries = await client.messages('lead');
      return entries
        .filter(({ author, private: hidden }) => author.bot && !hidden)
        .map((one) => seenEntry(one, violations));
    },

    thread: async () => undefined,

    async whispers(who) {
      const unasked = parts.chat.entries.filter(({ audience, key }) => audience === at(who).person && key === null);
      return unasked.map((one) => seenEntry(renderEntry(one), violations));
    },

    // Its channels are always there, and the bot is always in them.
    trouble: async () => undefined,
    mend: async () => undefined,

    async restart() {
      await served.close();
      parts = localBotInMemory({ before: parts });
      served = await serveChat(parts.bot);
      client = new ChatClient(served.url);
    },

    async redeliverLast() {
      const response = await last?.();
      if (response && !response.ok) violations.push(`a request sent again was answered with ${response.status}`);
      return response !== undefined;
    },

    violations: () => violations,
    complaints: parts.complaints,
    close: () => served.close(),
  };
}

const NOTHING = {
  private: true,
  replaced: false,
  text: '',
  buttons: [],
  fields: [],
  errors: {},
  handle: undefined,
} as const;

function seenReply(reply: ReplyView, violations: string[]): Seen {
  if (reply.kind === 'message') return seenEntry(reply.entry, violations);
  if (reply.kind === 'form') return seenForm(reply.form, violations);
  return { ...NOTHING, kind: 'invalid', text: Object.values(reply.errors).join('\n'), errors: reply.errors };
}

function seenEntry(entry: EntryView, violations: string[]): Seen {
  violations.push(...brokenLimits(entry.message));
  const buttons = entry.message.buttons.map(({ id, label }: ButtonView) => ({ id, label, disabled: false }));
  return { ...NOTHING, kind: 'message', private: entry.private, text: messageText(entry.message), buttons };
}

function seenForm(form: FormView, violations: string[]): Seen {
  if (form.title.length > 24) violations.push(`form title too long: ${form.title}`);
  if (form.submitLabel.length > 24) violations.push(`submit label too long: ${form.submitLabel}`);
  if (form.fields.length < 1 || form.fields.length > (form.intro.length > 0 ? 4 : 5))
    violations.push(`a form of ${form.fields.length} fields`);
  const fields = form.fields.map((field) => ({
    name: field.name,
    label: field.label,
    kind: field.kind,
    values: field.kind === 'choice' ? field.options.map(({ value }) => value) : [],
  }));
  return { ...NOTHING, kind: 'form', text: formText(form), fields, handle: form.id };
}

/** The limits of core/message.ts, which the page relies on for its looks. */
function brokenLimits({ buttons, summary }: MessageView): string[] {
  return [
    ...(buttons.length > 5 ? [`${buttons.length} buttons on one message: ${summary}`] : []),
    ...buttons.filter(({ label }) => label.length > 34).map(({ label }) => `button label too long: ${label}`),
    ...(summary.trim() === '' || summary.includes('\n')
      ? [`a summary is one plain line, not ${JSON.stringify(summary)}`]
      : []),
  ];
}
