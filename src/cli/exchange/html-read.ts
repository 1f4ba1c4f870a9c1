/** HTML of other systems as plain text with the bank's small markup. */
import { Parser } from 'htmlparser2';
import { escapeHtml } from './html-write.ts';
import { marked, type Piece } from './markup.ts';

export interface PlainReading {
  readonly text: string;
  /** What stood in code blocks; undefined when there was none. */
  readonly code: string | undefined;
  /** What plain text cannot hold, in words: `the picture "heap.png"`. */
  readonly dropped: readonly string[];
}

const BLANK_LINE = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr section article figure'.split(' '));
const NEW_LINE = new Set('div li tr dt dd caption figcaption'.split(' '));
const MARKS: Readonly<Record<string, Piece['mark']>> = {
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
};
const MEDIA: Readonly<Record<string, string>> = {
  img: 'picture',
  audio: 'sound',
  video: 'video',
  object: 'object',
  embed: 'object',
  iframe: 'frame',
  svg: 'drawing',
  canvas: 'drawing',
};
/** Their text is not for reading. */
const HIDDEN = new Set(['style', 'script', 'svg', 'object', 'iframe', 'template', 'head']);
const OTHERS =
  'a span br u s sub sup small big font mark del ins strike abbr cite q var dfn thead tbody tfoot td th col colgroup center html body source track param input label button details summary header footer main nav wbr path anki-mathjax math'.split(
    ' ',
  );
const KNOWN = new Set([...BLANK_LINE, ...NEW_LINE, ...Object.keys(MARKS), ...Object.keys(MEDIA), ...HIDDEN, ...OTHERS]);

/** `breaks`: a line feed in the text is a line break, as in Moodle's own format. */
export function readHtml(html: string, { breaks = false } = {}): PlainReading {
  const reader = new Reader(breaks);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true },
  );
  parser.end(withStraySigns(html.replace(/\r\n?/g, '\n')));
  return reader.result();
}

/** Whether a browser would see more in it than text. */
export function looksLikeHtml(text: string): boolean {
  return /&(#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text) || [...text.matchAll(/<\/?([a-z][a-z0-9-]*)/gi)].some(isKnown);
}

const isKnown = (found: RegExpMatchArray) => KNOWN.has((found[1] ?? '').toLowerCase());

/** `i<n` and `vector<int>` are text that somebody forgot to escape: a browser would lose it. */
function withStraySigns(html: string): string {
  return html.replace(/<(?!!--)(\/?([a-z][a-z0-9-]*))?/gi, (tag, _rest, name: string | undefined) =>
    name !== undefined && KNOWN.has(name.toLowerCase()) ? tag : escapeHtml(tag),
  );
}

class Reader {
  private readonly breaks: boolean;
  private readonly pieces: Piece[] = [];
  private readonly blocks: string[] = [];
  private readonly dropped: string[] = [];
  private readonly marks: Piece['mark'][] = [];
  /** Of each open list: its next number, or 0 for bullets. */
  private readonly lists: number[] = [];
  private readonly links: { readonly url: string; readonly from: number }[] = [];
  private hidden = 0;
  /** What was read of the code block that is open. */
  private block: string | undefined;
  /** Line feeds, and a space with the mark it stands under, owed before the next text. */
  private owed = 0;
  private space: Piece['mark'] | undefined;
  private cells = 0;
  /** A list item has begun, and nothing was said in it yet. */
  private fresh = false;

  constructor(breaks: boolean) {
    this.breaks = breaks;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (MEDIA[name] !== undefined) {
      const called = (attributes.alt || attributes.src || attributes.data || '').split('/').at(-1);
      this.dropped.push(`the ${MEDIA[name]}${called ? ` "${called}"` : ''}`);
    }
    if (HIDDEN.has(name)) this.hidden += 1;
    if (this.hidden > 0) return;
    if (name === 'br') this.lineFeed();
    else if (name === 'pre') this.block ??= '';
    else if (this.block === undefined) this.openInline(name, attributes);
  }

  private openInline(name: string, attributes: Readonly<Record<string, string>>): void {
    this.breakBefore(name);
    const mark = MARKS[name];
    if (mark) this.marks.push(mark);
    if (name === 'ol') this.lists.push(1);
    else if (name === 'ul') this.lists.push(0);
    else if (name === 'li') this.bullet();
    else if (name === 'tr') this.cells = 0;
    else if (name === 'td' || name === 'th') {
      if (this.cells > 0) this.say(' | ');
      this.cells += 1;
    } else if (name === 'sup') this.say('^');
    else if (name === 'sub') this.say('_');
    else if (name === 'a') this.links.push({ url: attributes.href ?? '', from: this.length() });
  }

  close(name: string): void {
    if (HIDDEN.has(name)) this.hidden -= 1;
    if (this.hidden > 0) return;
    if (this.block !== undefined) {
      if (name === 'pre') this.closeBlock(this.block);
      return;
    }
    if (MARKS[name]) this.marks.splice(this.marks.lastIndexOf(MARKS[name]), 1);
    if (name === 'ol' || name === 'ul') this.lists.pop();
    if (name === 'a') this.closeLink();
    this.breakBefore(name);
  }

  text(text: string): void {
    if (this.hidden > 0) return;
    if (this.block !== undefined) {
      this.block += text;
      return;
    }
    for (const [index, line] of (this.breaks ? text.split('\n') : [text]).entries()) {
      if (index > 0) this.lineFeed();
      for (const word of line.split(/([ \t\n\f]+)/)) {
        if (word === '') continue;
        if (/^[ \t\n\f]/.test(word)) this.space ??= this.mark();
        else this.say(word);
      }
    }
  }

  result(): PlainReading {
    if (this.block !== undefined) this.closeBlock(this.block);
    const code = this.blocks.join('\n\n');
    return { text: spaces(marked(this.pieces)).trim(), code: code === '' ? undefined : code, dropped: this.dropped };
  }

  /** Adds text after what is owed before it. */
  private say(text: string): void {
    if (this.pieces.length > 0 && this.owed > 0) this.pieces.push({ mark: 'none', text: '\n'.repeat(this.owed) });
    else if (this.space !== undefined && /[^ \n]$/.test(this.pieces.at(-1)?.text ?? '')) this.add(' ', this.space);
    this.owed = 0;
    this.space = undefined;
    this.fresh = false;
    this.add(text, this.mark());
  }

  private add(text: string, mark: Piece['mark']): void {
    const last = this.pieces.at(-1);
    if (last?.mark === mark) this.pieces[this.pieces.length - 1] = { mark, text: last.text + text };
    else this.pieces.push({ mark, text });
  }

  private readonly mark = (): Piece['mark'] => (this.marks.includes('code') ? 'code' : (this.marks.at(-1) ?? 'none'));

  /** A line break as such: two of them leave a blank line. */
  private lineFeed(): void {
    if (this.block !== undefined) this.block += '\n';
    else {
      this.owed += 1;
      this.space = undefined;
    }
  }

  /** A block begins or ends: at least one line feed, or a blank line. */
  private breakBefore(name: string): void {
    const least = BLANK_LINE.has(name) ? 2 : NEW_LINE.has(name) ? 1 : 0;
    if (least === 0 || this.fresh) return;
    this.owed = Math.max(this.owed, this.lists.length > 0 ? 1 : least);
    this.space = undefined;
  }

  private bullet(): void {
    const number = this.lists.at(-1) ?? 0;
    if (number > 0) this.lists[this.lists.length - 1] = number + 1;
    this.say(`${'  '.repeat(Math.max(0, this.lists.length - 1))}${number > 0 ? `${number}.` : '-'} `);
    this.fresh = true;
  }

  private closeBlock(code: string): void {
    this.blocks.push(code.replace(/^\n/, '').replaceAll('\u00a0', ' ').trimEnd());
    this.block = undefined;
    this.owed = Math.max(this.owed, 2);
  }

  private closeLink(): void {
    const link = this.links.pop();
    if (!link || !/^https?:/.test(link.url)) return;
    const shown = this.pieces
      .map(({ text }) => text)
      .join('')
      .slice(link.from);
    if (shown.trim() !== link.url.trim()) this.say(` (${link.url})`);
  }

  private readonly length = () => this.pieces.reduce((sum, { text }) => sum + text.length, 0);
}

const spaces = (text: string) => text.replaceAll('\u00a0', ' ');
