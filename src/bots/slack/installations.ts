/**
 * Where the app is installed, when it may be installed in several workspaces: sealed in the database, opened once at the
 * start and held in memory. Bolt's InstallProvider stores here what Slack gave for an installation.
 */
import type { Installation as BoltInstallation, InstallationQuery, InstallationStore } from '@slack/oauth';
import { z } from 'zod';
import type { Clock, Log } from '../../core/ports.ts';
import { SealError, type Sealer } from './seal.ts';

/** What the database keeps of an installation; `sealed` is for this file only. */
export interface InstallationRow {
  /** `T…` for a workspace, `E…` for a whole organisation. */
  readonly id: string;
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  readonly sealed: string;
  readonly at: Date;
}

export interface InstallationRows {
  all(): Promise<readonly InstallationRow[]>;
  save(row: InstallationRow): Promise<void>;
  remove(id: string): Promise<void>;
}

/** An installation as the bot uses it. */
export interface Installed {
  readonly id: string;
  /** Undefined for a whole organisation. */
  readonly teamId: string | undefined;
  readonly name: string;
  readonly enterpriseId: string | undefined;
  readonly token: string;
  readonly botId: string | undefined;
  readonly botUserId: string | undefined;
  readonly scopes: readonly string[];
  readonly at: Date;
}

export interface Installations extends InstallationStore {
  /** Opens all rows, and seals with the first key what was sealed with an older one. Rejects, naming the setting and having changed nothing, when one does not open. */
  load(): Promise<void>;
  all(): readonly Installed[];
  remove(id: string): Promise<void>;
  /** No longer used by this process; the next start finds it again. */
  setAside(id: string): void;
}

const named = z.object({ id: z.string(), name: z.string().optional() });
/** Of what Bolt gives, the part that is used. */
const kept = z.looseObject({
  team: named.nullish(),
  enterprise: named.nullish(),
  isEnterpriseInstall: z.boolean().nullish(),
  bot: z.object({
    token: z.string(),
    id: z.string().nullish(),
    userId: z.string().nullish(),
    scopes: z.array(z.string()),
    refreshToken: z.string().nullish(),
  }),
});

export function createInstallations(deps: {
  readonly rows: InstallationRows;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of an installation that is new or was made again. */
  readonly onInstalled: (installed: Installed) => Promise<void>;
}): Installations {
  const { rows, sealer, clock, log } = deps;
  const installed = new Map<string, { readonly as: Installed; readonly whole: BoltInstallation }>();

  /** Whether it was sealed under an older key than the first. */
  function read(row: InstallationRow): boolean {
    const { text, stale } = sealer.open(row.id, row.sealed);
    const whole: BoltInstallation = JSON.parse(text);
    installed.set(row.id, { as: describe(whole, row.at), whole });
    return stale;
  }

  async function write(whole: BoltInstallation, as: Installed): Promise<void> {
    const { id, teamId, enterpriseId, at } = as;
    await rows.save({ id, teamId, enterpriseId, at, sealed: sealer.seal(id, JSON.stringify(whole)) });
    installed.set(id, { as, whole });
  }

  return {
    async load() {
      installed.clear();
      const problems: string[] = [];
      const stale: string[] = [];
      for (const row of await rows.all()) {
        try {
          if (read(row)) stale.push(row.id);
        } catch (error) {
          if (!(error instanceof SealError)) throw error;
          problems.push(`${row.id}: ${error.message}`);
        }
      }
      // Before anything is written: a start that fails leaves every row as it was.
      if (problems.length > 0) throw new Error(unopened(problems));
      for (const id of stale) {
        const found = installed.get(id);
        if (!found) continue;
        await write(found.whole, found.as);
        log.info({ platform: 'slack', installation: id }, 'an installation was sealed again under the new key');
      }
    },

    all: () => [...installed.values()].map(({ as }) => as),

    async storeInstallation(whole) {
      const as = describe(whole, clock.now());
      await write(whole, as);
      log.info({ platform: 'slack', installation: as.id }, 'Refcount was installed in Slack');
      await deps.onInstalled(as);
    },

    async fetchInstallation(query) {
      const found = installed.get(idIn(query));
      if (!found) throw new Error(`no installation ${idIn(query)}`);
      return found.whole;
    },

    deleteInstallation: (query) => forget(idIn(query)),
    remove: (id) => forget(id),
    setAside: (id) => void installed.delete(id),
  };

  async function forget(id: string): Promise<void> {
    installed.delete(id);
    await rows.remove(id);
  }
}

const idIn = (query: InstallationQuery<boolean>): string =>
  (query.isEnterpriseInstall ? query.enterpriseId : query.teamId) ?? '';

/** Throws when Slack gave no bot token, since the app was not asked for a bot then, or one that soon ends. */
function describe(whole: unknown, at: Date): Installed {
  const { team, enterprise, isEnterpriseInstall, bot } = kept.parse(whole);
  const place = isEnterpriseInstall ? enterprise : team;
  if (!place) throw new Error('Slack named neither a workspace nor an organisation for the installation');
  if (bot.refreshToken) throw new Error(ROTATED);
  return {
    id: place.id,
    teamId: isEnterpriseInstall ? undefined : place.id,
    name: place.name ?? place.id,
    enterpriseId: enterprise?.id,
    token: bot.token,
    botId: bot.id ?? undefined,
    botUserId: bot.userId ?? undefined,
    scopes: bot.scopes,
    at,
  };
}

const ROTATED =
  'token rotation is switched on for this Slack app, and its token would end after twelve hours: ' +
  'make the app anew from the generated manifest, which has it off (Slack cannot switch it off again)';

function unopened(problems: readonly string[]): string {
  return (
    `The Slack installations in the database do not open with REFCOUNT_SECRET_KEY (${problems.join('; ')}). ` +
    'Add the key they were sealed with, after the new one and separated by a comma; ' +
    'or, when it is lost, remove their rows from the table slack_installation and install the app again.'
  );
}
