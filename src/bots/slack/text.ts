/** Text as Slack takes it: escaped, shortened, and never read as formatting or as a mention. */
import type { Column } from '../../core/message.ts';

/** Cuts at `max` UTF-16 units with an ellipsis, never through the middle of a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1));
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
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

/** A moment in the given zone, for clients that cannot show Slack's own date element. */
export function momentText(at: Date, style: 'datetime' | 'date' | 'relative', zone: string): string {
  const time = style === 'date' ? {} : ({ timeStyle: 'short' } as const);
  const written = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', ...time, timeZone }).format(at);
  try {
    return `${written(zone)} (${zone})`;
  } catch {
    // The zone is not known to this runtime; the moment itself is still right.
    return `${written('UTC')} (UTC)`;
  }
}

/** Columns padded with spaces; shown in a fixed-width font. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map((column) => column.title), ...rows].map((row) =>
    columns.map((_, at) => (row[at] ?? '').replace(/\s+/g, ' ')),
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
