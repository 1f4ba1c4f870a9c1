/** Lists between brackets: `[a, b]` on one line, and longer ones on lines that are filled. */
import { isNode, isScalar, YAMLSeq } from 'yaml';
import { lineLength, WIDTH } from './text-style.ts';

type ToString = Parameters<YAMLSeq['toString']>;

/** A list of single values that is written between brackets. */
export class BracketList extends YAMLSeq {
  /** The column of the bracket on the line of its key; from 0. */
  readonly #column: number;

  /** Takes over everything from `list`. */
  constructor(list: YAMLSeq, column: number) {
    super(list.schema);
    Object.assign(this, list);
    this.flow = true;
    this.#column = column;
  }

  /** Whether it fits on the line of its key. */
  fits(): boolean {
    return this.#column + this.#length() <= WIDTH;
  }

  #length(): number {
    const lengths = this.items.map((item) => (isScalar(item) ? lineLength(item) : 0));
    return lengths.reduce((sum, length) => sum + length + 2, 0);
  }

  override toString(context?: ToString[0], ...rest: [ToString[1]?, ToString[2]?]): string {
    if (!context) return super.toString();
    const line = super.toString({ ...context, flowCollectionPadding: '' }, ...rest);
    if (this.#column + line.length <= WIDTH) return line;
    const narrow = { ...context, options: { ...context.options, lineWidth: 1 } };
    const items = super
      .toString(narrow, ...rest)
      .split('\n')
      .slice(1, -1);
    return filled(
      items.map((item) => item.replace(/^ +/, '')),
      context.indent,
    );
  }
}

/** At least two lines: what follows a key on its own line would not fit there. */
function filled(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = `[${items[0] ?? ''}`;
  for (const [place, item] of items.slice(1).entries()) {
    const isLast = place === items.length - 2;
    const room = WIDTH - indent.length - (isLast ? 1 : 0);
    if (line.length + 1 + item.length <= room && !(isLast && lines.length === 0)) {
      line = `${line} ${item}`;
    } else {
      lines.push(line);
      line = ` ${item}`;
    }
  }
  return [...lines, `${line}]`].join(`\n${indent}`);
}

/** Whether something stands between its items that only a list with one item a line can keep. */
export function hasRemarks(list: YAMLSeq): boolean {
  return list.items.some((item) => isNode(item) && Boolean(item.comment || item.commentBefore));
}
