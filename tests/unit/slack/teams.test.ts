import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Installed } from '../../../src/bots/slack/installations.ts';
import { createTeams } from '../../../src/bots/slack/teams.ts';
import { collectingLog } from '../../fakes/slack/rig.ts';

let server: http.Server;
let apiUrl = '';
let asked = 0;
let now = 0;
/** What auth.teams.list answers; undefined: nothing, ever. */
let answer: object | undefined;

beforeEach(async () => {
  [asked, now] = [0, 0];
  answer = { ok: true, teams: [{ id: 'T3', name: 'North' }], response_metadata: { next_cursor: '' } };
  server = http.createServer((request, response) => {
    if (request.url === '/api/auth.teams.list') asked++;
    if (answer) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const installed = (over: Partial<Installed>): Installed => ({
  id: 'T1',
  teamId: over.id ?? 'T1',
  name: 'Acme',
  enterpriseId: undefined,
  token: 'xoxb-1',
  botId: 'B1',
  botUserId: 'U1',
  scopes: [],
  at: new Date(0),
  ...over,
});
const organisation = installed({ id: 'E1', teamId: undefined, enterpriseId: 'E1' });
const teams = (all: readonly Installed[], onlyOne = false) =>
  createTeams({
    installed: () => all,
    onlyOne,
    apiUrl,
    log: collectingLog([]),
    meter: undefined,
    monotonic: () => now,
    onTrouble: () => undefined,
  });

it('with one token, everything is its workspace’s; with several, only what is named', async () => {
  const one = teams([installed({})], true);
  for (const teamId of ['T1', 'T9', '', undefined]) expect((await one.of({ teamId }))?.teamId).toBe('T1');
  const two = teams([installed({}), installed({ id: 'T2' })]);
  expect((await two.of({ teamId: 'T2' }))?.teamId).toBe('T2');
  for (const teamId of ['T9', '', undefined]) expect(await two.of({ teamId })).toBeUndefined();
});

it('where the app is installed once so far, no name means there', async () => {
  const first = teams([installed({})]);
  expect((await first.of({}))?.teamId).toBe('T1');
  expect(await first.of({ teamId: 'T9' })).toBeUndefined();
});

it('keeps one client for a workspace, until it is dropped or installed again', async () => {
  let all = [installed({})];
  const list = createTeams({
    installed: () => all,
    onlyOne: false,
    apiUrl,
    log: collectingLog([]),
    meter: undefined,
    monotonic: () => now,
    onTrouble: () => undefined,
  });
  const client = async () => (await list.of({ teamId: 'T1' }))?.client;
  const first = await client();
  expect(await client()).toBe(first);
  list.drop('T2');
  expect(await client()).toBe(first);
  list.drop('T1');
  const second = await client();
  expect(second).not.toBe(first);
  all = [installed({ token: 'xoxb-2' })];
  expect((await client())?.token).toBe('xoxb-2');
});

it('knows an organisation’s workspaces by name, asking once a minute', async () => {
  const list = teams([organisation, installed({})]);
  const north = async () => (await list.of({ teamId: 'T3', enterpriseId: 'E1', wholeOrganisation: true }))?.teamName;
  expect([await north(), await north()]).toEqual(['North', 'North']);
  expect(asked).toBe(1);
  now = 60_000;
  expect(await north()).toBe('North');
  expect(asked).toBe(2);
});

it('asks no sooner again when Slack did not say, and goes on with the id', async () => {
  answer = { ok: false, error: 'internal_error' };
  const list = teams([organisation, installed({})]);
  for (let n = 0; n < 3; n++) {
    const team = await list.of({ teamId: 'T3', enterpriseId: 'E1', wholeOrganisation: true });
    expect(team).toMatchObject({ teamId: 'T3', teamName: 'T3' });
  }
  expect(asked).toBe(1);
});

it('is not held up by a list that does not come', async () => {
  answer = undefined;
  const list = teams([organisation, installed({})]);
  const began = performance.now();
  expect(await list.of({ teamId: 'T3', enterpriseId: 'E1', wholeOrganisation: true })).toMatchObject({
    teamName: 'T3',
  });
  expect(performance.now() - began).toBeLessThan(2500);
});

it('prefers the organisation’s installation where Slack says so, and the workspace’s own elsewhere', async () => {
  const list = teams([organisation, installed({ id: 'T3', token: 'xoxb-own' })]);
  const token = async (wholeOrganisation: boolean) =>
    (await list.of({ teamId: 'T3', enterpriseId: 'E1', wholeOrganisation }))?.client.token;
  expect([await token(true), await token(false)]).toEqual(['xoxb-1', 'xoxb-own']);
});
