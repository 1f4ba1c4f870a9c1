/** Rounds: one question posted for one slot, from planned to closed. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Round, RoundSnapshot, StoreTransaction } from '../core/ports.ts';
import { decode, encode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import { fromPhraseText, toPhraseText } from './phrases.ts';
import type { Db, RoundTable } from './tables.ts';

type Queries = Pick<
  StoreTransaction,
  | 'insertRound'
  | 'updateRound'
  | 'round'
  | 'liveRoundOfChannel'
  | 'liveRounds'
  | 'liveRoundsOfSchedule'
  | 'lastClosedRound'
  | 'roundsToClose'
  | 'askedQuestions'
  | 'lastSequence'
  | 'lastClosedSequence'
>;

const LIVE = ['planned', 'open'] as const;
const ASKED = ['planned', 'open', 'closed'] as const;

export function roundQueries(db: Db): Queries {
  const ofChannel = (workspaceId: string, channelId: string, states: readonly RoundTable['state'][]) =>
    db
      .selectFrom('round')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('channel_id', '=', channelId)
      .where('state', 'in', states)
      .orderBy('slot', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();

  return {
    async insertRound(round) {
      const result = await db
        .insertInto('round')
        .values(toRow(round))
        .onConflict((oc) => oc.columns(['schedule_id', 'slot']).doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async updateRound(id, change) {
      const set: Updateable<RoundTable> = {};
      if (change.state !== undefined) set.state = change.state;
      if (change.closesAt !== undefined) set.closes_at = toMillis(change.closesAt);
      if ('skipReason' in change) set.skip_reason = toPhraseText(change.skipReason);
      if ('openedAt' in change) set.opened_at = toMillis(change.openedAt);
      if ('closedAt' in change) set.closed_at = toMillis(change.closedAt);
      if ('message' in change) {
        set.message_channel_id = change.message?.channelId ?? null;
        set.message_id = change.message?.messageId ?? null;
      }
      if (Object.keys(set).length > 0) await db.updateTable('round').set(set).where('id', '=', id).execute();
    },

    async round(id) {
      const row = await db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async liveRoundOfChannel(workspaceId, channelId) {
      const row = await ofChannel(workspaceId, channelId, LIVE);
      return row && fromRow(row);
    },

    async liveRounds(workspaceId) {
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('state', 'in', LIVE)
        .orderBy('slot', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(fromRow);
    },

    async liveRoundsOfSchedule(scheduleId) {
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('schedule_id', '=', scheduleId)
        .where('state', 'in', LIVE)
        .orderBy('slot')
        .execute();
      return rows.map(fromRow);
    },

    async lastClosedRound(workspaceId, channelId) {
      const row = await ofChannel(workspaceId, channelId, ['closed']);
      return row && fromRow(row);
    },

    async roundsToClose(now, limit) {
      const rows = await db
        .selectFrom('round')
        .selectAll()
        .where('state', 'in', LIVE)
        .where('closes_at', '<=', toMillis(now))
        .orderBy('closes_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async askedQuestions(scheduleId) {
      const rows = await db
        .selectFrom('round')
        .select('question_id')
        .where('schedule_id', '=', scheduleId)
        .where('state', 'in', ASKED)
        .orderBy('slot')
        .execute();
      return rows.flatMap((row) => (row.question_id === null ? [] : [row.question_id]));
    },

    async lastSequence(scheduleId) {
      const row = await db
        .selectFrom('round')
        .select(({ fn }) => fn.max('sequence').as('last'))
        .where('schedule_id', '=', scheduleId)
        .where('state', 'in', ASKED)
        .executeTakeFirst();
      return row?.last ?? 0;
    },

    async lastClosedSequence(scheduleId) {
      const row = await db
        .selectFrom('round')
        .select(({ fn }) => fn.max('sequence').as('last'))
        .where('schedule_id', '=', scheduleId)
        .where('state', '=', 'closed')
        .where('scheduled', '=', 1)
        .executeTakeFirst();
      return row?.last ?? 0;
    },
  };
}

function toRow(round: Round): Insertable<RoundTable> {
  return {
    id: round.id,
    schedule_id: round.scheduleId,
    workspace_id: round.workspaceId,
    channel_id: round.channelId,
    slot: toMillis(round.slot),
    scheduled: round.scheduled ? 1 : 0,
    sequence: round.sequence,
    week: round.week,
    season: round.season,
    state: round.state,
    skip_reason: toPhraseText(round.skipReason),
    question_id: round.snapshot?.question.id ?? null,
    topic: round.snapshot?.question.topic ?? null,
    snapshot: round.snapshot ? encode(round.snapshot) : null,
    opened_at: toMillis(round.openedAt),
    closes_at: toMillis(round.closesAt),
    closed_at: toMillis(round.closedAt),
    message_channel_id: round.message?.channelId ?? null,
    message_id: round.message?.messageId ?? null,
  };
}

function fromRow(row: Selectable<RoundTable>): Round {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    slot: toDate(row.slot),
    scheduled: row.scheduled === 1,
    sequence: row.sequence,
    week: row.week,
    season: row.season,
    state: row.state,
    skipReason: fromPhraseText(row.skip_reason),
    snapshot: row.snapshot === null ? undefined : decode<RoundSnapshot>(row.snapshot),
    openedAt: toDate(row.opened_at),
    closesAt: toDate(row.closes_at),
    closedAt: toDate(row.closed_at),
    message:
      row.message_channel_id === null || row.message_id === null
        ? undefined
        : { channelId: row.message_channel_id, messageId: row.message_id },
  };
}
