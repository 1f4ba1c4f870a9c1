import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAction, encodeAction, rich } from '../../src/core/message.ts';

const part = fc.stringMatching(/^[\w.@-]{1,12}$/);

describe('actions', () => {
  test('come back as they went, with what they open', () => {
    fc.assert(
      fc.property(
        part,
        fc.array(part, { maxLength: 4 }),
        fc.constantFrom('form' as const, 'message' as const),
        (verb, args, opens) => {
          expect(decodeAction(encodeAction({ verb, args }, opens))).toEqual({ action: { verb, args }, opens });
        },
      ),
    );
  });

  test.each(['', 'answer', 'rc0:answer:1', 'rc1', 'other:thing', 'rc9f:answer:1'])('%j is outdated', (id) => {
    expect(decodeAction(id)).toEqual({ action: { verb: 'outdated', args: [] }, opens: 'message' });
  });

  test('what cannot be carried is refused', () => {
    expect(() => encodeAction({ verb: 'answer', args: ['a:b'] })).toThrow('not encodable');
    expect(() => encodeAction({ verb: 'answer', args: ['x'.repeat(100)] })).toThrow('too long');
  });
});

describe('rich', () => {
  test('reads code, bold and italic, and leaves the rest', () => {
    expect(rich('Use `is`, **never** *ever* 2 * 3 * 4 `` a`b ``.')).toEqual([
      { kind: 'text', text: 'Use ' },
      { kind: 'code', text: 'is' },
      { kind: 'text', text: ', ' },
      { kind: 'bold', text: 'never' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', text: 'ever' },
      { kind: 'text', text: ' 2 * 3 * 4 ' },
      { kind: 'code', text: 'a`b' },
      { kind: 'text', text: '.' },
    ]);
  });

  test('loses no letters, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), (markup) => {
        const letters = (value: string) => value.replace(/[`*\s]/g, '');
        expect(
          letters(
            rich(markup)
              .map((inline) => ('text' in inline ? inline.text : ''))
              .join(''),
          ),
        ).toBe(letters(markup));
      }),
    );
  });
});
