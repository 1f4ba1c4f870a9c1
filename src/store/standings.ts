/** The ledger of points, the totals derived from it, and streaks. The ledger is only ever appended to. */
import { sql } from 'kysely';
import type { LedgerEntry, StandingRow, StoreTransaction, StreakRow } from '../core/ports.ts';
import { toMillis } from './moments.ts';
import type { Db } from './tables.ts';

type Queries = Pick<
  StoreTransaction,
  | 'addToLedger'
  | 'standings'
  | 'standingOf'
  | 'countAbove'
  | 'countStandings'
  | 'streak'
  | 'streaksOfMember'
  | 'saveStreak'
  | 'excuseStreaks'
>;

/** The period that never ends. */
export const ALL_TIME = 'all';

// Points are kept as whole millionths: sums of fractions stay exact, so equal totals are equal and ties are ties.
const MICRO = 1_000_000;
const toMicropoints = (points: number): number => Math.round(points * MICRO);
export const toPoints = (micropoints: number): number => Number(micropoints) / MICRO;

/** How many rounds an entry counts: the first of a round counts it, and joining two accounts takes one of two away. */
export const roundsCounted = (reason: LedgerEntry['reason']): number =>
  reason === 'answer' ? 1 : reason === 'account-link' ? -1 : 0;

export function standingQueries(db: Db): Queries {
  return {
    async addToLedger(entry) {
      const micropoints = toMicropoints(entry.points);
      const whose = { workspace_id: entry.workspaceId, member_id: entry.memberId, micropoints };
      await db
        .insertInto('ledger')
        .values({
          ...whose,
          id: entry.id,
          round_id: entry.roundId,
          submission_id: entry.submissionId,
          reason: entry.reason,
          week: entry.week,
          season: entry.season,
          at: toMillis(entry.at),
        })
        .execute();
      const rounds = roundsCounted(entry.reason);
      await db
        .insertInto('standing')
        .values([entry.week, entry.season, ALL_TIME].map((period) => ({ ...whose, period, rounds })))
        .onConflict((oc) =>
          oc.columns(['workspace_id', 'period', 'member_id']).doUpdateSet(({ ref }) => ({
            micropoints: sql<number>`${ref('standing.micropoints')} + ${ref('excluded.micropoints')}`,
            rounds: sql<number>`${ref('standing.rounds')} + ${ref('excluded.rounds')}`,
          })),
        )
        .execute();
    },

    async standings(workspaceId, period, limit, offset) {
      const rows = await standingRows(db, workspaceId, period)
        .orderBy('standing.micropoints', 'desc')
        .orderBy(
          sql`standing.micropoints * 1.0 / (case when standing.rounds = 0 then 1 else standing.rounds end)`,
          'desc',
        )
        .orderBy('member.name')
        .orderBy('member.id')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(toStanding);
    },

    async standingOf(workspaceId, period, memberId) {
      const row = await standingRows(db, workspaceId, period)
        .where('standing.member_id', '=', memberId)
        .executeTakeFirst();
      return row && toStanding(row);
    },

    async countAbove(workspaceId, period, points) {
      const row = await db
        .selectFrom('standing')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('workspace_id', '=', workspaceId)
        .where('period', '=', period)
        .where('micropoints', '>', toMicropoints(points))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async countStandings(workspaceId, period) {
      const row = await db
        .selectFrom('standing')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('workspace_id', '=', workspaceId)
        .where('period', '=', period)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async streak(memberId, scheduleId) {
      const row = await streakRows(db, memberId).where('schedule_id', '=', scheduleId).executeTakeFirst();
      return row;
    },

    async streaksOfMember(memberId) {
      return await streakRows(db, memberId).orderBy('schedule_id').execute();
    },

    async saveStreak({ memberId, scheduleId, current, best, lastSequence }) {
      const values = { current, best, last_sequence: lastSequence };
      await db
        .insertInto('streak')
        .values({ member_id: memberId, schedule_id: scheduleId, ...values })
        .onConflict((oc) => oc.columns(['member_id', 'schedule_id']).doUpdateSet(values))
        .execute();
    },

    async excuseStreaks(scheduleId, sequence, workspaceIds) {
      if (workspaceIds.length === 0) return;
      const members = db.selectFrom('member').select('id').where('workspace_id', 'in', workspaceIds);
      await db
        .updateTable('streak')
        .set({ last_sequence: sequence })
        .where('schedule_id', '=', scheduleId)
        .where('last_sequence', '=', sequence - 1)
        .where('member_id', 'in', members)
        .execute();
    },
  };
}

function standingRows(db: Db, workspaceId: string, period: string) {
  return db
    .selectFrom('standing')
    .innerJoin('member', 'member.id', 'standing.member_id')
    .select(['standing.member_id as memberId', 'member.name', 'standing.micropoints', 'standing.rounds'])
    .where('standing.workspace_id', '=', workspaceId)
    .where('standing.period', '=', period);
}

function toStanding(row: { memberId: string; name: string; micropoints: number; rounds: number }): StandingRow {
  return { memberId: row.memberId, name: row.name, points: toPoints(row.micropoints), rounds: row.rounds };
}

function streakRows(db: Db, memberId: string) {
  return db
    .selectFrom('streak')
    .select(['member_id as memberId', 'schedule_id as scheduleId', 'current', 'best', 'last_sequence as lastSequence'])
    .where('member_id', '=', memberId)
    .$castTo<StreakRow>();
}
