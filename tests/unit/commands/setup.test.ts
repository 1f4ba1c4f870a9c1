import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OptionValue } from '../../../src/core/message.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

const setup = async (options: Readonly<Record<string, OptionValue>> = {}) =>
  words(await person(quiz.desk, 'Lead').command('quiz setup', options));
const schedule = async (channel = 'general') => await quiz.store.read.scheduleOfChannel('local:home', channel);

describe('a new schedule', () => {
  test('asks on weekdays at 09:00 UTC about everything, once, where nothing else is said', async () => {
    expect(await setup()).toContain('weekdays at 09:00, UTC');
    expect(await schedule()).toMatchObject({
      cron: '0 9 * * 1-5',
      zone: 'UTC',
      topics: [],
      attempts: 1,
      state: 'active',
    });
  });

  test('takes the channel it is told, else the one it was asked in', async () => {
    expect(await setup({ channel: 'other' })).toContain('Where: #other');
    expect(await schedule()).toBeUndefined();
    expect(await schedule('other')).toBeDefined();
  });

  test('asks its first question at the next slot', async () => {
    expect(await setup({ time: '08:00', days: 'daily' })).toContain('Next question 2026-11-17T08:00:00.000Z');
    expect(await setup({ time: '8.01' })).toContain('Next question 2026-11-16T08:01:00.000Z');
  });
});

describe('a changed schedule', () => {
  beforeEach(async () => {
    await setup({ time: '17:30', days: 'mon,wed,fri', zone: 'Europe/Berlin', topics: 'quoting,pipes', attempts: 3 });
  });

  test('keeps what is not named', async () => {
    const before = await schedule();
    expect(before).toMatchObject({ cron: '30 17 * * 1,3,5', zone: 'Europe/Berlin', topics: ['quoting', 'pipes'] });
    const reply = await setup();
    expect(reply).toContain('Schedule changed');
    expect(reply).toContain('Topics: Quoting, Pipes');
    expect(await schedule()).toEqual(before);
  });

  test.each([
    ['time alone keeps the days', { time: '08:05' }, { cron: '5 8 * * 1,3,5' }],
    ['days alone keep the time', { days: 'weekends' }, { cron: '30 17 * * 0,6' }],
    ['a zone alone keeps both', { zone: 'asia/tokyo' }, { cron: '30 17 * * 1,3,5', zone: 'Asia/Tokyo' }],
    ['an expression replaces both', { days: '0 */6 * * *' }, { cron: '0 */6 * * *' }],
    ['topics alone', { topics: 'Processes, quoting' }, { topics: ['processes', 'quoting'], attempts: 3 }],
    ['all topics', { topics: 'all' }, { topics: [] }],
    ['attempts alone', { attempts: '2' }, { attempts: 2, topics: ['quoting', 'pipes'] }],
  ])('%s', async (_, options, expected) => {
    const before = await schedule();
    await setup(options);
    const after = await schedule();
    expect(after).toEqual({ ...before, ...expected, nextDue: after?.nextDue });
    expect(after?.nextDue?.getTime()).toBeGreaterThan(quiz.clock.now().getTime());
  });

  test('runs again when it was paused', async () => {
    await person(quiz.desk, 'Lead').command('quiz pause');
    expect(await schedule()).toMatchObject({ state: 'paused', pauseReason: 'paused by Lead', nextDue: undefined });
    await setup();
    expect(await schedule()).toMatchObject({ state: 'active', pauseReason: undefined });
    expect((await schedule())?.nextDue).toBeDefined();
  });

  test('a time does not fit a cron expression', async () => {
    await setup({ days: '0 9 1 * *' });
    expect(await setup({ time: '10:00' })).toContain('give `days` together with `time`');
    expect(await schedule()).toMatchObject({ cron: '0 9 1 * *' });
  });
});

describe('what cannot be is said, with the nearest that can, and changes nothing', () => {
  test.each([
    [{ zone: 'Europe/Berlim' }, 'Did you mean Europe/Berlin?'],
    [{ zone: 'Tokio' }, 'Did you mean Asia/Tokyo?'],
    [{ zone: 'Nowhere/Nothing' }, '“Nowhere/Nothing” is not a time zone.'],
    [{ topics: 'proceses' }, 'Did you mean processes?'],
    [{ topics: 'quoting,xyzzyx' }, 'There are no questions on “xyzzyx”. Topics: pipes, processes, quoting, or all.'],
    [{ time: '25:00' }, '“25:00” is not a time of day.'],
    [{ time: 'noon' }, '“noon” is not a time of day.'],
    [{ days: 'weekday' }, 'Did you mean weekdays?'],
    [{ days: '0 9 * * 1', time: '09:00' }, 'already holds the time'],
    [{ days: '*/5 * * * *' }, 'more than once an hour'],
    [{ days: '0 9 31 2 *' }, 'never comes round'],
    [{ days: '0 9 * *' }, 'not a cron expression of five fields'],
  ])('%j', async (options, problem) => {
    expect(await setup(options)).toContain(problem);
    expect(await schedule()).toBeUndefined();
  });
});

test('the commands that need a schedule say how to make one', async () => {
  const lead = person(quiz.desk, 'Lead');
  for (const command of ['post', 'pause', 'resume', 'skip'])
    expect(words(await lead.command(`quiz ${command}`))).toContain('Start with /quiz setup');
  expect(words(await lead.command('quiz today'))).toContain('An admin can start with /quiz setup');
  await setup({ channel: 'other' });
  expect(words(await lead.command('quiz post'))).toContain('or name the channel');
  expect(words(await lead.command('quiz post', { channel: 'other' }))).toContain('Posted in #other');
});
