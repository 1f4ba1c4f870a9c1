/** The thread under a reveal: opened where it is wanted, after the reveal, and never in anyone's way. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageWords } from '../../fakes/platform/people.ts';
import { createQuiz, permanent, type Quiz, transient, unusable } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  await quiz.close();
});

const CLOSED = ['q: Closed question: Processes', 'r: The answer: Processes'];

async function closed(fail: () => void = () => undefined): Promise<string> {
  await quiz.schedule({ discussion: true });
  await quiz.at('2026-11-16T09:00:00Z');
  const round = await quiz.live();
  fail();
  quiz.clock.set('2026-11-16T10:00:00Z');
  await quiz.rounds.closeNow(round);
  return round.id;
}

test('opens under the reveal, named by the topic', async () => {
  const id = await closed();
  const [thread] = quiz.platform.discussed;
  expect(quiz.platform.discussed).toHaveLength(1);
  expect(thread).toMatchObject({ under: 'm2', key: `d-${id}` });
  expect(thread?.message.summary).toContain('Processes');
  expect(messageWords(thread?.message ?? expect.fail('nothing was said'))).toContain('Talk about it here');
  await quiz.rounds.tick();
  expect(quiz.platform.calls.filter((call) => call.startsWith('discuss'))).toHaveLength(1);
});

test('is not opened where nobody asked for it', async () => {
  await quiz.schedule();
  await quiz.at('2026-11-16T09:00:00Z');
  await quiz.at('2026-11-17T09:00:00Z');
  expect(quiz.platform.posted).toHaveLength(3);
  expect(quiz.platform.discussed).toEqual([]);
});

test('stays as it was chosen when the schedule is set up again without a word of it', async () => {
  await quiz.schedule({ discussion: true, setUpBy: 'ada' });
  expect(await quiz.schedule({ attempts: 2 })).toMatchObject({ discussion: true, setUpBy: 'ada', attempts: 2 });
  expect(await quiz.schedule({ discussion: false })).toMatchObject({ discussion: false });
});

test('opens in every place, under the reveal there', async () => {
  const schedule = await quiz.schedule({ discussion: true });
  await quiz.link(schedule);
  await quiz.store.write((tx) => tx.setLanguage('slack:guests', 'de'));
  await quiz.at('2026-11-16T09:00:00Z');
  const { id } = await quiz.live();
  await quiz.at('2026-11-17T09:00:00Z');
  const [thread] = quiz.guests.discussed;
  expect(quiz.platform.discussed).toHaveLength(1);
  expect(thread).toMatchObject({ under: 'm2', key: `d-${id}-place1` });
  expect(messageWords(thread?.message ?? expect.fail('nothing was said'))).toContain('darüber reden');
});

test('needs a reveal', async () => {
  const id = await closed(() => {
    // The edit goes through; the reveal does not.
    quiz.platform.onPost = () => Promise.reject(permanent());
  });
  expect(quiz.platform.discussed).toEqual([]);
  expect(await quiz.store.read.outboxItem(`d-${id}`)).toMatchObject({ state: 'failed' });
  expect(quiz.platform.calls.filter((call) => call.startsWith('discuss'))).toEqual([]);
});

test('refused for good, is given up; nothing is paused and nobody is told', async () => {
  const discuss = quiz.platform.discuss;
  quiz.platform.discuss = () => Promise.reject(unusable());
  const id = await closed();
  quiz.platform.discuss = discuss;
  expect(quiz.platform.channel('general')).toEqual(CLOSED);
  expect(await quiz.store.read.outboxItem(`d-${id}`)).toMatchObject({ state: 'failed' });
  const [schedule] = await quiz.store.read.schedulesOfWorkspace('local:home');
  expect(schedule?.state).toBe('active');
  expect(quiz.platform.whispered).toEqual([]);
  expect(quiz.complaints.join()).toContain('Send Messages');
});

test('that has to wait keeps nothing else waiting, and comes once it can', async () => {
  const discuss = quiz.platform.discuss;
  quiz.platform.discuss = () => Promise.reject(transient(86_400_000));
  await closed();
  quiz.platform.discuss = discuss;
  await quiz.at('2026-11-17T09:00:00Z');
  expect(quiz.platform.channel('general')).toEqual([...CLOSED, 'q: Question of the day: Processes']);
  await quiz.at('2026-11-17T10:00:00Z');
  expect(quiz.platform.discussed).toMatchObject([{ under: 'm2' }]);
});
