import { describe, expect, test } from 'vitest';
import { agreementOf, type Graded } from '../../../src/core/agreement/agreement.ts';
import { markedAnswerSchema } from '../../../src/core/agreement/marked-answer.ts';
import type { Met } from '../../../src/core/grading/grade.ts';

interface One {
  readonly score: number;
  readonly mark: number;
  readonly met?: readonly Met[];
  readonly facts?: readonly number[];
  readonly found?: readonly string[];
  readonly asserted?: readonly (number | string)[];
  readonly stratum?: string;
  readonly confidence?: number;
}

function graded({ score, mark, met = [], facts, found = [], asserted, stratum, confidence = 0.5 }: One): Graded {
  return {
    marked: markedAnswerSchema.parse({
      id: 'x',
      question: 'q',
      answer: 'a',
      score: mark,
      ...(facts ? { facts_met: facts } : {}),
      ...(asserted ? { misconceptions: asserted } : {}),
      ...(stratum ? { stratum } : {}),
    }),
    grade: {
      score,
      criteria: met.map((value, i) => ({ id: `c${i}`, met: value, points: 1, evidence: [], unclear: false })),
      misconceptions: found.map((id) => ({ id, penalty: 1, evidence: [] })),
      confidence,
      readings: [],
    },
    misconceptionIds: ['first', 'second'],
  };
}

describe('agreement', () => {
  test('a half met counts as half, on both sides', () => {
    const { criteria } = agreementOf([
      graded({ score: 1, mark: 1, met: [1, 0.5, 0], facts: [1, 1, 1] }),
      graded({ score: 1, mark: 1, met: [1, 0.5], facts: [0.5, 0] }),
    ]);
    // Given 3, wanted 3.5, in common 1 + 0.5 + 0.5.
    expect(criteria?.precision).toBeCloseTo(2 / 3, 12);
    expect(criteria?.recall).toBeCloseTo(2 / 3.5, 12);
  });

  test('each criterion by itself, the most disputed first', () => {
    const { eachCriterion } = agreementOf([
      graded({ score: 1, mark: 1, met: [1, 1], facts: [1, 0] }),
      graded({ score: 1, mark: 1, met: [0, 1], facts: [0.5, 0] }),
    ]);
    expect(eachCriterion).toEqual([
      { question: 'q', criterion: 'c1', precision: 0, recall: Number.NaN, error: 1 },
      { question: 'q', criterion: 'c0', precision: 1, recall: 1 / 1.5, error: 0.25 },
    ]);
  });

  test('misconceptions are compared by id or by position', () => {
    const { misconceptions } = agreementOf([
      graded({ score: 0, mark: 0, found: ['first'], asserted: [0] }),
      graded({ score: 0, mark: 0, found: ['first'], asserted: ['second', 'first'] }),
      graded({ score: 0, mark: 0, found: ['second'], asserted: [] }),
      graded({ score: 0, mark: 0, found: ['second'] }),
    ]);
    expect(misconceptions?.precision).toBeCloseTo(2 / 3, 12);
    expect(misconceptions?.recall).toBeCloseTo(2 / 3, 12);
  });

  test('without marks of criteria or misconceptions there is nothing to say of them', () => {
    expect(agreementOf([graded({ score: 0, mark: 0, met: [1] })])).toMatchObject({
      criteria: undefined,
      misconceptions: undefined,
    });
  });

  test('of the sure grades, those within 0.15 of the mark are right', () => {
    const { confident } = agreementOf([
      graded({ score: 0.85, mark: 1, confidence: 0.9 }),
      graded({ score: 0.84, mark: 1, confidence: 0.95 }),
      graded({ score: 0, mark: 1, confidence: 0.89 }),
    ]);
    expect(confident).toEqual({ answers: 2, right: 0.5 });
  });

  test('each stratum by itself', () => {
    const { strata } = agreementOf([
      graded({ score: 0.6, mark: 0, stratum: 'flipped', found: ['first'] }),
      graded({ score: 0.2, mark: 0.2, stratum: 'flipped' }),
      graded({ score: 1, mark: 1 }),
    ]);
    expect(strata).toEqual([
      { name: 'flipped', answers: 2, score: 0.4, mark: 0.1, error: 0.3, penalised: 0.5, highest: 0.6, passed: 0.5 },
      { name: 'all', answers: 1, score: 1, mark: 1, error: 0, penalised: 0, highest: 1, passed: 1 },
    ]);
  });

  test('there must be answers', () => {
    expect(() => agreementOf([])).toThrow(RangeError);
  });
});
