/**
 * Anki's text files, as "Notes in Plain Text" exports them and as people write them:
 * https://docs.ankiweb.net/importing/text-files.html
 */
import { CsvError, parse } from 'csv-parse/sync';
import { looksLikeHtml } from './html-read.ts';
import type { Item, Notice, Reading } from './item.ts';
import { readProse, whole } from './prose.ts';

const SEPARATORS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
};

interface Header {
  readonly separator: string | undefined;
  /** Undefined: every field is looked at. */
  readonly html: boolean | undefined;
  readonly tags: readonly string[];
  readonly deck: string | undefined;
  /** Positions, from 0, of columns that are no fields of the note. */
  readonly columns: { readonly deck: number; readonly tags: number; readonly others: readonly number[] };
  /** How many lines it has. */
  readonly length: number;
}

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/** All notes of a file, and what was not read. */
export function readAnki(file: string): Reading {
  const lines = file.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  const header = headerOf(lines);
  const notices: Notice[] = [];
  const rows = rowsOf(lines, header, notices);
  const items = rows.flatMap((row) => itemOf(row, header, notices) ?? []);
  return { items, notices };
}

/** `#key:value` lines at the top, after an old `tags:` line. */
function headerOf(lines: readonly string[]): Header {
  const values = new Map<string, string>();
  let length = 0;
  for (const line of lines) {
    const old = length === 0 ? /^tags:(.*)/.exec(line)?.[1] : undefined;
    if (old === undefined && !line.startsWith('#')) break;
    const [, key = '', value = ''] = /^#([^:]*):(.*)/.exec(line) ?? [];
    values.set(old === undefined ? key.trim().toLowerCase() : 'tags', old ?? value);
    length += 1;
  }
  const column = (name: string) => Number.parseInt(values.get(`${name} column`) ?? '', 10) - 1;
  const named = values.get('separator');
  const html = values.get('html')?.trim().toLowerCase();
  return {
    separator: named === undefined ? undefined : separatorCalled(named),
    html: html === 'true' ? true : html === 'false' ? false : undefined,
    tags: wordsOf(values.get('tags')),
    deck: values.get('deck')?.trim(),
    columns: { deck: column('deck'), tags: column('tags'), others: [column('guid'), column('notetype')] },
    length,
  };
}

/** By its name or as itself; undefined when it is neither. */
function separatorCalled(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  if (Object.hasOwn(SEPARATORS, key)) return SEPARATORS[key];
  return name.length === 1 ? name : undefined;
}

const wordsOf = (text = '') => text.split(/\s+/).filter((word) => word !== '');

/** Reads on after a record that cannot be read, such as one whose quotes are never closed. */
function rowsOf(lines: readonly string[], header: Header, notices: Notice[]): Row[] {
  const delimiter = header.separator ?? separatorOf(lines.slice(header.length));
  const rows: Row[] = [];
  let from = header.length;
  while (from < lines.length) {
    let done = 0;
    try {
      const onRecord = (fields: string[], { lines: end }: { lines: number }) => {
        const line = from + end - fields.join('').split('\n').length + 1;
        if (fields.some(isRunaway) && !lines[line - 1]?.includes('""')) throw new OpenQuote();
        rows.push({ line, fields });
        done = end;
        return null;
      };
      parse(lines.slice(from).join('\n'), {
        delimiter,
        comment: '#',
        comment_no_infix: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        on_record: onRecord,
      });
      return rows;
    } catch (error) {
      if (!(error instanceof CsvError || error instanceof OpenQuote)) throw error;
      const at = nextRecord(lines, from + done);
      notices.push({
        line: at + 1,
        severity: 'error',
        message: error instanceof OpenQuote ? OPEN_QUOTE : reasonOf(error),
      });
      from = at + 1;
    }
  }
  return rows;
}

/** Where the record stands that could not be read: past comments and empty lines. */
function nextRecord(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length - 1 && (lines[at]?.trim() === '' || lines[at]?.startsWith('#'))) at += 1;
  return at;
}

const OPEN_QUOTE = 'a field begins with " and never ends; a quote inside a field is doubled ("")';

const reasonOf = ({ code, message }: CsvError) =>
  code === 'CSV_QUOTE_NOT_CLOSED' ? OPEN_QUOTE : `not readable: ${message}`;

/** A field went on over lines that are not its own. */
class OpenQuote extends Error {}

/** The parser gives a field with its first quote when text follows its last: that one was the quote of another field. */
const isRunaway = (field: string) => /^"[^"\n]*\n/.test(field);

/** Without a header the first line tells, as in Anki. */
function separatorOf(lines: readonly string[]): string {
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  return ['\t', '|', ';', ':', ','].find((sign) => first.includes(sign)) ?? ' ';
}

function itemOf({ line, fields }: Row, header: Header, notices: Notice[]): Item | undefined {
  const { columns } = header;
  const note = (message: string) => notices.push({ line, severity: 'note', message });
  const special = new Set([columns.deck, columns.tags, ...columns.others]);
  const texts = fields.filter((_, index) => !special.has(index));
  const read = (field: string) => {
    const html = header.html ?? looksLikeHtml(field);
    const quiet = field.replace(/\[sound:([^\]]*)\]/g, (_tag, name: string) => {
      note(`the sound "${name}" was left out`);
      return '';
    });
    const prose = readProse(quiet, html ? 'html' : 'plain');
    for (const what of prose.dropped) note(`${what} was left out`);
    return prose;
  };
  const [front = '', ...others] = texts;
  const cloze = isCloze(front);
  const asked = read(cloze ? withGaps(front) : front);
  if (asked.text === '' && asked.code === undefined) {
    notices.push({ line, severity: 'error', message: 'the note has no text on its front' });
    return undefined;
  }
  const answers = [...(cloze ? [withoutClozes(front)] : []), ...others];
  return {
    line,
    title: undefined,
    tags: [...header.tags, ...wordsOf(fields[columns.tags])],
    category: (fields[columns.deck] ?? header.deck)?.split('::').at(-1)?.trim() || undefined,
    prompt: asked.text,
    code: asked.code,
    asks: { kind: 'open' },
    explanation: answers
      .map((field) => whole(read(field)))
      .filter((text) => text !== '')
      .join('\n\n'),
  };
}

const CLOZE = /\{\{c\d+::([\s\S]*?)(?:::([\s\S]*?))?\}\}/g;

const isCloze = (field: string) => field.search(CLOZE) >= 0;
const withGaps = (field: string) =>
  field.replace(CLOZE, (_cloze, _text, hint: string | undefined) => (hint === undefined ? '_____' : `_____ (${hint})`));
const withoutClozes = (field: string) => field.replace(CLOZE, (_cloze, text: string) => text);
