/** Streaks count a schedule's rounds that were really asked; skipped ones and weekends are no rounds, so they break nothing. */
import type { StreakRow } from '../ports.ts';

/** The streak after answering the round with this sequence number. */
export function extendStreak(
  streak: StreakRow | undefined,
  memberId: string,
  scheduleId: string,
  sequence: number,
): StreakRow {
  if (!streak) return { memberId, scheduleId, current: 1, best: 1, lastSequence: sequence };
  if (sequence <= streak.lastSequence) return streak;
  const current = sequence === streak.lastSequence + 1 ? streak.current + 1 : 1;
  return { ...streak, current, best: Math.max(streak.best, current), lastSequence: sequence };
}

/** What a streak is worth now: nothing once a closed round was missed. */
export function runningStreak(streak: StreakRow, lastClosedSequence: number): number {
  return streak.lastSequence >= lastClosedSequence ? streak.current : 0;
}
