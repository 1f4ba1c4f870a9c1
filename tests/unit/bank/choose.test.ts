import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseQuestion } from '../../../src/core/bank/choose.ts';
import type { Bank, Question } from '../../../src/core/bank/question.ts';
import { shellFiles, sound } from './shell-bank.ts';

const shell = sound(shellFiles());
const [model] = shell.questions.values();

/** A bank of questions that differ in id, topic and difficulty only. */
function bankOf(parts: readonly { readonly topic: string; readonly difficulty: number }[]): Bank {
  if (!model) throw new Error('the shell bank is empty');
  const questions = parts.map((part, index): Question => ({ ...model, ...part, id: `${part.topic}-${index}` }));
  return { ...shell, questions: new Map(questions.map((question) => [question.id, question])) };
}

const banks = fc
  .array(fc.record({ topic: fc.constantFrom('a', 'b', 'c', 'd'), difficulty: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map(bankOf);

const topicsArbitrary = fc.subarray(['a', 'b', 'c', 'd']);

/** Asks `count` questions, each with the history of those before it. */
function walk(
  bank: Bank,
  topics: readonly string[],
  seed: string,
  count: number,
  before: readonly string[] = [],
  season = (_day: number) => 0.5,
): Question[] {
  const chosen: Question[] = [];
  for (let day = 0; day < count; day += 1) {
    const asked = [...before, ...chosen.map(({ id }) => id)];
    const question = chooseQuestion({ bank, topics, asked, season: season(day), seed });
    if (!question) break;
    chosen.push(question);
  }
  return chosen;
}

const eligibleOf = (bank: Bank, topics: readonly string[]) =>
  [...bank.questions.values()].filter(({ topic }) => topics.length === 0 || topics.includes(topic));

describe('chooseQuestion', () => {
  it('asks every eligible question once before any comes again, walk after walk', () => {
    fc.assert(
      fc.property(banks, topicsArbitrary, fc.string(), (bank, topics, seed) => {
        const eligible = eligibleOf(bank, topics).map(({ id }) => id);
        const ids = walk(bank, topics, seed, eligible.length * 3).map(({ id }) => id);
        expect(ids).toHaveLength(eligible.length * 3);
        for (let from = 0; from < ids.length; from += eligible.length) {
          expect(ids.slice(from, from + eligible.length).toSorted()).toEqual(eligible.toSorted());
        }
      }),
    );
  });

  it('never asks a topic twice in a row while the rest of the walk offers another', () => {
    fc.assert(
      fc.property(banks, topicsArbitrary, fc.string(), (bank, topics, seed) => {
        const eligible = eligibleOf(bank, topics);
        const chosen = walk(bank, topics, seed, eligible.length * 2);
        chosen.forEach((question, day) => {
          if (day === 0 || question.topic !== chosen[day - 1]?.topic) return;
          const walkStart = day - (day % eligible.length);
          const already = new Set(chosen.slice(walkStart, day).map(({ id }) => id));
          const left = eligible.filter(({ id }) => !already.has(id));
          expect(left.every(({ topic }) => topic === question.topic)).toBe(true);
        });
      }),
    );
  });

  it('depends on its arguments only, not on the order of the bank', () => {
    fc.assert(
      fc.property(banks, fc.string(), (bank, seed) => {
        const reversed: Bank = { ...bank, questions: new Map([...bank.questions].toReversed()) };
        expect(walk(reversed, [], seed, 10)).toEqual(walk(bank, [], seed, 10));
      }),
    );
  });

  it('goes different ways for different seeds', () => {
    const bank = bankOf(Array.from({ length: 12 }, (_, index) => ({ topic: 'abcd'[index % 4] ?? 'a', difficulty: 3 })));
    const ways = new Set(
      Array.from({ length: 20 }, (_, seed) =>
        walk(bank, [], `seed-${seed}`, 12)
          .map(({ id }) => id)
          .join(),
      ),
    );
    expect(ways.size).toBeGreaterThan(15);
  });

  it('begins gently: the first five are of difficulty 1 or 2 where topics allow it', () => {
    const parts = ['a', 'b', 'c'].flatMap((topic) => [1, 2, 4, 5, 5].map((difficulty) => ({ topic, difficulty })));
    for (const seed of ['one', 'two', 'three']) {
      const difficulties = walk(bankOf(parts), [], seed, 15).map(({ difficulty }) => difficulty);
      expect(difficulties.slice(0, 5).every((difficulty) => difficulty <= 2)).toBe(true);
      expect(difficulties.slice(5).some((difficulty) => difficulty > 2)).toBe(true);
    }
  });

  it('lets a question rest for half a walk before it comes again', () => {
    fc.assert(
      fc.property(banks, fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (bank, seed, season) => {
        const size = bank.questions.size;
        const ids = walk(bank, [], seed, size * 3, [], (day) => (day * season) % 1).map(({ id }) => id);
        ids.forEach((id, day) => {
          const before = ids.lastIndexOf(id, day - 1);
          if (day > 0 && before >= 0) expect(day - before).toBeGreaterThanOrEqual(Math.floor(size / 2));
        });
      }),
    );
  });

  it('rises in difficulty through a season, and every season uses all levels in their proportion', () => {
    // As many of each level as the built-in bank has, on sixteen topics.
    const levels = [9, 46, 50, 21, 3].flatMap((count, level) => Array<number>(count).fill(level + 1));
    const bank = bankOf(levels.map((difficulty, index) => ({ topic: `t${index % 16}`, difficulty })));
    const days = 21;
    const asked: string[] = [];
    for (let month = 0; month < 5; month += 1) {
      const chosen = walk(bank, [], 'seed', days, asked, (day) => day / (days - 1));
      const difficulties = chosen.map(({ difficulty }) => difficulty);
      asked.push(...chosen.map(({ id }) => id));
      const from = month === 0 ? 5 : 0;
      expect(difficulties.slice(from)).toEqual(difficulties.slice(from).toSorted((a, b) => a - b));
      expect(difficulties.at(-1)).toBeGreaterThanOrEqual(4);
      expect(difficulties.filter((difficulty) => difficulty === 3).length).toBeGreaterThanOrEqual(6);
      const topics = Map.groupBy(chosen, ({ topic }) => topic);
      expect(Math.max(...[...topics.values()].map(({ length }) => length))).toBeLessThanOrEqual(3);
      expect(topics.size).toBeGreaterThanOrEqual(11);
    }
  });

  it('asks a new question of the bank next, once, and then goes on', () => {
    const few = bankOf([3, 3, 3, 3].map((difficulty, index) => ({ topic: 'ab'[index % 2] ?? 'a', difficulty })));
    const before = walk(few, [], 'seed', 10).map(({ id }) => id);
    const more = bankOf([3, 3, 3, 3, 3].map((difficulty, index) => ({ topic: 'ab'[index % 2] ?? 'a', difficulty })));
    const after = walk(more, [], 'seed', 4, before).map(({ id }) => id);
    expect(after[0]).toBe('a-4');
    expect(after.slice(1)).not.toContain('a-4');
  });

  it('is not confused by questions that the bank no longer has', () => {
    const bank = bankOf([
      { topic: 'a', difficulty: 1 },
      { topic: 'b', difficulty: 1 },
    ]);
    const asked = ['gone', 'a-0', 'gone-too'];
    expect(chooseQuestion({ bank, topics: [], asked, season: 0, seed: 's' })?.id).toBe('b-1');
  });

  it('gives undefined when the bank has nothing of these topics', () => {
    expect(chooseQuestion({ bank: shell, topics: ['nowhere'], asked: [], season: 0, seed: 's' })).toBeUndefined();
  });
});
