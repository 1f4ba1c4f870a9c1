import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Form, Message } from '../../src/core/message.ts';
import { readable, record } from '../fakes/slack/json.ts';
import type { Refused } from '../fakes/slack/people.ts';
import { spokenBy } from '../fakes/slack/quiet.ts';
import { buildRig, message, type Rig, type ScriptedDesk, says, scriptedDesk } from '../fakes/slack/rig.ts';
import { CHANNELS } from '../fakes/slack/workspace.ts';

const form: Form = {
  action: { verb: 'answer', args: ['round1'] },
  title: 'Your answer',
  intro: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Why is <b>it</b> so? *really*' }] }],
  fields: [
    {
      kind: 'text',
      name: 'text',
      label: 'Explain',
      hint: 'Two sentences do.',
      long: true,
      required: true,
      maxLength: 4000,
    },
    {
      kind: 'choice',
      name: 'pick',
      label: 'Which?',
      hint: '',
      multiple: true,
      required: false,
      options: [
        { value: 'A', label: 'One' },
        { value: 'B', label: 'Two' },
      ],
    },
  ],
  submitLabel: 'Send',
};

const question: Message = message('What is a code object?', [
  { action: { verb: 'answer', args: ['round1'] }, label: 'Answer', style: 'primary', opens: 'form' },
  { action: { verb: 'hint', args: ['round1'] }, label: 'Hint', style: 'secondary', opens: 'message' },
]);

describe.each(['socket', 'http'] as const)('a conversation by %s', (mode) => {
  let rig: Rig;
  let desk: ScriptedDesk;

  beforeEach(async () => {
    rig = await buildRig(mode);
    desk = scriptedDesk();
    await rig.bot.start(desk);
  });
  afterEach(async () => {
    await rig.bot.stop();
    expect(spokenBy(rig.server).problems).toEqual([]);
    expect(rig.server.violations).toEqual([]);
    await rig.close();
  });

  const private_ = (at: number) => rig.server.until(() => rig.server.ephemerals[at], `private reply ${at + 1}`);
  const view = (at = 0) => rig.server.until(() => rig.server.views[at], 'a form');
  function sent<T extends object>(delivery: T | Refused): T {
    if ('refused' in delivery) throw new Error(`the client refused: ${JSON.stringify(delivery.refused)}`);
    return delivery;
  }
  async function postQuestion() {
    await rig.bot.platform.post({ workspaceId: 'T', channelId: CHANNELS.quiz }, question, 'q-round1');
    const [posted] = rig.server.messages;
    if (!posted) throw new Error('nothing was posted');
    return posted;
  }

  it('hands a slash command to the desk untouched and whispers the reply', async () => {
    const delivery = rig.server.command('ada', '/quiz', `setup <#${CHANNELS.quiz}|quiz> 09:00 "A & B"`);
    const reply = await private_(0);
    expect(await delivery.acked).toEqual({});
    expect(reply).toMatchObject({ via: 'response_url', user: 'U0ADA' });
    expect(readable(reply.blocks)).toBe('Hello.');
    const [asked] = desk.seen;
    expect(asked?.request).toEqual({
      kind: 'typed',
      command: 'quiz',
      text: `setup <#${CHANNELS.quiz}|quiz> 09:00 "A & B"`,
    });
    expect(asked?.caller).toMatchObject({
      workspace: { platform: 'slack', externalId: 'T0REFCOUNT', name: 'Prep Room' },
      member: { externalId: 'U0ADA', name: 'Ada' },
      channelId: CHANNELS.quiz,
      requestId: delivery.payload.trigger_id,
    });
  });

  it('knows admins, and asks Slack once', async () => {
    const answers: boolean[] = [];
    desk.reply = async (_, caller) => {
      answers.push(await caller.isAdmin());
      return says('ok');
    };
    rig.server.command('lead', '/quiz', 'pause');
    await private_(0);
    rig.server.command('lead', '/quiz', 'resume');
    await private_(1);
    rig.server.command('ada', '/quiz', 'pause');
    await private_(2);
    expect(answers).toEqual([true, true, false]);
    expect(rig.server.calls.filter((call) => call.method === 'users.info')).toHaveLength(2);
  });

  it('makes do with the handle when Slack does not tell the name', async () => {
    rig.server.fail('users.info', { status: 500 });
    rig.server.command('ada', '/quiz', 'today');
    await private_(0);
    rig.server.command('ada', '/quiz', 'today');
    await private_(1);
    expect(desk.seen.map((each) => each.caller.member.name)).toEqual(['ada', 'Ada']);
  });

  it('opens a form from a button, refuses it in place, then takes it', async () => {
    const posted = await postQuestion();
    desk.reply = () => ({ kind: 'form', form });
    const press = rig.server.press('ada', posted, 'rc1f:answer:round1');
    const opened = await view();
    expect(await press.acked).toEqual({});
    expect(desk.seen[0]?.request).toEqual({ kind: 'press', action: { verb: 'answer', args: ['round1'] } });
    expect(readable(opened.view.blocks)).toContain('Why is <b>it</b> so? *really*');

    desk.reply = () => ({ kind: 'invalid', errors: { text: 'Say a little more.' } });
    await sent(rig.server.submit('ada', opened, { text: 'no' })).acked;
    expect(opened.errors).toEqual({ text: 'Say a little more.' });
    expect(opened.state).toBe('open');

    desk.reply = () => says('Full marks.');
    const submission = sent(rig.server.submit('ada', opened, { text: 'A <real> & *long* answer', pick: ['B'] }));
    await submission.acked;
    const reply = await private_(0);
    expect(opened.state).toBe('closed');
    expect(reply).toMatchObject({ via: 'chat.postEphemeral', user: 'U0ADA', channel: CHANNELS.quiz });
    expect(desk.seen[2]?.request).toEqual({
      kind: 'submit',
      action: { verb: 'answer', args: ['round1'] },
      values: { text: 'A <real> & *long* answer', pick: ['B'] },
    });
    expect(desk.seen[2]?.caller.requestId).toBe(`${opened.id}:${opened.hash}`);
    expect(desk.seen[2]?.caller.channelId).toBe(CHANNELS.quiz);
  });

  it('answers a button with a private message and leaves the post alone', async () => {
    const posted = await postQuestion();
    desk.reply = () => says('Think of constants.');
    rig.server.press('bob', posted, 'rc1:hint:round1');
    expect(readable((await private_(0)).blocks)).toBe('Think of constants.');
    expect(rig.server.messages).toEqual([posted]);
  });

  it('says to press again when the form comes too late', async () => {
    const posted = await postQuestion();
    desk.reply = () => {
      rig.server.expireTriggers();
      return { kind: 'form', form };
    };
    rig.server.press('ada', posted, 'rc1f:answer:round1');
    expect(readable((await private_(0)).blocks)).toMatch(/press the button again/);
  });

  it('asks and answers once when an envelope comes twice', async () => {
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('ada', '/quiz', 'answer');
    const opened = await view();
    desk.reply = () => says('Counted.');
    const submission = sent(rig.server.submit('ada', opened, { text: 'an answer' }));
    await submission.acked;
    await private_(0);
    expect(await rig.server.redeliver(submission).acked).toEqual({});

    const command = rig.server.command('ada', '/lookup', 'gil');
    await private_(1);
    await rig.server.redeliver(command).acked;
    const other = rig.server.command('bob', '/lookup', 'gil');
    await other.acked;
    await private_(2);
    expect(rig.server.ephemerals.map((each) => each.user)).toEqual(['U0ADA', 'U0ADA', 'U0BOB']);
    const asked = desk.seen.map(({ request }) => request.kind);
    expect(asked).toEqual(['typed', 'submit', 'typed', 'typed']);
  });

  it('asks again when a form that was refused is sent again', async () => {
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('ada', '/quiz', 'answer');
    const opened = await view();
    desk.reply = () => ({ kind: 'invalid', errors: { text: 'Too short.' } });
    const refused = sent(rig.server.submit('ada', opened, { text: 'no' }));
    expect(await refused.acked).toMatchObject({ response_action: 'errors' });
    expect(await rig.server.redeliver(refused).acked).toMatchObject({ response_action: 'errors' });
    desk.reply = () => says('Counted.');
    await sent(rig.server.submit('ada', opened, { text: 'an answer' })).acked;
    expect(readable((await private_(0)).blocks)).toBe('Counted.');
    expect(desk.seen).toHaveLength(3);
  });

  it('stays silent when a form it opened before a restart is asked for again', async () => {
    desk.reply = () => ({ kind: 'form', form });
    const command = rig.server.command('ada', '/quiz', 'answer');
    await view();
    await rig.bot.stop();
    await rig.bot.start(desk);
    await rig.server.redeliver(command).acked;
    await rig.bot.stop();
    expect(desk.seen).toHaveLength(2);
    expect(rig.server.views).toHaveLength(1);
    expect(rig.server.ephemerals).toEqual([]);
  });

  it('acknowledges a form that takes long, and delivers afterwards', async () => {
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('ada', '/quiz', 'answer');
    const opened = await view();
    const slow = Promise.withResolvers<void>();
    rig.pace.noticeAfter = 1;
    desk.reply = async () => {
      await slow.promise;
      return says('At last.');
    };
    const acked = await sent(rig.server.submit('ada', opened, { text: 'an answer' })).acked;
    expect(acked?.response_action).toBe('update');
    expect(readable(opened.view.blocks)).toMatch(/Still working/);
    slow.resolve();
    expect(readable((await private_(0)).blocks)).toBe('At last.');
    expect(readable(opened.view.blocks)).toMatch(/Done/);
  });

  it('loses nothing typed when a slow form is refused', async () => {
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('ada', '/quiz', 'answer');
    const opened = await view();
    const slow = Promise.withResolvers<void>();
    rig.pace.noticeAfter = 1;
    desk.reply = async () => {
      await slow.promise;
      return { kind: 'invalid', errors: { text: 'Too vague.' } };
    };
    await sent(rig.server.submit('ada', opened, { text: 'my long text', pick: ['A'] })).acked;
    slow.resolve();
    await rig.server.until(
      () => (readable(opened.view.blocks).includes('Too vague.') ? true : undefined),
      'the form again',
    );
    expect(JSON.stringify(opened.view)).toContain('"initial_value":"my long text"');
    desk.reply = () => says('Good.');
    await sent(rig.server.submit('ada', opened, { text: 'a better text' })).acked;
    expect(readable((await private_(0)).blocks)).toBe('Good.');
  });

  it('apologises when the desk throws, and goes on', async () => {
    desk.reply = () => {
      throw new Error('kaboom');
    };
    rig.server.command('ada', '/quiz', 'today');
    expect(readable((await private_(0)).blocks)).toMatch(/went wrong on our side/);
    expect(rig.lines.some((each) => each.level === 'error')).toBe(true);
    desk.reply = () => says('Fine again.');
    rig.server.command('ada', '/quiz', 'today');
    expect(readable((await private_(1)).blocks)).toBe('Fine again.');
  });

  it('falls back to the channel, then to a direct message', async () => {
    rig.server.fail('response_url', { status: 500 });
    rig.server.command('ada', '/quiz', 'today');
    expect(await private_(0)).toMatchObject({ via: 'chat.postEphemeral', channel: CHANNELS.quiz });

    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('ada', '/quiz', 'answer', CHANNELS.random);
    const opened = await view();
    desk.reply = () => says('Full marks.');
    await sent(rig.server.submit('ada', opened, { text: 'an answer' })).acked;
    const direct = await rig.server.until(() => rig.server.messages[0], 'a direct message');
    expect(direct.channel).toBe('DU0ADA');
    expect(readable(direct.blocks)).toBe('Full marks.');
  });

  it('says which permission to look at when it cannot say anything', async () => {
    rig.server.scopes.delete('chat:write');
    rig.server.fail('response_url', { status: 500 });
    rig.server.command('ada', '/quiz', 'today');
    const line = await rig.server.until(() => rig.lines.find((each) => each.level === 'error'), 'the log line');
    expect(line.line).toMatch(/scope chat:write/);
    expect(line.fields.code).toBe('missing_scope');
  });

  it('shows what was typed literally, and notifies nobody', async () => {
    const typed = '<!channel> <@U0BOB> *bold* _it_ ~no~ `code` & <https://x.y|z> @here :fire: > quote';
    desk.reply = () => ({
      kind: 'message',
      message: {
        tone: 'neutral',
        blocks: [
          { kind: 'heading', text: typed },
          {
            kind: 'paragraph',
            inlines: [
              { kind: 'text', text: typed },
              { kind: 'member', id: 'U0BOB', name: '<@U0BOB>' },
            ],
          },
          { kind: 'quote', text: typed },
          { kind: 'code', language: 'python', text: typed },
          { kind: 'list', items: [[{ kind: 'bold', text: typed }]] },
          { kind: 'note', inlines: [{ kind: 'text', text: typed }] },
          {
            kind: 'note',
            inlines: [
              { kind: 'bold', text: typed },
              { kind: 'code', text: typed },
            ],
          },
          { kind: 'table', columns: [{ title: typed, align: 'left' }], rows: [[typed]] },
        ],
        buttons: [],
        summary: typed,
      },
    });
    rig.server.command('ada', '/quiz', 'today');
    const reply = await private_(0);
    expect(rig.server.violations).toEqual([]);
    const read = readable(reply.blocks);
    expect(read.split(typed).length - 1).toBe(8);
    // The cells of a table are cut.
    expect(read.split(`${typed.slice(0, 31)}…`).length - 1).toBe(2);
    expect(JSON.stringify(reply.blocks)).not.toContain('mrkdwn');
    expect(reply.text).toBe(typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });

  it('waits for what was begun when it stops, and then says it is not connected', async () => {
    const slow = Promise.withResolvers<void>();
    desk.reply = async () => {
      await slow.promise;
      return says('Just in time.');
    };
    await rig.server.command('ada', '/quiz', 'today').acked;
    expect(rig.bot.platform.connected()).toBe(true);
    const stopped = rig.bot.stop();
    slow.resolve();
    await stopped;
    expect(readable(rig.server.ephemerals[0]?.blocks)).toBe('Just in time.');
    expect(rig.bot.platform.connected()).toBe(false);
    await rig.server.until(() => (rig.server.connections() === 0 ? true : undefined), 'the connection to end');
  });

  it('logs neither tokens nor what was typed', async () => {
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('ada', '/quiz', 'answer');
    const opened = await view();
    rig.server.fail('chat.postEphemeral', { drop: true });
    rig.server.fail('chat.postMessage', { status: 500 });
    desk.reply = () => says('The grade.');
    await sent(rig.server.submit('ada', opened, { text: 'my secret answer' })).acked;
    await rig.bot.stop();
    const logged = JSON.stringify(rig.lines.map((each) => [each.line, errorText(each.fields)]));
    expect(rig.lines.length).toBeGreaterThan(1);
    expect(logged).not.toMatch(/secret answer|xoxb|xapp|The grade/);
  });
});

function errorText(fields: Readonly<Record<string, unknown>>): string {
  const { err: error } = fields;
  return `${JSON.stringify(fields)} ${error instanceof Error ? `${error.message} ${JSON.stringify(record(error))}` : ''}`;
}
