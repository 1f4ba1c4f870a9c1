/** What core promises of what it says, and how much of it there is to read. */
import {
  type Block,
  encodeAction,
  type Field,
  type Form,
  type Inline,
  type Message,
} from '../../../src/core/message.ts';
import type { Content } from './said.ts';

/** What is wrong with it before any platform shows it. */
export function promiseFaults(content: Content): string[] {
  const broken = stringsIn(content).filter((text) => !text.isWellFormed());
  const halves = broken.length > 0 ? [`half a character in ${JSON.stringify(broken[0])}`] : [];
  switch (content.kind) {
    case 'form':
      return [...halves, ...formFaults(content.form)];
    case 'invalid': {
      const said = Object.values(content.errors);
      return said.length === 0 || said.some((text) => text.trim() === '')
        ? [...halves, 'a refusal without words']
        : halves;
    }
    case 'completions': {
      const long = content.completions.filter(
        ({ label, value }) => label.trim() === '' || label.length > 100 || value === '' || value.length > 100,
      );
      return [
        ...halves,
        ...(content.completions.length > 25 || long.length > 0 ? [`completions: ${JSON.stringify(long)}`] : []),
      ];
    }
    default:
      return [...halves, ...messageFaults(content.message)];
  }
}

function messageFaults({ summary, blocks, buttons }: Message): string[] {
  const faults: string[] = [];
  if (summary.trim() === '' || summary.includes('\n')) faults.push(`summary: ${JSON.stringify(summary)}`);
  if (blocks.length === 0) faults.push('no blocks');
  if (buttons.length > 5) faults.push(`${buttons.length} buttons`);
  for (const { label, action, opens } of buttons) {
    if (label.trim() === '' || [...label].length > 34) faults.push(`button: ${JSON.stringify(label)}`);
    encodeAction(action, opens);
  }
  return faults;
}

function formFaults({ title, submitLabel, intro, fields, action }: Form): string[] {
  encodeAction(action, 'form');
  const most = intro.length > 0 ? 4 : 5;
  return [
    ...within('title', title, 24),
    ...within('submit', submitLabel, 24),
    ...(fields.length < 1 || fields.length > most ? [`${fields.length} fields`] : []),
    ...fields.flatMap(fieldFaults),
  ];
}

function fieldFaults(field: Field): string[] {
  const faults = [...within('label', field.label, 45), ...(field.hint.length > 100 ? [`hint: ${field.hint}`] : [])];
  if (field.kind === 'text') return faults;
  if (field.options.length < 2 || field.options.length > 10) faults.push(`${field.options.length} options`);
  return [...faults, ...field.options.flatMap(({ label }) => within('option', label, 75))];
}

const within = (what: string, text: string, most: number): string[] =>
  text.trim() === '' || [...text].length > most ? [`${what}: ${JSON.stringify(text)}`] : [];

/** Everything in it that is text, however deep. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** Letters and digits of what is to be read, apart from what platforms write themselves: times, channels, addresses. */
export function lettersOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + count(wordsOf(block)), 0);
}

/** How many letters and digits there are. */
export const count = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

export const ellipses = (text: string): number => text.split('…').length - 1;

export const wordsIn = (blocks: readonly Block[]): string => blocks.map(wordsOf).join('\n');

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'quote':
    case 'code':
      return block.text;
    case 'paragraph':
    case 'note':
      return inlineWords(block.inlines);
    case 'list':
      return block.items.map(inlineWords).join('\n');
    case 'table':
      return [block.columns.map(({ title }) => title), ...block.rows].map((row) => row.join(' ')).join('\n');
    case 'divider':
      return '';
    default:
      return block satisfies never;
  }
}

function inlineWords(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'time' || inline.kind === 'channel') return '';
      return inline.kind === 'member' ? inline.name : inline.text;
    })
    .join('');
}
