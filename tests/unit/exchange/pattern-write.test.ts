import { describe, expect, it } from 'vitest';
import { acceptedNumber, acceptedText } from '../../../src/cli/exchange/pattern-write.ts';
import { compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { questionOf } from './questions.ts';

const LEXICON = { concepts: {}, opposites: [], words: [], topics: {} };

function reader() {
  const notes: string[] = [];
  return { notes, note: (message: string) => void notes.push(message) };
}

/** Whether an answer meets a criterion with this pattern. */
function finds(pattern: string, answer: string): boolean {
  const question = questionOf({ lists: true, rubric: [{ id: 'x', points: 10, criterion: 'x', match: [pattern] }] });
  return grade(compileQuestion(question, LEXICON), { text: answer }).score === 1;
}

describe('an accepted short answer', () => {
  it.each([
    ['no one', 'no one', 'It was no one.'],
    ["don't care", "don't care", "don't care"],
    ['Washington, D.C.', 'Washington D.C', 'Washington, D.C.'],
    ['3.14', '3.14', 'about 3.14'],
    ['__init__()', '`__init__()`', 'the __init__ method'],
    ['!=', '`!=`', 'a != b'],
    ['a & b | c', '`a & b | c`', 'a & b | c'],
    ['[1, 2]', '`[1, 2]`', 'It prints [1, 2].'],
    ['`x`@y', '`x@y`', 'x@y'],
    ['東京', '東京', '東京'],
  ])('%s becomes a pattern that finds it', (typed, pattern, answer) => {
    const { notes, note } = reader();
    expect(acceptedText(typed, note)).toEqual({ text: typed, shown: typed, pattern });
    expect(notes).toEqual([]);
    expect(finds(pattern, answer)).toBe(true);
  });

  it.each([
    ['immut*', 'immut*', 'it is immutable'],
    ['*lock*', 'lock*', 'a locked door'],
    ['first * last', 'first .. last', 'the first and the last'],
    ['* garbage col* *', 'garbage col*', 'the garbage collector'],
  ])('with the wildcards of %s becomes one too', (typed, pattern, answer) => {
    const { notes, note } = reader();
    expect(acceptedText(typed, note).pattern).toBe(pattern);
    expect(notes).toEqual([]);
    expect(finds(pattern, answer)).toBe(true);
  });

  it.each(['col*r', 'is* it', 'the *able', '$* x'])('says that the wildcards of %s have no pattern', (typed) => {
    const { notes, note } = reader();
    expect(acceptedText(typed, note).pattern).toBeUndefined();
    expect(notes).toEqual([`the wildcards of "${typed}" cannot be said in a pattern`]);
  });

  it('knows a star that is meant as a star, and the one that accepts everything', () => {
    const { notes, note } = reader();
    expect(acceptedText('a \\* b', note)).toEqual({ text: 'a * b', shown: 'a * b', pattern: '`a * b`' });
    expect(acceptedText('*', note)).toEqual({ text: '', shown: '', pattern: undefined });
    expect(notes).toEqual([]);
  });
});

describe('an accepted number', () => {
  it.each([
    ['1822', '1822'],
    ['-5:0', '-5'],
    ['2.50', '2.5'],
    ['1e3', '1000'],
    ['1822:2', '1820|1821|1822|1823|1824'],
    ['-1..1', '-1|0|1'],
  ])('%s is the pattern %s', (typed, pattern) => {
    const accepted = acceptedNumber(typed, () => undefined);
    expect(accepted?.pattern).toBe(pattern);
    expect(finds(pattern, `It is ${accepted?.text}.`)).toBe(true);
  });

  it('says what a pattern cannot', () => {
    const { notes, note } = reader();
    expect(acceptedNumber('3.14:0.005', note)).toEqual({ text: '3.14', shown: '3.135 to 3.145', pattern: '3.14' });
    expect(acceptedNumber('0.5..1.5', note)).toEqual({ text: '1', shown: '0.5 to 1.5', pattern: undefined });
    acceptedNumber('3:1', note);
    expect(notes).toEqual([
      'a pattern cannot say a tolerance: only 3.14 itself is accepted',
      'a pattern cannot say the range 0.5 to 1.5',
      'of the range 2 to 4 the whole numbers are accepted',
    ]);
  });

  it.each(['', 'two', '1:two', '1..', '5..x'])('is not %j', (typed) => {
    expect(acceptedNumber(typed, () => undefined)).toBeUndefined();
  });
});
