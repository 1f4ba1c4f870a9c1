/** The Discord stage: the real adapter and the real discord.js, connected to the strict server on loopback. */
import { createDiscordBot } from '../../src/bots/discord/index.ts';
import type { Log } from '../../src/core/ports.ts';
import { pressButton, runCommand, submitModal, typeInto } from '../fakes/discord/client.ts';
import { CHANNEL, GUILD, isObject, type Json, objects, PEOPLE } from '../fakes/discord/ids.ts';
import type { Exchange } from '../fakes/discord/interactions.ts';
import { readMarkdown } from '../fakes/discord/markdown.ts';
import { flatten } from '../fakes/discord/rules.ts';
import { type DiscordServer, startDiscordServer } from '../fakes/discord/server.ts';
import type { Seen, SeenField, Stage } from './stage.ts';

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What people do on a Discord server, whatever process the bot is in. */
export function actsOnDiscord(
  server: DiscordServer,
): Pick<Stage, 'command' | 'press' | 'submit' | 'complete' | 'channel'> {
  return {
    command: (who, command, options = {}) => seenAnswer(runCommand(server, PEOPLE[who], command, options)),
    async press(who, on, label) {
      const button = on.buttons.find((each) =>
        typeof label === 'string' ? each.label === label : label.test(each.label),
      );
      if (!button) throw new Error(`no button ${label} among ${on.buttons.map((each) => each.label).join(', ')}`);
      return seenAnswer(pressButton(server, PEOPLE[who], handleOf(on), button.id));
    },
    submit: (who, form, values) => seenAnswer(submitModal(server, PEOPLE[who], handleOf(form), values)),
    async complete(who, command, option, typed) {
      const answer = await typeInto(server, PEOPLE[who], command, option, typed).answer;
      return answer.kind === 'choices' ? answer.choices.map((choice) => String(choice.name)) : [];
    },
    async channel() {
      return server.channels.messages(CHANNEL).map((message) => seenMessage(message, false));
    },
  };
}

/** Starts a server and makes a bot for it; the suite starts the bot, `close` stops both. */
export async function createDiscordStage(): Promise<Stage> {
  const server = await startDiscordServer();
  const bot = createDiscordBot({ token: server.token, apiUrl: server.apiUrl, log: SILENT });
  return {
    ...actsOnDiscord(server),
    name: 'discord',
    bot,
    channelId: CHANNEL,
    workspaceId: GUILD,
    // Discord sends an interaction once, whatever becomes of it.
    redeliverLast: async () => false,
    violations: () => server.violations,
    async close() {
      await bot.stop();
      await server.close();
    },
  };
}

async function seenAnswer(exchange: Exchange): Promise<Seen> {
  const answer = await exchange.answer;
  if (answer.kind === 'modal') return seenModal(answer.data);
  if (answer.kind === 'message') return seenMessage(answer.message, answer.private);
  throw new Error('a list of completions is no answer to read');
}

/** A message as a person reads it. */
function seenMessage(message: Json, isPrivate: boolean): Seen {
  const parts = flatten(objects(message.components));
  return {
    kind: 'message',
    private: isPrivate,
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
