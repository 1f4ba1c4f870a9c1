import type { StoreTransaction } from '../core/ports.ts';
import { appealQueries } from './appeals.ts';
import { linkQueries } from './links.ts';
import { outboxQueries } from './outbox.ts';
import { peopleQueries } from './people.ts';
import { reviewQueries } from './reviews.ts';
import { roundQueries } from './rounds.ts';
import { scheduleQueries } from './schedules.ts';
import { standingQueries } from './standings.ts';
import { submissionQueries } from './submissions.ts';
import type { Db } from './tables.ts';

/** Every query of the store, on one connection or inside one transaction. */
export function createTransaction(db: Db): StoreTransaction {
  return {
    ...peopleQueries(db),
    ...scheduleQueries(db),
    ...roundQueries(db),
    ...submissionQueries(db),
    ...appealQueries(db),
    ...linkQueries(db),
    ...reviewQueries(db),
    ...standingQueries(db),
    ...outboxQueries(db),
  };
}
