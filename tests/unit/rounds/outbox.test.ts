import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageWords, person, words } from '../../fakes/platform/people.ts';
import { breaking, createQuiz, permanent, type Quiz, RIGHT, transient } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  await quiz.close();
});

const NINE = '2026-11-16T09:00:00Z';
const channel = (id = 'general') => quiz.platform.channel(id);
const item = async (kind: string, roundId: string) => await quiz.store.read.outboxItem(`${kind}-${roundId}`);

/** Ticks at the slot with a core whose process ends as soon as `when` says so. */
async function dieAtNine(when: () => boolean): Promise<void> {
  const dying = quiz.second({ store: breaking(quiz.store, when) });
  quiz.clock.set(NINE);
  await expect(dying.rounds.tick()).rejects.toThrow('the process ended here');
}

describe('a crash', () => {
  test('after the post and before the commit: the message is found and not posted again', async () => {
    await quiz.schedule();
    await dieAtNine(() => quiz.platform.posted.length > 0);
    const round = await quiz.live();
    expect(await item('q', round.id)).toMatchObject({ state: 'sending', tries: 1 });
    expect(round).toMatchObject({ state: 'planned', message: undefined });

    const { rounds } = quiz.second();
    quiz.clock.set('2026-11-16T09:02:00Z');
    await rounds.tick();
    expect(channel()).toEqual(['q: Question of the day: Processes']);
    expect(quiz.platform.calls).toEqual([`post q-${round.id}`, `find q-${round.id}`]);
    expect(await quiz.live()).toMatchObject({ state: 'open', message: { channelId: 'general', messageId: 'm1' } });
    expect(await item('q', round.id)).toMatchObject({ state: 'sent', error: undefined });
  });

  test('before the post: it is looked for in vain, and posted once', async () => {
    await quiz.schedule();
    let died = false;
    quiz.platform.onPost = async () => {
      died = true;
      throw transient();
    };
    await dieAtNine(() => died);
    const round = await quiz.live();
    quiz.platform.onPost = async () => undefined;

    const { rounds } = quiz.second();
    quiz.clock.set('2026-11-16T09:02:00Z');
    await rounds.tick();
    await rounds.tick();
    expect(quiz.platform.calls.slice(1)).toEqual([`find q-${round.id}`, `post q-${round.id}`]);
    expect(channel()).toEqual(['q: Question of the day: Processes']);
  });

  test('what is meant to be sent is committed before the platform is called', async () => {
    await quiz.schedule();
    const states: (string | undefined)[] = [];
    quiz.platform.onPost = async (key) => {
      states.push((await quiz.store.read.outboxItem(key))?.state);
    };
    await quiz.at(NINE);
    expect(states).toEqual(['sending']);
  });
});

describe('a platform that fails for now', () => {
  test('is asked again after a growing wait, and looked at before each post', async () => {
    await quiz.schedule();
    quiz.platform.fail(...Array.from({ length: 6 }, () => ({ at: 'before' as const, error: transient() })));
    await quiz.at(NINE);
    const { id } = await quiz.live();
    const waits: number[] = [];
    for (;;) {
      const found = await item('q', id);
      if (found?.state === 'sent') break;
      const due = found?.dueAt ?? new Date(Number.NaN);
      waits.push((due.getTime() - quiz.clock.now().getTime()) / 1000);
      await quiz.at(new Date(due.getTime() - 1).toISOString());
      await quiz.at(due.toISOString());
    }
    expect(waits).toEqual([5, 15, 60, 300, 300, 300]);
    expect(channel()).toHaveLength(1);
    expect(quiz.platform.calls.filter((call) => call.startsWith('find'))).toHaveLength(6);
  });

  test('is left alone for as long as it asked', async () => {
    await quiz.schedule();
    quiz.platform.fail({ at: 'before', error: transient(120_000) });
    await quiz.at(NINE);
    await quiz.at('2026-11-16T09:01:59Z');
    expect(quiz.platform.calls).toHaveLength(1);
    await quiz.at('2026-11-16T09:02:00Z');
    expect(channel()).toHaveLength(1);
  });

  test('and whose answer was lost does not get the message twice', async () => {
    await quiz.schedule();
    quiz.platform.fail({ at: 'lost', error: transient() });
    await quiz.at(NINE);
    await quiz.at('2026-11-16T09:01:00Z');
    expect(channel()).toHaveLength(1);
    expect(await quiz.live()).toMatchObject({ state: 'open', message: { messageId: 'm1' } });
  });

  test('for a reason nobody foresaw is logged and tried again, and the other channels are served', async () => {
    await quiz.schedule();
    await quiz.schedule({ channelId: 'other' });
    quiz.platform.fail({ at: 'before', error: new TypeError('x is not a function'), channelId: 'general' });
    await quiz.at(NINE);
    expect(channel('other')).toHaveLength(1);
    expect(quiz.complaints.join()).toContain('TypeError: x is not a function');
    await quiz.at('2026-11-16T09:01:00Z');
    expect(channel()).toHaveLength(1);
  });

  test('is given up after about a day of tries', async () => {
    await quiz.schedule({ cron: '0 9 1 * *' });
    quiz.platform.fail(...Array.from({ length: 400 }, () => ({ at: 'before' as const, error: transient() })));
    await quiz.at('2026-12-01T09:00:00Z');
    const { id } = await quiz.live();
    let last = quiz.clock.now();
    for (let tries = 1; (await item('q', id))?.state === 'sending'; tries++) {
      expect(tries).toBeLessThan(301);
      last = (await item('q', id))?.dueAt ?? last;
      await quiz.at(last.toISOString());
    }
    expect(last.getTime() - Date.parse('2026-12-01T09:00:00Z')).toBeGreaterThan(20 * 3_600_000);
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'skipped', skipReason: transient().advice });
  });
});

describe('a platform that refuses for good', () => {
  test('the round is skipped with the reason, nothing is revealed, and the question is asked another day', async () => {
    const schedule = await quiz.schedule();
    quiz.platform.fail({ at: 'before', error: permanent() });
    quiz.clock.set(NINE);
    const reply = await person(quiz.desk, 'Lead').command('quiz post');
    expect(words(reply)).toContain('could not be posted in #general: The channel is gone. Choose another.');
    const [failed] = await quiz.store.read.outboxFailures('local:home', 5);
    const round = await quiz.store.read.round(failed?.roundId ?? '');
    expect(round).toMatchObject({ state: 'skipped', skipReason: permanent().advice });
    expect(await quiz.store.read.askedQuestions(schedule.id)).toEqual([]);
    await quiz.at('2026-11-17T08:59:00Z');
    expect(channel()).toEqual([]);
    await quiz.at('2026-11-17T09:00:00Z');
    expect(channel()).toEqual(['q: Question of the day: Processes']);
    expect((await quiz.live()).sequence).toBe(1);
  });

  test('a question that members answered meanwhile stays a round, and is revealed', async () => {
    await quiz.schedule();
    quiz.platform.fail({ at: 'lost', error: transient() });
    await quiz.at(NINE);
    const { id } = await quiz.live();
    expect(words(await person(quiz.desk, 'Ada').answer(id, RIGHT))).toContain('10 of 10');
    quiz.platform.find = () => Promise.reject(permanent());
    await quiz.at('2026-11-16T09:01:00Z');
    expect(await quiz.live()).toMatchObject({ id, state: 'open' });
    await quiz.at('2026-11-17T09:00:00Z');
    expect(channel()).toContain('r: The answer: Processes');
  });

  test('an edit that cannot be made does not keep the reveal', async () => {
    await quiz.schedule();
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await person(quiz.desk, 'Ada').answer(id, RIGHT);
    quiz.platform.fail({ at: 'before', error: permanent() });
    quiz.clock.set('2026-11-16T10:00:00Z');
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(channel()).toEqual(['q: Question of the day: Processes', 'r: The answer: Processes']);
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'closed' });
  });
});

describe('order', () => {
  test('what is old in a channel goes before what is new, and no other channel waits', async () => {
    await quiz.schedule();
    await quiz.schedule({ channelId: 'other' });
    await quiz.at(NINE);
    await person(quiz.desk, 'Ada').answer((await quiz.live()).id, RIGHT);
    quiz.platform.fail({ at: 'before', error: transient(600_000), channelId: 'general' });
    await quiz.at('2026-11-17T09:00:00Z');
    const complete = ['q: Closed question: Processes', 'r: The answer: Processes', 'q: Question of the day: Processes'];
    expect(channel('other')).toEqual(complete);
    expect(channel()).toEqual(['q: Question of the day: Processes']);
    // The edit waits ten minutes; the reveal and the next question are due, and wait behind it.
    await quiz.at('2026-11-17T09:05:00Z');
    expect(channel()).toEqual(['q: Question of the day: Processes']);
    await quiz.at('2026-11-17T09:10:00Z');
    expect(channel()).toEqual(complete);
  });

  test('a question whose place is not known yet is edited once it is', async () => {
    await quiz.schedule();
    quiz.platform.fail({ at: 'lost', error: transient(7_200_000) });
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await person(quiz.desk, 'Ada').answer(id, RIGHT);
    quiz.clock.set('2026-11-16T10:00:00Z');
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(channel()).toEqual(['q: Question of the day: Processes']);
    await quiz.at('2026-11-16T11:00:00Z');
    expect(channel()).toEqual(['q: Closed question: Processes', 'r: The answer: Processes']);
  });
});

describe('a platform that is not connected', () => {
  test('loses nothing and counts no tries', async () => {
    await quiz.schedule();
    quiz.platform.setConnected(false);
    await quiz.at(NINE);
    await quiz.at('2026-11-16T12:00:00Z');
    expect(quiz.platform.calls).toEqual([]);
    expect(await item('q', (await quiz.live()).id)).toMatchObject({ state: 'pending', tries: 0 });
    quiz.platform.setConnected(true);
    await quiz.rounds.tick();
    expect(channel()).toEqual(['q: Question of the day: Processes']);
  });

  test('until the round is over: it is skipped, its question given up, and streaks go on', async () => {
    const schedule = await quiz.schedule();
    await quiz.at(NINE);
    const ada = person(quiz.desk, 'Ada');
    await ada.answer((await quiz.live()).id, RIGHT);
    quiz.platform.setConnected(false);
    await quiz.at('2026-11-17T09:00:00Z');
    const { id } = await quiz.live();
    await quiz.at('2026-11-18T09:00:00Z');
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'skipped' });
    expect(await item('q', id)).toMatchObject({ state: 'failed' });
    quiz.platform.setConnected(true);
    await quiz.rounds.tick();
    expect(channel()).toEqual([
      'q: Closed question: Processes',
      'r: The answer: Processes',
      'q: Question of the day: Processes',
    ]);
    expect(words(await ada.answer((await quiz.live()).id, RIGHT))).toContain('Streak: 2.');
    expect(await quiz.store.read.askedQuestions(schedule.id)).toHaveLength(2);
  });

  test.each([
    ['never arrived', 'before' as const, []],
    ['arrived after all', 'lost' as const, ['q: Skipped question: Processes']],
  ])('a question tried in vain until the round was over, and that %s, is skipped', async (_, at, left) => {
    await quiz.schedule();
    quiz.platform.fail({ at, error: transient(26 * 3_600_000) });
    await quiz.at(NINE);
    const { id } = await quiz.live();
    await quiz.at('2026-11-17T09:00:00Z');
    await quiz.at('2026-11-17T11:00:00Z');
    expect(await quiz.store.read.round(id)).toMatchObject({ state: 'skipped', sequence: 1 });
    expect(await item('r', id)).toBeUndefined();
    expect(channel()).toEqual([...left, 'q: Question of the day: Processes']);
    expect((await quiz.live()).sequence).toBe(1);
    const [first] = quiz.platform.posted;
    if (at === 'lost')
      expect(messageWords(first?.message ?? { tone: 'bad', blocks: [], buttons: [], summary: '' })).not.toContain(
        '[Answer]',
      );
  });

  test('closing by hand says so when the question was never posted', async () => {
    await quiz.schedule();
    quiz.platform.setConnected(false);
    await quiz.at(NINE);
    expect(words(await person(quiz.desk, 'Lead').command('quiz close'))).toContain('had not been posted yet');
  });
});
