import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, meanError, pearson, quadraticKappa } from '../../../src/core/agreement/statistics.ts';

const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 30 });

describe('Pearson', () => {
  test('of a worked example', () => {
    // Deviations -2 -1 0 1 2 and -2 0 1 0 1: 6 / √(10 · 6).
    expect(pearson([1, 2, 3, 4, 5], [2, 4, 5, 4, 5])).toBeCloseTo(6 / Math.sqrt(60), 12);
  });

  test('is one along a rising line, minus one along a falling one, and nothing without variation', () => {
    fc.assert(
      fc.property(scores, (a) => {
        if (new Set(a).size === 1) expect(pearson(a, a)).toBeNaN();
        else {
          const line = a.map((value) => 3 * value + 7);
          const falling = a.map((value) => 5 - value);
          expect(pearson(a, line)).toBeCloseTo(1, 9);
          expect(pearson(a, falling)).toBeCloseTo(-1, 9);
        }
      }),
    );
  });
});

describe('quadratic weighted kappa', () => {
  test('of a worked example', () => {
    // Observed: one pair, one apart: 1. Expected of the margins 1 1 2 and 1 2 1: (2 + 4 + 1 + 1 + 8 + 4) / 4 = 5.
    expect(quadraticKappa([0, 1, 2, 2], [0, 1, 2, 1], 3)).toBeCloseTo(1 - 1 / 5, 12);
  });

  test('is one for equal lists and the same whichever list comes first', () => {
    const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(pairs, (list) => {
        const a = list.map(([left]) => left);
        const b = list.map(([, right]) => right);
        if (new Set(a).size > 1) expect(quadraticKappa(a, a, 5)).toBeCloseTo(1, 12);
        const there = quadraticKappa(a, b, 5);
        if (!Number.isNaN(there)) expect(quadraticKappa(b, a, 5)).toBeCloseTo(there, 9);
      }),
    );
  });

  test('is nought for answers that do not depend on each other', () => {
    expect(quadraticKappa([0, 0, 4, 4], [0, 4, 0, 4], 5)).toBeCloseTo(0, 12);
  });

  test('falls further, the further apart the classes', () => {
    const near = quadraticKappa([0, 1, 2, 3, 4], [0, 1, 2, 3, 3], 5);
    const far = quadraticKappa([0, 1, 2, 3, 4], [0, 1, 2, 3, 0], 5);
    expect(near).toBeGreaterThan(far);
  });
});

test('bands have equal width, and a border belongs to the upper one', () => {
  const borders = [0, 0.1999, 0.2, 0.4, 0.6, 0.7999, 0.8, 1];
  expect(borders.map((score) => bandOf(score, 5))).toEqual([0, 0, 1, 2, 3, 3, 4, 4]);
  expect(bandOf(0.1 + 0.2 + 0.3, 5)).toBe(3);
});

test('the mean error has no sign', () => {
  expect(meanError([0, 1, 0.5], [0.5, 0.5, 0.5])).toBeCloseTo(1 / 3, 12);
  expect(meanError([], [])).toBeNaN();
});
