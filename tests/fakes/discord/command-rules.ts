/** Rules for slash commands that Discord's OpenAPI document does not hold. */
import { isObject, type Json, objects } from './ids.ts';
import { schemaFaults } from './schemas.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;

/** Faults of a list of commands about to replace all that are registered. */
export function commandFaults(body: unknown): string[] {
  if (!Array.isArray(body)) return ['commands: not a list'];
  const commands = objects(body);
  const faults = commands.flatMap((command) => [
    ...schemaFaults('ApplicationCommandUpdateRequest', command),
    ...nameFaults(command, 'command'),
    ...optionFaults(objects(command.options), String(command.name)),
    ...sizeFaults(command),
  ]);
  if (commands.length > 100) faults.push(`commands: ${commands.length}, at most 100`);
  faults.push(...twice(commands, 'commands'));
  return faults;
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

/** Names, descriptions and values of a command together have 8,000 characters. */
function sizeFaults(command: Json): string[] {
  const measure = (item: Json): number =>
    [item.name, item.description, item.value].reduce<number>(
      (sum, part) => sum + (typeof part === 'string' ? part.length : 0),
      0,
    ) + [...objects(item.options), ...objects(item.choices)].reduce((sum, part) => sum + measure(part), 0);
  const size = isObject(command) ? measure(command) : 0;
  return size > 8000 ? [`${String(command.name)}: ${size} characters in all, at most 8000`] : [];
}
