/** One pass over the folded text, character by character, giving tokens. */
import { expand, expandBare } from './contractions.ts';
import { spell, stem } from './spelling.ts';
import type { PlainText } from './text.ts';
import { GAP, type Token } from './token.ts';

/** Units after a number: the name kept first, then other ways to write it. */
const UNITS = new Map<string, string>();
for (const line of `
  ms msec
  s sec secs second seconds
  us
  ns nanosecond nanoseconds
  min mins minute minutes
  h hour hours
  kb kib
  k
  mb mib
  gb gib
  bit bits
  byte bytes b
  x times fold
  %`
  .trim()
  .split('\n')) {
  const [unit = '', ...others] = line.trim().split(' ');
  for (const word of [unit, ...others]) UNITS.set(word, unit);
}
const OPERATORS = `=== !== **= //= ... == != <= >= += -= *= /= := -> => || <> [] {} '' "" = < > + % ≡ ⇔`.split(' ');
/** Spelt with signs; what they read as, '' for what is left out. */
const ABBREVIATIONS: readonly (readonly [string, string])[] = [
  ['e.g.', ''],
  ['i.e.', ''],
  ['e.g', ''],
  ['i.e', ''],
  ['w/o', 'without'],
  ['i/o', 'io'],
  ['w/', 'with'],
  ['& co.', ''],
  ['per cent', 'percent'],
];
/** First characters of operators, so that most characters need no search. */
const OPERATOR_STARTS = new Set(OPERATORS.map((operator) => operator[0]));
const SENTENCE_STARTERS = new Set(
  'the it its this that these those so and but a an in if when then they there we you he she as because for with without not no only after before while however also now since'.split(
    ' ',
  ),
);

const isLetter = (c: string | undefined) =>
  c !== undefined && ((c >= 'a' && c <= 'z') || c === '_' || (c > '\x7f' && /\p{L}/u.test(c)));
const isDigit = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9';
const isWordPart = (c: string | undefined) => isLetter(c) || isDigit(c);
const isSpace = (c: string | undefined) => c !== undefined && /\s/.test(c);

export class Scanner {
  private readonly text: PlainText;
  private readonly chars: string;
  private readonly tokens: Token[] = [];
  private readonly allCode: boolean;
  private at = 0;
  /** Of each open bracket, whether it hangs on a word. */
  private readonly hanging: boolean[] = [];
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
      if (c === ' ') this.skip();
      else if (c === '`') this.backticks();
      else if (isLetter(c)) this.word();
      else if (isDigit(c)) this.number('');
      else if ((c === '-' || c === '—') && this.isMinus()) {
        this.at += 1;
        this.number('-');
      } else if (!this.range() && !this.operator()) this.punctuation();
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
    const joined = before === '.' && this.chars[this.at - 2] !== '.';
    return isDigit(this.chars[this.at + 1]) && !isWordPart(before) && !joined && before !== ')' && before !== ']';
  }

  /** The dots of `-5..256` and `1 ... 9`, between two numbers: no end of a sentence. */
  private range(): boolean {
    const { chars } = this;
    if (chars[this.at] !== '.' || this.tokens.at(-1)?.kind !== 'number' || this.at - this.lastTo > 1) return false;
    const dots = /^(?:\.{2,3}(?=-?\d)| \.{2,3}(?= -?\d))/.exec(chars.slice(this.lastTo, this.lastTo + 7))?.[0];
    if (dots === undefined) return false;
    this.gap |= GAP.dot;
    this.at = this.lastTo + dots.length;
    return true;
  }

  private word(): void {
    const { chars } = this;
    const from = this.at;
    if (chars[from] === 'h' && (chars.startsWith('http://', from) || chars.startsWith('https://', from))) {
      while (this.at < chars.length && !isSpace(chars[this.at])) this.at += 1;
      return;
    }
    const second = chars[from + 1];
    const abbreviation =
      second === '.' || second === '/'
        ? ABBREVIATIONS.find(([a]) => chars.startsWith(a, from) && !isWordPart(chars[from + a.length]))
        : undefined;
    if (abbreviation) {
      this.at += abbreviation[0].length;
      const word = abbreviation[1];
      if (word) this.push(word, from, this.at, 'word');
      return;
    }
    while (isWordPart(chars[this.at])) this.at += 1;
    let word = chars.slice(from, this.at);
    const version = chars[this.at] === '.' ? /^(c?python|py|pypy)(\d+)$/.exec(word) : null;
    if (version?.[1] !== undefined && isDigit(chars[this.at + 1])) {
      this.at = from + version[1].length;
      this.push('python', from, this.at, 'word');
      this.number('');
      return;
    }
    // _emphasis_ in chat, not a name.
    if (word[0] === '_') {
      if (/^_[a-z]+_$/.test(word)) word = word.slice(1, -1);
      if (/^_+$/.test(word)) return;
    }
    const apostrophe = chars[this.at] === "'" && chars[from - 1] !== "'" && /[a-z]/.test(chars[this.at + 1] ?? '');
    if (apostrophe && this.codeEnd < 0) {
      let end = this.at + 1;
      while (isLetter(chars[end])) end += 1;
      const tail = chars.slice(this.at + 1, end);
      this.at = end;
      this.pushAll(expand(word, tail), from);
    } else this.plainWord(word, from);
    this.afterDot();
  }

  private plainWord(word: string, from: number): void {
    const coded = this.codeEnd >= 0 || this.allCode;
    if (word.includes('_')) this.push(word, from, this.at, 'code');
    else this.pushAll(coded ? [word] : expandBare(word), from);
  }

  private pushAll(words: readonly string[], from: number): void {
    for (const [i, word] of words.entries()) this.push(word, from, this.at, 'word', i > 0);
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
      else if (
        (c === '_' && isDigit(chars[this.at + 1])) ||
        (c === ',' && /^,\d{3}(?!\d)/.test(chars.slice(this.at, this.at + 5)))
      ) {
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
    if (!OPERATOR_STARTS.has(chars[this.at])) return false;
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
    if (found === '>' && !this.allCode && (this.gap & GAP.line) !== 0) return false;
    if ((found === "''" || found === '""') && (isWordPart(before) || isWordPart(after))) return false;
    this.at += found.length;
    this.push(found, this.at - found.length, this.at, 'operator');
    return true;
  }

  /** A remark in brackets is a thought of its own; what hangs on a word, as in `join()`, O(n) and "object(s)", is not. */
  private bracket(c: string): void {
    if (')]}'.includes(c)) {
      if (!this.hanging.pop()) this.gap |= GAP.bracket;
      return;
    }
    const hangs = isWordPart(this.chars[this.at - 1]);
    this.hanging.push(hangs);
    if (!hangs) this.gap |= GAP.bracket;
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
    else if (c !== undefined && '([{)]}'.includes(c)) this.bracket(c);
    else if (c === '—') this.gap |= GAP.dash;
    else if (c === '\u2022') this.gap |= GAP.bullet;
    else if (c === '-' || c === '*') this.gap |= this.dashKind(c);
    else if (c === '/') this.gap |= GAP.slash;
    else if (c === '"' || c === "'") this.quote(c);
    this.skip();
  }

  private skip(): void {
    this.at += 1;
    if (this.codeEnd >= 0 && this.at > this.codeEnd) this.codeEnd = -1;
  }

  private dashKind(c: string): number {
    const before = this.chars[this.at - 1];
    const spaced = (before === undefined || isSpace(before)) && isSpace(this.chars[this.at + 1]);
    if (spaced && (this.gap & GAP.line) !== 0) return GAP.bullet;
    if (c === '*') return 0;
    // "n - 1" is a difference, not a dash.
    if (spaced && this.tokens.at(-1)?.text.length === 1 && isDigit(this.chars[this.at + 2])) return GAP.hyphen;
    return spaced || before === '-' ? GAP.dash : GAP.hyphen;
  }

  private quote(c: string): void {
    this.gap |= GAP.quote;
    const last = this.tokens.at(-1);
    if (last === undefined) return;
    // A single word between quotes is named, as if it were code.
    if (this.chars[this.lastFrom - 1] === c && this.lastTo === this.at)
      this.tokens[this.tokens.length - 1] = { ...last, coded: true };
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
