/** The whole way from an answer to its grade, for the author who asks why. */
import type { Lexicon, Pattern, Question } from '../bank/question.ts';
import { type CompiledPattern, Compiler } from './compile.ts';
import type { Answer, Grade } from './grade.ts';
import { fromOf, Matcher, toOf } from './match.ts';
import { type CompiledList, type CompiledQuestion, compileQuestion } from './question.ts';
import { type AnswerText, readAnswer } from './reading.ts';
import { grade } from './rubric.ts';

/** A word of the answer as it was read. */
export interface TracedWord {
  readonly text: string;
  /** As typed, where it was read as something else. */
  readonly typed?: string | undefined;
  /** The words that deny it. */
  readonly deniedBy: readonly string[];
  /** It names an operator ("is") and is no verb. */
  readonly operator: boolean;
}

/** What became of one pattern. */
export interface TracedPattern {
  readonly source: string;
  readonly outcome: 'found' | 'denied' | 'missing';
  /** The answer's words, where it was found or denied. */
  readonly words: readonly string[];
  /** Of a missing one: its parts, each found somewhere or not. */
  readonly parts: readonly { readonly source: string; readonly found: boolean }[];
}

export interface TracedList {
  readonly list: 'match' | 'partial' | 'forbid';
  /** Those found or denied, and of the others the nearest. */
  readonly patterns: readonly TracedPattern[];
  /** Patterns not listed. */
  readonly others: number;
}

export interface TracedRule {
  readonly id: string;
  readonly lists: readonly TracedList[];
}

export interface Trace {
  /** Clauses in the order of the text; `sentence` counts from 0. */
  readonly clauses: readonly { readonly sentence: number; readonly words: readonly TracedWord[] }[];
  readonly criteria: readonly TracedRule[];
  readonly misconceptions: readonly TracedRule[];
  readonly grade: Grade;
}

/** How many of the patterns that nearly matched are listed. */
const NEAREST = 3;

/**
 * Grades an answer and keeps every step. Far slower than `grade`, and the same grade.
 * @throws {PatternError} for a question whose patterns cannot be read.
 */
export function traceAnswer(question: Question, lexicon: Lexicon, answer: Answer): Trace {
  const compiled = compileQuestion(question, lexicon);
  const text = readAnswer(answer.text, compiled.atoms, compiled.speller);
  const tracer = new Tracer(text, new PartFinder(question, lexicon, compiled, answer.text));
  return {
    clauses: clausesOf(text),
    criteria: compiled.criteria.map(({ id, match, partial, forbid }) => ({
      id,
      lists: [tracer.list('match', match), tracer.list('partial', partial), tracer.list('forbid', forbid)],
    })),
    misconceptions: compiled.misconceptions.map(({ id, match, forbid }) => ({
      id,
      lists: [tracer.list('match', match), tracer.list('forbid', forbid)],
    })),
    grade: grade(compiled, answer),
  };
}

function clausesOf({ tokens, structure, denials, named, corrections }: AnswerText): Trace['clauses'] {
  const clauses: { sentence: number; words: TracedWord[] }[] = [];
  let last = -1;
  for (const [at, token] of tokens.entries()) {
    if (structure.clause[at] !== last) clauses.push({ sentence: structure.sentence[at] ?? 0, words: [] });
    last = structure.clause[at] ?? last;
    clauses.at(-1)?.words.push({
      text: token.text,
      typed: corrections.get(at)?.typed,
      deniedBy: (denials[at] ?? []).map((by) => tokens[by]?.text ?? ''),
      operator: named[at] ?? false,
    });
  }
  return clauses;
}

class Tracer {
  private readonly text: AnswerText;
  private readonly matcher: Matcher;
  private readonly parts: PartFinder;

  constructor(text: AnswerText, parts: PartFinder) {
    this.text = text;
    this.matcher = new Matcher(text);
    this.parts = parts;
  }

  list(list: TracedList['list'], alternatives: CompiledList): TracedList {
    const traced = alternatives.map((patterns) => this.pattern(patterns));
    const hits = traced.filter(({ outcome }) => outcome !== 'missing');
    // Beside a hit nobody asks what nearly hit, nor what a forbidding pattern nearly forbade.
    const settled = list === 'forbid' || hits.some(({ outcome }) => outcome === 'found');
    const missing = settled ? [] : traced.filter(({ outcome }) => outcome === 'missing');
    const near = missing
      .filter(({ parts }) => parts.some(({ found }) => found))
      .sort((a, b) => shareFound(b) - shareFound(a))
      .slice(0, NEAREST);
    const patterns = [...hits, ...near];
    return { list, patterns, others: traced.length - patterns.length };
  }

  private pattern(patterns: readonly CompiledPattern[]): TracedPattern {
    const source = patterns.map((p) => p.source).join('  +  ');
    const asserted = patterns.map((p) => this.matcher.asserted(p));
    const mentioned = patterns.map((p) => this.matcher.mentioned(p));
    const words = mentioned.flatMap((found) => this.quote([...found.values()][0] ?? []));
    if (asserted.every((found) => found.size > 0)) {
      const said = asserted.flatMap((found) => this.quote([...found.values()][0] ?? []));
      return { source, outcome: 'found', words: said, parts: [] };
    }
    if (mentioned.every((found) => found.size > 0)) return { source, outcome: 'denied', words, parts: [] };
    return { source, outcome: 'missing', words: [], parts: this.parts.of(patterns) };
  }

  private quote(spans: readonly number[]): string[] {
    const { tokens, source } = this.text;
    return spans.map((span) => source.slice(tokens[fromOf(span)]?.start, tokens[toOf(span)]?.end));
  }
}

const shareFound = ({ parts }: TracedPattern) => parts.filter(({ found }) => found).length / Math.max(1, parts.length);

/** Which parts of a pattern are in the answer at all, in whatever sentence. */
class PartFinder {
  private readonly found = new Map<string, boolean>();

  constructor(question: Question, lexicon: Lexicon, { speller }: CompiledQuestion, answer: string) {
    const compiler = new Compiler(lexicon);
    const lists = [
      ...question.rubric.flatMap(({ match, partial, forbid }) => [...match, ...partial, ...forbid]),
      ...question.misconceptions.flatMap(({ match, forbid }) => [...match, ...forbid]),
    ];
    const parts = new Map<string, CompiledPattern>();
    for (const source of lists.flatMap(sourcesOf).flatMap(splitPattern)) {
      const part = compiler.pattern(source);
      // What cannot stand alone, such as `no:x`, is no part that could be looked for.
      if (!Array.isArray(part)) parts.set(source, part);
    }
    const matcher = new Matcher(readAnswer(answer, compiler.table(), speller));
    for (const [source, part] of parts) this.found.set(source, matcher.mentioned(part).size > 0);
  }

  of(patterns: readonly CompiledPattern[]): TracedPattern['parts'] {
    return patterns
      .flatMap(({ source }) => splitPattern(source))
      .flatMap((source) => {
        const found = this.found.get(source);
        return found === undefined ? [] : [{ source, found }];
      });
  }
}

const sourcesOf = (pattern: Pattern): readonly string[] => (typeof pattern === 'string' ? [pattern] : pattern.all);

/** `a & (b ~ c) .. d` as `a`, `(b ~ c)`, `d`. */
function splitPattern(source: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let code = false;
  let from = 0;
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? '';
    if (char === '`') code = !code;
    if (code) continue;
    if ('(['.includes(char)) depth += 1;
    if (')]'.includes(char)) depth -= 1;
    const sign = source.startsWith('..', i) && !/\d/.test(source[i - 1] ?? '') ? 2 : '&~'.includes(char) ? 1 : 0;
    if (depth > 0 || sign === 0) continue;
    parts.push(source.slice(from, i).trim());
    from = i + sign;
    i += sign - 1;
  }
  parts.push(source.slice(from).trim());
  return parts.filter((part) => part !== '');
}
