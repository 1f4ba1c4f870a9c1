/** What an operator relies on: nothing acknowledged is lost, backups are sound, damage is noticed and mended. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backup, openSqliteStore, type StoreHandle } from '../../src/store/sqlite.ts';
import { entry, furnish, member, submission } from '../contract/store/samples.ts';

const log = { info() {}, warn() {}, error() {} };
let folder: string;
let file: string;
const opened: StoreHandle[] = [];

async function open(path = file): Promise<StoreHandle> {
  const store = await openSqliteStore({ file: path, log });
  opened.push(store);
  return store;
}

/** A member's answer with its points, in one transaction. */
const answer = (store: StoreHandle, n: number) =>
  store.write(async (tx) => {
    const memberId = `local:home:m${n}`;
    await tx.saveMember(member(`m${n}`));
    await tx.insertSubmission(submission(`s${n}`, { memberId }));
    await tx.addToLedger(entry(`e${n}`, { memberId, submissionId: `s${n}` }));
  });

function damage(...statements: string[]): void {
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  for (const statement of statements) database.exec(statement);
  database.close();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-safety-'));
  file = join(folder, 'refcount.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('durability', () => {
  it('keeps every acknowledged answer when the process is killed', async () => {
    const writer = fileURLToPath(new URL('../unit/store/answer-forever.ts', import.meta.url));
    const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === 100) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const store = await open();
    for (const requestId of acknowledged) expect(await store.read.submissionByRequest(requestId)).toBeDefined();
    expect(await store.integrity()).toEqual([]);
    // No half of a transaction either: every answer has its points.
    expect(await store.checkStandings(false)).toEqual([]);
    const { submissions } = await store.read.answersOf('round-1');
    expect(submissions).toBeGreaterThanOrEqual(acknowledged.length);
    expect(await store.read.countStandings('local:home', 'all')).toBe(submissions);
  });

  it('runs in WAL mode with foreign keys checked', async () => {
    const store = await open();
    await store.write(furnish);
    const database = new Database(file);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
    await expect(store.write((tx) => tx.saveMember(member('x', { workspaceId: 'nowhere' })))).rejects.toThrow(
      'FOREIGN KEY',
    );
  });

  it('waits for another process that is writing without stopping this one', async () => {
    const store = await open();
    await store.write(furnish);
    const other = new Database(file);
    other.exec('begin immediate');
    let done = false;
    const waiting = answer(store, 1).then(() => {
      done = true;
    });
    // Reads and timers go on meanwhile; were the wait inside SQLite, this line would come five seconds later.
    await new Promise((resolve) => setImmediate(resolve));
    expect(await store.read.round('round-1')).toBeDefined();
    expect(done).toBe(false);
    other.exec('commit');
    other.close();
    await waiting;
    expect(await store.read.submissionByRequest('request-s1')).toBeDefined();
  });
});

describe('backup', () => {
  it('copies a database in use to one sound file', async () => {
    const store = await open();
    await store.write(furnish);
    for (let n = 0; n < 50; n += 1) await answer(store, n);
    const target = join(folder, 'backups', 'copy.db');
    await Promise.all([backup(file, target), answer(store, 50)]);
    expect(await readdir(join(folder, 'backups'))).toEqual(['copy.db']);

    const copy = await open(target);
    expect(await copy.integrity()).toEqual([]);
    expect(await copy.checkStandings(false)).toEqual([]);
    expect((await copy.read.answersOf('round-1')).submissions).toBeGreaterThanOrEqual(50);
    expect(await copy.read.submissionByRequest('request-s49')).toEqual(
      await store.read.submissionByRequest('request-s49'),
    );
  });

  it('never overwrites a file', async () => {
    const store = await open();
    await store.write(furnish);
    const target = join(folder, 'precious.txt');
    await writeFile(target, 'precious');
    await expect(backup(file, target)).rejects.toThrow(`${target} exists already`);
    await expect(backup(file, file)).rejects.toThrow('exists already');
    expect(await readFile(target, 'utf8')).toBe('precious');
    expect(await store.read.round('round-1')).toBeDefined();
  });

  it('makes no database out of nothing', async () => {
    const missing = join(folder, 'missing.db');
    await expect(backup(missing, join(folder, 'copy.db'))).rejects.toThrow(`no database at ${missing}`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives no name to a copy that is not sound', async () => {
    const store = await open();
    await store.write(furnish);
    await answer(store, 1);
    damage(`delete from member where id = 'local:home:m1'`);
    const target = join(folder, 'copy.db');
    await expect(backup(file, target)).rejects.toThrow(/not sound.*submission refers to a missing row of member/);
    expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual([]);
  });
});

describe('checks', () => {
  it('name a row whose other end is missing', async () => {
    const store = await open();
    await store.write(furnish);
    damage(`delete from schedule where id = 'schedule-1'`);
    expect(await store.integrity()).toEqual(['row 1 of round refers to a missing row of schedule']);
  });

  it('find totals that differ from the ledger, and rebuild them', async () => {
    const store = await open();
    await store.write(furnish);
    for (let n = 1; n <= 4; n += 1) await answer(store, n);
    const before = await store.read.standings('local:home', 'all', 10, 0);
    damage(
      `update standing set micropoints = 99000000 where member_id = 'local:home:m1' and period = 'all'`,
      `delete from standing where member_id = 'local:home:m2' and period = '2026-11'`,
      `update standing set rounds = 7 where member_id = 'local:home:m3' and period = '2026-W47'`,
      `insert into standing values ('local:home', 'all', 'local:home:ada', 1000000, 1)`,
    );
    const drift = [
      { memberId: 'local:home:ada', period: 'all', kept: 1, ledger: 0 },
      { memberId: 'local:home:m1', period: 'all', kept: 99, ledger: 5 },
      { memberId: 'local:home:m2', period: '2026-11', kept: 0, ledger: 5 },
      { memberId: 'local:home:m3', period: '2026-W47', kept: 5, ledger: 5 },
    ];
    expect(await store.checkStandings(false)).toEqual(drift);
    expect(await store.checkStandings(true)).toEqual(drift);
    expect(await store.checkStandings(false)).toEqual([]);
    expect(await store.read.standings('local:home', 'all', 10, 0)).toEqual(before);
  });
});
