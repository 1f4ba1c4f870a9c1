/** Whoever asks for a question while none is asked is told why. */
import { afterEach, expect, test } from 'vitest';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz, unusable } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
afterEach(async () => {
  await quiz.close();
});

test('the reason of a pause is said for as long as it lasts', async () => {
  quiz = await createQuiz();
  await quiz.schedule();
  quiz.platform.onPost = () => Promise.reject(unusable());
  await quiz.at('2026-11-16T09:00:00Z');
  const today = async () => words(await person(quiz.desk, 'Ada').command('quiz today'));
  expect(await today()).toContain('Posting is paused.');
  expect(await today()).toContain('The reason: Give Refcount the permission Send Messages.');
  await person(quiz.desk, 'Lead').command('quiz pause');
  expect(await today()).toContain('The reason: paused by Lead');
});
