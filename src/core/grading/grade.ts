/** What grading gives back. Plain data: stored with the submission, shown by core, exported by the CLI. */

export interface Answer {
  /** The free text: the explanation, or for `predict` the reasons. At most 4,000 characters are read. */
  readonly text: string;
  /** `predict`: what the member says the code prints. */
  readonly output?: string | undefined;
  /** `choice`: chosen option ids. */
  readonly choices?: readonly string[] | undefined;
}

/** Whether a criterion was met: 1, by half (0.5), or not (0). */
export type Met = 0 | 0.5 | 1;

export interface CriterionResult {
  readonly id: string;
  readonly met: Met;
  /** Points it can earn. */
  readonly points: number;
  /** The answer's own words that met it, as typed. Empty when missed. */
  readonly evidence: readonly string[];
  /** Asserted in one place and denied in another; counts as not met. */
  readonly unclear: boolean;
  /** The answer's own words that say the opposite, which costs more than saying nothing. */
  readonly contradicted?: readonly string[] | undefined;
}

export interface MisconceptionResult {
  readonly id: string;
  readonly penalty: number;
  /** The answer's own words that state it. */
  readonly evidence: readonly string[];
}

/** A word read as another: `read` is the vocabulary's word. */
export interface Reading {
  readonly typed: string;
  readonly read: string;
}

/** Why an answer earned nothing although words matched. */
export type Guard = 'empty' | 'soup' | 'copy';

export interface Grade {
  /** 0..1, rounded to 4 decimals. */
  readonly score: number;
  /** The grader's own score, where a lead decided another one after an appeal; `score` is then the lead's. */
  readonly graded?: number | undefined;
  /** In the order of the rubric. */
  readonly criteria: readonly CriterionResult[];
  readonly misconceptions: readonly MisconceptionResult[];
  /** 0..1: how sure the grader is that an expert would agree within 0.15. */
  readonly confidence: number;
  readonly readings: readonly Reading[];
  readonly guard?: Guard | undefined;
  /** `predict`: whether the output was right, and whether something was forgiven (quotes, spaces, case). */
  readonly output?: { readonly right: boolean; readonly forgiven: boolean } | undefined;
  /** `choice`: chosen and correct option ids. */
  readonly choices?: { readonly chosen: readonly string[]; readonly correct: readonly string[] } | undefined;
}

/** Longest answer read, in characters; longer ones are refused at the form. */
export const MAX_ANSWER_LENGTH = 4000;
