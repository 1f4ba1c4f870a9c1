/** Bringing a database up to this release: the files of migrations/, in the order of their numbers, each once. */
import { readdir } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, type MigrationProvider, Migrator } from 'kysely/migration';

export interface MigrationOutcome {
  /** The file's name without its ending: `0001-initial`. */
  readonly name: string;
  /** applied: just now. present: it was there already. */
  readonly status: 'applied' | 'present';
}

/** The database was written by a newer release, whose migrations this one does not know. Nothing was changed. */
export class StoreVersionError extends Error {
  readonly file: string;
  /** The newest migration recorded in the database. */
  readonly version: string;
  /** The newest migration of this release. */
  readonly known: string;
  constructor(file: string, version: string, known: string) {
    super(
      `The database ${file} is at version ${version}, but this release of refcount only knows versions up to ${known}. ` +
        'Start the newer release again, or restore the backup made before the upgrade. The database was not changed.',
    );
    this.name = 'StoreVersionError';
    this.file = file;
    this.version = version;
    this.known = known;
  }
}

const folder = new URL('../../migrations/', import.meta.url);

/** The migrations of this release, by name. */
export const provider: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.ts$/.test(file)).sort();
    const loaded = files.map(async (file) => {
      const migration: Migration = await import(new URL(file, folder).href);
      return [file.replace(/\.ts$/, ''), migration] as const;
    });
    return Object.fromEntries(await Promise.all(loaded));
  },
};

/**
 * Applies what is missing, all of it in one transaction, so that processes starting together wait for the first.
 * `file` names the database in errors. Throws StoreVersionError for a newer database, and an Error naming the migration
 * when one fails.
 */
export async function migrateToLatest<T>(db: Kysely<T>, file: string): Promise<MigrationOutcome[]> {
  return await db.transaction().execute(async (tx) => {
    const names = Object.keys(await provider.getMigrations());
    const recorded = await recordedMigrations(tx);
    const version = recorded.at(-1);
    if (version !== undefined && recorded.some((name) => !names.includes(name))) {
      throw new StoreVersionError(file, version, names.at(-1) ?? 'none');
    }

    const { error, results = [] } = await new Migrator({ db: tx, provider }).migrateToLatest();
    if (error !== undefined) {
      const failed = results.find(({ status }) => status === 'Error');
      const what = failed ? `migration ${failed.migrationName} failed` : 'the migrations could not be run';
      throw new Error(`The database ${file} was not upgraded: ${what}: ${reason(error)}`, { cause: error });
    }
    const applied = new Set(results.map(({ migrationName }) => migrationName));
    return names.map((name) => ({ name, status: applied.has(name) ? 'applied' : 'present' }));
  });
}

/** Names of the migrations the database has, in order; empty for a new one. */
async function recordedMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
