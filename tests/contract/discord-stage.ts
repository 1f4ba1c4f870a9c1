/** The Discord stage: the real adapter and the real discord.js, connected to the strict server on loopback. */
import { createDiscordBot } from '../../src/bots/discord/index.ts';
import { SHORTCUTS } from '../../src/core/commands/catalog.ts';
import { shortcutLabel } from '../../src/core/commands/declaration.ts';
import { englishTexts } from '../../src/core/language/texts.ts';
import { messageOf } from '../fakes/discord/channels.ts';
import {
  chooseOnMessage,
  chooseOnPerson,
  pressButton,
  runCommand,
  submitModal,
  typeInto,
} from '../fakes/discord/client.ts';
import { userOf } from '../fakes/discord/events.ts';
import { bits, CHANNEL, GUILD, isObject, type Json, objects, PEOPLE } from '../fakes/discord/ids.ts';
import type { Exchange } from '../fakes/discord/interactions.ts';
import { readMarkdown } from '../fakes/discord/markdown.ts';
import { flatten } from '../fakes/discord/rules.ts';
import { type DiscordServer, startDiscordServer } from '../fakes/discord/server.ts';
import type { Seen, SeenField, Stage } from './stage.ts';
import { complainingLog, createWatch } from './watch.ts';

/** What people do on a Discord server, whatever process the bot is in. */
export function actsOnDiscord(
  server: DiscordServer,
): Pick<Stage, 'command' | 'press' | 'submit' | 'shortcut' | 'complete' | 'channel' | 'thread' | 'whispers'> {
  return {
    command: (who, command, options = {}) => seenAnswer(runCommand(server, PEOPLE[who], command, options)),
    async press(who, on, label) {
      const button = on.buttons.find((each) =>
        typeof label === 'string' ? each.label === label : label.test(each.label),
      );
      if (!button) throw new Error(`no button ${label} among ${on.buttons.map((each) => each.label).join(', ')}`);
      return seenAnswer(pressButton(server, PEOPLE[who], handleOf(on), button.id), handleOf(on));
    },
    submit(who, form, values) {
      const { source, ...modal } = handleOf(form);
      return seenAnswer(submitModal(server, PEOPLE[who], modal, values, isObject(source) ? source : undefined));
    },
    async shortcut(who, id, { text = '', person } = {}) {
      const shortcut = SHORTCUTS.find((each) => each.id === id);
      if (!shortcut || shortcut.on === 'anywhere') return undefined;
      const label = shortcutLabel(englishTexts(), shortcut);
      if (shortcut.on === 'person') {
        return seenAnswer(chooseOnPerson(server, PEOPLE[who], label, PEOPLE[person ?? who]));
      }
      const message = { ...messageOf(CHANNEL, { content: text }), author: userOf(PEOPLE.bob) };
      return seenAnswer(chooseOnMessage(server, PEOPLE[who], label, message));
    },
    async complete(who, command, option, typed) {
      const answer = await typeInto(server, PEOPLE[who], command, option, typed).answer;
      return answer.kind === 'choices' ? answer.choices.map((choice) => String(choice.name)) : [];
    },
    async channel() {
      return server.channels.messages(CHANNEL).map((message) => seenMessage(message, false));
    },
    async thread(under) {
      // A thread has the id of the message it was opened under.
      const { id } = handleOf(under);
      return server.channels.messages(String(id)).map((message) => seenMessage(message, false));
    },
    async whispers(who) {
      return server.channels.directMessages(PEOPLE[who].id).map((message) => seenMessage(message, true));
    },
  };
}

/** Starts a server and makes a bot for it; the suite starts the bot, `close` stops both. */
export async function createDiscordStage(): Promise<Stage> {
  const server = await startDiscordServer();
  const { guild } = server;
  const lostChannelId = guild.addChannel(0);
  guild.overwrite(lostChannelId, { deny: bits('send') });
  const complaints: string[] = [];
  const watch = createWatch();
  const make = () =>
    watch.over(createDiscordBot({ token: server.token, apiUrl: server.apiUrl, log: complainingLog(complaints) }));
  let bot = make();
  const noted = async (happens: () => void) => {
    const before = watch.noted;
    happens();
    await watch.until('noted', before + 1);
  };
  return {
    ...actsOnDiscord(server),
    name: 'discord',
    get bot() {
      return bot;
    },
    channelId: CHANNEL,
    workspaceId: GUILD,
    lostChannelId,
    trouble: (kind) =>
      noted(() => (kind === 'removed' ? guild.kick() : guild.overwrite(CHANNEL, { deny: bits('send') }))),
    mend: (kind) => noted(() => (kind === 'removed' ? guild.join() : guild.overwrite(CHANNEL, {}))),
    async restart() {
      await bot.stop();
      // By then Discord remembers no nonce any more.
      server.channels.forgetNonces();
      bot = make();
    },
    // Discord sends an interaction once, whatever becomes of it.
    redeliverLast: async () => false,
    violations: () => server.violations,
    complaints,
    async close() {
      await bot.stop();
      await server.close();
    },
  };
}

/** `source`: the message whose button was pressed; a form remembers it. */
async function seenAnswer(exchange: Exchange, source?: Json): Promise<Seen> {
  const answer = await exchange.answer;
  if (answer.kind === 'modal') return seenModal(source ? { ...answer.data, source } : answer.data);
  if (answer.kind === 'message') return seenMessage(answer.message, answer.private, answer.updated);
  throw new Error('a list of completions is no answer to read');
}

/** A message as a person reads it. */
function seenMessage(message: Json, isPrivate: boolean, replaced = false): Seen {
  const parts = flatten(objects(message.components));
  return {
    kind: 'message',
    private: isPrivate,
    replaced,
    text: textOf(parts),
    buttons: parts
      .filter((part) => part.type === 2)
      .map((part) => ({ label: String(part.label), id: String(part.custom_id), disabled: part.disabled === true })),
    fields: [],
    errors: {},
    handle: message,
  };
}

function seenModal(data: Json): Seen {
  const parts = objects(data.components);
  const labels = parts.map((part) => [part.label, part.description].filter(Boolean).join('\n'));
  return {
    kind: 'form',
    private: true,
    replaced: false,
    text: [String(data.title), textOf(parts), ...labels].filter(Boolean).join('\n'),
    buttons: [],
    fields: parts.flatMap((part) => (isObject(part.component) ? [seenField(part, part.component)] : [])),
    errors: {},
    handle: data,
  };
}

function seenField(label: Json, field: Json): SeenField {
  const values = objects(field.options).map((option) => String(option.value));
  const kind = field.type === 4 ? 'text' : 'choice';
  return { name: String(field.custom_id), label: String(label.label), kind, values };
}

function textOf(parts: readonly Json[]): string {
  const texts = parts.filter((part) => part.type === 10).map((part) => readMarkdown(String(part.content)).plain);
  return texts.join('\n');
}

function handleOf(seen: Seen): Json {
  if (!isObject(seen.handle)) throw new Error('this was not seen on Discord');
  return seen.handle;
}
