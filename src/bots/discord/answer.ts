/**
 * Answering an interaction in time. Discord waits three seconds for the first answer and then shows a failure, so
 * whatever may take longer is acknowledged first. Only a form cannot wait: it must itself be the first answer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Desk } from '../../core/desk.ts';
import {
  type Caller,
  decodeAction,
  type FormValues,
  type Message,
  paragraph,
  type Reply,
  type Request,
  text,
} from '../../core/message.ts';
import type { Log } from '../../core/ports.ts';
import { describe } from './faults.ts';
import { cut } from './layout.ts';
import { readCaller, readCommandName, readOptions, readValues } from './receive.ts';
import { renderForm, renderMessage, renderRefusal } from './render.ts';

type Answerable = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

/** How long a first answer may be worked on before it is acknowledged without one; the rest of the three seconds is travel. */
const PATIENCE_MS = 2000;

interface Asked {
  readonly request: Request;
  readonly opens: 'form' | 'message';
  /** What a form carried, to be given back when it is not accepted. */
  readonly typed: FormValues;
}

/** Answers one interaction. Never rejects: what fails is logged, and told to the person where Discord still lets us. */
export async function answerInteraction(interaction: Interaction, desk: Desk, log: Log): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await suggest(interaction, desk, log);
    else if (interaction.isChatInputCommand() || interaction.isButton() || interaction.isModalSubmit()) {
      await answer(interaction, desk, log);
    }
  } catch (error) {
    log.error({ interaction: interaction.id, ...describe(error) }, 'discord: an interaction could not be answered');
  }
}

async function answer(interaction: Answerable, desk: Desk, log: Log): Promise<void> {
  const caller = readCaller(interaction);
  if (!caller) {
    await interaction.reply({ ...payload(OUTSIDE), flags: PRIVATE });
    return;
  }
  const asked = readAsked(interaction, desk);
  if (asked.opens === 'form' && !interaction.isModalSubmit()) {
    await openForm(interaction, asked, ask(desk, asked, caller, log), log);
    return;
  }
  // Acknowledged before core is asked: when even that fails the form stays open on the member's screen, and nothing was recorded.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await deliver(interaction, messagesOf(await ask(desk, asked, caller, log), asked), log);
}

function readAsked(interaction: Answerable, desk: Desk): Asked {
  if (interaction.isChatInputCommand()) {
    const command = readCommandName(interaction);
    const opens = desk.commands.find((declaration) => declaration.name === command)?.opens ?? 'message';
    return { request: { kind: 'command', command, options: readOptions(interaction) }, opens, typed: {} };
  }
  const { action, opens } = decodeAction(interaction.customId);
  if (!interaction.isModalSubmit()) return { request: { kind: 'press', action }, opens, typed: {} };
  const values = readValues(interaction);
  return { request: { kind: 'submit', action, values }, opens: 'message', typed: values };
}

/** Core's reply; a desk that fails although it promised not to is answered for here. */
async function ask(desk: Desk, asked: Asked, caller: Caller, log: Log): Promise<Reply | 'failed'> {
  try {
    return await desk.handle(asked.request, caller);
  } catch (error) {
    log.error({ interaction: caller.requestId, ...describe(error) }, 'discord: the desk failed');
    return 'failed';
  }
}

/** Shows the form as the first answer, or, when core is too slow for that, acknowledges and offers to open it again. */
async function openForm(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  asked: Asked,
  asking: Promise<Reply | 'failed'>,
  log: Log,
): Promise<void> {
  const reply = await within(PATIENCE_MS, asking);
  if (reply === 'late') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await deliver(interaction, messagesOf(await asking, asked), log);
  } else if (reply !== 'failed' && reply.kind === 'form') {
    await interaction.showModal(renderForm(reply.form));
  } else {
    for (const [index, message] of messagesOf(reply, asked).entries()) {
      const options = { ...payload(message), flags: PRIVATE } as const;
      await (index === 0 ? interaction.reply(options) : interaction.followUp(options));
    }
  }
}

/** The private messages that say the reply, for an interaction that can no longer show a form. */
function messagesOf(reply: Reply | 'failed', asked: Asked): Message[] {
  if (reply === 'failed') return renderRefusal('Something went wrong on our side. Please try again.', [], asked.typed);
  if (reply.kind === 'message') return [reply.message];
  if (reply.kind === 'invalid') return renderRefusal('Not accepted yet', Object.values(reply.errors), asked.typed);
  return [formMissed(asked.request)];
}

/** A button pressed again opens its form; a command has to be typed again. */
function formMissed(request: Request): Message {
  const again = { label: 'Open the form', style: 'primary', opens: 'form' } as const;
  return {
    tone: 'neutral',
    summary: 'The form could not be opened',
    blocks: [paragraph(text('The form took too long to open. Please try once more.'))],
    buttons: request.kind === 'press' ? [{ action: request.action, ...again }] : [],
  };
}

/** Fills in the acknowledged reply; messages after the first follow it. */
async function deliver(interaction: Answerable, messages: readonly Message[], log: Log): Promise<void> {
  try {
    for (const [index, message] of messages.entries()) {
      if (index === 0) await interaction.editReply({ ...payload(message), flags: MessageFlags.IsComponentsV2 });
      else await interaction.followUp({ ...payload(message), flags: PRIVATE });
    }
  } catch (error) {
    log.error({ interaction: interaction.id, ...describe(error) }, 'discord: a reply was refused');
    await interaction.editReply({ ...payload(UNSHOWN), flags: MessageFlags.IsComponentsV2 });
  }
}

async function suggest(interaction: AutocompleteInteraction, desk: Desk, log: Log): Promise<void> {
  const caller = readCaller(interaction);
  const { name, value } = interaction.options.getFocused(true);
  const asking = caller ? desk.complete(readCommandName(interaction), name, value, caller) : Promise.resolve([]);
  const found = await within(PATIENCE_MS, asking).catch((error: unknown) => {
    log.error({ interaction: interaction.id, ...describe(error) }, 'discord: the desk failed');
    return 'late' as const;
  });
  const usable = found === 'late' ? [] : found.filter((each) => each.label.trim() !== '' && each.value.length <= 100);
  await interaction.respond(usable.slice(0, 25).map((each) => ({ name: cut(each.label, 100), value: each.value })));
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  const done = new AbortController();
  const timer = delay(ms, 'late' as const, { signal: done.signal }).catch(() => 'late' as const);
  try {
    return await Promise.race([work, timer]);
  } finally {
    done.abort();
  }
}

const PRIVATE = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;

function payload(message: Message) {
  return { components: [renderMessage(message)], allowedMentions: { parse: [] } };
}

const OUTSIDE: Message = {
  tone: 'neutral',
  summary: 'Refcount works in servers',
  blocks: [
    paragraph(text('Refcount works in a server, where your team and its leaderboard are. Try this command there.')),
  ],
  buttons: [],
};

const UNSHOWN: Message = {
  tone: 'bad',
  summary: 'The answer could not be shown',
  blocks: [paragraph(text('This was done, but Discord would not show the result. /quiz stats shows where you stand.'))],
  buttons: [],
};
