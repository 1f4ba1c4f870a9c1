import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FormValues, Reply } from '../../../src/core/message.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

/** The shell bank: `exit-zero` (processes, warm-up), `pipe-status` (pipes, easy), `word-splitting` (quoting, medium). */
let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  expect(await quiz.store.checkStandings(false)).toEqual([]);
  await quiz.close();
});

const ada = (over: { locale?: string; workspace?: string; requestId?: string } = {}) => person(quiz.desk, 'Ada', over);
const card = (questionId: string) => quiz.store.read.review('local:home:ada', questionId);
const give = (questionId: string, values: FormValues, requestId?: string, who = ada()) =>
  who.submit({ verb: 'practise', args: [questionId] }, values, requestId);
/** The question a reply asks, by what its button to answer carries. */
function asked(reply: Reply): string | undefined {
  if (reply.kind !== 'message') throw new Error(`a ${reply.kind} is no message`);
  return reply.message.buttons.find(({ action }) => action.verb === 'practise')?.action.args.join(' ');
}
const open = async (topics = ['processes']) => {
  await quiz.schedule({ topics });
  await quiz.at('2026-11-16T09:00:00Z');
  return (await quiz.live()).id;
};

describe('practising', () => {
  test('asks the easiest question first, privately and without points', async () => {
    const reply = await ada().command('quiz practice');
    expect(asked(reply)).toBe('exit-zero');
    expect(words(reply)).toContain('Practice · Processes');
    expect(words(reply)).toContain('Explain in your own words · warm-up · new to you');
    expect(words(reply)).toContain('What does if grep -q root /etc/passwd test');
    expect(words(reply)).toContain('Practice: no points');
    expect(words(reply)).toMatch(/\[Answer\]\n\[Next question\]$/);
  });

  test('grades an answer at once, in full, and says when the question comes back', async () => {
    const form = await ada().press('practise', 'exit-zero');
    expect(form).toMatchObject({ kind: 'form', form: { action: { verb: 'practise', args: ['exit-zero'] } } });
    const reply = words(await give('exit-zero', { text: HALF }));
    expect(reply).toContain('6 of 10');
    expect(reply).toContain('A status of zero takes the branch.');
    expect(reply).toContain('Practice: no points. This question comes back 2026-11-18T08:00:00.000Z.');
    expect(reply).not.toContain('reveal');
    expect(reply).toContain('[Read the answer]\n[Next question]\n[Answer again]');
    expect(reply).not.toContain('[Appeal]');
    expect(words(await ada().press('practice-key', 'exit-zero'))).toContain('Zero means success');
  });

  test('never earns anything, however often', async () => {
    const round = await open(['quoting']);
    for (let times = 0; times < 3; times++) {
      expect(words(await give('exit-zero', { text: RIGHT }))).toContain('10 of 10');
      quiz.clock.set(`2026-11-1${7 + times}T08:00:00Z`);
    }
    expect(await quiz.store.read.standingOf('local:home', 'all', 'local:home:ada')).toBeUndefined();
    expect(await quiz.store.read.streaksOfMember('local:home:ada')).toEqual([]);
    expect((await quiz.store.read.answersOf(round)).submissions).toBe(0);
    expect(words(await ada().command('quiz stats'))).toContain('No answers yet');
  });

  test('counts an answer that is delivered twice once, also at the same moment', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => give('exit-zero', { text: HALF }, 'one-interaction')));
    expect(new Set(replies.map(words)).size).toBe(1);
    const before = await card('exit-zero');
    expect(before?.card).toMatchObject({ card: { reps: 1 } });
    quiz.clock.set('2026-11-16T08:20:00Z');
    expect(words(await give('exit-zero', { text: HALF }, 'one-interaction'))).toBe(words(replies[0] as Reply));
    expect(await card('exit-zero')).toEqual(before);
  });

  test('takes predictions and choices, and hands back a form without an answer', async () => {
    const predicted = await give('word-splitting', { output: '3', text: 'The unquoted value is split into words.' });
    expect(words(predicted)).toContain('The output is right');
    expect(words(await give('pipe-status', { choices: ['A', 'C'] }))).toContain('10 of 10');
    expect(await give('pipe-status', { choices: [] })).toEqual({
      kind: 'invalid',
      errors: { choices: 'Choose an option first.' },
    });
    expect((await give('exit-zero', { text: ' … ' })).kind).toBe('invalid');
    expect(await card('exit-zero')).toBeUndefined();
  });

  test('gives the hint of a question that has one', async () => {
    expect(words(await ada().press('practice-hint', 'exit-zero'))).toContain('This question has no hint.');
    const question = quiz.bank.questions.get('exit-zero');
    if (!question) throw new Error('the bank has no exit-zero');
    const questions = new Map([...quiz.bank.questions, ['exit-zero', { ...question, hint: 'Think of `$?`.' }]]);
    const { desk } = quiz.second({ bank: { ...quiz.bank, version: 'hinted', questions } });
    expect(words(await person(desk, 'Ada').command('quiz practice'))).toContain('[Hint]');
    expect(words(await person(desk, 'Ada').press('practice-hint', 'exit-zero'))).toBe('Hint: Think of $?.\n[Answer]');
  });
});

describe('what comes next', () => {
  test('is the next in turn, and behind the last the first', async () => {
    expect(asked(await ada().press('practice-next', 'exit-zero'))).toBe('pipe-status');
    expect(asked(await ada().press('practice-next', 'pipe-status'))).toBe('word-splitting');
    expect(asked(await ada().press('practice-next', 'word-splitting'))).toBe('exit-zero');
    expect(asked(await ada().press('practice-next', 'gone'))).toBe('exit-zero');
  });

  test('stays in the topic that was asked for', async () => {
    const reply = await ada().command('quiz practice', { topic: 'Quoting' });
    expect(asked(reply)).toBe('word-splitting topic');
    const only = await ada().press('practice-next', 'word-splitting', 'topic');
    expect(words(only)).toBe('This is the only question for now.\n[Answer]');
    const form = await ada().press('practise', 'word-splitting', 'topic');
    expect(form).toMatchObject({ form: { action: { args: ['word-splitting', 'topic'] } } });
    const unknown = words(await ada().command('quiz practice', { topic: 'quotin' }));
    expect(unknown).toContain('There is no topic “quotin”. Did you mean quoting?');
    expect(words(await ada().press('practice', 'gone'))).toContain('no longer in the bank');
  });

  test('is what has been due longest, before anything new', async () => {
    await give('word-splitting', { output: '1', text: '' });
    quiz.clock.set('2026-11-16T10:00:00Z');
    await give('exit-zero', { text: WRONG });
    expect(asked(await ada().command('quiz practice'))).toBe('pipe-status');
    quiz.clock.set('2026-11-17T12:00:00Z');
    const first = await ada().command('quiz practice');
    expect(asked(first)).toBe('word-splitting');
    expect(words(first)).toContain('medium · due for review');
    expect(asked(await ada().press('practice-next', 'word-splitting'))).toBe('exit-zero');
    expect(asked(await ada().press('practice-next', 'exit-zero'))).toBe('pipe-status');
    expect(asked(await person(quiz.desk, 'Bob').command('quiz practice'))).toBe('exit-zero');
  });

  test('is of the new ones rather one that was asked here before than one still to come', async () => {
    await open(['quoting']);
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(asked(await ada().command('quiz practice'))).toBe('word-splitting');
    expect(asked(await ada({ workspace: 'elsewhere' }).command('quiz practice'))).toBe('exit-zero');
  });

  test('is nothing when everything was answered and nothing is due', async () => {
    await give('exit-zero', { text: WRONG });
    const none = 'Nothing is due, and you have answered everything here. The next question comes back ';
    expect(words(await ada().command('quiz practice', { topic: 'processes' }))).toBe(
      `${none}2026-11-17T08:00:00.000Z.`,
    );
    expect(words(await ada().press('practice-next', 'exit-zero', 'topic'))).toContain(none);
  });

  test('is never a question that the bank has lost', async () => {
    await give('exit-zero', { text: WRONG });
    quiz.clock.set('2026-11-20T08:00:00Z');
    const questions = new Map([...quiz.bank.questions].filter(([id]) => id !== 'exit-zero'));
    const { desk } = quiz.second({ bank: { ...quiz.bank, version: 'smaller', questions } });
    expect(asked(await person(desk, 'Ada').command('quiz practice'))).toBe('pipe-status');
    expect(words(await person(desk, 'Ada').command('quiz review'))).toContain('Nothing to review yet');
    const gone = 'That question is no longer in the bank.\n[Practise]';
    for (const verb of ['practise', 'practice-hint', 'practice-key']) {
      expect(words(await person(desk, 'Ada').press(verb, 'exit-zero'))).toBe(gone);
    }
    expect(words(await give('exit-zero', { text: RIGHT }, undefined, person(desk, 'Ada')))).toBe(gone);
  });
});

describe('an open question', () => {
  const waits = 'so it waits for the reveal';

  test('is never practised, nor one that teaches the same, until the reveal; elsewhere it is', async () => {
    await give('exit-zero', { text: WRONG });
    quiz.clock.set('2026-11-17T08:30:00Z');
    expect(asked(await ada().command('quiz practice'))).toBe('exit-zero');
    await quiz.schedule();
    await quiz.at('2026-11-17T09:00:00Z');
    for (const id of ['exit-zero', 'pipe-status']) {
      for (const verb of ['practise', 'practice-hint', 'practice-key']) {
        expect(words(await ada().press(verb, id))).toContain(waits);
      }
    }
    expect(words(await give('exit-zero', { text: RIGHT }))).toContain(waits);
    expect((await card('exit-zero'))?.lastScore).toBe(0);
    expect(asked(await ada().command('quiz practice'))).toBe('word-splitting');
    expect(asked(await ada().press('practice-next', 'word-splitting'))).toBeDefined();
    expect(words(await ada().press('practice-next', 'word-splitting'))).toContain('the only question');
    expect(words(await ada().command('quiz practice', { topic: 'processes' }))).toContain('Everything there is');
    expect(words(await ada().command('quiz review'))).toContain('One question waits for the reveal');
    expect(asked(await ada({ workspace: 'elsewhere' }).command('quiz practice'))).toBe('exit-zero');
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(asked(await ada().command('quiz practice'))).toBe('exit-zero');
  });

  test('answered badly comes back after its round has closed, not before', async () => {
    const round = await open();
    await ada().answer(round, WRONG);
    expect((await card('exit-zero'))?.due).toEqual(new Date('2026-11-17T09:00:00Z'));
    quiz.clock.set('2026-11-17T08:59:00Z');
    expect(asked(await ada().command('quiz practice'))).toBe('word-splitting');
    await person(quiz.desk, 'Lead').command('quiz pause');
    await quiz.at('2026-11-17T09:00:00Z');
    expect(asked(await ada().command('quiz practice'))).toBe('exit-zero');
  });

  test('moves the card once, by the better attempt; a won appeal moves it, too', async () => {
    await quiz.schedule({ attempts: 2 });
    await quiz.at('2026-11-16T09:00:00Z');
    const { id } = await quiz.live();
    await ada().answer(id, WRONG);
    await ada().answer(id, HALF);
    expect(await card('exit-zero')).toMatchObject({ lastScore: 0.6, card: { card: { reps: 1 } } });
    await ada().submit({ verb: 'appeal', args: [id, '2'] }, { reason: 'I said it all.' });
    const submission = (await quiz.store.read.submissionsOf(id, 'local:home:ada')).at(1);
    const appeal = (await quiz.store.read.appealsOf(id, 'local:home:ada')).at(0);
    expect(appeal?.submissionId).toBe(submission?.id);
    await person(quiz.desk, 'Lead').press('appeal-full', appeal?.id ?? '');
    expect(await card('exit-zero')).toMatchObject({ lastScore: 1, card: { card: { reps: 1 } } });
  });
});

describe('the reviews', () => {
  test('are none before the first answer', async () => {
    expect(words(await ada().command('quiz review'))).toMatch(
      /^Your reviews\nNothing to review yet\..*\n\[Practise\]$/,
    );
  });

  test('say how many are due by topic, and when the next come', async () => {
    await give('exit-zero', { text: WRONG });
    await give('word-splitting', { output: '1', text: '' });
    await give('pipe-status', { choices: ['A', 'C'] });
    expect(words(await ada().command('quiz review'))).toBe(
      [
        'Your reviews',
        'Nothing is due.',
        'Coming up',
        'Processes · 2026-11-17T08:00:00.000Z',
        'Quoting · 2026-11-17T08:00:00.000Z',
        'Pipes · 2026-11-24T08:00:00.000Z',
        'The better you answer, the later a question comes back.',
      ].join('\n'),
    );
    quiz.clock.set('2026-11-18T08:00:00Z');
    expect(words(await ada().command('quiz review'))).toContain(
      '2 questions are due for review.\nProcesses · 1 due\nQuoting · 1 due\nComing up\nPipes · 2026-11-24T08:00:00.000Z\n',
    );
    expect(asked(await ada().press('practice'))).toBe('exit-zero');
  });
});

test('practice is spoken in German', async () => {
  const german = ada({ locale: 'de' });
  const reply = words(await german.command('quiz practice'));
  expect(reply).toContain('Übung · Processes');
  expect(reply).toContain('Erkläre es in eigenen Worten · zum Aufwärmen · neu für dich');
  expect(reply).toContain('[Antworten]\n[Nächste Frage]');
  const graded = words(await give('exit-zero', { text: HALF }, undefined, german));
  expect(graded).toContain('Übung: keine Punkte. Diese Frage kommt wieder: 2026-11-18T08:00:00.000Z.');
  quiz.clock.set('2026-11-18T08:00:00Z');
  expect(words(await german.command('quiz review'))).toContain(
    '1 Frage ist an der Reihe.\nProcesses · 1 ist an der Reihe',
  );
});
