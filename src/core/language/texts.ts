/**
 * Everything Refcount says in chat, from one catalogue per language (locales/*.json). A text is an ICU message
 * (https://unicode-org.github.io/icu/userguide/format_parse/messages/) in the bank's small markup: `code`, **bold**,
 * *italic*. What is put into it is literal: it can neither format nor be read as part of the message.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import de from '../../../locales/de.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import { type Inline, rich } from '../message.ts';
import { DEFAULT_LANGUAGE, type Language } from './language.ts';

export type TextKey = keyof typeof en;

/** A text that is not spoken yet: who reads it, and so in which language, is known only later. Survives JSON. */
export interface Phrase {
  readonly key: TextKey;
  readonly values?: Values;
}

/** Numbers follow the language's rules (plurals, `{n, number}`); strings are literal; a phrase is spoken inside the other. */
export type Value = string | number | Inline | readonly Inline[] | Phrase;
export type Values = Readonly<Record<string, Value>>;

const CATALOGUES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de };

export const phrase = (key: TextKey, values?: Values): Phrase => (values ? { key, values } : { key });

/** What a person typed or a platform said, as a phrase: the same in every language. */
export const literal = (words: string): Phrase => phrase('phrase.literal', { words });

export interface Texts {
  readonly language: Language;
  /** The text as inlines, with its markup read. Throws when a value is missing: a mistake of ours. */
  rich(key: TextKey, values?: Values): Inline[];
  /** The text without markup, for labels, titles and summaries. */
  plain(key: TextKey, values?: Values): string;
  /** A phrase, spoken. One whose text this version no longer has, is said to be so. */
  speak(said: Phrase): Inline[];
  speakPlain(said: Phrase): string;
  /** A number as the language writes it, at most two decimals: `1,234.5` or `1.234,5`. */
  number(value: number): string;
  /** A whole number of percent, from 0..1: `67%` or `67 %`. */
  percent(share: number): string;
  /** “a, b and c”. */
  list(items: readonly string[]): string;
  /** The messages themselves whose keys begin so, for what speaks elsewhere, such as a page in a browser. */
  sources(prefix: string): Readonly<Record<string, string>>;
  /** A moment written out in a zone, where a platform cannot show it in the reader's own. */
  moment(at: Date, style: 'datetime' | 'date' | 'relative', zone: string): string;
}

const made = new Map<Language, Texts>();

/** The texts of a language; made once. */
export function textsIn(language: Language): Texts {
  const known = made.get(language);
  if (known) return known;
  const texts = createTexts(language, CATALOGUES[language]);
  made.set(language, texts);
  return texts;
}

/** For the log and the command line. */
export const englishTexts = (): Texts => textsIn(DEFAULT_LANGUAGE);

function createTexts(language: Language, catalogue: Readonly<Record<string, string>>): Texts {
  const compiled = new Map<string, IntlMessageFormat>();

  function messageOf(key: string): IntlMessageFormat {
    const before = compiled.get(key);
    if (before) return before;
    const source = catalogue[key];
    if (source === undefined) throw new Error(`no text ${key} in ${language}`);
    const message = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
    compiled.set(key, message);
    return message;
  }

  const texts: Texts = {
    language,
    rich(key, values = {}) {
      const slots = Object.entries(values).map(([name, value]) => [name, slotOf(value, texts)] as const);
      const parts = messageOf(key).formatToParts<Slot>(Object.fromEntries(slots));
      const held: Slot[] = [];
      const marked = parts.map((part) => {
        if (!(part.value instanceof Slot)) return String(part.value);
        held.push(part.value);
        return String.fromCharCode(FIRST_HOLDER + held.length - 1);
      });
      return joined(rich(marked.join('')).flatMap((inline) => filled(inline, held)));
    },
    plain: (key, values) => plainOf(texts.rich(key, values), texts),
    speak(said) {
      if (!Object.hasOwn(catalogue, said.key)) return texts.rich('phrase.unknown');
      return texts.rich(said.key, said.values);
    },
    speakPlain: (said) => plainOf(texts.speak(said), texts),
    number: (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value),
    percent: (share) => new Intl.NumberFormat(language, { style: 'percent' }).format(share),
    list: (items) => new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(items),
    sources: (prefix) => Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.startsWith(prefix))),
    moment: (at, style, zone) => momentIn(language, at, style, zone),
  };
  return texts;
}

/** Something literal in a text; while the markup is read, a character of the private use area holds its place. */
class Slot {
  readonly inlines: readonly Inline[];
  readonly #texts: Texts;
  constructor(inlines: readonly Inline[], texts: Texts) {
    this.inlines = inlines;
    this.#texts = texts;
  }
  /** Made only when they are wanted: writing out a moment is slow. */
  get words(): string {
    return plainOf(this.inlines, this.#texts);
  }
  /** What `{name, select, …}` chooses by. */
  toString(): string {
    return this.words;
  }
}

const FIRST_HOLDER = 0xe000;
const HOLDER = /([\ue000-\uf8ff])/;

function slotOf(value: Value, texts: Texts): number | Slot {
  if (typeof value === 'number') return value;
  return new Slot(inlinesOf(value, texts), texts);
}

function inlinesOf(value: Exclude<Value, number>, texts: Texts): readonly Inline[] {
  // A character that could be taken for a holder says nothing to anyone.
  if (typeof value === 'string') return value ? [{ kind: 'text', text: value.replace(/[\ue000-\uf8ff]/g, '□') }] : [];
  if (Array.isArray(value)) return value as readonly Inline[];
  return 'key' in value ? texts.speak(value) : [value as Inline];
}

/** An inline of the text with what it holds put in: words take its formatting, other inlines keep their own. */
function filled(inline: Inline, held: readonly Slot[]): Inline[] {
  if (inline.kind !== 'text' && inline.kind !== 'bold' && inline.kind !== 'italic' && inline.kind !== 'code') {
    return [inline];
  }
  const slotIn = (piece: string) =>
    piece.length === 1 && HOLDER.test(piece) ? held[piece.charCodeAt(0) - FIRST_HOLDER] : undefined;
  const pieces = inline.text.split(HOLDER).filter(Boolean);
  if (inline.kind === 'code') {
    return [asCommand({ kind: 'code', text: pieces.map((piece) => slotIn(piece)?.words ?? piece).join('') })];
  }
  return pieces.flatMap((piece): Inline[] => {
    const slot = slotIn(piece);
    if (!slot) return [{ ...inline, text: piece }];
    return slot.inlines.map((one) => (one.kind === 'text' ? { ...inline, text: one.text } : one));
  });
}

/** Words in a row that are formatted alike, as one: marks that stand side by side would be read as others. */
function joined(inlines: readonly Inline[]): Inline[] {
  const whole: Inline[] = [];
  for (const inline of inlines) {
    const last = whole.at(-1);
    if (last && isFormatted(last) && isFormatted(inline) && last.kind === inline.kind) {
      whole[whole.length - 1] = { ...last, text: last.text + inline.text };
    } else whole.push(inline);
  }
  return whole;
}

type Formatted = Extract<Inline, { kind: 'text' | 'bold' | 'italic' }>;

const isFormatted = (inline: Inline): inline is Formatted =>
  inline.kind === 'text' || inline.kind === 'bold' || inline.kind === 'italic';

/** In our own texts, code that begins with a slash is a command of ours. */
function asCommand(code: { readonly kind: 'code'; readonly text: string }): Inline {
  return /^\/[a-z]/.test(code.text) ? { kind: 'command', text: code.text } : code;
}

function plainOf(inlines: readonly Inline[], texts: Texts): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'member':
          return inline.name;
        case 'channel':
          return `#${inline.id}`;
        case 'time':
          return texts.moment(inline.at, inline.style, inline.zone);
        default:
          return inline.text;
      }
    })
    .join('');
}

/** English is written as in Britain: the day before the month, no comma before the last of a list. */
const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language);

function momentIn(language: Language, at: Date, style: 'datetime' | 'date' | 'relative', zone: string): string {
  const time = style === 'date' ? {} : ({ timeStyle: 'short' } as const);
  const written = (timeZone: string) =>
    new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', ...time, timeZone }).format(at);
  try {
    return `${written(zone)} (${zone})`;
  } catch (error) {
    // The zone is not known to this runtime; the moment itself is still right.
    if (!(error instanceof RangeError)) throw error;
    return `${written('UTC')} (UTC)`;
  }
}
