/** How one text stands in a file: on one line, plain or quoted, or as a block under `>` or `|`. */
import { Document, Scalar, type ScalarTag, type Tags } from 'yaml';
import type { FieldPath } from '../../core/bank/finding.ts';
import type { Room } from '../../core/bank/room.ts';

/** Lines are filled up to this column. */
export const WIDTH = 120;

/** Where a text stands. */
export interface Spot {
  readonly room: Room;
  readonly at: FieldPath;
  /** Inside `[…]` or `{…}`, where no block can be. */
  readonly inFlow: boolean;
}

/** Patterns, code, and what code prints: a space in them is no place to break a line at. */
const UNBROKEN: ReadonlySet<unknown> = new Set(['match', 'partial', 'forbid', 'code', 'run', 'prints', 'output']);

const isProse = ({ room, at }: Spot) => room !== 'lexicon' && !at.some((part) => UNBROKEN.has(part));

/** The style of `value` at its spot. Decided by the text alone, so that formatting twice changes nothing more. */
export function textStyle(value: string, spot: Spot): Scalar.Type {
  const line = isPattern(spot) ? patternStyle(value) : lineStyle(value, spot.inFlow);
  if (spot.inFlow) return line;
  const body = value.replace(/\n$/, '');
  if (body.includes('\n')) return fitsBlock(value) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  const breakable = isProse(spot) && /\S \S/.test(body) && !/^\s|\s$/.test(body);
  if (body !== value) {
    if (!fitsBlock(value)) return Scalar.QUOTE_DOUBLE;
    return breakable && blockIndent(spot) + body.length > WIDTH ? Scalar.BLOCK_FOLDED : Scalar.BLOCK_LITERAL;
  }
  return breakable && columnOf(spot.at) + lineLength({ value, type: line }) > WIDTH ? Scalar.BLOCK_FOLDED : line;
}

const PATTERNS: ReadonlySet<unknown> = new Set(['match', 'partial', 'forbid']);

const isPattern = ({ at }: Spot) => at.some((part) => PATTERNS.has(part));

/** Always in quotes, so that nobody has to know which patterns YAML would misread. */
const patternStyle = (value: string): Scalar.Type =>
  /\p{Cc}/u.test(value) || (value.includes("'") && !/["\\]/.test(value)) ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;

/** A block ends in at most one line feed here, and its last line has something on it. */
const fitsBlock = (value: string) => /\S\n?$/.test(value) && !/[^\S\n]\n?$/.test(value);

/** The column, from 0, at which a value starts on the line of its key or dash. */
export function columnOf(at: FieldPath): number {
  const key = at.at(-1);
  if (typeof key !== 'string') return 2 * at.length;
  return 2 * (at.length - 1) + key.length + (isVersion(key) ? 4 : 2);
}

/** Blocks stand two columns in from their key, or from the dash of their list. */
const blockIndent = ({ at }: Spot) => 2 * at.length;

/**
 * Plain where YAML lets it be. Double quotes for what would be a number or a truth value, for what needs escapes, and
 * for what holds single ones only; single quotes for the rest.
 */
function lineStyle(value: string, inFlow: boolean): Scalar.Type {
  if (isVersion(value)) return Scalar.QUOTE_DOUBLE;
  if (isHarmless(value)) return Scalar.PLAIN;
  const written = writtenPlain(value, inFlow);
  if (written === value) return Scalar.PLAIN;
  const needsEscapes = /\p{Cc}/u.test(value) || written.includes('\\') !== value.includes('\\');
  if (needsEscapes || /^[-+.\w]+$/.test(value)) return Scalar.QUOTE_DOUBLE;
  return value.includes("'") && !/["\\]/.test(value) ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;
}

/** Most texts: words between which nothing stands that YAML reads. Asking the library is some hundred times slower. */
const isHarmless = (value: string) =>
  /^[a-z(][\w ()|*.;'`&@~=+/-]*$/i.test(value) && !/\s$/.test(value) && !/^(true|false|null)$/i.test(value);

/** How many characters a text or number takes on one line. */
export function lineLength({ value, type }: Pick<Scalar, 'value' | 'type'>): number {
  const text = String(value);
  if (type === Scalar.QUOTE_SINGLE) return text.replaceAll("'", "''").length + 2;
  return type === Scalar.QUOTE_DOUBLE ? JSON.stringify(text).length : text.length;
}

/** What the YAML library makes of it when it may leave the quotes out. */
function writtenPlain(value: string, inFlow: boolean): string {
  const options = { lineWidth: 0, collectionStyle: inFlow ? 'flow' : 'block', flowCollectionPadding: false } as const;
  const text = new Document([value]).toString(options).trimEnd();
  return inFlow ? text.slice(1, -1) : text.slice(2);
}

/** `3.12`, which would be a number without quotes. */
export const isVersion = (value: string) => /^\d+\.\d+$/.test(value);

/** The YAML library's own tags, but only folded blocks are broken into lines. */
export function breakOnlyFolded(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag !== 'object' || tag.tag !== 'tag:yaml.org,2002:str') return tag;
    const { stringify } = tag as ScalarTag;
    return {
      ...(tag as ScalarTag),
      stringify(item, context, ...rest) {
        const lineWidth = item.type === Scalar.BLOCK_FOLDED ? WIDTH : 0;
        const options = { ...context.options, lineWidth };
        return stringify?.(item, { ...context, options }, ...rest) ?? String(item.value);
      },
    } satisfies ScalarTag;
  });
}
