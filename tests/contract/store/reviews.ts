import { expect, it } from 'vitest';
import type { Review } from '../../../src/core/practice/review.ts';
import type { StoreCase } from '../store.ts';
import { at, furnish } from './samples.ts';

const review = (questionId: string, over: Partial<Review> = {}): Review => ({
  memberId: 'local:home:ada',
  questionId,
  topic: 'identity',
  due: at(24),
  card: { card: { due: at(24), stability: 2.3065, state: 2 }, cause: { round: 'round-1' } },
  lastScore: 0.55,
  ...over,
});

export function reviewCases(given: () => StoreCase): void {
  const save = (...reviews: Review[]) =>
    given().store.write(async (tx) => {
      await furnish(tx);
      for (const each of reviews) await tx.saveReview(each);
    });

  it('keeps every field, dates inside the card as well', async () => {
    const { store } = given();
    await save(review('is-vs-eq-257'));
    expect(await store.read.review('local:home:ada', 'is-vs-eq-257')).toEqual(review('is-vs-eq-257'));
    expect(await store.read.review('local:home:ada', 'other')).toBeUndefined();
    expect(await store.read.review('local:home:bob', 'is-vs-eq-257')).toBeUndefined();
  });

  it('keeps one per member and question: the last one saved', async () => {
    const { store } = given();
    const later = review('q', { topic: 'gil', due: at(90), card: { card: {} }, lastScore: 1 });
    const bobs = review('q', { memberId: 'local:home:bob' });
    await save(review('q'), bobs, later);
    expect(await store.read.reviewsOf('local:home:ada', 10)).toEqual([later]);
    expect(await store.read.review('local:home:bob', 'q')).toEqual(bobs);
  });

  it("gives a member's in the order they come due, and no more than asked for", async () => {
    const { store } = given();
    const [a, b, c] = [review('a', { due: at(2) }), review('b', { due: at(1) }), review('c', { due: at(2) })];
    await save(c, a, b, review('d', { memberId: 'local:home:bob', due: at(0) }));
    expect(await store.read.reviewsOf('local:home:ada', 10)).toEqual([b, a, c]);
    expect(await store.read.reviewsOf('local:home:ada', 2)).toEqual([b, a]);
    expect(await store.read.reviewsOf('local:home:cyd', 10)).toEqual([]);
  });

  it('is of a member there is', async () => {
    await save();
    const stray = review('a', { memberId: 'local:home:nobody' });
    await expect(given().store.write((tx) => tx.saveReview(stray))).rejects.toThrow();
  });
}
