/** The rule by which questions come back. */
import { Rating } from 'ts-fsrs';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { Round } from '../../../src/core/ports.ts';
import { notePractice, noteReview, ratingOf } from '../../../src/core/practice/memory.ts';
import { at, furnish, round, submission } from '../../contract/store/samples.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

const ADA = 'local:home:ada';
const BOB = 'local:home:bob';
const QUESTION = 'is-vs-eq-257';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.store.write(furnish);
});
afterEach(() => quiz.close());

const card = async (memberId = ADA) => {
  const review = await quiz.store.read.review(memberId, QUESTION);
  if (!review) throw new Error('there is no card');
  return review;
};
/** Hours between the moment and the card's due date. */
const dueIn = async (hours: number) => ((await card()).due.getTime() - at(hours).getTime()) / 3_600_000;

/** `round` closes 24 hours after its slot, which is hour 0 unless said otherwise. */
const answered = (score: number, hours: number, over: { round?: Round; attempt?: number; memberId?: string } = {}) =>
  quiz.store.write((tx) =>
    noteReview(
      tx,
      over.round ?? round('round-1', 0),
      submission(`s-${hours}`, { score, at: at(hours), attempt: over.attempt ?? 1, memberId: over.memberId ?? ADA }),
    ),
  );
const practised = (score: number, hours: number, memberId = ADA) =>
  quiz.store.write((tx) =>
    notePractice(tx, { memberId, questionId: QUESTION, topic: 'identity', score, at: at(hours) }),
  );

test.each([
  [0, Rating.Again],
  [0.3499, Rating.Again],
  [0.35, Rating.Hard],
  [0.6999, Rating.Hard],
  [0.7, Rating.Good],
  [0.9499, Rating.Good],
  [0.95, Rating.Easy],
  [1, Rating.Easy],
])('a score of %d is rated %d', (score, rating) => {
  expect(ratingOf(score)).toBe(rating);
});

describe('a first answer', () => {
  test.each([
    [0.1, 1],
    [0.5, 2],
    [0.8, 3],
    [1, 8],
  ])('scored %d comes back after %d days', async (score, days) => {
    await practised(score, 1);
    expect(await dueIn(1)).toBe(days * 24);
    expect(await card()).toMatchObject({ topic: 'identity', lastScore: score });
  });

  it('gives the same dates every time', async () => {
    const dates: number[] = [];
    for (const member of [ADA, 'local:home:bob']) {
      for (const [score, hours] of [
        [0.5, 0],
        [0.8, 60],
        [0.2, 200],
        [1, 230],
      ] as const) {
        const review = await quiz.store.write((tx) =>
          notePractice(tx, { memberId: member, questionId: QUESTION, topic: 'identity', score, at: at(hours) }),
        );
        dates.push(review.due.getTime());
      }
    }
    expect(dates.slice(0, 4)).toEqual(dates.slice(4));
    expect(new Set(dates).size).toBe(4);
  });
});

describe('a round', () => {
  it('brings its question back only after it has closed', async () => {
    const long = round('round-1', 0, { closesAt: at(24 * 10) });
    await answered(0.1, 1, { round: long });
    expect((await card()).due).toEqual(at(24 * 10));
    await answered(0.1, 24 * 11, { round: round('round-2', 24 * 11) });
    expect((await card()).due).toEqual(at(24 * 12));
  });

  it('moves the card once, by the best attempt, as if that had been the first', async () => {
    await answered(0.1, 1);
    await answered(0.8, 5, { attempt: 2 });
    const better = await card();
    await answered(0.5, 6, { attempt: 3 });
    expect(await card()).toEqual(better);
    await answered(0.8, 1, { memberId: BOB });
    expect(better).toEqual({ ...(await card(BOB)), memberId: ADA });
  });

  it('takes the step again from the card as it was before the round', async () => {
    await practised(1, 0);
    await answered(0.2, 24 * 9, { round: round('round-1', 24 * 9) });
    await answered(0.9, 24 * 9 + 1, { round: round('round-1', 24 * 9), attempt: 2 });
    await practised(1, 0, BOB);
    await answered(0.9, 24 * 9, { round: round('round-1', 24 * 9), memberId: BOB });
    expect(await card()).toEqual({ ...(await card(BOB)), memberId: ADA });
  });

  it('graded higher after an appeal moves the card, unless the member has practised since', async () => {
    await answered(0.1, 1);
    await answered(1, 1);
    expect(await dueIn(1)).toBe(8 * 24);
    await practised(0.5, 24 * 8);
    const since = await card();
    await answered(1, 1);
    expect(await card()).toEqual(since);
  });
});

describe('practice', () => {
  it('moves a card once a day', async () => {
    await practised(0.1, 0);
    const first = await card();
    expect(await practised(1, 0)).toEqual(first);
    expect(await practised(1, 23.9)).toEqual(first);
    expect(await card()).toEqual(first);
    await practised(1, 24);
    expect((await card()).lastScore).toBe(1);
    expect(await dueIn(24)).toBeGreaterThan(24);
  });

  it('lets intervals grow while it goes well, to a year at most, and starts over after a miss', async () => {
    let hours = 0;
    const intervals: number[] = [];
    for (let times = 0; times < 12; times++) {
      await practised(1, hours);
      intervals.push(await dueIn(hours));
      hours += await dueIn(hours);
    }
    expect(intervals).toEqual(intervals.toSorted((a, b) => a - b));
    expect(intervals.at(-1)).toBeLessThanOrEqual(367 * 24);
    await practised(0, hours);
    expect(await dueIn(hours)).toBeLessThan(30 * 24);
  });

  it('begins anew with a card that cannot be read', async () => {
    const due = at(-5);
    await quiz.store.write((tx) =>
      tx.saveReview({
        memberId: ADA,
        questionId: QUESTION,
        topic: 'gil',
        due,
        card: { from: 'elsewhere' },
        lastScore: 1,
      }),
    );
    await practised(0.8, 0);
    expect(await dueIn(0)).toBe(3 * 24);
  });
});
