/** The answer that docs/grading.md follows step by step. */
import { expect, test } from 'vitest';
import { compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

test('the traced answer gets the grade the page says', () => {
  const compiled = compileQuestion(
    question({
      rubric: [
        { points: 4, match: ['[`==` & equality|value]'] },
        { points: 4, match: ['`is` & @identity'] },
        { points: 2, match: ['`__eq__` & overrid*|redefine'] },
      ],
      misconceptions: [{ match: ['`is` .. faster'], penalty: 2 }],
    }),
    lexicon,
  );
  const text = 'People think is is a faster ==, but == cheks equaltiy via __eq__ and is means the very same object';
  const result = grade(compiled, { text });
  expect(result).toMatchObject({
    score: 0.8,
    misconceptions: [],
    confidence: 0.88,
    readings: [{ typed: 'equaltiy', read: 'equality' }],
  });
  expect(result.criteria.map((criterion) => criterion.evidence)).toEqual([
    ['== cheks equaltiy'],
    ['is means the very same object'],
    [],
  ]);
});
