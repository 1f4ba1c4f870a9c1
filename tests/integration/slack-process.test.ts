/** The whole process with Slack in several workspaces, as its configuration puts it together. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { type Running, StartError, startRefcount } from '../../src/main.ts';
import { collectingLog } from '../fakes/slack/rig.ts';
import { type SlackServer, startSlackServer } from '../fakes/slack/server.ts';
import { CLIENT } from '../fakes/slack/teams.ts';
import { KEYS, tenant } from './slack-office.ts';

const BANK = new URL('../../examples/sqlite-bank', import.meta.url).pathname;

let server: SlackServer;
let folder = '';
let running: Running | undefined;

beforeEach(async () => {
  server = await startSlackServer();
  folder = await mkdtemp(join(tmpdir(), 'refcount-process-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await server.close();
  await rm(folder, { recursive: true });
});

function configOf(keys: string): Config {
  const read = readConfig(
    {
      SLACK_CLIENT_ID: CLIENT.id,
      SLACK_CLIENT_SECRET: CLIENT.secret,
      SLACK_SIGNING_SECRET: server.signingSecret,
      SLACK_API_URL: server.apiUrl,
      PUBLIC_URL: 'https://quiz.example.org',
      REFCOUNT_SECRET_KEY: keys,
      DATA_DIR: folder,
      PORT: '0',
    },
    BANK,
  );
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}
const start = async (keys: string) => {
  running = await startRefcount(configOf(keys), collectingLog([]));
  return running;
};

test('an admin installs the app, a key is changed, a forgery is counted', async () => {
  const { address, summary } = await start(KEYS.first);
  expect(summary.join('\n')).toContain('installed by https://quiz.example.org/slack/install');
  const begin = await fetch(`${address}/slack/install`);
  const cookie = begin.headers.get('set-cookie')?.split(';')[0] ?? '';
  const link = new URL(/<a href="([^"]+)"/.exec(await begin.text())?.[1]?.replaceAll('&amp;', '&') ?? '');
  expect(link.searchParams.get('redirect_uri')).toBe('https://quiz.example.org/slack/oauth_redirect');
  const code = server.tenants.allow(tenant({ teamId: 'T1' }));
  const back = `${address}/slack/oauth_redirect?code=${code}&state=${link.searchParams.get('state')}`;
  expect((await fetch(back, { headers: { cookie } })).status).toBe(200);

  const forged = await fetch(`${address}/slack/events`, { method: 'POST', body: '{}' });
  expect(forged.status).toBe(401);
  expect(await (await fetch(`${address}/metrics`)).text()).toContain(
    'refcount_slack_requests_refused_total{reason="headers"} 1',
  );

  await running?.stop();
  await expect(start(KEYS.second)).rejects.toThrow(StartError);
  for (const keys of [`${KEYS.second},${KEYS.first}`, KEYS.second]) await (await start(keys)).stop();
});
