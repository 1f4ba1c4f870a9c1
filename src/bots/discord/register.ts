/** Command declarations as Discord's command JSON, and registering them only when something changed. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { CommandDeclaration, OptionDeclaration } from '../../core/commands/declaration.ts';

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** What stands beside a group such as `/quiz` in Discord's menu; the subcommands have their own summaries. */
const groupSummary = (group: string) => `The daily ${group}: answer, statistics, schedule`;

/**
 * One body per first word. `lookup` is a command, `quiz setup` a subcommand of `/quiz`.
 * Throws for names Discord has no place for, which is a mistake in the declarations.
 */
export function commandBodies(declarations: readonly CommandDeclaration[]): CommandBody[] {
  const groups = new Map<string, CommandDeclaration[]>();
  for (const declaration of declarations) {
    const [group = ''] = declaration.name.split(' ');
    groups.set(group, [...(groups.get(group) ?? []), declaration]);
  }
  return [...groups].map(([group, members]): CommandBody => {
    const [only] = members;
    const alone = members.length === 1 && only?.name === group;
    return {
      type: ApplicationCommandType.ChatInput,
      name: group,
      description: alone ? only.summary : groupSummary(group),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      options: alone ? only.options.map(optionBody) : members.map((member) => subcommandBody(group, member)),
    };
  });
}

function subcommandBody(group: string, declaration: CommandDeclaration): APIApplicationCommandSubcommandOption {
  const [, name, ...deeper] = declaration.name.split(' ');
  if (!name || deeper.length > 0) {
    throw new Error(`/${declaration.name} cannot stand beside other /${group} commands: use one or two words`);
  }
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: declaration.summary,
    options: declaration.options.map(optionBody),
  };
}

function optionBody(option: OptionDeclaration): APIApplicationCommandBasicOption {
  const common = { name: option.name, description: option.summary, required: option.required };
  switch (option.kind) {
    case 'channel':
      return {
        ...common,
        type: ApplicationCommandOptionType.Channel,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
    case 'integer':
      return {
        ...common,
        type: ApplicationCommandOptionType.Integer,
        min_value: option.min,
        max_value: option.max,
      };
    case 'string': {
      const type = ApplicationCommandOptionType.String as const;
      if (option.choices) {
        return { ...common, type, choices: option.choices.map(({ label, value }) => ({ name: label, value })) };
      }
      return option.completes ? { ...common, type, autocomplete: true } : { ...common, type };
    }
    default:
      return option satisfies never;
  }
}

/**
 * Makes the global commands what the declarations say; true when they had to be written. Discord allows few writes a
 * day and announces each to every client, so an unchanged list is left alone.
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  declarations: readonly CommandDeclaration[],
): Promise<boolean> {
  const wanted = commandBodies(declarations);
  const route = Routes.applicationCommands(applicationId);
  if (sameCommands(wanted, await rest.get(route))) return false;
  await rest.put(route, { body: wanted });
  return true;
}

/** Whether what Discord has is what we want, leaving out what Discord adds itself (ids, versions, defaults). */
export function sameCommands(wanted: readonly CommandBody[], existing: unknown): boolean {
  return Array.isArray(existing) && fingerprint(wanted) === fingerprint(existing);
}

/** Fields we ever send; anything else in Discord's answer is Discord's own. */
const FIELDS = [
  'type',
  'name',
  'description',
  'contexts',
  'integration_types',
  'required',
  'autocomplete',
  'choices',
  'value',
  'min_value',
  'max_value',
  'channel_types',
  'options',
] as const;

function fingerprint(commands: readonly unknown[]): string {
  return JSON.stringify(commands.map((command) => JSON.stringify(essence(command))).sort());
}

/** The fields we send, in one order, without those that say only the default. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const fields = new Map<string, unknown>(Object.entries(value));
  return FIELDS.flatMap((name) => {
    const content = fields.get(name);
    const isDefault =
      content === undefined ||
      content === null ||
      content === false ||
      (Array.isArray(content) && content.length === 0);
    return isDefault ? [] : [[name, essence(content)]];
  });
}
