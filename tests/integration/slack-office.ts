/** Our Slack bot as it works in several workspaces: a real database, its pages, and an admin's browser. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSlackBot, type SlackBot } from '../../src/bots/slack/index.ts';
import { BOT_SCOPES } from '../../src/bots/slack/scopes.ts';
import { fixedSystemClock } from '../../src/clock.ts';
import type { Clock } from '../../src/core/ports.ts';
import { openSqliteStore, type StoreHandle } from '../../src/store/sqlite.ts';
import { signedHeaders } from '../fakes/slack/deliveries.ts';
import type { Json } from '../fakes/slack/json.ts';
import { collectingLog, type LogLine, type ScriptedDesk, scriptedDesk } from '../fakes/slack/rig.ts';
import { type SlackServer, startSlackServer } from '../fakes/slack/server.ts';
import { CLIENT, type Tenant } from '../fakes/slack/teams.ts';
import { BOT, CHANNELS, USERS } from '../fakes/slack/workspace.ts';

export const KEYS = { first: Buffer.alloc(32, 1).toString('base64'), second: Buffer.alloc(32, 2).toString('base64') };
export const tenant = (over: Partial<Tenant>): Tenant => ({ name: 'Acme', scopes: BOT_SCOPES, ...over });

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

export interface Visit {
  readonly page: Page;
  readonly cookie: string;
  /** Where the page's one link leads. */
  readonly link: URL;
}

/** Where something comes from, as Slack's envelopes say it. */
export interface From {
  readonly teamId?: string | null;
  readonly enterpriseId?: string;
  readonly wholeOrganisation?: boolean;
  readonly at?: Date;
}

export interface OfficeOptions {
  readonly keys?: readonly string[];
  readonly clock?: Clock;
  readonly mode?: 'http' | 'socket';
  readonly clientSecret?: string;
}

export interface Office {
  readonly server: SlackServer;
  readonly store: StoreHandle;
  readonly lines: LogLine[];
  readonly refused: string[];
  readonly desk: ScriptedDesk;
  bot: SlackBot;
  /** Everything the database's files hold. */
  bytes(): Promise<string>;
  /** Another process on the same database. */
  restart(options?: OfficeOptions): Promise<void>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** What the admin's browser does up to Slack's own page. */
  visit(headers?: Readonly<Record<string, string>>): Promise<Visit>;
  /** The whole way: the page of the end. */
  install(tenant: Tenant): Promise<Page>;
  command(text: string, from: From): Promise<number>;
  event(event: Json, from: From): Promise<number>;
  post(payload: Json): Promise<number>;
  close(): Promise<void>;
}

export async function openOffice(first: OfficeOptions = {}): Promise<Office> {
  const server = await startSlackServer();
  const folder = await mkdtemp(join(tmpdir(), 'refcount-office-'));
  const lines: LogLine[] = [];
  const refused: string[] = [];
  const log = collectingLog(lines);
  const store = await openSqliteStore({ file: join(folder, 'refcount.db'), log: collectingLog([]) });
  const desk = scriptedDesk();
  let counter = 0;

  const front = http.createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (office.bot.http?.paths.includes(path)) office.bot.http.listener(request, response);
    else response.writeHead(404).end();
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const base = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;

  const build = ({ keys = [KEYS.first], clock = fixedSystemClock, mode = 'http', clientSecret }: OfficeOptions) =>
    createSlackBot({
      oauth: {
        clientId: CLIENT.id,
        clientSecret: clientSecret ?? CLIENT.secret,
        publicUrl: base,
        secretKeys: keys,
        rows: store.slackInstallations,
        random: randomBytes,
      },
      ...(mode === 'http' ? { signingSecret: server.signingSecret } : { appToken: server.appToken }),
      apiUrl: server.apiUrl,
      clock,
      log,
      meter: { slackRequestRefused: (reason) => void refused.push(reason), platformError: () => undefined },
      pacer: { monotonic: () => performance.now(), wait: async () => undefined },
    });

  async function deliver(contentType: string, body: string): Promise<number> {
    const response = await fetch(`${base}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        ...signedHeaders(server.signingSecret, body, Math.floor(Date.now() / 1000)),
      },
    });
    await response.text();
    return response.status;
  }

  const office: Office = {
    server,
    store,
    lines,
    refused,
    desk,
    bot: build(first),
    async bytes() {
      const files = await Promise.all(
        ['refcount.db', 'refcount.db-wal'].map((name) => readFile(join(folder, name), 'latin1').catch(() => '')),
      );
      return files.join('');
    },
    async restart(options = {}) {
      await office.bot.stop();
      office.bot = build(options);
      await office.bot.start(desk);
    },
    async get(path, headers = {}) {
      const response = await fetch(new URL(path, base), { headers });
      return { status: response.status, html: await response.text(), headers: response.headers };
    },
    async visit(headers = {}) {
      const page = await office.get('/slack/install', headers);
      const href = /<a href="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      return { page, cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '', link: new URL(href, base) };
    },
    async install(to) {
      const { cookie, link } = await office.visit();
      const code = server.tenants.allow(to);
      return office.get(`/slack/oauth_redirect?code=${code}&state=${link.searchParams.get('state')}`, { cookie });
    },
    command: (text, { teamId = 'T1', enterpriseId, wholeOrganisation = false }) =>
      deliver(
        'application/x-www-form-urlencoded',
        new URLSearchParams({
          command: '/quiz',
          text,
          team_id: teamId ?? '',
          team_domain: 'acme',
          ...(enterpriseId ? { enterprise_id: enterpriseId } : {}),
          is_enterprise_install: String(wholeOrganisation),
          channel_id: CHANNELS.quiz,
          user_id: USERS.ada.id,
          user_name: 'ada',
          trigger_id: `trigger-${++counter}`,
          response_url: `${server.apiUrl}response_url`,
        }).toString(),
      ),
    event: (event, { teamId = 'T1', enterpriseId, wholeOrganisation = false, at = new Date() }) => {
      const where = { enterprise_id: enterpriseId ?? null, team_id: teamId, is_enterprise_install: wholeOrganisation };
      return office.post({
        type: 'event_callback',
        team_id: teamId,
        ...(enterpriseId ? { enterprise_id: enterpriseId } : {}),
        api_app_id: 'A0REFCOUNT',
        event,
        event_id: `Ev${++counter}`,
        event_time: Math.floor(at.getTime() / 1000),
        authorizations: [{ ...where, user_id: BOT.userId, is_bot: true }],
      });
    },
    post: (payload) => deliver('application/json', JSON.stringify(payload)),
    async close() {
      await office.bot.stop();
      front.closeAllConnections();
      front.close();
      await store.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
  await office.bot.start(desk);
  return office;
}
