/** Private replies that take each other's place, languages, menu entries, and everything that can go wrong with an answer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { messageOf } from '../fakes/discord/channels.ts';
import { chooseOnMessage, chooseOnPerson, pressButton, runCommand, submitModal } from '../fakes/discord/client.ts';
import { directInteractionOf, interactionOf, userOf } from '../fakes/discord/events.ts';
import { CHANNEL, GUILD, type Json, PEOPLE } from '../fakes/discord/ids.ts';
import { buttonsOf, messageFrom, modalFrom, wordsOf } from '../fakes/discord/reading.ts';
import { FORM, messageReply, type Rig, say, startRig } from '../fakes/discord/rig.ts';

const V2_PRIVATE = (1 << 15) | 64;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  expect(rig.server.violations).toEqual([]);
  await rig.close();
});

const BUTTONS: Pick<Message, 'buttons'> = {
  buttons: [
    { action: { verb: 'next', args: [] }, label: 'Next', style: 'primary', opens: 'message' },
    { action: { verb: 'answer', args: ['r1'] }, label: 'Answer', style: 'secondary', opens: 'form' },
  ],
};
const NEXT = 'rc1:next';
const ANSWER = 'rc1f:answer:r1';

async function privateMessage(): Promise<Json> {
  rig.handle = async () => messageReply('first', BUTTONS);
  const { message } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'));
  expect(message.flags).toBe(V2_PRIVATE);
  return message;
}
async function publicMessage(): Promise<Json> {
  await rig.bot.platform.post({ workspaceId: GUILD, channelId: CHANNEL }, say('question', BUTTONS), 'q-r1');
  return rig.server.channels.messages().at(-1) ?? {};
}
const answers = (words: string) => {
  rig.handle = async () => messageReply(words);
};

describe('a private message', () => {
  it('turns into the answer when its button is pressed', async () => {
    const message = await privateMessage();
    answers('second');
    const exchange = pressButton(rig.server, PEOPLE.ada, message, NEXT);
    const answer = await messageFrom(exchange);
    expect(answer).toMatchObject({ updated: true, private: true, message: { id: message.id, flags: V2_PRIVATE } });
    expect(wordsOf(answer.message)).toBe('second');
    expect(buttonsOf(answer.message)).toEqual([]);
    expect(exchange.followUps).toEqual([]);
  });

  it('turns into the answer to the form that was opened from it', async () => {
    const message = await privateMessage();
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(pressButton(rig.server, PEOPLE.ada, message, ANSWER));
    answers('graded');
    const answer = await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, { text: 'because' }, message));
    expect(answer).toMatchObject({ updated: true, message: { id: message.id } });
    expect(wordsOf(answer.message)).toBe('graded');
  });

  it('turns into the answer also where a form was expected', async () => {
    const message = await privateMessage();
    answers('it is over');
    const answer = await messageFrom(pressButton(rig.server, PEOPLE.ada, message, ANSWER));
    expect(answer).toMatchObject({ updated: true, message: { id: message.id } });
  });

  it('keeps its button when the form was not accepted: what was typed comes beside it', async () => {
    const message = await privateMessage();
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(pressButton(rig.server, PEOPLE.ada, message, ANSWER));
    rig.handle = async () => ({ kind: 'invalid', errors: { text: 'Say at least three words.' } });
    const refused = await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, { text: 'the `gil`' }, message));
    expect(refused).toMatchObject({ updated: false, private: true });
    expect(wordsOf(refused.message)).toContain('the `gil`');
    rig.handle = async () => ({ kind: 'form', form: FORM });
    await modalFrom(pressButton(rig.server, PEOPLE.ada, message, ANSWER));
  });

  it('keeps its button when the desk fails', async () => {
    const message = await privateMessage();
    rig.handle = () => Promise.reject(new Error('a fault of ours'));
    const apology = await messageFrom(pressButton(rig.server, PEOPLE.ada, message, NEXT));
    expect(apology).toMatchObject({ updated: false, private: true });
    expect(wordsOf(apology.message)).toContain('went wrong on our side');
  });

  it('that was dismissed meanwhile is followed by the answer', async () => {
    const message = await privateMessage();
    rig.handle = async () => {
      rig.server.interactions.dismiss(message);
      return messageReply('second');
    };
    const answer = await messageFrom(pressButton(rig.server, PEOPLE.ada, message, NEXT));
    expect(answer).toMatchObject({ updated: false, private: true });
    expect(wordsOf(answer.message)).toBe('second');
    expect(rig.complaints).toEqual([expect.stringMatching(/10008.*dismissed meanwhile/)]);
  });
});

describe('a message for everyone', () => {
  it('stays as it is when its button is pressed: the answer is private', async () => {
    const message = await publicMessage();
    answers('only for you');
    const answer = await messageFrom(pressButton(rig.server, PEOPLE.ada, message, NEXT));
    expect(answer).toMatchObject({ updated: false, private: true });
    expect(rig.server.channels.messages()).toEqual([message]);
  });

  it('stays as it is when a form from it is sent', async () => {
    const message = await publicMessage();
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(pressButton(rig.server, PEOPLE.ada, message, ANSWER));
    answers('graded');
    const answer = await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, { text: 'x' }, message));
    expect(answer).toMatchObject({ updated: false, private: true });
    expect(rig.server.channels.messages()).toEqual([message]);
  });

  it('answers although it was deleted while its button was pressed', async () => {
    const message = await publicMessage();
    rig.server.channels.delete(CHANNEL, String(message.id));
    answers('still here');
    expect(wordsOf((await messageFrom(pressButton(rig.server, PEOPLE.ada, message, NEXT))).message)).toBe('still here');
    expect(rig.complaints).toEqual([]);
  });
});

describe('an entry of a menu', () => {
  const menu = 'Quiz me on this';
  const asked = () => rig.asked.at(-1)?.request;

  it('on a message brings the words of the message, privately', async () => {
    const message = { ...messageOf(CHANNEL, { content: 'Is `a is b` **true**?' }), author: userOf(PEOPLE.bob) };
    const answer = await messageFrom(chooseOnMessage(rig.server, PEOPLE.ada, menu, message));
    expect(answer.private).toBe(true);
    expect(asked()).toEqual({ kind: 'shortcut', shortcut: 'quiz-me', text: 'Is `a is b` **true**?' });
    expect(rig.asked[0]?.caller.member).toEqual({ externalId: PEOPLE.ada.id, name: 'Ada' });
  });

  it('on a message without plain words brings those of its embeds, components and what was forwarded', async () => {
    const embeds = [{ type: 'rich', title: 'A title', description: 'A text', fields: [{ name: 'n', value: 'v' }] }];
    const components = [{ type: 17, id: 1, components: [{ type: 10, id: 2, content: 'inside' }] }];
    const message = {
      ...messageOf(CHANNEL, { embeds, components }),
      message_reference: { type: 1, channel_id: CHANNEL, message_id: '1300000000000000888' },
      message_snapshots: [{ message: messageOf(CHANNEL, { content: 'forwarded' }) }],
    };
    await messageFrom(chooseOnMessage(rig.server, PEOPLE.ada, menu, message));
    expect(asked()).toMatchObject({ text: 'A title\nA text\nn\nv\ninside\nforwarded' });
  });

  it('on a message of nothing but a picture brings no words', async () => {
    await messageFrom(chooseOnMessage(rig.server, PEOPLE.ada, menu, messageOf(CHANNEL, {})));
    expect(asked()).toEqual({ kind: 'shortcut', shortcut: 'quiz-me', text: '' });
  });

  it('on a person brings who they are, by the name the server shows', async () => {
    await messageFrom(chooseOnPerson(rig.server, PEOPLE.ada, 'Quiz stats', PEOPLE.bob));
    const person = { externalId: PEOPLE.bob.id, name: 'Bob' };
    expect(asked()).toEqual({ kind: 'shortcut', shortcut: 'quiz-stats', person });
  });

  it('on somebody who has left brings the name they go by', async () => {
    await messageFrom(chooseOnPerson(rig.server, PEOPLE.ada, 'Quiz stats', PEOPLE.bob, false));
    expect(asked()).toMatchObject({ person: { externalId: PEOPLE.bob.id, name: 'bob' } });
  });
});

describe('languages', () => {
  it('of the person and of the server are told to core', async () => {
    await runCommand(rig.server, PEOPLE.ada, 'quiz today', {}, { locale: 'de', guildLocale: 'fr' }).answer;
    expect(rig.asked[0]?.caller).toMatchObject({ locale: 'de', workspace: { locale: 'fr' } });
  });

  it('that core chooses are spoken by the bot itself', async () => {
    rig.language = 'de';
    rig.handle = () => Promise.reject(new Error('a fault of ours'));
    const { message } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'));
    expect(wordsOf(message)).toContain('schiefgegangen');
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(runCommand(rig.server, PEOPLE.ada, 'quiz answer'));
    rig.handle = async () => ({ kind: 'invalid', errors: { text: 'Zu kurz.' } });
    const refused = await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, { text: 'x' }));
    expect(wordsOf(refused.message)).toMatch(/Noch nicht angenommen[\s\S]*Zu kurz[\s\S]*füge deinen Text ein/);
  });

  it('outside of servers are the one of the person', async () => {
    const { message } = await messageFrom(
      rig.server.interact(directInteractionOf(PEOPLE.ada, 2, { id: '1', name: 'lookup', type: 1 }, 'de')),
    );
    expect(wordsOf(message)).toContain('arbeitet auf einem Server');
    expect(rig.asked).toEqual([]);
  });
});

describe('what can go wrong', () => {
  /** The one line that was logged. */
  async function complaint(): Promise<string | undefined> {
    await rig.until('complaints', 1);
    answers('alive');
    expect(wordsOf((await messageFrom(runCommand(rig.server, PEOPLE.bob, 'quiz today'))).message)).toBe('alive');
    expect(rig.complaints).toHaveLength(1);
    return rig.complaints[0];
  }
  const calls = () => rig.server.requests.filter(({ path }) => /^\/(interactions|webhooks)\//.test(path)).length;

  it.each([
    ['came too late', 404, 10062, /"next":"Discord waits 3 seconds/],
    ['was given by another process', 400, 40060, /"next":"something else answered first/],
    ['is not allowed in the channel', 403, 50013, /"next":"give the Refcount role/],
    ['was about a thread that is locked', 400, 160005, /"next":"the thread is locked/],
  ])(
    'a first answer that %s is logged once with what to do, and nothing is recorded',
    async (_, status, code, line) => {
      rig.server.fail('POST', /\/callback$/, { status, body: { message: 'Nope', code } });
      const before = calls();
      runCommand(rig.server, PEOPLE.ada, 'quiz today');
      expect(await complaint()).toMatch(line);
      expect(rig.asked.map(({ caller }) => caller.member.name)).toEqual(['Bob']);
      // One refused call, and the two of the command after it.
      expect(calls() - before).toBe(3);
      rig.server.interactions.close();
    },
  );

  it.each([10015, 50027] as const)(
    'a token that expired (%s) is logged once, and nothing more is sent',
    async (code) => {
      const before = calls();
      rig.handle = async (_request, caller) => {
        rig.server.interactions.expire(caller.requestId, code);
        return messageReply('too late');
      };
      runCommand(rig.server, PEOPLE.ada, 'quiz today');
      expect(await complaint()).toMatch(/"next":"the answer took longer than the 15 minutes/);
      expect(calls() - before).toBe(4);
    },
  );

  it('a form that came too late is logged once with what to do', async () => {
    rig.handle = async () => ({ kind: 'form', form: FORM });
    rig.server.fail('POST', /\/callback$/, { status: 404, body: { message: 'Unknown interaction', code: 10062 } });
    runCommand(rig.server, PEOPLE.ada, 'quiz answer');
    expect(await complaint()).toMatch(/"next":"Discord waits 3 seconds/);
    rig.server.interactions.close();
  });

  it('an answer Discord finds malformed is replaced by a word about that, also on a private message', async () => {
    const message = await privateMessage();
    rig.server.fail('PATCH', /@original|%40original/, { status: 400, body: { message: 'Invalid', code: 50035 } });
    answers('second');
    const answer = await messageFrom(pressButton(rig.server, PEOPLE.ada, message, NEXT));
    expect(answer).toMatchObject({ updated: false, private: true });
    expect(wordsOf(answer.message)).toContain('would not show the result');
    expect(await complaint()).toMatch(/50035.*"next":"Discord found the payload malformed/);
  });

  it('that nothing at all can be shown ends with the log', async () => {
    rig.server.fail('PATCH', /@original|%40original/, { status: 403, body: { message: 'Nope', code: 50001 } }, 2);
    answers('unseen');
    runCommand(rig.server, PEOPLE.ada, 'quiz today');
    await rig.until('complaints', 2);
    expect(rig.complaints.join()).toMatch(/could not be shown.*could not be answered/s);
    rig.server.interactions.close();
  });

  it('a menu entry nobody declares any more reaches core by its name', async () => {
    const data = { id: '1', name: 'Quiz them all', type: 2, target_id: PEOPLE.bob.id };
    const resolved = { users: { [PEOPLE.bob.id]: userOf(PEOPLE.bob) } };
    await rig.server.interact(interactionOf(PEOPLE.ada, 2, { ...data, resolved })).answer;
    expect(rig.asked[0]?.request).toMatchObject({ kind: 'shortcut', shortcut: 'Quiz them all' });
  });
});
