/** Escapes and formats of GIFT's texts. */
import { TEXT_FORMATS, type TextFormat } from './prose.ts';

/** Something that cannot be read, and where in its block. */
export class GiftError extends Error {
  override readonly name = 'GiftError';
  /** In characters from 0. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A piece of text, free of escapes. */
export interface GiftText {
  readonly text: string;
  readonly format: TextFormat;
}

const SIGNS = '\\~=#{}:n';
/** Code points that Unicode keeps for use inside programs, one for each sign. */
const FIRST = 0xfdd0;

/** Each sign behind a backslash as one character that is no sign; the length of lines changes, their number does not. */
export function maskEscapes(text: string): string {
  return text.replace(/\\([\\~=#{}:n])/g, (_escape, sign: string) => String.fromCharCode(FIRST + SIGNS.indexOf(sign)));
}

/** The signs that were masked. */
export function unmask(text: string): string {
  return text.replace(/[\ufdd0-\ufdd7]/g, (mask) => {
    const sign = SIGNS[mask.charCodeAt(0) - FIRST] ?? '';
    return sign === 'n' ? '\n' : sign;
  });
}

/** A masked text with the format that it names, or else the one of its question. */
export function formatted(masked: string, inherited: TextFormat): GiftText {
  const trimmed = masked.trim();
  const named = TEXT_FORMATS.find((format) => trimmed.startsWith(`[${format}]`));
  const text = unmask(named ? trimmed.slice(named.length + 2) : trimmed).trim();
  return { text, format: named ?? inherited };
}
