/**
 * Moodle's GIFT, read as Moodle reads it: https://docs.moodle.org/en/GIFT_format. Questions stand apart by blank lines;
 * one that cannot be read does not keep the others from being read.
 */
import { type Answers, readAnswers } from './gift-answers.ts';
import { formatted, GiftError, type GiftText, maskEscapes, unmask } from './gift-text.ts';
import type { Item, Notice, Reading } from './item.ts';
import { readProse, whole } from './prose.ts';

interface Block {
  /** Where its first line stands, from 1. */
  readonly line: number;
  /** Without comments, signs behind a backslash masked. */
  readonly text: string;
  readonly comments: readonly string[];
}

/** All questions of a file, and what was not read. */
export function readGift(file: string): Reading {
  const items: Item[] = [];
  const notices: Notice[] = [];
  let category: string | undefined;
  for (const block of blocksOf(file)) {
    try {
      const modifier = /^\$CATEGORY:(.*)/.exec(block.text);
      if (modifier) category = categoryOf(unmask(modifier[1] ?? ''));
      const question = modifier ? withoutFirstLine(block) : block;
      if (question.text === '') continue;
      const item = readQuestion(question, category, notices);
      if (item) items.push(item);
    } catch (error) {
      if (!(error instanceof GiftError)) throw error;
      const line = block.line + lineFeeds(block.text.slice(0, error.offset));
      notices.push({ line, severity: 'error', message: error.message });
    }
  }
  return { items, notices };
}

function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  const lines = file.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  let from = -1;
  for (const [index, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') {
      if (from < 0) from = index;
    } else if (from >= 0) {
      blocks.push(blockOf(lines.slice(from, index), from + 1));
      from = -1;
    }
  }
  return blocks.filter(({ text }) => text !== '');
}

/** Comments count as blank lines that part nothing. */
function blockOf(lines: readonly string[], line: number): Block {
  const isComment = (text: string) => text.trim().startsWith('//');
  const text = lines.map((text) => (isComment(text) ? '' : text)).join('\n');
  const start = text.length - text.trimStart().length;
  return {
    line: line + lineFeeds(text.slice(0, start)),
    text: maskEscapes(text.trim()),
    comments: lines.filter(isComment),
  };
}

/** Moodle gives a category a block of its own; people also write a question right below. */
function withoutFirstLine({ line, text, comments }: Block): Block {
  const end = text.indexOf('\n');
  return end < 0 ? { line, text: '', comments } : { line: line + 1, text: text.slice(end + 1).trim(), comments };
}

/** The last part of `$course$/top/Default for Shell`; two slashes are one of the name. */
function categoryOf(path: string): string | undefined {
  const parts = path.replaceAll('//', '\0').split('/');
  return parts.at(-1)?.replaceAll('\0', '/').trim() || undefined;
}

function readQuestion(block: Block, category: string | undefined, notices: Notice[]): Item | undefined {
  const note = (message: string) => notices.push({ line: block.line, severity: 'note', message });
  const { name, from } = nameOf(block.text);
  const { open, close } = bracesOf(block.text, from);
  if (open < 0) {
    note('a description, not a question; left out');
    return undefined;
  }
  const tail = block.text.slice(close + 1);
  // Answers in the middle of a sentence leave a gap in it.
  const gap = tail.trim() === '' ? '' : '_____';
  const stem = formatted(block.text.slice(from, open) + gap + tail, 'moodle');
  const text = block.text.slice(open + 1, close);
  const feedbackAt = text.lastIndexOf('####');
  const answers = (feedbackAt < 0 ? text : text.slice(0, feedbackAt)).trim();
  const read = (part: GiftText) => {
    const prose = readProse(part.text, part.format);
    for (const what of prose.dropped) note(`${what} was left out`);
    return prose;
  };
  const prompt = read(stem);
  const feedback = read(formatted(feedbackAt < 0 ? '' : text.slice(feedbackAt + 4), stem.format));
  const { asks, addition, explanation }: Answers = readAnswers(answers, {
    format: stem.format,
    offset: open,
    read,
    note,
  });
  const asked = [prompt.text, addition].filter((part) => part !== '').join('\n\n');
  if (asked === '' && prompt.code === undefined) throw new GiftError('the question has no text', from);
  return {
    line: block.line,
    title: idOf(block.comments) ?? name,
    tags: tagsOf(block.comments),
    category,
    prompt: asked,
    code: prompt.code,
    asks,
    explanation: [whole(feedback), explanation].filter((part) => part !== '').join('\n\n'),
  };
}

/** `::name::`, and where the question's text begins. */
function nameOf(text: string): { readonly name: string | undefined; readonly from: number } {
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  return end < 0 ? { name: undefined, from: 0 } : { name: unmask(text.slice(2, end)).trim(), from: end + 2 };
}

/** The one pair of braces; -1 for both when there is none. */
function bracesOf(text: string, from: number): { readonly open: number; readonly close: number } {
  const open = text.indexOf('{', from);
  const close = text.indexOf('}', from);
  if (open < 0 && close < 0) return { open, close };
  if (close >= 0 && (close < open || open < 0)) {
    throw new GiftError('a } stands without its {; write \\} for the sign itself', close);
  }
  if (close < 0) throw new GiftError('the answers have no }; write \\{ for the sign itself', open);
  const second = /[{}]/.exec(text.slice(close + 1));
  const inner = text.slice(open + 1, close).indexOf('{');
  if (inner >= 0)
    throw new GiftError('a second { stands inside the answers; write \\{ for the sign itself', open + 1 + inner);
  if (second) {
    const offset = close + 1 + second.index;
    throw new GiftError('a second pair of braces; put a blank line between two questions', offset);
  }
  return { open, close };
}

/** `[id:…]` in a comment, as Moodle writes it. */
function idOf(comments: readonly string[]): string | undefined {
  return comments.map((comment) => /\[id:(.+?)(?<!\\)\]/.exec(comment)?.[1]?.trim()).find((id) => id);
}

function tagsOf(comments: readonly string[]): string[] {
  return comments.flatMap((comment) =>
    [...comment.matchAll(/\[tag:(.+?)(?<!\\)\]/g)].map(([, tag = '']) => tag.replaceAll('\\]', ']').trim()),
  );
}

const lineFeeds = (text: string) => text.split('\n').length - 1;
