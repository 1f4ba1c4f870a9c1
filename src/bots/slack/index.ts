/** The Slack bot: Bolt wired to the desk. */
import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { App, type BlockAction, type ViewSubmitAction } from '@slack/bolt';
import type { Bot, Desk } from '../../core/desk.ts';
import type { Log } from '../../core/ports.ts';
import { boltLogger, clientOptions, DEFAULT_API_URL } from './client.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { startError } from './errors.ts';
import { httpLine, type Line, socketLine } from './line.ts';
import { BOT_SCOPES } from './manifest.ts';
import { createMembers } from './members.ts';
import { createPlatform } from './platform.ts';

const EVENTS_PATH = '/slack/events';
/** Longest wait for what was begun, in milliseconds. */
const STOP_PATIENCE = 5000;

export interface SlackBotOptions {
  /** Bot User OAuth Token, xoxb-…. */
  readonly botToken: string;
  /** App-level token, xapp-…: given, the bot connects by Socket Mode and needs no public address. */
  readonly appToken?: string | undefined;
  /** Used when there is no app token: the bot gets requests over HTTP, verified with this secret. */
  readonly signingSecret?: string | undefined;
  /** Another Web API than Slack's, for tests: `http://127.0.0.1:1234/api/`. */
  readonly apiUrl?: string | undefined;
  readonly log: Log;
}

export interface SlackBot extends Bot {
  /** HTTP mode only: to be mounted on the process's own server. Answers 503 while the bot is not started. */
  readonly http?: { readonly path: typeof EVENTS_PATH; readonly listener: RequestListener } | undefined;
}

/** Builds the bot without touching the network. Throws when neither an app token nor a signing secret is given. */
export function createSlackBot(options: SlackBotOptions): SlackBot {
  const { log } = options;
  const line = createLine(options);
  const app = new App({
    token: options.botToken,
    receiver: line.receiver,
    deferInitialization: true,
    convoStore: false,
    logger: boltLogger(log),
    clientOptions: clientOptions(options.apiUrl),
  });
  const running = new Set<Promise<void>>();
  const team = { id: '', name: '' };
  const members = createMembers(app.client, () => team.id);
  let conversation: Conversation | undefined;

  /** Runs while the bot is started; whatever is begun here, `stop` waits for. */
  async function tracked(work: (conversation: Conversation) => Promise<void>): Promise<void> {
    if (!conversation) return;
    const begun = work(conversation);
    running.add(begun);
    try {
      await begun;
    } finally {
      running.delete(begun);
    }
  }

  app.command(/^\//, (args) => tracked((to) => to.command(args)));
  app.action<BlockAction>({ type: 'block_actions', action_id: /^/ }, ({ ack, body, respond }) =>
    tracked((to) => to.press({ ack, body, respond: body.response_url ? respond : undefined })),
  );
  app.view<ViewSubmitAction>(/^/, ({ ack, body }) => tracked((to) => to.submit({ ack, body })));
  app.error(async (error) => log.error({ platform: 'slack', err: error }, 'handling something from Slack failed'));

  return {
    platform: createPlatform(app.client, () => conversation !== undefined && line.connected()),
    http: line.listener && { path: EVENTS_PATH, listener: line.listener },

    async start(desk: Desk) {
      try {
        const identity = await app.client.auth.test();
        team.id = identity.team_id ?? '';
        team.name = identity.team ?? team.id;
        warnOfMissingScopes(identity.response_metadata?.scopes, log);
        await app.init();
      } catch (error) {
        throw startError(error, 'SLACK_BOT_TOKEN', options.apiUrl ?? DEFAULT_API_URL);
      }
      const installation = { teamId: team.id, teamName: team.name, members };
      conversation = createConversation({ client: app.client, desk, installation, log });
      try {
        await line.open();
      } catch (error) {
        conversation = undefined;
        throw error;
      }
    },

    async stop() {
      conversation = undefined;
      const enough = new AbortController();
      const patience = pause(STOP_PATIENCE, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(running), patience]);
      enough.abort();
      await line.close();
    },
  };
}

function createLine(options: SlackBotOptions): Line {
  if (options.appToken) return socketLine({ appToken: options.appToken, apiUrl: options.apiUrl, log: options.log });
  if (options.signingSecret) {
    return httpLine({ signingSecret: options.signingSecret, path: EVENTS_PATH, log: options.log });
  }
  throw new Error('Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN.');
}

/** Slack names the scopes a token has with every answer. */
function warnOfMissingScopes(granted: readonly string[] | undefined, log: Log): void {
  if (!granted) return;
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return;
  log.warn(
    { platform: 'slack', missing },
    `the Slack app lacks ${missing.join(', ')}: reinstall it from slack/manifest.yaml`,
  );
}
