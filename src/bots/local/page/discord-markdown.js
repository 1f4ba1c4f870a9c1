/** Discord's markdown → elements, as far as Discord's clients read it in a text display. Whatever is no mark is text. */
import { el } from './dom.js';
import { pythonTokens } from './python.js';
import { full, relative } from './time.js';

/** @typedef {Node | string} Piece */

/**
 * @param {string} source
 * @returns {Node[]}
 */
export function discordMarkdown(source) {
  /** @type {Node[]} */
  const out = [];
  // A fence swallows everything up to the next one, whatever lines it spans.
  const parts = source.split(/```([\w+#.-]*\n)?([\s\S]*?)```/);
  for (let at = 0; at < parts.length; at += 3) {
    out.push(...lines(parts[at] ?? ''));
    const code = parts[at + 2];
    if (code !== undefined) out.push(codeBlock((parts[at + 1] ?? '').trim(), code.replace(/\n$/, '')));
  }
  return out;
}

/**
 * @param {string} language
 * @param {string} source
 */
function codeBlock(language, source) {
  const code = el('code', {});
  if (/^(py|python)$/i.test(language)) {
    for (const { kind, text } of pythonTokens(source)) {
      code.append(kind === 'plain' ? text : el('span', { class: `py-${kind}` }, text));
    }
  } else code.append(source);
  return el('pre', { tabindex: 0 }, code);
}

/**
 * @param {string} text
 * @returns {Node[]}
 */
function lines(text) {
  /** @type {Node[]} */
  const out = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const heading = /^(#{1,3}) (.+)/.exec(line);
    const item = /^( *)- (.+)/.exec(line);
    const last = out.at(-1);
    if (heading) out.push(el('h4', { class: `h${heading[1]?.length}` }, ...inline(heading[2] ?? '')));
    else if (line.startsWith('-# ')) out.push(el('p', { class: 'sub' }, ...inline(line.slice(3))));
    else if (line.startsWith('> ')) add(last, 'blockquote', out).append(el('p', {}, ...inline(line.slice(2))));
    else if (item) add(last, 'ul', out).append(el('li', {}, ...inline(item[2] ?? '')));
    else if (line.startsWith('  ') && last instanceof HTMLUListElement) {
      last.lastElementChild?.append(el('br'), ...inline(line.trim()));
    } else if (line.trim() === '') out.push(el('div', { class: 'gap' }));
    else out.push(el('p', {}, ...inline(line)));
  }
  return out;
}

/**
 * The element the line belongs to: the last one when it is of this kind, else a new one.
 * @param {Node | undefined} last
 * @param {'ul' | 'blockquote'} tag
 * @param {Node[]} out
 */
function add(last, tag, out) {
  if (last instanceof HTMLElement && last.localName === tag) return last;
  const made = el(tag);
  out.push(made);
  return made;
}

const MARK =
  /\\([^\sA-Za-z0-9])|(`+)(.+?)\2(?!`)|\*\*(.+?)(?<!\\)\*\*|\*(?!\s)(.+?)(?<![\s\\])\*|<t:(\d+):([a-zA-Z])>|<#(\d+)>|<\/([^:>]+):\d+>|\[((?:\\.|[^\]\\])+)\]\(([^)\s]+)\)/g;

/**
 * @param {string} text
 * @returns {Piece[]}
 */
function inline(text) {
  /** @type {Piece[]} */
  const out = [];
  let from = 0;
  for (const found of text.matchAll(MARK)) {
    out.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [, escaped, , code, bold, italic, moment, style, channel, command, label, url] = found;
    if (escaped !== undefined) out.push(escaped);
    else if (code !== undefined) out.push(el('code', {}, code.replace(/^ (.+) $/, '$1')));
    else if (bold !== undefined) out.push(el('b', {}, ...inline(bold)));
    else if (italic !== undefined) out.push(el('i', {}, ...inline(italic)));
    else if (moment !== undefined) out.push(momentElement(new Date(Number(moment) * 1000), style ?? 'f'));
    else if (channel !== undefined) out.push(el('span', { class: 'mention' }, `#${channel}`));
    else if (command !== undefined) out.push(el('span', { class: 'mention' }, `/${command}`));
    else out.push(linkElement(url ?? '', inline(label ?? '')));
  }
  out.push(text.slice(from));
  return out.filter((piece) => piece !== '');
}

/**
 * @param {string} url
 * @param {Piece[]} label
 */
function linkElement(url, label) {
  if (!/^https?:\/\//.test(url)) return el('span', {}, ...label);
  return el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, ...label);
}

/**
 * @param {Date} at
 * @param {string} style
 */
function momentElement(at, style) {
  const words = style === 'R' ? relative(at) : full(at);
  return el('time', { class: 'moment', datetime: at.toISOString() }, words);
}
