/** Telling Discord of our commands, only when something changed: globally, or in one server while developing. */
import { ApplicationCommandType, type REST, Routes } from 'discord.js';
import type { CommandBody } from './commands.ts';
import type { CommandIds } from './names.ts';

/** Where commands are registered: for all servers, or for one. */
export interface Scope {
  readonly applicationId: string;
  readonly guildId?: string | undefined;
}

export interface Registered {
  readonly ids: CommandIds;
  /** Whether anything had to be written. */
  readonly written: boolean;
}

/**
 * Makes the commands of the scope what is wanted. Discord allows few writes a day and announces each to every client, so
 * a list that says the same is left alone.
 */
export async function registerCommands(rest: REST, scope: Scope, wanted: readonly CommandBody[]): Promise<Registered> {
  const inOneServer = scope.guildId !== undefined;
  const bodies = inOneServer ? wanted.map(withoutWhere) : wanted;
  const existing = await listed(rest, scope);
  // What Discord says about where is of no meaning there, and not what was sent.
  if (sameCommands(bodies, inOneServer ? existing.map(withoutWhere) : existing)) {
    return { ids: idsOf(existing), written: false };
  }
  const answer: unknown = await rest.put(routeOf(scope), { body: bodies });
  return { ids: idsOf(records(answer)), written: true };
}

/** Takes from the scope what is registered elsewhere, so that no command shows twice. Gives how many were taken. */
export async function withdrawCommands(rest: REST, scope: Scope, elsewhere: readonly CommandBody[]): Promise<number> {
  const ours = (command: Existing) =>
    elsewhere.some(({ type, name }) => type === command.type && name === command.name);
  const doubled = (await listed(rest, scope)).filter(ours);
  for (const { id } of doubled) await rest.delete(`${routeOf(scope)}/${String(id)}`);
  return doubled.length;
}

/** Only with this parameter does the answer hold what was registered in other languages. */
async function listed(rest: REST, scope: Scope): Promise<readonly Existing[]> {
  return records(await rest.get(routeOf(scope), { query: new URLSearchParams({ with_localizations: 'true' }) }));
}

function routeOf({ applicationId, guildId }: Scope) {
  return guildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);
}

/** A command of one server is there and nowhere else, so Discord takes no word about where. */
function withoutWhere<T extends object>(body: T): Omit<T, 'contexts' | 'integration_types'> {
  const {
    contexts: _,
    integration_types: __,
    ...rest
  } = body as T & { contexts?: unknown; integration_types?: unknown };
  return rest;
}

function idsOf(commands: readonly Existing[]): CommandIds {
  const chat = commands.filter(({ type }) => type === ApplicationCommandType.ChatInput);
  return new Map(chat.map(({ name, id }) => [String(name), String(id)]));
}

/** Whether what Discord has is what we want, leaving out what Discord adds itself (ids, versions, defaults). */
export function sameCommands(wanted: readonly object[], existing: readonly object[]): boolean {
  return fingerprint(wanted) === fingerprint(existing);
}

/** Fields we ever send; anything else in Discord's answer is Discord's own. */
const FIELDS = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'default_member_permissions',
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
  if (!isRecord(value)) return value;
  return FIELDS.flatMap((name) => {
    const content = value[name];
    return isDefault(content) ? [] : [[name, name.endsWith('_localizations') ? sorted(content) : essence(content)]];
  });
}

function isDefault(content: unknown): boolean {
  if (content === undefined || content === null || content === false || content === '') return true;
  return typeof content === 'object' && Object.keys(content).length === 0;
}

function sorted(localizations: unknown): unknown {
  return isRecord(localizations) ? Object.entries(localizations).sort(([a], [b]) => (a < b ? -1 : 1)) : localizations;
}

/** A command as Discord gives it. */
type Existing = Readonly<Record<string, unknown>>;

function records(answer: unknown): readonly Existing[] {
  return Array.isArray(answer) ? answer.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Existing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
