/**
 * Reads text as a Discord client would: which marks it shows, and the words that remain. Written from what clients do,
 * not from our renderer, so that it can judge it.
 */

export interface Reading {
  /** What a person reads. Times as ISO, channels as `#id`. */
  readonly plain: string;
  /** Everything that is not plain words: `bold`, `code`, `link https://…`, `mention <@1>`, `heading`, … in order. */
  readonly marks: readonly string[];
}

/** Longest first where one mark begins like another. The first group is what is read. */
const WRAPPED: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['bold', /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/],
  ['underline', /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/],
  ['italic', /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/],
  ['italic', /^\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/],
  ['strike', /^~~([\s\S]+?)~~(?!_)/],
  ['spoiler', /^\|\|([\s\S]+?)\|\|/],
];

const TOKENS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['mention', /^<@[!&]?\d+>/],
  ['mention', /^@(?:everyone|here)/i],
  ['emoji', /^<a?:\w+:\d+>/],
  ['emoji', /^:[\w+-]+:/],
  ['url', /^<?https?:\/\/[^\s<]+[^<.,:;"')\]\s]>?/],
];

const LINE_MARKS: Readonly<Record<string, RegExp>> = {
  heading: /^ *#{1,3} +(?=\S)/,
  subtext: /^ *-# +(?=\S)/,
  quote: /^ *(?:>>>|>) +/,
  list: /^ *(?:[-*+]|\d+[.)]) +(?=\S)/,
};

export function readMarkdown(text: string): Reading {
  const marks: string[] = [];
  const plain = parse(text, marks, true).replace(/\u200b/g, '');
  return { plain, marks };
}

function parse(text: string, marks: string[], fromLineStart: boolean): string {
  let plain = '';
  let rest = text;
  let lineStart = fromLineStart;
  while (rest !== '') {
    const step = (lineStart && lineMark(rest, marks)) || fence(rest, marks) || inline(rest, marks) || literal(rest);
    plain += step.plain;
    lineStart = step.lineMark ?? rest.charAt(step.length - 1) === '\n';
    rest = rest.slice(step.length);
  }
  return plain;
}

interface Step {
  readonly plain: string;
  readonly length: number;
  /** After a line's mark another may follow: a heading in a quote. */
  readonly lineMark?: boolean;
}

function lineMark(rest: string, marks: string[]): Step | undefined {
  for (const [name, pattern] of Object.entries(LINE_MARKS)) {
    const found = pattern.exec(rest);
    if (!found) continue;
    marks.push(name);
    return { plain: '', length: found[0].length, lineMark: name === 'quote' || name === 'list' };
  }
  return undefined;
}

function fence(rest: string, marks: string[]): Step | undefined {
  const block = /^```(?:([\w+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```/.exec(rest);
  if (block) {
    marks.push('codeblock');
    return { plain: block[2] ?? '', length: block[0].length };
  }
  const code = /^(`+)([\s\S]*?[^`])\1(?!`)/.exec(rest);
  if (!code) return undefined;
  marks.push('code');
  return { plain: (code[2] ?? '').replace(/^ (?= *`)|(` *) $/g, '$1'), length: code[0].length };
}

function inline(rest: string, marks: string[]): Step | undefined {
  const escaped = /^\\([^0-9A-Za-z\s])/.exec(rest);
  if (escaped) return { plain: escaped[1] ?? '', length: 2 };
  const link = /^\[((?:\\[\s\S]|[^\]\\])+)\]\(([^)\s]+)\)/.exec(rest);
  if (link) {
    marks.push(`link ${link[2]}`);
    return { plain: parse(link[1] ?? '', marks, false), length: link[0].length };
  }
  const time = /^<t:(-?\d+)(?::[tTdDfFR])?>/.exec(rest);
  if (time) {
    marks.push('time');
    return { plain: new Date(Number(time[1]) * 1000).toISOString(), length: time[0].length };
  }
  const channel = /^<#(\d+)>/.exec(rest);
  if (channel) {
    marks.push('channel');
    return { plain: `#${channel[1]}`, length: channel[0].length };
  }
  const command = /^<(\/[^>:]+):(\d+)>/.exec(rest);
  if (command) {
    marks.push(`command ${command[2]}`);
    return { plain: command[1] ?? '', length: command[0].length };
  }
  for (const [name, pattern] of WRAPPED) {
    const found = pattern.exec(rest);
    if (!found) continue;
    marks.push(name);
    return { plain: parse(found[1] ?? '', marks, false), length: found[0].length };
  }
  for (const [name, pattern] of TOKENS) {
    const found = pattern.exec(rest);
    if (!found) continue;
    marks.push(`${name} ${found[0]}`);
    return { plain: found[0], length: found[0].length };
  }
  return undefined;
}

/** Plain words up to where something might begin. */
function literal(rest: string): Step {
  const word = /^[0-9A-Za-z]+(?![0-9A-Za-z:/_])|^[\s\S]/u.exec(rest)?.[0] ?? rest.charAt(0);
  return { plain: word, length: word.length };
}
