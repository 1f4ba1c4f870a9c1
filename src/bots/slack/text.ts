/** Text as Slack takes it: escaped, shortened, and never read as formatting or as a mention. */
import type { Column } from '../../core/message.ts';

/** Cuts at `max` UTF-16 units with an ellipsis, never through the middle of a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1));
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Like `shorten`, but after a whole line where there is one in the second half: for code and tables. */
export function shortenLines(text: string, max: number): string {
  if (text.length <= max) return text;
  const lineEnd = text.lastIndexOf('\n', max - 2);
  return lineEnd > max / 2 ? `${text.slice(0, lineEnd)}\n…` : shorten(text, max);
}

/** Escapes the three characters with which Slack writes links and mentions; the result pings nobody. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Shortens first, so that the escaped text is at most `max` long and no entity is cut in two. */
export function escapeWithin(text: string, max: number): string {
  let room = max;
  let escaped = escapeText(shorten(text, room));
  while (escaped.length > max) {
    room -= Math.max(1, Math.ceil((escaped.length - max) / 5));
    escaped = escapeText(shorten(text, room));
  }
  return escaped;
}

/**
 * Whether mrkdwn (with `verbatim: true`, so without link making) could read this literal text as formatting, a quote or
 * an emoji. Slack has no escape for these, so such text must go where nothing is read: plain_text or rich_text.
 */
export function readsAsMarkup(text: string): boolean {
  return /[*_~`>\n]|:[\w+'-]+:/.test(text);
}

/** Longer than any question about a message needs. */
const MAX_WORDS = 4000;

/** The words of a message someone wrote, from Slack's mrkdwn: without formatting, mentions of people, and escapes. */
export function plainWords(mrkdwn: string): string {
  return mrkdwn
    .slice(0, MAX_WORDS)
    .split(/(```[^`]+```|`[^`\n]+`)/)
    .map((piece, at) => (at % 2 === 1 ? piece.replaceAll('`', '') : piece.replace(/\S+/g, withoutMarks)))
    .map((piece) => piece.replace(/<([^<>]+)>/g, (_, inner: string) => nameOf(inner)))
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** A word without the marks of *bold*, _italic_ and ~struck~ around it; `snake_case` and `__init__` are left alone. */
function withoutMarks(word: string): string {
  if (/__\w+__/.test(word)) return word;
  return word.replace(/^(["'(]?)[*_~]+(?=[^*_~])/, '$1').replace(/(?<=[^*_~])[*_~]+([.,;:!?"')]*)$/, '$1');
}

/** What stands for `<…>`: a channel's name, a link's words, a date's; nothing for a person. */
function nameOf(inner: string): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('#')) return label ? `#${label}` : '';
  if (target.startsWith('@') || /^!(here|channel|everyone|subteam)/.test(target)) return '';
  return label ?? (target.startsWith('!') ? '' : target);
}

/** A moment in the given zone, for clients that cannot show Slack's own date element: readable in every language. */
export function momentText(at: Date, style: 'datetime' | 'date' | 'relative', zone: string): string {
  const time = style === 'date' ? {} : ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const);
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  // Sweden writes dates as ISO 8601 does.
  const written = (timeZone: string) => new Intl.DateTimeFormat('sv-SE', { ...day, ...time, timeZone }).format(at);
  try {
    return `${written(zone)} (${zone})`;
  } catch (error) {
    // The zone is not known to this runtime; the moment itself is still right.
    if (!(error instanceof RangeError)) throw error;
    return `${written('UTC')} (UTC)`;
  }
}

/** Characters of a table cell: longer names would have Slack break every row in two. */
const MAX_CELL = 32;

/** Columns padded with spaces; shown in a fixed-width font. A long cell is shortened with an ellipsis. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map((column) => column.title), ...rows].map((row) =>
    columns.map((_, at) => clip((row[at] ?? '').replace(/\s+/g, ' '))),
  );
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => [...(line[at] ?? '')].length)));
  return lines
    .map((line) => {
      const cells = line.map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - [...cell].length);
        return columns[at]?.align === 'right' ? gap + cell : cell + gap;
      });
      return cells.join('  ').trimEnd();
    })
    .join('\n');
}

function clip(cell: string): string {
  const characters = [...cell];
  return characters.length > MAX_CELL ? `${characters.slice(0, MAX_CELL - 1).join('')}…` : cell;
}
