/** What people do on Discord, through the real discord.js, against the strict server. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bold, text } from '../../src/core/message.ts';
import { pressButton, runCommand, submitModal, typeInto } from '../fakes/discord/client.ts';
import { directInteractionOf, interactionOf } from '../fakes/discord/events.ts';
import { CHANNEL, GUILD, GUILD_NAME, isObject, type Json, objects, PEOPLE } from '../fakes/discord/ids.ts';
import { readMarkdown } from '../fakes/discord/markdown.ts';
import { buttonsOf, messageFrom, modalFrom, wordsOf } from '../fakes/discord/reading.ts';
import { FORM, messageReply, type Rig, startRig } from '../fakes/discord/rig.ts';
import { flatten } from '../fakes/discord/rules.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.close();
});

/** A private message with one button, to press it. */
async function withButton(opens: 'form' | 'message'): Promise<Json> {
  rig.handle = async () =>
    messageReply('press', {
      buttons: [{ action: { verb: 'open', args: ['r1'] }, label: 'Open', style: 'primary', opens }],
    });
  return (await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'))).message;
}

describe('a command', () => {
  it('is acknowledged privately and then answered', async () => {
    const { message, private: isPrivate } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'));
    expect(isPrivate).toBe(true);
    expect(wordsOf(message)).toBe('fine');
    expect(rig.server.violations).toEqual([]);
  });

  it('tells core who asked, where, and with which options', async () => {
    const exchange = runCommand(rig.server, PEOPLE.bob, 'quiz setup', { channel: CHANNEL, time: '9:00', attempts: 2 });
    await exchange.answer;
    const [first] = rig.asked;
    expect(first?.request).toEqual({
      kind: 'command',
      command: 'quiz setup',
      options: { channel: CHANNEL, time: '9:00', attempts: 2 },
    });
    expect(first?.caller).toMatchObject({
      workspace: { platform: 'discord', externalId: GUILD, name: GUILD_NAME },
      member: { externalId: PEOPLE.bob.id, name: 'Bob' },
      channelId: CHANNEL,
      requestId: exchange.id,
    });
  });

  it('knows who may manage the server', async () => {
    await runCommand(rig.server, PEOPLE.lead, 'lookup', { concept: 'gil' }).answer;
    await runCommand(rig.server, PEOPLE.ada, 'lookup', { concept: 'gil' }).answer;
    expect(await Promise.all(rig.asked.map(({ caller }) => caller.isAdmin()))).toEqual([true, false]);
    expect(rig.asked.map(({ request }) => request)).toMatchObject([{ command: 'lookup' }, { command: 'lookup' }]);
  });

  it('is acknowledged before a slow desk has answered', async () => {
    rig.handle = async () => {
      await delay(200);
      return messageReply('slow');
    };
    const exchange = runCommand(rig.server, PEOPLE.ada, 'quiz today');
    expect(wordsOf((await messageFrom(exchange)).message)).toBe('slow');
    expect(exchange.acknowledgedAfter).toBeLessThan(200);
  });

  it('gets an apology when the desk throws, and the next one still works', async () => {
    rig.handle = async () => {
      throw new Error('a fault of ours');
    };
    const { message, private: isPrivate } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'));
    expect(isPrivate).toBe(true);
    expect(wordsOf(message)).toContain('went wrong on our side');
    expect(rig.complaints).toEqual([expect.stringContaining('a fault of ours')]);
    rig.handle = async () => messageReply('alive');
    expect(wordsOf((await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'))).message)).toBe('alive');
  });

  it('is not carried out when it cannot be acknowledged', async () => {
    rig.server.fail('POST', /\/callback$/, { status: 404, body: { message: 'Unknown interaction', code: 10062 } });
    rig.server.interact(
      interactionOf(PEOPLE.ada, 2, { id: '1', name: 'quiz', type: 1, options: [{ name: 'today', type: 1 }] }),
    );
    await messageFrom(runCommand(rig.server, PEOPLE.bob, 'quiz today'));
    expect(rig.asked.map(({ caller }) => caller.member.name)).toEqual(['Bob']);
    expect(rig.complaints.join()).toContain('10062');
  });

  it('whose result Discord will not show is told so', async () => {
    rig.server.fail('PATCH', /@original|%40original/, {
      status: 400,
      body: { message: 'Invalid Form Body', code: 50035 },
    });
    const { message } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'));
    expect(wordsOf(message)).toContain('would not show the result');
    expect(rig.complaints.join()).toContain('50035');
  });

  it('from a direct message is answered politely and not carried out', async () => {
    const { message } = await messageFrom(
      rig.server.interact(directInteractionOf(PEOPLE.ada, 2, { id: '1', name: 'lookup', type: 1 })),
    );
    expect(wordsOf(message)).toContain('works in a server');
    expect(rig.asked).toEqual([]);
  });

  it('shows hostile words as words', async () => {
    const hostile = '@everyone <@1> <#1> `code` **bold** [x](https://e.org)\n# heading\n> quote\n- list';
    rig.handle = async () =>
      messageReply('', { blocks: [{ kind: 'paragraph', inlines: [text(hostile), bold('**')] }] });
    const { message } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz today'));
    const [shown] = flatten(objects(message.components)).filter((part) => part.type === 10);
    expect(readMarkdown(String(shown?.content))).toEqual({ plain: `${hostile}**`, marks: ['bold'] });
  });
});

describe('a form', () => {
  it('is the first answer to its command and to its button', async () => {
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(runCommand(rig.server, PEOPLE.ada, 'quiz answer'));
    expect(modal).toMatchObject({ title: 'Your answer', custom_id: 'rc1:answer:round1' });
    expect(objects(modal.components).map((part) => part.type)).toEqual([10, 18, 18, 18]);
    const message = await withButton('form');
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const pressed = await modalFrom(pressButton(rig.server, PEOPLE.ada, message, 'rc1f:open:r1'));
    expect(pressed).toEqual(modal);
    expect(rig.asked.at(-1)?.request).toEqual({ kind: 'press', action: { verb: 'open', args: ['r1'] } });
  });

  it('comes back with texts as typed and choices as lists', async () => {
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(runCommand(rig.server, PEOPLE.ada, 'quiz answer'));
    rig.handle = async () => messageReply('graded');
    const values = { text: 'because\n  of `co_consts`', one: ['B'], many: ['A', 'B'] };
    const { message, private: isPrivate } = await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, values));
    expect(isPrivate).toBe(true);
    expect(wordsOf(message)).toBe('graded');
    expect(rig.asked.at(-1)?.request).toEqual({ kind: 'submit', action: FORM.action, values });
    await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, { text: 'x' }));
    expect(rig.asked.at(-1)?.request).toMatchObject({ values: { text: 'x', one: [], many: [] } });
    expect(rig.server.violations).toEqual([]);
  });

  it('that is refused gives back the sentences and every character typed', async () => {
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const modal = await modalFrom(runCommand(rig.server, PEOPLE.ada, 'quiz answer'));
    rig.handle = async () => ({ kind: 'invalid', errors: { text: 'Say at least three words.' } });
    const short = await messageFrom(submitModal(rig.server, PEOPLE.ada, modal, { text: 'the `gil`' }));
    expect(short.private).toBe(true);
    expect(wordsOf(short.message)).toContain('Say at least three words.');
    expect(wordsOf(short.message)).toContain('the `gil`');
    const long = 'answer '.repeat(571).slice(0, 4000);
    const exchange = submitModal(rig.server, PEOPLE.ada, modal, { text: long });
    const first = await messageFrom(exchange);
    const rest = await exchange.followedUp(1);
    const shown = [first.message, ...rest].map(wordsOf).join(' ');
    expect(shown.match(/answer/g)?.length).toBe(571);
    expect(rest.every((message) => (Number(message.flags) & 64) !== 0)).toBe(true);
    expect(rig.server.violations).toEqual([]);
  });

  it('is answered with a private message when core has none to show', async () => {
    rig.handle = async () => messageReply('nothing is open');
    const { message, private: isPrivate } = await messageFrom(runCommand(rig.server, PEOPLE.ada, 'quiz answer'));
    expect(isPrivate).toBe(true);
    expect(wordsOf(message)).toBe('nothing is open');
    expect(rig.server.violations).toEqual([]);
  });

  it('that took too long can be opened from the message that says so', async () => {
    const message = await withButton('form');
    rig.handle = async () => {
      await delay(2200);
      return { kind: 'form', form: FORM };
    };
    const late = await messageFrom(pressButton(rig.server, PEOPLE.ada, message, 'rc1f:open:r1'));
    expect(wordsOf(late.message)).toContain('once more');
    rig.handle = async () => ({ kind: 'form', form: FORM });
    const [again] = buttonsOf(late.message);
    await modalFrom(pressButton(rig.server, PEOPLE.ada, late.message, String(again?.custom_id)));
    expect(rig.asked.at(-1)?.request).toEqual({ kind: 'press', action: { verb: 'open', args: ['r1'] } });
    expect(rig.server.violations).toEqual([]);
  });
});

describe('a button', () => {
  it('that opens a message is acknowledged first', async () => {
    const message = await withButton('message');
    rig.handle = async () => messageReply('pressed');
    expect(wordsOf((await messageFrom(pressButton(rig.server, PEOPLE.ada, message, 'rc1:open:r1'))).message)).toBe(
      'pressed',
    );
  });

  it('of an older version reaches core as outdated', async () => {
    const message = { ...(await withButton('message')), components: [row('quiz-v0:answer')] };
    await messageFrom(pressButton(rig.server, PEOPLE.ada, message, 'quiz-v0:answer'));
    expect(rig.asked.at(-1)?.request).toEqual({ kind: 'press', action: { verb: 'outdated', args: [] } });
  });

  const row = (id: string): Json => ({ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: id }] });
});

describe('completion', () => {
  it('offers at most 25, within the lengths', async () => {
    rig.complete = async (typed) =>
      Array.from({ length: 40 }, (_, index) => ({ label: `${typed} ${'x'.repeat(120)}`, value: `v${index}` }));
    const answer = await typeInto(rig.server, PEOPLE.ada, 'lookup', 'concept', 'gi').answer;
    if (answer.kind !== 'choices') throw new Error('no choices');
    expect(answer.choices).toHaveLength(25);
    expect(answer.choices[0]?.value).toBe('v0');
    expect(rig.server.violations).toEqual([]);
  });

  it('is empty, and in time, when the desk is slow or fails', async () => {
    const late = Promise.withResolvers<never>();
    rig.complete = () => late.promise;
    const slow = typeInto(rig.server, PEOPLE.ada, 'lookup', 'concept', 'gi');
    expect(await slow.answer).toEqual({ kind: 'choices', choices: [] });
    rig.complete = () => Promise.reject(new Error('broken'));
    expect(await typeInto(rig.server, PEOPLE.ada, 'lookup', 'concept', 'gi').answer).toMatchObject({ choices: [] });
    expect(rig.server.violations).toEqual([]);
  });
});

it('every message sent forbids every mention', async () => {
  rig.handle = async () => ({ kind: 'form', form: FORM });
  const modal = await modalFrom(runCommand(rig.server, PEOPLE.ada, 'quiz answer'));
  rig.handle = async () => ({ kind: 'invalid', errors: { text: 'no' } });
  await submitModal(rig.server, PEOPLE.ada, modal, { text: 'x'.repeat(4000) }).followedUp(1);
  rig.handle = async () => messageReply('no form');
  await runCommand(rig.server, PEOPLE.ada, 'quiz answer').answer;
  const bodies = rig.server.requests.flatMap(({ body }) => {
    if (!isObject(body)) return [];
    const message = isObject(body.data) ? body.data : body;
    return message.components && !message.title ? [message] : [];
  });
  expect(bodies.length).toBeGreaterThanOrEqual(3);
  for (const body of bodies) expect(body.allowed_mentions).toEqual({ parse: [] });
});
