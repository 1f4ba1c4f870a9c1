/** Texts in the formats of Moodle and Anki, read into the bank's. */
import { looksLikeHtml, type PlainReading, readHtml } from './html-read.ts';
import { codeSpan } from './markup.ts';

/** Moodle's text formats. `moodle` is HTML in which line feeds count; the others are what their names say. */
export const TEXT_FORMATS = ['html', 'moodle', 'markdown', 'plain'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** A text with its code blocks apart. */
export function readProse(text: string, format: TextFormat): PlainReading {
  if (format === 'html') return readHtml(text);
  if (format === 'markdown') return readMarkdown(text);
  if (format === 'moodle' && looksLikeHtml(text)) return readHtml(text, { breaks: true });
  return { text: tidy(text), code: undefined, dropped: [] };
}

/** A text and its code blocks as one, for where there is no field for code: each line of it becomes a span. */
export function whole({ text, code = '' }: PlainReading): string {
  const lines = code.split('\n').map((line) => {
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    return line.trim() === '' ? '' : indent + codeSpan(line);
  });
  return [text, lines.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** Our markup is a small part of Markdown: only pictures, links and blocks of code look different. */
function readMarkdown(markdown: string): PlainReading {
  const blocks: string[] = [];
  const dropped: string[] = [];
  const text = markdown
    .replace(/\r\n?/g, '\n')
    .replace(
      /^ {0,3}(```+|~~~+)[^\n]*\n(?:([\s\S]*?)\n)??[ \t]*\1[ \t]*$/gm,
      (_block, _fence, code: string | undefined) => {
        if (code !== undefined) blocks.push(code.trimEnd());
        return '';
      },
    )
    .replace(/!\[([^\]\n]*)\]\(([^)\n]*)\)/g, (_image, alt: string, url: string) => {
      dropped.push(`the picture "${alt || url.split('/').at(-1)}"`);
      return '';
    })
    .replace(/(?<!\\)\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, (_link, name: string, url: string) =>
      name === url ? url : `${name} (${url})`,
    );
  const code = blocks.filter((block) => block !== '').join('\n\n');
  return { text: tidy(text), code: code === '' ? undefined : code, dropped };
}

const tidy = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
