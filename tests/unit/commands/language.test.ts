import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caller, person, words } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

const lead = (locale?: string) => person(quiz.desk, 'Lead', locale ? { locale } : {});
const ada = (locale?: string) => person(quiz.desk, 'Ada', locale ? { locale } : {});
const greeting = async (locale?: string) => words(await ada(locale).command('quiz help'));
const ENGLISH = 'One interview question a day.';
const GERMAN = 'Jeden Tag eine Interviewfrage.';

describe('left alone, a workspace has each member’s own', () => {
  test('as the platform tells it, English where it tells none or another', async () => {
    expect(await greeting('de-AT')).toContain(GERMAN);
    expect(await greeting('en-GB')).toContain(ENGLISH);
    expect(await greeting('fr')).toContain(ENGLISH);
    expect(await greeting()).toContain(ENGLISH);
  });

  test('and says so', async () => {
    expect(words(await lead().command('quiz language'))).toBe(
      'Refcount speaks to each member in their own language here, and in English to the channel.',
    );
    expect(words(await lead('de').command('quiz language'))).toContain('im Kanal Englisch');
  });
});

describe('an admin', () => {
  test('sets one for everyone, and is told in that one', async () => {
    expect(words(await lead('en').command('quiz language', { language: 'de' }))).toContain(
      'Ab jetzt spricht Refcount hier Deutsch.',
    );
    expect(await greeting('en-GB')).toContain(GERMAN);
    expect(await quiz.desk.languageFor(caller('Ada', { locale: 'en' }))).toBe('de');
    expect(words(await lead('en').command('quiz language'))).toBe('Refcount spricht hier Deutsch.');
  });

  test('gives it back to each member', async () => {
    await lead().command('quiz language', { language: 'de' });
    expect(words(await lead('en').command('quiz language', { language: 'auto' }))).toContain(
      'From now on, Refcount speaks to each member in their own language here',
    );
    expect(await greeting('en')).toContain(ENGLISH);
    expect(await greeting('de')).toContain(GERMAN);
  });

  test('may write its name, and is corrected', async () => {
    expect(words(await lead().type('quiz', 'language Deutsch'))).toContain('Ab jetzt');
    await lead().command('quiz language', { language: 'auto' });
    expect(words(await lead().type('quiz', 'language klingon'))).toContain('It is one of auto, en, de.');
    expect((await quiz.store.read.workspace('local:home'))?.language).toBeUndefined();
  });

  test('sets that of their own workspace, also where it plays in another’s', async () => {
    await quiz.link(await quiz.schedule());
    const guest = { platform: 'slack', workspace: 'guests', channelId: 'quiz' } as const;
    await person(quiz.desk, 'Lead', guest).command('quiz language', { language: 'de' });
    expect(words(await person(quiz.desk, 'Bob', guest).command('quiz help'))).toContain(GERMAN);
    expect(await greeting()).toContain(ENGLISH);
    expect((await quiz.store.read.workspace('local:home'))?.language).toBeUndefined();
  });
});

test('what goes wrong is said in it too', async () => {
  expect(words(await ada('de').command('quiz anwser'))).toBe('/quiz anwser gibt es nicht. Meintest du /quiz answer?');
  expect(words(await ada('de').command('quiz post'))).toContain('Dafür brauchst du');
  expect(words(await ada('de').press('dance'))).toContain('Dieser Knopf ist von einer älteren Version');
  expect(words(await lead('de').command('quiz setup', { attempts: 9 }))).toContain('von 1 bis 5 sein, nicht „9“');
});
