/** The commands registered on the test server: for all servers, and for single ones. */
import { Refusal } from './channels.ts';
import { commandFaults } from './command-rules.ts';
import { APPLICATION, type Json, objects, snowflake } from './ids.ts';

const GLOBAL = 'global';

export class Registry {
  readonly #commands = new Map<string, readonly Json[]>();
  readonly #check: (faults: readonly string[]) => void;

  constructor(check: (faults: readonly string[]) => void) {
    this.#check = check;
  }

  /** What the app offers in a server: its own commands, then those for all. */
  offered(guildId: string): readonly Json[] {
    return [...this.registered(guildId), ...this.registered()];
  }

  registered(guildId = GLOBAL): readonly Json[] {
    return this.#commands.get(guildId) ?? [];
  }

  /** `GET …/commands`: what was registered in other languages only when it is asked for. */
  list(query: URLSearchParams, guildId?: string): readonly Json[] {
    const whole = query.get('with_localizations') === 'true';
    return whole ? this.registered(guildId) : this.registered(guildId).map(withoutLocalizations);
  }

  /** `PUT …/commands`: a command keeps its id while its type and name stay. */
  replace(body: unknown, guildId?: string): readonly Json[] {
    this.#check(commandFaults(body));
    const before = this.registered(guildId);
    const commands = objects(body).map((command) => ({
      id: before.find(({ type, name }) => type === command.type && name === command.name)?.id ?? snowflake(),
      application_id: APPLICATION,
      version: snowflake(),
      default_member_permissions: null,
      nsfw: false,
      name_localizations: null,
      description_localizations: null,
      description: '',
      ...withoutDefaults(command),
      // In a server, where is no question; Discord answers all the same.
      ...(guildId === undefined
        ? { dm_permission: false }
        : { guild_id: guildId, contexts: null, integration_types: [0] }),
    }));
    this.#commands.set(guildId ?? GLOBAL, commands);
    return commands;
  }

  /** `DELETE …/commands/:id` */
  remove(id: string, guildId?: string): void {
    const before = this.registered(guildId);
    if (!before.some((command) => command.id === id)) throw new Refusal(404, 10063, 'Unknown application command');
    this.#commands.set(
      guildId ?? GLOBAL,
      before.filter((command) => command.id !== id),
    );
  }
}

/** Discord leaves out of its answer what a command's options say by default. */
function withoutDefaults(item: Json): Json {
  const entries = Object.entries(item).filter(([, value]) => value !== false);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'options' ? objects(value).map(withoutDefaults) : value]),
  );
}

function withoutLocalizations(item: Json): Json {
  const kept = Object.entries(item).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'options' || key === 'choices' ? objects(value).map(withoutLocalizations) : value,
    ]),
  );
}
