import { describe, expect, test } from 'vitest';
import { compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

const compiled = compileQuestion(
  question({
    rubric: [
      { points: 5, match: ['inner & cell'] },
      { points: 5, match: ['share & cell'], forbid: ['own copy', 'nobody'] },
    ],
  }),
  lexicon,
);
const result = (text: string) => grade(compiled, { text });

describe('the opposite of a criterion', () => {
  test('is told apart from silence, with the words that say it', () => {
    const { score, criteria } = result(
      'The inner function has a cell, they share it: each with its own copy of the cell.',
    );
    expect(criteria[1]).toMatchObject({ met: 0, evidence: [], contradicted: ['own copy'] });
    expect(score).toBe(0.4);
  });

  test('is not said where the idea is not touched at all', () => {
    const { score, criteria } = result('The inner function has a cell. Nobody knows.');
    expect(criteria[1]?.contradicted).toBeUndefined();
    expect(score).toBe(0.5);
  });

  test('is not said where it is denied', () => {
    expect(result('The inner functions share the cell, and have no own copy of it.').score).toBe(1);
  });
});
