import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Question } from '../../../src/core/bank/question.ts';
import type { Store } from '../../../src/core/ports.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(await quiz.store.checkStandings(false)).toEqual([]);
  await quiz.close();
});

async function open(over: { attempts?: number } = {}): Promise<string> {
  await quiz.schedule(over);
  await quiz.at('2026-11-16T09:00:00Z');
  return (await quiz.live()).id;
}
const submissions = async (id: string) => (await quiz.store.read.answersOf(id)).submissions;
const total = async (name: string, period = 'all') =>
  await quiz.store.read.standingOf('local:home', period, `local:home:${name}`);

describe('an answer', () => {
  test('delivered twice counts once and gets the same grade', async () => {
    const id = await open();
    const ada = person(quiz.desk, 'Ada');
    const first = await ada.answer(id, HALF, 'one-interaction');
    const again = await ada.answer(id, HALF, 'one-interaction');
    expect(words(first)).toContain('6 of 10');
    expect(again).toEqual(first);
    expect(await submissions(id)).toBe(1);
    expect(await total('ada')).toMatchObject({ points: 6, rounds: 1 });
  });

  test('delivered twice at the same moment counts once', async () => {
    const id = await open({ attempts: 3 });
    const ada = person(quiz.desk, 'Ada');
    const replies = await Promise.all([1, 2, 3].map(() => ada.answer(id, HALF, 'one-interaction')));
    expect(new Set(replies.map(words)).size).toBe(1);
    expect(await submissions(id)).toBe(1);
    expect(await total('ada')).toMatchObject({ points: 6, rounds: 1 });
  });

  test('delivered again after the round closed still gets its grade', async () => {
    const id = await open();
    const ada = person(quiz.desk, 'Ada');
    await ada.answer(id, HALF, 'one-interaction');
    await quiz.at('2026-11-17T09:00:00Z');
    expect(words(await ada.answer(id, HALF, 'one-interaction'))).toContain('6 of 10');
    expect(await submissions(id)).toBe(1);
  });

  test('the second one is refused where one attempt counts, and the first grade stands', async () => {
    const id = await open();
    const ada = person(quiz.desk, 'Ada');
    await ada.answer(id, WRONG);
    const second = words(await ada.answer(id, RIGHT));
    expect(second).toContain('the first grade stands');
    expect(second).toContain('0 of 10');
    expect(await submissions(id)).toBe(1);
    expect(await total('ada')).toMatchObject({ points: 0, rounds: 1 });
  });

  test('two different ones at the same moment leave one where one attempt counts', async () => {
    const id = await open();
    const ada = person(quiz.desk, 'Ada');
    const replies = await Promise.all([ada.answer(id, RIGHT), ada.answer(id, WRONG)]);
    expect(replies.filter((reply) => words(reply).includes('answered this one already'))).toHaveLength(1);
    expect(await submissions(id)).toBe(1);
  });

  test('a better second attempt adds what it gained; a worse one nothing; a third is refused', async () => {
    const id = await open({ attempts: 2 });
    const [ada, bob] = [person(quiz.desk, 'Ada'), person(quiz.desk, 'Bob')];
    expect(words(await ada.answer(id, HALF))).toContain('[Try again (1 left)]');
    expect(words(await ada.answer(id, RIGHT))).toContain('with 10 points');
    expect(await total('ada')).toMatchObject({ points: 10, rounds: 1 });
    expect(words(await ada.answer(id, WRONG))).toContain('answered this one already');

    await bob.answer(id, HALF);
    expect(words(await bob.answer(id, WRONG))).toContain('with 6 points');
    for (const period of ['all', '2026-11', '2026-W47'])
      expect(await total('bob', period)).toMatchObject({ points: 6, rounds: 1 });
    expect(words(await bob.press('grade', id))).toContain('6 of 10');
    expect(await submissions(id)).toBe(4);
  });

  test('is taken while the round is planned, and not when its time is over', async () => {
    quiz.platform.setConnected(false);
    const id = await open();
    expect((await quiz.live()).state).toBe('planned');
    expect(words(await person(quiz.desk, 'Ada').answer(id, RIGHT))).toContain('10 of 10');
    quiz.platform.setConnected(true);
    await quiz.rounds.tick();

    quiz.clock.set('2026-11-17T08:59:59.999Z');
    expect(words(await person(quiz.desk, 'Bob').answer(id, RIGHT))).toContain('10 of 10');
    quiz.clock.set('2026-11-17T09:00:00Z');
    const cyd = person(quiz.desk, 'Cyd');
    expect((await quiz.live()).state).toBe('open');
    expect(words(await cyd.answer(id, RIGHT))).toContain('has just ended');
    expect(words(await cyd.press('answer', id))).toContain('has just ended');
    await quiz.rounds.tick();
    expect(words(await cyd.answer(id, RIGHT))).toContain('This round is closed');
    expect(await submissions(id)).toBe(2);
    expect(await total('cyd')).toBeUndefined();
  });

  test('counts for the week and month of its slot, in the zone of the schedule', async () => {
    await quiz.schedule({ zone: 'Asia/Tokyo', cron: '0 1 * * *' });
    await quiz.at('2026-11-30T16:00:00Z'); // 01:00 on 1 December in Tokyo.
    await person(quiz.desk, 'Ada').answer((await quiz.live()).id, RIGHT);
    expect(await total('ada', '2026-12')).toMatchObject({ points: 10 });
    expect(await total('ada', '2026-11')).toBeUndefined();
  });

  test('is graded when answered with 0 points, too, and counts as a round', async () => {
    const id = await open();
    await person(quiz.desk, 'Ada').answer(id, WRONG);
    expect(await total('ada')).toMatchObject({ points: 0, rounds: 1 });
  });
});

describe('where it comes from', () => {
  const workspace = async (id = 'local:home') => await quiz.store.read.workspace(id);
  const answerOnce = async (id: string, name: string, where: Parameters<typeof person>[2] = {}) =>
    words(await person(quiz.desk, name, where).answer(id, RIGHT));

  test('is kept with the locale last said, which an answer that says none leaves alone', async () => {
    const id = await open();
    await answerOnce(id, 'Ada', { workspaceLocale: 'de-AT' });
    expect(await workspace()).toMatchObject({ locale: 'de-AT', language: undefined });
    await answerOnce(id, 'Bob');
    expect(await workspace()).toMatchObject({ locale: 'de-AT' });
    await quiz.store.write((tx) => tx.setLanguage('local:home', 'en'));
    await answerOnce(id, 'Cyd', { workspaceLocale: 'fr' });
    expect(await workspace()).toMatchObject({ locale: 'fr', language: 'en' });
  });

  test('may be a linked workspace: its member is of there, the points are of the round’s', async () => {
    const id = await open();
    const [schedule] = await quiz.store.read.schedulesOfWorkspace('local:home');
    await quiz.link(schedule ?? expect.fail('nothing is set up'));
    const there = { platform: 'slack', workspace: 'guests', channelId: 'quiz', requestId: 'same' } as const;
    expect(await answerOnce(id, 'Ada', there)).toContain('10 of 10');
    // The ids of two platforms' requests may be equal.
    expect(await answerOnce(id, 'Ada', { requestId: 'same' })).toContain('10 of 10');
    expect(await submissions(id)).toBe(2);
    expect(await quiz.store.read.member('slack:guests:ada')).toMatchObject({ workspaceId: 'slack:guests' });
    expect(await quiz.store.read.standingOf('local:home', 'all', 'slack:guests:ada')).toMatchObject({ points: 10 });
    expect(await quiz.store.read.countStandings('slack:guests', 'all')).toBe(0);
  });

  test('counts for the member whose account it is, also when the two were joined while it was under way', async () => {
    const id = await open();
    const [schedule] = await quiz.store.read.schedulesOfWorkspace('local:home');
    await quiz.link(schedule ?? expect.fail('nothing is set up'));
    await answerOnce(id, 'Ada');
    const there = { platform: 'slack', workspace: 'guests', channelId: 'quiz' } as const;
    const account = { id: 'slack:guests:ada', workspaceId: 'slack:guests', externalId: 'ada', name: 'Ada' };
    await quiz.store.write((tx) => tx.saveMember(account));
    let joined = false;
    const write: Store['write'] = async (work) => {
      if (!joined) {
        joined = true;
        await quiz.store.write((tx) => tx.linkAccount(account.id, 'local:home:ada', quiz.clock.now()));
      }
      return await quiz.store.write(work);
    };
    const { desk } = quiz.second({ store: { ...quiz.store, write } });
    const reply = words(await person(desk, 'Ada', there).answer(id, RIGHT));
    expect(joined).toBe(true);
    expect(reply).toContain('answered this one already');
    expect(await submissions(id)).toBe(1);
  });
});

describe('what is asked', () => {
  test('stays as it was asked when the bank changes: question, rubric and lexicon', async () => {
    const id = await open();
    const question = quiz.bank.questions.get('exit-zero');
    if (!question) throw new Error('the bank has no exit-zero');
    const changed: Question = {
      ...question,
      rubric: [
        {
          id: 'other',
          points: 10,
          criterion: 'Bananas.',
          match: ['banana'],
          partial: [],
          forbid: [],
          essential: true,
          output: false,
        },
      ],
      misconceptions: [],
    };
    const lexicon = { ...quiz.bank.lexicon, concepts: { 'exit-status': ['nothing alike'], zero: ['many'] } };
    const bank = { ...quiz.bank, version: 'another', lexicon, questions: new Map([['exit-zero', changed]]) };
    const later = quiz.second({ bank });
    expect(words(await person(later.desk, 'Ada').answer(id, RIGHT))).toContain('10 of 10');
    expect(words(await person(later.desk, 'Bob').answer(id, 'A banana.'))).toContain('0 of 10');

    quiz.clock.set('2026-11-17T09:00:00Z');
    await later.rounds.tick();
    const next = await quiz.live();
    expect(next.snapshot?.bankVersion).toBe('another');
    expect(words(await person(later.desk, 'Bob').answer(next.id, 'A banana.'))).toContain('10 of 10');
    expect(words(await person(later.desk, 'Ada').press('grade', id))).toContain('The condition is the exit status');
  });

  test('comes once each before anything comes again', async () => {
    const schedule = await quiz.schedule({ topics: [] });
    for (let day = 16; day < 28; day++) await quiz.at(`2026-11-${day}T09:00:00Z`);
    const asked = await quiz.store.read.askedQuestions(schedule.id);
    const size = quiz.bank.questions.size;
    expect(asked).toHaveLength(12);
    expect(size).toBeGreaterThan(2);
    for (let from = 0; from + size <= asked.length; from += size)
      expect(new Set(asked.slice(from, from + size)).size).toBe(size);
  });

  test('is about something else when the bank has lost the topic', async () => {
    await quiz.schedule({ topics: ['gone'] });
    await quiz.at('2026-11-16T09:00:00Z');
    expect((await quiz.live()).snapshot?.question.id).toBeDefined();
  });
});
