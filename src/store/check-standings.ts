/** Whether the totals kept in `standing` are what the ledger adds up to, and rebuilding them when they are not. */
import { sql } from 'kysely';
import type { StandingDrift } from '../core/ports.ts';
import { ALL_TIME, toPoints } from './standings.ts';
import type { Db } from './tables.ts';

/** Totals that differ from the ledger in points or in rounds; one statement, so it sees one state of the database. */
export async function standingDrift(db: Db): Promise<StandingDrift[]> {
  const rows = await db
    .with('derived', (q) => totals(q))
    .selectFrom('derived')
    .fullJoin('standing', (join) =>
      join
        .onRef('standing.workspace_id', '=', 'derived.workspace_id')
        .onRef('standing.period', '=', 'derived.period')
        .onRef('standing.member_id', '=', 'derived.member_id'),
    )
    .select(({ fn }) => [
      fn.coalesce('derived.member_id', 'standing.member_id').as('memberId'),
      fn.coalesce('derived.period', 'standing.period').as('period'),
      fn.coalesce('standing.micropoints', sql.lit(0)).as('kept'),
      fn.coalesce('derived.micropoints', sql.lit(0)).as('ledger'),
    ])
    .where(({ eb, fn, or }) =>
      or([
        eb(fn.coalesce('standing.micropoints', sql.lit(0)), '!=', fn.coalesce('derived.micropoints', sql.lit(0))),
        eb(fn.coalesce('standing.rounds', sql.lit(0)), '!=', fn.coalesce('derived.rounds', sql.lit(0))),
      ]),
    )
    .orderBy('memberId')
    .orderBy('period')
    .execute();
  return rows.map(({ memberId, period, kept, ledger }) => ({
    memberId: memberId ?? '',
    period: period ?? '',
    kept: toPoints(kept),
    ledger: toPoints(ledger),
  }));
}

/** Replaces every total by what the ledger gives. Run it inside a transaction. */
export async function rebuildStandings(db: Db): Promise<void> {
  await db.deleteFrom('standing').execute();
  await db
    .insertInto('standing')
    .columns(['workspace_id', 'member_id', 'micropoints', 'rounds', 'period'])
    .expression(totals(db))
    .execute();
}

/** Replaces the totals of these members by what the ledger gives. Run it inside a transaction. */
export async function recountStandings(db: Db, memberIds: readonly string[]): Promise<void> {
  await db.deleteFrom('standing').where('member_id', 'in', memberIds).execute();
  await db
    .insertInto('standing')
    .columns(['workspace_id', 'member_id', 'micropoints', 'rounds', 'period'])
    .expression(totals(db, memberIds))
    .execute();
}

/** The ledger added up per workspace, period and member: by week, by season, over all time. */
function totals(db: Pick<Db, 'selectFrom'>, memberIds?: readonly string[]) {
  const sums = db
    .selectFrom('ledger')
    .select(({ fn }) => [
      'workspace_id',
      'member_id',
      fn.sum<number>('micropoints').as('micropoints'),
      // As `roundsCounted`.
      fn.sum<number>(sql`case reason when 'answer' then 1 when 'account-link' then -1 else 0 end`).as('rounds'),
    ])
    .$if(memberIds !== undefined, (q) => q.where('member_id', 'in', memberIds ?? []));
  return sums
    .select('week as period')
    .groupBy(['workspace_id', 'member_id', 'week'])
    .unionAll(sums.select('season as period').groupBy(['workspace_id', 'member_id', 'season']))
    .unionAll(sums.select(sql.lit(ALL_TIME).as('period')).groupBy(['workspace_id', 'member_id']));
}
