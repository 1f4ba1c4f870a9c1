/** Where the app works: in the one workspace of a token, or wherever admins installed it by its own page. */
import type { RequestListener } from 'node:http';
import { webApi } from '@slack/bolt';
import type { Happening } from '../../core/desk.ts';
import type { Clock, Log, Meter } from '../../core/ports.ts';
import { boltLogger, clientOptions, DEFAULT_API_URL } from './client.ts';
import { startError } from './errors.ts';
import { createInstaller, INSTALL_PATH } from './install.ts';
import { createInstallations, type InstallationRows, type Installed } from './installations.ts';
import { missingScopes } from './scopes.ts';
import { createSealer, type Random } from './seal.ts';
import { createTeams, type Place, type Teams } from './teams.ts';

/** Installing in several workspaces. */
export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where Slack's admins reach this process, without a slash at the end: `https://quiz.example.org`. */
  readonly publicUrl: string;
  /** Base64 of 32 bytes each; the first seals, all open. */
  readonly secretKeys: readonly string[];
  readonly rows: InstallationRows;
  readonly random: Random;
}

export interface RosterOptions {
  readonly access: { readonly botToken: string } | { readonly oauth: OAuthOptions };
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter | undefined;
  readonly monotonic: () => number;
  readonly onHappened: (happening: Happening) => Promise<void>;
  /** The app was removed from this workspace. */
  readonly onForgotten: (teamId: string) => void;
}

export interface Roster {
  readonly teams: Teams;
  readonly installUrl: string | undefined;
  /** The pages by which the app is installed. */
  readonly pages: RequestListener | undefined;
  /** Reads where the app is installed; rejects with what to correct. */
  load(): Promise<void>;
  /** Whether the app is installed in the organisation as a whole. */
  hasOrganisation(enterpriseId: string | undefined): boolean;
  removed(place: Place, at: Date): Promise<void>;
  accessChanged(place: Place, teamIds: readonly string[], granted: boolean): Promise<void>;
}

export function createRoster(options: RosterOptions): Roster {
  return 'oauth' in options.access
    ? severalWorkspaces(options, options.access.oauth)
    : oneWorkspace(options, options.access.botToken);
}

function oneWorkspace(options: RosterOptions, token: string): Roster {
  const { apiUrl, clock, log } = options;
  let installed: readonly Installed[] = [];
  const teams = createTeams({
    ...options,
    installed: () => installed,
    onlyOne: true,
    onTrouble: () => undefined,
  });
  const client = new webApi.WebClient(token, { ...clientOptions(apiUrl), logger: boltLogger(log) });

  return {
    teams,
    installUrl: undefined,
    pages: undefined,
    hasOrganisation: () => installed.some((each) => each.teamId === undefined),

    async load() {
      try {
        const identity = await client.auth.test();
        warnOfMissingScopes(identity.response_metadata?.scopes, log);
        const whole = identity.is_enterprise_install === true;
        const id = (whole ? identity.enterprise_id : identity.team_id) ?? '';
        installed = [
          {
            id,
            teamId: whole ? undefined : id,
            name: identity.team ?? id,
            enterpriseId: identity.enterprise_id,
            token,
            botId: identity.bot_id,
            botUserId: identity.user_id,
            scopes: identity.response_metadata?.scopes ?? [],
            at: clock.now(),
          },
        ];
      } catch (error) {
        throw startError(error, 'SLACK_BOT_TOKEN', apiUrl ?? DEFAULT_API_URL);
      }
    },

    async removed(_place, at) {
      const [one] = installed;
      // Slack may tell late what was mended before the bot was started.
      if (!one || at < toSecond(one.at)) return;
      log.error(
        { platform: 'slack', installation: one.id },
        'Refcount was removed from Slack; install the app again, set SLACK_BOT_TOKEN to its new token and restart',
      );
      await tellGone(options, await teams.known(one, false));
    },

    accessChanged: (_place, teamIds, granted) => tellAccess(options, teamIds, granted),
  };
}

function severalWorkspaces(options: RosterOptions, oauth: OAuthOptions): Roster {
  const { log, clock, apiUrl } = options;
  const { clientId, clientSecret, publicUrl, rows, random } = oauth;
  const installUrl = publicUrl + INSTALL_PATH;
  const sealer = createSealer(oauth.secretKeys, random);

  const installations = createInstallations({
    rows,
    sealer,
    clock,
    log,
    async onInstalled(installed) {
      warnOfMissingScopes(installed.scopes, log);
      teams.drop(installed.id);
      for (const externalId of await teams.known(installed, true)) {
        await options.onHappened({ kind: 'back', workspace: { platform: 'slack', externalId } });
      }
    },
  });
  const teams = createTeams({
    ...options,
    installed: installations.all,
    onlyOne: false,
    onTrouble(installed, trouble) {
      lose(installed, trouble).catch((error: unknown) => {
        log.error({ platform: 'slack', installation: installed.id, err: error }, 'a lost installation was not removed');
      });
    },
  });

  /** `refused` may also be a wrong SLACK_API_URL, so the row is kept for the next start. */
  async function lose(installed: Installed, why: 'removed' | 'revoked' | 'refused'): Promise<void> {
    if (!installations.all().includes(installed)) return;
    log.warn(
      { platform: 'slack', installation: installed.id, why },
      `Refcount works no longer in this part of Slack; to have it back, install it again: ${installUrl}`,
    );
    // Before anything is waited for: an installation made meanwhile has the same id.
    if (why === 'refused') installations.setAside(installed.id);
    else await installations.remove(installed.id);
    const gone = await teams.known(installed, false);
    teams.drop(installed.id);
    await tellGone(options, gone);
  }

  const byPlace = ({ teamId, enterpriseId, wholeOrganisation }: Place) => {
    const id = wholeOrganisation ? enterpriseId : teamId;
    return installations.all().find((each) => each.id === id);
  };

  return {
    teams,
    installUrl,
    pages: createInstaller({ clientId, clientSecret, publicUrl, apiUrl, installations, sealer, random, clock, log }),
    load: installations.load,
    hasOrganisation: (enterpriseId) => installations.all().some((each) => !each.teamId && each.id === enterpriseId),

    async removed(place, at) {
      const installed = byPlace(place);
      // Slack may tell late of a removal that a new installation has mended.
      if (installed && at >= toSecond(installed.at)) await lose(installed, 'removed');
    },

    async accessChanged(place, teamIds, granted) {
      const installed = byPlace(place);
      if (!installed) return;
      teams.drop(installed.id);
      await tellAccess(options, teamIds, granted);
    },
  };
}

/** Slack's events are stamped in whole seconds. */
const toSecond = (at: Date) => new Date(Math.floor(at.getTime() / 1000) * 1000);

async function tellAccess(options: RosterOptions, teamIds: readonly string[], granted: boolean): Promise<void> {
  if (!granted) return tellGone(options, teamIds);
  for (const externalId of teamIds)
    await options.onHappened({ kind: 'back', workspace: { platform: 'slack', externalId } });
}

async function tellGone(options: RosterOptions, teamIds: readonly string[]): Promise<void> {
  for (const externalId of teamIds) {
    options.onForgotten(externalId);
    await options.onHappened({ kind: 'gone', why: 'removed', workspace: { platform: 'slack', externalId } });
  }
}

function warnOfMissingScopes(granted: readonly string[] | undefined, log: Log): void {
  const missing = missingScopes(granted);
  if (missing.length === 0) return;
  log.warn(
    { platform: 'slack', missing },
    `the Slack app lacks ${missing.join(', ')}: reinstall it from slack/manifest.yaml`,
  );
}
