/** The example bank about SQLite: nothing in the program knows Python. */
import { describe, expect, test } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { sqlite } from '../../src/cli/bank/verify/sqlite.ts';
import { answerBlocks } from '../../src/core/rounds/reveal-message.ts';
import { sound } from '../unit/bank/shell-bank.ts';
import { refcount } from './refcount.ts';

const BANK = 'examples/sqlite-bank';

test('it is sound, its examples are in their bands, and all its claims are run and true', async () => {
  for (const verb of ['lint', 'test']) {
    expect(await refcount(['bank', verb, '--bank', BANK])).toMatchObject({ code: 0, stdout: '' });
  }
  const { code, stdout, stderr } = await refcount(['bank', 'verify', '--bank', BANK, '--no-cache']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toMatch(/^SQLite [\d.]+: \d\d claims, all as they say\n$/);
});

test('it has twelve questions of all kinds, and reveals name SQLite', async () => {
  const bank = sound(await readBankFolder(BANK));
  const questions = [...bank.questions.values()];
  expect(questions).toHaveLength(12);
  expect(new Set(questions.map(({ kind }) => kind)).size).toBe(3);
  const reveals = JSON.stringify(questions.map(answerBlocks));
  expect(reveals).toContain('Its claims were run on SQLite 3.');
  expect(reveals).not.toMatch(/python/i);
});

describe('a script of SQL', () => {
  const run = async (script: string) => (await sqlite().run([script]))[0];

  test('prints a line for each row, with types kept apart', async () => {
    expect(await run("SELECT 1, 1.0, NULL, 'a|b', x'0aff';\nSELECT 2;\n")).toEqual({ out: "1|1.0||a|b|x'0aff'\n2\n" });
  });

  test('ends with its first error, after what it printed', async () => {
    expect(await run('SELECT 1;\nSELECT missing;\nSELECT 2;\n')).toEqual({
      out: '1\n',
      error: 'Error: no such column: missing',
    });
  });

  test('may hold comments, statements over several lines, and triggers', async () => {
    const script = `-- a comment; with a semicolon;
CREATE TABLE t(x);
CREATE TABLE log(x);
CREATE TRIGGER keep AFTER INSERT ON t BEGIN
  INSERT INTO log VALUES (new.x);
  INSERT INTO log VALUES (';');
END;
INSERT INTO t
  VALUES (1); -- here too
SELECT x FROM log;
`;
    expect(await run(script)).toEqual({ out: '1\n;\n' });
  });

  test('finds nothing of the scripts before it', async () => {
    const [, second] = await sqlite().run(['CREATE TABLE t(x);', 'SELECT count(*) FROM t;']);
    expect(second?.error).toBe('Error: no such table: t');
  });
});
