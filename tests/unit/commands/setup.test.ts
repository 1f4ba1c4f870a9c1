import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { literal } from '../../../src/core/language/texts.ts';
import type { OptionValue } from '../../../src/core/message.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, permanent, type Quiz, transient, unusable } from '../../fakes/platform/quiz.ts';

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
      discussion: false,
      setUpBy: 'lead',
      state: 'active',
    });
  });

  test('takes the zone of the workspace’s other schedules where none is named', async () => {
    await setup({ zone: 'Asia/Tokyo' });
    await setup({ channel: 'other' });
    expect(await schedule('other')).toMatchObject({ zone: 'Asia/Tokyo' });
    await person(quiz.desk, 'Lead', { workspace: 'elsewhere' }).command('quiz setup');
    expect(await quiz.store.read.scheduleOfChannel('local:elsewhere', 'general')).toMatchObject({ zone: 'UTC' });
  });

  test('takes the channel it is told, else the one it was asked in', async () => {
    const reply = await setup({ channel: 'other', discussion: 'on' });
    expect(reply).toContain('Where: #other');
    expect(reply).toContain('Discussion: a thread opens under each reveal');
    expect(await schedule()).toBeUndefined();
    expect(await schedule('other')).toBeDefined();
  });

  test('takes no channel that no platform can have', async () => {
    const lead = person(quiz.desk, 'Lead');
    expect(words(await lead.type('quiz', 'setup channel:#büro 9:00'))).toContain('“büro” is no channel');
    expect(await quiz.store.read.schedulesOfWorkspace('local:home')).toEqual([]);
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
    ['a thread to talk', { discussion: 'on' }, { discussion: true }],
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
    expect(await schedule()).toMatchObject({
      state: 'paused',
      pausedBy: 'admin',
      pauseReason: { key: 'reason.paused-by', values: { name: 'Lead' } },
      nextDue: undefined,
    });
    await setup();
    expect(await schedule()).toMatchObject({ state: 'active', pausedBy: undefined, pauseReason: undefined });
    expect((await schedule())?.nextDue).toBeDefined();
  });

  test('a time does not fit a cron expression', async () => {
    await setup({ days: '0 9 1 * *' });
    expect(await setup({ time: '10:00' })).toContain('give days together with time');
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

describe('whether Refcount can post there is told at once', () => {
  test('what is missing is listed; the schedule is saved all the same', async () => {
    quiz.platform.faults = [literal('Give Refcount the permission Send Messages.'), literal('Let it create threads.')];
    const reply = await person(quiz.desk, 'Lead').command('quiz setup', { channel: 'other' });
    expect(words(reply)).toContain(
      'Refcount cannot post there yet\nGive Refcount the permission Send Messages.\nLet it create threads.\nThe schedule is saved',
    );
    expect(reply).toMatchObject({ message: { tone: 'bad' } });
    expect(quiz.platform.calls).toEqual(['check other']);
    expect(await schedule('other')).toMatchObject({ state: 'active' });
    quiz.platform.faults = [];
    expect(await setup({ channel: 'other' })).not.toContain('cannot post');
  });

  test('questions that only cannot be discussed are not said to be impossible', async () => {
    quiz.platform.check = async (_, { discussion }) => (discussion ? [literal('Let it create threads.')] : []);
    const said = await setup({ discussion: 'on' });
    expect(said).toContain('Refcount cannot open discussions there yet\nLet it create threads.');
    expect(said).not.toContain('cannot post');
    expect(await setup({ discussion: 'off' })).not.toContain('cannot');
  });

  test.each([
    ['for good', unusable(), 'Refcount cannot post there yet\nGive Refcount the permission Send Messages.'],
    ['for now', transient(), 'The channel could not be checked just now\nthe platform hiccuped'],
  ])('a platform that fails %s', async (_, error, expected) => {
    quiz.platform.fail({ at: 'before', error });
    expect(await setup()).toContain(expected);
    expect(await schedule()).toMatchObject({ state: 'active' });
    expect(quiz.complaints.splice(0)).toEqual([expect.stringContaining('could not be checked at set-up')]);
  });
});

describe('a pause', () => {
  test('of the platform becomes an admin’s, and goes on when an admin says so', async () => {
    await setup();
    const made = (await schedule()) ?? expect.fail('no schedule');
    const pauseReason = literal('The channel is gone.');
    await quiz.store.write((tx) =>
      tx.saveSchedule({ ...made, state: 'paused', pausedBy: 'platform', pauseReason, nextDue: undefined }),
    );
    const lead = person(quiz.desk, 'Lead');
    expect(words(await lead.command('quiz pause'))).toContain('nothing new is posted');
    expect(await schedule()).toMatchObject({ state: 'paused', pausedBy: 'admin' });
    expect(words(await lead.command('quiz pause'))).toContain('paused already');
    expect(words(await lead.command('quiz resume'))).toContain('Resumed.');
    expect(await schedule()).toMatchObject({ state: 'active', pausedBy: undefined, pauseReason: undefined });
  });

  test('that ends while something is still in the way says so', async () => {
    await setup();
    const lead = person(quiz.desk, 'Lead');
    await lead.command('quiz pause');
    quiz.platform.faults = [literal('Unarchive the channel.')];
    const resumed = await lead.command('quiz resume');
    expect(resumed).toMatchObject({ message: { tone: 'bad' } });
    expect(words(resumed)).toContain('cannot post there yet\nUnarchive the channel.');
    await lead.command('quiz pause');
    quiz.platform.faults = [];
    expect(words(await lead.command('quiz resume'))).toMatch(/^Resumed\. Next question \S+\.$/);
  });
});

test('a question that is refused is not posted, and why is said in the language of whoever asked', async () => {
  await setup();
  for (const [locale, said] of [
    ['en', 'The question could not be posted in #general: '],
    ['de', 'Die Frage konnte in #general nicht gestellt werden: '],
  ] as const) {
    quiz.platform.fail({ at: 'before', error: permanent() });
    const reply = words(await person(quiz.desk, 'Lead', { locale }).command('quiz post'));
    expect(reply).toContain(said);
    expect(reply).toContain('The channel is gone. Choose another.');
    expect(quiz.complaints.splice(0)).not.toEqual([]);
    quiz.clock.set(new Date(quiz.clock.now().getTime() + 60_000).toISOString());
  }
});

test('a question that a linked channel has and this one refused is not called posted here', async () => {
  await setup();
  await quiz.link((await schedule()) ?? expect.fail('no schedule'));
  quiz.platform.fail({ at: 'before', error: unusable() });
  expect(words(await person(quiz.desk, 'Lead').command('quiz post'))).toBe(
    'Posted in the linked channels, but not in #general: Give Refcount the permission Send Messages.',
  );
  expect(quiz.guests.channel('quiz')).toHaveLength(1);
  expect(quiz.complaints.splice(0)).not.toEqual([]);
});

test('a question that waits for this channel is not called posted here', async () => {
  await setup();
  await quiz.link((await schedule()) ?? expect.fail('no schedule'));
  quiz.platform.fail({ at: 'before', error: transient() });
  expect(words(await person(quiz.desk, 'Lead').command('quiz post'))).toContain('waits to be posted in #general');
  quiz.complaints.splice(0);
});

describe('in a workspace that plays in another’s', () => {
  const guest = (channelId: string, locale?: string) =>
    person(quiz.desk, 'Lead', { platform: 'slack', workspace: 'guests', channelId, ...(locale && { locale }) });

  test('the linked channel has the home’s schedule; its own admin is who is told of faults', async () => {
    await setup();
    const made = (await schedule()) ?? expect.fail('no schedule');
    await quiz.link(made);
    quiz.guests.faults = [literal('Invite Refcount to the channel.')];
    const reply = words(await guest('quiz').command('quiz setup', { time: '10:00' }));
    expect(reply).toContain('Schedule changed');
    expect(reply).toContain('Where: #quiz');
    expect(reply).toContain('Invite Refcount to the channel.');
    expect(quiz.guests.calls).toEqual(['check quiz']);
    expect(await schedule()).toMatchObject({ id: made.id, cron: '0 10 * * 1-5', setUpBy: 'lead' });
    expect(await quiz.store.read.schedulesOfWorkspace('slack:guests')).toEqual([]);
    expect(words(await guest('quiz').command('quiz pause'))).toContain('Paused.');
    expect(await schedule()).toMatchObject({ state: 'paused', pausedBy: 'admin' });
    expect(words(await guest('quiz').command('quiz resume'))).toContain('Resumed.');
    expect(words(await guest('quiz').command('quiz post'))).toContain('Posted in #quiz.');
    expect(words(await guest('quiz').command('quiz close'))).toContain('The answer is revealed in the channel.');
  });

  test('another channel of it has none, and how to get questions there is said', async () => {
    await setup();
    await quiz.link((await schedule()) ?? expect.fail('no schedule'));
    for (const reply of [
      await guest('random').command('quiz setup', { time: '10:00' }),
      await guest('random').type('quiz', 'setup'),
      await guest('random').submit({ verb: 'setup', args: ['random'] }, {}),
    ]) {
      expect(words(reply)).toContain('Questions here come from Home');
    }
    expect(words(await guest('general').command('quiz pause'))).toContain('No schedule is set up for this channel');
    expect(await schedule()).toMatchObject({ cron: '0 9 * * 1-5', state: 'active' });
    expect(await quiz.store.read.schedulesOfWorkspace('slack:guests')).toEqual([]);
    expect(await quiz.store.read.schedulesOfWorkspace('local:home')).toHaveLength(1);
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
