/**
 * Message → Block Kit. Running text becomes rich_text, whose elements carry literal text: nothing needs escaping,
 * nothing typed can format or ping. Every result fits Slack's limits; too long a text is shortened with "…".
 * Limits: https://docs.slack.dev/reference/block-kit
 */
import type { types } from '@slack/bolt';
import { type Block, type Button, encodeAction, type Inline, type Message } from '../../core/message.ts';
import { escapeText, escapeWithin, momentText, readsAsMarkup, shorten, shortenLines, tableText } from './text.ts';

const MAX_HEADER = 150;
const MAX_BUTTON_LABEL = 75;
const MAX_BUTTONS = 25;
const MAX_URL = 3000;
/** Slack documents 3000 characters for a text object; a rich_text block is kept to the same. */
const MAX_BLOCK_TEXT = 3000;
const MAX_SUMMARY = 3000;
/** Less room than this is not worth beginning a block in. */
const MIN_BLOCK_TEXT = 40;
/** What a block weighs beside its text (see MESSAGE). */
const BLOCK_WEIGHT = 125;

/** How much fits: blocks, and characters of text with BLOCK_WEIGHT for each block. */
export interface Room {
  readonly blocks: number;
  readonly text: number;
}

/**
 * Slack says only that there is a limit (msg_blocks_too_long). Measured by others, it lies at 13,297 characters in one
 * block, and 125 lower with a divider beside it: https://github.com/slackapi/bolt-js/issues/2509
 */
export const MESSAGE: Room = { blocks: 50, text: 13_000 };
/** A view may weigh 250 kB: far more than anyone reads. */
export const VIEW: Room = { blocks: 100, text: 40_000 };

export interface RenderedMessage {
  /** The one-line fallback, escaped. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** A message as `text` and at most 50 `blocks`. */
export function renderMessage(message: Message): RenderedMessage {
  const summary = message.summary.trim() || 'Refcount';
  return { text: escapeWithin(summary, MAX_SUMMARY), blocks: renderAll(message, MESSAGE) };
}

/** A message's blocks and, however long it is, its buttons: for a message, a modal or a home. */
export function renderAll(message: Message, room: Room): types.KnownBlock[] {
  const actions = renderButtons(message.buttons);
  const left = { blocks: room.blocks - actions.length, text: room.text - weightOf(actions) };
  const blocks = renderBlocks(message.blocks, left);
  if (blocks.length === 0) {
    const summary = message.summary.trim() || 'Refcount';
    blocks.push(...renderBlocks([{ kind: 'paragraph', inlines: [{ kind: 'text', text: summary }] }], left));
  }
  return [...blocks, ...actions];
}

/** What fits of these blocks; the last may be cut, what does not fit is left out, and an ellipsis says so. */
export function renderBlocks(blocks: readonly Block[], room: Room): types.KnownBlock[] {
  const kept: types.KnownBlock[] = [];
  const ellipsis: types.KnownBlock = { type: 'context', elements: [plainText('…')] };
  let left = room.text - weightOf([ellipsis]);
  for (const block of blocks) {
    const space = left - BLOCK_WEIGHT;
    const rendered = renderBlock(block, Math.max(0, Math.min(MAX_BLOCK_TEXT, space)));
    if (!rendered) continue;
    if (kept.length === room.blocks || space < MIN_BLOCK_TEXT) return [...kept.slice(0, room.blocks - 1), ellipsis];
    kept.push(rendered);
    left -= weightOf([rendered]);
  }
  return kept;
}

const weightOf = (blocks: readonly types.KnownBlock[]) => textLength(blocks) + blocks.length * BLOCK_WEIGHT;

/** The characters of text in a block, however deep they sit. */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (TEXTS.has(key) && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}
const TEXTS: ReadonlySet<string> = new Set(['text', 'fallback', 'url']);

/** The block with at most `room` characters of text; undefined when there is nothing in it. */
function renderBlock(block: Block, room: number): types.KnownBlock | undefined {
  switch (block.kind) {
    case 'heading': {
      const title = block.text.replace(/\s+/g, ' ').trim();
      return title ? { type: 'header', text: plainText(shorten(title, Math.min(MAX_HEADER, room))) } : undefined;
    }
    case 'paragraph': {
      const elements = renderInlines(block.inlines, room);
      return elements.length > 0 ? richText({ type: 'rich_text_section', elements }) : undefined;
    }
    case 'quote':
      return block.text
        ? richText({ type: 'rich_text_quote', elements: [literal(shorten(block.text, room))] })
        : undefined;
    case 'code':
      return preformatted(block.text, room);
    case 'list':
      return renderList(block.items, room);
    case 'table':
      return preformatted(tableText(block.columns, block.rows), room);
    case 'divider':
      return { type: 'divider' };
    case 'note':
      return renderNote(block.inlines, room);
    default:
      return block satisfies never;
  }
}

/** As many items as fit; an item that says only "…" stands for the rest. */
function renderList(items: readonly (readonly Inline[])[], room: number): types.KnownBlock | undefined {
  const sections: types.RichTextSection[] = [];
  let left = room - 1;
  for (const item of items) {
    const elements = renderInlines(item, Math.max(1, left));
    if (elements.length === 0) continue;
    if (left <= 0) {
      sections.push({ type: 'rich_text_section', elements: [literal('…')] });
      break;
    }
    sections.push({ type: 'rich_text_section', elements });
    left -= textLength(elements);
  }
  return sections.length > 0 ? richText({ type: 'rich_text_list', style: 'bullet', elements: sections }) : undefined;
}

/** Small print: a context block where its text can be kept literal there, rich_text where it cannot. */
function renderNote(inlines: readonly Inline[], room: number): types.KnownBlock | undefined {
  const shown = inlines.filter((inline) => !('text' in inline) || inline.text !== '');
  if (shown.length === 0) return undefined;
  if (shown.every((inline) => inline.kind === 'text')) {
    const line = shown.map((inline) => inline.text).join('');
    return { type: 'context', elements: [plainText(shorten(line, room))] };
  }
  const mrkdwn = shown.map(noteText);
  const safe = mrkdwn.every((part) => part !== undefined);
  const line = mrkdwn.join('');
  if (safe && line.length <= room) {
    return { type: 'context', elements: [{ type: 'mrkdwn', text: line, verbatim: true }] };
  }
  const elements = renderInlines(shown, room);
  return elements.length > 0 ? richText({ type: 'rich_text_section', elements }) : undefined;
}

/** An inline as mrkdwn, or undefined where Slack could read more into its text than was meant. */
function noteText(inline: Inline): string | undefined {
  switch (inline.kind) {
    case 'text':
      return readsAsMarkup(inline.text) ? undefined : escapeText(inline.text);
    case 'bold':
      return readsAsMarkup(inline.text) || inline.text.trim() !== inline.text
        ? undefined
        : `*${escapeText(inline.text)}*`;
    case 'italic':
      return readsAsMarkup(inline.text) || inline.text.trim() !== inline.text
        ? undefined
        : `_${escapeText(inline.text)}_`;
    case 'code':
    case 'command':
      return /[`\n]/.test(inline.text) ? undefined : `\`${escapeText(inline.text)}\``;
    case 'member':
      return readsAsMarkup(inline.name) || inline.name.trim() !== inline.name
        ? undefined
        : `*${escapeText(inline.name)}*`;
    case 'channel':
      return isChannelId(inline.id) ? `<#${inline.id}>` : undefined;
    case 'time': {
      const fallback = escapeText(momentText(inline.at, inline.style, inline.zone)).replaceAll('|', '/');
      return `<!date^${seconds(inline.at)}^${DATE_FORMAT[inline.style]}|${fallback}>`;
    }
    case 'link':
      return undefined;
    default:
      return inline satisfies never;
  }
}

/**
 * Slack writes these in each reader's own language, so no word of ours stands between them. Its `{ago}` is documented for
 * the past only: a relative time shows the day ("tomorrow") and the hour instead.
 */
const DATE_FORMAT = {
  datetime: '{date_short_pretty}, {time}',
  date: '{date_short_pretty}',
  relative: '{date_short_pretty}, {time}',
} as const;

/** Inlines as rich_text elements holding at most `room` characters of text; what is cut ends in "…". */
function renderInlines(inlines: readonly Inline[], room: number): types.RichTextElement[] {
  const shown = (most: number) =>
    inlines.map((inline) => renderInline(inline, most)).filter((element) => element !== undefined);
  const whole = shown(room);
  if (textLength(whole) <= room) return whole;
  const elements: types.RichTextElement[] = [];
  let left = room - 1;
  for (const inline of inlines) {
    const element = left > 0 ? renderInline(inline, left) : undefined;
    if (!element) continue;
    if (textLength(element) > left) break;
    elements.push(element);
    left -= textLength(element);
  }
  return endsCut(elements.at(-1)) ? elements : [...elements, literal('…')];
}

const endsCut = (element: types.RichTextElement | undefined) =>
  element !== undefined && 'text' in element && element.text?.endsWith('…') === true;

function renderInline(inline: Inline, room: number): types.RichTextElement | undefined {
  switch (inline.kind) {
    case 'text':
      return inline.text ? literal(shorten(inline.text, room)) : undefined;
    case 'bold':
    case 'italic':
    case 'code':
      return inline.text ? { ...literal(shorten(inline.text, room)), style: { [inline.kind]: true } } : undefined;
    // Slack has no link to a command: it is shown as it is typed.
    case 'command':
      return inline.text ? { ...literal(shorten(inline.text, room)), style: { code: true } } : undefined;
    case 'member':
      return inline.name ? { ...literal(shorten(inline.name, room)), style: { bold: true } } : undefined;
    case 'channel':
      return isChannelId(inline.id)
        ? { type: 'channel', channel_id: inline.id }
        : literal(shorten(`#${inline.id}`, room));
    case 'link': {
      const label = shorten(inline.text || inline.url, room);
      const linkable = /^https?:\/\/\S+$/.test(inline.url) && inline.url.length <= MAX_URL;
      if (linkable) return { type: 'link', url: inline.url, text: label };
      return label ? literal(label) : undefined;
    }
    case 'time':
      return {
        type: 'date',
        timestamp: seconds(inline.at),
        format: DATE_FORMAT[inline.style],
        fallback: momentText(inline.at, inline.style, inline.zone),
      };
    default:
      return inline satisfies never;
  }
}

function renderButtons(buttons: readonly Button[]): types.KnownBlock[] {
  if (buttons.length === 0) return [];
  const elements = buttons.slice(0, MAX_BUTTONS).map(
    (button): types.Button => ({
      type: 'button',
      action_id: encodeAction(button.action, button.opens),
      text: plainText(shorten(button.label, MAX_BUTTON_LABEL)),
      ...(button.style === 'secondary' ? {} : { style: button.style }),
    }),
  );
  return [{ type: 'actions', elements }];
}

/** Cut after a whole line where it can be; a block of its own, so nothing is left open. */
function preformatted(text: string, room: number): types.KnownBlock | undefined {
  const code = shortenLines(text.replace(/\n+$/, ''), room);
  return code ? richText({ type: 'rich_text_preformatted', elements: [literal(code)] }) : undefined;
}

/** Literal text that Slack shows as it is. `text` must not be empty. */
export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text: text || ' ', emoji: false };
}

const literal = (text: string) => ({ type: 'text', text }) as const;

const richText = (element: types.RichTextBlock['elements'][number]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [element],
});

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const isChannelId = (id: string) => /^[CGD][A-Z0-9]+$/.test(id);
