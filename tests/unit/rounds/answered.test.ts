/** The question says how many have answered, without an edit for each of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageWords, person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT, transient, WRONG } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.schedule({ attempts: 2 });
  await quiz.at('2026-11-16T09:00:00Z');
});
afterEach(async () => {
  await quiz.close();
});

const question = () => messageWords(quiz.platform.posted[0]?.message ?? expect.fail('nothing was posted'));
const edits = () => quiz.platform.calls.filter((call) => call.startsWith('edit')).length;
const answer = async (name: string, text: string) => person(quiz.desk, name).answer((await quiz.live()).id, text);

describe('how many have answered', () => {
  test('is told with the next tick, in one edit for all, and not at all for nobody', async () => {
    expect(question()).not.toContain('answered');
    await answer('Ada', RIGHT);
    await answer('Bob', HALF);
    await answer('Cyd', WRONG);
    expect(edits()).toBe(0);
    await quiz.at('2026-11-16T09:01:00Z');
    expect(question()).toContain('3 members have answered');
    expect(question()).toContain('[Answer]');
    expect(edits()).toBe(1);
    await quiz.at('2026-11-16T09:02:00Z');
    expect(edits()).toBe(1);
  });

  test('counts members, not attempts', async () => {
    await answer('Ada', WRONG);
    await quiz.at('2026-11-16T09:01:00Z');
    expect(question()).toContain('1 member has answered');
    await answer('Ada', RIGHT);
    await quiz.at('2026-11-16T09:02:00Z');
    expect(edits()).toBe(1);
  });

  test('stands in /quiz today at once, and under the closed question', async () => {
    await answer('Ada', RIGHT);
    expect(words(await person(quiz.desk, 'Bob').command('quiz today'))).toContain('1 member has answered');
    await quiz.at('2026-11-17T09:00:00Z');
    expect(question()).toContain('Closed. The answer is in the reveal.');
    expect(question()).toContain('1 member has answered');
  });

  test('does not hold up the reveal when its edit fails', async () => {
    await answer('Ada', RIGHT);
    quiz.platform.fail({ at: 'before', error: transient(600_000) });
    await quiz.at('2026-11-16T09:01:00Z');
    expect(edits()).toBe(1);
    quiz.clock.set('2026-11-16T09:02:00Z');
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(quiz.platform.channel('general')).toEqual(['q: Closed question: Processes', 'r: The answer: Processes']);
    expect(await quiz.store.read.outboxFailures('local:home', 5)).toEqual([]);
    await quiz.at('2026-11-16T09:20:00Z');
    expect(question()).toContain('Closed.');
  });
});
