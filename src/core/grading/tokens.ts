/** Text to tokens: words, code, numbers and operators, each with its place in what was typed. */
import { type PlainText, plainText } from './text.ts';
import { spell, stem } from './spelling.ts';

/** What stands between a token and the one before it; flags. */
export const GAP = {
  comma: 1,
  stop: 2,
  question: 4,
  line: 8,
  semicolon: 16,
  colon: 32,
  bracket: 64,
  dash: 128,
  bullet: 256,
  /** Joined by a dot, as in `sys.intern`. */
  dot: 512,
  hyphen: 1024,
  slash: 2048,
  quote: 4096,
  /** A line so long that its end is a wrap, not an end of thought. */
  wrap: 8192,
} as const;

export interface Token {
  /** Lower case, spelled one way; what a code pattern compares. */
  readonly text: string;
  /** What a word pattern compares. */
  readonly stem: string;
  readonly kind: 'word' | 'code' | 'number' | 'operator';
  /** UTF-16 range in the text as typed. */
  readonly start: number;
  readonly end: number;
  /** Written between backticks, or alone between quotes. */
  readonly coded: boolean;
  readonly gap: number;
  /** First letter typed as a capital. */
  readonly capital: boolean;
}

const UNITS = new Map<string, string>(
  Object.entries({
    ms: 'ms', msec: 'ms', s: 's', sec: 's', secs: 's', second: 's', seconds: 's', us: 'us', ns: 'ns', nanoseconds: 'ns',
    min: 'min', mins: 'min', minute: 'min', minutes: 'min', h: 'h', hour: 'h', hours: 'h', kb: 'kb', kib: 'kb', k: 'k',
    mb: 'mb', mib: 'mb', gb: 'gb', gib: 'gb', bit: 'bit', bits: 'bit', byte: 'byte', bytes: 'byte', b: 'byte', x: 'x',
    times: 'x', fold: 'x', '%': '%',
  }),
);
const OPERATORS = ['===', '!==', '**=', '//=', '...', '==', '!=', '<=', '>=', '+=', '-=', '*=', '/=', ':=', '->', '=>', '[]', '{}', "''", '""', '=', '<', '>', '+', '%'];
const NEGATED = /^(?:is|are|was|were|do|does|did|has|have|had|would|could|should|must|need|might)n$/;
/** Contractions typed without their apostrophe. */
const BARE_NEGATED = /^(is|are|was|were|do|does|did|has|have|had|would|could|should|must|need)nt$/;
const AFTER_APOSTROPHE = new Map([['re', 'are'], ['ll', 'will'], ['ve', 'have'], ['d', 'would'], ['m', 'am']]);
const IS_AFTER = new Set(['it', 'that', 'there', 'what', 'who', 'he', 'she', 'here', 'where', 'this', 'which', 'how', 'so', 'thing']);
const BARE_IS = new Set(['thats', 'theres', 'whats', 'heres']);
/** Prefixes that join the next word: after a hyphen always, after a space only some. */
const HYPHEN_PREFIX = new Set(['non', 'sub', 'multi', 're', 'pre', 'un', 'de', 'co', 'super', 'meta', 'over', 'mis', 'under', 'inter']);
const SPACE_PREFIX = new Set(['non', 'sub', 'multi']);
/** Two words that are also written as one: first word → stems of the second. */
const COMPOUNDS = new Map<string, readonly string[]>(
  Object.entries({
    byte: ['code'], op: ['code'], ref: ['count', 'counter'], reference: ['count', 'counter'], run: ['time'], name: ['space'], call: ['back'], built: ['in', 'ins'],
    trace: ['back'], dead: ['lock'], look: ['up'], looks: ['up'], looked: ['up'], looking: ['up'], free: ['list'],
    time: ['out', 'stamp'], key: ['word'], life: ['time'], over: ['ride', 'ridden', 'head', 'rides', 'write'],
    work: ['load', 'around'], data: ['base', 'set'], check: ['point'], green: ['let'],
  }),
);

const isLetter = (c: string | undefined) => c !== undefined && /[\p{L}_]/u.test(c);
const isDigit = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9';
const isWordPart = (c: string | undefined) => isLetter(c) || isDigit(c);
const isSpace = (c: string | undefined) => c !== undefined && /\s/.test(c);

/** Tokenises at most 4,000 characters. `code` treats all of it as if between backticks. */
export function tokenise(source: string, code = false): Token[] {
  return join(new Scanner(plainText(source), code).scan());
}

class Scanner {
  private readonly text: PlainText;
  private readonly chars: string;
  private readonly tokens: Token[] = [];
  private readonly allCode: boolean;
  private at = 0;
  private gap: number = GAP.line;
  private lineStart = 0;
  /** Where the last token stands in the folded text. */
  private lastFrom = 0;
  private lastTo = 0;
  /** End of the code span being read; -1 outside. */
  private codeEnd = -1;

  constructor(text: PlainText, code: boolean) {
    this.text = text;
    this.chars = text.plain;
    this.allCode = code;
  }

  scan(): Token[] {
    const { chars } = this;
    while (this.at < chars.length) {
      const c = chars[this.at];
      if (c === '`') this.backticks();
      else if (isLetter(c)) this.word();
      else if (isDigit(c)) this.number('');
      else if ((c === '-' || c === '—') && this.isMinus()) {
        this.at += 1;
        this.number('-');
      } else if (!this.operator()) this.punctuation();
    }
    return this.tokens;
  }

  private backticks(): void {
    const { chars } = this;
    let width = 1;
    while (chars[this.at + width] === '`') width += 1;
    if (this.codeEnd >= 0) {
      this.codeEnd = -1;
      this.at += width;
      return;
    }
    const close = chars.indexOf('`'.repeat(width), this.at + width);
    this.codeEnd = close;
    this.at += width;
    if (width >= 3) this.gap |= GAP.line;
  }

  private isMinus(): boolean {
    const before = this.chars[this.at - 1];
    return isDigit(this.chars[this.at + 1]) && !isWordPart(before) && before !== '.' && before !== ')' && before !== ']';
  }

  private word(): void {
    const { chars } = this;
    const from = this.at;
    if (chars.startsWith('http://', from) || chars.startsWith('https://', from)) {
      while (this.at < chars.length && !isSpace(chars[this.at])) this.at += 1;
      return;
    }
    const abbreviation = ['e.g.', 'i.e.', 'e.g', 'i.e', 'w/o', 'i/o', 'w/'].find((a) => chars.startsWith(a, from) && !isWordPart(chars[from + a.length]));
    if (abbreviation) {
      this.at += abbreviation.length;
      if (abbreviation === 'i/o') this.push('io', from, this.at, 'word');
      if (abbreviation === 'w/o') this.push('without', from, this.at, 'word');
      if (abbreviation === 'w/') this.push('with', from, this.at, 'word');
      return;
    }
    while (isWordPart(chars[this.at])) this.at += 1;
    let word = chars.slice(from, this.at);
    const version = /^(c?python|py|pypy)(\d+)$/.exec(word);
    if (version?.[1] !== undefined && chars[this.at] === '.' && isDigit(chars[this.at + 1])) {
      this.at = from + version[1].length;
      this.push('python', from, this.at, 'word');
      this.number('');
      return;
    }
    // _emphasis_ in chat, not a name.
    if (/^_[a-z]+_$/.test(word)) word = word.slice(1, -1);
    if (/^_+$/.test(word)) return;
    const apostrophe = chars[this.at] === "'" && this.codeEnd < 0 && /[a-z]/.test(chars[this.at + 1] ?? '');
    if (apostrophe && !this.openQuoteBefore(from)) {
      let end = this.at + 1;
      while (isLetter(chars[end])) end += 1;
      const tail = chars.slice(this.at + 1, end);
      this.at = end;
      this.contraction(word, tail, from);
    } else this.plainWord(word, from);
    this.afterDot();
  }

  private openQuoteBefore(from: number): boolean {
    return this.chars[from - 1] === "'";
  }

  private contraction(word: string, tail: string, from: number): void {
    const end = this.at;
    if (tail === 't' && (NEGATED.test(word) || word === 'can' || word === 'won' || word === 'shan' || word === 'ain')) {
      const verb = word === 'can' ? 'can' : word === 'won' || word === 'shan' ? 'will' : word === 'ain' ? 'is' : word.slice(0, -1);
      this.push(verb, from, end, 'word');
      this.push('not', from, end, 'word', true);
      return;
    }
    this.push(word, from, end, 'word');
    const expanded = tail === 's' ? (IS_AFTER.has(word) ? 'is' : undefined) : AFTER_APOSTROPHE.get(tail);
    if (expanded) this.push(expanded, from, end, 'word', true);
    else if (tail !== 's') this.push(tail, from, end, 'word', true);
  }

  private plainWord(word: string, from: number): void {
    const end = this.at;
    const bare = this.codeEnd < 0 && !this.allCode ? (BARE_NEGATED.exec(word)?.[1] ?? (word === 'cant' || word === 'cannot' ? 'can' : word === 'wont' ? 'will' : word === 'aint' ? 'is' : undefined)) : undefined;
    if (bare) {
      this.push(bare, from, end, 'word');
      this.push('not', from, end, 'word', true);
    } else if (BARE_IS.has(word)) {
      this.push(word.slice(0, -1), from, end, 'word');
      this.push('is', from, end, 'word', true);
    } else this.push(word, from, end, word.includes('_') ? 'code' : 'word');
  }

  /** A dot right before another name joins the two, unless it plainly ends a sentence. */
  private afterDot(): void {
    const { chars } = this;
    if (chars[this.at] !== '.' || !isWordPart(chars[this.at + 1])) return;
    const next = /^[a-z]+/.exec(chars.slice(this.at + 1, this.at + 12))?.[0] ?? '';
    const capital = this.typed(this.at + 1) !== chars[this.at + 1];
    this.gap |= capital && SENTENCE_STARTERS.has(next) ? GAP.stop : GAP.dot;
    this.at += 1;
  }

  private number(sign: string): void {
    const { chars } = this;
    const from = this.at - sign.length;
    let digits = '';
    while (this.at < chars.length) {
      const c = chars[this.at] ?? '';
      if (isDigit(c)) digits += c;
      else if ((c === '_' && isDigit(chars[this.at + 1])) || (c === ',' && /^,\d{3}(?!\d)/.test(chars.slice(this.at, this.at + 5)))) {
        // a separator of thousands
      } else if (c === '.' && isDigit(chars[this.at + 1])) digits += c;
      else break;
      this.at += 1;
    }
    const tailFrom = this.at;
    while (isWordPart(chars[this.at])) this.at += 1;
    const tail = chars.slice(tailFrom, this.at);
    if (tail === '' || UNITS.has(tail)) {
      this.push(sign + digits, from, tailFrom, 'number');
      if (tail) this.push(UNITS.get(tail) ?? tail, tailFrom, this.at, 'word', true);
      else this.unitAfter();
      if (chars[this.at] === '+' && !isWordPart(chars[this.at + 1])) this.at += 1;
    } else this.push(sign + digits + tail, from, this.at, 'word');
    this.afterDot();
  }

  /** Reads `5 ms`, `5 seconds`, `5%` and `5 %` as number and unit. */
  private unitAfter(): void {
    const { chars } = this;
    let at = this.at;
    if (chars[at] === ' ' || chars[at] === '-') at += 1;
    let end = at;
    if (chars[at] === '%') end += 1;
    else while (isLetter(chars[end]) && end - at < 12) end += 1;
    const unit = UNITS.get(spell(chars.slice(at, end)));
    if (unit === undefined || isWordPart(chars[end]) || (end - at === 1 && unit !== '%' && unit !== 's')) return;
    this.at = end;
    this.push(unit, at, end, 'word', true);
  }

  private operator(): boolean {
    const { chars } = this;
    const found = OPERATORS.find((o) => chars.startsWith(o, this.at));
    if (found === undefined) return false;
    const before = chars[this.at - 1];
    const after = chars[this.at + found.length];
    if (found === '...') {
      this.gap |= GAP.comma;
      this.at += 3;
      return true;
    }
    // An arrow drawn as `-->`, a quoted line, an empty pair of quotes that closes or opens a quotation.
    if (found === '>' && (this.gap & GAP.line) !== 0) return false;
    if ((found === "''" || found === '""') && (isWordPart(before) || isWordPart(after))) return false;
    this.at += found.length;
    this.push(found, this.at - found.length, this.at, 'operator');
    return true;
  }

  private punctuation(): void {
    const { chars } = this;
    const c = chars[this.at];
    const next = chars[this.at + 1];
    if (c === '\n' || c === '\r') {
      const long = this.at - this.lineStart >= 60 && /[a-z]/.test(next ?? '') && this.typed(this.at + 1) === next;
      this.gap |= long ? GAP.wrap : GAP.line;
      this.lineStart = this.at + 1;
    } else if (c === '.' || c === '!' || c === '?') {
      if (next === undefined || !isWordPart(next)) this.gap |= c === '?' ? GAP.question | GAP.stop : GAP.stop;
      else if (c === '.') this.gap |= GAP.dot;
    } else if (c === ',') this.gap |= GAP.comma;
    else if (c === ';') this.gap |= GAP.semicolon;
    else if (c === ':') this.gap |= GAP.colon;
    else if (c === '(' || c === ')' || c === '[' || c === ']' || c === '{' || c === '}') this.gap |= GAP.bracket;
    else if (c === '—') this.gap |= GAP.dash;
    else if (c === '\u2022') this.gap |= GAP.bullet;
    else if (c === '-' || c === '*') this.gap |= this.dashKind(c);
    else if (c === '/') this.gap |= GAP.slash;
    else if (c === '"' || c === "'") this.quote(c);
    this.at += 1;
    if (this.codeEnd >= 0 && this.at > this.codeEnd) this.codeEnd = -1;
  }

  private dashKind(c: string): number {
    const before = this.chars[this.at - 1];
    const spaced = (before === undefined || isSpace(before)) && isSpace(this.chars[this.at + 1]);
    if (spaced && (this.gap & GAP.line) !== 0) return GAP.bullet;
    if (c === '*') return 0;
    return spaced || before === '-' ? GAP.dash : GAP.hyphen;
  }

  private quote(c: string): void {
    this.gap |= GAP.quote;
    const last = this.tokens.at(-1);
    if (last === undefined) return;
    // A single word between quotes is named, as if it were code.
    if (this.chars[this.lastFrom - 1] === c && this.lastTo === this.at) this.tokens[this.tokens.length - 1] = { ...last, coded: true };
  }

  private typed(at: number): string | undefined {
    return this.text.source[this.text.origin[at] ?? -1];
  }

  private push(text: string, from: number, to: number, kind: Token['kind'], continues = false): void {
    const coded = this.allCode || (this.codeEnd >= 0 && from < this.codeEnd);
    const spelled = kind === 'word' ? spell(text) : text;
    const capital = this.typed(from) !== this.chars[from];
    this.tokens.push({
      text: coded ? text : spelled,
      stem: kind === 'word' ? stem(spelled) : kind === 'number' ? stem(text) : text,
      kind,
      start: this.text.origin[from] ?? 0,
      end: this.endOf(to),
      coded,
      gap: continues ? 0 : this.gap,
      capital,
    });
    this.gap = 0;
    this.lastFrom = from;
    this.lastTo = to;
  }

  private endOf(to: number): number {
    const last = this.text.origin[to - 1] ?? 0;
    const code = this.text.source.codePointAt(last) ?? 0;
    return last + (code > 0xffff ? 2 : 1);
  }
}

const SENTENCE_STARTERS = new Set(
  'the it its this that these those so and but a an in if when then they there we you he she as because for with without not no only after before while however also now since'.split(' '),
);

/** Joins words that are written apart as often as together: `byte code`, `ref-count`, `non blocking`. */
function join(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
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
  if (second.gap & GAP.hyphen ? HYPHEN_PREFIX.has(first.text) : SPACE_PREFIX.has(first.text) && second.start > first.end) return true;
  return second.start > first.end && isCompound(first.text, second.text);
}

/** Whether two words side by side are read as one. */
export function isCompound(first: string, second: string): boolean {
  const seconds = COMPOUNDS.get(first);
  return seconds !== undefined && (seconds.includes(second) || seconds.includes(stem(second)));
}
