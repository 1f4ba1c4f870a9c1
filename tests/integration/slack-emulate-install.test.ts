/**
 * The independent peer of slack-emulate.test.ts again, for what it does better than our own server: Slack's OAuth from the
 * page to the token, events that it signs itself, and home tabs.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSlackBot, type SlackBot } from '../../src/bots/slack/index.ts';
import type { InstallationRow } from '../../src/bots/slack/installations.ts';
import { fixedSystemClock } from '../../src/clock.ts';
import { signedHeaders } from '../fakes/slack/deliveries.ts';
import { type Json, list, record, string } from '../fakes/slack/json.ts';
import { collectingLog, type LogLine, message, scriptedDesk } from '../fakes/slack/rig.ts';

const SECRET = 'emulated-secret';
const CLIENT = { client_id: '12.34', client_secret: 'emulated-client-secret' };

/** A member who may do everything, to look at what came of ours and to do what people do. */
const ADMIN = 'xoxp-emulated-admin';

/** What the emulator does not offer by a door of its own: where it sends events, and what it has stored. */
interface Inside {
  webhooks: { register(subscription: Json): void };
  store: unknown;
}

let emulator: Emulator;
let inside: Inside | undefined;
let views: () => readonly unknown[];
let slack = '';
let ours = '';
let bot: SlackBot;
let front: http.Server;
const rows = new Map<string, InstallationRow>();
const lines: LogLine[] = [];
const desk = scriptedDesk();

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Its events have no setting, so its Slack plugin is found in the package and watched while it is set up. */
async function watchPlugin(): Promise<void> {
  const dist = new URL('../../node_modules/emulate/dist/', import.meta.url);
  const names = (await readdir(dist)).filter((name) => name.startsWith('dist-') && name.endsWith('.js'));
  for (const name of names) {
    const file = new URL(name, dist);
    if (!(await readFile(file, 'utf8')).includes('  slackPlugin\n')) continue;
    const { slackPlugin, getSlackStore } = await import(file.href);
    const register = slackPlugin.register.bind(slackPlugin);
    slackPlugin.register = (app: unknown, store: unknown, webhooks: Inside['webhooks'], ...rest: unknown[]) => {
      inside = { webhooks, store };
      return register(app, store, webhooks, ...rest);
    };
    views = () => getSlackStore(inside?.store).views.all();
    return;
  }
  throw new Error('emulate has no Slack plugin any more');
}

beforeAll(async () => {
  await watchPlugin();
  slack = `http://127.0.0.1:${await freePort()}`;
  front = http.createServer((request, response) => bot.http?.listener(request, response)).listen(0, '127.0.0.1');
  await once(front, 'listening');
  ours = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  emulator = await createEmulator({
    service: 'slack',
    port: Number(new URL(slack).port),
    baseUrl: slack,
    seed: {
      slack: {
        team: { name: 'Prep Room', domain: 'prep-room' },
        users: [{ name: 'ada' }, { name: 'lead', is_admin: true }],
        channels: [{ name: 'quiz' }],
        oauth_apps: [
          { ...CLIENT, name: 'Refcount', redirect_uris: [`${ours}/slack/oauth_redirect`], bot_name: 'refcount' },
        ],
        tokens: [
          {
            token: ADMIN,
            type: 'user',
            user: 'lead',
            scopes: ['channels:read', 'channels:write', 'channels:history', 'users:read'],
          },
        ],
        strict_scopes: true,
        signing_secret: SECRET,
      },
    },
  });
  inside?.webhooks.register({ url: `${ours}/slack/events`, events: ['*'], active: true, owner: 'slack' });
  bot = createSlackBot({
    oauth: {
      clientId: CLIENT.client_id,
      clientSecret: CLIENT.client_secret,
      publicUrl: ours,
      secretKeys: [randomBytes(32).toString('base64')],
      rows: {
        all: async () => [...rows.values()],
        save: async (row) => void rows.set(row.id, row),
        remove: async (id) => void rows.delete(id),
      },
      random: randomBytes,
    },
    signingSecret: SECRET,
    apiUrl: `${slack}/api/`,
    clock: fixedSystemClock,
    log: collectingLog(lines),
    pacer: { monotonic: () => performance.now(), wait: async () => undefined },
  });
  await bot.start(desk);
});
afterAll(async () => {
  await bot.stop();
  front.closeAllConnections();
  front.close();
  await emulator.close();
});

const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

/** An admin's way: our page, Slack's page, “Allow” as the first of its people, and back. */
async function install(): Promise<{ page: Response; cookie: string; back: string }> {
  const begin = await fetch(`${ours}/slack/install`);
  const cookie = begin.headers.get('set-cookie')?.split(';')[0] ?? '';
  const authorise = new URL(attribute(await begin.text(), /<a href="([^"]+)"/));
  const asked = await fetch(authorise);
  const hidden = [...(await asked.text()).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  // One form per person; the first is as good as any.
  const form = new URLSearchParams();
  for (const [, name = '', value = ''] of hidden) if (!form.has(name)) form.set(name, value.replaceAll('&amp;', '&'));
  const allowed = await fetch(`${slack}/oauth/v2/authorize/callback`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const back = allowed.headers.get('location') ?? '';
  return { page: await fetch(back, { headers: { cookie } }), cookie, back };
}

let team = '';

it('is installed by Slack’s own steps, and its token is sealed', async () => {
  const { page, cookie, back } = await install();
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('It now works in Prep Room.')]);
  const [row] = rows.values();
  team = row?.id ?? '';
  expect(team).toMatch(/^T/);
  expect(Buffer.from(row?.sealed ?? '', 'base64').toString('latin1')).not.toContain('xoxb');
  expect(desk.happenings).toEqual([{ kind: 'back', workspace: { platform: 'slack', externalId: team } }]);
  expect((await fetch(back, { headers: { cookie } })).status).toBe(400);
});

it('speaks with that token, with the scopes it asked for', async () => {
  const before = lines.length;
  const channels = await api('conversations.list');
  const channelId = string(record(list(channels.channels).find((each) => record(each).name === 'quiz')).id);
  const target = { workspaceId: team, channelId };
  const ref = await bot.platform.post(target, message('What is a frame?'), 'q-1');
  expect(await bot.platform.find(target, message('x'), 'q-1', new Date())).toEqual(ref);
  await bot.platform.discuss(target, ref, message('Talk about it here'), 'd-1');
  await bot.platform.discuss(target, ref, message('Talk about it here'), 'd-1');
  const thread = await api('conversations.replies', { channel: channelId, ts: ref.messageId });
  expect(list(thread.messages).map((each) => record(each).text)).toEqual(['What is a frame?', 'Talk about it here']);
  expect(lines.slice(before).filter(({ level }) => level !== 'info')).toEqual([]);
});

it('takes an event that Slack signed, on behalf of that workspace', async () => {
  const before = desk.happenings.length;
  const created = await api('conversations.create', { name: 'more-quiz' });
  const channelId = string(record(created.channel).id);
  const bots = list((await api('users.list')).members)
    .map(record)
    .filter((each) => each.is_bot === true);
  const invited = await api('conversations.invite', { channel: channelId, users: bots.map(({ id }) => id).join(',') });
  expect(invited).toMatchObject({ ok: true });
  await expect
    .poll(() => desk.happenings.slice(before))
    .toEqual([{ kind: 'back', workspace: { platform: 'slack', externalId: team }, channelId }]);
});

it('publishes a member’s home there', async () => {
  const ada = string(record(list((await api('users.list')).members).find((each) => record(each).name === 'ada')).id);
  const event = JSON.stringify({
    type: 'event_callback',
    team_id: team,
    event: { type: 'app_home_opened', user: ada, tab: 'home', channel: 'D1', event_ts: '1.2' },
    event_id: 'Ev1',
    event_time: Math.floor(Date.now() / 1000),
  });
  const headers = signedHeaders(SECRET, event, Math.floor(Date.now() / 1000));
  await fetch(`${ours}/slack/events`, {
    method: 'POST',
    body: event,
    headers: { 'content-type': 'application/json', ...headers },
  });
  await expect
    .poll(() => views().map((each) => record(each)))
    .toContainEqual(expect.objectContaining({ type: 'home', user_id: ada, team_id: team }));
});

/** The Web API as someone who may do everything, with the emulator's own token. */
async function api(method: string, args: Record<string, string> = {}): Promise<Json> {
  const response = await fetch(`${slack}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN}` },
    body: new URLSearchParams(args),
  });
  return record(await response.json());
}
