/** Who comes from elsewhere: visitors of channels shared between companies, and organisations that name no workspace. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Button } from '../../src/core/message.ts';
import { type Json, record } from '../fakes/slack/json.ts';
import { says } from '../fakes/slack/rig.ts';
import { CHANNELS, USERS } from '../fakes/slack/workspace.ts';
import { type Office, openOffice, tenant } from './slack-office.ts';

let office: Office;
const open = async (): Promise<Office> => {
  office = await openOffice();
  return office;
};
afterEach(() => office.close());

const acme = tenant({ teamId: 'T1' });
const beta = tenant({ teamId: 'T2', name: 'Beta' });
const grid = tenant({ enterpriseId: 'E1', name: 'Grid Inc', teams: { T3: 'North', T4: 'South' } });

describe('a button on a message of ours', () => {
  const press = (from: Json, messageTeam: string) =>
    office.post({
      type: 'block_actions',
      user: { id: USERS.bob.id, name: 'bob' },
      container: { type: 'message', channel_id: CHANNELS.quiz, is_ephemeral: false },
      channel: { id: CHANNELS.quiz, name: 'quiz' },
      message: { type: 'message', ts: '1.2', team: messageTeam, text: 'Question', blocks: [] },
      trigger_id: 'a-trigger',
      response_url: '',
      actions: [{ type: 'button', action_id: 'rc1:hint:r1', block_id: 'b', action_ts: '1.2' }],
      ...from,
    });
  const fromGrid = {
    team: { id: 'T3', domain: 'north', enterprise_id: 'E1' },
    enterprise: { id: 'E1', name: 'Grid Inc' },
    is_enterprise_install: true,
  };
  const pressedIn = () => office.desk.seen.map(({ caller }) => caller.workspace.externalId);

  it('pressed by a visitor of another company is pressed in the workspace the message is in', async () => {
    await open();
    await office.install(acme);
    await office.install(beta);
    expect(await press({ team: { id: 'T2', domain: 'beta' } }, 'T1')).toBe(200);
    await expect.poll(pressedIn).toEqual(['T1']);
  });

  it('pressed by a visitor of a whole organisation that has the app too: answered with the token of the message', async () => {
    const { server } = await open();
    await office.install(acme);
    await office.install(grid);
    expect(await press(fromGrid, 'T1')).toBe(200);
    await expect.poll(pressedIn).toEqual(['T1']);
    const asked = server.behalves.filter(({ method }) => method === 'users.info').map(({ token }) => token);
    expect(new Set(asked)).toEqual(new Set([server.tenants.tokenOf('T1')]));
  });

  it('that only the visitor sees is pressed in the workspace that sent it', async () => {
    const { server, desk } = await open();
    await office.install(acme);
    const hint: Button = {
      action: { verb: 'hint', args: ['r1'] },
      label: 'Hint',
      style: 'secondary',
      opens: 'message',
    };
    desk.reply = () => says('Your grade.', [hint]);
    expect(await press({ team: { id: 'T2', domain: 'beta' } }, 'T1')).toBe(200);
    const [sent] = await server.until(() => (server.ephemerals.length > 0 ? server.ephemerals : undefined), 'a reply');
    const row = sent?.blocks.map(record).find((block) => block.type === 'actions');
    const actions = [{ type: 'button', action_id: 'rc1:hint:r1', block_id: row?.block_id, action_ts: '1.3' }];
    const container = { type: 'message', channel_id: CHANNELS.quiz, is_ephemeral: true };
    const again = { team: { id: 'T2', domain: 'beta' }, message: undefined, container, actions, trigger_id: 'another' };
    expect(await press(again, 'T1')).toBe(200);
    await expect.poll(pressedIn).toEqual(['T1', 'T1']);
  });

  it('in a modal is pressed in the workspace the modal was opened for', async () => {
    await open();
    await office.install(acme);
    await office.install(beta);
    const view = { type: 'modal', id: 'V1', app_installed_team_id: 'T1', private_metadata: '', hash: '1.2' };
    expect(await press({ team: { id: 'T2', domain: 'beta' }, message: undefined, view }, 'T1')).toBe(200);
    await expect.poll(pressedIn).toEqual(['T1']);
  });

  it('that names the organisation for its workspace is pressed in the presser’s workspace', async () => {
    await open();
    await office.install(grid);
    await office.install(acme);
    expect(await press(fromGrid, 'E1')).toBe(200);
    await expect.poll(pressedIn).toEqual(['T3']);
  });
});

it('what comes from an organisation without naming a workspace is not taken for the only workspace there is', async () => {
  const { desk } = await open();
  await office.install(acme);
  const shortcut = {
    type: 'shortcut',
    callback_id: 'answer-today',
    team: null,
    enterprise: { id: 'E9', name: 'Elsewhere' },
    is_enterprise_install: true,
    user: { id: USERS.bob.id, username: 'bob' },
    trigger_id: 'a-trigger',
    action_ts: '1.2',
  };
  expect(await office.post(shortcut)).toBe(200);
  await office.restart();
  expect(desk.seen).toEqual([]);
});
