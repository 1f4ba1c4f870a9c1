/** The example bank about SQLite: nothing in the program knows Python. */
import { access, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { sqlite } from '../../src/cli/bank/verify/sqlite.ts';
import { englishTexts } from '../../src/core/language/texts.ts';
import { answerBlocks } from '../../src/core/rounds/reveal-message.ts';
import { sound } from '../unit/bank/shell-bank.ts';
import { ROOT, refcount } from './refcount.ts';

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
  const reveals = JSON.stringify(questions.map((question) => answerBlocks(englishTexts(), question)));
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

  test('may have a comment after a statement', async () => {
    expect(await run('SELECT 1; /* one */\n/* two */\nSELECT 2; -- two\n')).toEqual({ out: '1\n2\n' });
  });

  test.each([
    ['two statements on a line', 'SELECT 1; SELECT 2;', 'more than one statement'],
    ['no statement', '/* only\na comment */', 'no statements'],
    ['a parameter', 'SELECT ?;', 'parameter'],
  ])('ends with an error at %s, and the next runs', async (_, script, message) => {
    const [first, second] = await sqlite().run([`SELECT 0;\n${script}`, 'SELECT 3;']);
    expect(first?.out).toBe('0\n');
    expect(first?.error).toMatch(/^Error: /);
    expect(first?.error).toContain(message);
    expect(second).toEqual({ out: '3\n' });
  });

  const endless = (select: string) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ${select} FROM n;`;

  test('that does not end is ended, and the next run all the same', async () => {
    const scripts = ['SELECT 1;', endless('SELECT count(*)'), 'SELECT 2;'];
    expect(await sqlite(1000).run(scripts)).toEqual([
      { out: '1\n' },
      { out: '', error: 'Error: took longer than 1 s', unfinished: true },
      { out: '2\n' },
    ]);
  });

  test('that prints without end is stopped', async () => {
    const printed = await run(endless('SELECT i'));
    expect(printed?.error).toBe('Error: printed more than a million characters');
    expect(printed?.out).toMatch(/^1\n2\n3\n/);
  });

  test('may attach and write files beside its own, which are gone afterwards', async () => {
    const scripts = [
      "ATTACH DATABASE 'other.db' AS other;\nCREATE TABLE other.t(x);\nVACUUM INTO 'copy.db';\nVACUUM other; -- into nothing\nSELECT 1;",
      "ATTACH ':memory:' AS m;\nATTACH 'other.db' AS other;\nSELECT count(*) FROM other.sqlite_schema;",
    ];
    expect(await sqlite().run(scripts)).toEqual([{ out: '1\n' }, { out: '0\n' }]);
  });

  describe('may not reach a file elsewhere', () => {
    test.each([
      ['ATTACH', (path: string) => `ATTACH '${path}' AS a;`],
      ['ATTACH after comments', (path: string) => `/* a */ ; attach/**/database -- b\n'${path}' AS a;`],
      ['ATTACH of what is put together', (path: string) => `ATTACH '' || '${path}' AS a;`],
      ['ATTACH hidden by a comment', (path: string) => `ATTACH /* */ '${path}' || /* */ '' AS a;`],
      ['VACUUM INTO', (path: string) => `VACUUM INTO '${path}';`],
      ['VACUUM INTO what is put together', (path: string) => `VACUUM main INTO ('${path}');`],
    ])('%s', async (_, statement) => {
      const folder = await mkdtemp(join(tmpdir(), 'refcount-outside-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const path = join(folder, 'outside.db');
      const printed = await run(statement(path));
      await expect(access(path)).rejects.toThrow('ENOENT');
      expect(printed?.error).toMatch(/^Error: (ATTACH|VACUUM INTO) takes a file of the script's own folder/);
    });

    test.each(['../x.db', 'a/../../x.db', '..\\x.db', 'C:x.db', 'file:x.db', '/x.db'])('%s', async (path) => {
      expect((await run(`ATTACH '${path}' AS a;\n`))?.error).toContain("takes a file of the script's own folder");
    });
  });

  test('finds nothing of the scripts before it', async () => {
    const [, second] = await sqlite().run(['CREATE TABLE t(x);', 'SELECT count(*) FROM t;']);
    expect(second?.error).toBe('Error: no such table: t');
  });
});

test('a script that is wrong is a difference, not the end of the command', async () => {
  const bank = await mkdtemp(join(tmpdir(), 'refcount-sql-'));
  onTestFinished(() => rm(bank, { recursive: true, force: true }));
  await cp(join(ROOT, BANK), bank, { recursive: true });
  const path = join(bank, 'concepts/free-pages.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('    VACUUM;\n', '    VACUUM; VACUUM;\n'));
  const { code, stdout, stderr } = await refcount(['bank', 'verify', '--bank', bank, '--no-cache']);
  expect(code).toBe(1);
  expect(stdout).toContain('concepts/free-pages example on SQLite');
  expect(stdout).toContain('stopped by\n    Error: ');
  expect(stderr).toMatch(/^SQLite [\d.]+: \d\d claims, 1 differ\n$/);
});
