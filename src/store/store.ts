import type { Log, Store } from '../core/ports.ts';
import { rebuildStandings, standingDrift } from './check-standings.ts';
import type { Db } from './tables.ts';
import { createTransaction } from './transaction.ts';

/** What a database engine gives the store. Everything above it is the same for every engine. */
export interface Engine {
  /** For reading only; sees everything committed before the read began. */
  readonly reader: Db;
  /** Runs `work` in one transaction that can write: durable when this resolves, undone when it rejects. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** The engine's own check of its files and foreign keys: a line per fault. */
  integrity(): Promise<string[]>;
  close(): Promise<void>;
}

/** The store of core, on any engine. */
export function createStore(engine: Engine, log: Log): Store {
  return {
    read: createTransaction(engine.reader),
    write: (work) => engine.transaction((db) => work(createTransaction(db))),

    async ping() {
      try {
        await engine.reader.selectFrom('workspace').select('id').limit(1).execute();
        return true;
      } catch (error) {
        log.error({ err: error }, 'the database does not answer');
        return false;
      }
    },

    async checkStandings(repair) {
      if (!repair) return await standingDrift(engine.reader);
      return await engine.transaction(async (db) => {
        const drift = await standingDrift(db);
        if (drift.length > 0) await rebuildStandings(db);
        return drift;
      });
    },

    integrity: () => engine.integrity(),
    close: () => engine.close(),
  };
}
