import { type BlockAction, type MessageShortcut, type SlashCommand, webApi } from '@slack/bolt';
import { expect, it } from 'vitest';
import { fromCommand, fromPress, fromShortcut, type Installation } from '../../../src/bots/slack/receive.ts';

const installation: Installation = {
  teamId: 'T0OURS',
  teamName: 'Ours',
  client: new webApi.WebClient(),
  members: { isAdmin: async () => false, nameOf: async (_, handle) => handle, localeOf: async () => undefined },
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
  expect(caller.workspace).toEqual({ platform: 'slack', externalId: 'T0OURS', name: 'Ours' });
});

it('calls a workspace by its domain while its name is not known', () => {
  const { caller } = fromCommand(command, { ...installation, teamName: 'T0OURS' });
  expect(caller.workspace.name).toBe('ours');
});

it('counts a visitor from another company, met in a shared channel, in our workspace', () => {
  expect(fromPress(press({}), installation)?.caller.workspace).toEqual({
    platform: 'slack',
    externalId: 'T0OURS',
    name: 'Ours',
  });
});

it('gives an id of another making to the desk as outdated', () => {
  const pressed = fromPress(press({ actions: [{ type: 'button', action_id: 'something-else' }] }), installation);
  expect(pressed?.request).toEqual({ kind: 'press', action: { verb: 'outdated', args: [] } });
  expect(pressed?.foreign).toBe('something-else');
  expect(fromPress(press({}), installation)?.foreign).toBeUndefined();
});

it('ignores what has no id', () => {
  expect(fromPress(press({ actions: [] }), installation)).toBeUndefined();
});

it('knows the channel of a modal from what the modal keeps, and that a home has none', () => {
  const inView = (view: object) =>
    fromPress(press({ channel: undefined, container: { type: 'view' }, view }), installation);
  expect(inView({ type: 'modal', private_metadata: '{"v":1,"channel":"C7"}' })?.channelId).toBe('C7');
  expect(inView({ type: 'home', private_metadata: '{"v":1}' })?.channelId).toBe('');
  expect(inView({ type: 'modal', private_metadata: 'of another making' })?.channelId).toBe('');
});

const chosenOn = (message: object) =>
  fromShortcut(
    {
      type: 'message_action',
      callback_id: 'quiz-me',
      trigger_id: '7.8.9',
      user: { id: 'U3', name: 'cleo' },
      team: { id: 'T0OURS', domain: 'ours' },
      channel: { id: 'C1', name: 'quiz' },
      message,
    } as unknown as MessageShortcut,
    installation,
  );

it('reads the words of the message a shortcut was chosen on', () => {
  const { request, caller } = chosenOn({ text: '*Why* is the _GIL_ there? See <https://x.y|this> &amp; `a &lt; b`' });
  expect(request).toEqual({
    kind: 'shortcut',
    shortcut: 'quiz-me',
    text: 'Why is the GIL there? See this & a < b',
  });
  expect(caller).toMatchObject({ channelId: 'C1', requestId: '7.8.9', member: { externalId: 'U3', name: 'cleo' } });
});

it('reads the blocks, or the attachments, of a message without a text', () => {
  const words = (message: object) => {
    const { request } = chosenOn(message);
    return request.kind === 'shortcut' ? request.text : undefined;
  };
  const richText = { type: 'rich_text_section', elements: [{ type: 'text', text: 'a *literal* star' }] };
  expect(words({ text: '', blocks: [{ type: 'rich_text', elements: [richText] }] })).toBe('a *literal* star');
  expect(words({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*bold* &amp; <@U1>' } }] })).toBe('bold &');
  expect(words({ attachments: [{ fallback: 'no', text: 'from a _forwarded_ one' }] })).toBe('from a forwarded one');
  expect(words({})).toBe('');
});
