/**
 * Slack's rules for blocks and views, as strict as we can make them: only the types this project uses are known, only
 * documented keys are allowed, every limit counts, and nothing may notify anyone.
 */
import { readFileSync } from 'node:fs';
import { isRecord, type Json, list, record, string } from './json.ts';

interface Limits {
  readonly [name: string]: { readonly [limit: string]: number | { readonly [limit: string]: number } };
}
const limits: Limits = JSON.parse(
  readFileSync(new URL('../../fixtures/slack/block-kit/limits.json', import.meta.url), 'utf8'),
);
function limit(name: string, part: string, inner?: string): number {
  const found = limits[name]?.[part];
  const value = inner && typeof found === 'object' ? found[inner] : found;
  if (typeof value !== 'number') throw new Error(`limits.json has no ${name}.${part}.${inner ?? ''}`);
  return value;
}

/** Not in limits.json. */
const MAX_MESSAGE_BLOCKS = 50;
/** msg_blocks_too_long, as measured: https://github.com/slackapi/bolt-js/issues/2509 */
const MAX_MESSAGE_WEIGHT = 13_297;
const WEIGHT_OF_ANOTHER_BLOCK = 125;
const MAX_TEXT_ARGUMENT = 40_000;

export type Surface = 'message' | 'modal' | 'home';
/** Notes a problem; gives nothing, so that a check can end with it. */
type Report = (problem: string) => undefined;

const KEYS: Readonly<Record<string, readonly string[]>> = {
  header: ['text'],
  section: ['text', 'fields', 'accessory', 'expand'],
  divider: [],
  context: ['elements'],
  actions: ['elements'],
  rich_text: ['elements'],
  input: ['label', 'element', 'hint', 'optional', 'dispatch_action'],
  button: ['text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
  plain_text_input: [
    'action_id',
    'initial_value',
    'multiline',
    'min_length',
    'max_length',
    'placeholder',
    'focus_on_load',
  ],
  radio_buttons: ['action_id', 'options', 'initial_option', 'focus_on_load'],
  checkboxes: ['action_id', 'options', 'initial_options', 'focus_on_load'],
  rich_text_section: ['elements'],
  rich_text_quote: ['elements', 'border'],
  rich_text_preformatted: ['elements', 'border'],
  rich_text_list: ['elements', 'style', 'indent', 'offset', 'border'],
  text: ['text', 'style'],
  link: ['url', 'text', 'unsafe', 'style'],
  channel: ['channel_id', 'style'],
  date: ['timestamp', 'format', 'url', 'fallback', 'style'],
  plain_text: ['text', 'emoji'],
  mrkdwn: ['text', 'verbatim'],
};
const BLOCKS = ['header', 'section', 'divider', 'context', 'actions', 'rich_text', 'input'];
const INPUTS = ['plain_text_input', 'radio_buttons', 'checkboxes'];

const VIEW_KEYS = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'];
const MODAL_KEYS = ['title', 'close', 'submit', 'clear_on_close', 'notify_on_close'];
const MAX_VIEW_SIZE = 250_000;

/** Problems of a list of blocks; empty when Slack would take it. */
export function blockProblems(blocks: unknown, surface: Surface): string[] {
  const problems: string[] = [];
  checkBlocks(blocks, surface, (problem) => void problems.push(problem));
  return problems;
}

/** Problems of a modal, or of a home. */
export function viewProblems(view: unknown, surface: 'modal' | 'home' = 'modal'): string[] {
  const problems: string[] = [];
  const report: Report = (problem) => void problems.push(`view: ${problem}`);
  if (!isRecord(view)) return ['view: not an object'];
  if (view.type !== surface) report(`type ${String(view.type)}`);
  for (const key of Object.keys(view)) {
    if (!VIEW_KEYS.includes(key) && !(surface === 'modal' && MODAL_KEYS.includes(key))) report(`unknown key ${key}`);
  }
  if (surface === 'modal' && !view.title) report('title is required');
  if (JSON.stringify(view).length > MAX_VIEW_SIZE) report('view_too_large');
  for (const part of ['title', 'close', 'submit']) {
    if (view[part] !== undefined) plain(view[part], limit('view', part, 'max_length'), report, part);
  }
  between(
    string(view.private_metadata),
    0,
    limit('view', 'private_metadata', 'max_length'),
    report,
    'private_metadata',
  );
  between(string(view.callback_id), 0, limit('view', 'callback_id', 'max_length'), report, 'callback_id');
  checkBlocks(view.blocks, surface, report);
  const asks = list(view.blocks).some((block) => record(block).type === 'input');
  if (surface === 'modal' && asks && !view.submit) report('input blocks need a submit button');
  return problems;
}

/** Problems of a message: its fallback text and its blocks. */
export function messageProblems(message: Json): string[] {
  const problems: string[] = [];
  const text = string(message.text);
  if (!text.trim()) problems.push('message: no fallback text');
  if (text.length > MAX_TEXT_ARGUMENT) problems.push('message: text too long');
  pings(text, (problem) => void problems.push(`message text: ${problem}`));
  if (message.blocks !== undefined) problems.push(...blockProblems(message.blocks, 'message'));
  return problems;
}

function checkBlocks(blocks: unknown, surface: Surface, report: Report): undefined {
  if (!Array.isArray(blocks) || blocks.length === 0) return report('no blocks');
  const max = surface === 'message' ? MAX_MESSAGE_BLOCKS : limit('view', 'blocks', 'max_items');
  if (blocks.length > max) report(`${blocks.length} blocks, at most ${max}`);
  const ids = blocks.map((block) => record(block).block_id).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) report('a block_id twice');
  for (const block of blocks) checkBlock(block, surface, report);
  const weight = totalText(blocks) + (blocks.length - 1) * WEIGHT_OF_ANOTHER_BLOCK;
  if (surface === 'message' && weight > MAX_MESSAGE_WEIGHT) report('msg_blocks_too_long');
}

function checkBlock(value: unknown, surface: Surface, report: Report): undefined {
  const block = record(value);
  const type = string(block.type);
  if (!BLOCKS.includes(type)) return report(`unknown block type ${type}`);
  keys(block, type, report, ['block_id']);
  between(string(block.block_id), 0, limit('block_id', 'max_length'), report, 'block_id');
  if (type === 'header') plain(block.text, limit('header', 'text', 'max_length'), report, 'header');
  if (type === 'section') textObject(block.text, limit('section', 'text', 'max_length'), report, 'section');
  if (type === 'context') checkContext(block, report);
  if (type === 'actions') checkActions(block, report);
  if (type === 'rich_text') checkRichText(block.elements, report);
  if (type === 'input') {
    if (surface === 'message') report('input in a message');
    plain(block.label, limit('input', 'label', 'max_length'), report, 'label');
    if (block.hint !== undefined) plain(block.hint, limit('input', 'hint', 'max_length'), report, 'hint');
    checkElement(block.element, INPUTS, report);
  }
}

function checkContext(block: Json, report: Report): void {
  const elements = list(block.elements);
  if (elements.length < 1 || elements.length > limit('context', 'elements', 'max_items')) report('context elements');
  for (const element of elements) textObject(element, limit('text', 'max_length'), report, 'context');
}

function checkActions(block: Json, report: Report): void {
  const elements = list(block.elements);
  if (elements.length < 1 || elements.length > limit('actions', 'elements', 'max_items')) report('actions elements');
  const ids = elements.map((element) => record(element).action_id);
  if (new Set(ids).size !== ids.length) report('an action_id twice in one block');
  for (const element of elements) checkElement(element, ['button', 'radio_buttons', 'checkboxes'], report);
}

/** Exported so that the rules can be proved on single elements. */
export function elementProblems(element: unknown): string[] {
  const problems: string[] = [];
  checkElement(element, ['button', ...INPUTS], (problem) => void problems.push(problem));
  return problems;
}

function checkElement(value: unknown, allowed: readonly string[], report: Report): undefined {
  const element = record(value);
  const type = string(element.type);
  if (!allowed.includes(type)) return report(`element ${type} does not belong here`);
  keys(element, type, report);
  between(string(element.action_id), 0, limit('action_id', 'max_length'), report, 'action_id');
  if (type === 'button') {
    plain(element.text, limit('button', 'text', 'max_length'), report, 'button');
    between(string(element.value), 0, limit('button', 'value', 'max_length'), report, 'button value');
    between(string(element.url), 0, limit('button', 'url', 'max_length'), report, 'button url');
    if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
      report('button style');
  } else if (type === 'plain_text_input') {
    const max = element.max_length;
    if (
      max !== undefined &&
      (typeof max !== 'number' || max < 1 || max > limit('plain_text_input', 'max_length', 'max'))
    ) {
      report(`max_length ${String(max)}`);
    }
    between(string(element.initial_value), 0, typeof max === 'number' ? max : 3000, report, 'initial_value');
  } else {
    const options = list(element.options);
    if (options.length < 1 || options.length > limit(type, 'options', 'max_items')) report(`${options.length} options`);
    for (const option of options) checkOption(record(option), report);
    const values = options.map((option) => record(option).value);
    if (new Set(values).size !== values.length) report('an option value twice');
    checkInitial(element, options, report);
  }
}

/** What is chosen from the start must be one of the options, to the letter. */
function checkInitial(element: Json, options: readonly unknown[], report: Report): void {
  const many = element.initial_options;
  if (many !== undefined && list(many).length === 0) report('initial_options without any');
  const chosen = [...list(many), ...(element.initial_option === undefined ? [] : [element.initial_option])];
  const known = new Set(options.map((option) => JSON.stringify(option)));
  for (const each of chosen) if (!known.has(JSON.stringify(each))) report('an initial option that is no option');
}

function checkOption(option: Json, report: Report): void {
  textObject(option.text, limit('option', 'text', 'max_length'), report, 'option');
  between(string(option.value), 1, limit('option', 'value', 'max_length'), report, 'option value');
}

function checkRichText(elements: unknown, report: Report): void {
  if (list(elements).length === 0) report('rich_text without elements');
  for (const element of list(elements)) {
    const part = record(element);
    const type = string(part.type);
    if (!type.startsWith('rich_text_') || !(type in KEYS)) {
      report(`unknown rich_text element ${type}`);
      continue;
    }
    keys(part, type, report);
    if (list(part.elements).length === 0) report(`${type} without elements`);
    if (type === 'rich_text_list') {
      if (part.style !== 'bullet' && part.style !== 'ordered') report('list style');
      for (const section of list(part.elements)) {
        if (record(section).type !== 'rich_text_section') report('a list holds sections only');
      }
      checkRichText(part.elements, report);
    } else for (const leaf of list(part.elements)) checkLeaf(record(leaf), type, report);
  }
}

function checkLeaf(leaf: Json, inside: string, report: Report): undefined {
  const type = string(leaf.type);
  const known = inside === 'rich_text_preformatted' ? ['text', 'link'] : ['text', 'link', 'channel', 'date'];
  if (!known.includes(type)) return report(`${type} in ${inside}: unknown, or it notifies people`);
  keys(leaf, type, report);
  if (type === 'text') between(string(leaf.text), 1, limit('text', 'max_length'), report, 'rich text');
  if (type === 'link' && !/^(https?|mailto):/.test(string(leaf.url))) report('link without a web address');
  if (type === 'channel' && !/^[CGD]\w+$/.test(string(leaf.channel_id))) report('channel_id');
  if (type === 'date' && (!Number.isInteger(leaf.timestamp) || !/\{\w+\}/.test(string(leaf.format)))) report('date');
}

function textObject(value: unknown, max: number, report: Report, where: string): undefined {
  const text = record(value);
  if (text.type === 'plain_text') return plain(text, max, report, where);
  if (text.type !== 'mrkdwn') return report(`${where}: text type ${String(text.type)}`);
  keys(text, 'mrkdwn', report);
  between(string(text.text), 1, max, report, where);
  pings(string(text.text), report);
}

function plain(value: unknown, max: number, report: Report, where: string): undefined {
  const text = record(value);
  if (text.type !== 'plain_text') return report(`${where}: must be plain_text`);
  keys(text, 'plain_text', report);
  between(string(text.text), 1, max, report, where);
}

/** Anything that would notify someone. */
function pings(text: string, report: Report): void {
  if (/<!(channel|here|everyone|subteam)|<@[UWB]/.test(text)) report(`notifies people: ${text.slice(0, 60)}`);
}

function between(text: string, min: number, max: number, report: Report, where: string): void {
  if (text.length < min || text.length > max) report(`${where}: ${text.length} characters, not ${min} to ${max}`);
}

function keys(value: Json, type: string, report: Report, also: readonly string[] = []): void {
  for (const key of Object.keys(value)) {
    if (key !== 'type' && !also.includes(key) && !KEYS[type]?.includes(key)) report(`${type}: unknown key ${key}`);
  }
}

function totalText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + totalText(each), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : totalText(each)),
    0,
  );
}
