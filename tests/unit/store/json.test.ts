import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/store/json.ts';

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('$date', '$$date', '"$', '__proto__'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
);
const key = fc.oneof(fc.constantFrom('$date', '$$date', '$', 'at', '__proto__', 'constructor'), fc.string());

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 4 }), tie('object')),
  object: fc
    .array(fc.tuple(key, tie('tree')), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries) as Record<string, unknown>),
}));

describe('stored JSON', () => {
  it('gives back what went in: dates as dates, and nothing else as a date', () => {
    fc.assert(
      fc.property(tree, (value) => {
        // Not toStrictEqual, which takes a key `constructor` for the object's class.
        deepStrictEqual(decode(encode(value)), value);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the date in the middle of a message', () => {
    const at = new Date('2026-03-29T01:00:00.123Z');
    expect(decode(encode({ blocks: [{ inlines: [{ kind: 'time', at }] }] }))).toStrictEqual({
      blocks: [{ inlines: [{ kind: 'time', at }] }],
    });
    expect(encode({ at })).toBe('{"at":{"$date":1774746000123}}');
  });

  it('leaves out what is undefined', () => {
    expect(encode({ score: 1, guard: undefined })).toBe('{"score":1}');
  });

  it('refuses an invalid date instead of storing nothing', () => {
    expect(() => encode({ at: new Date(Number.NaN) })).toThrow('invalid date');
  });

  it('does not let a key reach the prototype', () => {
    const value = decode<Record<string, unknown>>('{"$x":1,"__proto__":{"polluted":true}}');
    expect(value.polluted).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
