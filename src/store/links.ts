/** Links between workspaces and between accounts, the codes that make them, and the moving of what two accounts have. */
import { type Selectable, sql } from 'kysely';
import type { LinkCode, LinkQueries, Place } from '../core/links/link.ts';
import { recountStandings } from './check-standings.ts';
import { toDate, toMillis } from './moments.ts';
import type { Db, LinkCodeTable, PlaceTable } from './tables.ts';

export function linkQueries(db: Db): LinkQueries {
  return { ...codeQueries(db), ...workspaceQueries(db), ...placeQueries(db), ...accountQueries(db), ...joining(db) };
}

function codeQueries(db: Db): Pick<LinkQueries, 'saveLinkCode' | 'takeLinkCode' | 'linkCode'> {
  return {
    async saveLinkCode({ hash, expiresAt, for: meant }) {
      await db
        .insertInto('link_code')
        .values({
          hash,
          kind: meant.kind,
          workspace_id: meant.workspaceId,
          schedule_id: meant.kind === 'workspace' ? meant.scheduleId : null,
          member_id: meant.kind === 'account' ? meant.memberId : null,
          expires_at: toMillis(expiresAt),
        })
        .execute();
    },

    async takeLinkCode(hash, now) {
      await db.deleteFrom('link_code').where('expires_at', '<=', toMillis(now)).execute();
      const row = await db.deleteFrom('link_code').where('hash', '=', hash).returningAll().executeTakeFirst();
      return row && toCode(row);
    },

    async linkCode(hash, now) {
      const row = await db
        .selectFrom('link_code')
        .selectAll()
        .where('hash', '=', hash)
        .where('expires_at', '>', toMillis(now))
        .executeTakeFirst();
      return row && toCode(row);
    },
  };
}

function workspaceQueries(db: Db): Pick<LinkQueries, 'homeOf' | 'guestsOf' | 'linkWorkspace' | 'unlinkWorkspace'> {
  return {
    async homeOf(workspaceId) {
      const row = await db
        .selectFrom('workspace_link')
        .select('home_id')
        .where('guest_id', '=', workspaceId)
        .executeTakeFirst();
      return row?.home_id;
    },

    async guestsOf(homeId) {
      const rows = await db
        .selectFrom('workspace_link')
        .select('guest_id')
        .where('home_id', '=', homeId)
        .orderBy('at')
        .orderBy('guest_id')
        .execute();
      return rows.map((row) => row.guest_id);
    },

    async linkWorkspace(guestId, homeId, at) {
      await db
        .insertInto('workspace_link')
        .values({ guest_id: guestId, home_id: homeId, at: toMillis(at) })
        .execute();
    },

    async unlinkWorkspace(guestId) {
      const members = db.selectFrom('member').select('id').where('workspace_id', '=', guestId);
      await db
        .deleteFrom('account_link')
        .where(({ eb, or }) => or([eb('account_id', 'in', members), eb('member_id', 'in', members)]))
        .execute();
      await db.deleteFrom('place').where('workspace_id', '=', guestId).execute();
      await db.deleteFrom('workspace_link').where('guest_id', '=', guestId).execute();
    },
  };
}

function placeQueries(
  db: Db,
): Pick<
  LinkQueries,
  'savePlace' | 'removePlace' | 'placeOfChannel' | 'placesOfSchedule' | 'placesOfWorkspace' | 'unusablePlaces'
> {
  return {
    async savePlace({ id, scheduleId, workspaceId, channelId, unusable, linkedBy }) {
      const values = { channel_id: channelId, unusable: unusable ? 1 : 0, linked_by: linkedBy ?? null };
      await db
        .insertInto('place')
        .values({ id, schedule_id: scheduleId, workspace_id: workspaceId, ...values })
        .onConflict((oc) => oc.column('id').doUpdateSet(values))
        .execute();
    },

    async removePlace(id) {
      await db.deleteFrom('place').where('id', '=', id).execute();
    },

    async placeOfChannel(workspaceId, channelId) {
      const row = await db
        .selectFrom('place')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('channel_id', '=', channelId)
        .executeTakeFirst();
      return row && toPlace(row);
    },

    async placesOfSchedule(scheduleId) {
      const rows = await db
        .selectFrom('place')
        .selectAll()
        .where('schedule_id', '=', scheduleId)
        .orderBy('id')
        .execute();
      return rows.map(toPlace);
    },

    async placesOfWorkspace(workspaceId) {
      const rows = await db
        .selectFrom('place')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .orderBy('channel_id')
        .execute();
      return rows.map(toPlace);
    },

    async unusablePlaces(limit) {
      const rows = await db
        .selectFrom('place')
        .selectAll()
        .where('unusable', '=', 1)
        .orderBy(sql`random()`)
        .limit(limit)
        .execute();
      return rows.map(toPlace);
    },
  };
}

function accountQueries(
  db: Db,
): Pick<LinkQueries, 'playsAs' | 'accountsOf' | 'accountLinksOf' | 'linkAccount' | 'unlinkAccount'> {
  return {
    async playsAs(memberId) {
      const row = await db
        .selectFrom('account_link')
        .select('member_id')
        .where('account_id', '=', memberId)
        .executeTakeFirst();
      return row?.member_id;
    },

    async accountsOf(memberId) {
      const rows = await db
        .selectFrom('account_link')
        .select('account_id')
        .where('member_id', '=', memberId)
        .orderBy('at')
        .orderBy('account_id')
        .execute();
      return rows.map((row) => row.account_id);
    },

    async accountLinksOf(workspaceId) {
      const members = db.selectFrom('member').select('id').where('workspace_id', '=', workspaceId);
      return await db
        .selectFrom('account_link')
        .select(['account_id as accountId', 'member_id as memberId'])
        .where(({ eb, or }) => or([eb('account_id', 'in', members), eb('member_id', 'in', members)]))
        .orderBy('account_id')
        .execute();
    },

    async linkAccount(accountId, memberId, at) {
      const values = { member_id: memberId, at: toMillis(at) };
      await db
        .insertInto('account_link')
        .values({ account_id: accountId, ...values })
        .onConflict((oc) => oc.column('account_id').doUpdateSet(values))
        .execute();
    },

    async unlinkAccount(accountId) {
      await db.deleteFrom('account_link').where('account_id', '=', accountId).execute();
    },
  };
}

function joining(
  db: Db,
): Pick<
  LinkQueries,
  | 'roundsOfBoth'
  | 'giveSubmission'
  | 'giveHistory'
  | 'giveRounds'
  | 'sequencesAnswered'
  | 'removeStreaks'
  | 'recountStandings'
> {
  return {
    async roundsOfBoth(memberId, otherId) {
      const rows = await db
        .selectFrom('submission as own')
        .innerJoin('submission as others', 'others.round_id', 'own.round_id')
        .select('own.round_id')
        .distinct()
        .where('own.member_id', '=', memberId)
        .where('others.member_id', '=', otherId)
        .orderBy('own.round_id')
        .execute();
      return rows.map((row) => row.round_id);
    },

    async giveSubmission(submissionId, memberId, attempt) {
      await db.updateTable('submission').set({ member_id: memberId, attempt }).where('id', '=', submissionId).execute();
    },

    async giveHistory(fromId, toId) {
      await db.updateTable('submission').set({ member_id: toId }).where('member_id', '=', fromId).execute();
      await db.updateTable('ledger').set({ member_id: toId }).where('member_id', '=', fromId).execute();
      await giveReviews(db, fromId, toId);
    },

    async giveRounds(fromId, toId, workspaceId) {
      const { numUpdatedRows } = await db
        .updateTable('submission')
        .set({ member_id: toId })
        .where('member_id', '=', fromId)
        .where('round_id', 'in', (q) => q.selectFrom('round').select('id').where('workspace_id', '=', workspaceId))
        .executeTakeFirst();
      await db
        .updateTable('ledger')
        .set({ member_id: toId })
        .where('member_id', '=', fromId)
        .where('workspace_id', '=', workspaceId)
        .execute();
      return Number(numUpdatedRows);
    },

    async sequencesAnswered(memberId) {
      return await db
        .selectFrom('submission')
        .innerJoin('round', 'round.id', 'submission.round_id')
        .select(['round.schedule_id as scheduleId', 'round.sequence'])
        .distinct()
        .where('submission.member_id', '=', memberId)
        .where('round.scheduled', '=', 1)
        .orderBy('round.schedule_id')
        .orderBy('round.sequence')
        .execute();
    },

    async removeStreaks(memberId) {
      await db.deleteFrom('streak').where('member_id', '=', memberId).execute();
    },

    recountStandings: (memberIds) => recountStandings(db, memberIds),
  };
}

async function giveReviews(db: Db, fromId: string, toId: string): Promise<void> {
  const cards = await db
    .selectFrom('review')
    .select(['member_id', 'question_id', 'due'])
    .where('member_id', 'in', [fromId, toId])
    .execute();
  const kept = new Map(cards.filter((card) => card.member_id === toId).map((card) => [card.question_id, card.due]));
  for (const { question_id, due } of cards.filter((card) => card.member_id === fromId)) {
    const own = kept.get(question_id);
    // Of two cards of a question one has to go before the other can take its place.
    const goes = own !== undefined && Number(own) >= Number(due) ? fromId : toId;
    if (own !== undefined) {
      await db.deleteFrom('review').where('member_id', '=', goes).where('question_id', '=', question_id).execute();
    }
  }
  await db.updateTable('review').set({ member_id: toId }).where('member_id', '=', fromId).execute();
}

function toCode(row: Selectable<LinkCodeTable>): LinkCode {
  const { hash, kind, workspace_id: workspaceId } = row;
  const expiresAt = toDate(row.expires_at);
  return kind === 'workspace'
    ? { hash, expiresAt, for: { kind, workspaceId, scheduleId: row.schedule_id ?? '' } }
    : { hash, expiresAt, for: { kind, workspaceId, memberId: row.member_id ?? '' } };
}

function toPlace(row: Selectable<PlaceTable>): Place {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    unusable: row.unusable === 1,
    linkedBy: row.linked_by ?? undefined,
  };
}
