import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeBlock, escapeText, inlineCode, renderInlines } from '../../../src/bots/discord/markdown.ts';
import { type Inline, text } from '../../../src/core/message.ts';
import { readMarkdown } from '../../fakes/discord/markdown.ts';

/** Pieces that mean something to Discord, and some that do not. */
const treacherous = fc
  .array(
    fc.constantFrom(
      ...['*', '**', '_', '__', '~~', '||', '`', '```', '\\', '> ', '>>> ', '# ', '-# ', '- ', '+ ', '1. ', '12) '],
      ...[
        '<@1>',
        '<#2>',
        '<t:3:R>',
        '<:a:4>',
        '</x:5>',
        '@everyone',
        '@here',
        '@',
        'everyone',
        ':smile:',
        ':',
        '<',
        '>',
      ],
      ...[
        '[x](https://e.org)',
        '[',
        '](',
        ')',
        'https://e.org/a_b',
        'http:',
        '//',
        '\n',
        '\n\n',
        ' ',
        'word',
        '__eq__',
        '7',
        'é',
        '💡',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const withoutZeroWidth = (text: string) => text.replace(/\u200b/g, '');

describe('the judge', () => {
  it.each([
    ['**a**', 'bold'],
    ['*a*', 'italic'],
    ['`a`', 'code'],
    ['```py\na\n```', 'codeblock'],
    ['# a', 'heading'],
    ['x\n- a', 'list'],
    ['1. a', 'list'],
    ['> a', 'quote'],
    ['-# a', 'subtext'],
    ['[a](https://e.org)', 'link https://e.org'],
    ['<@1>', 'mention <@1>'],
    ['hi @everyone', 'mention @everyone'],
    ['<t:0:f>', 'time'],
    ['see https://e.org/x', 'url https://e.org/x'],
    ['||a||', 'spoiler'],
  ])('sees what Discord makes of %j', (text, mark) => {
    expect(readMarkdown(text).marks).toContain(mark);
  });
});

describe('escapeText', () => {
  it.each([
    '@everyone',
    '<@1>',
    '<#1>',
    '</quiz-admin setup:1>',
    '`code`',
    '**bold**',
    '# heading',
    '> quote',
    '- list',
    '1. one',
    '[x](y)',
    '-# small',
  ])('leaves nothing of %j but its words', (text) => {
    expect(readMarkdown(escapeText(text))).toEqual({ plain: text, marks: [] });
  });

  it('never lets a text format, mention or link', () => {
    fc.assert(
      fc.property(treacherous, (text) => {
        expect(readMarkdown(escapeText(text))).toEqual({ plain: text, marks: [] });
      }),
      { numRuns: 3000 },
    );
  });
});

describe('code', () => {
  it('holds any backticks, inline', () => {
    fc.assert(
      fc.property(treacherous, (text) => {
        const { plain, marks } = readMarkdown(`x ${inlineCode(text)} y`);
        expect(marks).toEqual(['code']);
        expect(withoutZeroWidth(plain).replace(/\s+/g, '')).toBe(`x${text}y`.replace(/\s+/g, ''));
      }),
      { numRuns: 2000 },
    );
  });

  it('holds any backticks, as a block', () => {
    fc.assert(
      fc.property(treacherous, (text) => {
        const { plain, marks } = readMarkdown(`${codeBlock(text, 'python')}\nafter`);
        expect(marks).toEqual(['codeblock']);
        expect(plain.replace(/\s+/g, '')).toBe(`${text}after`.replace(/\s+/g, ''));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps indentation and lines', () => {
    expect(readMarkdown(codeBlock('def f():\n    return 1\n', 'python')).plain).toBe('def f():\n    return 1');
  });
});

describe('renderInlines', () => {
  it('shows each kind', () => {
    const inlines: Inline[] = [
      { kind: 'member', id: '1', name: 'Ada *the* <@9>' },
      { kind: 'text', text: ' at ' },
      { kind: 'time', at: new Date('2026-11-23T09:00:00Z'), style: 'relative', zone: 'UTC' },
      { kind: 'text', text: ' in ' },
      { kind: 'channel', id: '42' },
      { kind: 'text', text: ': ' },
      { kind: 'link', text: 'docs [3.13]', url: 'https://docs.python.org/3/library/(x).html' },
    ];
    expect(renderInlines(inlines)).toContain('<t:1795424400:R>');
    expect(readMarkdown(renderInlines(inlines))).toEqual({
      plain: 'Ada *the* <@9> at 2026-11-23T09:00:00.000Z in #42: docs [3.13]',
      marks: ['bold', 'time', 'channel', 'link https://docs.python.org/3/library/%28x%29.html'],
    });
  });

  it('links nothing but web addresses', () => {
    expect(renderInlines([{ kind: 'link', text: 'x', url: 'javascript:alert(1)' }])).toBe('x');
    expect(renderInlines([{ kind: 'link', text: 'x', url: 'not a url' }])).toBe('x');
  });

  it('sees what two texts make together', () => {
    const inlines: Inline[] = [text('1'), text('. one <'), text('@1> '), text(':'), text('smile:')];
    expect(readMarkdown(renderInlines(inlines))).toEqual({ plain: '1. one <@1> :smile:', marks: [] });
  });

  it('keeps neighbours apart, whatever they hold', () => {
    const inline = fc
      .record({ kind: fc.constantFrom('text', 'bold', 'italic', 'code'), text: treacherous })
      .map(({ kind, text }): Inline => ({ kind, text }) as Inline);
    fc.assert(
      fc.property(fc.array(inline, { maxLength: 5 }), (inlines) => {
        const expected = inlines.flatMap(({ kind, ...rest }) => {
          const empty = 'text' in rest && rest.text.trim() === '';
          return kind === 'text' || (empty && kind !== 'code') ? [] : [kind];
        });
        const { plain, marks } = readMarkdown(renderInlines(inlines));
        expect(marks).toEqual(expected);
        const words = inlines.map((each) => ('text' in each ? each.text : '')).join('');
        expect(withoutZeroWidth(plain).replace(/\s+/g, '')).toBe(words.replace(/\s+/g, ''));
      }),
      { numRuns: 3000 },
    );
  });
});
