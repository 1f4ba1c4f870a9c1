/** What a person did on Discord, in core's words: an interaction as Request and Caller. */
import {
  type APIInteractionGuildMember,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  GuildMember,
  type Interaction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type User,
} from 'discord.js';
import type { Caller, FormValues, OptionValue } from '../../core/message.ts';

/** The caller, or undefined outside a server: a direct message has no workspace. */
export function readCaller(interaction: Interaction): Caller | undefined {
  const { guildId, member } = interaction;
  if (guildId === null || !member) return undefined;
  const isAdmin = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
  return {
    workspace: { platform: 'discord', externalId: guildId, name: interaction.guild?.name ?? guildId },
    member: { externalId: interaction.user.id, name: displayName(member, interaction.user) },
    channelId: interaction.channelId ?? '',
    requestId: interaction.id,
    isAdmin: async () => isAdmin,
  };
}

/** The name the server shows: nickname, else display name, else username. */
function displayName(member: GuildMember | APIInteractionGuildMember, user: User): string {
  const nickname = member instanceof GuildMember ? member.nickname : member.nick;
  return nickname ?? user.globalName ?? user.username;
}

/** `quiz setup`, `lookup`: the declaration's name. */
export function readCommandName(interaction: ChatInputCommandInteraction | AutocompleteInteraction): string {
  const words = [
    interaction.commandName,
    interaction.options.getSubcommandGroup(false),
    interaction.options.getSubcommand(false),
  ];
  return words.filter((word) => word !== null).join(' ');
}

/** Options by name; a channel, like any mentionable, is its id. */
export function readOptions(interaction: ChatInputCommandInteraction): Record<string, OptionValue> {
  const options: Record<string, OptionValue> = {};
  let level = interaction.options.data;
  while (level[0]?.options) level = level[0].options;
  for (const { name, value } of level) {
    if (value !== undefined) options[name] = value;
  }
  return options;
}

/** Fields by name: texts as typed, choices as the chosen values. */
export function readValues(interaction: ModalSubmitInteraction): FormValues {
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
