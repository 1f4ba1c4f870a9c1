import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  await quiz.close();
});

const ada = () => person(quiz.desk, 'Ada');
const topics = async (topic?: string) =>
  words(await ada().command('quiz topics', topic === undefined ? {} : { topic }));

describe('all topics', () => {
  test('stand in the order of the lexicon, with their questions, and lead to the ones not begun', async () => {
    const shown = await topics();
    expect(shown.indexOf('Processes')).toBeLessThan(shown.indexOf('Quoting'));
    expect(shown).toContain('Processes · 1 question\n');
    const reply = await ada().command('quiz topics');
    expect(reply.kind === 'message' && reply.message.buttons.map(({ action }) => action.args[0])).toEqual([
      'processes',
      'quoting',
      'pipes',
    ]);
  });

  test('tell how far the member is, from the best answer of each round, and offer what was not begun', async () => {
    await quiz.schedule({ topics: ['processes'] });
    await quiz.at('2026-11-16T09:00:00Z');
    await ada().answer((await quiz.live()).id, HALF);
    expect(await topics()).toMatch(/Processes · 1 question · you: 60% over 1/);
    expect(await topics('processes')).toContain('you: 60% over 1');
    expect(words(await person(quiz.desk, 'Bob').command('quiz topics'))).not.toContain('you:');
    const reply = await ada().command('quiz topics');
    expect(reply.kind === 'message' && reply.message.buttons.map(({ action }) => action.args[0])).not.toContain(
      'processes',
    );
  });
});

test('in German, the words around the bank are', async () => {
  await quiz.schedule({ topics: ['processes'] });
  await quiz.at('2026-11-16T09:00:00Z');
  await ada().answer((await quiz.live()).id, HALF);
  const inGerman = person(quiz.desk, 'Ada', { locale: 'de' });
  expect(words(await inGerman.command('quiz topics'))).toMatch(/Processes · 1 Frage · du: 60\s%\sbei 1/);
  await person(quiz.desk, 'Lead').command('quiz close');
  const shown = words(await inGerman.command('quiz topics', { topic: 'quoting' }));
  expect(shown).toContain('Zuerst lernen: Processes');
  expect(shown).toContain('1 Frage: 1 mittel');
  expect(shown).toContain('split into words');
});

describe('one topic', () => {
  test('says what to know, in order, with the concepts to read, and what to know first', async () => {
    const shown = await topics('quoting');
    expect(shown).toContain('Know first: Processes');
    expect(shown.indexOf('split into words')).toBeLessThan(shown.indexOf('keep it whole'));
    expect(shown).toContain('→ Exit status');
    expect(shown).toContain('1 question: 1 medium');
    const reply = await ada().command('quiz topics', { topic: 'quoting' });
    expect(reply.kind === 'message' && reply.message.buttons.map(({ action }) => action)).toEqual([
      { verb: 'lookup', args: ['exit-status'] },
      { verb: 'topic', args: [] },
    ]);
  });

  test('keeps back what the open question teaches, here only, until the reveal', async () => {
    await quiz.schedule({ topics: ['processes'] });
    await quiz.at('2026-11-16T09:00:00Z');
    const shown = await topics('quoting');
    expect(shown).not.toContain('split into words');
    expect(shown).toContain('2 points wait for the reveal of the open question.');
    const reply = await ada().command('quiz topics', { topic: 'quoting' });
    expect(reply.kind === 'message' && reply.message.buttons.map(({ action }) => action.verb)).toEqual(['topic']);
    const elsewhere = person(quiz.desk, 'Ada', { workspace: 'elsewhere' });
    expect(words(await elsewhere.command('quiz topics', { topic: 'quoting' }))).toContain('split into words');
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(await topics('quoting')).toContain('split into words');
  });

  test('is found by its title and by a button, typed in any case', async () => {
    expect(await topics('Processes')).toContain('How the shell starts processes');
    expect(words(await ada().press('topic', 'processes'))).toContain('How the shell starts processes');
    expect(words(await ada().press('topic'))).toContain('Quoting');
  });

  test('without a page shows its concepts and questions', async () => {
    expect(await topics('pipes')).toContain('1 question');
  });

  test('that is not there is answered with the nearest, and what was typed stays literal', async () => {
    expect(await topics('proceses')).toContain('Did you mean processes?');
    expect(await topics('**<!channel>**')).toContain('There is no topic “**<!channel>**”');
    expect(words(await ada().press('topic', 'gone'))).toContain('no longer in the bank');
  });
});
