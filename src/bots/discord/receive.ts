/** What a person did on Discord, in core's words: an interaction as Request and Caller. */
import {
  type APIInteractionGuildMember,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  GuildMember,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type User,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Desk } from '../../core/desk.ts';
import { type Caller, decodeAction, type FormValues, type OptionValue, type Request } from '../../core/message.ts';
import { shortcutOf } from './commands.ts';
import { declaredName } from './names.ts';

export type MenuInteraction = MessageContextMenuCommandInteraction | UserContextMenuCommandInteraction;
/** What can be answered with a message. */
export type Answerable = ChatInputCommandInteraction | MenuInteraction | ButtonInteraction | ModalSubmitInteraction;

export interface Asked {
  readonly request: Request;
  /** Whether a form may be the answer: it can only be the first. */
  readonly opens: 'form' | 'message';
}

type Declared = Pick<Desk, 'commands' | 'shortcuts'>;

/** The caller, or undefined outside a server: a direct message has no workspace. */
export function readCaller(interaction: Interaction): Caller | undefined {
  const { guildId, member } = interaction;
  if (guildId === null || !member) return undefined;
  const isAdmin = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
  return {
    workspace: {
      platform: 'discord',
      externalId: guildId,
      name: interaction.guild?.name ?? guildId,
      locale: interaction.guildLocale ?? undefined,
    },
    member: personOf(interaction.user, member),
    channelId: interaction.channelId ?? '',
    requestId: interaction.id,
    locale: interaction.locale,
    isAdmin: async () => isAdmin,
  };
}

/** The name the server shows: nickname, else display name, else username. */
function personOf(user: User, member: GuildMember | APIInteractionGuildMember | null) {
  const nickname = member instanceof GuildMember ? member.nickname : member?.nick;
  return { externalId: user.id, name: nickname ?? user.globalName ?? user.username };
}

/** What was asked. Ids of buttons and forms that are not ours give the verb `outdated`. */
export function readAsked(interaction: Answerable, declared: Declared): Asked {
  if (interaction.isChatInputCommand()) return readCommand(interaction, declared);
  if (interaction.isContextMenuCommand()) return readShortcut(interaction, declared);
  const { action, opens } = decodeAction(interaction.customId);
  if (interaction.isButton()) return { request: { kind: 'press', action }, opens };
  return { request: { kind: 'submit', action, values: readValues(interaction) }, opens: 'message' };
}

function readCommand(interaction: ChatInputCommandInteraction, { commands }: Declared): Asked {
  const command = readCommandName(interaction, { commands });
  const opens = commands.find((declaration) => declaration.name === command)?.opens ?? 'message';
  return { request: { kind: 'command', command, options: readOptions(interaction) }, opens };
}

/** `quiz setup`, `lookup`: the declaration's name. */
export function readCommandName(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
  { commands }: Pick<Declared, 'commands'>,
): string {
  const { options } = interaction;
  const words = [interaction.commandName, options.getSubcommandGroup(false), options.getSubcommand(false)];
  return declaredName(commands, words.filter((word) => word !== null).join(' '));
}

/** Options by name; a channel, like any mentionable, is its id. */
function readOptions(interaction: ChatInputCommandInteraction): Record<string, OptionValue> {
  const options: Record<string, OptionValue> = {};
  let level = interaction.options.data;
  while (level[0]?.options) level = level[0].options;
  for (const { name, value } of level) {
    if (value !== undefined) options[name] = value;
  }
  return options;
}

/** Discord sends the message, or the person, along; its text comes without any right to read messages. */
function readShortcut(interaction: MenuInteraction, { shortcuts }: Declared): Asked {
  const declared = shortcutOf(shortcuts, interaction.commandType, interaction.commandName);
  const about = interaction.isMessageContextMenuCommand()
    ? { text: plainText(interaction.targetMessage) }
    : { person: personOf(interaction.targetUser, interaction.targetMember) };
  const shortcut = declared?.id ?? interaction.commandName;
  return { request: { kind: 'shortcut', shortcut, ...about }, opens: declared?.opens ?? 'message' };
}

/** Longest text of a message that is read; Discord's own longest. */
const LONGEST_TEXT = 4000;

/** Everything that can be read in a message: its own words, embeds, what bots wrote as components, what was forwarded. */
function plainText(message: Message): string {
  const parts = [
    message.content,
    ...message.embeds.flatMap(({ title, description, fields }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ]),
    ...textsIn(message.components.map((component) => component.toJSON())),
    ...message.messageSnapshots.map(({ content }) => content),
  ];
  return parts
    .filter((part) => typeof part === 'string' && part.trim() !== '')
    .join('\n')
    .slice(0, LONGEST_TEXT);
}

/** The contents of all text displays, however deep. */
function textsIn(component: unknown): string[] {
  if (Array.isArray(component)) return component.flatMap(textsIn);
  if (typeof component !== 'object' || component === null) return [];
  if ('type' in component && component.type === ComponentType.TextDisplay && 'content' in component) {
    return [String(component.content)];
  }
  return 'components' in component ? textsIn(component.components) : [];
}

/** Fields by name: texts as typed, choices as the chosen values. */
function readValues(interaction: ModalSubmitInteraction): FormValues {
  const values: Record<string, string | readonly string[]> = {};
  for (const [name, field] of interaction.fields.fields) {
    switch (field.type) {
      case ComponentType.TextInput:
        values[name] = field.value;
        break;
      case ComponentType.RadioGroup:
        values[name] = field.value === null ? [] : [field.value];
        break;
      case ComponentType.CheckboxGroup:
        values[name] = field.values;
        break;
      default:
        // Only the three kinds above are ever put into our forms.
        break;
    }
  }
  return values;
}
