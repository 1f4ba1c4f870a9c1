/** `appeals export` as a shell sees it, and that `bank report` reads what it wrote. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { appeal, at, decision, furnish, grade, question, round, submission } from '../contract/store/samples.ts';
import { refcount as runRefcount } from './refcount.ts';

const SHELL = 'tests/fixtures/banks/shell';
let folder: string;
let file: string;

const refcount = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runRefcount(args, { env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, ...env } });

const lines = (stdout: string): unknown[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-appeals-'));
  file = join(folder, 'refcount.db');
  const store = await openSqliteStore({ file, log: { info() {}, warn() {}, error() {} } });
  const ask = (id: string, hours: number, name: string) =>
    round(id, hours, { snapshot: { question: question(name, 'processes'), bankVersion: 'v1' } });
  await store.write(async (tx) => {
    await furnish(tx);
    await tx.insertRound(ask('zero', 24, 'exit-zero'));
    await tx.insertRound(ask('split', 48, 'word-splitting'));
    await tx.insertRound(ask('pipe', 72, 'pipe-status'));
    const raised = { ...grade(0.75), graded: 0.6 };
    const said = { text: 'Its “exit status”,\nof course.' };
    await tx.insertSubmission(submission('s1', { roundId: 'zero', answer: said, grade: raised }));
    await tx.insertSubmission(submission('s2', { roundId: 'split', answer: { text: 'It is split.', output: '3' } }));
    await tx.insertSubmission(submission('s3', { roundId: 'pipe', answer: { text: '', choices: ['A', 'C'] } }));
    await tx.insertSubmission(submission('s4', { roundId: 'pipe', memberId: 'local:home:bob' }));
    await tx.insertAppeal(appeal('a1', { submissionId: 's1', decision: decision({ at: at(80) }) }));
    const declined = decision({ ruling: 'declined', score: 0.5, at: at(81) });
    await tx.insertAppeal(appeal('a2', { submissionId: 's2', decision: declined }));
    const accepted = decision({ ruling: 'accepted', score: 1, reason: '', at: at(82) });
    await tx.insertAppeal(appeal('a3', { submissionId: 's3', decision: accepted }));
    await tx.insertAppeal(appeal('a4', { submissionId: 's4' }));
  });
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('appeals export', () => {
  it('writes decided appeals as marked answers, and names nobody', async () => {
    const { code, stdout, stderr } = await refcount(['appeals', 'export']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '3 decided appeals\n' });
    expect(lines(stdout)).toEqual([
      {
        id: 'a1',
        question: 'exit-zero',
        answer: 'Its “exit status”,\nof course.',
        score: 0.75,
        stratum: 'appeal',
      },
      { id: 'a2', question: 'word-splitting', answer: 'It is split.', output: '3', score: 0.5, stratum: 'appeal' },
      { id: 'a3', question: 'pipe-status', answer: '', choices: ['A', 'C'], score: 1, stratum: 'appeal' },
    ]);
    expect(stdout).not.toMatch(/ada|bob/i);
    const again = await refcount(['appeals', 'export', '--db', file], { DATA_DIR: join(folder, 'elsewhere') });
    expect(again).toEqual({ code, stdout, stderr });
  });

  it('writes what bank report reads', async () => {
    const marked = join(folder, 'marked.jsonl');
    await writeFile(marked, (await refcount(['appeals', 'export'])).stdout);
    const { code, stdout, stderr } = await refcount(['bank', 'report', '--bank', SHELL, '--answers', marked]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('3 answers to 3 questions');
    expect(stdout).toMatch(/^appeal +3 /m);
  });

  it('reads page after page', async () => {
    const many = join(folder, 'many.db');
    const store = await openSqliteStore({ file: many, log: { info() {}, warn() {}, error() {} } });
    const ids = Array.from({ length: 450 }, (_, n) => String(n).padStart(3, '0'));
    await store.write(async (tx) => {
      await furnish(tx);
      for (const [attempt, id] of ids.entries()) {
        await tx.insertSubmission(submission(`s${id}`, { attempt }));
        // Many in the same millisecond, and none of them twice.
        const made = decision({ at: at(Math.floor(attempt / 150)) });
        await tx.insertAppeal(appeal(`a${id}`, { submissionId: `s${id}`, decision: made }));
      }
    });
    await store.close();
    const { stdout } = await refcount(['appeals', 'export', '--db', many]);
    expect(lines(stdout).map((line) => (line as { id: string }).id)).toEqual(ids.map((id) => `a${id}`));
  });

  it('makes no database, and tells a wrong command line', async () => {
    const missing = join(folder, 'missing.db');
    const none = await refcount(['appeals', 'export', '--db', missing]);
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: `refcount: there is no database at ${missing}\n` });
    expect(existsSync(missing)).toBe(false);
    for (const wrong of [[], ['exprot'], ['export', 'all'], ['export', '--bd', file], ['export', '--db']]) {
      const { code, stdout, stderr } = await refcount(['appeals', ...wrong]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('usage: refcount appeals export');
    }
  });
});
