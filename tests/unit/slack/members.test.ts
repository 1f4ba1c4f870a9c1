import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boltLogger, clientOptions } from '../../../src/bots/slack/client.ts';
import { createMembers, type Members } from '../../../src/bots/slack/members.ts';
import { collectingLog } from '../../fakes/slack/rig.ts';
import { type SlackServer, startSlackServer } from '../../fakes/slack/server.ts';
import { TEAM, USERS } from '../../fakes/slack/workspace.ts';

let server: SlackServer;
let members: Members;
let now = 0;
const settings = () => ({ ...clientOptions(server.apiUrl), logger: boltLogger(collectingLog([])) });

beforeEach(async () => {
  server = await startSlackServer();
  now = 0;
  const client = new webApi.WebClient(server.botToken, settings());
  members = createMembers(client, { teamId: TEAM.id, enterpriseId: 'E1' }, () => now);
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

it('takes owners for admins, but nobody from another company or from nowhere, and nobody who left', async () => {
  answer({ id: 'U1', team_id: TEAM.id, is_owner: true });
  expect(await members.isAdmin('U1')).toBe(true);
  answer({ id: 'U2', team_id: 'T0ELSEWHERE', is_admin: true, is_owner: true });
  expect(await members.isAdmin('U2')).toBe(false);
  answer({ id: 'U3', team_id: TEAM.id, is_admin: true, deleted: true });
  expect(await members.isAdmin('U3')).toBe(false);
  answer({ id: 'U4', is_admin: true });
  expect(await members.isAdmin('U4')).toBe(false);
});

it('says what to do when the permission is missing, and asks again later', async () => {
  server.fail('users.info', { body: { ok: false, error: 'missing_scope' } });
  await expect(members.isAdmin(USERS.lead.id)).rejects.toMatchObject({
    permanent: true,
    message: expect.stringContaining('Reinstall'),
  });
  expect(await members.isAdmin(USERS.lead.id)).toBe(true);
});

it('says in which language people use Slack, and says nothing when Slack does not', async () => {
  expect(await members.localeOf(USERS.gerda.id)).toBe('de-DE');
  server.fail('users.info', { drop: true });
  expect(await members.localeOf(USERS.ada.id)).toBeUndefined();
  server.fail('users.info', { body: { ok: false, error: 'user_not_found' } });
  expect(await members.nameOf('U9', 'handle')).toBe('handle');
});

describe('in an organisation', () => {
  const grid = (over: Readonly<Record<string, unknown>> = {}) => ({
    id: 'U1',
    team_id: 'T0ANOTHER',
    is_admin: true,
    enterprise_user: { id: 'U1', enterprise_id: 'E1', teams: ['T0ANOTHER', TEAM.id], is_admin: false, is_owner: false },
    ...over,
  });

  it('an admin whose home is another workspace of it is one here when the token is of this workspace', async () => {
    answer(grid());
    expect(await members.isAdmin('U1')).toBe(true);
    answer(grid({ id: 'U2', enterprise_user: { enterprise_id: 'E1', teams: ['T0ANOTHER'] } }));
    expect(await members.isAdmin('U2')).toBe(false);
    answer(grid({ id: 'U3', enterprise_user: { enterprise_id: 'E9', teams: [TEAM.id] } }));
    expect(await members.isAdmin('U3')).toBe(false);
  });

  it('with a token of the whole organisation, Slack’s word counts for the home workspace and for the organisation only', async () => {
    const client = new webApi.WebClient(server.botToken, settings());
    members = createMembers(client, { teamId: TEAM.id, enterpriseId: 'E1', wholeOrganisation: true }, () => now);
    answer(grid());
    expect(await members.isAdmin('U1')).toBe(false);
    answer(grid({ id: 'U2', team_id: TEAM.id }));
    expect(await members.isAdmin('U2')).toBe(true);
    const owner = { enterprise_id: 'E1', teams: [TEAM.id], is_owner: true };
    answer(grid({ id: 'U3', is_admin: false, enterprise_user: owner }));
    expect(await members.isAdmin('U3')).toBe(true);
    answer(grid({ id: 'U4', is_admin: false, enterprise_user: { ...owner, teams: ['T0ANOTHER'] } }));
    expect(await members.isAdmin('U4')).toBe(false);
  });
});
