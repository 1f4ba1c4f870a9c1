/** Words that are written apart as often as together: `byte code`, `ref-count`, `non blocking`. */
import { spell, stem } from './spelling.ts';
import { GAP, type Token } from './token.ts';

/** Prefixes that join the next word: after a hyphen always, after a space only some. */
const HYPHEN_PREFIX = new Set('non sub multi re pre un de co super meta over mis under inter'.split(' '));
const SPACE_PREFIX = new Set(['non', 'sub', 'multi']);
/** Two words that are also written as one: first word → stems of the second. */
const COMPOUNDS = new Map<string, readonly string[]>(
  Object.entries({
    byte: ['code'],
    op: ['code'],
    ref: ['count', 'counter'],
    reference: ['count', 'counter'],
    run: ['time'],
    name: ['space'],
    call: ['back'],
    built: ['in', 'ins'],
    trace: ['back'],
    dead: ['lock'],
    look: ['up'],
    looks: ['up'],
    looked: ['up'],
    looking: ['up'],
    free: ['list'],
    time: ['out', 'stamp'],
    key: ['word'],
    life: ['time'],
    over: ['ride', 'ridden', 'head', 'rides', 'write'],
    work: ['load', 'around'],
    data: ['base', 'set'],
    check: ['point'],
    green: ['let'],
  }),
);

const ASYNC_DEF = 'asyncdef';

/** Makes one token of each such pair. The "def" of "async def" is another word than "def": they are opposites. */
export function joinCompounds(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last?.text === 'async' && token.text === 'def' && (token.gap & ~GAP.hyphen) === 0) {
      joined.push({ ...token, text: ASYNC_DEF, stem: ASYNC_DEF });
      continue;
    }
    if (last && joins(last, token)) {
      const first = last.text === 'reference' ? 'ref' : last.text.startsWith('look') ? 'look' : last.text;
      const text = spell(first + token.text);
      joined[joined.length - 1] = { ...last, text, stem: stem(text), end: token.end, kind: 'word' };
    } else joined.push(token);
  }
  return joined;
}

function joins(first: Token, second: Token): boolean {
  if (first.kind !== 'word' || second.kind !== 'word' || (first.coded && !second.coded)) return false;
  if ((second.gap & ~GAP.hyphen) !== 0 || !/^[a-z]/.test(second.text)) return false;
  if (
    second.gap & GAP.hyphen ? HYPHEN_PREFIX.has(first.text) : SPACE_PREFIX.has(first.text) && second.start > first.end
  )
    return true;
  return second.start > first.end && isCompound(first.text, second.text);
}

/** Whether two words side by side are read as one. */
export function isCompound(first: string, second: string): boolean {
  const seconds = COMPOUNDS.get(first);
  return seconds !== undefined && (seconds.includes(second) || seconds.includes(stem(second)));
}
