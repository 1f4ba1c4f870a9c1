import { describe, expect, test } from 'vitest';
import { compareOutput, compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

describe('a predicted output', () => {
  test.each<[string, string, 'right' | 'forgiven' | 'wrong']>([
    ['True\nFalse', 'True\nFalse\n', 'right'],
    ['True\r\nFalse  \r\n', 'True\nFalse', 'right'],
    ['true\nfalse', 'True\nFalse', 'forgiven'],
    ['"hello"', 'hello', 'forgiven'],
    ['`hello`', 'hello', 'forgiven'],
    ['```\nhello\n```', 'hello', 'forgiven'],
    ['```python\n1\n2\n```', '1\n2', 'forgiven'],
    ["['a','b']", "['a', 'b']", 'forgiven'],
    ['["a", "b"]', "['a', 'b']", 'forgiven'],
    ['True  False', 'True False', 'forgiven'],
    ['It prints True', 'True', 'forgiven'],
    ['>>> 3', '3', 'forgiven'],
    ['sqlite> 3', '3', 'forgiven'],
    ['1 | 2', '1|2', 'forgiven'],
    ['12', '1|2', 'wrong'],
    ['True', 'False', 'wrong'],
    ['True False', 'True\nFalse', 'wrong'],
    ['12', '1 2', 'wrong'],
    ['1 2', '12', 'wrong'],
    ['Hello', 'hello', 'wrong'],
    ['3', '3.0', 'wrong'],
    ['', 'x', 'wrong'],
  ])('%j for %j is %s', (typed, expected, verdict) => {
    const { right, forgiven } = compareOutput(typed, expected);
    expect(right ? (forgiven ? 'forgiven' : 'right') : 'wrong').toBe(verdict);
  });

  test('the output of any version is right', () => {
    expect(compareOutput('B', { '3.12': 'A', '3.13': 'B' }).right).toBe(true);
    expect(compareOutput('C', { '3.12': 'A', '3.13': 'B' }).right).toBe(false);
  });
});

describe('a predict question', () => {
  const compiled = compileQuestion(
    question({
      kind: 'predict',
      code: 'print(a is b)',
      output: 'True',
      rubric: [
        { points: 4, output: true },
        { points: 6, match: ['same constant'] },
      ],
    }),
    lexicon,
  );
  test('output and reasons count apart', () => {
    expect(grade(compiled, { text: 'They share the same constant.', output: 'True' }).score).toBe(1);
    expect(grade(compiled, { text: 'They share the same constant.', output: 'False' }).score).toBe(0.6);
    expect(grade(compiled, { text: '', output: 'true' })).toMatchObject({
      score: 0.4,
      output: { right: true, forgiven: true },
    });
    expect(grade(compiled, { text: '', output: 'true' }).guard).toBeUndefined();
    expect(grade(compiled, { text: '', output: '' })).toMatchObject({ score: 0, guard: 'empty' });
  });
  test.each([
    'True, the same constant',
    'True\nIt is the same constant',
    'True because of the same constant',
    'It prints True: same constant',
  ])('all in one field: %j', (text) => {
    expect(grade(compiled, { text }).score).toBe(1);
  });
  test('an output mentioned in passing is no prediction', () => {
    expect(grade(compiled, { text: 'Not True, for sure' }).score).toBe(0);
  });
});

describe('a choice question', () => {
  const compiled = compileQuestion(
    question({
      kind: 'choice',
      choices: ['A', 'B', 'C', 'D'].map((id) => ({ id, text: `Option ${id}` })),
      correct: ['A', 'C'],
      rubric: [{ points: 10 }],
    }),
    lexicon,
  );
  test.each<[string[], number, 0 | 1]>([
    [['A', 'C'], 1, 1],
    [['C', 'A', 'A'], 1, 1],
    [['A'], 0.5, 0],
    [['A', 'B', 'C'], 0.5, 0],
    [['A', 'B'], 0, 0],
    [['B', 'D'], 0, 0],
    [['A', 'B', 'C', 'D'], 0, 0],
    [[], 0, 0],
    [['Z'], 0, 0],
  ])('%j scores %d', (choices, score, met) => {
    const result = grade(compiled, { text: 'ignored', choices });
    expect([result.score, result.criteria[0]?.met]).toEqual([score, met]);
  });
  test('no choice is empty', () => {
    expect(grade(compiled, { text: '' })).toMatchObject({
      guard: 'empty',
      choices: { chosen: [], correct: ['A', 'C'] },
    });
  });
});
