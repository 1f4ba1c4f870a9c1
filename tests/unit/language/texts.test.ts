import { afterEach, describe, expect, test, vi } from 'vitest';
import { languageOf } from '../../../src/core/language/language.ts';
import { languageSpoken } from '../../../src/core/language/spoken.ts';
import { englishTexts, literal, type Phrase, phrase, type TextKey, textsIn } from '../../../src/core/language/texts.ts';
import type { Inline } from '../../../src/core/message.ts';

const en = englishTexts();
const de = textsIn('de');

const plain = (inlines: readonly Inline[]) => inlines.map((inline) => ('text' in inline ? inline.text : '')).join('');

describe('what is put into a text is literal', () => {
  test.each([
    '**bold** `code` *italic*',
    '{words} {n, plural, other {#}}',
    "it's '{quoted}'",
    '/quiz setup',
    '<@1> [link](https://example.org)',
    '# } {',
  ])('%s', (words) => {
    expect(en.rich('phrase.literal', { words })).toEqual([{ kind: 'text', text: words }]);
    expect(plain(de.rich('question.heading', { topic: words }))).toBe(`Frage des Tages · ${words}`);
    expect(en.speak(literal(words))).toEqual([{ kind: 'text', text: words }]);
  });

  test('where the text is bold the words are, and only they', () => {
    expect(en.rich('grade.output-line', { sign: '✓', words: 'a **b** c' })).toEqual([
      { kind: 'bold', text: '✓ a **b** c' },
    ]);
  });

  test('characters that hold a place while a text is read cannot be smuggled in', () => {
    const topic = '\ue000\ue001\uf8ff';
    expect(en.plain('question.heading', { topic })).toBe('Question of the day · □□□');
    expect(en.plain('grade.reading', { typed: '\ue001', read: 'object' })).toBe('“□” as “object”');
  });

  test('nothing put in leaves nothing behind', () => {
    expect(en.rich('phrase.literal', { words: '' })).toEqual([]);
    expect(en.plain('question.heading', { topic: '' })).toBe('Question of the day · ');
  });
});

describe('other values', () => {
  const time: Inline = { kind: 'time', at: new Date('2026-11-17T09:00:00Z'), style: 'datetime', zone: 'Europe/Berlin' };

  test('inlines stay what they are, also inside bold', () => {
    const channel: Inline = { kind: 'channel', id: 'C1' };
    expect(en.rich('question.several-open', { channels: [channel, { kind: 'text', text: '!' }] })).toEqual([
      { kind: 'text', text: 'Questions are open in ' },
      channel,
      { kind: 'text', text: '!. Ask in one of them.' },
    ]);
    const code: Inline = { kind: 'code', text: 'is' };
    expect(en.rich('grade.output-line', { sign: '✓', words: [code, { kind: 'text', text: '!' }] })).toEqual([
      { kind: 'bold', text: '✓ ' },
      code,
      { kind: 'bold', text: '!' },
    ]);
  });

  test('phrases nest, and are spoken in the language of what they stand in', () => {
    const already = phrase('case.already-accepted', { lead: phrase('case.a-lead') });
    const line = phrase('case.with-reason', { line: already, reason: 'So *there*.' });
    expect(en.speakPlain(line)).toBe('A lead has decided this appeal already: full marks. The reason: “So *there*.”');
    expect(de.speakPlain(line)).toBe(
      'Jemand aus der Leitung hat über diesen Einspruch schon entschieden: volle Punkte. Die Begründung: „So *there*.“',
    );
  });

  test('a phrase survives being kept as JSON', () => {
    const kept: Phrase = JSON.parse(JSON.stringify(phrase('grade.standing', { rank: 2, points: 0.5 })));
    expect(de.speakPlain(kept)).toBe('Du bist in dieser Saison mit 0,5 Punkten auf Platz 2.');
  });

  test('a phrase kept by a version that had more texts is said to be unknown', () => {
    for (const key of ['reason.no-longer', 'toString', '__proto__']) {
      const kept: Phrase = { key: key as TextKey, values: { anything: 1 } };
      expect(en.speakPlain(kept)).toBe('for a reason this version no longer knows');
      expect(de.plain('phrase.literal', { words: kept })).toBe('aus einem Grund, den diese Version nicht mehr kennt');
    }
  });

  test('one that is missing is a mistake of ours, and said to be one', () => {
    expect(() => en.rich('question.heading')).toThrow(/topic/);
    expect(() => en.rich('no.such-text' as TextKey)).toThrow(/no text no\.such-text/);
  });

  test('a moment is written out where words are all there is', () => {
    expect(en.rich('reveal.next', { at: time })).toEqual([{ kind: 'text', text: 'Next question ' }, time]);
    expect(en.plain('reveal.next', { at: time })).toBe('Next question 17 Nov 2026, 10:00 (Europe/Berlin)');
    expect(de.plain('reveal.next', { at: time })).toBe('Nächste Frage: 17.11.2026, 10:00 (Europe/Berlin)');
  });
});

describe('commands', () => {
  test('in a text of ours are commands, which each platform shows by the name it has there', () => {
    expect(en.rich('question.was-skipped')).toContainEqual({ kind: 'command', text: '/quiz today' });
    expect(de.rich('question.was-skipped')).toContainEqual({ kind: 'command', text: '/quiz today' });
    expect(en.plain('question.was-skipped')).toBe(
      'That question was skipped. Use `/quiz today` for the current one.'.replaceAll('`', ''),
    );
  });

  test('other code stays code', () => {
    expect(en.rich('schedule.time-twice')).toContainEqual({ kind: 'code', text: 'time' });
  });
});

describe('as the language writes it', () => {
  test.each([
    [0.5, '0.5', '0,5'],
    [1234.567, '1,234.57', '1.234,57'],
    [-3, '-3', '-3'],
    [10, '10', '10'],
  ])('the number %d', (value, english, german) => {
    expect(en.number(value)).toBe(english);
    expect(de.number(value)).toBe(german);
  });

  test('shares and lists', () => {
    expect(en.percent(2 / 3)).toBe('67%');
    expect(de.percent(2 / 3)).toBe('67\u00a0%');
    expect(en.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(de.list(['a', 'b', 'c'])).toBe('a, b und c');
    expect(de.list(['a'])).toBe('a');
    expect(de.list([])).toBe('');
  });

  const at = new Date('2026-03-04T23:30:00Z');
  test.each([
    ['datetime', 'Europe/Berlin', '5 Mar 2026, 00:30 (Europe/Berlin)', '05.03.2026, 00:30 (Europe/Berlin)'],
    ['date', 'America/New_York', '4 Mar 2026 (America/New_York)', '04.03.2026 (America/New_York)'],
    ['datetime', 'Mars/Olympus', '4 Mar 2026, 23:30 (UTC)', '04.03.2026, 23:30 (UTC)'],
  ] as const)('a %s in %s', (style, zone, english, german) => {
    expect(en.moment(at, style, zone)).toBe(english);
    expect(de.moment(at, style, zone)).toBe(german);
  });

  test('a mistake that is none of a zone is not hidden', () => {
    vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function broken() {
      throw new TypeError('broken');
    });
    expect(() => en.moment(at, 'date', 'UTC')).toThrow('broken');
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
});

describe('which language is spoken', () => {
  test.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_ch', 'de'],
    ['en-GB', 'en'],
    ['tlh', undefined],
    ['', undefined],
    [undefined, undefined],
    ['constructor', undefined],
  ])('%s is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  test.each([
    [{ language: 'en', locale: 'de' }, 'de', 'en'],
    [{ locale: 'en-US' }, 'de-AT', 'de'],
    [{ locale: 'de' }, 'tlh', 'de'],
    [{ locale: 'de' }, undefined, 'de'],
    [{}, 'tlh', 'en'],
    [undefined, undefined, 'en'],
  ] as const)('in %j to someone who uses %s: %s', (workspace, locale, language) => {
    expect(languageSpoken(workspace, locale)).toBe(language);
  });

  test('texts of a language are made once', () => {
    expect(textsIn('de')).toBe(de);
    expect(de.language).toBe('de');
  });
});
