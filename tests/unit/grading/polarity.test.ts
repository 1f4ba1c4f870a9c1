import { describe, expect, test } from 'vitest';
import { compileQuestion, grade } from '../../../src/core/grading/index.ts';
import { lexicon, meets, question } from './rubric.ts';

const asserted: readonly [string, string][] = [
  ['cached', 'It is cached.'],
  ['shared', 'It does not copy, it shares the object'],
  ['shared', "it's not a copy but shared"],
  ['shared', 'The object is never copied; both share it'],
  ['same object', "It's not a copy, the same object"],
  ['cached', 'Not only ints are cached but also strings'],
  ['cached', 'They are not just equal but cached'],
  ['fast', 'No need to worry, it is fast'],
  ['copies', 'Why not? It copies.'],
  ['frees', 'No, it frees the object'],
  ['frees', 'no it frees the object'],
  ['shared', 'rather than copying the list it is shared'],
  ['shares', 'It shares the object instead of copying it'],
  ['freed', 'It is a myth that it is never freed'],
  ['freed', 'It is not true that it is not freed'],
  ['freed', 'not freed it stays when the loop runs but then it is freed'],
  ['called', 'evaluated not when it is defined but when it is called'],
  ['cached', 'People think it is new, but it is cached'],
  ['cached', "It isn't wrong that it is cached"],
  ['parallel', 'without the gil threads run in parallel'],
  ['cycles', 'reference counting fails because of cycles'],
  ['True', 'a is b gives False at the prompt and True in a file'],
  ['prints', 'it prints False'],
  ['no longer shared', 'it is no longer shared'],
  ['shared', 'Contrary to popular belief it is shared'],
  ['cannot be overridden', "is can't be overridden"],
  ['not thread safe', 'It is not thread-safe'],
  ['no & lock', 'there is no lock at all'],
  ['@free-threading & parallel', 'without the GIL they run in parallel'],
  ['unwind', 'nothing found -> unwind to the caller'],
  ['fails', 'a runtime 404 would fail here, so it fails'],
  ['stops & loop', 'blocking code stops the loop'],
  ['vanished', 'what is not in such a knot has vanished'],
  ['raising', 'try is slow is folklore, only raising is'],
];

const denied: readonly [string, string][] = [
  ['cached', 'It is not cached.'],
  ['cached', "It isn't cached"],
  ['cached', 'it isnt cached'],
  ['cached', 'They are never cached'],
  ['cached', 'They are no longer cached'],
  ['copy', 'it shares rather than making a copy'],
  ['copying', 'It shares the object instead of copying it'],
  ['copy', 'neither a copy nor a clone'],
  ['clone', 'it does not make a copy, clone or view'],
  ['copied', 'The idea that it is copied is wrong'],
  ['copied', 'That it is copied is a myth'],
  ['copied', 'Myth: it is copied'],
  ['copied', 'It is copied. That is wrong.'],
  ['copied', 'It is wrong to say that it is copied'],
  ['copied', 'It is not true that it is copied'],
  ['copied', 'Many people think that it is copied, but no'],
  ['copied', 'It is often said to be copied'],
  ['copied', "I don't think it is copied"],
  ['same', 'Unlike the same list'],
  ['freed', 'nothing is freed'],
  ['defined', 'evaluated not when it is defined but when it is called'],
  ['copied', 'Nobody said it was copied'],
  ['slow', 'try is slow is folklore, only raising is'],
  ['object', 'threads help | not for object arrays'],
];

describe('a plain pattern counts where it is asserted', () => {
  test.each(asserted)('%s: "%s"', (pattern, text) => {
    expect(meets(pattern, text)).toBe(true);
  });
  test.each(denied)('not %s: "%s"', (pattern, text) => {
    expect(meets(pattern, text)).toBe(false);
  });
});

describe('a negation is none, or only its own, when', () => {
  test.each<[string, string, string, boolean]>([
    ['"not need" denies as any other verb', 'need', 'you do not need a lock', false],
    ['"not need" denies what is needed', 'lock', 'you do not need a lock', false],
    ['"not need" is found by not:', 'not:need* .. lock', 'you do not need a lock', true],
    ['"no need of" denies what is needed', 'lock', 'there is no need of a lock', false],
    ['"no need to" leaves the next verb alone', 'copy', 'there is no need to copy', true],
    ['"no need to" denies the need', 'not:need', 'there is no need to copy', true],
    ['"not matter" leaves the rest alone', 'cached', 'it does not matter whether it is cached', true],
    ['"not matter" denies the matter', 'not:matter', 'it does not matter whether it is cached', true],
    ['a slip is no verdict', 'pass', 'a caller might pass one more by mistake', true],
    ['somebody makes a mistake', 'copies', 'who copies it makes a mistake', true],
    ['neither of two is true', 'faster', 'It is faster. It also saves memory. Neither is true.', false],
    ['both of two are wrong', 'memory', 'It is faster. It also saves memory. Both are wrong.', false],
    ['both are right', 'memory', 'It is faster. It also saves memory. Both are right.', true],
    ['what one often hears is reported', 'merges', 'You often hear that folding merges them. It does not.', false],
    ['what somebody will say is reported', 'tiny', 'Somebody will say it is tiny, but it is large', false],
    ['after the colon stands what is right', 'defined', 'It is wrong that it may change: it is defined so', true],
    ['what is wrong ends at the colon', 'change', 'It is wrong that it may change: it is defined so', false],
    ['what becomes false is a value', 'condition', 'they go on until a condition becomes false', true],
    ['what is tested is a value', 'loop', 'the loop goes on while that is false', true],
    ['a mistake is a verdict', 'copies', 'to say that it copies is a mistake', false],
    ['"nothing" stops before "since"', 'shares', 'the ids prove nothing since the compiler shares them', true],
    ['"nobody" stops before "because"', 'shares', 'that surprises nobody because the compiler shares them', true],
    ['"no," after "and" answers', 'not:return', "And no, `x == None` doesn't always return a bool", true],
    ['"No," answers before code', 'not:return', "No, `x == None` doesn't always return a bool", true],
    ['"Nope," answers', 'not:return', "Nope, `x == None` doesn't always return a bool", true],
    ['"and no" without a comma denies', 'lock', 'it has a key and no lock', false],
  ])('%s: %s in "%s"', (_, pattern, text, found) => {
    expect(meets(pattern, text)).toBe(found);
  });
});

describe('negations side by side do not cancel', () => {
  test.each<[string, string]>([
    ['lock', 'Not a lock on your data and not one lock for everything'],
    ['clone', 'neither a copy nor a clone'],
    ['copy', 'neither a copy nor a clone'],
    ['clone', 'not a copy or not even a clone'],
    ['copy', 'it holds no lock and also no copy'],
    ['clone', 'never with a copy and never with a clone'],
  ])('%s: "%s"', (pattern, text) => {
    expect(meets(pattern, text)).toBe(false);
    expect(meets(`not:${pattern}`, text)).toBe(true);
  });
  test('but one within another does', () => {
    expect(meets('copy', 'it does not avoid or prevent a copy')).toBe(true);
  });
});

describe('what somebody contradicts', () => {
  test.each<[string, string, boolean]>([
    ['shared', "Contrary to what's often said, it is shared", true],
    ['shared', 'Contrary to what people think, it is shared', true],
    ['shared', 'Contrary to what most people think it is shared', true],
    ['shared', 'It is not what people think: it is shared', true],
    ['shared', 'As is often said, it is shared', true],
    ['shared', 'Contrary to the belief that it is copied, it is shared', true],
    ['copied', 'Contrary to the belief that it is copied, it is shared', false],
    ['copy', 'What people think is a copy is a view', false],
  ])('%s in "%s": %s', (pattern, text, found) => {
    expect(meets(pattern, text)).toBe(found);
  });
});

describe('code after a comma', () => {
  test.each<[string, string, boolean]>([
    ['[`in` & same]', "it can't be found, `in` is the same as comparing", true],
    ['[`f` & share]', 'it is not copied, `f` and `g` share it', true],
    ['`__hash__`', 'it does not call `__eq__`, `__hash__`, `__lt__`', false],
  ])('opens a clause when a verb follows, and goes on with a list: %s in "%s": %s', (pattern, text, found) => {
    expect(meets(pattern, text)).toBe(found);
  });
});

describe('a pattern that says a negating word is taken literally', () => {
  test.each<[string, string, boolean]>([
    ['avoid* & allocate', 'it avoids to allocate', true],
    ['avoids & allocate', 'it avoids to allocate', true],
    ['prevent* .. copy', 'it prevents a copy', true],
    ['refuse* .. copy', 'it refuses to copy', true],
    ['copied & myth', 'that it is copied is a myth', true],
    ['avoid* & allocate', 'it never avoids to allocate', false],
    ['copy', 'it prevents a copy', false],
  ])('%s in "%s": %s', (pattern, text, found) => {
    expect(meets(pattern, text)).toBe(found);
  });
});

describe('prefixes', () => {
  test.each<[string, string, boolean]>([
    ['not:copy', 'It does not copy', true],
    ['not:copy', 'It copies', false],
    ['not:copy|clone', 'It does not clone', true],
    ['not:copy|clone', 'It clones', false],
    ['unreachable|not:reachable', 'it is not reachable', true],
    ['unreachable|not:reachable', 'it is unreachable', true],
    ['unreachable|not:reachable', 'it is reachable', false],
    ['any:copied', 'It is not copied', true],
    ['any:copied', 'It is copied', true],
    ['not:free & cycle', 'reference counting cannot free a cycle', true],
    ['not:free & cycle', 'reference counting frees a cycle', false],
    ['not:copied', 'it is a myth that it is not copied', false],
  ])('%s in "%s": %s', (pattern, text, found) => {
    expect(meets(pattern, text)).toBe(found);
  });
});

describe('misconceptions', () => {
  const compiled = compileQuestion(
    question({
      rubric: [{ points: 4, match: ['shares'] }],
      misconceptions: [{ match: ['copies'], penalty: 2, forbid: ['shallow'] }],
    }),
    lexicon,
  );
  test.each<[string, number, number]>([
    ['It shares the list.', 1, 0],
    ['It shares the list and copies it.', 0.5, 1],
    ['It copies it.', 0, 1],
    ['It never copies, it shares.', 1, 0],
    ['Some say it copies, but it shares.', 1, 0],
    ['A shallow copy copies, the rest it shares.', 1, 0],
  ])('"%s" scores %d', (text, score, found) => {
    const result = grade(compiled, { text });
    expect([result.score, result.misconceptions.length]).toEqual([score, found]);
  });
});

describe('criteria', () => {
  const compiled = compileQuestion(
    question({
      rubric: [{ points: 3, match: ['cached & small'], partial: ['cached'], forbid: ['always'] }, { match: ['freed'] }],
    }),
    lexicon,
  );
  const met = (text: string) => grade(compiled, { text }).criteria.map((criterion) => criterion.met);
  test('in full, by half, forbidden', () => {
    expect(met('Small ints are cached.')).toEqual([1, 0]);
    expect(met('They are cached.')).toEqual([0.5, 0]);
    expect(met('Small ints are always cached.')).toEqual([0, 0]);
    expect(met('Small ints are not always cached; small ints are cached')).toEqual([1, 0]);
    expect(grade(compiled, { text: 'They are cached' }).score).toBe(0.375);
  });
  test('asserted and plainly taken back is unclear', () => {
    const [, freed] = grade(compiled, { text: 'The object is freed. The object is not freed.' }).criteria;
    expect(freed).toMatchObject({ met: 1, unclear: false });
    const [, taken] = grade(compiled, { text: 'Freed. Not freed.' }).criteria;
    expect(taken).toMatchObject({ met: 0, unclear: true });
  });
});
