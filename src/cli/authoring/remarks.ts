/** Comments: finding them all in a text, and putting each where it survives a change of layout. */
import { isCollection, isNode, isPair, type Node, type Pair, Parser, type YAMLMap, type YAMLSeq } from 'yaml';

/** Every comment of a text, without its `#` and the space around it, sorted. */
export function commentsOf(text: string): string[] {
  const found: string[] = [];
  for (const token of new Parser().parse(text)) collect(token, found);
  return found.sort();
}

function collect(token: unknown, found: string[]): void {
  if (Array.isArray(token)) {
    for (const one of token) collect(one, found);
  } else if (typeof token === 'object' && token !== null) {
    if ('type' in token && token.type === 'comment' && 'source' in token) {
      found.push(String(token.source).replace(/^#/, '').trim());
    } else {
      for (const part of Object.values(token)) collect(part, found);
    }
  }
}

/**
 * Settles the comments around one value: `key: # like this` before a list or map stays beside the key, other comments
 * between a key and a text go above the key, and those above the first item of a list or map go with that item.
 */
export function settle({ key, value, srcToken }: Pair): void {
  if (!isNode(key) || !isNode(value)) return;
  value.spaceBefore = false;
  const after = isCollection(value) && value.flow ? value.comment : undefined;
  if (isCollection(value) && after) {
    value.comment = null;
    if (key.comment || after.includes('\n')) prepend(key, after);
    else key.comment = after;
  }
  const before = value.commentBefore;
  if (!before) return;
  value.commentBefore = null;
  const first = isCollection(value) ? firstNode(value) : undefined;
  const isBeside = first !== undefined && !key.comment && isBesideKey(srcToken);
  const [beside = '', ...below] = before.split('\n');
  if (isBeside) key.comment = beside;
  const rest = isBeside ? below.join('\n').replace(/^\n+/, '') : before;
  if (rest !== '') prepend(first ?? key, rest);
}

/** A comment beside the key of a list that fits on the same line stands after it. */
export function besideBrackets(key: unknown, list: YAMLSeq): void {
  if (!isNode(key) || !key.comment || list.comment) return;
  list.comment = key.comment;
  key.comment = null;
}

/** What stands after `{…}` stands above its dash, where it can be written without the braces. */
export function liftFromBraces(item: unknown): void {
  if (!isCollection(item) || !item.flow || !item.comment) return;
  item.commentBefore = item.commentBefore ? `${item.commentBefore}\n${item.comment}` : item.comment;
  item.comment = null;
}

/** What stands above the first line of a list's item stands above its dash. */
export function liftAboveDash(item: unknown): void {
  const first = isCollection(item) && !item.flow ? firstNode(item) : undefined;
  if (!isCollection(item) || !first?.commentBefore) return;
  const comment = first.commentBefore;
  first.commentBefore = null;
  item.commentBefore = item.commentBefore ? `${item.commentBefore}\n${comment}` : comment;
}

/** Puts a comment above what stands above the node already. */
export function prepend(node: Node, comment: string): void {
  node.commentBefore = node.commentBefore ? `${comment}\n${node.commentBefore}` : comment;
}

/** What the first line of a block belongs to: its first key, or its first item. */
export function firstNode(collection: YAMLMap | YAMLSeq): Node | undefined {
  const first: unknown = collection.items[0];
  const node = isPair(first) ? first.key : first;
  return isNode(node) ? node : undefined;
}

/** Whether the first comment between the key and its value is on the line of the key. */
function isBesideKey(token: Pair['srcToken']): boolean {
  const between = token && 'sep' in token ? (token.sep ?? []) : [];
  return between.find(({ type }) => type === 'comment' || type === 'newline')?.type === 'comment';
}
