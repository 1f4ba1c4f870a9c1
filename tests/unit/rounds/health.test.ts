/** Channels that cannot be posted in: paused with the reason, told once, resumed when the platform allows it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Happening } from '../../../src/core/desk.ts';
import { literal, phrase } from '../../../src/core/language/texts.ts';
import type { Schedule } from '../../../src/core/ports.ts';
import { messageWords, person, words } from '../../fakes/platform/people.ts';
import { createQuiz, permanent, type Quiz, RIGHT, transient, unusable } from '../../fakes/platform/quiz.ts';

const NINE = '2026-11-16T09:00:00Z';
const NEXT = '2026-11-17T09:00:00Z';
const ASKED = 'q: Question of the day: Processes';

let quiz: Quiz;
let scheduled: Schedule;
beforeEach(async () => {
  quiz = await createQuiz();
  scheduled = await quiz.schedule({ setUpBy: 'lead' });
});
afterEach(async () => {
  await quiz.close();
});

const schedule = async () => (await quiz.store.read.schedule(scheduled.id)) ?? expect.fail('the schedule is gone');
const told = () => quiz.platform.whispered.map(({ memberId, message }) => `${memberId}: ${messageWords(message)}`);
const probes = () => quiz.platform.calls.filter((call) => call.startsWith('check')).length;
const happening = (over: Partial<Happening> = {}): Happening => ({
  kind: 'gone',
  workspace: { platform: 'local', externalId: 'home' },
  channelId: 'general',
  why: 'archived',
  ...over,
});
const back = (over: Partial<Happening> = {}): Happening => ({
  kind: 'back',
  workspace: { platform: 'local', externalId: 'home' },
  channelId: 'general',
  ...over,
});
/** Every try to post fails, and a look finds what is wrong, until `mend`. */
function breakChannel(): void {
  quiz.platform.onPost = () => Promise.reject(unusable());
  quiz.platform.faults = [literal('Give Refcount the permission Send Messages.')];
}
function mend(): void {
  quiz.platform.onPost = async () => undefined;
  quiz.platform.faults = [];
}

describe('a channel where nothing can be posted', () => {
  test('pauses its questions with the advice, skips the round, and tells who set them up, once', async () => {
    breakChannel();
    await quiz.at(NINE);
    expect(await schedule()).toMatchObject({
      state: 'paused',
      pausedBy: 'platform',
      pauseReason: literal('Give Refcount the permission Send Messages.'),
      nextDue: undefined,
    });
    expect(await quiz.store.read.askedQuestions(scheduled.id)).toEqual([]);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/^lead: Refcount cannot post in #general/);
    expect(told()[0]).toContain('Give Refcount the permission Send Messages.');
    expect(told()[0]).toContain('go on by themselves');
    expect(quiz.complaints.join()).toContain('questions paused until the platform lets them go on');
    await quiz.at(NEXT);
    await person(quiz.desk, 'Lead').command('quiz post');
    expect(quiz.platform.calls.filter((call) => call.startsWith('post'))).toHaveLength(2);
    expect(told()).toHaveLength(1);
  });

  test('is paused by a refused reveal too, which comes when it goes on, and streaks are safe', async () => {
    await quiz.at(NINE);
    const ada = person(quiz.desk, 'Ada');
    await ada.answer((await quiz.live()).id, RIGHT);
    breakChannel();
    await quiz.at(NEXT);
    expect((await schedule()).pausedBy).toBe('platform');
    expect(told()).toHaveLength(1);
    expect(quiz.platform.channel('general')).not.toContain('r: The answer: Processes');
    mend();
    await quiz.at('2026-11-19T08:00:00Z');
    await quiz.at('2026-11-19T08:01:00Z');
    expect(quiz.platform.channel('general')).toEqual(['q: Closed question: Processes', 'r: The answer: Processes']);
    await quiz.at('2026-11-19T09:00:00Z');
    expect(words(await ada.answer((await quiz.live()).id, RIGHT))).toContain('Streak: 2.');
  });

  test('is not paused by a fault of one message, or by one that passes', async () => {
    quiz.platform.fail({ at: 'before', error: permanent() });
    await quiz.at(NINE);
    quiz.platform.fail({ at: 'before', error: transient() });
    await quiz.at(NEXT);
    expect((await schedule()).state).toBe('active');
    expect(told()).toEqual([]);
  });

  test('is paused and logged when nobody is known to tell, or they cannot be told', async () => {
    await quiz.schedule({ channelId: 'other' });
    quiz.platform.whisperFault = permanent();
    breakChannel();
    await quiz.at(NINE);
    const states = await quiz.store.read.schedulesOfWorkspace('local:home');
    expect(states.map(({ pausedBy }) => pausedBy)).toEqual(['platform', 'platform']);
    expect(quiz.platform.calls.filter((call) => call.startsWith('whisper'))).toEqual(['whisper lead']);
    expect(quiz.complaints.join()).toContain('the admin who set the questions up could not be told');
  });

  test('speaks to the admin what the workspace speaks', async () => {
    await quiz.store.write((tx) => tx.setLanguage('local:home', 'de'));
    breakChannel();
    await quiz.at(NINE);
    expect(told()[0]).toContain('pausieren die Fragen');
  });
});

describe('what the platform paused', () => {
  test('is looked at every ten minutes and goes on at the next slot, which is told once', async () => {
    breakChannel();
    await quiz.at(NINE);
    const before = probes();
    await quiz.at('2026-11-16T09:09:59Z');
    expect(probes()).toBe(before);
    await quiz.at('2026-11-16T09:10:00Z');
    expect(probes()).toBe(before + 1);
    expect((await schedule()).state).toBe('paused');
    mend();
    await quiz.at('2026-11-16T09:19:59Z');
    expect((await schedule()).state).toBe('paused');
    await quiz.at('2026-11-16T09:20:00Z');
    expect(await schedule()).toMatchObject({
      state: 'active',
      pausedBy: undefined,
      pauseReason: undefined,
      nextDue: new Date(NEXT),
    });
    expect(told()).toHaveLength(2);
    expect(told()[1]).toContain('can post in #general again. The next question comes 2026-11-17T09:00:00.000Z.');
    await quiz.at('2026-11-16T09:40:00Z');
    expect(told()).toHaveLength(2);
    expect(probes()).toBe(before + 2);
    await quiz.at(NEXT);
    expect(quiz.platform.channel('general')).toEqual([ASKED]);
  });

  test('is looked at soon after a start', async () => {
    breakChannel();
    await quiz.at(NINE);
    mend();
    await quiz.second().rounds.tick();
    expect((await schedule()).state).toBe('active');
  });

  test('waits while the platform is not connected or cannot answer', async () => {
    breakChannel();
    await quiz.at(NINE);
    mend();
    quiz.platform.setConnected(false);
    const before = probes();
    await quiz.at('2026-11-16T09:10:00Z');
    expect(probes()).toBe(before);
    quiz.platform.setConnected(true);
    quiz.platform.fail({ at: 'before', error: transient() });
    await quiz.at('2026-11-16T09:20:00Z');
    expect((await schedule()).state).toBe('paused');
    await quiz.at('2026-11-16T09:30:00Z');
    expect((await schedule()).state).toBe('active');
  });

  test('is not kept from going on by another channel that fails in an unforeseen way', async () => {
    await quiz.schedule({ channelId: 'other' });
    breakChannel();
    await quiz.at(NINE);
    mend();
    quiz.platform.fail({ at: 'before', error: new TypeError('x is not a function'), channelId: 'other' });
    await quiz.at('2026-11-16T09:10:00Z');
    expect((await schedule()).state).toBe('active');
    expect(quiz.complaints.join()).toContain('TypeError: x is not a function');
  });

  test('and an admin then paused, stays paused until an admin resumes it', async () => {
    breakChannel();
    await quiz.at(NINE);
    await quiz.rounds.pause(await schedule(), phrase('reason.paused-by', { name: 'Lead' }));
    mend();
    await quiz.at('2026-11-16T09:10:00Z');
    await quiz.rounds.happened(back());
    expect(await schedule()).toMatchObject({ state: 'paused', pausedBy: 'admin' });
    await quiz.rounds.resume(await schedule());
    expect(await schedule()).toMatchObject({ state: 'active', pausedBy: undefined, nextDue: new Date(NEXT) });
  });
});

describe('an admin who pauses while the platform is being asked', () => {
  test('has the last word', async () => {
    breakChannel();
    await quiz.at(NINE);
    mend();
    quiz.platform.check = async () => {
      await quiz.rounds.pause(await schedule(), phrase('reason.paused-by', { name: 'Lead' }));
      return [];
    };
    await quiz.at('2026-11-16T09:10:00Z');
    expect(await schedule()).toMatchObject({ state: 'paused', pausedBy: 'admin' });
    expect(told()).toHaveLength(1);
  });
});

describe('a channel that is gone', () => {
  test('pauses with the reason; told again, nothing happens; back, it goes on', async () => {
    await quiz.rounds.happened(happening());
    await quiz.rounds.happened(happening());
    expect(await schedule()).toMatchObject({ pausedBy: 'platform', pauseReason: phrase('reason.archived') });
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('The channel was archived.');
    await quiz.at(NEXT);
    expect(quiz.platform.posted).toEqual([]);
    await quiz.rounds.happened(back());
    await quiz.rounds.happened(back());
    expect(await schedule()).toMatchObject({ state: 'active', nextDue: new Date('2026-11-18T09:00:00Z') });
    expect(told()).toHaveLength(2);
  });

  test('by a right that was taken says which, in the platform’s words; one that is back already pauses nothing', async () => {
    const taken = happening({ why: 'forbidden' });
    await quiz.rounds.happened(taken);
    expect((await schedule()).state).toBe('active');
    quiz.platform.faults = [literal('Give Refcount View Channel.'), literal('Give Refcount Send Messages.')];
    await quiz.rounds.happened(taken);
    expect((await schedule()).pausedBy).toBe('platform');
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('Give Refcount View Channel. Give Refcount Send Messages.');
  });

  test('because it was locked is to be unlocked', async () => {
    await quiz.rounds.happened(happening({ why: 'locked' }));
    expect(told()[0]).toContain('The thread was locked. Unlock it');
  });

  test('for good is not said to need nothing more than waiting', async () => {
    await quiz.rounds.happened(happening({ why: 'deleted' }));
    expect(told()[0]).toContain('Set the questions up in another one');
    expect(told()[0]).not.toContain('go on by themselves');
  });

  test('is not resumed while something is still in its way', async () => {
    await quiz.rounds.happened(happening());
    quiz.platform.faults = [literal('Give Refcount the permission View Channel.')];
    await quiz.rounds.happened(back());
    expect((await schedule()).state).toBe('paused');
  });

  test('leaves other channels, other workspaces, and what an admin paused alone', async () => {
    const other = await quiz.schedule({ channelId: 'other' });
    await quiz.rounds.pause(scheduled, phrase('reason.paused-by', { name: 'Lead' }));
    await quiz.rounds.happened(happening());
    await quiz.rounds.happened(happening({ workspace: { platform: 'slack', externalId: 'home' } }));
    await quiz.rounds.happened(happening({ workspace: { platform: 'local', externalId: 'nowhere' } }));
    expect(await schedule()).toMatchObject({ pausedBy: 'admin' });
    expect((await quiz.store.read.schedule(other.id))?.state).toBe('active');
    await quiz.rounds.happened(back());
    expect(await schedule()).toMatchObject({ pausedBy: 'admin' });
    expect(quiz.platform.calls).toEqual([]);
  });

  test('is noted without ever failing whoever says so', async () => {
    const store = {
      ...quiz.store,
      read: { ...quiz.store.read, schedulesOfWorkspace: () => Promise.reject(new Error('locked')) },
    };
    const lines: string[] = [];
    const { rounds } = quiz.second({ store, complain: (line) => lines.push(line) });
    await rounds.happened(happening());
    expect(lines).toEqual(['what happened to a channel could not be taken note of']);
  });

  test('with its whole workspace: everything in it pauses, and comes back with it', async () => {
    await quiz.schedule({ channelId: 'other' });
    const workspace = { platform: 'local', externalId: 'home' } as const;
    await quiz.rounds.happened({ kind: 'gone', workspace, why: 'removed' });
    const all = () => quiz.store.read.schedulesOfWorkspace('local:home');
    const reason = phrase('reason.removed-from-workspace');
    expect((await all()).map(({ pauseReason }) => pauseReason)).toEqual([reason, reason]);
    await quiz.rounds.happened({ kind: 'back', workspace });
    expect((await all()).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  test('keeps its open round until its time; what cannot be edited then is logged, and no more', async () => {
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await quiz.rounds.happened(happening({ why: 'deleted' }));
    expect(words(await person(quiz.desk, 'Ada').answer(id, RIGHT))).toContain('10 of 10');
    quiz.platform.onPost = () => Promise.reject(permanent());
    quiz.platform.edit = () => Promise.reject(permanent());
    quiz.platform.faults = [literal('There is no such channel.')];
    await quiz.at(NEXT);
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'closed' });
    expect(quiz.complaints.filter((line) => line.includes(`e-${id}`)).join()).toContain('The channel is gone.');
    expect(told()).toHaveLength(1);
    await quiz.at('2026-11-17T09:01:00Z');
    expect(await quiz.store.read.outboxDue(new Date('2027-01-01'), 10)).toEqual([]);
  });
});

describe('a linked place', () => {
  const place = async () => await quiz.store.read.placeOfChannel('slack:guests', 'quiz');
  beforeEach(async () => {
    await quiz.link(scheduled);
  });

  test('where nothing can be posted is left out, while the schedule and who set that up are left alone', async () => {
    quiz.guests.onPost = () => Promise.reject(unusable());
    quiz.guests.faults = [literal('Invite Refcount.')];
    await quiz.at(NINE);
    expect(await place()).toMatchObject({ unusable: true });
    expect((await schedule()).state).toBe('active');
    expect((await quiz.live()).state).toBe('open');
    expect(quiz.guests.whispered).toEqual([]);
    expect(told()).toEqual([]);
    expect(quiz.complaints.join()).toContain('slack:guests');
    await quiz.at(NEXT);
    expect(quiz.guests.calls.filter((call) => call.startsWith('post'))).toHaveLength(1);
    expect(quiz.platform.channel('general')).toContain(ASKED);
    quiz.guests.onPost = async () => undefined;
    quiz.guests.faults = [];
    await quiz.at('2026-11-17T09:10:00Z');
    expect(await place()).toMatchObject({ unusable: false });
    await quiz.at('2026-11-18T09:00:00Z');
    expect(quiz.guests.channel('quiz')).toEqual([ASKED]);
  });

  test('tells who linked it', async () => {
    await quiz.link(scheduled, { linkedBy: 'U1' });
    const gone = { platform: 'slack', externalId: 'guests' } as const;
    const lost = { kind: 'gone', workspace: gone, channelId: 'quiz', why: 'removed' } as const;
    await quiz.rounds.happened(lost);
    await quiz.rounds.happened(lost);
    expect(await place()).toMatchObject({ unusable: true });
    expect(quiz.guests.whispered).toHaveLength(1);
    const [said] = quiz.guests.whispered;
    expect(said).toMatchObject({ workspaceId: 'guests', memberId: 'U1' });
    const heard = messageWords(said?.message ?? expect.fail('nothing was said'));
    expect(heard).toContain('removed from the channel');
    expect(heard).toContain('the other channels still get them');
    expect(heard).not.toContain('Streaks are safe');
    await quiz.rounds.happened({ kind: 'back', workspace: gone, channelId: 'quiz' });
    expect(await place()).toMatchObject({ unusable: false });
    expect(quiz.guests.whispered).toHaveLength(2);
  });

  test.each([
    ['deleted', 'To have the questions in another one, link that one', false],
    ['archived', 'Unarchive it, or link another one', true],
    ['locked', 'Unlock it, or link a channel', true],
  ] as const)('that was %s is linked anew, not set up', async (why, advice, comesBack) => {
    await quiz.link(scheduled, { linkedBy: 'U1' });
    const workspace = { platform: 'slack', externalId: 'guests' } as const;
    await quiz.rounds.happened({ kind: 'gone', workspace, channelId: 'quiz', why });
    const [said] = quiz.guests.whispered;
    const heard = messageWords(said?.message ?? expect.fail('nothing was said'));
    expect(heard).toContain(advice);
    expect(heard).not.toContain('setup');
    expect(heard.includes('go on by themselves')).toBe(comesBack);
  });
});
