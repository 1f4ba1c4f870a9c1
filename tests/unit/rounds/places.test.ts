/** One round in the channels of two workspaces: asked, edited and revealed in each, and lost only when lost in all. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/message.ts';
import type { Schedule } from '../../../src/core/ports.ts';
import { messageWords, person, words } from '../../fakes/platform/people.ts';
import { breaking, createQuiz, permanent, type Quiz, RIGHT, transient } from '../../fakes/platform/quiz.ts';

const NINE = '2026-11-16T09:00:00Z';
const NEXT = '2026-11-17T09:00:00Z';
const ASKED = ['q: Question of the day: Processes'];
const CLOSED = ['q: Closed question: Processes', 'r: The answer: Processes'];

let quiz: Quiz;
let schedule: Schedule;
beforeEach(async () => {
  quiz = await createQuiz();
  schedule = await quiz.schedule();
  await quiz.link(schedule);
});
afterEach(async () => {
  await quiz.close();
});

const home = () => quiz.platform.channel('general');
const guest = () => quiz.guests.channel('quiz');
const rounds = async () => await quiz.store.read.liveRoundsOfSchedule(schedule.id);
const item = async (kind: string, roundId: string, place = '-place1') =>
  await quiz.store.read.outboxItem(`${kind}-${roundId}${place}`);
const guestAda = () =>
  person(quiz.desk, 'Ada', { platform: 'slack', workspace: 'guests', channelId: 'quiz', admin: false });
const closeNow = async () => await quiz.rounds.closeNow(await quiz.live());

describe('a round with a linked place', () => {
  test('is asked, edited and revealed in both channels, under a key that names the place', async () => {
    await quiz.at(NINE);
    const { id, state, message } = await quiz.live();
    expect(home()).toEqual(ASKED);
    expect(guest()).toEqual(ASKED);
    expect(state).toBe('open');
    expect(message).toEqual({ channelId: 'general', messageId: 'm1' });
    expect(quiz.guests.calls).toEqual([`post q-${id}-place1`]);
    expect(await item('q', id)).toMatchObject({ state: 'sent', ref: { channelId: 'quiz', messageId: 'm1' } });
    expect(await item('q', id, '')).toMatchObject({ ref: { channelId: 'general', messageId: 'm1' } });
    expect(await rounds()).toHaveLength(1);
    await quiz.at(NEXT);
    expect(home()).toEqual([...CLOSED, ...ASKED]);
    expect(guest()).toEqual([...CLOSED, ...ASKED]);
    for (const one of quiz.guests.posted) expect(one.key.length).toBeLessThanOrEqual(25);
  });

  test('counts answers from both, and says so in both', async () => {
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await person(quiz.desk, 'Ada').answer(id, RIGHT);
    expect(words(await guestAda().answer(id, RIGHT))).toContain('10 of 10');
    await quiz.at('2026-11-16T09:01:00Z');
    for (const platform of [quiz.platform, quiz.guests]) {
      expect(messageWords(platform.posted[0]?.message ?? none())).toContain('2 members have answered');
    }
    expect((await quiz.store.read.answersOf(id)).members).toBe(2);
    expect(await quiz.store.checkStandings(false)).toEqual([]);
    await closeNow();
    expect(messageWords(quiz.guests.posted[1]?.message ?? none())).toContain('2 members answered');
  });

  test('speaks in each channel what its workspace speaks', async () => {
    await quiz.store.write((tx) => tx.setLanguage('slack:guests', 'de'));
    await quiz.at(NINE);
    await closeNow();
    expect(home()).toEqual(CLOSED);
    expect(guest().map((line) => line.slice(0, 3))).toEqual(['q: ', 'r: ']);
    for (const line of guest()) expect(CLOSED).not.toContain(line);
    expect(messageWords(quiz.guests.posted[1]?.message ?? none())).toMatch(/Frage/);
  });

  test('tells both that a slot was skipped', async () => {
    await quiz.at('2026-11-16T18:00:00Z');
    expect(home()).toEqual(['n: A question was skipped']);
    expect(guest()).toEqual(['n: A question was skipped']);
    expect(messageWords(quiz.guests.posted[0]?.message ?? none())).toContain('Refcount was not running then');
  });

  test('changes its closing time in both', async () => {
    await quiz.at(NINE);
    await quiz.rounds.skip((await quiz.store.read.schedule(schedule.id)) ?? schedule);
    for (const platform of [quiz.platform, quiz.guests]) {
      expect(messageWords(platform.posted[0]?.message ?? none())).toContain('2026-11-18T09:00:00.000Z');
    }
  });
});

describe('a place that fails', () => {
  test.each([
    ['the linked one', () => quiz.guests, () => quiz.platform],
    ['the schedule’s own', () => quiz.platform, () => quiz.guests],
  ])('for good, %s: the round goes on in the other, and nothing more is said there', async (_, failing, other) => {
    failing().fail({ at: 'before', error: permanent() });
    await quiz.at(NINE);
    const { id, state } = await quiz.live();
    expect(state).toBe('open');
    await person(quiz.desk, 'Ada').answer(id, RIGHT);
    await quiz.at('2026-11-16T09:01:00Z');
    await closeNow();
    expect(failing().posted).toEqual([]);
    expect(other().posted.map((one) => one.message.summary)).toEqual([
      'Closed question: Processes',
      'The answer: Processes',
    ]);
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'closed', skipReason: undefined });
    expect((await quiz.store.read.schedule(schedule.id))?.state).toBe('active');
  });

  test('breaks no streak of those who could not see the question', async () => {
    const streakOf = async (who: { command(name: string): Promise<Reply> }) => words(await who.command('quiz stats'));
    const bob = person(quiz.desk, 'Bob');
    await quiz.at(NINE);
    for (const who of [guestAda(), bob]) await who.answer((await quiz.live()).id, RIGHT);
    // The edit and the reveal of the first, and the second question.
    quiz.guests.fail(...[1, 2, 3].map(() => ({ at: 'before' as const, error: permanent() })));
    await quiz.at(NEXT);
    await quiz.at('2026-11-18T09:00:00Z');
    expect(await streakOf(guestAda())).toContain('1 round running');
    expect(await streakOf(bob)).toContain('0 rounds running');
    for (const who of [guestAda(), bob]) await who.answer((await quiz.live()).id, RIGHT);
    expect(await streakOf(guestAda())).toContain('2 rounds running');
    expect(await streakOf(bob)).toContain('1 round running');
  });

  test('for good before the other was tried: the round waits for the other', async () => {
    quiz.guests.setConnected(false);
    quiz.platform.fail({ at: 'before', error: permanent() });
    await quiz.at(NINE);
    expect((await quiz.live()).state).toBe('planned');
    quiz.guests.setConnected(true);
    await quiz.at('2026-11-16T09:05:00Z');
    const round = await quiz.live();
    expect(round).toMatchObject({ state: 'open', message: undefined, openedAt: quiz.clock.now() });
    await closeNow();
    expect(guest()).toEqual(CLOSED);
    expect(home()).toEqual([]);
  });

  test('for good in both, however far apart: the round is skipped with the last reason', async () => {
    quiz.platform.fail({ at: 'before', error: permanent() });
    quiz.guests.fail({ at: 'before', error: transient() }, { at: 'before', error: permanent() });
    await quiz.at(NINE);
    const { id, state } = await quiz.live();
    expect(state).toBe('planned');
    await quiz.at('2026-11-16T09:01:00Z');
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'skipped' });
    expect(await quiz.store.read.askedQuestions(schedule.id)).toEqual([]);
    await quiz.at(NEXT);
    expect((await quiz.live()).sequence).toBe(1);
  });

  test('for now: it gets the question later, and the other does not wait', async () => {
    quiz.guests.fail({ at: 'before', error: transient(600_000) });
    await quiz.at(NINE);
    expect(home()).toEqual(ASKED);
    const opened = (await quiz.live()).openedAt;
    await quiz.at('2026-11-16T09:10:00Z');
    expect(guest()).toEqual(ASKED);
    expect((await quiz.live()).openedAt).toEqual(opened);
  });

  test('until the round has ended elsewhere: nothing of it is posted there any more', async () => {
    quiz.guests.setConnected(false);
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await closeNow();
    expect(home()).toEqual(CLOSED);
    quiz.guests.setConnected(true);
    await quiz.rounds.tick();
    expect(guest()).toEqual([]);
    expect(await item('q', id)).toMatchObject({ state: 'failed', error: 'it ended before it could be posted' });
    expect(await item('r', id)).toBeUndefined();
    await quiz.at(NEXT);
    expect(guest()).toEqual(ASKED);
  });

  test.each([
    ['the linked one, whose question never arrived', 'before' as const, [], () => [quiz.guests, quiz.platform]],
    ['the linked one, whose question arrived after all', 'lost' as const, CLOSED, () => [quiz.guests, quiz.platform]],
    ['the own one, whose question never arrived', 'before' as const, [], () => [quiz.platform, quiz.guests]],
    ['the own one, whose question arrived after all', 'lost' as const, CLOSED, () => [quiz.platform, quiz.guests]],
  ])('in the middle of the round, %s', async (_, at, left, both) => {
    const [failing, other] = both();
    failing?.fail({ at, error: transient(7_200_000) });
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await person(quiz.desk, 'Ada').answer(id, RIGHT);
    quiz.clock.set('2026-11-16T10:00:00Z');
    await closeNow();
    await quiz.at('2026-11-16T11:30:00Z');
    const said = (platform = quiz.platform) =>
      platform.posted.map((one) => `${one.key.slice(0, 1)}: ${one.message.summary}`);
    expect(said(other)).toEqual(CLOSED);
    expect(said(failing)).toEqual(left);
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'closed' });
  });

  test('in both until the round is over: it is skipped, and what was begun is edited where it turns up', async () => {
    quiz.platform.setConnected(false);
    quiz.guests.fail({ at: 'lost', error: transient(26 * 3_600_000) });
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await quiz.at(NEXT);
    await quiz.at('2026-11-17T11:00:00Z');
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'skipped' });
    expect(await item('q', id, '')).toMatchObject({ state: 'failed' });
    expect(guest()).toEqual(['q: Skipped question: Processes', ...ASKED]);
  });

  test('with its process, between the post and the commit: found and not posted again, on either side', async () => {
    const dying = quiz.second({ store: breaking(quiz.store, () => quiz.guests.posted.length > 0) });
    quiz.clock.set(NINE);
    await expect(dying.rounds.tick()).rejects.toThrow('the process ended here');
    const [round] = await rounds();
    const { rounds: after } = quiz.second();
    quiz.clock.set('2026-11-16T09:02:00Z');
    await after.tick();
    expect(home()).toEqual(ASKED);
    expect(guest()).toEqual(ASKED);
    expect(quiz.guests.calls).toContain(`find q-${round?.id}-place1`);
    expect(await quiz.live()).toMatchObject({ state: 'open', message: { channelId: 'general' } });
    expect((await item('q', round?.id ?? ''))?.ref).toEqual({ channelId: 'quiz', messageId: 'm1' });
  });
});

describe('a place linked or unlinked while a round is open', () => {
  test('gets the next round when linked', async () => {
    await quiz.at(NINE);
    await quiz.link(schedule, { id: 'place2', channelId: 'late' });
    await person(quiz.desk, 'Ada').answer((await quiz.live()).id, RIGHT);
    await quiz.at('2026-11-16T10:00:00Z');
    await quiz.at(NEXT);
    expect(quiz.guests.channel('late')).toEqual(ASKED);
    expect(guest()).toEqual([...CLOSED, ...ASKED]);
  });

  test('hears no more of it when unlinked', async () => {
    await quiz.at(NINE);
    await quiz.store.write((tx) => tx.removePlace('place1'));
    await closeNow();
    expect(guest()).toEqual(ASKED);
    expect(home()).toEqual(CLOSED);
    await quiz.at(NEXT);
    expect(guest()).toEqual(ASKED);
  });

  test('is sent nothing that was waiting for it, whether its platform is there or not', async () => {
    quiz.guests.setConnected(false);
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await quiz.store.write((tx) => tx.removePlace('place1'));
    await quiz.rounds.tick();
    expect(await item('q', id)).toMatchObject({ state: 'failed', error: 'the channel is no longer linked' });
    quiz.guests.setConnected(true);
    await quiz.rounds.tick();
    expect(quiz.guests.calls).toEqual([]);
    expect((await quiz.live()).state).toBe('open');
  });

  test('does not keep a round alive that nobody else has', async () => {
    quiz.guests.setConnected(false);
    quiz.platform.fail({ at: 'before', error: permanent() });
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await quiz.store.write((tx) => tx.removePlace('place1'));
    await quiz.rounds.tick();
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'skipped' });
  });

  test('linked again meanwhile in the same channel gets the next round, and not the rest of this one', async () => {
    await quiz.at(NINE);
    await quiz.store.write((tx) => tx.removePlace('place1'));
    await quiz.link(schedule, { id: 'place2' });
    await closeNow();
    expect(guest()).toEqual(ASKED);
    await quiz.at(NEXT);
    expect(guest()).toEqual([...ASKED, ...ASKED]);
  });
});

function none(): never {
  throw new Error('nothing was posted');
}
