/** Submissions: the answers members gave, and their grades. */
import type { Selectable } from 'kysely';
import type { Answer, Grade } from '../core/grading/grade.ts';
import type { StoreTransaction, Submission } from '../core/ports.ts';
import { bestOf } from '../core/rounds/points.ts';
import { decode, encode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import type { Db, SubmissionTable } from './tables.ts';

type Queries = Pick<
  StoreTransaction,
  | 'insertSubmission'
  | 'submission'
  | 'submissionByRequest'
  | 'submissionsOf'
  | 'regrade'
  | 'answersOf'
  | 'membersAnswered'
  | 'submissionsOfMember'
>;

export function submissionQueries(db: Db): Queries {
  return {
    async insertSubmission(submission) {
      const result = await db
        .insertInto('submission')
        .values({
          id: submission.id,
          round_id: submission.roundId,
          member_id: submission.memberId,
          attempt: submission.attempt,
          request_id: submission.requestId,
          answer: encode(submission.answer),
          score: submission.grade.score,
          grade: encode(submission.grade),
          at: toMillis(submission.at),
        })
        .onConflict((oc) => oc.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async submission(id) {
      const row = await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    async submissionByRequest(requestId) {
      const row = await db.selectFrom('submission').selectAll().where('request_id', '=', requestId).executeTakeFirst();
      return row && fromRow(row);
    },

    async submissionsOf(roundId, memberId) {
      const rows = await db
        .selectFrom('submission')
        .selectAll()
        .where('round_id', '=', roundId)
        .where('member_id', '=', memberId)
        .orderBy('attempt')
        .execute();
      return rows.map(fromRow);
    },

    async regrade(submissionId, grade) {
      const set = { score: grade.score, grade: encode(grade) };
      await db.updateTable('submission').set(set).where('id', '=', submissionId).execute();
    },

    async membersAnswered(roundId) {
      const row = await db
        .selectFrom('submission')
        .select(({ fn }) => fn.count<number>('member_id').distinct().as('members'))
        .where('round_id', '=', roundId)
        .executeTakeFirst();
      return Number(row?.members ?? 0);
    },

    async answersOf(roundId) {
      const rows = await db
        .with('placed', (q) =>
          q
            .selectFrom('submission')
            .selectAll()
            .select(({ fn }) => [
              fn
                .agg<number>('rank')
                .over((o) => o.partitionBy('member_id').orderBy('score', 'desc'))
                .as('place'),
              fn.countAll<number>().over().as('submissions'),
            ])
            .where('round_id', '=', roundId),
        )
        .selectFrom('placed')
        .innerJoin('member', 'member.id', 'placed.member_id')
        .selectAll('placed')
        .select('member.name')
        .where('placed.place', '=', 1)
        .orderBy('placed.score', 'desc')
        .orderBy('placed.at')
        .orderBy('placed.id')
        .execute();
      // Of a member's attempts with the same score core says which one counts.
      const best = [...Map.groupBy(rows, (row) => row.member_id)].flatMap(([memberId, equal]) => {
        const submission = bestOf(equal.map(fromRow).sort((a, b) => a.attempt - b.attempt));
        return submission ? [{ memberId, name: equal[0]?.name ?? '', submission }] : [];
      });
      return { submissions: Number(rows[0]?.submissions ?? 0), members: best.length, best };
    },

    async submissionsOfMember(memberId, limit) {
      const rows = await db
        .selectFrom('submission')
        .innerJoin('round', 'round.id', 'submission.round_id')
        .selectAll('submission')
        .select(['round.topic', 'round.question_id'])
        .where('submission.member_id', '=', memberId)
        .orderBy('submission.at', 'desc')
        .orderBy('submission.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...fromRow(row), topic: row.topic ?? '', questionId: row.question_id ?? '' }));
    },
  };
}

function fromRow(row: Selectable<SubmissionTable>): Submission {
  return {
    id: row.id,
    roundId: row.round_id,
    memberId: row.member_id,
    attempt: row.attempt,
    requestId: row.request_id,
    answer: decode<Answer>(row.answer),
    grade: decode<Grade>(row.grade),
    at: toDate(row.at),
  };
}
