/**
 * When a member should see a question again: one FSRS card per member and question, moved by every answer.
 *
 * - A score below 0.35 is Again, below 0.7 Hard, below 0.95 Good, and from there on Easy: the grades' own tones.
 * - Intervals are whole days, about a year at most, without chance: the same answers at the same times give the same dates.
 * - A round moves the card once, by the best of its attempts: a better one, or an appeal that was won, takes the step
 *   again from where the first attempt found the card, unless it has been moved on since.
 * - A card moved by a round comes due only after the round has closed, because practice shows the whole answer.
 * - Practice moves a card at most once a day: repeating what was just read says nothing about remembering it. So an
 *   answer delivered twice counts once, too.
 */
import { type Card, createEmptyCard, FSRS, type Grade, Rating } from 'ts-fsrs';
import { z } from 'zod';
import type { Round, StoreTransaction, Submission } from '../ports.ts';
import { snapshotOf } from '../rounds/rubrics.ts';
import type { Review } from './review.ts';

const DAY = 24 * 3_600_000;

const cardSchema = z.object({
  due: z.date(),
  stability: z.number(),
  difficulty: z.number(),
  elapsed_days: z.number().default(0),
  scheduled_days: z.number(),
  learning_steps: z.number().default(0),
  reps: z.number(),
  lapses: z.number(),
  state: z.int().min(0).max(3),
  last_review: z.date().optional(),
});

/** What `Review.card` holds. */
const keptSchema = z.object({
  card: cardSchema,
  /** The round that moved the card last, and the card as the round found it; `null`: there was none. */
  round: z.object({ id: z.string(), at: z.date(), before: cardSchema.nullable() }).optional(),
});
type Kept = z.infer<typeof keptSchema>;

const scheduler = new FSRS({ enable_fuzz: false, enable_short_term: false, maximum_interval: 365 });

/** How well a score 0..1 says the answer was remembered. */
export function ratingOf(score: number): Grade {
  if (score < 0.35) return Rating.Again;
  if (score < 0.7) return Rating.Hard;
  return score < 0.95 ? Rating.Good : Rating.Easy;
}

/** Moves the member's card of the round's question; to be called for every attempt, and whenever its grade changes. */
export async function noteReview(tx: StoreTransaction, round: Round, submission: Submission): Promise<void> {
  const { question } = snapshotOf(round);
  const { memberId, grade } = submission;
  const review = await tx.review(memberId, question.id);
  const kept = review && keptOf(review);
  const again = kept?.round?.id === round.id ? kept.round : undefined;
  if (review && again && grade.score <= review.lastScore) return;
  // A grade raised long after the round says nothing about what was remembered since.
  const last = kept?.card.last_review;
  if (!again && last && last > submission.at) return;
  const { before, at } = again ?? { before: kept?.card ?? null, at: submission.at };
  const card = stepped(before, grade.score, at);
  const after = { card, round: { id: round.id, at, before } } satisfies Kept;
  const due = new Date(Math.max(card.due.getTime(), round.closesAt.getTime()));
  await tx.saveReview({
    memberId,
    questionId: question.id,
    topic: question.topic,
    due,
    card: after,
    lastScore: grade.score,
  });
}

/** Moves the card by a practice answer, unless it was moved within a day. Gives the review as it is now. */
export async function notePractice(
  tx: StoreTransaction,
  answer: Pick<Review, 'memberId' | 'questionId' | 'topic'> & { readonly score: number; readonly at: Date },
): Promise<Review> {
  const { score, at, ...whose } = answer;
  const review = await tx.review(whose.memberId, whose.questionId);
  const before = (review && keptOf(review))?.card ?? null;
  const last = before?.last_review;
  if (review && last && at.getTime() - last.getTime() < DAY) return review;
  const card = stepped(before, score, at);
  const moved: Review = { ...whose, due: card.due, card: { card } satisfies Kept, lastScore: score };
  await tx.saveReview(moved);
  return moved;
}

/** A card that this version cannot read is begun anew. */
function keptOf({ card }: Review): Kept | undefined {
  const read = keptSchema.safeParse(card);
  return read.success ? read.data : undefined;
}

function stepped(before: Kept['card'] | null, score: number, at: Date): Card {
  const { last_review, ...rest } = before ?? createEmptyCard<Card>(at);
  return scheduler.next(last_review ? { ...rest, last_review } : rest, at, ratingOf(score)).card;
}
