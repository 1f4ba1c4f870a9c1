/** The pattern language: text to tree. See docs/authoring.md. */

export interface Fault {
  readonly message: string;
  /** Place in the pattern, in characters from 0. */
  readonly offset: number;
  /** What to write instead. */
  readonly fix: string;
}

/** A pattern that cannot be read. */
export class PatternError extends Error implements Fault {
  readonly pattern: string;
  readonly offset: number;
  readonly fix: string;
  constructor(pattern: string, fault: Fault) {
    super(`${fault.message} (in "${pattern}", character ${fault.offset + 1}; ${fault.fix})`);
    this.name = 'PatternError';
    this.pattern = pattern;
    this.offset = fault.offset;
    this.fix = fault.fix;
  }
}

export type Polarity = 'not' | 'any';

export type PatternNode =
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'code'; readonly text: string; readonly at: number }
  | { readonly kind: 'concept'; readonly name: string; readonly at: number }
  /** One after another. */
  | { readonly kind: 'phrase'; readonly parts: readonly PatternNode[]; readonly at: number }
  | { readonly kind: 'either'; readonly options: readonly PatternNode[]; readonly at: number }
  /** Neighbours related by `~` (near) or `..` (before). */
  | {
      readonly kind: 'chain';
      readonly parts: readonly PatternNode[];
      readonly links: readonly ('near' | 'before')[];
      readonly at: number;
    }
  | { readonly kind: 'all'; readonly parts: readonly PatternNode[]; readonly at: number }
  | { readonly kind: 'polar'; readonly polarity: Polarity; readonly part: PatternNode; readonly at: number }
  | { readonly kind: 'absent'; readonly part: PatternNode; readonly at: number }
  /** `[…]`: all of it within one clause. */
  | { readonly kind: 'clause'; readonly part: PatternNode; readonly at: number };

interface Lexeme {
  readonly kind: 'word' | 'code' | 'concept' | '(' | ')' | '[' | ']' | '|' | '&' | '~' | '..' | 'prefix';
  readonly text: string;
  readonly at: number;
}

const PREFIXES = ['not', 'any', 'no'];

/** Deepest nesting of parentheses; keeps the parser's recursion bounded. */
const DEEPEST = 8;

class Stop extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The tree of a pattern, or what is wrong with it first. */
export function parsePattern(pattern: string): PatternNode | Fault {
  try {
    const lexemes = lex(pattern);
    if (lexemes.length === 0) return { message: 'the pattern is empty', offset: 0, fix: 'write at least one word' };
    return new Parser(lexemes, pattern.length).parse();
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
}

export const isFault = (result: PatternNode | Fault): result is Fault => 'message' in result;

function lex(pattern: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < pattern.length) {
    const c = pattern[at] ?? '';
    if (/\s/.test(c)) at += 1;
    else if (pattern.startsWith('[]', at)) {
      lexemes.push({ kind: 'code', text: '[]', at });
      at += 2;
    } else if (c === '(' || c === ')' || c === '[' || c === ']' || c === '|' || c === '&' || c === '~') {
      lexemes.push({ kind: c, text: c, at });
      at += 1;
    } else if (pattern.startsWith('..', at)) {
      lexemes.push({ kind: '..', text: '..', at });
      at += 2;
    } else if (c === '`') {
      const close = pattern.indexOf('`', at + 1);
      if (close < 0)
        throw new Stop({ message: 'a backtick is never closed', offset: at, fix: 'put ` at the end of the code' });
      const text = pattern.slice(at + 1, close);
      if (text.trim() === '')
        throw new Stop({
          message: 'there is no code between the backticks',
          offset: at,
          fix: 'write the code, or remove the backticks',
        });
      lexemes.push({ kind: 'code', text, at });
      at = close + 1;
    } else if (c === '@') {
      const name = /^@([a-z0-9-]+)/.exec(pattern.slice(at))?.[1];
      if (!name)
        throw new Stop({ message: 'a concept has no name', offset: at, fix: 'write @ and the name, such as @gil' });
      lexemes.push({ kind: 'concept', text: name, at });
      at += name.length + 1;
    } else {
      const prefix = /^([a-z]+):(?!:)/.exec(pattern.slice(at, at + 20))?.[1];
      if (prefix) {
        if (!PREFIXES.includes(prefix))
          throw new Stop({
            message: `there is no prefix "${prefix}:"`,
            offset: at,
            fix: 'the prefixes are not:, any: and no:',
          });
        lexemes.push({ kind: 'prefix', text: prefix, at });
        at += prefix.length + 1;
        continue;
      }
      let end = at;
      while (end < pattern.length && !/[\s()[\]|&~`]/.test(pattern[end] ?? '') && !pattern.startsWith('..', end))
        end += 1;
      lexemes.push({ kind: 'word', text: pattern.slice(at, end), at });
      at = end;
    }
  }
  return lexemes;
}

class Parser {
  private readonly lexemes: readonly Lexeme[];
  private readonly length: number;
  private next = 0;
  private depth = 0;

  constructor(lexemes: readonly Lexeme[], length: number) {
    this.lexemes = lexemes;
    this.length = length;
  }

  parse(): PatternNode {
    const node = this.all();
    const left = this.peek();
    if (left)
      throw new Stop({
        message: `a closing ${left.text === ']' ? 'bracket' : 'parenthesis'} has no opening one`,
        offset: left.at,
        fix: 'remove it, or open one before',
      });
    return node;
  }

  private peek(): Lexeme | undefined {
    return this.lexemes[this.next];
  }

  private take(kind: Lexeme['kind']): boolean {
    if (this.peek()?.kind !== kind) return false;
    this.next += 1;
    return true;
  }

  private all(): PatternNode {
    const at = this.peek()?.at ?? this.length;
    const parts = [this.chain()];
    while (this.take('&')) parts.push(this.chain());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', parts, at };
  }

  private chain(): PatternNode {
    const at = this.peek()?.at ?? this.length;
    const parts = [this.phrase()];
    const links: ('near' | 'before')[] = [];
    for (;;) {
      const link = this.peek()?.kind;
      if (link !== '~' && link !== '..') break;
      this.next += 1;
      links.push(link === '~' ? 'near' : 'before');
      parts.push(this.phrase());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'chain', parts, links, at };
  }

  private phrase(): PatternNode {
    const at = this.peek()?.at ?? this.length;
    const parts = [this.either()];
    while (this.startsPrimary()) parts.push(this.either());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'phrase', parts, at };
  }

  private startsPrimary(): boolean {
    const kind = this.peek()?.kind;
    return (
      kind === 'word' || kind === 'code' || kind === 'concept' || kind === '(' || kind === '[' || kind === 'prefix'
    );
  }

  /** A prefix before the first alternative covers all of them; before a later one, only that one. */
  private either(): PatternNode {
    const at = this.peek()?.at ?? this.length;
    const leading = this.prefix();
    if (leading === 'no') {
      const part = this.alternatives(at, undefined);
      return { kind: 'absent', part, at };
    }
    return this.alternatives(at, leading);
  }

  private alternatives(at: number, leading: Polarity | undefined): PatternNode {
    const options = [polar(leading, this.primary(), at)];
    while (this.take('|')) {
      const start = this.peek()?.at ?? this.length;
      const own = this.prefix();
      if (own === 'no')
        throw new Stop({
          message: '"no:" cannot stand before a later alternative',
          offset: start,
          fix: 'write two patterns, or join with & no:…',
        });
      options.push(polar(own ?? leading, this.primary(), start));
    }
    return options.length === 1 && options[0] ? options[0] : { kind: 'either', options, at };
  }

  private prefix(): Polarity | 'no' | undefined {
    const lexeme = this.peek();
    if (lexeme?.kind !== 'prefix') return undefined;
    this.next += 1;
    return lexeme.text === 'no' || lexeme.text === 'not' ? lexeme.text : 'any';
  }

  private primary(): PatternNode {
    const lexeme = this.peek();
    if (!lexeme)
      throw new Stop({
        message: 'something is missing at the end',
        offset: this.length,
        fix: 'write a word after the sign, or remove the sign',
      });
    this.next += 1;
    if (lexeme.kind === 'word') return { kind: 'word', text: lexeme.text, at: lexeme.at };
    if (lexeme.kind === 'code') return { kind: 'code', text: lexeme.text, at: lexeme.at };
    if (lexeme.kind === 'concept') return { kind: 'concept', name: lexeme.text, at: lexeme.at };
    if (lexeme.kind !== '(' && lexeme.kind !== '[')
      throw new Stop({
        message: `nothing stands before "${lexeme.text}"`,
        offset: lexeme.at,
        fix: 'write a word there, or remove the sign',
      });
    this.depth += 1;
    if (this.depth > DEEPEST)
      throw new Stop({
        message: 'parentheses are nested too deeply',
        offset: lexeme.at,
        fix: 'split the pattern in two',
      });
    const inner = this.all();
    this.depth -= 1;
    const close = lexeme.kind === '(' ? ')' : ']';
    if (!this.take(close))
      throw new Stop({
        message: `a ${close === ')' ? 'parenthesis' : 'bracket'} is never closed`,
        offset: lexeme.at,
        fix: `write ${close} where the group ends`,
      });
    return close === ')' ? inner : { kind: 'clause', part: inner, at: lexeme.at };
  }
}

function polar(polarity: Polarity | undefined, part: PatternNode, at: number): PatternNode {
  return polarity ? { kind: 'polar', polarity, part, at } : part;
}
