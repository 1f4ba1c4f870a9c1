/** From what was typed to plain lower-case characters, each knowing where it came from. */
import { MAX_ANSWER_LENGTH } from './grade.ts';

export interface PlainText {
  readonly source: string;
  /** Folded characters: lower case, no accents, straight quotes. */
  readonly plain: string;
  /** For each character of `plain`, the UTF-16 index in `source` it came from; one more entry at the end. */
  readonly origin: readonly number[];
}

/** Characters that look like another, or mean the same in chat. Letters of Cyrillic and Greek that pass for Latin ones are among them. */
const LOOKALIKES = new Map<string, string>(
  Object.entries({
    '‘': "'",
    '’': "'",
    ʼ: "'",
    '′': "'",
    '´': "'",
    '“': '"',
    '”': '"',
    '„': '"',
    '«': '"',
    '»': '"',
    '−': '-',
    '‐': '-',
    '‑': '-',
    '–': '—',
    '―': '—',
    '≠': '!=',
    '≤': '<=',
    '≥': '>=',
    '→': '->',
    '⇒': '=>',
    '×': 'x',
    '•': '\u2022',
    '·': '\u2022',
    '▪': '\u2022',
    '‣': '\u2022',
    ı: 'i',
    ł: 'l',
    ø: 'o',
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    а: 'a',
    в: 'b',
    е: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    ԁ: 'd',
    ɡ: 'g',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
  }),
);

/** Zero-width and direction characters: invisible, so they separate nothing. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const MARKS = /\p{M}/gu;

const ASCII = /^[\0-\x7f]*$/;
/** Where each character came from when none was folded into several or none. */
const SAME_PLACES: readonly number[] = Array.from({ length: MAX_ANSWER_LENGTH + 1 }, (_, at) => at);

/** Folds the first 4,000 characters of `source`. Linear; every input character becomes at most a few. */
export function plainText(source: string): PlainText {
  const limit = Math.min(source.length, MAX_ANSWER_LENGTH);
  const read = source.slice(0, limit);
  if (ASCII.test(read)) return { source, plain: read.toLowerCase(), origin: SAME_PLACES };
  const origin: number[] = [];
  let plain = '';
  let at = 0;
  while (at < limit) {
    const code = source.charCodeAt(at);
    if (code < 128) {
      plain += code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : source[at];
      origin.push(at);
      at += 1;
      continue;
    }
    const character = String.fromCodePoint(source.codePointAt(at) ?? code);
    const folded = fold(character);
    for (let i = 0; i < folded.length; i += 1) origin.push(at);
    plain += folded;
    at += character.length;
  }
  origin.push(Math.min(at, source.length));
  return { source, plain, origin };
}

function fold(character: string): string {
  const known = LOOKALIKES.get(character);
  if (known !== undefined) return known;
  if (INVISIBLE.test(character)) return '';
  const lower = character.toLowerCase();
  return (
    LOOKALIKES.get(lower) ??
    [...lower.normalize('NFKD').replace(MARKS, '')]
      .map((c) => LOOKALIKES.get(c.toLowerCase()) ?? c.toLowerCase())
      .join('')
  );
}
