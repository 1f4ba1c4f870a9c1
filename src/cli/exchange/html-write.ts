/** The bank's small markup as HTML, for systems that show HTML. */
import { rich } from '../../core/message.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Literal text; line feeds are kept. */
export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);

/** Prose with markup, line breaks as `<br>`, every space kept. */
export function proseHtml(markup: string): string {
  return rich(markup.trim().replace(/\r\n?/g, '\n'))
    .map((inline) => {
      if (inline.kind === 'bold') return `<b>${literal(inline.text, true)}</b>`;
      if (inline.kind === 'italic') return `<i>${literal(inline.text, true)}</i>`;
      if (inline.kind === 'code') return `<code>${literal(inline.text, true)}</code>`;
      return 'text' in inline ? literal(inline.text, false) : '';
    })
    .join('');
}

/** Browsers run spaces together and drop those at the edge of a line; no-break spaces stay. */
function literal(text: string, whole: boolean): string {
  const edges = whole ? /^ | $| (?= )/gm : /(?<=\n) | (?=\n)| (?= )/g;
  return escapeHtml(text).replace(edges, '&nbsp;').replaceAll('\n', '<br>');
}

/** The line feed after the tag is dropped by whoever reads it, and keeps one that the code begins with. */
export const codeHtml = (code: string): string => `<pre>\n${escapeHtml(code.trimEnd())}</pre>`;

export const paragraphHtml = (markup: string): string => `<p>${proseHtml(markup)}</p>`;

/** Nothing for an empty list; otherwise its title and items, which are HTML. */
export function listHtml(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<p><b>${escapeHtml(title)}</b></p><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

export function linkHtml(url: string): string {
  const escaped = escapeHtml(url).replaceAll('"', '&quot;');
  return `<a href="${escaped}">${escaped}</a>`;
}
