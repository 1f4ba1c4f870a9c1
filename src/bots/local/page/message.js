/** A message's JSON → elements. */
import { discordPreview } from './discord-preview.js';
import { avatar, el, icon } from './dom.js';
import { pythonTokens } from './python.js';
import { say } from './say.js';
import { shownAs } from './shown-as.js';
import { slackPreview } from './slack-preview.js';
import { full, inStyle, relative } from './time.js';

/** @typedef {import('../render.ts').EntryView} EntryView */
/** @typedef {import('../render.ts').MessageView} MessageView */
/** @typedef {import('../render.ts').BlockView} BlockView */
/** @typedef {import('../render.ts').InlineView} InlineView */
/** @typedef {import('../render.ts').ButtonView} ButtonView */
/** @typedef {(id: string, element: HTMLButtonElement) => void} Press */
/** @typedef {import('./server.js').MenuEntry} MenuEntry */
/** @typedef {{ press: Press, menu: readonly MenuEntry[], choose(shortcut: string, text: string): void }} Acts */

/**
 * One entry of the log, with who said it and when.
 * @param {EntryView} entry
 * @param {Acts} acts
 */
export function entryElement(entry, acts) {
  const { author, message } = entry;
  const at = new Date(entry.at);
  const mark =
    entry.private &&
    el('span', { class: 'mark', title: say('page.only-you') }, icon('private'), el('span', {}, say('page.only-you')));
  return el(
    'li',
    { class: `entry ${author.bot ? 'by-bot' : 'by-person'}${entry.private ? ' private' : ''}`, 'data-id': entry.id },
    author.bot ? el('img', { class: 'avatar', src: '/page/icon.svg', alt: '', width: 36, height: 36 }) : avatar(author),
    el(
      'div',
      { class: 'entry-body' },
      el(
        'div',
        { class: 'entry-head' },
        el('b', {}, author.name),
        author.bot && el('span', { class: 'badge' }, say('page.bot')),
        el('time', { datetime: entry.at, title: full(at), 'data-relative': true }, relative(at)),
        mark,
        ...acts.menu.map(({ id, label }) => menuButton(label, (element) => acts.choose(id, wordsOf(element)))),
      ),
      messageElement(message, acts),
    ),
  );
}

/**
 * @param {string} label
 * @param {(element: HTMLElement) => void} choose
 */
const menuButton = (label, choose) =>
  el('button', { type: 'button', class: 'quiet menu-entry', onclick: (event) => choose(event.currentTarget) }, label);

/** What the server takes of a message's words. */
const MAX_WORDS = 8000;
/** The texts of a message in each look, without its buttons. */
const TEXTS = '.message:not(.preview) > :not(.buttons), .as-discord .text, .as-slack > :not(.row)';

/**
 * The words of the message a menu stands on, as they are seen: what stands on a line of its own is one.
 * @param {HTMLElement} element
 */
function wordsOf(element) {
  const texts = element.closest('.entry')?.querySelectorAll(TEXTS) ?? [];
  // biome-ignore lint/performance/useDomNodeTextContent: textContent glues the last word of a line to the first of the next
  const lines = [...texts].map((text) => (text instanceof HTMLElement ? text.innerText : ''));
  return lines.join('\n').slice(0, MAX_WORDS);
}

/**
 * @param {MessageView} message
 * @param {Pick<Acts, 'press'>} acts
 */
export function messageElement(message, acts) {
  const { press } = acts;
  const look = shownAs();
  const payload = look === 'refcount' ? undefined : message.payloads[look];
  if (payload && look === 'discord') return wrapped(discordPreview(/** @type {any} */ (payload), press));
  if (payload && look === 'slack') return wrapped(slackPreview(/** @type {any} */ (payload), press));
  const buttons = message.buttons.map((button) =>
    el(
      'button',
      {
        type: 'button',
        class: button.style,
        'data-action': button.id,
        'aria-haspopup': button.opens === 'form' ? 'dialog' : null,
        onclick: (event) => press(button.id, event.currentTarget),
      },
      button.label,
    ),
  );
  return el(
    'div',
    { class: `message tone-${message.tone}` },
    ...blockElements(message.blocks),
    buttons.length > 0 && el('div', { class: 'buttons' }, ...buttons),
  );
}

/** @param {HTMLElement} preview */
const wrapped = (preview) => el('div', { class: 'message preview' }, preview);

/** @param {readonly BlockView[]} blocks */
export const blockElements = (blocks) => blocks.map(blockElement);

/** @param {BlockView} block */
function blockElement(block) {
  switch (block.kind) {
    case 'heading':
      return el('h3', {}, block.text);
    case 'paragraph':
      return markedElement('p', block.inlines) ?? el('p', {}, ...inlineNodes(block.inlines));
    case 'note':
      return el('p', { class: 'small' }, ...inlineNodes(block.inlines));
    case 'quote':
      return el('blockquote', {}, block.text);
    case 'code':
      return codeElement(block.language, block.text);
    case 'list':
      return listElement(block.items);
    case 'table':
      return tableElement(block);
    case 'divider':
      return el('hr');
  }
}

const MARKS = /** @type {const} */ ({ '✓': 'met', '✔': 'met', '◐': 'half', '✗': 'missed', '✘': 'missed' });

/** @param {readonly (readonly InlineView[])[]} items */
function listElement(items) {
  const rows = items.map((item) => markedElement('li', item) ?? el('li', {}, ...inlineNodes(item)));
  return el('ul', { class: rows.some(({ className }) => className !== '') ? 'criteria' : '' }, ...rows);
}

/**
 * Text that begins with ✓, ◐ or ✗ gets that mark as a coloured sign of its own; undefined for any other text.
 * @template {'li' | 'p'} Tag
 * @param {Tag} tag
 * @param {readonly InlineView[]} inlines
 */
function markedElement(tag, [first, ...others]) {
  if (first?.kind !== 'text' && first?.kind !== 'bold') return undefined;
  const [, sign = '', rest = ''] = /^([✓✔◐✗✘])\uFE0F?\s*([\s\S]*)$/u.exec(first.text) ?? [];
  if (!sign) return undefined;
  const kind = MARKS[/** @type {keyof typeof MARKS} */ (sign)];
  return el(
    tag,
    { class: `criterion ${kind}` },
    el('span', { class: 'sign' }, sign),
    el('span', {}, ...inlineNodes([{ ...first, text: rest }, ...others])),
  );
}

/** @param {Extract<BlockView, { kind: 'table' }>} table */
function tableElement({ columns, rows }) {
  /** @param {number} index */
  const side = (index) => (columns[index]?.align === 'right' ? 'right' : '');
  const head = columns.map(({ title }, index) => el('th', { scope: 'col', class: side(index) }, title));
  const body = rows.map((row) => el('tr', {}, ...row.map((cell, index) => el('td', { class: side(index) }, cell))));
  return el(
    'div',
    { class: 'table', tabindex: 0, role: 'group', 'aria-label': say('page.table') },
    el('table', {}, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...body)),
  );
}

/**
 * @param {string} language
 * @param {string} source
 */
function codeElement(language, source) {
  const text = source.replace(/\n$/, '');
  const isPython = /^(py|python|pycon)\d?$/i.test(language);
  const code = el('code', {});
  if (isPython) {
    for (const token of pythonTokens(text)) {
      code.append(token.kind === 'plain' ? token.text : el('span', { class: `py-${token.kind}` }, token.text));
    }
  } else code.append(text);
  const copy = el(
    'button',
    { type: 'button', class: 'quiet copy', 'aria-label': say('page.copy-code'), onclick: () => copyText(copy, text) },
    icon('copy'),
    el('span', { role: 'status' }),
  );
  return el('figure', { class: 'code' }, el('pre', { tabindex: 0 }, code), copy);
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
async function copyText(button, text) {
  const said = button.querySelector('span');
  if (!said) return;
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = say('page.copied');
  } catch {
    said.textContent = say('page.copy-refused');
  }
  setTimeout(() => said.replaceChildren(), 1500);
}

/** @param {readonly InlineView[]} inlines */
const inlineNodes = (inlines) => inlines.map(inlineNode);

/** @param {InlineView} inline */
function inlineNode(inline) {
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text);
    case 'bold':
      return el('b', {}, inline.text);
    case 'italic':
      return el('i', {}, inline.text);
    case 'code':
    case 'command':
      return el('code', {}, inline.text);
    case 'link':
      return el('a', { href: inline.url, target: '_blank', rel: 'noreferrer noopener' }, inline.text);
    case 'member':
      return el('span', { class: 'mention' }, `@${inline.name}`);
    case 'channel':
      return el('span', { class: 'mention' }, `#${inline.name}`);
    case 'time':
      return timeElement(inline);
  }
}

/** @param {Extract<InlineView, { kind: 'time' }>} inline */
function timeElement({ at, style, zone }) {
  const moment = new Date(at);
  return el(
    'time',
    { datetime: at, title: full(moment, zone), 'data-relative': style === 'relative' },
    inStyle(moment, style, zone),
  );
}
