/** Reading data of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const record = (value: unknown): Json => (isRecord(value) ? value : {});
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Every readable text inside blocks, a view or a message, in order, as lines. */
export function readable(value: unknown): string {
  const parts: string[] = [];
  const visit = (inner: unknown): void => {
    if (Array.isArray(inner)) {
      for (const each of inner) visit(each);
      return;
    }
    if (!isRecord(inner)) return;
    if (inner.type === 'mrkdwn') parts.push(unescaped(string(inner.text)));
    else if (typeof inner.text === 'string') parts.push(inner.text);
    else if (inner.type === 'date') parts.push(string(inner.fallback));
    else if (inner.type === 'channel') parts.push(`#${string(inner.channel_id)}`);
    for (const [key, each] of Object.entries(inner)) if (key !== 'style') visit(each);
    if (/^(rich_text_(section|quote|preformatted)|header|context|section)$/.test(string(inner.type))) parts.push('\n');
  };
  visit(value);
  return parts.join('').trim();
}

/** mrkdwn as a reader sees it. */
function unescaped(text: string): string {
  return text
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<#(\w+)(\|[^>]*)?>/g, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
