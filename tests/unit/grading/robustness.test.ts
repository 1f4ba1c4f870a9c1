import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileQuestion, grade, gradeCounting } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

const compiled = compileQuestion(
  question({
    prompt: 'What does `a is b` give, and why?',
    rubric: [
      {
        points: 4,
        match: ['`is` & @identity', 'same|one & object', 'not:copy & share*', 'the object'],
        partial: ['object ~ name'],
      },
      { points: 3, match: ['name .. object .. value', '[`==` & value]', 'a|b a|b a|b a|b a|b'], forbid: ['always'] },
      {
        points: 3,
        match: [{ all: ['reference ~ count ~ object', 'zero|freed'] }, '`sys.intern`', '5 ms', 'immort* & no:never'],
      },
    ],
    misconceptions: [{ match: ['every|each & thread .. @gil', 'copy|copies & object'], penalty: 3 }],
  }),
  lexicon,
);

const PIECES = [
  'is',
  '==',
  'not ',
  "n't",
  '`',
  '```',
  "'",
  '"',
  '.',
  ',',
  ';',
  '\n',
  '- ',
  '(',
  ')',
  'the same object',
  'never',
  'a myth',
  'people think',
  ' but ',
  'refernce',
  '3.12',
  '5ms',
  '−',
  '\u200b',
  '🎉',
  'İ',
  'ﬃ',
  '\ud800',
  '*',
  '_',
  '__eq__',
  'а',
  'e.g.',
  'w/o',
  'no:',
  '@gil',
  '\u0000',
];
const chat = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 }), fc.constant(' ')), {
    maxLength: 120,
  })
  .map((parts) => parts.join(''));

describe('any text whatever', () => {
  test('gets the same sound grade twice', () => {
    fc.assert(
      fc.property(fc.oneof(chat, fc.string({ unit: 'binary' })), (text) => {
        const first = grade(compiled, { text });
        expect(first.score).toBeGreaterThanOrEqual(0);
        expect(first.score).toBeLessThanOrEqual(1);
        for (const { evidence, met } of first.criteria) {
          if (met === 0) expect(evidence).toEqual([]);
          for (const quote of evidence) expect(text).toContain(quote);
        }
        expect(grade(compiled, { text })).toEqual(first);
      }),
      { numRuns: 2000 },
    );
  });

  test('outputs and choices too', () => {
    const predict = compileQuestion(
      question({ kind: 'predict', code: 'x', output: "['a']\n1", rubric: [{ output: true }] }),
      lexicon,
    );
    fc.assert(
      fc.property(chat, fc.option(chat, { nil: undefined }), (text, output) => {
        expect(grade(predict, { text, output }).score).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('only the first 4,000 characters are read', () => {
    const saying = (filler: string) => grade(compiled, { text: `${filler}the same object` }).score;
    expect(saying('it so is. '.repeat(400))).toBe(0);
    expect(saying('it so is. '.repeat(398))).toBeGreaterThan(0);
  });
});

/** What this question's patterns cost at worst; its five alternatives that are also articles are made to be bad. */
const MOST_PER_CHARACTER = 100;

describe('work grows no faster than the answer', () => {
  const steps = (unit: string, length: number) =>
    gradeCounting(compiled, { text: unit.repeat(Math.ceil(length / unit.length)).slice(0, length) }).steps;

  test.each([
    ['one letter', 'a '],
    ['two letters in turn', 'a b '],
    ['matching words', 'name object value '],
    ['near pairs', 'reference count object '],
    ['nothing but negation', 'not never '],
    ['falsities', 'that is wrong. '],
    ['beliefs', 'people think that it is a myth '],
    ['misspellings', 'refernce obejct immorrtal '],
    ['no spaces', 'aaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['backticks', '` `` ``` '],
    ['quotes', '\'is\' "is" '],
    ['articles between', 'the the the object '],
    ['dots', 'a.b.c.'],
    ['vowels', 'yayeyoyu'],
    ['taken back', 'so is the object. not the object. '],
    ['code', 'fn.__closure__[0].'],
  ])('%s', (_, unit) => {
    const short = steps(unit, 1000);
    const long = steps(unit, 4000);
    expect(long).toBeLessThanOrEqual(short * 4.6 + 400);
    expect(long).toBeLessThan(MOST_PER_CHARACTER * 4000);
  });

  test.each([
    ['one stem', 'object '],
    ['negations within negations', 'it is not true that nobody never says that it is a myth that no '],
    ['one sentence without an end', 'not because it is never so, and '],
  ])('%s, four thousand characters of it', (_, unit) => {
    expect(steps(unit, 4000)).toBeLessThan(MOST_PER_CHARACTER * 4000);
  });

  test('nor faster than the rubric: ten thousand patterns', () => {
    const word = (i: number) => `w${i.toString(36).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`;
    const small = question({ rubric: [{ match: ['x'] }] });
    const cost = (patterns: number) => {
      const match = Array.from(
        { length: patterns },
        (_, i) => `${word(i)}|object & name .. ${word(i + 1)}|value ~ the`,
      );
      const rubric = small.rubric.map((criterion) => ({ ...criterion, match: [...match, 'nowhere to be found'] }));
      const large = compileQuestion({ ...small, rubric }, lexicon);
      return gradeCounting(large, { text: 'the name of an object, its value; '.repeat(120).slice(0, 4000) }).steps;
    };
    const thousand = cost(1000);
    // Were the patterns not tried at all, the bound would prove nothing.
    expect(thousand).toBeGreaterThan(1000);
    expect(cost(10_000)).toBeLessThan(thousand * 11);
    expect(cost(10_000)).toBeLessThan(10_000 * 4000);
  });

  test('nor on words nobody foresaw', () => {
    const words = fc.constantFrom('a', 'b', 'the', 'name', 'object', 'count', 'not', 'is', '==', 'refernce', '.', ',');
    fc.assert(
      fc.property(fc.array(words, { minLength: 60, maxLength: 80 }), (block) => {
        const unit = `${block.join(' ')} `;
        const twice = steps(unit, unit.length * 2);
        expect(steps(unit, unit.length * 8)).toBeLessThanOrEqual(twice * 4.6 + 400);
        expect(twice).toBeLessThan(MOST_PER_CHARACTER * unit.length * 2);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
