/** How well grades agree with marks. */
import type { Grade } from '../grading/grade.ts';
import type { MarkedAnswer } from './marked-answer.ts';
import { bandOf, mean, meanError, pearson, quadraticKappa } from './statistics.ts';

/** One marked answer and what the grader made of it. */
export interface Graded {
  readonly marked: MarkedAnswer;
  readonly grade: Grade;
  /** The question's misconceptions in its order: marks may name them by position. */
  readonly misconceptionIds: readonly string[];
}

/** A share of right decisions: precision of those made, recall of those that should have been. NaN without any. */
export interface Decisions {
  readonly precision: number;
  readonly recall: number;
}

/** The decisions about one criterion. */
export interface CriterionAgreement extends Decisions {
  readonly question: string;
  readonly criterion: string;
  /** Mean absolute difference between what was met and what the marker says. */
  readonly error: number;
}

/** The answers of one sort. */
export interface Stratum {
  readonly name: string;
  readonly answers: number;
  /** Means, 0..1. */
  readonly score: number;
  readonly mark: number;
  readonly error: number;
  /** Share of answers in which a misconception was found. */
  readonly penalised: number;
  /** Highest score given. */
  readonly highest: number;
  /** Share of answers graded above one half. */
  readonly passed: number;
}

export interface Agreement {
  readonly answers: number;
  readonly questions: number;
  /** Quadratic weighted kappa of scores in five bands of equal width. */
  readonly kappa: number;
  readonly pearson: number;
  /** Mean absolute error of the score. */
  readonly error: number;
  /** Criterion decisions, a half counting as half; undefined where no marks of criteria are given. */
  readonly criteria: Decisions | undefined;
  readonly misconceptions: Decisions | undefined;
  /** Each criterion by itself, the most disputed first. */
  readonly eachCriterion: readonly CriterionAgreement[];
  /** Of grades at least this sure, the share within `TOLERANCE` of the mark. */
  readonly confident: { readonly answers: number; readonly right: number };
  readonly strata: readonly Stratum[];
}

const BANDS = 5;
/** How far from the mark a grade may be and still be called right. */
export const TOLERANCE = 0.15;
/** From here on a grade calls itself sure. */
export const SURE = 0.9;

/** Measures the agreement of grades with marks. Throws RangeError without answers. */
export function agreementOf(graded: readonly Graded[]): Agreement {
  if (graded.length === 0) throw new RangeError('there are no answers to compare');
  const scores = graded.map(({ grade }) => grade.score);
  const marks = graded.map(({ marked }) => marked.score);
  const sure = graded.filter(({ grade }) => grade.confidence >= SURE);
  return {
    answers: graded.length,
    questions: new Set(graded.map(({ marked }) => marked.question)).size,
    kappa: quadraticKappa(
      scores.map((s) => bandOf(s, BANDS)),
      marks.map((s) => bandOf(s, BANDS)),
      BANDS,
    ),
    pearson: pearson(scores, marks),
    error: meanError(scores, marks),
    criteria: decisions(graded.flatMap(criterionDecisions)),
    misconceptions: decisions(graded.flatMap(misconceptionDecisions)),
    eachCriterion: eachCriterion(graded),
    confident: { answers: sure.length, right: mean(sure.map((one) => (errorOf(one) <= TOLERANCE + 1e-9 ? 1 : 0))) },
    strata: strata(graded),
  };
}

/** How far a grade is from its mark, 0..1. */
export const errorOf = ({ marked, grade }: Graded): number => Math.abs(grade.score - marked.score);

/** The ids of the misconceptions that a marker found in the answer. */
export function markedMisconceptions({ marked, misconceptionIds }: Graded): string[] {
  return (marked.misconceptions ?? []).map((m) => (typeof m === 'string' ? m : (misconceptionIds[m] ?? `#${m}`)));
}

function criterionDecisions({ marked, grade }: Graded): (Pair & { readonly question: string; readonly id: string })[] {
  return (marked.facts_met ?? []).map((want, i) => {
    const { id = `#${i}`, met = 0 } = grade.criteria[i] ?? {};
    return { question: marked.question, id, got: met, want };
  });
}

function eachCriterion(graded: readonly Graded[]): CriterionAgreement[] {
  const groups = Map.groupBy(graded.flatMap(criterionDecisions), ({ question, id }) => `${question} ${id}`);
  return [...groups.values()]
    .flatMap((pairs) => {
      const [first] = pairs;
      const shares = decisions(pairs);
      if (!first || !shares) return [];
      const error = mean(pairs.map(({ got, want }) => Math.abs(got - want)));
      return [{ question: first.question, criterion: first.id, ...shares, error }];
    })
    .sort((a, b) => b.error - a.error);
}

/** What the grader decided and what the marker says, 0..1. */
interface Pair {
  readonly got: number;
  readonly want: number;
}

function misconceptionDecisions(one: Graded): Pair[] {
  if (one.marked.misconceptions === undefined) return [];
  const got = new Set(one.grade.misconceptions.map(({ id }) => id));
  const want = new Set(markedMisconceptions(one));
  return [...new Set([...got, ...want])].map((id) => ({ got: got.has(id) ? 1 : 0, want: want.has(id) ? 1 : 0 }));
}

function decisions(pairs: readonly Pair[]): Decisions | undefined {
  if (pairs.length === 0) return undefined;
  const sum = (value: (pair: Pair) => number) => pairs.reduce((s, pair) => s + value(pair), 0);
  const right = sum(({ got, want }) => Math.min(got, want));
  return { precision: right / sum(({ got }) => got), recall: right / sum(({ want }) => want) };
}

function strata(graded: readonly Graded[]): Stratum[] {
  const groups = Map.groupBy(graded, ({ marked }) => marked.stratum ?? 'all');
  return [...groups].map(([name, members]) => ({
    name,
    answers: members.length,
    score: mean(members.map(({ grade }) => grade.score)),
    mark: mean(members.map(({ marked }) => marked.score)),
    error: mean(members.map(errorOf)),
    penalised: mean(members.map(({ grade }) => (grade.misconceptions.length > 0 ? 1 : 0))),
    highest: Math.max(...members.map(({ grade }) => grade.score)),
    passed: mean(members.map(({ grade }) => (grade.score > 0.5 ? 1 : 0))),
  }));
}
