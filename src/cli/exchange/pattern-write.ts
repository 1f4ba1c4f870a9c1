/** Accepted short answers in our pattern language. */
import type { Accepted } from './item.ts';

type Answer = Pick<Accepted, 'text' | 'shown' | 'pattern'>;

/** A catch-all. */
const NOTHING: Answer = { text: '', shown: '', pattern: undefined };

/** Stands for a star that is meant as itself while stars are looked for. */
const STAR = '\ufdd8';
const WORDS = /^[\p{L}\p{M}\p{N}\s'’,.-]+$/u;

/** Moodle's short answer: `*` stands for any characters, `\*` for a star. What has no pattern is noted. */
export function acceptedText(typed: string, note: (message: string) => void): Answer {
  const masked = typed.replaceAll('\\*', STAR);
  const text = masked.replaceAll('*', ' ').replaceAll(STAR, '*').replace(/\s+/g, ' ').trim();
  if (text === '') return NOTHING;
  if (!masked.includes('*')) return { text, shown: text, pattern: literalPattern(text) };
  const pattern = wildcardPattern(masked);
  if (pattern === undefined) note(`the wildcards of "${typed}" cannot be said in a pattern`);
  return { text, shown: masked.replaceAll('*', '…').replaceAll(STAR, '*').trim(), pattern };
}

/** A number with its tolerance, `1822:5`, or a range, `1..5`; undefined when it is neither. */
export function acceptedNumber(typed: string, note: (message: string) => void): Answer | undefined {
  const text = typed.trim();
  if (text === '*') return NOTHING;
  const [, one = '', sign, other = ''] = /^([^:]+?)\s*(?:(:|\.\.)\s*(.+))?$/.exec(text) ?? [];
  const [first, second] = [numberOf(one), numberOf(sign ? other : '0')];
  if (first === undefined || second === undefined) return undefined;
  const [low, high] = sign === '..' ? [first, second] : [first - second, first + second];
  if (low === high) return { text: plain(low), shown: plain(low), pattern: plain(low) };
  const shown = `${plain(low)} to ${plain(high)}`;
  const middle = sign === '..' ? (low + high) / 2 : first;
  if (Number.isInteger(low) && Number.isInteger(high) && high > low && high - low <= 12) {
    note(`of the range ${shown} the whole numbers are accepted`);
    const numbers = Array.from({ length: high - low + 1 }, (_, index) => plain(low + index));
    return { text: plain(Math.floor(middle)), shown, pattern: numbers.join('|') };
  }
  if (sign === '..') {
    note(`a pattern cannot say the range ${shown}`);
    return { text: plain(middle), shown, pattern: undefined };
  }
  note(`a pattern cannot say a tolerance: only ${plain(first)} itself is accepted`);
  return { text: plain(first), shown, pattern: plain(first) };
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : undefined;
}

/** Without what binary fractions add: 0.1 + 0.2 is 0.3. */
const plain = (number: number) => String(Number(number.toPrecision(12)));

/** Words side by side; anything else as code, which finds signs too. */
function literalPattern(text: string): string {
  if (WORDS.test(text)) return words(text);
  return `\`${text.replaceAll('`', '').trim()}\``;
}

/** Commas part sentences, and two dots would be a sign of the language. */
const words = (text: string) =>
  text
    .replace(/,(?!\d)/g, ' ')
    .replace(/\.(?!\d)(?=\s|\.|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A star between words is anything between them, one after three letters a beginning; other stars have no pattern. */
function wildcardPattern(masked: string): string | undefined {
  const runs: string[][] = [[]];
  for (const word of masked.replace(/\*+/g, '*').split(/\s+/)) {
    if (word === '' || word === STAR) continue;
    if (word === '*') {
      runs.push([]);
      continue;
    }
    const [, open, inner = '', close] = /^(\*?)([^*]*)(\*?)$/.exec(word) ?? [];
    const first = runs.length === 1 && runs[0]?.length === 0;
    // `*word` at the very beginning asks for what our patterns do anyway: that it stands somewhere.
    if (inner === '' || !WORDS.test(inner) || (open && !first)) return undefined;
    if (close && !/\p{L}{3}$/u.test(inner)) return undefined;
    runs.at(-1)?.push(inner + (close ?? ''));
  }
  const phrases = runs.filter((run) => run.length > 0).map((run) => words(run.join(' ')));
  return phrases.length === 0 || phrases.includes('') ? undefined : phrases.join(' .. ');
}
