import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, momentText, plainWords, shorten, shortenLines, tableText } from '../../../src/bots/slack/text.ts';

describe('the words of a message', () => {
  it.each([
    ['*bold*, _italic_ and ~struck~ words', 'bold, italic and struck words'],
    ['"*quoted*" (_in brackets_).', '"quoted" (in brackets).'],
    ['snake_case, __init__ and 2 * 3', 'snake_case, __init__ and 2 * 3'],
    ['`**kwargs` and ```def f():\n    return *x*```', '**kwargs and def f():\n    return *x*'],
    ['<@U1> says <#C1|general> <#C2> <https://x.y> <https://x.y|label>', 'says #general  https://x.y label'],
    ['<!channel> at <!date^1^{date}|noon>', 'at noon'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;', '1 < 2 && 3 > 2, &lt;'],
  ])('%j reads %j', (mrkdwn, words) => {
    expect(plainWords(mrkdwn)).toBe(words);
  });

  it('are what was typed, for letters and spaces however escaped', () => {
    const typed = fc.array(fc.stringMatching(/^[a-z<>&]{1,9}$/), { minLength: 1 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(typed, (text) => {
        expect(plainWords(escapeText(text))).toBe(text);
      }),
    );
  });

  it('take no longer the worse the message is', () => {
    for (const bad of ['*', '`', '<', '_*~', '``` `']) {
      const begun = performance.now();
      plainWords(bad.repeat(10_000));
      expect(performance.now() - begun).toBeLessThan(500);
    }
  });
});

describe('cutting', () => {
  it('shows that it cut, keeps within the limit and never halves a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        for (const cut of [shorten(text, max), shortenLines(text, max)]) {
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut.isWellFormed()).toBe(true);
          if (text.length > max) expect(cut.endsWith('…')).toBe(true);
          else expect(cut).toBe(text);
        }
      }),
    );
  });

  it('cuts code after a whole line', () => {
    expect(shortenLines('first line\nsecond line\nthird line', 30)).toBe('first line\nsecond line\n…');
    expect(shortenLines(`a\n${'x'.repeat(100)}`, 10)).toBe(`a\n${'x'.repeat(7)}…`);
  });
});

it('writes a moment so that every language reads it, and survives a zone it does not know', () => {
  const at = new Date('2030-01-02T03:04:00Z');
  expect(momentText(at, 'datetime', 'Europe/Berlin')).toBe('2030-01-02 04:04 (Europe/Berlin)');
  expect(momentText(at, 'date', 'Europe/Berlin')).toBe('2030-01-02 (Europe/Berlin)');
  expect(momentText(at, 'relative', 'Not/AZone')).toBe('2030-01-02 03:04 (UTC)');
});

it('a long name in a table is shortened, so that its row stays a row', () => {
  const columns = [
    { title: 'Name', align: 'left' },
    { title: 'Points', align: 'right' },
  ] as const;
  const rows = tableText(columns, [
    ['👩'.repeat(80), '10'],
    ['Ada', '9'],
  ]).split('\n');
  expect(rows).toEqual([
    `Name${' '.repeat(28)}  Points`,
    `${'👩'.repeat(31)}…      10`,
    `Ada${' '.repeat(29)}       9`,
  ]);
});
