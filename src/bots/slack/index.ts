/** The Slack bot: Bolt wired to the desk. */
import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  App,
  type AuthorizeResult,
  type AuthorizeSourceData,
  type BlockAction,
  type ViewSubmitAction,
} from '@slack/bolt';
import type { Bot, Desk } from '../../core/desk.ts';
import type { Clock, Log, Meter } from '../../core/ports.ts';
import { boltLogger, clientOptions } from './client.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { listenToEvents } from './events.ts';
import { INSTALL_PATH, REDIRECT_PATH } from './install.ts';
import { httpLine, type Line, socketLine } from './line.ts';
import type { Pace } from './pace.ts';
import { createPlatform } from './platform.ts';
import { createRoster, type OAuthOptions } from './roster.ts';
import { type Pacer, realPacer } from './spacing.ts';
import type { Place, Team } from './teams.ts';
import { workspaceOfBlock } from './whisper.ts';

const EVENTS_PATH = '/slack/events';
/** Longest wait for what was begun, in milliseconds. */
const STOP_PATIENCE = 5000;

export interface SlackBotOptions {
  /** Bot User OAuth Token, xoxb-…: the bot works in the workspace it belongs to. */
  readonly botToken?: string | undefined;
  /** Used when there is no bot token: the bot works wherever admins install it. */
  readonly oauth?: OAuthOptions | undefined;
  /** App-level token, xapp-…: given, the bot connects by Socket Mode and needs no public address for events. */
  readonly appToken?: string | undefined;
  /** Used when there is no app token: the bot gets requests over HTTP, verified with this secret. */
  readonly signingSecret?: string | undefined;
  /** Another Web API than Slack's, for tests: `http://127.0.0.1:1234/api/`. */
  readonly apiUrl?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter | undefined;
  /** How long things may take, for tests. */
  readonly pace?: Pace | undefined;
  readonly pacer?: Pacer | undefined;
}

export interface SlackBot extends Bot {
  /** To be mounted on the process's own server. Answers 503 while the bot is not started. `path` is that of events. */
  readonly http?:
    | { readonly path: typeof EVENTS_PATH; readonly paths: readonly string[]; readonly listener: RequestListener }
    | undefined;
}

/** Something came from where the app is not installed. */
class UnknownWorkspace extends Error {
  override readonly name = 'UnknownWorkspace';
}

/** Builds the bot without touching the network. Throws when tokens are missing. */
export function createSlackBot(options: SlackBotOptions): SlackBot {
  const { log, meter, pacer } = options;
  const line = createLine(options);
  const running = new Set<Promise<void>>();
  /** Which workspace a payload came from, found when it is let in. */
  const origins = new WeakMap<object, Team>();
  let started: { readonly to: Conversation; readonly desk: Desk } | undefined;

  const roster = createRoster({
    access: accessOf(options),
    apiUrl: options.apiUrl,
    clock: options.clock,
    log,
    meter,
    monotonic: (pacer ?? realPacer).monotonic,
    onHappened: async (happening) => started?.desk.happened(happening),
    onForgotten: (teamId) => started?.to.forgetTeam(teamId),
  });

  /** Runs while the bot is started; whatever is begun here, `stop` waits for. */
  async function tracked(work: (to: Conversation, desk: Desk) => Promise<void>): Promise<void> {
    if (!started) return;
    const begun = work(started.to, started.desk);
    running.add(begun);
    try {
      await begun;
    } finally {
      running.delete(begun);
    }
  }

  /** Bolt's question before each payload: on whose behalf. Its own clients stay without a token, since they are not used. */
  async function authorize(source: AuthorizeSourceData<boolean>, body?: object): Promise<AuthorizeResult> {
    const { teamId, enterpriseId } = source;
    const place: Place = { teamId, enterpriseId, wholeOrganisation: source.isEnterpriseInstall };
    const host = body && hostOf(body);
    // The visitor's organisation is not the host's.
    const inHost = host && host !== teamId ? await roster.teams.of({ teamId: host }) : undefined;
    const team = inHost ?? (await roster.teams.of(place));
    if (team && body) origins.set(body, team);
    if (!team && !roster.hasOrganisation(enterpriseId)) throw new UnknownWorkspace(teamId ?? enterpriseId ?? 'unknown');
    return {
      ...(teamId ? { teamId } : {}),
      ...(enterpriseId ? { enterpriseId } : {}),
      ...(team?.installed.botId ? { botId: team.installed.botId } : {}),
      ...(team?.installed.botUserId ? { botUserId: team.installed.botUserId } : {}),
    };
  }

  const app = new App({
    authorize,
    receiver: line.receiver,
    deferInitialization: true,
    convoStore: false,
    logger: boltLogger(log),
    clientOptions: clientOptions(options.apiUrl),
  });

  /** Runs the work on behalf of the workspace the payload came from. */
  async function from(body: object, work: (to: Conversation, at: Team) => Promise<void>): Promise<void> {
    const at = origins.get(body);
    if (at) await tracked((to) => work(to, at));
  }

  app.command(/^\//, (args) => from(args.body, (to, at) => to.command({ ...args, at })));
  app.action<BlockAction>({ type: 'block_actions', action_id: /^/ }, ({ ack, body, respond }) =>
    from(body, (to, at) => to.press({ ack, body, respond: body.response_url ? respond : undefined, at })),
  );
  app.view<ViewSubmitAction>(/^/, ({ ack, body }) => from(body, (to, at) => to.submit({ ack, body, at })));
  app.shortcut(/^/, ({ ack, body, respond }) =>
    from(body, (to, at) => to.shortcut({ ack, body, respond: 'response_url' in body ? respond : undefined, at })),
  );
  app.error(async (error) => {
    const { original } = error;
    if (original instanceof UnknownWorkspace) {
      const next = roster.installUrl ? `install it there: ${roster.installUrl}` : 'look at what SLACK_BOT_TOKEN is for';
      log.warn(
        { platform: 'slack', workspace: original.message },
        `Refcount is not installed where this came from; ${next}`,
      );
    } else log.error({ platform: 'slack', err: error }, 'handling something from Slack failed');
  });
  listenToEvents({
    app,
    log,
    tracked,
    teamOf: (body) => origins.get(body),
    onRemoved: roster.removed,
    onAccess: roster.accessChanged,
  });

  return {
    platform: createPlatform({
      teams: roster.teams,
      installUrl: roster.installUrl,
      connected: () => started !== undefined && line.connected(),
      // It takes minutes and never rejects; nobody waits for it.
      onShown: (at, what) => void started?.to.refreshHomes(at, what),
      pacer,
    }),
    http: mounted(line.listener, roster.pages, () => started !== undefined),

    async start(desk: Desk) {
      await roster.load();
      await app.init();
      started = { to: createConversation({ desk, log, pace: options.pace }), desk };
      try {
        await line.open();
      } catch (error) {
        started.to.close();
        started = undefined;
        throw error;
      }
    },

    async stop() {
      started?.to.close();
      started = undefined;
      const enough = new AbortController();
      const patience = pause(STOP_PATIENCE, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(running), patience]);
      enough.abort();
      await line.close();
    },
  };
}

function accessOf({ botToken, oauth }: SlackBotOptions) {
  if (botToken) return { botToken };
  if (oauth) return { oauth };
  throw new Error('Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and what belongs to it.');
}

function createLine(options: SlackBotOptions): Line {
  const { appToken, signingSecret, apiUrl, clock, log, meter } = options;
  if (appToken) return socketLine({ appToken, apiUrl, log });
  if (signingSecret) return httpLine({ signingSecret, path: EVENTS_PATH, clock, log, meter });
  throw new Error('Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN.');
}

function mounted(
  events: RequestListener | undefined,
  pages: RequestListener | undefined,
  started: () => boolean,
): SlackBot['http'] {
  const paths = [...(events ? [EVENTS_PATH] : []), ...(pages ? [INSTALL_PATH, REDIRECT_PATH] : [])];
  if (paths.length === 0) return undefined;
  return {
    path: EVENTS_PATH,
    paths,
    listener(request, response) {
      const isEvents = request.url?.split('?')[0] === EVENTS_PATH;
      if (isEvents) return events ? events(request, response) : void response.writeHead(404).end();
      if (!pages || request.method !== 'GET') return void response.writeHead(404).end();
      if (!started()) return void response.writeHead(503, { 'retry-after': '5' }).end();
      pages(request, response);
    },
  };
}

/**
 * In a channel shared between companies Slack names the visitor's workspace for a pressed button. The message it is on is
 * ours, and names the workspace where the app is installed; so does a modal, and the block of a private message. (An
 * organisation's id in its place is no help.)
 */
function hostOf(body: object): string | undefined {
  if (!('type' in body) || body.type !== 'block_actions') return undefined;
  const named =
    ('message' in body ? textIn(body.message, 'team') : undefined) ??
    ('view' in body ? textIn(body.view, 'app_installed_team_id') : undefined) ??
    ('actions' in body && Array.isArray(body.actions)
      ? workspaceOfBlock(textIn(body.actions[0], 'block_id'))
      : undefined);
  return named?.startsWith('T') ? named : undefined;
}

function textIn(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}
