/** Schedules: when and where questions are posted, and the claim that makes a slot happen once. */
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schedule, StoreTransaction } from '../core/ports.ts';
import { decode, encode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import { fromPhraseText, toPhraseText } from './phrases.ts';
import type { Db, ScheduleTable } from './tables.ts';

type Queries = Pick<
  StoreTransaction,
  | 'saveSchedule'
  | 'schedule'
  | 'scheduleOfChannel'
  | 'schedulesOfWorkspace'
  | 'dueSchedules'
  | 'schedulesPausedByPlatform'
  | 'claimSlot'
>;

export function scheduleQueries(db: Db): Queries {
  return {
    async saveSchedule(schedule) {
      // A schedule never moves to another workspace.
      const { id, workspace_id, ...rest } = toRow(schedule);
      await db
        .insertInto('schedule')
        .values({ id, workspace_id, ...rest })
        .onConflict((oc) => oc.column('id').doUpdateSet(rest))
        .execute();
    },

    async schedule(id) {
      const row = await db.selectFrom('schedule').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async scheduleOfChannel(workspaceId, channelId) {
      const row = await db
        .selectFrom('schedule')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('channel_id', '=', channelId)
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async schedulesOfWorkspace(workspaceId) {
      const rows = await db
        .selectFrom('schedule')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .orderBy('channel_id')
        .execute();
      return rows.map(fromRow);
    },

    async dueSchedules(now, limit) {
      const rows = await db
        .selectFrom('schedule')
        .selectAll()
        .where('state', '=', 'active')
        .where('next_due', '<=', toMillis(now))
        .orderBy('next_due')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async schedulesPausedByPlatform(limit) {
      const rows = await db
        .selectFrom('schedule')
        .selectAll()
        .where('paused_by', '=', 'platform')
        .orderBy(sql`random()`)
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async claimSlot(scheduleId, from, next) {
      const result = await db
        .updateTable('schedule')
        .set({ next_due: toMillis(next) })
        .where('id', '=', scheduleId)
        .where('next_due', '=', toMillis(from))
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function toRow(schedule: Schedule): Insertable<ScheduleTable> {
  return {
    id: schedule.id,
    workspace_id: schedule.workspaceId,
    channel_id: schedule.channelId,
    cron: schedule.cron,
    zone: schedule.zone,
    topics: encode(schedule.topics),
    attempts: schedule.attempts,
    state: schedule.state,
    discussion: schedule.discussion ? 1 : 0,
    set_up_by: schedule.setUpBy ?? null,
    paused_by: schedule.pausedBy ?? null,
    pause_reason: toPhraseText(schedule.pauseReason),
    next_due: toMillis(schedule.nextDue),
    seed: schedule.seed,
  };
}

function fromRow(row: Selectable<ScheduleTable>): Schedule {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    cron: row.cron,
    zone: row.zone,
    topics: decode<string[]>(row.topics),
    attempts: row.attempts,
    state: row.state,
    discussion: row.discussion === 1,
    setUpBy: row.set_up_by ?? undefined,
    pausedBy: row.paused_by ?? undefined,
    pauseReason: fromPhraseText(row.pause_reason),
    nextDue: toDate(row.next_due),
    seed: row.seed,
  };
}
