import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

// The page is plain JavaScript, checked by its own tsconfig; a path that is no literal keeps it out of this one.
const page: string = '../../../src/bots/local/page/python.js';
const { pythonTokens } = (await import(page)) as {
  pythonTokens(source: string): { readonly kind: string; readonly text: string }[];
};

const kinds = (source: string) =>
  pythonTokens(source)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind} ${text}`);

describe('colouring Python', () => {
  it('never loses or adds a character', () => {
    const pieces = fc.constantFrom(
      'def f',
      '"',
      "'",
      '"""',
      '#',
      '\n',
      '\\',
      '0x1f',
      'é',
      '😀',
      'return',
      ' ',
      '@',
      '1e5',
      'rb',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (source) => {
          expect(
            pythonTokens(source)
              .map(({ text }) => text)
              .join(''),
          ).toBe(source);
        },
      ),
    );
  });

  it('knows keywords, names being defined, builtins, numbers and comments', () => {
    expect(kinds('def area(r):\n    return 3.14 * r ** 2  # of a circle\nprint(area(0xFF), None)')).toEqual([
      'keyword def',
      'name area',
      'keyword return',
      'number 3.14',
      'number 2',
      'comment # of a circle',
      'builtin print',
      'number 0xFF',
      'constant None',
    ]);
  });

  it.each([
    [`x = "a # b"  # c`, ['string "a # b"', 'comment # c']],
    [`x = 'it\\'s'`, [`string 'it\\'s'`]],
    [`f"{a}" rb'x'`, ['string f"{a}"', "string rb'x'"]],
    [`"""two\nlines"""`, ['string """two\nlines"""']],
    [`"open\nif x`, ['string "open', 'keyword if']],
    ['@cache\ndef f(): pass', ['decorator @cache', 'keyword def', 'name f', 'keyword pass']],
  ])('reads strings and comments in %j', (source, expected) => {
    expect(kinds(source)).toEqual(expected);
  });
});
