/** From what was met to one number. */
import type { Question } from '../bank/question.ts';
import type { CriterionResult, MisconceptionResult } from './grade.ts';

/**
 * What it costs to say the opposite of a criterion, as a share of the essential points. Markers took off 0.05 to 0.15
 * for such errors; a claim that is also a listed misconception costs as that alone.
 */
export const CONTRADICTION = 0.1;

/**
 * Points earned minus penalties, as a share of the points of the essential criteria, bent by the question's curve:
 * 0..1, to four decimals. Extras fill what is missing of the essential points and never lift above 1.
 *
 * The generous curve is the square root: real markers pay the first right idea more than its share (measured on the
 * data of Mohler, Bunescu and Mihalcea, 2011: uncalibrated agreement rises, correlation stays).
 */
export function scoreOf(
  { rubric, curve }: Pick<Question, 'rubric' | 'curve'>,
  criteria: readonly CriterionResult[],
  misconceptions: readonly MisconceptionResult[],
): number {
  // Questions stored with rounds of earlier releases do not say what is essential: all of it was.
  const required = rubric.reduce((sum, { essential, points }) => sum + (essential === false ? 0 : points), 0);
  const earned = criteria.reduce((sum, { met, points }) => sum + met * points, 0);
  const penalty = misconceptions.reduce((sum, m) => sum + m.penalty, 0);
  const opposed = criteria.filter(({ contradicted }) => contradicted !== undefined).length;
  const cost = CONTRADICTION * Math.max(0, opposed - misconceptions.length);
  const share = Math.min(1, Math.max(0, (Math.min(required, earned) - penalty) / required - cost));
  return Math.round((curve === 'generous' ? Math.sqrt(share) : share) * 10_000) / 10_000;
}
