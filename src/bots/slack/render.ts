/**
 * Message → Block Kit. Running text becomes rich_text, whose elements carry literal text: nothing needs escaping,
 * nothing typed can format or ping. Every result fits Slack's limits; too long a text is shortened with "…".
 * Limits: https://docs.slack.dev/reference/block-kit
 */
import type { types } from '@slack/bolt';
import { type Block, type Button, encodeAction, type Inline, type Message } from '../../core/message.ts';
import { escapeText, escapeWithin, momentText, readsAsMarkup, shorten, tableText } from './text.ts';

const MAX_MESSAGE_BLOCKS = 50;
const MAX_HEADER = 150;
const MAX_BUTTON_LABEL = 75;
const MAX_BUTTONS = 25;
const MAX_URL = 3000;
/** Slack documents 3000 characters for a text object; a rich_text block is kept to the same. */
const MAX_BLOCK_TEXT = 3000;
/** All text of a message's blocks: below the size at which Slack answers msg_blocks_too_long. */
const MAX_MESSAGE_TEXT = 12_000;
const MAX_SUMMARY = 3000;

export interface RenderedMessage {
  /** The one-line fallback, escaped. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** A message as `text` and at most 50 `blocks`. */
export function renderMessage(message: Message): RenderedMessage {
  const summary = message.summary.trim() || 'Refcount';
  const actions = renderButtons(message.buttons);
  const blocks = renderBlocks(message.blocks, MAX_MESSAGE_BLOCKS - actions.length);
  if (blocks.length === 0)
    blocks.push(...renderBlocks([{ kind: 'paragraph', inlines: [{ kind: 'text', text: summary }] }], 1));
  return { text: escapeWithin(summary, MAX_SUMMARY), blocks: [...blocks, ...actions] };
}

/** At most `max` blocks; what does not fit is left out, and an ellipsis says so. */
export function renderBlocks(blocks: readonly Block[], max: number): types.KnownBlock[] {
  const rendered = blocks.flatMap(renderBlock);
  const kept: types.KnownBlock[] = [];
  let room = MAX_MESSAGE_TEXT;
  for (const block of rendered) {
    room -= textLength(block);
    if (room < 0) break;
    kept.push(block);
  }
  if (kept.length === rendered.length && kept.length <= max) return kept;
  return [...kept.slice(0, max - 1), { type: 'context', elements: [plainText('…')] }];
}

/** The visible characters of a block, however deep they sit. */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}

function renderBlock(block: Block): types.KnownBlock[] {
  switch (block.kind) {
    case 'heading': {
      const title = block.text.replace(/\s+/g, ' ').trim();
      return title ? [{ type: 'header', text: plainText(shorten(title, MAX_HEADER)) }] : [];
    }
    case 'paragraph': {
      const elements = renderInlines(block.inlines, MAX_BLOCK_TEXT);
      return elements.length > 0 ? [richText({ type: 'rich_text_section', elements })] : [];
    }
    case 'quote':
      return block.text
        ? [richText({ type: 'rich_text_quote', elements: [literal(shorten(block.text, MAX_BLOCK_TEXT))] })]
        : [];
    case 'code':
      return preformatted(block.text);
    case 'list':
      return renderList(block.items);
    case 'table':
      return preformatted(tableText(block.columns, block.rows));
    case 'divider':
      return [{ type: 'divider' }];
    case 'note':
      return renderNote(block.inlines);
    default:
      return block satisfies never;
  }
}

function renderList(items: readonly (readonly Inline[])[]): types.KnownBlock[] {
  const sections: types.RichTextSection[] = [];
  let room = MAX_BLOCK_TEXT;
  for (const item of items) {
    const elements = renderInlines(item, Math.max(1, room));
    if (elements.length === 0) continue;
    sections.push({ type: 'rich_text_section', elements });
    room -= textLength(elements);
    if (room <= 0) break;
  }
  return sections.length > 0 ? [richText({ type: 'rich_text_list', style: 'bullet', elements: sections })] : [];
}

/** Small print: a context block where its text can be kept literal there, rich_text where it cannot. */
function renderNote(inlines: readonly Inline[]): types.KnownBlock[] {
  const shown = inlines.filter((inline) => !('text' in inline) || inline.text !== '');
  if (shown.length === 0) return [];
  if (shown.every((inline) => inline.kind === 'text')) {
    return [
      { type: 'context', elements: [plainText(shorten(shown.map((inline) => inline.text).join(''), MAX_BLOCK_TEXT))] },
    ];
  }
  const mrkdwn = shown.map(noteText);
  const safe = mrkdwn.every((part) => part !== undefined);
  const line = mrkdwn.join('');
  if (safe && line.length <= MAX_BLOCK_TEXT) {
    return [{ type: 'context', elements: [{ type: 'mrkdwn', text: line, verbatim: true }] }];
  }
  return [richText({ type: 'rich_text_section', elements: renderInlines(shown, MAX_BLOCK_TEXT) })];
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

/** Slack's `{ago}` is documented for the past only, so a relative time shows the day ("tomorrow") and the hour instead. */
const DATE_FORMAT = {
  datetime: '{date_short_pretty} at {time}',
  date: '{date_short_pretty}',
  relative: '{date_short_pretty} at {time}',
} as const;

/** Inlines as rich_text elements holding at most `room` characters of text. */
function renderInlines(inlines: readonly Inline[], room: number): types.RichTextElement[] {
  const elements: types.RichTextElement[] = [];
  let left = room;
  for (const inline of inlines) {
    if (left <= 0) break;
    const element = renderInline(inline, left);
    if (!element) continue;
    elements.push(element);
    left -= Math.max(1, textLength(element));
  }
  return elements;
}

function renderInline(inline: Inline, room: number): types.RichTextElement | undefined {
  switch (inline.kind) {
    case 'text':
      return inline.text ? literal(shorten(inline.text, room)) : undefined;
    case 'bold':
    case 'italic':
    case 'code':
      return inline.text ? { ...literal(shorten(inline.text, room)), style: { [inline.kind]: true } } : undefined;
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

function preformatted(text: string): types.KnownBlock[] {
  const code = shorten(text.replace(/\n+$/, ''), MAX_BLOCK_TEXT);
  return code ? [richText({ type: 'rich_text_preformatted', elements: [literal(code)] })] : [];
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
