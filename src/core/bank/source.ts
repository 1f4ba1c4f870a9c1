/** One YAML file of a bank, read so that every value can be traced back to its line and column. */
import type { Document, Node, ParsedNode, YAMLError } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type FieldPath, type Finding, fieldName } from './finding.ts';

export interface BankFile {
  /** Relative to the bank's folder, with forward slashes: `gc/is-vs-eq-257.yaml`. */
  readonly path: string;
  readonly text: string;
}

export interface Source {
  readonly path: string;
  /** The file's plain data; undefined when the YAML is too broken to read. */
  readonly data: unknown;
  /** What is wrong with the YAML itself. */
  readonly findings: readonly Finding[];
  /** A finding about the value at `at`, or about its key, or `offset` characters into its text. */
  finding(
    at: FieldPath,
    about: Pick<Finding, 'rule' | 'message' | 'fix'> & Partial<Pick<Finding, 'severity'>>,
    spot?: { readonly key?: boolean; readonly offset?: number },
  ): Finding;
}

/** Mistakes after which the parser still knows what was meant, so that the other checks can go on. */
const HARMLESS: ReadonlySet<string> = new Set(['BAD_SCALAR_START', 'DUPLICATE_KEY']);

const FIXES: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: "put the whole text in single quotes: YAML reserves a leading @, ` and %, as in '@gil & lock'",
  DUPLICATE_KEY: 'keep one of the two',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'start all keys of one block in the same column, and indent what belongs to a key',
  BLOCK_AS_IMPLICIT_KEY: 'the text holds ": ", which YAML reads as a key; put it in quotes, or under "|"',
  MISSING_CHAR: 'close the quote or bracket, or put the text in quotes',
  MULTIPLE_DOCS: 'keep one document per file: remove the "---" line',
};
const OTHER_FIX = 'put text with special characters in quotes, or under "|"';

/** Reads one file. Never throws: whatever is wrong is in `findings`. */
export function readSource({ path, text }: BankFile): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const findings = [...document.errors, ...document.warnings].map((error) => yamlFinding(path, error, place));
  let data: unknown;
  if (document.errors.every((error) => HARMLESS.has(error.code))) {
    try {
      data = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      findings.push({ ...bare(path), line: 1, column: 1, message, fix: 'use fewer aliases (*name), or none' });
    }
  }
  return {
    path,
    data,
    findings,
    finding: (at, about, spot = {}) => ({
      path,
      ...place(offsetOf(document, text, at, spot)),
      field: fieldName(at),
      severity: 'error',
      ...about,
    }),
  };
}

const bare = (path: string) => ({ path, field: '', rule: 'yaml', severity: 'error' as const });

function yamlFinding(
  path: string,
  error: YAMLError,
  place: (offset: number) => { line: number; column: number },
): Finding {
  const unclosed = /must .*end with a ([\]}])/.exec(error.message);
  const fix = unclosed ? `close the bracket with ${unclosed[1]}` : (FIXES[error.code] ?? OTHER_FIX);
  return { ...bare(path), ...place(error.pos[0]), message: error.message, fix };
}

/** The offset of what `at` points to; of the nearest enclosing key when there is nothing at `at`. */
function offsetOf(
  document: Document.Parsed,
  text: string,
  at: FieldPath,
  spot: { readonly key?: boolean; readonly offset?: number },
): number {
  let node: Node | ParsedNode | null | undefined = document.contents;
  let start = node?.range?.[0] ?? 0;
  let keyStart = start;
  for (const part of at) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === part);
      if (!pair) return keyStart;
      keyStart = (pair.key as Node).range?.[0] ?? start;
      node = pair.value as Node | null;
    } else if (isSeq(node) && typeof part === 'number') {
      const item = node.items[part] as Node | undefined;
      if (!item) return keyStart;
      node = item;
      keyStart = node.range?.[0] ?? keyStart;
    } else {
      return keyStart;
    }
    // An empty value has no place of its own that a reader would look at.
    start = node?.range && node.range[1] > node.range[0] ? node.range[0] : keyStart;
  }
  if (spot.key) return keyStart;
  return spot.offset === undefined || !isScalar(node) ? start : start + withinScalar(text, start, spot.offset);
}

/** Where the `offset`th character of a one-line scalar's value stands in its source; 0 for block scalars. */
function withinScalar(text: string, start: number, offset: number): number {
  const quote = text[start];
  if (quote === '|' || quote === '>') return 0;
  if (quote !== '"' && quote !== "'") return offset;
  let at = start + 1;
  for (let seen = 0; seen < offset && at < text.length; seen += 1) {
    const escaped = quote === '"' ? text[at] === '\\' : text[at] === "'" && text[at + 1] === "'";
    at += escaped ? 2 : 1;
  }
  return at - start;
}
