/** What a member has to look at again, and when: one review card per member and question (FSRS). */

/** What is known of a member and a question. Rows of questions that the bank has lost stay, and are passed over. */
export interface Review {
  readonly memberId: string;
  readonly questionId: string;
  readonly topic: string;
  readonly due: Date;
  /** See memory.ts; plain data, opaque to the store. */
  readonly card: unknown;
  /** The score 0..1 of the last answer. */
  readonly lastScore: number;
}

export interface ReviewQueries {
  /** Inserts or replaces. */
  saveReview(review: Review): Promise<void>;
  review(memberId: string, questionId: string): Promise<Review | undefined>;
  /** All of the member's, due or not: soonest due first, so what has been due longest leads; at most `limit`. */
  reviewsOf(memberId: string, limit: number): Promise<Review[]>;
}
