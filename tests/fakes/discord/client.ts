/**
 * What a person's Discord app does: offers the registered commands, presses buttons, fills in modals, and sends the
 * interactions these make. It refuses what the app would not let a person do.
 */
import { interactionOf } from './events.ts';
import { CHANNEL, GUILD, isObject, type Json, objects, type Person, snowflake } from './ids.ts';
import type { Exchange } from './interactions.ts';
import { flatten } from './rules.ts';
import type { DiscordServer } from './server.ts';

const STRING = 3;
const INTEGER = 4;
const CHANNEL_OPTION = 7;

/** Runs a registered command: `quiz setup`, `lookup`. */
export function runCommand(
  server: DiscordServer,
  person: Person,
  name: string,
  options: Readonly<Record<string, string | number>> = {},
): Exchange {
  const { command, target } = findCommand(server, name);
  const declared = objects(target.options);
  for (const given of Object.keys(options)) {
    if (!declared.some((option) => option.name === given)) throw new Error(`/${name} shows no option "${given}"`);
  }
  const filled = declared.flatMap((option) => {
    const value = options[String(option.name)];
    if (value !== undefined) return [filledOption(option, value)];
    if (option.required === true) throw new Error(`/${name} cannot be sent without "${String(option.name)}"`);
    return [];
  });
  const channels = filled.filter((option) => option.type === CHANNEL_OPTION).map((option) => String(option.value));
  const data = {
    ...commandData(command, target, filled),
    ...(channels.length > 0
      ? { resolved: { channels: Object.fromEntries(channels.map((id) => [id, channelOf(id)])) } }
      : {}),
  };
  return server.interact(interactionOf(person, 2, data));
}

/** Types into an option that completes. */
export function typeInto(server: DiscordServer, person: Person, name: string, option: string, typed: string): Exchange {
  const { command, target } = findCommand(server, name);
  const declared = objects(target.options).find((each) => each.name === option);
  if (declared?.autocomplete !== true) throw new Error(`/${name} ${option} does not complete`);
  const filled = [{ name: option, type: STRING, value: typed, focused: true }];
  return server.interact(interactionOf(person, 4, commandData(command, target, filled)));
}

/** Presses a button of a message. */
export function pressButton(server: DiscordServer, person: Person, message: Json, customId: string): Exchange {
  const button = flatten(objects(message.components)).find((part) => part.type === 2 && part.custom_id === customId);
  if (!button || button.disabled === true) throw new Error(`there is no button ${customId} to press`);
  return server.interact(interactionOf(person, 3, { custom_id: customId, component_type: 2, id: 1 }, { message }));
}

/** Fills in and sends a modal. Fields by custom id; a choice is a list of values. */
export function submitModal(
  server: DiscordServer,
  person: Person,
  modal: Json,
  values: Readonly<Record<string, string | readonly string[]>>,
): Exchange {
  const parts = objects(modal.components);
  const known = parts.flatMap((part) => (isObject(part.component) ? [String(part.component.custom_id)] : []));
  for (const name of Object.keys(values)) if (!known.includes(name)) throw new Error(`the form has no field "${name}"`);
  const components = parts.map((part, index) =>
    isObject(part.component)
      ? { type: part.type, id: index * 2 + 1, component: filledField(part.component, values, index * 2 + 2) }
      : { type: part.type, id: index * 2 + 1 },
  );
  return server.interact(interactionOf(person, 5, { custom_id: modal.custom_id, components }));
}

function filledField(field: Json, values: Readonly<Record<string, string | readonly string[]>>, id: number): Json {
  const name = String(field.custom_id);
  const value = values[name];
  const common = { type: field.type, id, custom_id: name };
  // A text is optional only when it says so; so is a choice.
  if (field.required !== false && (value === undefined || value.length === 0)) throw new Error(`"${name}" is required`);
  if (field.type === 4) {
    const text = typeof value === 'string' ? value : '';
    if (text.length > Number(field.max_length ?? 4000)) throw new Error(`"${name}" takes no more characters`);
    return { ...common, value: text };
  }
  const chosen = typeof value === 'string' ? [value] : (value ?? []);
  const offered = objects(field.options).map((option) => option.value);
  const wrong = chosen.find((each) => !offered.includes(each));
  if (wrong !== undefined) throw new Error(`"${name}" offers no "${wrong}"`);
  if (field.type === 22) {
    if (chosen.length > Number(field.max_values ?? offered.length)) throw new Error(`"${name}" takes fewer values`);
    return { ...common, values: chosen };
  }
  if (chosen.length > 1) throw new Error(`"${name}" takes one value`);
  return { ...common, value: chosen[0] ?? null };
}

function findCommand(server: DiscordServer, name: string): { command: Json; target: Json } {
  const [first, second] = name.split(' ');
  const command = server.commands.find((each) => each.name === first);
  const target = second ? objects(command?.options).find((each) => each.name === second && each.type === 1) : command;
  if (!command || !target) throw new Error(`the app offers no /${name}`);
  return { command, target };
}

function commandData(command: Json, target: Json, filled: readonly Json[]): Json {
  const options = target === command ? filled : [{ name: target.name, type: 1, options: filled }];
  return { id: command.id, name: command.name, type: 1, guild_id: GUILD, options };
}

function filledOption(option: Json, value: string | number): Json {
  const { name, type } = option;
  const choices = objects(option.choices).map((choice) => choice.value);
  if (choices.length > 0 && !choices.includes(value)) throw new Error(`"${String(name)}" offers no "${value}"`);
  if (type === INTEGER) {
    const number = Number(value);
    const inRange = number >= Number(option.min_value ?? -Infinity) && number <= Number(option.max_value ?? Infinity);
    if (!Number.isInteger(number) || !inRange) throw new Error(`"${String(name)}" takes no ${value}`);
    return { name, type, value: number };
  }
  return { name, type, value: String(value) };
}

function channelOf(id: string): Json {
  return { id, type: 0, name: id === CHANNEL ? 'daily-question' : `channel-${snowflake()}`, permissions: '0' };
}
