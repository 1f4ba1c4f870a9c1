import { describe, expect, test } from 'vitest';
import { checkPatterns, compileQuestion, PatternError } from '../../../src/core/grading/index.ts';
import { graded, lexicon, meets, question } from './rubric.ts';

describe('what a pattern finds', () => {
  test.each<[string, string, boolean]>([
    ['cache', 'Small ints are cached.', true],
    ['cache', 'It catches them.', false],
    ['one|same|single constant', 'They share a single constant', true],
    ['code object', 'the code objects', true],
    ['code object', 'the code of the object', false],
    ['same object', 'the same exact very object', false],
    ['same object', 'it is the same, one object', false],
    ['name refers to object', 'a name refers to an object', true],
    ['zero & freed', 'It is freed at zero', true],
    ['zero & freed', 'It is at zero. Much later something else is freed', false],
    ['name .. object', 'A name refers to an object', true],
    ['name .. object', 'An object has a name', false],
    ['each ~ counter', 'each object has its own counter', true],
    ['each ~ counter', 'each of the many objects that live in memory has a counter', false],
    ['a ~ b .. c', 'b x a, c', true],
    ['name ~ object .. count', 'count, name, object', false],
    ['(two objects)|copy & distinct', 'distinct copies', true],
    ['@gil & one thread', 'The global interpreter lock lets one thread run', true],
    ['`co_consts`', 'They sit in CO_CONSTS', true],
    ['`Py_INCREF`', 'Py_INCREF() is called', true],
    ['`sys.intern`', 'call sys.intern(x)', true],
    ['`sys.intern`', 'the intern table', false],
    ['immort*', 'They are immortalized', true],
    ['5 ms', 'every 5ms', true],
    ['5 ms', 'every 5 milliseconds', true],
    ['5 ms', 'every 50 ms', false],
    ['3.1', 'since 3.12', false],
    ['-5 & 256', 'The range -5..256 is cached', true],
    ['-5 & 256', 'The range -5...256 is cached', true],
    ['[-5 & 256]', 'it caches -5 to 256', true],
    ['[-5 & 256]', '[-5, 256] is cached', true],
    ['0', 'it drops to zero', true],
    ['faster & no:slower', 'It is faster', true],
    ['faster & no:slower', 'It is faster, not slower', false],
    ['no:slower|worse & faster', 'faster but worse', false],
    ['ref|reference count', 'its refcount', true],
    ['ref|reference count', 'its reference count', true],
    ['byte code', 'bytecode', true],
    ['[`==` & value]', 'is compares values, == identity', false],
    ['[`==` & value]', 'is compares identity, == values', true],
    ['[a .. b] & c', 'c, but a is b', true],
    ['object & value', 'It is an object. It has a value.', true],
    ['default `[]`', 'the default [] is shared', true],
  ])('%s in "%s": %s', (pattern, text, found) => {
    expect(meets(pattern, text)).toBe(found);
  });

  test('`all` looks in any sentence', () => {
    const compiled = question({ rubric: [{ match: [{ all: ['zero', 'freed'] }] }] });
    expect(compileQuestion(compiled, lexicon).criteria[0]?.match[0]).toHaveLength(2);
    expect(graded(['zero', 'freed'], 'The count is zero. Then something is freed.').score).toBe(1);
  });

  test('evidence is the answer’s own words, as typed', () => {
    expect(graded(['zero & freed'], 'When it hits ZERO, it’s *freed* at once.').criteria[0]?.evidence).toEqual([
      'ZERO, it’s *freed',
    ]);
  });
});

describe('ordinary words that are operators', () => {
  test.each<[string, boolean]>([
    ['is checks identity, == checks value', true],
    ['the `is` operator', true],
    ['"is" is about identity', true],
    ['is vs ==', true],
    ['== and is', true],
    ["is can't be overridden", true],
    ['while is compares ids', true],
    ['== is value, is: identity', true],
    ['it is a check of identity', false],
    ['the object is cached', false],
    ['Is it freed?', false],
    ['is immutable', false],
  ])('"%s" names `is`: %s', (text, named) => {
    expect(meets('`is`', text)).toBe(named);
  });
});

describe('a pattern that cannot be read', () => {
  test.each<[string, number, string, string]>([
    ['a & (b', 4, 'parenthesis is never closed', 'write )'],
    ['[a & b', 0, 'bracket is never closed', 'write ]'],
    ['a) b', 1, 'closing parenthesis', 'remove it'],
    ['a|', 2, 'missing at the end', 'remove the sign'],
    ['a | | b', 4, 'nothing stands before "|"', 'write a word'],
    ['& b', 0, 'nothing stands before "&"', 'write a word'],
    ['`x', 0, 'backtick is never closed', 'put `'],
    ['@ x', 0, 'concept has no name', '@gil'],
    ['@gill', 0, 'no concept "gill"', 'did you mean @gil?'],
    ['a (b & c)', 3, '"&" cannot stand inside', '& on the outside'],
    ['a .. (b ~ c)', 6, '"~" cannot stand inside', '& on the outside'],
    ['no:x', 0, 'only says what must be missing', 'add what must be there'],
    ['(no:x)|y', 1, 'only says what must be missing', 'add what must be there'],
    ['y & [no:x]', 5, 'only says what must be missing', 'add what must be there'],
    ['a|no:b', 2, '"no:" cannot stand before a later', 'two patterns'],
    ['on:x', 0, 'no prefix "on:"', 'not:, any: and no:'],
    ['*ing', 0, 'star stands elsewhere', 'beginning of the word'],
    ['ab*', 0, 'begins too many words', 'three letters'],
    ['((((((((((a))))))))))', 8, 'nested too deeply', 'split'],
    ['...', 0, 'nothing stands before ".."', 'write a word'],
  ])('%s', (pattern, offset, message, fix) => {
    const broken = question({ rubric: [{ match: ['fine', pattern] }] });

    const [finding] = checkPatterns(broken, lexicon);
    expect(finding).toMatchObject({ path: ['rubric', 0, 'match', 1], pattern, offset });
    expect(finding?.message).toContain(message);
    expect(finding?.fix).toContain(fix);
  });

  test('all findings at once, each with its path', () => {
    const broken = question({
      rubric: [{ match: [{ all: ['fine', 'a &'] }], partial: ['(b'], forbid: ['@nope'] }],
      misconceptions: [{ match: ['c|'], forbid: ['~'] }],
    });
    expect(checkPatterns(broken, lexicon).map((finding) => finding.path)).toEqual([
      ['rubric', 0, 'match', 0, 'all', 1],
      ['rubric', 0, 'partial', 0],
      ['rubric', 0, 'forbid', 0],
      ['misconceptions', 0, 'match', 0],
      ['misconceptions', 0, 'forbid', 0],
    ]);
  });

  test('compiling throws the first one', () => {
    const broken = question({ rubric: [{ match: ['a & (b'] }] });
    expect(() => compileQuestion(broken, lexicon)).toThrow(PatternError);
    expect(() => compileQuestion(broken, lexicon)).toThrow(/never closed \(in "a & \(b", character 5; write \)/);
  });

  test('a broken synonym is named', () => {
    const bad = { ...lexicon, concepts: { ...lexicon.concepts, odd: ['a|'] } };
    expect(checkPatterns(question({ rubric: [{ match: ['@odd'] }] }), bad)[0]?.message).toContain(
      'synonym "a|" of @odd',
    );
  });
});
