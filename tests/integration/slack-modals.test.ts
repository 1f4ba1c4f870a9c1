/** Modals: opened from buttons, commands, menus and homes, in time or with a placeholder; and what is shown in them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Button, Form, Message, Reply } from '../../src/core/message.ts';
import { readable } from '../fakes/slack/json.ts';
import type { Refused } from '../fakes/slack/people.ts';
import { spokenBy } from '../fakes/slack/quiet.ts';
import { buildRig, message, type Rig, type ScriptedDesk, says, scriptedDesk } from '../fakes/slack/rig.ts';
import { CHANNELS } from '../fakes/slack/workspace.ts';

const form: Form = {
  action: { verb: 'answer', args: ['round1'] },
  title: 'Your answer',
  intro: [],
  fields: [{ kind: 'text', name: 'text', label: 'Explain', hint: '', long: true, required: true, maxLength: 4000 }],
  submitLabel: 'Send',
};
const answerButton: Button = {
  action: { verb: 'answer', args: ['round1'] },
  label: 'Answer',
  style: 'primary',
  opens: 'form',
};
const hintButton: Button = {
  action: { verb: 'hint', args: ['round1'] },
  label: 'Hint',
  style: 'secondary',
  opens: 'message',
};
const ANSWER = 'rc1f:answer:round1';
const HINT = 'rc1:hint:round1';

describe.each(['socket', 'http'] as const)('modals by %s', (mode) => {
  let rig: Rig;
  let desk: ScriptedDesk;

  beforeEach(async () => {
    rig = await buildRig(mode);
    desk = scriptedDesk();
    desk.changed = () => rig.server.changed();
    desk.commands = [{ name: 'quiz answer', options: [], admin: false, opens: 'form' }];
    desk.shortcuts = [
      { id: 'quiz-me', on: 'message', opens: 'message' },
      { id: 'answer-today', on: 'anywhere', opens: 'form' },
    ];
    await rig.bot.start(desk);
  });
  afterEach(async () => {
    await rig.bot.stop();
    expect(spokenBy(rig.server).problems).toEqual([]);
    expect(rig.server.violations).toEqual([]);
    await rig.close();
  });

  const until = <T>(check: () => T | undefined, what: string) => rig.server.until(check, what);
  const ephemeral = (at: number) => until(() => rig.server.ephemerals[at], `private reply ${at + 1}`);
  const view = (at = 0) => until(() => rig.server.views[at], `modal ${at + 1}`);
  const viewSays = (words: string, at = 0) =>
    until(() => {
      const found = rig.server.views[at];
      return found && readable(found.view.blocks).includes(words) ? found : undefined;
    }, `a modal that says ${words}`);
  function sent<T extends object>(delivery: T | Refused): T {
    if ('refused' in delivery) throw new Error(`the client refused: ${JSON.stringify(delivery.refused)}`);
    return delivery;
  }
  /** A reply that comes when it is let go. */
  function slowly(reply: Reply): { letGo(): void } {
    const gate = Promise.withResolvers<void>();
    desk.reply = async () => {
      await gate.promise;
      return reply;
    };
    return { letGo: gate.resolve };
  }
  async function posted(content: Message = message('A question.', [answerButton, hintButton])) {
    await rig.bot.platform.post({ workspaceId: 'T0REFCOUNT', channelId: CHANNELS.quiz }, content, 'q-round1');
    return until(() => rig.server.messages[0], 'the post');
  }

  describe('from the menu', () => {
    it('takes the words of the message it was chosen on, and answers privately in its channel', async () => {
      desk.reply = () => says('That would be the GIL.');
      const delivery = rig.server.shortcut('ada', 'quiz-me', {
        text: 'why is the *GIL* &lt;still&gt; there, <@U0BOB>?',
      });
      const reply = await ephemeral(0);
      expect(await delivery.acked).toEqual({});
      expect(desk.seen[0]?.request).toEqual({
        kind: 'shortcut',
        shortcut: 'quiz-me',
        text: 'why is the GIL <still> there, ?',
      });
      expect(desk.seen[0]?.caller).toMatchObject({
        channelId: CHANNELS.quiz,
        member: { name: 'Ada' },
        locale: 'en-US',
      });
      expect(reply).toMatchObject({ via: 'response_url', user: 'U0ADA', channel: CHANNELS.quiz });
    });

    it('opens the form anywhere, and shows the grade in it', async () => {
      desk.reply = () => ({ kind: 'form', form });
      const delivery = rig.server.shortcut('ada', 'answer-today');
      const opened = await view();
      expect(await delivery.acked).toEqual({});
      expect(desk.seen[0]?.request).toEqual({ kind: 'shortcut', shortcut: 'answer-today' });
      expect(desk.seen[0]?.caller.channelId).toBe('');
      desk.reply = () => says('Full marks.', [hintButton]);
      const acked = await sent(rig.server.submit('ada', opened, { text: 'an answer' })).acked;
      expect(acked?.response_action).toBe('update');
      expect(readable(opened.view.blocks)).toContain('Full marks.');
      desk.reply = () => says('Think of constants.');
      rig.server.press('ada', opened, HINT);
      await viewSays('Think of constants.');
      expect(rig.server.views).toHaveLength(1);
      expect(rig.server.messages).toEqual([]);
      expect(rig.server.ephemerals).toEqual([]);
    });

    it('shows in a modal why there is no form', async () => {
      desk.reply = () => says('No question is open.');
      rig.server.shortcut('ada', 'answer-today');
      const opened = await viewSays('No question is open.');
      expect(opened.view.submit).toBeUndefined();
      expect(opened.view.close).toMatchObject({ text: 'Close' });
    });

    it('goes to a direct message when the modal comes too late', async () => {
      desk.reply = () => {
        rig.server.expireTriggers();
        return { kind: 'form', form };
      };
      rig.server.shortcut('ada', 'answer-today');
      const direct = await until(() => rig.server.messages[0], 'a direct message');
      expect(direct.channel).toBe('DU0ADA');
      expect(readable(direct.blocks)).toBe('The form did not open in time. Please choose it from the menu again.');
    });

    it('hands an entry nobody knows to the desk', async () => {
      rig.server.shortcut('ada', 'from-another-app', { text: 'x' });
      await ephemeral(0);
      expect(desk.seen[0]?.request).toMatchObject({ kind: 'shortcut', shortcut: 'from-another-app' });
    });
  });

  describe('that take long', () => {
    beforeEach(() => {
      rig.pace.loadingAfter = 1;
    });

    it('show a placeholder, which the form replaces', async () => {
      const slow = slowly({ kind: 'form', form });
      const post = await posted();
      rig.server.press('gerda', post, ANSWER);
      const held = await viewSays('Einen Moment …');
      const { hash } = held;
      slow.letGo();
      await until(() => (held.view.submit ? true : undefined), 'the form');
      expect(rig.server.calls.find((call) => call.method === 'views.update')?.args).toMatchObject({ hash });
      desk.reply = () => says('Counted.');
      await sent(rig.server.submit('gerda', held, { text: 'an answer' })).acked;
      expect(await ephemeral(0)).toMatchObject({ user: 'U0GERDA', channel: CHANNELS.quiz });
    });

    it.each([
      ['a command', () => rig.server.command('ada', '/quiz', ' answer ')],
      ['the menu', () => rig.server.shortcut('ada', 'answer-today')],
    ])('show in the placeholder of %s what is said instead of a form', async (_, act) => {
      const slow = slowly(says('You have answered already.'));
      act();
      await viewSays('One moment…');
      slow.letGo();
      await viewSays('You have answered already.');
      expect(rig.server.views).toHaveLength(1);
      expect(rig.server.ephemerals).toEqual([]);
    });

    it('say it elsewhere when the placeholder was closed, and open nothing again', async () => {
      const slow = slowly(says('You have answered already.'));
      rig.server.command('ada', '/quiz', 'answer');
      const held = await viewSays('One moment…');
      held.state = 'closed';
      slow.letGo();
      expect(readable((await ephemeral(0)).blocks)).toBe('You have answered already.');
      const form_ = slowly({ kind: 'form', form });
      rig.server.command('ada', '/quiz', 'answer');
      const again = await viewSays('One moment…', 1);
      again.state = 'closed';
      form_.letGo();
      await rig.bot.stop();
      expect(rig.server.ephemerals).toHaveLength(1);
      expect(rig.server.views).toHaveLength(2);
    });

    it('need no second modal for what is pressed in one', async () => {
      desk.reply = () => says('No question is open.', [answerButton]);
      rig.server.shortcut('ada', 'answer-today');
      const opened = await viewSays('No question is open.');
      const slow = slowly({ kind: 'form', form });
      rig.server.press('ada', opened, ANSWER);
      // Once one who acted later looks at a placeholder, Ada's would be there too.
      rig.server.command('bob', '/quiz', 'answer');
      await viewSays('One moment…', 1);
      slow.letGo();
      await until(() => (opened.view.submit ? true : undefined), 'the form');
      expect(rig.server.views.map((each) => each.user)).toEqual(['U0ADA', 'U0BOB']);
    });

    it('leave a modal alone that shows something newer', async () => {
      const slow = slowly({ kind: 'form', form });
      rig.server.command('ada', '/quiz', 'answer');
      const held = await viewSays('One moment…');
      rig.server.replaceView(held.id, { ...held.view, blocks: [{ type: 'divider' }] });
      slow.letGo();
      await rig.bot.stop();
      expect(held.view.blocks).toEqual([{ type: 'divider' }]);
      expect(rig.server.ephemerals).toEqual([]);
    });

    it('ask to try again when not even the placeholder opens', async () => {
      rig.server.fail('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
      const slow = slowly({ kind: 'form', form });
      rig.server.command('ada', '/quiz', 'answer');
      await until(() => rig.lines.find((each) => each.line.includes('could not be opened')), 'the log line');
      slow.letGo();
      expect(readable((await ephemeral(0)).blocks)).toMatch(/send the command again/);
    });

    it('need no placeholder for what is said in the channel', async () => {
      const slow = slowly(says('At last.'));
      const delivery = rig.server.command('ada', '/quiz', 'today');
      await delivery.acked;
      await until(() => (desk.seen.length > 0 ? true : undefined), 'the desk to be asked');
      slow.letGo();
      await ephemeral(0);
      expect(rig.server.views).toEqual([]);
    });

    it('answer once when the slow request comes twice', async () => {
      const slow = slowly({ kind: 'form', form });
      const command = rig.server.command('ada', '/quiz', 'answer');
      const held = await viewSays('One moment…');
      await rig.server.redeliver(command).acked;
      slow.letGo();
      await until(() => (held.view.submit ? true : undefined), 'the form');
      await rig.bot.stop();
      expect(desk.seen).toHaveLength(1);
      expect(rig.server.views).toHaveLength(1);
      expect(rig.server.ephemerals).toEqual([]);
    });
  });

  describe('private messages', () => {
    it('are replaced by what their buttons say, and not stacked', async () => {
      desk.reply = () => says('First.', [hintButton]);
      rig.server.command('ada', '/quiz', 'today');
      const first = await ephemeral(0);
      desk.reply = () => says('Second.', [hintButton]);
      rig.server.press('ada', first, HINT);
      const second = await ephemeral(1);
      expect(first.replaced).toBe(true);
      desk.reply = () => says('Third.');
      rig.server.press('ada', second, HINT);
      const third = await ephemeral(2);
      expect(rig.server.ephemerals.filter((each) => !each.replaced)).toEqual([third]);
      expect(readable(third.blocks)).toBe('Third.');
    });

    it('are replaced by the answer to the form they opened', async () => {
      desk.reply = () => says('Try again?', [answerButton]);
      rig.server.command('ada', '/quiz', 'today');
      const offer = await ephemeral(0);
      desk.reply = () => ({ kind: 'form', form });
      rig.server.press('ada', offer, ANSWER);
      const opened = await view();
      desk.reply = () => says('Full marks.');
      await sent(rig.server.submit('ada', opened, { text: 'an answer' })).acked;
      expect(readable((await ephemeral(1)).blocks)).toBe('Full marks.');
      expect(offer.replaced).toBe(true);
    });

    it('are followed by another once theirs can be replaced no more', async () => {
      desk.reply = () => says('First.', [hintButton]);
      rig.server.command('ada', '/quiz', 'today');
      const first = await ephemeral(0);
      desk.reply = () => {
        rig.server.expireResponseUrls();
        return says('Second.');
      };
      rig.server.press('ada', first, HINT);
      expect(await ephemeral(1)).toMatchObject({ via: 'chat.postEphemeral', channel: CHANNELS.quiz });
      expect(first.replaced).toBe(false);
    });

    it('do not take the place of a post', async () => {
      const post = await posted();
      desk.reply = () => says('A hint.');
      for (const who of ['ada', 'bob'] as const) rig.server.press(who, post, HINT);
      await ephemeral(1);
      expect(rig.server.messages).toEqual([post]);
    });
  });

  it('speak the language of the person in all that is not core’s', async () => {
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('gerda', '/quiz', 'answer');
    const opened = await view();
    expect(opened.view.close).toMatchObject({ text: 'Abbrechen' });
    const slow = slowly({ kind: 'invalid', errors: { text: 'Zu vage.' } });
    rig.pace.noticeAfter = 1;
    await sent(rig.server.submit('gerda', opened, { text: 'kurz' })).acked;
    expect(readable(opened.view.blocks)).toMatch(/Noch in Arbeit/);
    expect(opened.view.close).toMatchObject({ text: 'Schließen' });
    slow.letGo();
    await viewSays('Zu vage.');
    desk.reply = () => {
      throw new Error('kaboom');
    };
    rig.server.command('gerda', '/quiz', 'today');
    expect(readable((await ephemeral(0)).blocks)).toMatch(/schiefgegangen/);
    expect(desk.seen.every((each) => each.caller.locale === 'de-DE')).toBe(true);
  });

  it('open in English when nobody can say in time which language it should be', async () => {
    desk.languageFor = () => new Promise(() => undefined);
    desk.reply = () => ({ kind: 'form', form });
    rig.server.command('gerda', '/quiz', 'answer');
    expect((await view()).view.close).toMatchObject({ text: 'Cancel' });
  });

  it('that are not ours are handed to the desk, with a line for the operator', async () => {
    desk.reply = () => says('This is from before.');
    const strange = rig.server.openView('U0ADA', {
      type: 'modal',
      callback_id: 'someone-else',
      title: { type: 'plain_text', text: 'x' },
      blocks: [{ type: 'divider' }],
    });
    const acked = await sent(rig.server.submit('ada', strange, {})).acked;
    expect(acked?.response_action).toBe('update');
    expect(desk.seen[0]?.request).toMatchObject({ action: { verb: 'outdated' } });
    const button = { type: 'button', action_id: 'foreign-button', text: { type: 'plain_text', text: 'x' } };
    const post = rig.server.addMessage(CHANNELS.quiz, { text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    rig.server.press('ada', post, 'foreign-button');
    await ephemeral(0);
    const ids = rig.lines.filter((each) => each.line.includes('slack/manifest.yaml')).map((each) => each.fields.id);
    expect(ids).toEqual(['someone-else', 'foreign-button']);
  });
});
