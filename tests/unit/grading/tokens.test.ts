import { describe, expect, test } from 'vitest';
import { stem } from '../../../src/core/grading/spelling.ts';
import { GAP, tokenise } from '../../../src/core/grading/tokens.ts';

const texts = (source: string) => tokenise(source).map((token) => token.text);

describe('tokens', () => {
  test.each<[string, string[]]>([
    ['Names REFER to Objects.', ['names', 'refer', 'to', 'objects']],
    ['ｆｕｌｌwidth café', ['fullwidth', 'cafe']],
    ['сache (first letter Cyrillic)', ['cache', 'first', 'letter', 'cyrillic']],
    ['re\u200bfer\u00adence', ['reference']],
    [
      'it doesn’t, isnt, cannot, can’t and won’t',
      ['it', 'does', 'not', 'is', 'not', 'can', 'not', 'can', 'not', 'and', 'will', 'not'],
    ],
    ["it's the object's count", ['it', 'is', 'the', 'object', 'count']],
    ['behaviour of the initialised class', ['behavior', 'of', 'the', 'initialized', 'class']],
    ['raise, otherwise, precise', ['raise', 'otherwise', 'precise']],
    ['5ms 5 ms 5 milliseconds', ['5', 'ms', '5', 'ms', '5', 'ms']],
    ['5% and 5 percent', ['5', '%', 'and', '5', '%']],
    ['from -5 to 256, −5…256', ['from', '-5', 'to', '256', '-5', '256']],
    ['-5..256, 1 ... 9, -5..-1', ['-5', '256', '1', '9', '-5', '-1']],
    ['1_000 and 1,000 but 1, 000', ['1000', 'and', '1000', 'but', '1', '000']],
    ['in 3.12. Then python3.13t', ['in', '3.12', 'then', 'python', '3.13t']],
    ['`Py_INCREF()` and LOAD_FAST', ['py_incref', 'and', 'load_fast']],
    ['fn.__closure__[0].cell_contents', ['function', '__closure__', '0', 'cell_contents']],
    ['sys.intern freed.The end', ['sys', 'intern', 'freed', 'the', 'end']],
    ['a == b != c, x=[]', ['a', '==', 'b', '!=', 'c', 'x', '=', '[]']],
    ['a || b <> c', ['a', '||', 'b', '<>', 'c']],
    ['byte code, ref-count, reference counting', ['bytecode', 'refcount', 'refcounting']],
    ['non-blocking multi core I/O w/o', ['nonblocking', 'multicore', 'io', 'without']],
    ['see https://docs.python.org/3/ e.g. here', ['see', 'here']],
    ['_really_ **bold**', ['really', 'bold']],
    ['🎉🎉 ¯\\_(ツ)_/¯', ['ツ']],
  ])('%s', (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  test('a token knows its place in the text as typed', () => {
    const source = 'Ⅸ “Ｒｅｆ\u200bcount” isn’t 🎉 freed';
    const tokens = tokenise(source);
    expect(tokens.map((token) => source.slice(token.start, token.end))).toEqual([
      'Ⅸ',
      'Ｒｅｆ\u200bcount',
      'isn’t',
      'isn’t',
      'freed',
    ]);
  });

  test('code spans, and single quoted words, are code', () => {
    const coded = tokenise("`a is b` but is, 'is' and \"not\" don't count").filter((token) => token.coded);
    expect(coded.map((token) => token.text)).toEqual(['a', 'is', 'b', 'is', 'not']);
  });

  test('an unclosed backtick codes nothing', () => {
    expect(tokenise('`is checks').some((token) => token.coded)).toBe(false);
  });

  test.each(['-5..256', '-5...256', '-5…256', '-5 .. 256', '−5 … 256', '-5 to 256'])(
    'the numbers of the range %s stay in one sentence',
    (range) => {
      const stops = tokenise(`cached: ${range} here`).filter((token) => (token.gap & GAP.stop) !== 0);
      expect(stops).toEqual([]);
    },
  );

  test.each(['up to 5.. 6 is not', 'up to 5. 6 is not', 'version 3.. and'])('"%s" has two sentences', (text) => {
    expect(tokenise(text).filter((token) => (token.gap & GAP.stop) !== 0)).toHaveLength(1);
  });

  test('bullets and sentence ends are told from hyphens and dots', () => {
    const [first, second, third] = tokenise('- one thing\n- re-raised. End').filter(
      (t) => (t.gap & (GAP.line | GAP.stop)) !== 0,
    );
    expect([first?.text, second?.text, third?.text]).toEqual(['one', 'reraised', 'end']);
    expect((first?.gap ?? 0) & GAP.bullet).toBe(GAP.bullet);
  });
});

describe('stems', () => {
  test.each([
    ['caches', 'caching'],
    ['maintain', 'maintenance'],
    ['recursive', 'recursion'],
    ['freed', 'free'],
    ['held', 'holds'],
    ['copies', 'copied'],
    ['asynchronous', 'async'],
    ['allocation', 'allocated'],
    ['two', '2'],
    ['are', 'is'],
  ])('%s and %s are one word', (a, b) => {
    expect(stem(a)).toBe(stem(b));
  });

  test.each([
    ['mutable', 'immutable'],
    ['hashable', 'unhashable'],
    ['increment', 'decrement'],
    ['incref', 'decref'],
    ['generator', 'generation'],
    ['import', 'important'],
    ['except', 'exception'],
    ['iterator', 'iterable'],
    ['compile', 'compiler'],
    ['process', 'processor'],
    ['faster', 'fast'],
    ['sync', 'async'],
    ['local', 'nonlocal'],
    ['intern', 'internal'],
    ['several', 'sever'],
  ])('%s and %s are two', (a, b) => {
    expect(stem(a)).not.toBe(stem(b));
  });
});
