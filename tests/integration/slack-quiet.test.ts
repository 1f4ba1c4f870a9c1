/** Whatever the bot says, whichever way: nothing typed formats, notifies, becomes a link or grows a preview. */
import { expect, it } from 'vitest';
import type { Form, Message } from '../../src/core/message.ts';
import { record } from '../fakes/slack/json.ts';
import { spokenBy } from '../fakes/slack/quiet.ts';
import { buildRig, scriptedDesk } from '../fakes/slack/rig.ts';
import { CHANNELS, TEAM } from '../fakes/slack/workspace.ts';

const TYPED = '<!channel> <@U0BOB> *bold* `code` & <https://x.y|z> https://example.org @here :fire: &lt;';

const nasty: Message = {
  tone: 'neutral',
  blocks: [
    { kind: 'heading', text: TYPED },
    { kind: 'paragraph', inlines: [{ kind: 'text', text: TYPED }] },
    {
      kind: 'note',
      inlines: [
        { kind: 'text', text: 'At <1 & 2 ' },
        { kind: 'time', at: new Date('2030-01-02T03:04:00Z'), style: 'datetime', zone: 'UTC' },
      ],
    },
    {
      kind: 'note',
      inlines: [
        { kind: 'channel', id: CHANNELS.quiz },
        { kind: 'text', text: ' a & b, 1 < 2' },
      ],
    },
  ],
  buttons: [{ action: { verb: 'hint', args: [] }, label: TYPED.slice(0, 34), style: 'secondary', opens: 'message' }],
  summary: TYPED,
};
const form: Form = {
  action: { verb: 'answer', args: [] },
  title: '<!here> & *you*',
  intro: nasty.blocks,
  fields: [
    {
      kind: 'text',
      name: 'text',
      label: TYPED,
      hint: TYPED,
      long: true,
      required: false,
      maxLength: 900,
      initial: TYPED,
    },
  ],
  submitLabel: '<!here>',
};

it('says everything quietly, by every way it has', async () => {
  const rig = await buildRig('socket');
  const desk = scriptedDesk(() => ({ kind: 'message', message: nasty }));
  desk.page = () => nasty;
  await rig.bot.start(desk);
  const { server } = rig;
  const target = { workspaceId: TEAM.id, channelId: CHANNELS.quiz };

  const ref = await rig.bot.platform.post(target, nasty, 'q-1');
  await rig.bot.platform.edit(target, ref, nasty);
  server.command('ada', '/quiz', 'today');
  await server.until(() => server.ephemerals[0], 'an answer by response_url');
  server.fail('response_url', { status: 500 });
  server.command('ada', '/quiz', 'today');
  await server.until(() => server.ephemerals[1], 'an answer in the channel');
  server.fail('response_url', { status: 500 });
  server.command('ada', '/quiz', 'today', CHANNELS.random);
  await server.until(() => server.messages[1], 'an answer in a direct message');

  desk.reply = () => ({ kind: 'form', form });
  server.shortcut('ada', 'answer-today');
  const opened = await server.until(() => server.views[0], 'a form');
  desk.reply = () => ({ kind: 'message', message: nasty });
  const submission = server.submit('ada', opened, { text: TYPED });
  if ('refused' in submission) throw new Error('refused');
  await submission.acked;
  server.press('ada', opened, 'rc1:hint');
  await server.until(() => server.calls.find((call) => call.method === 'views.update'), 'the modal to change');
  server.openHome('ada');
  await server.until(() => server.homes[0], 'a home');
  await rig.bot.stop();

  expect(spokenBy(server)).toEqual({
    ways: [
      'chat.postEphemeral',
      'chat.postMessage',
      'chat.update',
      'response_url',
      'views.open',
      'views.publish',
      'views.update',
    ],
    problems: [],
  });
  expect(server.violations).toEqual([]);
  await rig.close();
});

it('is heard when it is not quiet', () => {
  const heard = (method: string, args: object) =>
    spokenBy({ calls: [{ method, args: record(args) }], responses: [] }).problems;
  const quiet = { text: 'a &amp; b', link_names: 'false', parse: 'none' };
  expect(heard('chat.postEphemeral', quiet)).toEqual([]);
  expect(heard('chat.postEphemeral', { ...quiet, text: 'a & b' })).toHaveLength(1);
  expect(heard('chat.postEphemeral', { ...quiet, text: '<!here>' })).toHaveLength(1);
  expect(heard('chat.postEphemeral', { ...quiet, link_names: 'true' })).toHaveLength(1);
  expect(heard('chat.postEphemeral', { ...quiet, parse: 'full' })).toHaveLength(1);
  expect(heard('chat.postMessage', quiet)).toHaveLength(3);
  expect(heard('views.open', { view: { blocks: [{ text: { type: 'mrkdwn', text: '<@U1>' } }] } })).toHaveLength(1);
  expect(heard('chat.scheduleMessage', quiet)).toHaveLength(1);
});
