/**
 * SQLite, in one file. The only part of the store that knows its engine: opening, transactions, checking, backing up.
 *
 * Two connections in WAL mode: one writes, in transactions that take turns; one reads, and never waits for the writer.
 * A read through `store.read` sees everything committed before it began, but nothing of a transaction still running:
 * inside `store.write`, read through the transaction it gives.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import type { Log, Store } from '../core/ports.ts';
import { createSlackInstallations, type SlackInstallationRows } from './installations.ts';
import { createLocalChatLog, type LocalChatLog } from './local-chat.ts';
import { type MigrationOutcome, migrateToLatest } from './migrate.ts';
import { createStore, type Engine } from './store.ts';
import type { Db, Tables } from './tables.ts';
import { createTurns } from './turns.ts';

/** How long a writer waits for another process that is writing. */
const BUSY_MS = 5000;

/** The store of core, and what else is kept in the same file. */
export interface StoreHandle extends Store {
  readonly localChat: LocalChatLog;
  readonly slackInstallations: SlackInstallationRows;
  /** What opening did to the database's version. */
  readonly migrations: readonly MigrationOutcome[];
}

/**
 * Opens the database, making the file and its folder when missing and applying new migrations. Throws StoreVersionError
 * for a database of a newer release, and an Error naming the file when it cannot be opened.
 */
export async function openSqliteStore({ file, log }: { file: string; log: Log }): Promise<StoreHandle> {
  const migrations = await migrate(file);
  const applied = migrations.filter(({ status }) => status === 'applied').map(({ name }) => name);
  if (applied.length > 0) log.info({ file, applied }, 'database migrated');
  const engine = openEngine(file);
  return {
    ...createStore(engine, log),
    localChat: createLocalChatLog(engine),
    slackInstallations: createSlackInstallations(engine),
    migrations,
  };
}

/** Brings the database up to this release, making it when missing. Errors as `openSqliteStore`. */
export async function migrate(file: string): Promise<MigrationOutcome[]> {
  await mkdir(dirname(file), { recursive: true });
  const db = new Kysely<Tables>({ dialect: new Dialect(connectToWrite(file)) });
  try {
    return await migrateToLatest(db, file);
  } finally {
    await db.destroy();
  }
}

/**
 * Copies the database to `target` while others go on using it, and checks the copy before it gets its name. Throws when
 * there is no database at `file`, when `target` exists, and when the copy is not sound.
 */
export async function backup(file: string, target: string): Promise<void> {
  if (!existsSync(file)) throw new Error(`There is no database at ${file}.`);
  await mkdir(dirname(target), { recursive: true });
  await reserve(target);
  const partial = `${target}.partial`;
  try {
    await rm(partial, { force: true });
    const source = connect(file);
    try {
      // All pages in one step: a copy in several steps starts over whenever another process writes.
      await source.backup(partial, { progress: () => 0x7fffffff });
    } finally {
      source.close();
    }
    const copy = new Database(partial);
    try {
      // Out of WAL mode, so that the copy is one file.
      copy.pragma('journal_mode = DELETE');
      const faults = check(copy);
      if (faults.length > 0) throw new Error(`The copy of ${file} is not sound: ${faults.join('; ')}`);
    } finally {
      copy.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    await rm(target, { force: true });
    throw error;
  }
}

/** Takes the name for the backup, so that nothing that exists is ever overwritten. */
async function reserve(target: string): Promise<void> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new Error(`${target} exists already; a backup never overwrites a file.`, { cause: error });
    }
    throw error;
  }
}

function openEngine(file: string): Engine {
  const writing = connectToWrite(file);
  const reading = connect(file);
  reading.pragma('query_only = ON');
  const writer = new Kysely<Tables>({ dialect: new Dialect(writing) });
  const reader = new Kysely<Tables>({ dialect: new Dialect(reading) });
  const turns = createTurns();

  return {
    reader,
    transaction: <T>(work: (db: Db) => Promise<T>) => turns.take(() => writer.transaction().execute(work)),
    integrity: async () => check(reading),
    close: () =>
      turns.end(async () => {
        await reader.destroy();
        await writer.destroy();
        // Kysely closes only what it has used. The writer last: the last to close folds the WAL into the file.
        reading.close();
        writing.close();
      }),
  };
}

function connect(file: string): Database.Database {
  try {
    const database = new Database(file, { timeout: BUSY_MS });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The database ${file} cannot be opened: ${why}.`, { cause: error });
  }
}

/** Waiting for a lock inside SQLite would stop this whole process; the driver waits without (see beginTransaction). */
function connectToWrite(file: string): Database.Database {
  const database = connect(file);
  database.pragma('busy_timeout = 0');
  return database;
}

function check(database: Database.Database): string[] {
  const pages = database.prepare<[], string>('pragma integrity_check').pluck().all();
  const keys = database
    .prepare<[], { table: string; rowid: number | null; parent: string }>('pragma foreign_key_check')
    .all();
  return [
    ...pages.filter((line) => line !== 'ok'),
    ...keys.map(({ table, rowid, parent }) => `row ${rowid} of ${table} refers to a missing row of ${parent}`),
  ];
}

/** Kysely's SQLite dialect with kept statements, transactions that lock at once, and migrations in transactions. */
class Dialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new Driver({ database: keepingStatements(this.#database) }, this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }
}

class Adapter extends SqliteAdapter {
  /** True, so that Kysely puts no lock of its own around each statement: writes take turns, reads are atomic here. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite can undo a half-done migration, so let it. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Driver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(config: SqliteDialectConfig, database: Database.Database) {
    super(config);
    this.#database = database;
  }

  /** Takes the write lock at the start: a transaction that first reads and then writes could be refused halfway. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (let waited = 0, next = 1; ; waited += next, next = Math.min(next * 2, 20)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isBusy(error) || waited >= BUSY_MS) throw error;
        await pause(next);
      }
    }
  }

  /** SQLite has already undone the transaction after some failures (a full disk); the first error is the one to tell. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Preparing a statement costs more than most of ours take to run. The texts are few, and end with the process. */
function keepingStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    prepare(sql) {
      let statement = kept.get(sql);
      if (!statement) {
        statement = database.prepare(sql);
        kept.set(sql, statement);
      }
      return statement;
    },
    close: () => database.close(),
  };
}
