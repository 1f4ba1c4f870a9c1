import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageWords, person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.schedule();
  await quiz.at('2026-11-16T09:00:00Z');
});
afterEach(async () => {
  await quiz.close();
});

const channel = () => quiz.platform.channel('general');
const lead = () => person(quiz.desk, 'Lead');
const last = () => messageWords(quiz.platform.posted.at(-1)?.message ?? none());
const CLOSED = ['q: Closed question: Processes', 'r: The answer: Processes'];

describe('closing', () => {
  test('at the next slot: the old question is closed and revealed before the new one is asked', async () => {
    const { id } = await quiz.live();
    await quiz.at('2026-11-17T09:00:00Z');
    expect(channel()).toEqual([...CLOSED, 'q: Question of the day: Processes']);
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'closed', closedAt: quiz.clock.now() });
    expect(quiz.platform.calls.slice(1, 3)).toEqual(['edit m1', `post r-${id}`]);
    const [closed, reveal] = quiz.platform.posted.map((one) => messageWords(one.message));
    expect(closed).not.toContain('[Answer]');
    expect(reveal).toContain('Nobody answered this one.');
    expect(reveal).toContain('The next question follows.');
  });

  test('by hand, once, also when asked for twice at the same time', async () => {
    const [one, two] = [lead(), lead()];
    quiz.clock.set('2026-11-16T12:00:00Z');
    const round = await quiz.live();
    const replies = await Promise.all([
      one.command('quiz close'),
      two.command('quiz close'),
      quiz.rounds.closeNow(round),
    ]);
    expect(words(replies[0])).toContain('Closed.');
    quiz.clock.set('2026-11-16T12:01:00Z');
    await quiz.rounds.closeNow(round);
    await quiz.rounds.tick();
    expect((await quiz.store.read.round(round.id))?.closedAt).toEqual(new Date('2026-11-16T12:00:00Z'));
    expect(channel()).toEqual(CLOSED);
    expect(last()).toContain('Next question 2026-11-17T09:00:00.000Z');
    expect(words(await one.command('quiz close'))).toContain('No question is open');
  });

  test('tells how it went: who did best, what was met, the commonest misconception, streaks', async () => {
    const round = await quiz.live();
    const people = ['Ada', 'Bob', 'Cyd'].map((name) => person(quiz.desk, name));
    const [ada, bob, cyd] = people;
    await ada?.answer(round.id, RIGHT);
    await bob?.answer(round.id, HALF);
    await cyd?.answer(round.id, WRONG);
    await quiz.at('2026-11-17T09:00:00Z');
    await ada?.answer((await quiz.live()).id, RIGHT);
    quiz.clock.set('2026-11-17T10:00:00Z');
    const before = messageWords(quiz.platform.posted[1]?.message ?? none());
    expect(before).toContain('3 members answered, 5.3 points on average.');
    expect(before).toContain('2 of 3 The condition is the exit status');
    expect(before).toContain('1 of 3 A status of zero takes the branch');
    expect(before).toContain('Most common misconception: The condition tests whether the command printed');
    expect(before).toContain('Top answers: Ada 10, Bob 6');
    expect(before).not.toContain('Streaks:');
    await lead().command('quiz close');
    expect(last()).toContain('Streaks: Ada 2');
  });

  test('before the post is confirmed, with answers already: it is posted, closed and revealed in order', async () => {
    quiz.platform.setConnected(false);
    await quiz.at('2026-11-17T09:00:00Z');
    const round = await quiz.live();
    expect(round.state).toBe('planned');
    expect(words(await person(quiz.desk, 'Ada').answer(round.id, RIGHT))).toContain('10 of 10');
    await quiz.at('2026-11-17T12:00:00Z');
    await lead().command('quiz close');
    expect(await quiz.store.read.round(round.id)).toMatchObject({ state: 'closed' });
    quiz.platform.setConnected(true);
    await quiz.rounds.tick();
    expect(channel()).toEqual([...CLOSED, ...CLOSED]);
    expect(await quiz.store.read.round(round.id)).toMatchObject({ state: 'closed', message: { messageId: 'm3' } });
    expect(last()).toContain('1 member answered');
  });
});

describe('pausing', () => {
  test('lets the open question close at its time and asks nothing more until resumed', async () => {
    expect(words(await lead().command('quiz pause'))).toContain('Paused.');
    expect(words(await lead().command('quiz pause'))).toContain('paused already');
    await quiz.at('2026-11-17T09:00:00Z');
    await quiz.at('2026-11-18T09:00:00Z');
    expect(channel()).toEqual(CLOSED);
    expect(last()).toContain('No next question is planned.');
    expect(words(await lead().command('quiz today'))).toContain('Posting is paused.');
    quiz.clock.set('2026-11-18T09:30:00Z');
    expect(words(await lead().command('quiz resume'))).toContain('Resumed. Next question 2026-11-19T09:00:00.000Z');
    expect(words(await lead().command('quiz resume'))).toContain('Posting is on.');
    await quiz.rounds.tick();
    expect(channel()).toEqual(CLOSED);
    await quiz.at('2026-11-19T09:00:00Z');
    expect(channel()).toEqual([...CLOSED, 'q: Question of the day: Processes']);
    expect((await quiz.live()).sequence).toBe(2);
  });

  test('a question posted by hand meanwhile is open for a day, and closes by itself', async () => {
    await lead().command('quiz pause');
    await quiz.at('2026-11-18T12:00:00Z');
    await lead().command('quiz post');
    expect((await quiz.live()).closesAt).toEqual(new Date('2026-11-19T12:00:00Z'));
    await quiz.at('2026-11-19T11:59:00Z');
    expect(channel()).toEqual([...CLOSED, 'q: Question of the day: Processes']);
    await quiz.at('2026-11-19T12:00:00Z');
    expect(channel()).toEqual([...CLOSED, ...CLOSED]);
  });
});

describe('skipping', () => {
  test('leaves out the next slot; what is open stays open until the one after, and streaks are safe', async () => {
    const ada = person(quiz.desk, 'Ada');
    await ada.answer((await quiz.live()).id, RIGHT);
    const reply = words(await lead().command('quiz skip'));
    expect(reply).toContain('Skipped 2026-11-17T09:00:00.000Z. Next question 2026-11-18T09:00:00.000Z');
    await quiz.at('2026-11-17T09:00:00Z');
    expect(channel()).toEqual(['q: Question of the day: Processes']);
    expect(words(await person(quiz.desk, 'Bob').answer((await quiz.live()).id, RIGHT))).toContain('10 of 10');
    await quiz.at('2026-11-18T09:00:00Z');
    expect(channel()).toEqual([...CLOSED, 'q: Question of the day: Processes']);
    expect(words(await ada.answer((await quiz.live()).id, RIGHT))).toContain('Streak: 2.');
  });

  test('changes the closing time that the open question shows, also the second time', async () => {
    expect(last()).toContain('closes 2026-11-17T09:00:00.000Z');
    await lead().command('quiz skip');
    expect(last()).toContain('closes 2026-11-18T09:00:00.000Z');
    await lead().command('quiz skip');
    expect(last()).toContain('closes 2026-11-19T09:00:00.000Z');
    expect(quiz.platform.posted).toHaveLength(1);
  });

  test('of a question that is not posted yet shows the new time once it is', async () => {
    quiz.clock.set('2026-11-16T10:00:00Z');
    await lead().command('quiz close');
    quiz.platform.setConnected(false);
    await lead().command('quiz post');
    await lead().command('quiz skip');
    quiz.platform.setConnected(true);
    await quiz.rounds.tick();
    expect(last()).toContain('[Answer]');
    expect(last()).toContain('closes 2026-11-18T09:00:00.000Z');
  });

  test('while paused there is nothing to skip', async () => {
    await lead().command('quiz pause');
    expect(words(await lead().command('quiz skip'))).toContain('nothing to skip');
  });

  test('twice at once skips one slot', async () => {
    await Promise.all([lead().command('quiz skip'), lead().command('quiz skip')]);
    const [schedule] = await quiz.store.read.schedulesOfWorkspace('local:home');
    expect(schedule?.nextDue).toEqual(new Date('2026-11-18T09:00:00Z'));
  });
});

function none(): never {
  throw new Error('nothing was posted');
}
