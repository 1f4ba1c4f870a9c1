/** Appeals of grades. */
import type { Selectable } from 'kysely';
import type { Answer } from '../core/grading/grade.ts';
import type { Appeal, AppealQueries } from '../core/rounds/appeal.ts';
import { decode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import type { AppealTable, Db } from './tables.ts';

export function appealQueries(db: Db): AppealQueries {
  return {
    async insertAppeal({ id, workspaceId, submissionId, reason, at, decision }) {
      const result = await db
        .insertInto('appeal')
        .values({
          id,
          workspace_id: workspaceId,
          submission_id: submissionId,
          reason,
          at: toMillis(at),
          state: decision?.ruling ?? 'open',
          score: decision?.score ?? null,
          decision_reason: decision?.reason ?? null,
          decided_by: decision?.by ?? null,
          decided_at: toMillis(decision?.at),
        })
        .onConflict((oc) => oc.column('submission_id').doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async appeal(id) {
      const row = await db.selectFrom('appeal').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async appealsOf(roundId, memberId) {
      const rows = await db
        .selectFrom('submission')
        .innerJoin('appeal', 'appeal.submission_id', 'submission.id')
        .selectAll('appeal')
        .where('submission.round_id', '=', roundId)
        .where('submission.member_id', '=', memberId)
        .orderBy('submission.attempt')
        .execute();
      return rows.map(fromRow);
    },

    async oldestOpenAppeal(workspaceId) {
      const row = await db
        .selectFrom('appeal')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('state', '=', 'open')
        .orderBy('at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async countOpenAppeals(workspaceId) {
      const row = await db
        .selectFrom('appeal')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('workspace_id', '=', workspaceId)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async decideAppeal(id, { ruling, score, reason, by, at }) {
      const result = await db
        .updateTable('appeal')
        .set({ state: ruling, score, decision_reason: reason, decided_by: by, decided_at: toMillis(at) })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    async decidedAppeals(after, limit) {
      const from = after ? toMillis(after.decidedAt) : 0;
      const rows = await db
        .selectFrom('appeal')
        .innerJoin('submission', 'submission.id', 'appeal.submission_id')
        .innerJoin('round', 'round.id', 'submission.round_id')
        .select(['appeal.id', 'appeal.score', 'appeal.decided_at', 'round.question_id', 'submission.answer'])
        .where('appeal.decided_at', '>=', from)
        .where(({ eb, or }) => or([eb('appeal.decided_at', '>', from), eb('appeal.id', '>', after?.id ?? '')]))
        .orderBy('appeal.decided_at')
        .orderBy('appeal.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        questionId: row.question_id ?? '',
        answer: decode<Answer>(row.answer),
        score: row.score ?? 0,
        decidedAt: toDate(row.decided_at ?? 0),
      }));
    },
  };
}

function fromRow(row: Selectable<AppealTable>): Appeal {
  const { id, workspace_id: workspaceId, submission_id: submissionId, reason, state } = row;
  const decision =
    state === 'open'
      ? undefined
      : {
          ruling: state,
          score: row.score ?? 0,
          reason: row.decision_reason ?? '',
          by: row.decided_by ?? '',
          at: toDate(row.decided_at ?? 0),
        };
  return { id, workspaceId, submissionId, reason, at: toDate(row.at), decision };
}
