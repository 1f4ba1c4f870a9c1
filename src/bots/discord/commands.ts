/** Declarations of core as Discord's command JSON, in every language. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  Locale,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import {
  type CommandDeclaration,
  choiceLabel,
  commandSummary,
  type OptionDeclaration,
  optionSummary,
  type ShortcutDeclaration,
  shortcutLabel,
} from '../../core/commands/declaration.ts';
import type { Language } from '../../core/language/language.ts';
import { englishTexts, type Texts, textsIn } from '../../core/language/texts.ts';
import { discordName } from './names.ts';

export type CommandBody = RESTPostAPIApplicationCommandsJSONBody;
type ChatBody = RESTPostAPIChatInputApplicationCommandsJSONBody;
type MenuBody = RESTPostAPIContextMenuApplicationCommandsJSONBody;

/** Discord's locales of the languages beside English, which is what is shown where nothing else is said. */
const LOCALES: readonly (readonly [Locale, Language])[] = [[Locale.German, 'de']];

/** Shown only to who may manage the server, until its admins decide otherwise. Core checks it again. */
const ADMINS_ONLY = String(PermissionFlagsBits.ManageGuild);

const EVERYWHERE_IN_SERVERS = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/**
 * One body per first word, and per shortcut that Discord has a place for. `lookup` is a command, `quiz today` a subcommand
 * of `/quiz`, `quiz setup` one of `/quiz-admin`. Throws for names Discord has no place for, which is a mistake in the declarations.
 */
export function commandBodies(
  commands: readonly CommandDeclaration[],
  shortcuts: readonly ShortcutDeclaration[],
): CommandBody[] {
  const groups = Map.groupBy(commands, (command) => discordName(command).split(' ')[0] ?? '');
  return [
    ...[...groups].map(([group, members]) => chatBody(group, members)),
    ...shortcuts.flatMap((shortcut) => menuBody(shortcut) ?? []),
  ];
}

function chatBody(group: string, members: readonly CommandDeclaration[]): ChatBody {
  const [only] = members;
  const alone = members.length === 1 && only?.name === group;
  const admin = members.every((member) => member.admin);
  const menu = admin ? 'discord.admins-menu' : 'discord.members-menu';
  const word = members[0]?.name.split(' ')[0] ?? group;
  return {
    type: ApplicationCommandType.ChatInput,
    name: group,
    ...described((t) => (alone ? commandSummary(t, only) : t.plain(menu, { group: word }))),
    ...(admin ? { default_member_permissions: ADMINS_ONLY } : {}),
    ...EVERYWHERE_IN_SERVERS,
    options: alone
      ? only.options.map((option) => optionBody(only, option))
      : members.map((member) => subcommandBody(group, member)),
  };
}

function subcommandBody(group: string, command: CommandDeclaration): APIApplicationCommandSubcommandOption {
  const [, name, ...deeper] = command.name.split(' ');
  if (!name || deeper.length > 0) {
    throw new Error(`/${command.name} cannot stand beside other /${group} commands: use one or two words`);
  }
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    ...described((t) => commandSummary(t, command)),
    options: command.options.map((option) => optionBody(command, option)),
  };
}

function optionBody(command: CommandDeclaration, option: OptionDeclaration): APIApplicationCommandBasicOption {
  const common = {
    name: option.name,
    ...described((t) => optionSummary(t, command, option)),
    required: option.required,
  };
  switch (option.kind) {
    case 'channel':
      return {
        ...common,
        type: ApplicationCommandOptionType.Channel,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
    case 'integer':
      return { ...common, type: ApplicationCommandOptionType.Integer, min_value: option.min, max_value: option.max };
    case 'string': {
      const type = ApplicationCommandOptionType.String as const;
      if (option.choices) {
        const choices = option.choices.map((value) => ({
          ...named((t) => choiceLabel(t, command, option, value)),
          value,
        }));
        return { ...common, type, choices };
      }
      return option.completes ? { ...common, type, autocomplete: true } : { ...common, type };
    }
    default:
      return option satisfies never;
  }
}

/** An entry of the menu on a message or on a person; Discord has no entries for anywhere. */
function menuBody(shortcut: ShortcutDeclaration): MenuBody | undefined {
  const type = menuType(shortcut);
  return type && { type, ...named((t) => shortcutLabel(t, shortcut)), ...EVERYWHERE_IN_SERVERS };
}

function menuType(shortcut: ShortcutDeclaration): MenuBody['type'] | undefined {
  switch (shortcut.on) {
    case 'message':
      return ApplicationCommandType.Message;
    case 'person':
      return ApplicationCommandType.User;
    case 'anywhere':
      return undefined;
    default:
      return shortcut.on satisfies never;
  }
}

/** The shortcut of a menu entry by its type and its name, which Discord always sends in English. */
export function shortcutOf(
  shortcuts: readonly ShortcutDeclaration[],
  type: ApplicationCommandType,
  name: string,
): ShortcutDeclaration | undefined {
  return shortcuts.find((shortcut) => menuType(shortcut) === type && shortcutLabel(englishTexts(), shortcut) === name);
}

function described(words: (t: Texts) => string) {
  return { description: words(englishTexts()), description_localizations: localized(words) };
}

function named(words: (t: Texts) => string) {
  return { name: words(englishTexts()), name_localizations: localized(words) };
}

function localized(words: (t: Texts) => string): LocalizationMap {
  const map: LocalizationMap = {};
  for (const [locale, language] of LOCALES) map[locale] = words(textsIn(language));
  return map;
}
