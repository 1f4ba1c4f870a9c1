/**
 * Core's blocks as Discord markdown that fits: rendered one by one, and when the sum is too long the longest is
 * shortened with an ellipsis until it is not.
 */
import type { Block, Column, Inline } from '../../core/message.ts';
import { codeBlock, escapeLine, escapeText, inlineCode, renderInlines, type ShowCommand } from './markdown.ts';

type TextBlock = Exclude<Block, { kind: 'divider' }>;

const ELLIPSIS = '…';
const ELLIPSIS_BLOCK: TextBlock = { kind: 'paragraph', inlines: [{ kind: 'text', text: ELLIPSIS }] };
/** What comes after so many blocks would be cut to nothing anyway. */
const MAX_BLOCKS = 200;
/** Characters of a table cell; a phone shows about 40 in a row of monospace. */
const CELL_WIDTH = 32;

/**
 * Markdown of the blocks, one string per stretch between dividers (at most `maxGroups`; later dividers become plain
 * gaps), together at most `limit` characters. Empty stretches are left out.
 */
export function layOut(
  blocks: readonly Block[],
  limit: number,
  maxGroups: number,
  showCommand: ShowCommand = inlineCode,
): string[] {
  const kept = blocks.length > MAX_BLOCKS ? [...blocks.slice(0, MAX_BLOCKS), ELLIPSIS_BLOCK] : blocks;
  const groups = splitAtDividers(kept, maxGroups).map((group) => group.map((block) => piece(block, showCommand)));
  const pieces = groups.flat();
  let total = measure(groups);
  while (total > limit) {
    const longest = pieces.reduce((long, each) => (each.markdown.length > long.markdown.length ? each : long));
    const reducible = longest.units > 0 ? longest : pieces.find((each) => each.units > 0);
    if (reducible) shorten(reducible, total - limit, pieces, showCommand);
    else dropLast(groups, pieces);
    total = measure(groups);
  }
  return groups.map(join).filter((group) => group.trim() !== '');
}

/** A block, its markdown, and how many units (characters or rows) of it are shown. */
interface Piece {
  readonly block: TextBlock;
  units: number;
  markdown: string;
}

function piece(block: TextBlock, showCommand: ShowCommand): Piece {
  return { block, units: unitsOf(block), markdown: markdownOf(block, showCommand) };
}

/** Cuts towards the length of the next longest, so that one long block does not vanish to keep others whole. */
function shorten(target: Piece, excess: number, pieces: readonly Piece[], showCommand: ShowCommand): void {
  const length = Math.max(1, target.markdown.length);
  const second = Math.max(0, ...pieces.filter((each) => each !== target).map((each) => each.markdown.length));
  const wanted = Math.max(length - excess - 1, Math.floor(Math.min(second, length * 0.9)));
  target.units = Math.max(0, Math.min(target.units - 1, Math.floor((target.units * wanted) / length)));
  target.markdown = markdownOf(take(target.block, target.units), showCommand);
}

function dropLast(groups: Piece[][], pieces: Piece[]): void {
  pieces.pop();
  groups.findLast((group) => group.length > 0)?.pop();
}

function measure(groups: readonly (readonly Piece[])[]): number {
  return groups.reduce((sum, group) => sum + join(group).length, 0);
}

function join(group: readonly Piece[]): string {
  let out = '';
  let last: TextBlock | undefined;
  for (const { block, markdown } of group) {
    if (markdown.trim() === '') continue;
    out += last ? gap(last, block) + markdown : markdown;
    last = block;
  }
  return out;
}

/** Prose is set apart by an empty line; lists, code and small print belong to what they follow. */
function gap(before: TextBlock, after: TextBlock): string {
  const apart = before.kind !== 'heading' && before.kind !== 'code' && before.kind !== 'table';
  return apart && (after.kind === 'paragraph' || after.kind === 'heading') ? '\n\n' : '\n';
}

function splitAtDividers(blocks: readonly Block[], maxGroups: number): TextBlock[][] {
  const groups: TextBlock[][] = [[]];
  for (const block of blocks) {
    if (block.kind !== 'divider') groups.at(-1)?.push(block);
    else if (groups.length < maxGroups && groups.at(-1)?.length) groups.push([]);
  }
  return groups;
}

function markdownOf(block: TextBlock, showCommand: ShowCommand): string {
  switch (block.kind) {
    case 'heading':
      return block.text.trim() === '' ? '' : `## ${escapeLine(block.text)}`;
    case 'paragraph':
      return renderInlines(block.inlines, showCommand);
    case 'quote':
      return prefixLines(escapeText(block.text), '> ');
    case 'code':
      return codeBlock(block.text, block.language);
    case 'list':
      return block.items.map((item) => `- ${renderInlines(item, showCommand).replace(/\n/g, '\n  ')}`).join('\n');
    case 'table':
      return codeBlock(tableText(block.columns, block.rows), '');
    case 'note': {
      const lines = renderInlines(block.inlines, showCommand).split('\n');
      return lines.flatMap((line) => (line.trim() === '' ? [] : [`-# ${line}`])).join('\n');
    }
    default:
      return block satisfies never;
  }
}

function prefixLines(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => `${prefix}${line}`)
    .join('\n');
}

/** Aligned columns for monospace; widths are counted in code points. */
function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map((column) => column.title), ...rows].map((row) =>
    columns.map((_, index) => clip(row[index] ?? '')),
  );
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => [...(row[index] ?? '')].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - [...cell].length);
        return columns[index]?.align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function clip(cell: string): string {
  const characters = [...cell.replace(/\s+/g, ' ').trim()];
  return characters.length > CELL_WIDTH
    ? `${characters.slice(0, CELL_WIDTH - 1).join('')}${ELLIPSIS}`
    : characters.join('');
}

function unitsOf(block: TextBlock): number {
  switch (block.kind) {
    case 'heading':
    case 'quote':
    case 'code':
      return block.text.length;
    case 'paragraph':
    case 'note':
      return inlinesLength(block.inlines);
    case 'list':
      return block.items.reduce((sum, item) => sum + inlinesLength(item), 0);
    case 'table':
      return block.rows.length;
    default:
      return block satisfies never;
  }
}

/** The first `units` of a block, and an ellipsis. */
function take(block: TextBlock, units: number): TextBlock {
  if (units === 0) return ELLIPSIS_BLOCK;
  switch (block.kind) {
    case 'heading':
    case 'quote':
    case 'code':
      return { ...block, text: cut(block.text, units) + ELLIPSIS };
    case 'paragraph':
    case 'note':
      return { ...block, inlines: takeInlines(block.inlines, units).inlines };
    case 'list': {
      const items: (readonly Inline[])[] = [];
      let left = units;
      for (const item of block.items) {
        if (left <= 0) break;
        const taken = takeInlines(item, left);
        items.push(taken.inlines);
        left = taken.left;
      }
      return { ...block, items };
    }
    case 'table':
      return { ...block, rows: [...block.rows.slice(0, units), block.columns.map(() => ELLIPSIS)] };
    default:
      return block satisfies never;
  }
}

function inlinesLength(inlines: readonly Inline[]): number {
  return inlines.reduce((sum, inline) => sum + lengthOf(inline), 0);
}

function lengthOf(inline: Inline): number {
  return 'text' in inline ? Math.max(1, inline.text.length) : 1;
}

function takeInlines(inlines: readonly Inline[], units: number): { inlines: Inline[]; left: number } {
  const taken: Inline[] = [];
  let left = units;
  for (const inline of inlines) {
    if (lengthOf(inline) > left) {
      if ('text' in inline && left > 0) taken.push({ ...inline, text: cut(inline.text, left) });
      taken.push({ kind: 'text', text: ELLIPSIS });
      return { inlines: taken, left: 0 };
    }
    taken.push(inline);
    left -= lengthOf(inline);
  }
  return { inlines: taken, left };
}

/** The first `length` UTF-16 units, never half of a surrogate pair. */
export function cut(text: string, length: number): string {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}
