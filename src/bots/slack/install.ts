/** Installing the app in further workspaces: Slack's OAuth v2 by Bolt's InstallProvider, with pages of our own. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { InstallProvider } from '@slack/oauth';
import { literal, phrase } from '../../core/language/texts.ts';
import type { Clock, Log } from '../../core/ports.ts';
import { boltLogger, clientOptions, slackOrigin } from './client.ts';
import { type Page, sendPage } from './install-pages.ts';
import { createStateStore, STATE_LIFE } from './install-state.ts';
import type { Installations } from './installations.ts';
import { BOT_SCOPES } from './scopes.ts';
import type { Random, Sealer } from './seal.ts';

export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

const COOKIE = 'refcount-slack-install';
/** The pages are public: whoever calls them in vain makes one line in this time, in milliseconds. */
const QUIET = 60_000;

export interface InstallOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where Slack's admins reach this process: `https://quiz.example.org`. */
  readonly publicUrl: string;
  readonly apiUrl: string | undefined;
  readonly installations: Installations;
  readonly sealer: Sealer;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
}

/** Answers `INSTALL_PATH` and `REDIRECT_PATH`. */
export function createInstaller(options: InstallOptions): RequestListener {
  const { log, clock } = options;
  const asked = { scopes: [...BOT_SCOPES], redirectUri: options.publicUrl + REDIRECT_PATH };
  const states = createStateStore({
    secret: options.sealer.secretFor('slack install state'),
    random: options.random,
    options: asked,
  });
  const provider = new InstallProvider({
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    stateStore: states,
    stateCookieName: COOKIE,
    installationStore: options.installations,
    authorizationUrl: `${slackOrigin(options.apiUrl)}/oauth/v2/authorize`,
    clientOptions: clientOptions(options.apiUrl),
    // What fails is told below, with a level that fits it.
    logger: { ...boltLogger(log), error: () => undefined },
  });

  let warnedAt = Number.NEGATIVE_INFINITY;

  function warnOnceAMinute(fields: Readonly<Record<string, unknown>>): void {
    const now = clock.now().getTime();
    if (now - warnedAt < QUIET) return;
    warnedAt = now;
    log.warn(fields, 'an installation was cancelled, refused or began elsewhere');
  }

  async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const state = await states.generateStateParam(asked, clock.now());
    const href = await provider.generateInstallUrl(asked, true, state);
    const life = STATE_LIFE / 1000;
    response.setHeader('set-cookie', `${COOKIE}=${state}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=${life}`);
    sendPage(response, request.headers['accept-language'], {
      status: 200,
      heading: phrase('slack-platform.install-heading'),
      paragraphs: [phrase('slack-platform.install-about'), phrase('slack-platform.install-minutes')],
      link: { label: phrase('slack-platform.install-add'), href },
    });
  }

  /** InstallProvider checks state and cookie, exchanges the code and stores the installation; then one of these is called. */
  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const language = request.headers['accept-language'];
    await provider.handleCallback(request, response, {
      successAsync: async (installation) => {
        const whole = installation.isEnterpriseInstall === true;
        const name = (whole ? installation.enterprise?.name : installation.team?.name) ?? 'Slack';
        sendPage(response, language, donePage(name, whole));
      },
      failureAsync: async (error) => {
        const said = errorIn(request.url);
        const page = failedPage(error.code, said);
        const fields = { platform: 'slack', code: error.code, reason: error.message, ...(said ? { said } : {}) };
        // Only an exchange that Slack refused needs the operator; anyone may open this address with anything.
        if (page.status >= 500 && !said) log.error(fields, 'Slack did not confirm an installation');
        else warnOnceAMinute(fields);
        sendPage(response, language, page);
      },
    });
  }

  return (request, response) => {
    const path = request.url?.split('?')[0];
    const work = path === INSTALL_PATH ? begin(request, response) : finish(request, response);
    work.catch((error: unknown) => {
      log.error({ platform: 'slack', err: error }, 'a page of the installation failed');
      if (response.headersSent) response.end();
      else sendPage(response, request.headers['accept-language'], failedPage('unknown', undefined));
    });
  };
}

function donePage(name: string, wholeOrganisation: boolean): Page {
  const next = phrase('slack-platform.install-next', {
    invite: literal('/invite @Refcount'),
    setup: literal('/quiz setup'),
  });
  return {
    status: 200,
    heading: phrase('slack-platform.install-done'),
    paragraphs: [
      phrase('slack-platform.install-done-where', { name }),
      ...(wholeOrganisation ? [phrase('slack-platform.install-organisation')] : []),
      next,
    ],
  };
}

/** Codes: ErrorCode of @slack/oauth, and what it passes on when the request itself is malformed. */
const WITHOUT_STATE = [
  'slack_oauth_invalid_state',
  'slack_oauth_missing_state',
  'slack_oauth_missing_code',
  'ERR_INVALID_URL',
];

/** The error that Slack sent the admin back with, as far as it is a word. */
const errorIn = (url = ''): string | undefined => /[?&]error=([\w-]{1,60})(?:&|$)/.exec(url)?.[1];

/** `said`: what Slack sent the admin back with, if anything. */
function failedPage(code: string, said: string | undefined): Page {
  const cancelled = said === 'access_denied';
  const status = cancelled || (!said && WITHOUT_STATE.includes(code)) ? 400 : 502;
  const why = cancelled
    ? phrase('slack-platform.install-cancelled')
    : status === 400
      ? phrase('slack-platform.install-stale')
      : phrase('slack-platform.install-refused');
  return {
    status,
    heading: phrase('slack-platform.install-failed'),
    paragraphs: [why],
    link: { label: phrase('slack-platform.install-again'), href: INSTALL_PATH },
  };
}
