/** A Slack payload → elements that look as Slack shows it. Built from the payload itself, not from what it was made of. */
import { el } from './dom.js';
import { full } from './time.js';

/** @typedef {{ type: string, [field: string]: any }} Part */
/** @typedef {(id: string, element: HTMLButtonElement) => void} Press */

/**
 * @param {{ blocks: Part[] }} payload
 * @param {Press} press
 */
export function slackPreview(payload, press) {
  return el('div', { class: 'as-slack' }, ...payload.blocks.map((block) => blockElement(block, press)));
}

/**
 * @param {Part} block
 * @param {Press} press
 * @returns {HTMLElement}
 */
function blockElement(block, press) {
  switch (block.type) {
    case 'header':
      return el('h4', {}, block.text.text);
    case 'divider':
      return el('hr');
    case 'rich_text':
      return el('div', { class: 'rich' }, ...block.elements.map(richElement));
    case 'section':
      return el('p', {}, ...textNodes(block.text));
    case 'context':
      return el('p', { class: 'sub' }, ...block.elements.flatMap(textNodes));
    case 'actions':
      return el(
        'div',
        { class: 'row' },
        ...block.elements.map((/** @type {Part} */ button) => buttonElement(button, press)),
      );
    default:
      return el('p', { class: 'unknown' }, `block ${block.type}`);
  }
}

/**
 * @param {Part} button
 * @param {Press} press
 */
function buttonElement(button, press) {
  return el(
    'button',
    {
      type: 'button',
      class: `preview-button ${button.style ?? 'secondary'}`,
      onclick: (event) => press(button.action_id, event.currentTarget),
    },
    button.text.text,
  );
}

/**
 * @param {Part} element
 * @returns {HTMLElement}
 */
function richElement(element) {
  const inner = () => element.elements.map(spanNode);
  switch (element.type) {
    case 'rich_text_section':
      return el('p', {}, ...inner());
    case 'rich_text_preformatted':
      return el('pre', { tabindex: 0 }, ...inner());
    case 'rich_text_quote':
      return el('blockquote', {}, ...inner());
    case 'rich_text_list':
      return el(
        'ul',
        {},
        ...element.elements.map((/** @type {Part} */ item) => el('li', {}, ...item.elements.map(spanNode))),
      );
    default:
      return el('p', { class: 'unknown' }, `element ${element.type}`);
  }
}

/**
 * @param {Part} span
 * @returns {Node}
 */
function spanNode(span) {
  switch (span.type) {
    case 'text': {
      /** @type {Node} */
      let node = document.createTextNode(span.text);
      if (span.style?.code) node = el('code', {}, node);
      if (span.style?.italic) node = el('i', {}, node);
      if (span.style?.bold) node = el('b', {}, node);
      return node;
    }
    case 'link':
      return el('a', { href: span.url, target: '_blank', rel: 'noreferrer noopener' }, span.text ?? span.url);
    case 'channel':
      return el('span', { class: 'mention' }, `#${span.channel_id}`);
    case 'date':
      return el('time', { class: 'moment' }, full(new Date(span.timestamp * 1000)));
    default:
      return document.createTextNode(`[${span.type}]`);
  }
}

const MRKDWN =
  /\*([^*\n]+)\*|_([^_\n]+)_|`([^`\n]+)`|<!date\^(\d+)\^[^|>]*\|[^>]*>|<#(\w+)>|<(https?:[^|>]+)\|([^>]+)>/g;

/**
 * A text object: literal, or mrkdwn as it is written with `verbatim`.
 * @param {Part} object
 * @returns {Node[]}
 */
function textNodes(object) {
  if (object.type === 'plain_text') return [document.createTextNode(object.text)];
  /** @type {string} */
  const source = object.text;
  /** @type {Node[]} */
  const out = [];
  let from = 0;
  const plain = (/** @type {string} */ text) =>
    document.createTextNode(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  for (const found of source.matchAll(MRKDWN)) {
    if (found.index > from) out.push(plain(source.slice(from, found.index)));
    from = found.index + found[0].length;
    const [, bold, italic, code, moment, channel, url, label] = found;
    if (bold !== undefined) out.push(el('b', {}, plain(bold)));
    else if (italic !== undefined) out.push(el('i', {}, plain(italic)));
    else if (code !== undefined) out.push(el('code', {}, plain(code)));
    else if (moment !== undefined) out.push(el('time', { class: 'moment' }, full(new Date(Number(moment) * 1000))));
    else if (channel !== undefined) out.push(el('span', { class: 'mention' }, `#${channel}`));
    else out.push(el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, plain(label ?? '')));
  }
  if (from < source.length) out.push(plain(source.slice(from)));
  return out;
}
