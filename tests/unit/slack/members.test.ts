import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientOptions } from '../../../src/bots/slack/client.ts';
import { createMembers, type Members } from '../../../src/bots/slack/members.ts';
import { type SlackServer, startSlackServer } from '../../fakes/slack/server.ts';
import { TEAM, USERS } from '../../fakes/slack/workspace.ts';

let server: SlackServer;
let members: Members;
let now = 0;

beforeEach(async () => {
  server = await startSlackServer();
  now = 0;
  const client = new webApi.WebClient(server.botToken, clientOptions(server.apiUrl));
  members = createMembers(
    client,
    () => TEAM.id,
    () => now,
  );
});
afterEach(() => server.close());

const asked = () => server.calls.filter((call) => call.method === 'users.info').length;
const answer = (user: Readonly<Record<string, unknown>>) => server.fail('users.info', { body: { ok: true, user } });

it('believes an answer for five minutes', async () => {
  expect(await members.isAdmin(USERS.lead.id)).toBe(true);
  expect(await members.nameOf(USERS.lead.id, 'lead')).toBe('Lea');
  now = 5 * 60_000 - 1;
  await members.isAdmin(USERS.lead.id);
  expect(asked()).toBe(1);
  now = 5 * 60_000;
  await members.isAdmin(USERS.lead.id);
  expect(asked()).toBe(2);
});

it('asks once when several want to know at the same time', async () => {
  await Promise.all([
    members.isAdmin(USERS.ada.id),
    members.nameOf(USERS.ada.id, 'ada'),
    members.isAdmin(USERS.ada.id),
  ]);
  expect(asked()).toBe(1);
});

it('takes owners for admins, but nobody from another company and nobody who left', async () => {
  answer({ id: 'U1', team_id: TEAM.id, is_owner: true });
  expect(await members.isAdmin('U1')).toBe(true);
  answer({ id: 'U2', team_id: 'T0ELSEWHERE', is_admin: true, is_owner: true });
  expect(await members.isAdmin('U2')).toBe(false);
  answer({ id: 'U3', team_id: TEAM.id, is_admin: true, deleted: true });
  expect(await members.isAdmin('U3')).toBe(false);
});

it('says what to do when the permission is missing, and asks again later', async () => {
  server.fail('users.info', { body: { ok: false, error: 'missing_scope' } });
  await expect(members.isAdmin(USERS.lead.id)).rejects.toMatchObject({
    permanent: true,
    message: expect.stringContaining('Reinstall'),
  });
  expect(await members.isAdmin(USERS.lead.id)).toBe(true);
});
