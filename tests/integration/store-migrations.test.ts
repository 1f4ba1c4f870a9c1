import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { literal } from '../../src/core/language/texts.ts';
import { provider, StoreVersionError } from '../../src/store/migrate.ts';
import { migrate, openSqliteStore } from '../../src/store/sqlite.ts';
import { appeal, at, furnish, grade, message, question, submission } from '../contract/store/samples.ts';

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

type Insert = (table: string, row: Readonly<Record<string, string | number | null>>) => void;

/** A database as the release whose newest migration is `last` left it. */
async function writtenBy(last: string, fill: (insert: Insert) => void): Promise<void> {
  const database = new Database(file);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db, provider }).migrateTo(last);
  expect(error).toBeUndefined();
  fill((table, row) => {
    const columns = Object.keys(row);
    const places = columns.map(() => '?').join();
    database.prepare(`insert into ${table} (${columns.join()}) values (${places})`).run(Object.values(row));
  });
  await db.destroy();
}

const scheduleRow = {
  id: 'schedule-1',
  workspace_id: 'local:home',
  channel_id: 'general',
  cron: '0 9 * * *',
  zone: 'UTC',
  topics: '[]',
  attempts: 2,
  state: 'active',
  pause_reason: null as string | null,
  next_due: +at(24) as number | null,
  seed: 'seed',
};

const roundRow = {
  id: 'round-1',
  schedule_id: 'schedule-1',
  workspace_id: 'local:home',
  channel_id: 'general',
  slot: 1,
  scheduled: 1,
  sequence: 1,
  week: '2026-W47',
  season: '2026-11',
  state: 'open',
  closes_at: +at(24),
};

const itemRow = (key: string) => ({
  key,
  kind: key.startsWith('q') ? 'question' : 'reveal',
  round_id: key.slice(2),
  workspace_id: 'local:home',
  channel_id: 'general',
  message: JSON.stringify(message),
  state: 'sent',
  tries: 1,
  due_at: 1,
  created_at: 1,
});

/** A workspace with a schedule and an open round, as they were kept before. */
function asked(insert: Insert, snapshot: unknown = { question: question(), bankVersion: 'v1' }): void {
  insert('workspace', { id: 'local:home', platform: 'local', external_id: 'home', name: 'Home' });
  insert('schedule', scheduleRow);
  const where = { message_channel_id: 'general', message_id: 'm-1' };
  insert('round', { ...roundRow, ...where, snapshot: JSON.stringify(snapshot) });
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
    await writtenBy('0001-initial', (insert) => {
      asked(insert);
      const { answer, ...given } = submission('s1');
      insert('member', { id: given.memberId, workspace_id: 'local:home', external_id: 'ada', name: 'ada' });
      insert('submission', {
        id: given.id,
        round_id: given.roundId,
        member_id: given.memberId,
        attempt: given.attempt,
        request_id: given.requestId,
        answer: JSON.stringify(answer),
        score: given.grade.score,
        grade: JSON.stringify(grade(given.grade.score)),
        at: +given.at,
      });
    });
    const upgraded = await openSqliteStore({ file, log });
    expect(upgraded.migrations.filter(({ status }) => status === 'present')).toEqual([
      { name: '0001-initial', status: 'present' },
    ]);
    expect(await upgraded.write((tx) => tx.insertAppeal(appeal('a1')))).toBe(true);
    expect(await upgraded.read.submissionsOf('round-1', 'local:home:ada')).toEqual([submission('s1')]);
    await upgraded.close();
  });

  it('give the proofs of stored questions their new name', async () => {
    const proof = { run: 'print(\'"python":\')', prints: 'x', python: ['3.12'] };
    await writtenBy('0002-appeals', (insert) => {
      asked(insert, { question: { ...question(), verify: [proof] }, bankVersion: 'v1' });
    });
    const upgraded = await openSqliteStore({ file, log });
    const verify = (await upgraded.read.round('round-1'))?.snapshot?.question.verify;
    expect(verify).toEqual([{ run: proof.run, prints: 'x', versions: ['3.12'] }]);
    await upgraded.close();
  });

  it('make what was paused the admins’ pause, keep its reason, and tell questions where their messages are', async () => {
    await writtenBy('0003-verify-versions', (insert) => {
      asked(insert);
      insert('schedule', {
        ...scheduleRow,
        id: 'schedule-2',
        channel_id: 'random',
        state: 'paused',
        pause_reason: 'paused by Ada',
        next_due: null,
      });
      insert('round', { ...roundRow, id: 'round-2', slot: 2, state: 'skipped', skip_reason: 'skipped by an admin' });
      for (const key of ['q-round-1', 'r-round-1', 'q-round-2']) insert('outbox', itemRow(key));
    });
    const upgraded = await openSqliteStore({ file, log });
    const { read } = upgraded;
    expect(await read.schedule('schedule-1')).toMatchObject({
      state: 'active',
      pausedBy: undefined,
      pauseReason: undefined,
      discussion: false,
      setUpBy: undefined,
    });
    expect(await read.schedule('schedule-2')).toMatchObject({
      pausedBy: 'admin',
      pauseReason: literal('paused by Ada'),
    });
    expect(await read.schedulesPausedByPlatform(10)).toEqual([]);
    expect((await read.round('round-2'))?.skipReason).toEqual(literal('skipped by an admin'));
    expect(await read.workspace('local:home')).toMatchObject({ language: undefined, locale: undefined });
    expect((await read.outboxItem('q-round-1'))?.ref).toEqual({ channelId: 'general', messageId: 'm-1' });
    expect((await read.outboxItem('r-round-1'))?.ref).toBeUndefined();
    expect((await read.outboxItem('q-round-2'))?.ref).toBeUndefined();
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
