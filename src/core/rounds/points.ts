/** What a grade is worth, and which of several submissions counts. */
import type { Grade } from '../grading/grade.ts';
import type { Submission } from '../ports.ts';

/** What one full answer is worth. */
export const FULL_POINTS = 10;

/** Points for a grade, 0 to 10: whole ones for the grader's score, whole or half ones where a lead decided. */
export function pointsOf(grade: Pick<Grade, 'score' | 'graded'>): number {
  const points = grade.score * FULL_POINTS;
  return grade.graded === undefined ? Math.round(points) : Math.round(points * 2) / 2;
}

/**
 * The submission that counts: highest score, the earlier one when equal. Where a lead's 7.5 points meet a grader's
 * score of 0.75, which counts as 8, the one worth more: so points never fall when an attempt is added or raised.
 */
export function bestOf(submissions: readonly Submission[]): Submission | undefined {
  return submissions.reduce<Submission | undefined>(
    (best, next) => (!best || isBetter(next.grade, best.grade) ? next : best),
    undefined,
  );
}

function isBetter(next: Grade, best: Grade): boolean {
  return next.score > best.score || (next.score === best.score && pointsOf(next) > pointsOf(best));
}
