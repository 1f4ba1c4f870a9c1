import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { messageWords, person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  await quiz.close();
});

const questions = () => quiz.platform.posted.filter((one) => one.key.startsWith('q-'));
const notices = () => quiz.platform.posted.filter((one) => one.key.startsWith('n-'));

describe('a due slot', () => {
  test('opens one round, however often the tick comes', async () => {
    await quiz.schedule();
    await quiz.at('2026-11-16T08:59:59Z');
    expect(quiz.platform.posted).toEqual([]);
    await quiz.at('2026-11-16T09:00:00Z');
    await Promise.all([quiz.rounds.tick(), quiz.rounds.tick()]);
    await quiz.at('2026-11-16T09:01:00Z');
    expect(quiz.platform.channel('general')).toEqual(['q: Question of the day: Processes']);
    const round = await quiz.live();
    expect(round).toMatchObject({
      state: 'open',
      scheduled: true,
      sequence: 1,
      slot: new Date('2026-11-16T09:00:00Z'),
      closesAt: new Date('2026-11-17T09:00:00Z'),
      message: { channelId: 'general', messageId: 'm1' },
      week: '2026-W47',
      season: '2026-11',
    });
  });

  test('is posted once by two processes on one file, also while the other one is still sending', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refcount-two-'));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const stores = [
      await openSqliteStore({ file: join(folder, 'refcount.db'), log }),
      await openSqliteStore({ file: join(folder, 'refcount.db'), log }),
    ] as const;
    const [first, second] = [quiz.second({ store: stores[0] }), quiz.second({ store: stores[1] })];
    await stores[0].write((tx) =>
      tx.saveWorkspace({ id: 'local:home', platform: 'local', externalId: 'home', name: 'Home' }),
    );
    for (const channelId of ['general', 'other']) {
      const settings = {
        workspaceId: 'local:home',
        channelId,
        cron: '0 9 * * *',
        zone: 'UTC',
        topics: [],
        attempts: 1,
      };
      await first.rounds.setUp(settings);
    }
    quiz.clock.set('2026-11-16T09:00:00Z');
    await Promise.all([first.rounds.tick(), second.rounds.tick()]);
    expect(
      questions()
        .map((one) => one.channelId)
        .sort(),
    ).toEqual(['general', 'other']);

    // The next day the first process hangs in the call until the second has done its tick.
    quiz.clock.set('2026-11-17T09:00:00Z');
    let calls = 0;
    quiz.platform.onPost = async () => {
      if (++calls === 1) await second.rounds.tick();
    };
    await first.rounds.tick();
    await second.rounds.tick();
    await first.rounds.tick();
    expect(questions()).toHaveLength(4);
    expect(new Set(quiz.platform.posted.map((one) => one.key)).size).toBe(quiz.platform.posted.length);
    await Promise.all(stores.map((store) => store.close()));
    await rm(folder, { recursive: true });
  });

  test('is asked at 09:00 on the wall, winter and summer', async () => {
    await quiz.schedule({ zone: 'Europe/Berlin' });
    await quiz.at('2027-03-27T08:00:00Z');
    await quiz.at('2027-03-28T06:59:00Z');
    expect(questions()).toHaveLength(1);
    await quiz.at('2027-03-28T07:00:00Z');
    expect(questions()).toHaveLength(2);
  });
});

describe('after a time of not running', () => {
  test('a question up to six hours late is posted late, and the next one on time', async () => {
    await quiz.schedule();
    await quiz.at('2026-11-16T15:00:00Z');
    expect(questions()).toHaveLength(1);
    expect(await quiz.live()).toMatchObject({ slot: new Date('2026-11-16T09:00:00Z'), state: 'open' });
    await quiz.at('2026-11-17T09:00:00Z');
    expect(questions()).toHaveLength(2);
  });

  test('a backlog gives one question', async () => {
    await quiz.schedule();
    await quiz.at('2026-11-20T10:00:00Z');
    await quiz.rounds.tick();
    expect(quiz.platform.channel('general')).toEqual(['q: Question of the day: Processes']);
    expect(await quiz.live()).toMatchObject({ slot: new Date('2026-11-20T09:00:00Z'), sequence: 1 });
  });

  test('an hourly backlog gives one question, for the newest slot', async () => {
    await quiz.schedule({ cron: '0 * * * *' });
    await quiz.at('2026-11-18T17:30:00Z');
    await quiz.rounds.tick();
    expect(questions()).toHaveLength(1);
    expect(await quiz.live()).toMatchObject({
      slot: new Date('2026-11-18T17:00:00Z'),
      closesAt: new Date('2026-11-18T18:00:00Z'),
    });
  });

  test('a question later than that is skipped for good, with a word to the channel', async () => {
    const schedule = await quiz.schedule();
    await quiz.at('2026-11-16T15:00:01Z');
    await quiz.rounds.tick();
    expect(quiz.platform.channel('general')).toEqual(['n: A question was skipped']);
    const [notice] = notices();
    if (!notice) throw new Error('no notice');
    expect(messageWords(notice.message)).toContain('No question for 2026-11-16T09:00:00.000Z');
    expect(messageWords(notice.message)).toContain('Next question 2026-11-17T09:00:00.000Z');
    const round = await quiz.store.read.round(notice.key.slice(2));
    expect(round).toMatchObject({ state: 'skipped', slot: new Date('2026-11-16T09:00:00Z'), snapshot: undefined });
    expect((await quiz.store.read.schedule(schedule.id))?.nextDue).toEqual(new Date('2026-11-17T09:00:00Z'));
  });

  test.each([
    ['daily', '0 9 * * *', '2026-11-29T16:00:00Z', '2026-11-29T09:00:00.000Z'],
    ['monthly', '0 9 1 * *', '2027-04-10T16:00:00Z', '2027-04-01T09:00:00.000Z'],
    ['yearly', '0 9 1 6 *', '2030-04-10T16:00:00Z', '2029-06-01T09:00:00.000Z'],
  ])('a long %s backlog gives one notice, which names the last slot', async (_, cron, now, last) => {
    await quiz.schedule({ cron });
    await quiz.at(now);
    await quiz.rounds.tick();
    await quiz.rounds.tick();
    expect(quiz.platform.channel('general')).toEqual(['n: A question was skipped']);
    expect(messageWords(notices()[0]?.message ?? fail())).toContain(`No question for ${last}`);
  });

  test('a skipped question breaks no streak, a missed one does', async () => {
    await quiz.schedule();
    const ada = person(quiz.desk, 'Ada');
    const answer = async () => words(await ada.answer((await quiz.live()).id, RIGHT));
    await quiz.at('2026-11-16T09:00:00Z');
    expect(await answer()).toContain('Streak: 1.');
    await quiz.at('2026-11-17T20:00:00Z'); // The 17th is skipped.
    await quiz.at('2026-11-18T09:00:00Z');
    expect((await quiz.live()).sequence).toBe(2);
    expect(await answer()).toContain('Streak: 2.');
    await quiz.at('2026-11-19T09:00:00Z'); // Nobody answers.
    await quiz.at('2026-11-20T09:00:00Z');
    expect(words(await ada.command('quiz stats'))).toContain('0 rounds running, best 2');
    expect(await answer()).toContain('Streak: 1.');
  });
});

describe('by hand', () => {
  test('a schedule can begin at once, and goes on at its own time', async () => {
    const settings = { workspaceId: 'local:home', channelId: 'general', zone: 'UTC', topics: [], attempts: 1 };
    await quiz.schedule();
    await quiz.rounds.setUp({ ...settings, cron: '0 9 * * *', startNow: true });
    await quiz.rounds.tick();
    expect(questions()).toHaveLength(1);
    expect(await quiz.live()).toMatchObject({ slot: new Date('2026-11-16T08:00:00Z'), scheduled: true });
    expect((await quiz.live()).closesAt).toEqual(new Date('2026-11-16T09:00:00Z'));
    await quiz.at('2026-11-16T09:00:00Z');
    expect(questions()).toHaveLength(2);
  });

  test('a question posted by hand gives points but no streak, and the next slot ends it', async () => {
    const schedule = await quiz.schedule();
    const round = await quiz.rounds.postNow(schedule);
    expect(round).toMatchObject({ state: 'open', scheduled: false, sequence: 0 });
    const graded = words(await person(quiz.desk, 'Ada').answer(round?.id ?? '', HALF));
    expect(graded).toContain('with 6 points');
    expect(graded).not.toContain('Streak');
    await quiz.at('2026-11-16T09:00:00Z');
    expect(quiz.platform.channel('general')).toEqual([
      'q: Closed question: Processes',
      'r: The answer: Processes',
      'q: Question of the day: Processes',
    ]);
    expect((await quiz.live()).sequence).toBe(1);
  });

  test('two at the same moment give one question that stays open', async () => {
    const schedule = await quiz.schedule();
    const rounds = await Promise.all([quiz.rounds.postNow(schedule), quiz.rounds.postNow(schedule)]);
    expect(rounds.filter(Boolean)).toHaveLength(1);
    expect(questions()).toHaveLength(1);
    expect((await quiz.live()).state).toBe('open');
  });

  test('one at the very moment of a slot stands for the slot, and is not ended by it', async () => {
    const schedule = await quiz.schedule();
    quiz.clock.set('2026-11-16T09:00:00Z');
    await quiz.rounds.postNow(schedule);
    await quiz.rounds.tick();
    expect(quiz.platform.channel('general')).toEqual(['q: Question of the day: Processes']);
    expect((await quiz.live()).closesAt).toEqual(new Date('2026-11-17T09:00:00Z'));
    await quiz.at('2026-11-17T09:00:00Z');
    expect(questions()).toHaveLength(2);
  });
});

test('one schedule that cannot be served does not keep the others waiting', async () => {
  await quiz.schedule();
  const bad = await quiz.schedule({ channelId: 'bad' });
  await quiz.store.write((tx) =>
    tx.saveSchedule({ ...bad, cron: 'not a cron', nextDue: new Date('2026-11-16T08:30:00Z') }),
  );
  await quiz.at('2026-11-16T09:00:00Z');
  expect(quiz.platform.channel('general')).toEqual(['q: Question of the day: Processes']);
  expect(quiz.complaints.join()).toContain('a part of the tick failed');
});

function fail(): never {
  throw new Error('there is no notice');
}
