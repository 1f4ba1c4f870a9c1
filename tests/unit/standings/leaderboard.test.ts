import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/message.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.schedule();
  await quiz.at('2026-11-16T09:00:00Z');
});
afterEach(async () => {
  await quiz.close();
});

function rows(reply: Reply): (readonly string[])[] {
  if (reply.kind !== 'message') throw new Error('not a message');
  return reply.message.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
}
const answer = async (name: string, text: string) => {
  await person(quiz.desk, name).answer((await quiz.live()).id, text);
};
const board = (name: string, period?: string) =>
  person(quiz.desk, name).command('leaderboard', period === undefined ? {} : { period });

describe('the leaderboard', () => {
  test('leads back to the own grade of the open question, which it may have replaced on the screen', async () => {
    await answer('Ada', HALF);
    const { id } = await quiz.live();
    const reply = await board('Ada');
    expect(words(reply)).toContain('[My grade]');
    expect(words(await person(quiz.desk, 'Ada').press('grade', id))).toContain('6 of 10');
    expect(words(await board('Bob'))).not.toContain('[My grade]');
  });

  test('shares ranks, and skips the next one', async () => {
    await answer('Ada', HALF);
    await answer('Bob', RIGHT);
    await answer('Cyd', HALF);
    await answer('Dan', WRONG);
    const reply = await board('Dan');
    expect(rows(reply)).toEqual([
      ['1', 'Bob', '10', '1'],
      ['=2', 'Ada', '6', '1'],
      ['=2', 'Cyd', '6', '1'],
      ['4', 'Dan', '0', '1'],
    ]);
    expect(words(reply)).toContain('Equal points share a rank');
    expect(words(reply)).toContain('You are 4th.');
  });

  test('puts the higher average first among equal points', async () => {
    await answer('Ada', RIGHT);
    await quiz.at('2026-11-17T09:00:00Z');
    await answer('Ada', WRONG);
    await answer('Bob', RIGHT);
    expect(rows(await board('Ada')).map((row) => row.slice(0, 2))).toEqual([
      ['=1', 'Bob'],
      ['=1', 'Ada'],
    ]);
  });

  test('shows ten rows, and the own one below them', async () => {
    for (let number = 10; number < 22; number++) await answer(`M${number}`, number < 19 ? RIGHT : HALF);
    await answer('Zoe', WRONG);
    const zoe = await board('Zoe');
    expect(rows(zoe)).toHaveLength(11);
    expect(rows(zoe).at(-1)).toEqual(['13', 'Zoe', '0', '1']);
    expect(words(zoe)).toContain('13 members take part. You are 13th.');
    // The eleventh is level with the tenth, and both say so.
    const m20 = rows(await board('M20'));
    expect(m20.slice(-2)).toEqual([
      ['=10', 'M19', '6', '1'],
      ['=10', 'M20', '6', '1'],
    ]);
    expect(rows(await board('M10'))).toHaveLength(10);
    const stranger = await board('Eve');
    expect(rows(stranger)).toHaveLength(10);
    expect(words(stranger)).toContain('You have not answered in this period yet.');
  });

  test('has a board for the week, the season and all time', async () => {
    await answer('Ada', RIGHT);
    await quiz.at('2026-11-23T09:00:00Z');
    await answer('Bob', HALF);
    expect(words(await board('Ada', 'week'))).toContain('2026, week 48');
    expect(rows(await board('Ada', 'week')).map((row) => row[1])).toEqual(['Bob']);
    expect(rows(await board('Ada', 'season')).map((row) => row[1])).toEqual(['Ada', 'Bob']);
    quiz.clock.set('2026-12-01T09:00:00Z');
    expect(words(await board('Ada'))).toContain('December 2026');
    expect(words(await board('Ada'))).toContain('Nobody has answered yet.');
    expect(rows(await person(quiz.desk, 'Ada').press('board', 'all')).map((row) => row[1])).toEqual(['Ada', 'Bob']);
  });

  test('knows nothing of other workspaces', async () => {
    await answer('Ada', RIGHT);
    const other = person(quiz.desk, 'Ada', { workspace: 'elsewhere' });
    expect(words(await other.command('leaderboard', { period: 'all' }))).toContain('Nobody has answered yet.');
    expect(words(await other.command('quiz stats'))).toContain('No answers yet.');
  });
});

describe('the own results', () => {
  test('show points, rank, streak and the mean of the best answers by topic', async () => {
    await answer('Bob', RIGHT);
    await answer('Ada', HALF);
    await quiz.schedule({ attempts: 2, topics: ['pipes'] });
    await quiz.at('2026-11-17T09:00:00Z');
    const { id } = await quiz.live();
    const ada = person(quiz.desk, 'Ada');
    await ada.submit({ verb: 'answer', args: [id] }, { choices: ['B'] });
    await ada.submit({ verb: 'answer', args: [id] }, { choices: ['A', 'C'] });
    const stats = words(await ada.command('quiz stats'));
    expect(stats).toContain('This week: 16 points from 2 rounds, rank 1');
    expect(stats).toContain('Streak: 2 rounds running, best 2.');
    expect(stats.split('\n').slice(-3, -1)).toEqual(['Pipes: 100% over 1 question', 'Processes: 60% over 1 question']);
  });
});
