import { describe, expect, test } from 'vitest';
import { compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { lexicon, question } from './rubric.ts';

const PROMPT =
  'Which object makes a closure work in CPython, who references it, and how do you look at the captured value?';
const compiled = compileQuestion(
  question({
    prompt: PROMPT,
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
    'None singleton identity is == __eq__ pointer override style guide outer process access',
    'cell, memory saving, pointer comparison, dict lookup, few distinct values, closure only',
    '- cell\n- __closure__\n- outer\n- inner\n- frame\n- freevars',
  ])('terms without claims cannot pass: %j', (text) => {
    expect(result(text)).toMatchObject({ score: 0, guard: 'soup' });
  });

  test('a list answers a prompt that says so', () => {
    const asked = question({ prompt: 'Which operations does a stack have?', rubric: [{ match: ['push & pop'] }] });
    const text = 'push, pop, peek, isEmpty, isFull, size';
    expect(grade(compileQuestion(asked, lexicon), { text })).toMatchObject({ score: 0, guard: 'soup' });
    expect(grade(compileQuestion({ ...asked, lists: true }, lexicon), { text }).score).toBe(1);
  });

  test('an answer in the words of the prompt that says which end is none of its copies', () => {
    const asked = question({
      prompt: 'What is the difference between a circular linked list and a basic linked list?',
      rubric: [{ match: ['last .. first'] }],
    });
    const text =
      'The difference between a circular linked list and a basic linked list is that the last element of a circular linked list links to the first element';
    expect(grade(compileQuestion(asked, lexicon), { text }).score).toBe(1);
  });

  test.each([
    PROMPT,
    'Hmm ok. The object that makes a closure work in CPython, and who references it, and you look at the captured value.',
  ])('the prompt back earns nothing: %j', (text) => {
    expect(result(text)).toMatchObject({ score: 0, guard: 'copy' });
  });

  test.each([
    ['soup', 'cell, closure, __closure__, cell_contents, outer, inner, frame, free variable'],
    ['copy', PROMPT],
    ['empty', '…'],
  ])(
    'a %s shows no criterion as met and no misconception as made: the score is what the criteria say',
    (guard, text) => {
      const compiled = compileQuestion(
        question({
          prompt: PROMPT,
          rubric: [{ match: ['cell|captured'] }],
          misconceptions: [{ match: ['frame|closure'], penalty: 1 }],
        }),
        lexicon,
      );
      const guarded = grade(compiled, { text });
      expect(guarded).toMatchObject({ guard, score: 0, misconceptions: [] });
      expect(guarded.criteria).toMatchObject([{ met: 0, evidence: [], unclear: false }]);
    },
  );

  test('an output counts whatever the guard says of its reasons', () => {
    const predict = compileQuestion(
      question({
        kind: 'predict',
        code: 'x',
        output: '3',
        rubric: [
          { points: 4, output: true },
          { points: 6, match: ['cell'] },
        ],
      }),
      lexicon,
    );
    const guarded = grade(predict, { text: 'cell, closure, __closure__, contents, outer, inner, frame', output: '3' });
    expect(guarded).toMatchObject({ guard: 'soup', score: 0.4 });
    expect(guarded.criteria.map((criterion) => criterion.met)).toEqual([1, 0]);
  });

  test.each([
    'A cell; outer and inner share it. See `__closure__`.',
    'cell',
    'cells. `fn.__closure__[0].cell_contents`',
    '- shared: one cell\n- by: outer frame and inner function\n- see: `__closure__`, then cell_contents',
    'its a cell object the outer frame and inner func both point at it look in __closure__',
    '`a is b` ≡ id(a) == id(b), hard-wired. `a == b` ≡ type(a).__eq__(a, b), user-definable.',
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
