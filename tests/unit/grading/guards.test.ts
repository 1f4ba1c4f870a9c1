import { describe, expect, test } from 'vitest';
import { compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

const compiled = compileQuestion(
  question({
    prompt:
      'Which object makes a closure work in CPython, who references it, and how do you look at the captured value?',
    rubric: [
      { match: ['cell'] },
      { match: ['`__closure__`'] },
      { match: ['outer', 'inner', 'share', 'captured value'] },
    ],
  }),
  lexicon,
);
const result = (text: string) => grade(compiled, { text });

describe('guards', () => {
  test.each(['', '   \n', '🎉🎉🎉', '?!', '\u200b\u200b', '---'])('%j is empty', (text) => {
    expect(result(text)).toMatchObject({ score: 0, guard: 'empty' });
  });

  test.each([
    'cell, closure, __closure__, cell_contents, outer, inner, frame, free variable',
    'cell closure __closure__ cell_contents outer inner frame freevars LOAD_DEREF MAKE_CELL',
    '- cell\n- __closure__\n- outer\n- inner\n- frame\n- freevars',
  ])('terms without claims cannot pass: %j', (text) => {
    const soup = result(text);
    expect(soup.guard).toBe('soup');
    expect(soup.score).toBeLessThanOrEqual(0.15);
    expect(soup.criteria[0]?.met).toBe(1);
  });

  test.each([
    'Which object makes a closure work in CPython, who references it, and how do you look at the captured value?',
    'Hmm ok. The object that makes a closure work in CPython, and who references it, and you look at the captured value.',
  ])('the prompt back earns nothing: %j', (text) => {
    expect(result(text)).toMatchObject({ score: 0, guard: 'copy' });
  });

  test.each([
    'A cell; outer and inner share it. See `__closure__`.',
    'cell',
    'cells. `fn.__closure__[0].cell_contents`',
    '- shared: one cell\n- by: outer frame and inner function\n- see: `__closure__`, then cell_contents',
    'its a cell object the outer frame and inner func both point at it look in __closure__',
  ])('short and honest is no soup: %j', (text) => {
    expect(result(text).guard).toBeUndefined();
  });
});

describe('confidence', () => {
  const sure = (text: string) => result(text).confidence;
  test('falls when much was said that no pattern read', () => {
    expect(sure('A cell, shared by outer and inner, seen in `__closure__`.')).toBeGreaterThan(
      sure(
        'There is a little wooden box between both of these rooms, and everyone who lives in either room may put something into that box.',
      ),
    );
  });
  test('stays between 0 and 1', () => {
    for (const text of ['', 'x', 'cell not cell never cell', 'cel clel celll']) {
      expect(sure(text)).toBeGreaterThanOrEqual(0);
      expect(sure(text)).toBeLessThanOrEqual(1);
    }
  });
});
