import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishTexts } from '../../../src/core/language/texts.ts';
import { rankRows } from '../../../src/core/standings/standings.ts';
import { extendStreak, runningStreak } from '../../../src/core/standings/streaks.ts';

const row = (name: string, points: number) => ({ memberId: name, name, points, rounds: 1 });

describe('ranks', () => {
  test('equal points share a rank and the next one is skipped', () => {
    const ranks = rankRows([row('a', 9), row('b', 7), row('c', 7), row('d', 3)]).map((ranked) => ranked.rank);
    expect(ranks).toEqual([1, 2, 2, 4]);
  });

  test('a rank is one more than the number of those with more points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (points) => {
        const rows = points.toSorted((a, b) => b - a).map((value, index) => row(String(index), value));
        for (const ranked of rankRows(rows))
          expect(ranked.rank).toBe(rows.filter((other) => other.points > ranked.points).length + 1);
      }),
    );
  });

  test.each([
    [1, 'st'],
    [2, 'nd'],
    [3, 'rd'],
    [4, 'th'],
    [11, 'th'],
    [12, 'th'],
    [13, 'th'],
    [21, 'st'],
    [112, 'th'],
    [103, 'rd'],
  ])('%d%s', (rank, suffix) => {
    expect(englishTexts().plain('board.own', { rank })).toBe(`You are ${rank}${suffix}.`);
  });
});

describe('streaks', () => {
  test('grow round by round, break at a missed one, and keep the best', () => {
    let streak = extendStreak(undefined, 'ada', 's', 3);
    for (const sequence of [4, 5, 5, 7]) streak = extendStreak(streak, 'ada', 's', sequence);
    expect(streak).toEqual({ memberId: 'ada', scheduleId: 's', current: 1, best: 3, lastSequence: 7 });
  });

  test('stand until a closed round was missed', () => {
    const streak = { memberId: 'ada', scheduleId: 's', current: 4, best: 4, lastSequence: 7 };
    expect(runningStreak(streak, 7)).toBe(4);
    expect(runningStreak(streak, 6)).toBe(4);
    expect(runningStreak(streak, 8)).toBe(0);
  });

  test('equal the longest run that ends at the last round answered', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (answered) => {
        const inOrder = answered.toSorted((a, b) => a - b);
        const last = inOrder.at(-1) ?? 0;
        let streak = extendStreak(undefined, 'm', 's', inOrder[0] ?? 0);
        for (const sequence of inOrder.slice(1)) streak = extendStreak(streak, 'm', 's', sequence);
        let run = 0;
        while (inOrder.includes(last - run)) run++;
        expect(streak.current).toBe(run);
      }),
    );
  });
});
