/** The canonical form of a bank's file: the order of its keys, and how each value is written. Pure: text in, text out. */
import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { FieldPath, Finding } from '../../core/bank/finding.ts';
import type { Room } from '../../core/bank/room.ts';
import { readSource } from '../../core/bank/source.ts';
import { BracketList, hasRemarks } from './flow-list.ts';
import { keysAt } from './keys.ts';
import { besideBrackets, commentsOf, firstNode, liftAboveDash, liftFromBraces, prepend, settle } from './remarks.ts';
import { breakOnlyFolded, columnOf, isVersion, textStyle } from './text-style.ts';

export type Layout =
  | { readonly ok: true; readonly text: string }
  /** The YAML is broken. */
  | { readonly ok: false; readonly findings: readonly Finding[] }
  /** Writing it anew would change what it says, or lose a comment. */
  | { readonly ok: false; readonly findings: readonly []; readonly reason: string };

/** Lists of single values that have one item a line. */
const ONE_A_LINE: ReadonlySet<unknown> = new Set(['match', 'partial', 'forbid', 'sources']);

/** A comment may move once more when a key with comments got another neighbour; it has come to rest soon after. */
const ROUNDS = 4;
const NO_PLACE = 'a comment in it has no safe place';

/** Lays a file out; `path` is relative to the bank. The data stays deeply equal, and no comment is lost. */
export function layOut(path: string, text: string, room: Room): Layout {
  const { data, findings } = readSource({ path, text });
  if (findings.length > 0) return { ok: false, findings };
  if (typeof data !== 'object' || data === null) return { ok: true, text };
  let [before, laid] = ['', text];
  for (let round = 0; round < ROUNDS && laid !== before; round += 1) {
    before = laid;
    laid = written(parseDocument(before, { keepSourceTokens: true, customTags: breakOnlyFolded }), room);
  }
  const reason = laid === before ? lossOf(text, data, laid) : NO_PLACE;
  return reason === undefined ? { ok: true, text: laid } : { ok: false, findings: [], reason };
}

/** A document that holds a map or a list, as the text of its file. */
export function written(document: Document, room: Room): string {
  const mayMove = !hasAliases(document);
  new Layouter(room, mayMove).node(document.contents, []);
  return `${document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY }).trimEnd()}\n`;
}

function lossOf(before: string, data: unknown, after: string): string | undefined {
  if (before === after) return undefined;
  const again = readSource({ path: '', text: after });
  if (again.findings.length > 0 || !isDeepStrictEqual(again.data, data)) return 'its layout cannot be changed safely';
  return isDeepStrictEqual(commentsOf(after), commentsOf(before)) ? undefined : NO_PLACE;
}

function hasAliases(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

class Layouter {
  readonly #room: Room;
  readonly #mayMove: boolean;

  constructor(room: Room, mayMove: boolean) {
    this.#room = room;
    this.#mayMove = mayMove;
  }

  /** Styles a node in place; gives what shall stand there. */
  node(node: unknown, at: FieldPath): unknown {
    if (isMap(node)) this.#map(node, at);
    else if (isSeq(node)) return this.#list(node, at);
    else if (isScalar(node)) this.#scalar(node, at, false);
    return node;
  }

  #map(map: YAMLMap, at: FieldPath): void {
    map.flow = map.items.length === 0;
    for (const pair of map.items) {
      const { key } = pair;
      const name = isScalar(key) ? String(key.value) : '';
      if (isScalar(key) && typeof key.value === 'string')
        key.type = isVersion(name) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
      settle(pair);
      pair.value = this.node(pair.value, [...at, name]);
      if (pair.value instanceof BracketList && pair.value.fits()) besideBrackets(key, pair.value);
    }
    if (this.#mayMove) reorder(map, keysAt(this.#room, at));
    leadWithoutBlank(map);
  }

  #list(list: YAMLSeq, at: FieldPath): YAMLSeq {
    const name = at.at(-1);
    const single = list.items.every((item) => isScalar(item) || isAlias(item));
    if (list.items.length === 0) {
      list.flow = true;
      return list;
    }
    if (single && !hasRemarks(list) && !ONE_A_LINE.has(name)) {
      for (const [place, item] of list.items.entries()) {
        if (isNode(item)) item.spaceBefore = false;
        if (isScalar(item)) this.#scalar(item, [...at, place], true);
      }
      const brackets = new BracketList(list, columnOf(at));
      if (name !== 'all' || brackets.fits()) return brackets;
    }
    list.flow = false;
    for (const item of list.items) liftFromBraces(item);
    list.items = list.items.map((item, place) => this.node(item, [...at, place]));
    for (const item of list.items) liftAboveDash(item);
    leadWithoutBlank(list);
    return list;
  }

  #scalar(scalar: Scalar, at: FieldPath, inFlow: boolean): void {
    if (typeof scalar.value !== 'string') return;
    scalar.type = textStyle(scalar.value, { room: this.#room, at, inFlow });
  }
}

/** Puts keys into the schema's order; unknown ones follow in their own. The line that names the schema stays first. */
function reorder(map: YAMLMap, order: readonly string[]): void {
  const [first] = map.items;
  const head = first && isNode(first.key) ? detachHead(first.key) : undefined;
  const rank = ({ key }: Pair) => {
    const place = isScalar(key) ? order.indexOf(String(key.value)) : -1;
    return place === -1 ? order.length : place;
  };
  map.items = map.items.toSorted((a, b) => rank(a) - rank(b));
  const leader = firstNode(map);
  if (head !== undefined && leader) prepend(leader, head);
}

/** Takes the comment lines up to the one for editors off the first key. */
function detachHead(key: { commentBefore?: string | null }): string | undefined {
  const lines = key.commentBefore?.split('\n') ?? [];
  const last = lines.findLastIndex((line) => line.includes('yaml-language-server'));
  if (last === -1) return undefined;
  const rest = lines.slice(last + 1);
  key.commentBefore = rest.length === 0 ? null : rest.join('\n');
  return lines.slice(0, last + 1).join('\n');
}

function leadWithoutBlank(collection: YAMLMap | YAMLSeq): void {
  const first = firstNode(collection);
  if (first) first.spaceBefore = false;
}
