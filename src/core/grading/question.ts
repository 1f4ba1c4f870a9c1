/** Compiling a question: all its patterns against one table of words. */
import type { Lexicon, Pattern, Question } from '../bank/question.ts';
import { type Atoms, type CompiledPattern, Compiler } from './compile.ts';
import { type Prompt, promptWords } from './guards.ts';
import { type Fault, PatternError } from './pattern-parse.ts';
import { Speller } from './typos.ts';

/** Alternatives of a list: each one pattern, or several that must all be found. */
export type CompiledList = readonly (readonly CompiledPattern[])[];

export interface CompiledCriterion {
  readonly id: string;
  readonly points: number;
  readonly output: boolean;
  readonly match: CompiledList;
  readonly partial: CompiledList;
  readonly forbid: CompiledList;
}

export interface CompiledMisconception {
  readonly id: string;
  readonly penalty: number;
  readonly match: CompiledList;
  readonly forbid: CompiledList;
}

export interface CompiledQuestion {
  readonly question: Question;
  readonly criteria: readonly CompiledCriterion[];
  readonly misconceptions: readonly CompiledMisconception[];
  readonly atoms: Atoms;
  readonly speller: Speller;
  readonly prompt: Prompt;
}

/** Something wrong with a pattern; `path` leads to it in the question file. */
export interface PatternFinding {
  readonly path: readonly (string | number)[];
  readonly pattern: string;
  readonly message: string;
  /** Character of the pattern, from 0. */
  readonly offset: number;
  readonly fix: string;
}

/** Compiles a question. Throws PatternError for the first pattern that cannot be read. */
export function compileQuestion(question: Question, lexicon: Lexicon): CompiledQuestion {
  const { criteria, misconceptions, compiler, findings } = compileAll(question, lexicon);
  const first = findings[0];
  if (first) throw new PatternError(first.pattern, first);
  const prose = [
    question.prompt,
    question.code ?? '',
    question.answer,
    question.hint ?? '',
    ...question.rubric.map((c) => c.criterion),
    ...question.misconceptions.flatMap((m) => [m.claim, m.correction]),
  ];
  return {
    question,
    criteria,
    misconceptions,
    atoms: compiler.table(),
    speller: new Speller(compiler.vocabulary, lexicon, prose),
    prompt: promptWords(`${question.prompt}\n${question.code ?? ''}`),
  };
}

/** Everything wrong with a question's patterns. */
export function checkPatterns(question: Question, lexicon: Lexicon): PatternFinding[] {
  return compileAll(question, lexicon).findings;
}

function compileAll(question: Question, lexicon: Lexicon) {
  const compiler = new Compiler(lexicon);
  const findings: PatternFinding[] = [];
  const one = (source: string, path: (string | number)[]): CompiledPattern | undefined => {
    const result = compiler.pattern(source);
    if (!isFaults(result)) return result;
    for (const fault of result)
      findings.push({ path, pattern: source, message: fault.message, offset: fault.offset, fix: fault.fix });
    return undefined;
  };
  const list = (patterns: readonly Pattern[], path: (string | number)[]): CompiledList =>
    patterns.map((pattern, i) => {
      if (typeof pattern === 'string') return [one(pattern, [...path, i])].filter((p) => p !== undefined);
      return pattern.all.map((source, j) => one(source, [...path, i, 'all', j])).filter((p) => p !== undefined);
    });
  const criteria = question.rubric.map((criterion, i) => ({
    id: criterion.id,
    points: criterion.points,
    output: criterion.output,
    match: list(criterion.match, ['rubric', i, 'match']),
    partial: list(criterion.partial, ['rubric', i, 'partial']),
    forbid: list(criterion.forbid, ['rubric', i, 'forbid']),
  }));
  const misconceptions = question.misconceptions.map((misconception, i) => ({
    id: misconception.id,
    penalty: misconception.penalty,
    match: list(misconception.match, ['misconceptions', i, 'match']),
    forbid: list(misconception.forbid, ['misconceptions', i, 'forbid']),
  }));
  return { criteria, misconceptions, compiler, findings };
}

const isFaults = (result: CompiledPattern | Fault[]): result is Fault[] => Array.isArray(result);
