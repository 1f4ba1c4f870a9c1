/** Adding a topic to the lexicon's list, without touching anything else in the file. */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, parse, parseDocument, stringify } from 'yaml';

/** What a bank without a lexicon starts with. */
const EMPTY = 'concepts: {}\ntopics: {}\n';

/**
 * The lexicon's text with one topic more, or as it is when it has the topic; undefined when its YAML is not as it should
 * be. `text`: undefined when there is none yet.
 */
export function withTopic(text: string | undefined, id: string, title: string): string | undefined {
  const before = text ?? EMPTY;
  const document = parseDocument(before);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  if (document.hasIn(['topics', id])) return before;
  const line = stringify({ [id]: title }, { lineWidth: 0, singleQuote: true }).trimEnd();
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === 'topics');
  const list = pair?.value;
  let after: string;
  if (!pair) {
    after = `${before.replace(/\n*$/, '\n')}topics:\n  ${line}\n`;
  } else if (isMap(list) && !list.flow && list.items.length > 0) {
    const [first, last] = [list.items[0], list.items.at(-1)];
    const start = rangeOf(first?.key)?.[0];
    const end = rangeOf(last?.value)?.[1];
    if (start === undefined || end === undefined) return undefined;
    const indent = before.slice(before.lastIndexOf('\n', start - 1) + 1, start);
    const lineEnd = before.indexOf('\n', end);
    const at = lineEnd === -1 ? before.length : lineEnd;
    after = `${before.slice(0, at)}\n${indent}${line}${before.slice(at)}`;
  } else if (isMap(list) && list.items.length === 0 && list.range) {
    after = `${before.slice(0, list.range[0]).trimEnd()}\n  ${line}${before.slice(list.range[1])}`;
  } else {
    document.setIn(['topics', id], title);
    after = document.toString({ lineWidth: 0 });
  }
  return isDeepStrictEqual(parse(after), withAdded(parse(before), id, title)) ? after : undefined;
}

function rangeOf(node: unknown): readonly number[] | undefined {
  return isScalar(node) && node.range ? node.range : undefined;
}

function withAdded(lexicon: { topics?: object | null }, id: string, title: string): object {
  return { ...lexicon, topics: { ...lexicon.topics, [id]: title } };
}
