/**
 * What a person's Discord app does: offers the registered commands, presses buttons, fills in modals, and sends the
 * interactions these make. It refuses what the app would not let a person do.
 */
import { interactionOf, memberOf, type Scene, userOf } from './events.ts';
import { CHANNEL, GUILD, isObject, type Json, objects, type Person, snowflake } from './ids.ts';
import type { Exchange } from './interactions.ts';
import { flatten } from './rules.ts';
import type { DiscordServer } from './server.ts';

const STRING = 3;
const INTEGER = 4;
const CHANNEL_OPTION = 7;

/** The commands the app offers a person: those with default permissions only to who has them. */
export function offeredTo(server: DiscordServer, person: Person): string[] {
  const rights = BigInt(person.permissions);
  const mayUse = ({ default_member_permissions: needed }: Json) =>
    typeof needed !== 'string' || (rights & BigInt(needed)) === BigInt(needed);
  return server.commands.filter(mayUse).map((command) => String(command.name));
}

/**
 * Runs a registered command: `quiz today`, `lookup`; `quiz setup` stands under /quiz-admin. Hidden ones as well: the
 * admins of a server can show them to anyone.
 */
export function runCommand(
  server: DiscordServer,
  person: Person,
  name: string,
  options: Readonly<Record<string, string | number>> = {},
  scene: Scene = {},
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
  return server.interact(interactionOf(person, 2, data, {}, scene));
}

/** Chooses an entry of the menu on a message. */
export function chooseOnMessage(server: DiscordServer, person: Person, label: string, message: Json): Exchange {
  const id = String(message.id);
  return choose(server, person, { type: 3, label, targetId: id, resolved: { messages: { [id]: message } } });
}

/** Chooses an entry of the menu on a person; somebody who has left the server has no member beside the user. */
export function chooseOnPerson(
  server: DiscordServer,
  person: Person,
  label: string,
  target: Person,
  isMember = true,
): Exchange {
  // Discord leaves `user`, `deaf` and `mute` out of a resolved member.
  const { user: _, deaf: __, mute: ___, ...member } = memberOf({ nick: target.nick, permissions: target.permissions });
  const resolved = {
    users: { [target.id]: userOf(target) },
    ...(isMember ? { members: { [target.id]: member } } : {}),
  };
  return choose(server, person, { type: 2, label, targetId: target.id, resolved });
}

interface Choice {
  readonly type: 2 | 3;
  /** As it is registered: the app sends the name without its translation. */
  readonly label: string;
  readonly targetId: string;
  readonly resolved: Json;
}

function choose(server: DiscordServer, person: Person, { type, label, targetId, resolved }: Choice): Exchange {
  const entry = server.commands.find((each) => each.type === type && each.name === label);
  if (!entry) throw new Error(`the menu has no “${label}”`);
  const data = { id: entry.id, name: entry.name, type, target_id: targetId, resolved };
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
export function pressButton(
  server: DiscordServer,
  person: Person,
  message: Json,
  customId: string,
  scene: Scene = {},
): Exchange {
  const button = flatten(objects(message.components)).find((part) => part.type === 2 && part.custom_id === customId);
  if (!button || button.disabled === true) throw new Error(`there is no button ${customId} to press`);
  return server.interact(
    interactionOf(person, 3, { custom_id: customId, component_type: 2, id: 1 }, { message }, scene),
  );
}

/** Fills in and sends a modal, which was opened from a button of `source` or from a command. Fields by custom id; a choice is a list of values. */
export function submitModal(
  server: DiscordServer,
  person: Person,
  modal: Json,
  values: Readonly<Record<string, string | readonly string[]>>,
  source?: Json,
): Exchange {
  const parts = objects(modal.components);
  const known = parts.flatMap((part) => (isObject(part.component) ? [String(part.component.custom_id)] : []));
  for (const name of Object.keys(values)) if (!known.includes(name)) throw new Error(`the form has no field "${name}"`);
  const components = parts.map((part, index) =>
    isObject(part.component)
      ? { type: part.type, id: index * 2 + 1, component: filledField(part.component, values, index * 2 + 2) }
      : { type: part.type, id: index * 2 + 1 },
  );
  const extra = source ? { message: source } : {};
  return server.interact(interactionOf(person, 5, { custom_id: modal.custom_id, components }, extra));
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
  const [first = '', second] = name.split(' ');
  for (const group of [first, `${first}-admin`]) {
    const command = server.commands.find((each) => each.name === group && each.type === 1);
    const target = second ? objects(command?.options).find((each) => each.name === second && each.type === 1) : command;
    if (command && target) return { command, target };
  }
  throw new Error(`the app offers no /${name}`);
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
