import { describe, expect, it } from 'vitest';
import { hashOf, newCode, readCode } from '../../../src/core/links/code.ts';
import { createGuesses } from '../../../src/core/links/guesses.ts';
import { randomIds } from '../../../src/ids.ts';
import { countingIds } from '../../contract/world.ts';

describe('codes', () => {
  it('are twelve characters without look-alikes, in groups of four', () => {
    const ids = countingIds();
    const codes = Array.from({ length: 500 }, () => newCode(ids));
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(new Set(codes).size).toBe(500);
    expect(new Set(codes.join('').replaceAll('-', '')).size, 'every character is used').toBe(32);
  });

  it('are not told by the ids that were used for them', () => {
    const code = newCode({ next: () => 'abcdefghijkl' });
    expect(code).toBe(newCode({ next: () => 'abcdefghijkl' }));
    expect(code.replaceAll('-', '').toLowerCase()).not.toContain('abcd');
  });

  it('are read however they are typed', () => {
    const code = newCode(randomIds);
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `]) {
      expect(readCode(typed)).toBe(code);
    }
    expect(readCode('0o1i-lABC‑DEFG')).toBe('0011-1ABC-DEFG');
  });

  it('are nothing else', () => {
    for (const typed of ['', 'ABCD', 'ABCD-EFGH-JKMN-P', 'ABCD-EFGH-JKMU', 'ABCD-EFGH-JK!N', '🐍'.repeat(12)]) {
      expect(readCode(typed), typed).toBeUndefined();
    }
  });

  it('are kept as a hash', () => {
    expect(hashOf('ABCD-EFGH-JKMN')).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf('ABCD-EFGH-JKMN')).not.toBe(hashOf('ABCD-EFGH-JKMP'));
  });
});

describe('guesses', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 16, 9, minutes));

  it('are refused for 15 minutes after the fifth wrong one', () => {
    const guesses = createGuesses();
    for (const minute of [0, 3, 6, 9]) guesses.noteWrong('a', at(minute));
    expect(guesses.refusedUntil('a', at(9))).toBeUndefined();
    guesses.noteWrong('a', at(12));
    expect(guesses.refusedUntil('a', at(12))).toEqual(at(27));
    expect(guesses.refusedUntil('a', new Date(at(27).getTime() - 1))).toEqual(at(27));
    expect(guesses.refusedUntil('a', at(27))).toBeUndefined();
    expect(guesses.refusedUntil('b', at(12))).toBeUndefined();
  });

  it('begin anew after that', () => {
    const guesses = createGuesses();
    for (let n = 0; n < 5; n++) guesses.noteWrong('a', at(0));
    for (let n = 0; n < 4; n++) guesses.noteWrong('a', at(15));
    expect(guesses.refusedUntil('a', at(15))).toBeUndefined();
    guesses.noteWrong('a', at(15));
    expect(guesses.refusedUntil('a', at(15))).toEqual(at(30));
  });

  it('are forgotten when they are old', () => {
    const guesses = createGuesses();
    for (const minute of [0, 4, 8, 12, 16, 20, 24]) guesses.noteWrong('a', at(minute));
    expect(guesses.refusedUntil('a', at(24))).toBeUndefined();
  });

  it('of many others do not end a refusal', () => {
    const guesses = createGuesses();
    for (let n = 0; n < 5; n++) guesses.noteWrong('a', at(0));
    for (let n = 0; n < 2000; n++) guesses.noteWrong(`other-${n}`, at(1));
    expect(guesses.refusedUntil('a', at(14))).toEqual(at(15));
  });
});
