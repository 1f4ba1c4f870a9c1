/** What core may expect of a store, whatever engine it runs on. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import type { LocalChatLog } from '../../src/store/local-chat.ts';
import { appealCases } from './store/appeals.ts';
import { linkCases } from './store/links.ts';
import { localChatCases } from './store/local-chat.ts';
import { outboxCases } from './store/outbox.ts';
import { peopleCases } from './store/people.ts';
import { reviewCases } from './store/reviews.ts';
import { roundCases } from './store/rounds.ts';
import { scheduleCases } from './store/schedules.ts';
import { standingCases } from './store/standings.ts';
import { submissionCases } from './store/submissions.ts';
import { transactionCases } from './store/transactions.ts';

export type OpenStore = Store & { readonly localChat: LocalChatLog };

/** One empty database of the engine. */
export interface StoreBench {
  /** Opens it; opened twice, the stores are as two processes on one database. */
  open(): Promise<OpenStore>;
  remove(): Promise<void>;
}

/** What the cases of a test work with: `store` is open, `another` opens one more; both are closed afterwards. */
export interface StoreCase {
  readonly store: OpenStore;
  another(): Promise<OpenStore>;
}

export function storeContract(engine: string, makeBench: () => Promise<StoreBench>): void {
  describe(`store on ${engine}`, () => {
    let current: StoreCase | undefined;
    let end = async () => {};

    beforeEach(async () => {
      const bench = await makeBench();
      const opened: OpenStore[] = [];
      const another = async () => {
        const store = await bench.open();
        opened.push(store);
        return store;
      };
      current = { store: await another(), another };
      end = async () => {
        for (const store of opened) await store.close();
        await bench.remove();
      };
    });
    afterEach(() => end());

    const given = (): StoreCase => {
      if (!current) throw new Error('used outside a test');
      return current;
    };
    describe('transactions', () => transactionCases(given));
    describe('people and bank versions', () => peopleCases(given));
    describe('schedules', () => scheduleCases(given));
    describe('rounds', () => roundCases(given));
    describe('submissions', () => submissionCases(given));
    describe('appeals', () => appealCases(given));
    describe('reviews', () => reviewCases(given));
    describe('standings', () => standingCases(given));
    describe('links', () => linkCases(given));
    describe('outbox', () => outboxCases(given));
    describe('local chat', () => localChatCases(given));
  });
}
