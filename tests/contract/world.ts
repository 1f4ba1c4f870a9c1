/** Core on a real SQLite file with a clock and ids the test holds, and a bank of one question per topic and kind. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readBankFolder } from '../../src/bank-folder.ts';
import { loadBank } from '../../src/core/bank/load.ts';
import type { Bank } from '../../src/core/bank/question.ts';
import { createCore } from '../../src/core/create-core.ts';
import type { Desk } from '../../src/core/desk.ts';
import type { ChatPlatform, Clock, Ids, Log } from '../../src/core/ports.ts';
import type { Rounds } from '../../src/core/rounds/rounds.ts';
import { openSqliteStore, type StoreHandle } from '../../src/store/sqlite.ts';
import { SCRATCH } from '../fakes/scratch.ts';

export interface World {
  readonly store: StoreHandle;
  readonly desk: Desk;
  readonly rounds: Rounds;
  readonly bank: Bank;
  readonly clock: Clock & { set(at: string): void };
  /** Every line logged at warn or error. */
  readonly complaints: string[];
  /** Makes core anew on the same database, as a new process would: `desk` and `rounds` are others then. */
  restart(platforms: readonly ChatPlatform[]): void;
  close(): Promise<void>;
}

export async function createWorld(platforms: readonly ChatPlatform[], startAt: string): Promise<World> {
  const folder = await mkdtemp(join(SCRATCH, 'refcount-'));
  const complaints: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (fields, line) => complaints.push(`${line} ${JSON.stringify(fields)}`),
    error: (fields, line) =>
      complaints.push(`${line} ${String(fields.err instanceof Error ? fields.err.stack : JSON.stringify(fields))}`),
  };
  const store = await openSqliteStore({ file: join(folder, 'refcount.db'), log });
  const bank = await threeTopicBank();
  let now = new Date(startAt);
  const clock = {
    now: () => now,
    set(at: string) {
      now = new Date(at);
    },
  };
  const ids = countingIds();
  const coreWith = (all: readonly ChatPlatform[]) =>
    createCore({ store, clock, ids, log, bank, platforms: new Map(all.map((platform) => [platform.name, platform])) });
  let core = coreWith(platforms);
  return {
    store,
    get desk() {
      return core.desk;
    },
    get rounds() {
      return core.rounds;
    },
    bank,
    clock,
    complaints,
    restart(all) {
      core = coreWith(all);
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** `id0000000001`, `id0000000002`, … */
export function countingIds(): Ids {
  let count = 0;
  return { next: () => `id${String(++count).padStart(10, '0')}` };
}

/** The shell bank with its choice question under a topic of its own, so that a topic names a question. */
async function threeTopicBank(): Promise<Bank> {
  const files = await readBankFolder('tests/fixtures/banks/shell');
  const arranged = files.map((file) => {
    if (file.path === 'processes/pipe-status.yaml') {
      return { path: 'pipes/pipe-status.yaml', text: file.text.replace('topic: processes', 'topic: pipes') };
    }
    return file.path === 'lexicon.yaml' ? { ...file, text: `${file.text.trimEnd()}\n  pipes: Pipes\n` } : file;
  });
  const loaded = loadBank(arranged);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, null, 2));
  return loaded.bank;
}
