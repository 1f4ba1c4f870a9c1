/** How sure the grader is that an expert would agree: a logistic model of what made grading hard. */
import type { Guard } from './grade.ts';

/** What a grade's confidence is made of. */
export interface Doubts {
  readonly score: number;
  readonly guard: Guard | undefined;
  /** Share of the words of substance that no pattern used, 0..1. */
  readonly unread: number;
  /** A criterion is asserted in one place and denied in another. */
  readonly unclear: boolean;
}

/** A grade less sure than this offers an appeal. About every fifth is; of those, one in three is off by more than 0.15. */
export const APPEAL_BELOW = 0.7;

/** The model's inputs, each 0..1. */
export function featuresOf({ score, unread }: Doubts): readonly number[] {
  return [
    // Text that no pattern read: a paraphrase nobody foresaw, or another subject.
    unread,
    score,
    score === 0 ? 1 : 0,
    // Near one half a single criterion decides, and half points are a matter of taste.
    Math.max(0, 1 - Math.abs(score - 0.5) / 0.25),
  ];
}

/**
 * Fitted by bench/confidence.ts on answers graded by rubrics whose authors had not seen them, weighted so that each
 * sort of answer counts as often as among the marked ones. Intercept first, then in the order of `featuresOf`.
 */
const WEIGHTS = [2.18, -2.19, 1.78, 2.7, -1.19];

/** No text is graded of an empty answer; soup and copies are told by rules that are seldom wrong. */
const GUARDED = { empty: 1, soup: 0.9, copy: 0.9 } as const;
/** What contradicts itself can be read in two ways. */
const UNCLEAR = 0.5;

/** 0..1: how likely an expert's mark lies within 0.15 of the score. */
export function confidenceOf(doubts: Doubts): number {
  if (doubts.guard) return GUARDED[doubts.guard];
  const sure = likelihood(WEIGHTS, featuresOf(doubts));
  return Math.round((doubts.unclear ? Math.min(UNCLEAR, sure) : sure) * 100) / 100;
}

/** The logistic function of a weighted sum; `weights` begin with the intercept. */
export function likelihood(weights: readonly number[], features: readonly number[]): number {
  const sum = features.reduce((total, value, i) => total + value * (weights[i + 1] ?? 0), weights[0] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
