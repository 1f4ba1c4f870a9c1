/**
 * Core's inlines as Discord markdown. Everything literal is escaped, so no text can format, mention or link by itself.
 * Discord's escape: a backslash before any character that is neither a letter, a digit nor a space.
 */
import type { Inline } from '../../core/message.ts';

const ZERO_WIDTH_SPACE = '\u200b';

/** How a command of ours, as it is declared (`/quiz setup`), is shown: markdown. */
export type ShowCommand = (command: string) => string;

/** Literal text for a place where Discord reads markdown. Line breaks stay. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[\\*_~|`<>[\]]/g, '\\$&')
      // Block marks work only where a line begins: heading, subtext, list, numbered list.
      .replace(/^([^\S\n]*)([#+-])/gm, '$1\\$2')
      .replace(/^([^\S\n]*\d+)([.)])/gm, '$1\\$2')
      // `https://` would become a link, `:name:` an emoji; a colon at the end might meet its other half in the next inline.
      .replace(/:(?=\/|$|[\w+-]+:)/g, '\\:')
      // Nobody is notified anyway (allowed_mentions), but it should not even look like a mention.
      .replace(/@(?=everyone|here|$)/gi, `@${ZERO_WIDTH_SPACE}`)
  );
}

/** Literal text within one line, such as a heading. */
export function escapeLine(text: string): string {
  return escapeText(text.replace(/\s+/g, ' ').trim());
}

/** Code within a line. A longer fence holds backticks; runs of them are parted, because clients disagree on those. */
export function inlineCode(code: string): string {
  const line = code.replace(/\s*[\r\n]+\s*/g, ' ');
  if (line.trim() === '') return '` `';
  if (!line.includes('`')) return `\`${line}\``;
  const parted = line.replace(/`(?=`)/g, `\`${ZERO_WIDTH_SPACE}`);
  return `\`\` ${parted} \`\``;
}

/** A code block. Three backticks would end it, so they are parted by a space without width. */
export function codeBlock(code: string, language: string): string {
  const body = code
    .replace(/\r\n?/g, '\n')
    .replace(/`(?=``)/g, `\`${ZERO_WIDTH_SPACE}`)
    .replace(/^\n+|\n+$/g, '');
  const safeLanguage = /^[\w+#.-]*$/.test(language) ? language : '';
  return `\`\`\`${safeLanguage}\n${body === '' ? ' ' : body}\n\`\`\``;
}

export function renderInlines(inlines: readonly Inline[], showCommand: ShowCommand = inlineCode): string {
  let out = '';
  for (const inline of joinTexts(inlines)) {
    const piece = renderInline(inline, showCommand);
    // `**a****b**` would be read as one run of asterisks, and `a``b` as one of backticks.
    const touching = /[*`]$/.test(out) && out.at(-1) === piece[0];
    out += touching ? ZERO_WIDTH_SPACE + piece : piece;
  }
  return out;
}

/** Neighbouring texts are escaped together: `1` and `. first` make a numbered list only side by side. */
function joinTexts(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + inline.text };
    } else {
      joined.push(inline);
    }
  }
  return joined;
}

function renderInline(inline: Inline, showCommand: ShowCommand): string {
  switch (inline.kind) {
    case 'text':
      return escapeText(inline.text);
    case 'bold':
      return wrap(inline.text, '**');
    case 'italic':
      return wrap(inline.text, '*');
    case 'code':
      return inlineCode(inline.text);
    case 'command':
      return showCommand(inline.text);
    case 'link':
      return link(inline.text, inline.url);
    case 'member':
      return wrap(inline.name.replace(/\s+/g, ' ') || inline.id, '**');
    case 'channel':
      return /^\d{1,20}$/.test(inline.id) ? `<#${inline.id}>` : escapeText(`#${inline.id}`);
    case 'time':
      return `<t:${Math.floor(inline.at.getTime() / 1000)}:${TIME_STYLE[inline.style]}>`;
    default:
      return inline satisfies never;
  }
}

const TIME_STYLE = { datetime: 'f', date: 'D', relative: 'R' } as const;

/** Marks must touch the words they enclose: spaces at the ends go outside. */
function wrap(text: string, mark: string): string {
  const words = text.trim();
  if (words === '') return escapeText(text);
  const start = text.slice(0, text.length - text.trimStart().length);
  const end = text.slice(text.trimEnd().length);
  return `${start}${mark}${escapeText(words)}${mark}${end}`;
}

/** Only web addresses become links; anything else stays readable text. */
function link(text: string, url: string): string {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return escapeText(text);
  const href = address.href.replace(/[()<>\\*_~|`[\]]/g, percentEncoded);
  const label = text.trim() === '' ? address.host : text;
  return `[${escapeText(label.replace(/\s+/g, ' '))}](${href})`;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
