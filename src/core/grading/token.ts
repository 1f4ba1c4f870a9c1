/** What an answer and a pattern are made of. */

/** What stands between a token and the one before it; flags. */
export const GAP = {
  comma: 1,
  stop: 2,
  question: 4,
  line: 8,
  semicolon: 16,
  colon: 32,
  bracket: 64,
  dash: 128,
  bullet: 256,
  /** Joined by a dot, as in `sys.intern`. */
  dot: 512,
  hyphen: 1024,
  slash: 2048,
  quote: 4096,
  /** A line so long that its end is a wrap, not an end of thought. */
  wrap: 8192,
} as const;

export interface Token {
  /** Lower case, spelled one way; what a code pattern compares. */
  readonly text: string;
  /** What a word pattern compares. */
  readonly stem: string;
  readonly kind: 'word' | 'code' | 'number' | 'operator';
  /** UTF-16 range in the text as typed. */
  readonly start: number;
  readonly end: number;
  /** Written between backticks, or alone between quotes. */
  readonly coded: boolean;
  readonly gap: number;
  /** First letter typed as a capital. */
  readonly capital: boolean;
}
