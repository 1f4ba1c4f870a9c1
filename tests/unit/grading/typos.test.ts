import { describe, expect, test } from 'vitest';
import { edits, nearest } from '../../../src/core/grading/typos.ts';
import { graded, meets } from './rubric.ts';

describe('misspellings', () => {
  test.each([
    ['reference', 'a refrence to it'],
    ['reference', 'a referecne to it'],
    ['reference', 'two refrences to it'],
    ['caching', 'it is cahced'],
    ['immort*', 'they are imortal'],
    ['overrid*', 'can be overriden'],
    ['`cell_contents`', 'its cell_content'],
    ['constant', 'the same constnat'],
    ['thread', 'each htread'],
    ['right', 'the rght one'],
    ['array', 'an aray of them'],
    ['pointer|pointing', 'a piontre to it'.replace('piontre', 'pointre')],
    ['coroutine', 'the corutine runs'],
  ])('%s is read in "%s"', (pattern, text) => {
    expect(meets(pattern, text)).toBe(true);
  });

  test.each([
    ['mutable', 'it is immutable'],
    ['immutable', 'it is mutable'],
    ['increment', 'a decrement of it'],
    ['hashable', 'it is unhashable'],
    ['hashable', 'in a hashtable'],
    ['stack', 'out of stock'],
    ['caches', 'it catches them'],
    ['count', 'in this court'],
    ['frame', 'up in flame'],
    ['lock', 'a clock'],
    ['sync', 'it is async'],
    ['thread', 'it is a threat'],
    ['right', 'a riot'],
    ['stack', 'a tack'],
    ['every', 'hardly ever'],
    ['where', 'they were here'],
    ['three', 'a tree'],
    ['table', 'an old tale'],
    ['point', 'a pint'],
    ['frame', 'wealth and fame'],
    ['`Py_INCREF`', 'Py_DECREF is called'],
    ['reachable', 'it is unreachable'],
    ['local', 'it is vocal'],
    ['mutable', 'it is imutable'],
    ['generator', 'the second generaton'],
    ['gil', 'the gild'],
    ['blocked', 'it is blocks'.replace('blocks', 'clocked')],
  ])('%s is not read in "%s"', (pattern, text) => {
    expect(meets(pattern, text)).toBe(false);
  });

  test.each<[string[], string, string]>([
    [['release*', 'releas*'], 'it is relased', 'release…'],
    [['releas*', 'release*'], 'it is relased', 'release…'],
    [['release*', 'releas*', 'released'], 'it is relased', 'released'],
    [['alloc*', 'allocat*', 'allocate'], 'they alocate it', 'allocate'],
    [['alloc*', 'allocat*', 'allocate'], 'it is alocated', 'allocated'],
    [['alloc*', 'allocat*', 'allocate'], 'they alloctae it', 'allocate'],
    [['alloc*', 'allocat*'], 'they alloctae it', 'allocat…'],
  ])('beginnings of one word are no rivals: %j read "%s" as %s', (patterns, text, read) => {
    const { criteria, readings } = graded(patterns, text);
    expect(criteria.map((criterion) => criterion.met)).toEqual(patterns.map(() => 1));
    expect(readings.map((reading) => reading.read)).toEqual([read]);
  });

  test('whole words that begin alike are rivals', () => {
    expect(graded(['call', 'callee', 'caller'], 'the calleer').readings).toEqual([]);
  });

  test('a word that begins as a pattern says, and ends as words do, is no misspelling', () => {
    const { criteria, readings } = graded(['interpret*', 'interpreter'], 'it is interpretive');
    expect([criteria.map((criterion) => criterion.met), readings]).toEqual([[1, 0], []]);
    expect(graded(['immort*'], 'their immortality').readings).toEqual([]);
  });

  test('what was read is told, once, as typed', () => {
    const { readings } = graded(['reference'], 'a Refrence, a refrence');
    expect(readings).toEqual([{ typed: 'refrence', read: 'reference' }]);
  });

  test('a misspelling that no criterion used is not told', () => {
    expect(graded(['reference & zero'], 'a refrence').readings).toEqual([]);
  });

  test('edits: a swap of neighbours is one', () => {
    expect([edits('cahce', 'cache'), edits('cache', 'cache'), edits('cach', 'cache'), edits('ehcca', 'cache')]).toEqual(
      [1, 0, 1, 4],
    );
  });

  test('the nearest name', () => {
    expect(nearest('interned', ['gil', 'interning'])).toBe('interning');
    expect(nearest('quux', ['gil', 'interning'])).toBeUndefined();
  });
});
