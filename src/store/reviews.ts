/** What members have to look at again, and when. */
import type { Selectable } from 'kysely';
import type { Review, ReviewQueries } from '../core/practice/review.ts';
import { decode, encode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import type { Db, ReviewTable } from './tables.ts';

export function reviewQueries(db: Db): ReviewQueries {
  return {
    async saveReview({ memberId, questionId, topic, due, card, lastScore }) {
      const state = { topic, due: toMillis(due), card: encode(card), last_score: lastScore };
      await db
        .insertInto('review')
        .values({ member_id: memberId, question_id: questionId, ...state })
        .onConflict((oc) => oc.columns(['member_id', 'question_id']).doUpdateSet(state))
        .execute();
    },

    async review(memberId, questionId) {
      const row = await db
        .selectFrom('review')
        .selectAll()
        .where('member_id', '=', memberId)
        .where('question_id', '=', questionId)
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async reviewsOf(memberId, limit) {
      const rows = await db
        .selectFrom('review')
        .selectAll()
        .where('member_id', '=', memberId)
        .orderBy('due')
        .orderBy('question_id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
  };
}

function fromRow(row: Selectable<ReviewTable>): Review {
  return {
    memberId: row.member_id,
    questionId: row.question_id,
    topic: row.topic,
    due: toDate(row.due),
    card: decode<unknown>(row.card),
    lastScore: row.last_score,
  };
}
