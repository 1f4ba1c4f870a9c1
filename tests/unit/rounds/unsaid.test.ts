/** What a channel was not told while nothing could be posted in it: said once it goes on, and only once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Happening } from '../../../src/core/desk.ts';
import type { Schedule } from '../../../src/core/ports.ts';
import { person } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz, RIGHT, transient, unusable } from '../../fakes/platform/quiz.ts';

const NINE = '2026-11-16T09:00:00Z';
const NEXT = '2026-11-17T09:00:00Z';
const BACK: Happening = {
  kind: 'back',
  workspace: { platform: 'local', externalId: 'home' },
  channelId: 'general',
};

let quiz: Quiz;
let scheduled: Schedule;
beforeEach(async () => {
  quiz = await createQuiz();
  scheduled = await quiz.schedule({ setUpBy: 'lead' });
});
afterEach(async () => {
  await quiz.close();
});

test.each(['resume', 'setup'])('gets the reveal it lacks when an admin ends the pause with %s', async (command) => {
  await quiz.at(NINE);
  await person(quiz.desk, 'Ada').answer((await quiz.live()).id, RIGHT);
  quiz.platform.onPost = () => Promise.reject(unusable());
  await quiz.at(NEXT);
  quiz.platform.onPost = async () => undefined;
  await person(quiz.desk, 'Lead').command(`quiz ${command}`);
  await quiz.at('2026-11-17T09:01:00Z');
  expect(quiz.platform.channel('general')).toEqual(['q: Closed question: Processes', 'r: The answer: Processes']);
});

test('gets no reveal twice: one that may have come through is looked for when it goes on', async () => {
  await quiz.at(NINE);
  await person(quiz.desk, 'Ada').answer((await quiz.live()).id, RIGHT);
  const { find } = quiz.platform;
  const post = quiz.platform.post.bind(quiz.platform);
  quiz.platform.post = async (...sent) => {
    await post(...sent);
    throw transient();
  };
  await quiz.at(NEXT);
  quiz.platform.post = post;
  quiz.platform.find = () => Promise.reject(unusable());
  await quiz.at('2026-11-17T09:01:00Z');
  expect((await quiz.store.read.schedule(scheduled.id))?.pausedBy).toBe('platform');
  quiz.platform.find = find;
  await quiz.rounds.happened(BACK);
  await quiz.at('2026-11-17T09:02:00Z');
  expect(quiz.platform.channel('general').filter((line) => line.startsWith('r:'))).toHaveLength(1);
});
