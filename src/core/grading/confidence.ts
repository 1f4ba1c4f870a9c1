/** How sure the grader is: an honest guess from what made grading hard. */
import type { CriterionResult, Guard } from './grade.ts';

export interface Doubts {
  readonly criteria: readonly CriterionResult[];
  readonly score: number;
  readonly guard: Guard | undefined;
  /** Misspellings within what matched. */
  readonly corrections: number;
  /** Criteria or misconceptions whose words occurred but were denied. */
  readonly denied: number;
  /** Share of the words of substance that no pattern used, 0..1. */
  readonly unread: number;
  /** Words of substance. */
  readonly words: number;
}

/** 0..1. Long unread text beside missed criteria is the commonest reason for a wrong grade, so it weighs most. */
export function confidenceOf({ criteria, score, guard, corrections, denied, unread, words }: Doubts): number {
  if (guard === 'empty') return 1;
  if (guard) return 0.85;
  const missed = criteria.filter((c) => c.met === 0).length / Math.max(1, criteria.length);
  let sure = 0.95;
  sure -= 0.5 * missed * unread * Math.min(1, words / 15);
  sure -= 0.05 * Math.min(2, corrections);
  sure -= 0.1 * Math.min(2, denied);
  sure -= 0.08 * criteria.filter((c) => c.met === 0.5).length;
  sure -= 0.2 * criteria.filter((c) => c.unclear).length;
  sure -= 0.15 * Math.max(0, 1 - Math.abs(score - 0.5) / 0.25);
  return Math.round(Math.min(1, Math.max(0.05, sure)) * 100) / 100;
}
