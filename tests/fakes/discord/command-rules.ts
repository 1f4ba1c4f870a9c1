/** Rules for slash commands that Discord's OpenAPI document does not hold. */
import { isObject, type Json, objects } from './ids.ts';
import { schemaFaults } from './schemas.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;

const CHAT_INPUT = 1;
/** Locales Discord knows (https://discord.com/developers/docs/reference#locales). */
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

/** Faults of a list of commands about to replace all that are registered. */
export function commandFaults(body: unknown): string[] {
  if (!Array.isArray(body)) return ['commands: not a list'];
  const commands = objects(body);
  const faults = commands.flatMap((command) => [
    ...schemaFaults('ApplicationCommandUpdateRequest', { ...command, ...permissionsAsNumber(command) }),
    ...(command.type === CHAT_INPUT ? chatFaults(command) : menuFaults(command)),
    ...localeFaults(command, String(command.name)),
  ]);
  for (const [type, most] of [
    [1, 100],
    [2, 15],
    [3, 15],
  ] as const) {
    const some = commands.filter((command) => command.type === type);
    if (some.length > most) faults.push(`commands: ${some.length} of type ${type}, at most ${most}`);
    faults.push(...twice(some, 'commands'));
  }
  return faults;
}

/** The reference says it is a string, the OpenAPI document that it is a number. */
function permissionsAsNumber({ default_member_permissions: permissions }: Json): Json {
  return typeof permissions === 'string' && /^\d+$/.test(permissions)
    ? { default_member_permissions: Number(permissions) }
    : {};
}

function chatFaults(command: Json): string[] {
  return [
    ...nameFaults(command, 'command'),
    ...optionFaults(objects(command.options), String(command.name)),
    ...sizeFaults(command),
  ];
}

/** Entries of the menu on a message or a person: any name, and no more than that. */
function menuFaults(command: Json): string[] {
  const name = String(command.name);
  const faults = name.trim() === '' ? ['commands: a menu entry without a name'] : [];
  if (command.description) faults.push(`${name}: a menu entry has no description`);
  if (objects(command.options).length > 0) faults.push(`${name}: a menu entry has no options`);
  return faults;
}

function localeFaults(item: Json, path: string): string[] {
  const maps = [item.name_localizations, item.description_localizations].filter(isObject);
  const unknown = maps.flatMap((map) => Object.keys(map)).filter((locale) => !LOCALES.has(locale));
  return [
    ...unknown.map((locale) => `${path}: "${locale}" is no locale of Discord's`),
    ...[...objects(item.options), ...objects(item.choices)].flatMap((each) =>
      localeFaults(each, `${path} ${String(each.name)}`),
    ),
  ];
}

function optionFaults(options: readonly Json[], path: string): string[] {
  const faults = twice(options, path);
  const isNested = (option: Json) => option.type === SUBCOMMAND || option.type === GROUP;
  if (options.some(isNested) && !options.every(isNested)) faults.push(`${path}: subcommands beside options`);
  let optional = false;
  for (const option of options) {
    const here = `${path} ${String(option.name)}`;
    faults.push(...nameFaults(option, here), ...optionFaults(objects(option.options), here));
    if (isNested(option)) continue;
    if (option.required === true && optional) faults.push(`${here}: required after an optional option`);
    optional ||= option.required !== true;
    const choices = objects(option.choices);
    if (option.autocomplete === true && choices.length > 0) faults.push(`${here}: choices and autocomplete`);
    faults.push(...twice(choices, here));
    if (Number(option.min_value ?? 0) > Number(option.max_value ?? Number.MAX_VALUE)) {
      faults.push(`${here}: min_value above max_value`);
    }
  }
  return faults;
}

function nameFaults(item: Json, path: string): string[] {
  const name = String(item.name);
  const faults: string[] = [];
  if (!NAME.test(name) || name !== name.toLowerCase()) faults.push(`${path}: "${name}" is not a name Discord allows`);
  if (typeof item.description !== 'string' || item.description.trim() === '') faults.push(`${path}: no description`);
  return faults;
}

function twice(items: readonly Json[], path: string): string[] {
  const names = items.map((item) => item.name);
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${path}: "${String(name)}" twice`);
}

/** Names, descriptions and values of a command together have 8,000 characters, each in its longest language. */
function sizeFaults(command: Json): string[] {
  const longest = (text: unknown, localizations: unknown) => {
    const all = [text, ...(isObject(localizations) ? Object.values(localizations) : [])];
    return Math.max(...all.map((each) => (typeof each === 'string' ? each.length : 0)));
  };
  const measure = (item: Json): number =>
    longest(item.name, item.name_localizations) +
    longest(item.description, item.description_localizations) +
    longest(item.value, undefined) +
    [...objects(item.options), ...objects(item.choices)].reduce((sum, part) => sum + measure(part), 0);
  const size = measure(command);
  return size > 8000 ? [`${String(command.name)}: ${size} characters in all, at most 8000`] : [];
}
