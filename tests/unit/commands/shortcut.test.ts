import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

const ada = (over: { locale?: string; workspace?: string } = {}) => person(quiz.desk, 'Ada', over);
const MESSAGE =
  'hm, our script ends with exit status 3 although everything was printed. https://ci.example.com/1 why??';
const quizMe = async (text: string, who = ada()) => words(await who.shortcut('quiz-me', { text }));
const statsOf = async (name: string, who = ada()) =>
  words(await who.shortcut('quiz-stats', { person: { externalId: name.toLowerCase(), name } }));

describe('quiz me on a message', () => {
  test('asks a question about the concept that is nearest', async () => {
    const reply = await quizMe(MESSAGE);
    expect(reply).toContain('Practice · Processes\nNearest: Exit status\n');
    expect(reply).toContain('What does if grep -q root /etc/passwd test');
    expect(reply).toMatch(/\[Answer\]\n\[Look it up\]/);
    expect(reply).not.toContain('script ends');
  });

  test('asks first what the member has not answered, then what comes back soonest', async () => {
    await ada().submit({ verb: 'practise', args: ['exit-zero'] }, { text: RIGHT });
    expect(await quizMe(MESSAGE)).toContain('false | true');
    await ada().submit({ verb: 'practise', args: ['pipe-status'] }, { choices: ['B'] });
    expect(await quizMe(MESSAGE)).toContain('easy · answered before');
    expect(await quizMe(MESSAGE, person(quiz.desk, 'Bob'))).toContain('warm-up · new to you');
  });

  test('offers other concepts that are near, each with a question of its own', async () => {
    const reply = await ada().shortcut('quiz-me', { text: `${MESSAGE} It is in a pipeline, and the pipe stays open.` });
    const other = reply.kind === 'message' ? reply.message.buttons.at(-1) : undefined;
    expect(words(reply)).toContain('These are near, too');
    expect(other?.action.verb).toBe('quiz-concept');
    const pressed = words(await ada().press('quiz-concept', ...(other?.action.args ?? [])));
    expect(pressed).toContain(`Nearest: ${other?.label}`);
    expect(words(await ada().press('quiz-concept', 'gone'))).toContain('no longer in the bank');
  });

  test('says kindly that nothing is near, and offers the topics', async () => {
    for (const text of ['Lunch at twelve?', '', '👍']) {
      expect(await quizMe(text)).toBe(
        'Nothing in the bank is close to that message. Perhaps one of its topics?\n[All topics]',
      );
    }
  });

  test('gives nothing away of what the open question teaches', async () => {
    await quiz.schedule();
    await ada().submit({ verb: 'practise', args: ['pipe-status'] }, { choices: ['B'] });
    await quiz.at('2026-11-16T09:00:00Z');
    const reply = await quizMe(MESSAGE);
    expect(reply).toContain('Nearest: Exit status. That is what the open question is about, so it waits');
    expect(reply).toContain("[Today's question]");
    expect(reply).not.toContain('convention');
    const pipeline = await quizMe('a pipeline of five commands');
    expect(pipeline).toContain('Nearest: Pipeline. What is asked about it is close to the open question');
    expect(pipeline).toContain('[Look it up]');
    expect(await quizMe(MESSAGE, ada({ workspace: 'elsewhere' }))).toContain('[Answer]');
  });

  test('offers the note where nothing is asked about it', async () => {
    const questions = new Map([...quiz.bank.questions].filter(([id]) => id === 'word-splitting'));
    const { desk } = quiz.second({ bank: { ...quiz.bank, version: 'smaller', questions } });
    const reply = await quizMe(MESSAGE, person(desk, 'Ada'));
    expect(reply).toBe('Nearest: Exit status. There is no question about it yet, but there is a note.\n[Look it up]');
  });

  test('is spoken in German', async () => {
    expect(await quizMe(MESSAGE, ada({ locale: 'de-AT' }))).toContain('Am nächsten dran: Exit status');
    expect(await quizMe('ok', ada({ locale: 'de' }))).toContain('[Alle Themen]');
  });
});

describe("somebody's stats", () => {
  const round = async () => {
    await quiz.schedule();
    await quiz.at('2026-11-16T09:00:00Z');
    return (await quiz.live()).id;
  };

  test('of another show points, rank and streak, and no topics', async () => {
    const id = await round();
    await person(quiz.desk, 'Bob').answer(id, RIGHT);
    await ada().answer(id, HALF);
    const bob = await statsOf('Bob');
    expect(bob).toContain('Bob on the leaderboard\n');
    expect(bob).toContain('This season: 10 points from 1 round, rank 1');
    expect(bob).toContain('Streak: 1 round running.');
    expect(bob).not.toContain('Processes');
    expect(bob).not.toContain('100');
    expect(await statsOf('Ada', person(quiz.desk, 'Bob'))).toContain('This week: 6 points from 1 round, rank 2');
    expect(await statsOf('Bob', ada({ locale: 'de' }))).toContain('Serie: 1 Runde in Folge.');
  });

  test("of oneself are one's own results, topics and all", async () => {
    await ada().answer(await round(), HALF);
    expect(await statsOf('Ada')).toBe(words(await ada().command('quiz stats')));
    expect(await statsOf('Ada')).toContain('Processes: 60%');
    expect(words(await ada().shortcut('quiz-stats'))).toBe(await statsOf('Ada'));
  });

  test('of somebody who has not answered here, or cannot, say so', async () => {
    await person(quiz.desk, 'Bob').answer(await round(), RIGHT);
    const none = 'has not answered a question here yet.\n[Leaderboard]';
    expect(await statsOf('Refcount')).toBe(`Refcount ${none}`);
    expect(await statsOf('Bob', ada({ workspace: 'elsewhere' }))).toBe(`Bob ${none}`);
    expect(await statsOf('**Bob** <@1>')).toContain('**Bob** <@1> has not answered');
  });
});

test('answer today opens the form of the open question', async () => {
  expect(words(await ada().shortcut('answer-today'))).toContain('No question is set up here yet');
  await quiz.schedule();
  await quiz.at('2026-11-16T09:00:00Z');
  expect(await ada().shortcut('answer-today')).toMatchObject({ kind: 'form', form: { action: { verb: 'answer' } } });
  expect(words(await ada().shortcut('gone'))).toContain('older version');
});
