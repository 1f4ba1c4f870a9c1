import { describe, expect, test } from 'vitest';
import { compileQuestion, grade, traceAnswer } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

const asked = question({
  rubric: [
    { match: ['`is` & @identity', 'one .. object'], partial: ['pointer|reference'], forbid: ['always & false'] },
    { match: [{ all: ['cache', '-5..256 & small'] }, 'never & copied'] },
  ],
  misconceptions: [{ match: ['faster & `is`'] }],
});
const trace = (text: string) => traceAnswer(asked, lexicon, { text });
const list = (text: string, criterion: number, name: string) =>
  trace(text).criteria[criterion]?.lists.find(({ list }) => list === name);

describe('a trace', () => {
  test('ends in the very grade that grading gives', () => {
    for (const text of ['`is` means the same object', 'it is a myth that `is` is faster', '', 'cache of small ints']) {
      expect(trace(text).grade).toEqual(grade(compileQuestion(asked, lexicon), { text }));
    }
  });

  test('shows clauses, what was denied by which word, and how a word was read', () => {
    const { clauses } = trace('It does not copy, but `is` asks for idenntity.');
    expect(clauses.map(({ words }) => words.map(({ text }) => text).join(' '))).toEqual([
      'it does not copy',
      'but is asks for identity',
    ]);
    expect(clauses[0]?.words.at(-1)).toMatchObject({ text: 'copy', deniedBy: ['not'] });
    expect(clauses[1]?.words.at(-1)).toMatchObject({ text: 'identity', typed: 'idenntity', deniedBy: [] });
    expect(clauses[1]?.words[1]).toMatchObject({ text: 'is', operator: true });
  });

  test('names the pattern that was found, with the words of the answer', () => {
    expect(list('`is` means the same object', 0, 'match')?.patterns).toEqual([
      { source: '`is` & @identity', outcome: 'found', words: ['is', 'same object'], parts: [] },
    ]);
  });

  test('tells a denied pattern from a missing one, and says what the missing one lacks', () => {
    expect(list('they are not one single object', 0, 'match')?.patterns).toMatchObject([
      { source: 'one .. object', outcome: 'denied', words: ['one', 'object'] },
    ]);
    expect(list('`is` looks at places', 0, 'match')).toMatchObject({
      patterns: [
        {
          outcome: 'missing',
          parts: [
            { source: '`is`', found: true },
            { source: '@identity', found: false },
          ],
        },
      ],
      others: 1,
    });
  });

  test('takes a pattern with `all` apart, and leaves ranges of numbers whole', () => {
    expect(list('a cache', 1, 'match')?.patterns).toEqual([
      {
        source: 'cache  +  -5..256 & small',
        outcome: 'missing',
        words: [],
        parts: [
          { source: 'cache', found: true },
          { source: '-5..256', found: false },
          { source: 'small', found: false },
        ],
      },
    ]);
  });

  test('does not list what nearly forbade', () => {
    expect(list('always', 0, 'forbid')).toEqual({ list: 'forbid', patterns: [], others: 1 });
  });
});
