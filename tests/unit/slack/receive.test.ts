import type { BlockAction, SlashCommand } from '@slack/bolt';
import { expect, it } from 'vitest';
import { fromCommand, fromPress, type Installation } from '../../../src/bots/slack/receive.ts';

const installation: Installation = {
  teamId: 'T0OURS',
  teamName: 'Ours',
  members: { isAdmin: async () => false, nameOf: async (_, handle) => handle },
};
const command: SlashCommand = {
  token: '',
  command: '/lookup',
  text: 'late binding',
  response_url: 'https://hooks.slack.com/x',
  trigger_id: '1.2.3',
  user_id: 'U1',
  user_name: 'ada',
  team_id: 'T0OURS',
  team_domain: 'ours',
  channel_id: 'C1',
  channel_name: 'quiz',
  api_app_id: 'A1',
};
const press = (more: object) =>
  ({
    type: 'block_actions',
    user: { id: 'U2', username: 'guest', name: 'guest' },
    team: { id: 'T0THEIRS', domain: 'theirs' },
    channel: { id: 'C1', name: 'shared' },
    trigger_id: '4.5.6',
    actions: [{ type: 'button', action_id: 'rc1f:answer:r1' }],
    ...more,
  }) as unknown as BlockAction;

it('reads a command of one word', () => {
  const { request, caller } = fromCommand(command, installation);
  expect(request).toEqual({ kind: 'typed', command: 'lookup', text: 'late binding' });
  expect(caller.workspace).toEqual({ platform: 'slack', externalId: 'T0OURS', name: 'ours' });
});

it('counts a visitor from another company, met in a shared channel, in our workspace', () => {
  expect(fromPress(press({}), installation)?.caller.workspace).toEqual({
    platform: 'slack',
    externalId: 'T0OURS',
    name: 'Ours',
  });
});

it('keeps the workspaces of an organisation apart', () => {
  const pressed = fromPress(press({ is_enterprise_install: true }), installation);
  expect(pressed?.caller.workspace).toEqual({ platform: 'slack', externalId: 'T0THEIRS', name: 'theirs' });
});

it('gives an id of another making to the desk as outdated', () => {
  const pressed = fromPress(press({ actions: [{ type: 'button', action_id: 'something-else' }] }), installation);
  expect(pressed?.request).toEqual({ kind: 'press', action: { verb: 'outdated', args: [] } });
});

it('ignores what has no id', () => {
  expect(fromPress(press({ actions: [] }), installation)).toBeUndefined();
});
