/** The workspaces the app is installed in, each with the client that speaks there. */
import type { Log, Meter } from '../../core/ports.ts';
import { boltLogger, clientOptions, WatchedClient } from './client.ts';
import { tokenTrouble, toPlatformError } from './errors.ts';
import type { Installed } from './installations.ts';
import { createMembers } from './members.ts';
import { within } from './pace.ts';
import type { Installation } from './receive.ts';

/** How long the list of an organisation's workspaces is believed, in milliseconds; a failed try is not repeated sooner either. */
const BELIEVED = 60_000;

/** How long a workspace's name is waited for, in milliseconds; its id does otherwise. */
const NAME_PATIENCE = 500;

/** A workspace, and which installation it belongs to. */
export interface Team extends Installation {
  readonly installed: Installed;
}

/** How Slack names a place. In an organisation where the app is installed as a whole, `wholeOrganisation` is true. */
export interface Place {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly wholeOrganisation?: boolean;
}

export interface Teams {
  /** Undefined when the app is not installed there. Without a team id: the only workspace, if there is just one. */
  of(place: Place): Promise<Team | undefined>;
  /** The workspaces of an installation by id: those met so far, and with `ask` all that Slack lists. */
  known(installed: Installed, ask: boolean): Promise<readonly string[]>;
  /** Drops the clients of an installation, and of a workspace of it when one is named. */
  drop(id: string, teamId?: string): void;
}

export interface TeamsOptions {
  /** All there are, at this moment. */
  readonly installed: () => readonly Installed[];
  /** Whether the token is the only one, and so meant for whatever comes: then other workspaces' names mean visitors. */
  readonly onlyOne: boolean;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly meter: Meter | undefined;
  readonly monotonic: () => number;
  /** Told when Slack no longer accepts an installation's token. */
  readonly onTrouble: (installed: Installed, trouble: 'revoked' | 'refused') => void;
}

export function createTeams(options: TeamsOptions): Teams {
  const { log, monotonic } = options;
  const made = new Map<string, Team>();
  const lists = new Map<string, { readonly at: number; readonly names: Promise<ReadonlyMap<string, string>> }>();

  function clientFor(installed: Installed, teamId?: string): WatchedClient {
    const team = installed.teamId === undefined && teamId ? { teamId } : {};
    const settings = { ...clientOptions(options.apiUrl), logger: boltLogger(log), ...team };
    return new WatchedClient(installed.token, settings, (error) => {
      const { permanent, retryAfterMs } = toPlatformError(error, 'connecting');
      const lasting = permanent ? 'permanent' : 'temporary';
      options.meter?.platformError('slack', retryAfterMs === undefined ? lasting : 'rate-limited');
      const trouble = tokenTrouble(error);
      if (trouble) options.onTrouble(installed, trouble);
    });
  }

  function teamOf(installed: Installed, teamId: string, teamName: string): Team {
    const key = `${installed.id} ${teamId}`;
    const before = made.get(key);
    if (before?.installed === installed && before.teamName === teamName) return before;
    const client = before?.installed === installed ? before.client : clientFor(installed, teamId);
    const wholeOrganisation = installed.teamId === undefined;
    const home = { teamId, enterpriseId: installed.enterpriseId, wholeOrganisation };
    const team: Team = {
      teamId,
      teamName,
      ...(installed.enterpriseId ? { enterpriseId: installed.enterpriseId } : {}),
      client,
      members: createMembers(client, home, monotonic),
      installed,
    };
    made.set(key, team);
    return team;
  }

  /** Names of an organisation's workspaces, by id; empty when Slack does not say. */
  function namesIn(organisation: Installed): Promise<ReadonlyMap<string, string>> {
    const before = lists.get(organisation.id);
    if (before && monotonic() - before.at < BELIEVED) return before.names;
    const names = listOf(organisation);
    lists.set(organisation.id, { at: monotonic(), names });
    return names;
  }

  async function listOf(organisation: Installed): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    const client = clientFor(organisation);
    try {
      let cursor: string | undefined;
      do {
        const page = await client.auth.teams.list({ limit: 100, ...(cursor ? { cursor } : {}) });
        for (const { id, name } of page.teams ?? []) if (id) names.set(id, name ?? id);
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
    } catch (error) {
      log.warn(
        { platform: 'slack', installation: organisation.id, err: error },
        'Slack did not list the workspaces of an organisation; it is asked again in a minute',
      );
    }
    return names;
  }

  /** A name is not worth being late for: whatever Slack sent has to be acknowledged within three seconds. */
  async function inOrganisation(organisation: Installed, teamId: string): Promise<Team> {
    const names = await within(namesIn(organisation), NAME_PATIENCE);
    return teamOf(organisation, teamId, names?.get(teamId) ?? teamId);
  }

  /** Of which organisation a workspace is, where only the workspace is named. */
  async function organisationOf(teamId: string): Promise<Installed | undefined> {
    for (const each of options.installed()) {
      if (each.teamId === undefined && (await namesIn(each)).has(teamId)) return each;
    }
    return undefined;
  }

  return {
    async of({ teamId, enterpriseId, wholeOrganisation }) {
      const all = options.installed();
      const byId = (id: string | undefined) => all.find((each) => each.id === id);
      const [first, second] = all;
      const elsewhere = Boolean(enterpriseId) && enterpriseId !== first?.enterpriseId;
      if (first && !second && (options.onlyOne || (!teamId && !elsewhere))) {
        if (first.teamId) return teamOf(first, first.teamId, first.name);
        return teamId ? inOrganisation(first, teamId) : undefined;
      }
      if (!teamId) return undefined;
      const organisation = byId(enterpriseId);
      if (wholeOrganisation && organisation) return inOrganisation(organisation, teamId);
      const workspace = byId(teamId);
      if (workspace) return teamOf(workspace, teamId, workspace.name);
      const found = organisation ?? (await organisationOf(teamId));
      return found && inOrganisation(found, teamId);
    },

    async known(installed, ask) {
      if (installed.teamId) return [installed.teamId];
      const names = ask ? namesIn(installed) : lists.get(installed.id)?.names;
      const listed = [...((await names)?.keys() ?? [])];
      const met = [...made.values()].filter((team) => team.installed.id === installed.id).map((team) => team.teamId);
      return [...new Set([...listed, ...met])];
    },

    drop(id, teamId) {
      lists.delete(id);
      for (const [key, team] of made) {
        if (team.installed.id === id && (!teamId || team.teamId === teamId)) made.delete(key);
      }
    },
  };
}
