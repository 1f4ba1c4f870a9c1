/** Where members stand over a period. Equal points share a rank: 1, 2, 2, 4. */
import type { StandingRow, StoreTransaction } from '../ports.ts';
import { periodsOf } from '../rounds/calendar.ts';
import { runningStreak } from './streaks.ts';

export type PeriodKind = 'week' | 'season' | 'all';

export interface Ranked extends StandingRow {
  readonly rank: number;
}

export interface Leaderboard {
  readonly kind: PeriodKind;
  /** `2026-W47`, `2026-11` or `all`. */
  readonly period: string;
  readonly rows: readonly Ranked[];
  readonly members: number;
  /** The asking member's row, wherever it is. */
  readonly own: Ranked | undefined;
}

/** Rows shown on a board. */
const BOARD_ROWS = 10;

export function periodKey(kind: PeriodKind, now: Date, zone: string): string {
  return kind === 'all' ? 'all' : periodsOf(now, zone)[kind];
}

export async function leaderboard(
  tx: StoreTransaction,
  ask: { workspaceId: string; memberId: string; kind: PeriodKind; now: Date; zone: string },
): Promise<Leaderboard> {
  const period = periodKey(ask.kind, ask.now, ask.zone);
  const top = await tx.standings(ask.workspaceId, period, BOARD_ROWS, 0);
  return {
    kind: ask.kind,
    period,
    rows: rankRows(top),
    members: await tx.countStandings(ask.workspaceId, period),
    own: await rankOf(tx, ask.workspaceId, period, ask.memberId),
  };
}

/** A member's row and rank in a period; undefined when they have not answered in it. */
export async function rankOf(
  tx: StoreTransaction,
  workspaceId: string,
  period: string,
  memberId: string,
): Promise<Ranked | undefined> {
  const row = await tx.standingOf(workspaceId, period, memberId);
  return row && { ...row, rank: (await tx.countAbove(workspaceId, period, row.points)) + 1 };
}

/** Ranks rows that begin at the top of the board. */
export function rankRows(rows: readonly StandingRow[]): Ranked[] {
  let rank = 0;
  return rows.map((row, index) => {
    if (index === 0 || row.points !== rows[index - 1]?.points) rank = index + 1;
    return { ...row, rank };
  });
}

/**
 * The member's longest running streak over the schedules of a workspace, and their best ever there. What they answered
 * in another one says nothing here: while a workspace is linked its own questions pause, and so would a streak of them.
 */
export async function streakOf(
  tx: StoreTransaction,
  workspaceId: string,
  memberId: string,
): Promise<{ readonly current: number; readonly best: number }> {
  let current = 0;
  let best = 0;
  for (const streak of await tx.streaksOfMember(memberId)) {
    if ((await tx.schedule(streak.scheduleId))?.workspaceId !== workspaceId) continue;
    const running = runningStreak(streak, await tx.lastClosedSequence(streak.scheduleId));
    current = Math.max(current, running);
    best = Math.max(best, streak.best);
  }
  return { current, best };
}
