import { describe, expect, test } from 'vitest';
import { scoreOf } from '../../../src/core/grading/score.ts';
import { question } from './rubric.ts';

type Row = readonly [points: number, met: 0 | 0.5 | 1, essential?: boolean];

function score(rows: readonly Row[], { curve = 'linear', penalties = [] as number[] } = {}): number {
  const { rubric } = question({
    rubric: rows.map(([points, , essential]) => ({ points, match: ['x'], essential: essential ?? true })),
  });
  return scoreOf(
    { rubric, curve: curve === 'generous' ? 'generous' : 'linear' },
    rows.map(([points, met], i) => ({ id: `c${i}`, met, points, evidence: [], unclear: false })),
    penalties.map((penalty, i) => ({ id: `m${i}`, penalty, evidence: [] })),
  );
}

describe('the score', () => {
  test('is the share of the points, a half counting half', () => {
    expect(
      score([
        [4, 1],
        [3, 0.5],
        [3, 0],
      ]),
    ).toBe(0.55);
  });

  test('falls by penalties, and not below nothing', () => {
    expect(
      score(
        [
          [4, 1],
          [6, 1],
        ],
        { penalties: [2, 1.5] },
      ),
    ).toBe(0.65);
    expect(
      score(
        [
          [4, 1],
          [6, 0],
        ],
        { penalties: [5] },
      ),
    ).toBe(0);
  });

  test('an extra is not needed, makes up for what is missing, and lifts no further', () => {
    expect(
      score([
        [8, 1],
        [2, 0, false],
      ]),
    ).toBe(1);
    expect(
      score([
        [4, 1],
        [4, 0],
        [2, 1, false],
      ]),
    ).toBe(0.75);
    expect(
      score([
        [8, 1],
        [2, 1, false],
      ]),
    ).toBe(1);
  });

  test('an extra does not buy a misconception off once the essential is complete', () => {
    expect(
      score(
        [
          [8, 1],
          [2, 1, false],
        ],
        { penalties: [2] },
      ),
    ).toBe(0.75);
  });

  test('saying the opposite of a criterion costs a tenth, once where it is a misconception as well', () => {
    const { rubric } = question({ rubric: [{ points: 5 }, { points: 5 }] });
    const criteria = [
      { id: 'c0', met: 1 as const, points: 5, evidence: ['x'], unclear: false },
      { id: 'c1', met: 0 as const, points: 5, evidence: [], unclear: false, contradicted: ['not x'] },
    ];
    const held = { id: 'm0', penalty: 2, evidence: ['y'] };
    expect(scoreOf({ rubric, curve: 'linear' }, criteria, [])).toBe(0.4);
    expect(scoreOf({ rubric, curve: 'linear' }, criteria, [held])).toBe(0.3);
  });

  test('the generous curve is the square root of the share', () => {
    expect(
      score(
        [
          [4, 1],
          [6, 0],
          [6, 0],
        ],
        { curve: 'generous' },
      ),
    ).toBe(0.5);
    expect(
      score(
        [
          [4, 1],
          [8, 1],
        ],
        { curve: 'generous' },
      ),
    ).toBe(1);
    expect(
      score(
        [
          [4, 0],
          [6, 0],
          [6, 0],
        ],
        { curve: 'generous' },
      ),
    ).toBe(0);
  });

  test('a question stored before extras existed counts every criterion as essential', () => {
    const { rubric } = question({ rubric: [{ points: 5 }, { points: 5 }] });
    const stored = JSON.parse(JSON.stringify({ rubric })) as { rubric: { essential?: boolean }[] };
    for (const criterion of stored.rubric) delete criterion.essential;
    const criteria = [1, 0].map((met, i) => ({
      id: `c${i}`,
      met: met as 0 | 1,
      points: 5,
      evidence: [],
      unclear: false,
    }));
    expect(scoreOf(stored as unknown as Parameters<typeof scoreOf>[0], criteria, [])).toBe(0.5);
  });
});
