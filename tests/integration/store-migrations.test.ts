import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreVersionError } from '../../src/store/migrate.ts';
import { migrate, openSqliteStore } from '../../src/store/sqlite.ts';
import { appeal, furnish, submission } from '../contract/store/samples.ts';

const log = { info() {}, warn() {}, error() {} };
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-migrations-'));
  file = join(folder, 'refcount.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function change(...statements: string[]): void {
  const database = new Database(file);
  for (const statement of statements) database.exec(statement);
  database.close();
}

describe('migrations', () => {
  it('have numbers without gaps, so that their order is plain', async () => {
    const files = (await readdir(new URL('../../migrations/', import.meta.url))).sort();
    expect(files.length).toBeGreaterThan(0);
    files.forEach((name, n) => {
      expect(name).toMatch(new RegExp(`^${String(n + 1).padStart(4, '0')}-[a-z0-9-]+\\.ts$`));
    });
  });

  it('are applied once, in order, and reported', async () => {
    const applied = await migrate(file);
    expect(applied[0]).toEqual({ name: '0001-initial', status: 'applied' });
    expect(applied.every(({ status }) => status === 'applied')).toBe(true);
    expect(await migrate(file)).toEqual(applied.map(({ name }) => ({ name, status: 'present' })));
  });

  it('are applied by opening, and what is there stays', async () => {
    const first = await openSqliteStore({ file, log });
    expect(first.migrations.map(({ status }) => status)).toContain('applied');
    await first.write(furnish);
    await first.close();
    const second = await openSqliteStore({ file, log });
    expect(second.migrations.map(({ status }) => status)).not.toContain('applied');
    expect(await second.read.round('round-1')).toBeDefined();
    await second.close();
  });

  it('bring a database of the first release up to date, and what is in it stays', async () => {
    const first = await openSqliteStore({ file, log });
    await first.write(async (tx) => {
      await furnish(tx);
      await tx.insertSubmission(submission('s1'));
    });
    await first.close();
    change('drop table appeal', "delete from kysely_migration where name > '0001-initial'");
    const upgraded = await openSqliteStore({ file, log });
    expect(upgraded.migrations.filter(({ status }) => status === 'present')).toEqual([
      { name: '0001-initial', status: 'present' },
    ]);
    expect(await upgraded.write((tx) => tx.insertAppeal(appeal('a1')))).toBe(true);
    expect(await upgraded.read.submissionsOf('round-1', 'local:home:ada')).toEqual([submission('s1')]);
    await upgraded.close();
  });

  it('give the proofs of stored questions their new name', async () => {
    const first = await openSqliteStore({ file, log });
    await first.write(furnish);
    const asked = (await first.read.round('round-1'))?.snapshot;
    await first.close();
    const proof = { run: 'print(\'"python":\')', prints: 'x', python: ['3.12'] };
    const old = JSON.stringify({ ...asked, question: { ...asked?.question, verify: [proof] } });
    const database = new Database(file);
    database.prepare('update round set snapshot = ? where id = ?').run(old, 'round-1');
    database.exec("delete from kysely_migration where name = '0003-verify-versions'");
    database.close();
    const upgraded = await openSqliteStore({ file, log });
    const verify = (await upgraded.read.round('round-1'))?.snapshot?.question.verify;
    expect(verify).toEqual([{ run: proof.run, prints: 'x', versions: ['3.12'] }]);
    await upgraded.close();
  });

  it('are applied once by several stores opening at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openSqliteStore({ file, log })));
    const applied = stores.flatMap((store) => store.migrations).filter(({ status }) => status === 'applied');
    expect(applied).toHaveLength(stores[0]?.migrations.length ?? 0);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('leave a database of a newer release alone and say what to do', async () => {
    await migrate(file);
    change(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')`);
    const before = await readFile(file);
    const opening = openSqliteStore({ file, log });
    await expect(opening).rejects.toThrow(StoreVersionError);
    await expect(opening).rejects.toMatchObject({ file, version: '9999-from-the-future' });
    await expect(opening).rejects.toThrow(file);
    await expect(opening).rejects.toThrow(/newer release.*backup/);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('leave nothing behind when one fails', async () => {
    // A table of ours that is already there makes the first migration fail near its end.
    change('create table outbox (key text)');
    await expect(migrate(file)).rejects.toThrow(/0001-initial failed/);
    const database = new Database(file);
    const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    database.close();
    expect(tables).not.toContain('workspace');
    change('drop table outbox');
    expect((await migrate(file))[0]?.status).toBe('applied');
  });

  it('name the file when it is no database', async () => {
    await writeFile(file, 'Dear diary, this is not a database but a text of some length.\n'.repeat(50));
    await expect(openSqliteStore({ file, log })).rejects.toThrow(`The database ${file} cannot be opened`);
  });
});
