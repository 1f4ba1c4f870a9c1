/**
 * Answering an interaction in time. Discord waits three seconds for the first answer and then shows a failure, so
 * whatever may take longer is acknowledged first. Only a form cannot wait: it must itself be the first answer.
 * A private message whose button was pressed turns into the answer, so that private messages do not pile up.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type Interaction,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Desk } from '../../core/desk.ts';
import { DEFAULT_LANGUAGE, languageOf } from '../../core/language/language.ts';
import { type Texts, textsIn } from '../../core/language/texts.ts';
import type { Caller, Message } from '../../core/message.ts';
import type { Log } from '../../core/ports.ts';
import { describe, hasCode } from './faults.ts';
import { cut } from './layout.ts';
import type { CommandNames } from './names.ts';
import { type Answerable, type Asked, readAsked, readCaller, readCommandName } from './receive.ts';
import { renderForm, renderMessage } from './render.ts';
import { messagesOf, outside, type Replied, unshown } from './words.ts';

/** What an answer is made with. */
export interface Counter {
  readonly desk: Desk;
  readonly names: CommandNames;
  readonly log: Log;
}

/** How long a first answer may be worked on before it is acknowledged without one; the rest of the three seconds is travel. */
const PATIENCE_MS = 2000;

const UNKNOWN_MESSAGE = 10008;
/** The webhook of the interaction is gone, or its token expired: 15 minutes have passed. */
const TOO_LATE = [10015, 50027] as const;

/** Answers one interaction. Never rejects: what fails is logged, and told to the person where Discord still lets us. */
export async function answerInteraction(interaction: Interaction, counter: Counter): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await suggest(interaction, counter);
    else if (
      interaction.isChatInputCommand() ||
      interaction.isMessageContextMenuCommand() ||
      interaction.isUserContextMenuCommand() ||
      interaction.isButton() ||
      interaction.isModalSubmit()
    ) {
      await answer(interaction, counter);
    }
  } catch (error) {
    counter.log.error(
      { interaction: interaction.id, ...describe(error) },
      'discord: an interaction could not be answered',
    );
  }
}

async function answer(interaction: Answerable, counter: Counter): Promise<void> {
  const caller = readCaller(interaction);
  if (!caller) {
    const t = textsIn(languageOf(interaction.locale) ?? DEFAULT_LANGUAGE);
    await interaction.reply({ ...payload(outside(t), counter.names), flags: PRIVATE });
    return;
  }
  const asked = readAsked(interaction, counter.desk);
  const asking = () => ask(counter, asked, caller);
  if (asked.opens === 'form' && !interaction.isModalSubmit()) {
    await openForm(interaction, { asked, caller, counter }, asking());
    return;
  }
  // Acknowledged before core is asked: when even that fails the form stays open on the member's screen, and nothing was recorded.
  await acknowledge(interaction);
  await deliver(interaction, { asked, caller, counter }, await asking());
}

/** What is being served, beside the interaction itself. */
interface Service {
  readonly asked: Asked;
  readonly caller: Caller;
  readonly counter: Counter;
}

const textsFor = async ({ caller, counter }: Service): Promise<Texts> =>
  textsIn(await counter.desk.languageFor(caller));

/** Core's reply; a desk that fails although it promised not to is answered for here. */
async function ask({ desk, log }: Counter, { request }: Asked, caller: Caller): Promise<Replied> {
  try {
    return await desk.handle(request, caller);
  } catch (error) {
    log.error({ interaction: caller.requestId, ...describe(error) }, 'discord: the desk failed');
    return 'failed';
  }
}

/** Whether the person acted on a private message of ours, or in a form that was opened from one. */
function isOnPrivateMessage(
  interaction: Answerable,
): interaction is ButtonInteraction | ModalMessageModalSubmitInteraction {
  const onMessage = interaction.isButton() || (interaction.isModalSubmit() && interaction.isFromMessage());
  return onMessage && interaction.message.flags.has(MessageFlags.Ephemeral);
}

async function acknowledge(interaction: Answerable): Promise<void> {
  if (isOnPrivateMessage(interaction)) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
}

/** Shows the form as the first answer, or, when core is too slow for that, acknowledges and offers to open it again. */
async function openForm(
  interaction: Exclude<Answerable, ModalSubmitInteraction>,
  service: Service,
  asking: Promise<Replied>,
): Promise<void> {
  const { names } = service.counter;
  const reply = await within(PATIENCE_MS, asking);
  if (reply !== 'late' && reply !== 'failed' && reply.kind === 'form') {
    await interaction.showModal(renderForm(reply.form, names.show));
    return;
  }
  await acknowledge(interaction);
  await deliver(interaction, service, reply === 'late' ? await asking : reply);
}

/**
 * Shows the reply to an acknowledged interaction. On a private message the reply takes its place; what was not accepted
 * comes beside it, because the button there is needed again.
 */
async function deliver(interaction: Answerable, service: Service, reply: Replied): Promise<void> {
  const { names, log } = service.counter;
  const t = await textsFor(service);
  const messages = messagesOf(t, reply, service.asked.request);
  const beside = isOnPrivateMessage(interaction) && (reply === 'failed' || reply.kind !== 'message');
  try {
    await show(interaction, messages, names, beside);
  } catch (error) {
    log.error({ interaction: interaction.id, ...describe(error) }, 'discord: a reply could not be shown');
    if (hasCode(error, ...TOO_LATE)) return;
    const dismissed = hasCode(error, UNKNOWN_MESSAGE);
    await show(interaction, dismissed ? messages : [unshown(t)], names, dismissed || isOnPrivateMessage(interaction));
  }
}

/** The first message fills the acknowledgement, unless all are shown beside it. */
async function show(
  interaction: Answerable,
  messages: readonly Message[],
  names: CommandNames,
  beside: boolean,
): Promise<void> {
  for (const [index, message] of messages.entries()) {
    if (index === 0 && !beside) {
      await interaction.editReply({ ...payload(message, names), flags: MessageFlags.IsComponentsV2 });
    } else {
      await interaction.followUp({ ...payload(message, names), flags: PRIVATE });
    }
  }
}

async function suggest(interaction: AutocompleteInteraction, { desk, log }: Counter): Promise<void> {
  const caller = readCaller(interaction);
  const { name, value } = interaction.options.getFocused(true);
  const asking = caller ? desk.complete(readCommandName(interaction, desk), name, value, caller) : Promise.resolve([]);
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

function payload(message: Message, names: CommandNames) {
  return { components: [renderMessage(message, names.show)], allowedMentions: { parse: [] } };
}
