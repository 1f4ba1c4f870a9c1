/** `refcount bank verify` on real CPython: the Pyodide builds, each in a process of its own. */
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cache, cacheFileOf } from '../../src/cli/bank/verify/cache.ts';
import { type Claim, claimsOf, samePrint } from '../../src/cli/bank/verify/claims.ts';
import type { Interpreter } from '../../src/cli/bank/verify/interpreter.ts';
import { verdictsOf, verify } from '../../src/cli/bank/verify/verify.ts';
import { byAge } from '../../src/core/bank/proof.ts';
import type { Bank } from '../../src/core/bank/question.ts';
import { question } from '../unit/grading/rubric.ts';
import { ROOT, refcount } from './refcount.ts';

const BANK = 'tests/fixtures/banks/python';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (args: readonly string[]) => refcount(['bank', 'verify', '--bank', BANK, '--no-cache', ...args]);

describe('the command', () => {
  // Three interpreters are started, one after another.
  test('runs every claim on its version, lists them, tells what differs, and names what could not be run', {
    timeout: 60_000,
  }, async () => {
    // An interpreter "of this machine": what is tested is that it is asked, and by which version.
    const fake = join(folder, 'python2');
    await writeFile(
      fake,
      '#!/bin/sh\ncase "$2" in *platform*) echo CPython 2.0.1;; *) echo right;; esac\n'.replace('$2', '$*'),
    );
    await chmod(fake, 0o755);
    const { code, stdout, stderr } = await run(['--list', '--python', fake]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      'basics/adds-up  2.0 ✓  3.12 ✓  3.13 ✓  3.14 ✗\n' +
        'basics/adds-up verify[2] on CPython 3.14.2 (Pyodide 314.0.7)\n  says\n    that\n  prints\n    this\n',
    );
    expect(stderr).toBe(
      [
        'CPython 2.0.1: 1 claims, all as they say',
        'CPython 3.12.7 (Pyodide 0.27.8): 1 claims, all as they say',
        'CPython 3.13.2 (Pyodide 0.29.5): 1 claims, all as they say',
        'CPython 3.14.2 (Pyodide 314.0.7): 5 claims, 1 differ',
        'not run: 1 claims, for want of 3.14 (--python PATH)',
        '',
      ].join('\n'),
    );
  });

  test('says so when an interpreter does not run', async () => {
    const { code, stderr } = await run(['--python', join(folder, 'nowhere')]);
    expect(code).toBe(2);
    expect(stderr).toContain('does not run');
  });

  const SQL = 'examples/sqlite-bank';
  test.each([
    ['queries', 'queries/'],
    ['covering-index', 'covering-index'],
    ['concepts', 'concepts/'],
    ['queries/covering-index', 'queries/covering-index.yaml'],
    ['concepts/savepoint.yaml', 'concepts/savepoint'],
    [`${SQL}/queries/covering-index.yaml`, 'queries/covering-index'],
  ])('runs only what is called %s', async (name, shown) => {
    const { code, stdout } = await refcount(['bank', 'verify', '--bank', SQL, '--no-cache', '--json', name]);
    expect(code).toBe(0);
    const files = JSON.parse(stdout).map(({ claim }: { claim: Claim }) => `${claim.name.split(' ')[0]}.yaml`);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toContain(shown);
  });

  test('exits 2 when nothing has one of the names', async () => {
    const args = ['bank', 'verify', '--bank', SQL, '--no-cache', 'queries', 'quereis'];
    expect(await refcount(args)).toEqual({ code: 2, stdout: '', stderr: 'refcount: nothing is called quereis\n' });
  });

  test('says that there is nothing to run where what is named claims nothing', async () => {
    const { code, stdout, stderr } = await refcount([
      ...['bank', 'verify', '--bank', SQL, '--no-cache', '--list', 'lexicon.yaml'],
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^SQLite [\d.]+: nothing to run\n$/);
  });

  test.each(['toString', 'valueOf', '__proto__'])('does not know a runtime called %s', async (runtime) => {
    const bank = join(folder, `runtime-${runtime}`);
    await cp(join(ROOT, SQL), bank, { recursive: true });
    await writeFile(join(bank, 'bank.yaml'), `name: x\nruntime: ${runtime}\nversions: ["3.54"]\nlanguage: sql\n`);
    const { code, stderr } = await refcount(['bank', 'verify', '--bank', bank, '--no-cache']);
    expect(stderr).toBe(
      `refcount: there is nothing to run ${runtime} on; bank.yaml can say "runtime: CPython" or "runtime: SQLite"\n`,
    );
    expect(code).toBe(2);
  });
});

describe('claims', () => {
  test('of a predict question: every version between since and until, or those its output names', () => {
    const about = { name: 'x', versions: ['3.9', '3.12', '3.14'] };
    const ids = (changes: Record<string, unknown>) => {
      const asked = {
        ...question({ kind: 'predict', code: 'x', output: '1', rubric: [{ output: true }] }),
        about,
        ...changes,
      };
      const bank = { about, version: '', questions: new Map([[asked.id, asked]]), concepts: new Map() };
      return claimsOf(bank as unknown as Bank).map(({ version, prints }) => `${version} ${prints}`);
    };
    expect(ids({})).toEqual(['3.9 1', '3.12 1', '3.14 1']);
    expect(ids({ since: '3.10', until: '3.13' })).toEqual(['3.12 1']);
    expect(ids({ output: { '3.9': 'a', '3.13': 'b' } })).toEqual(['3.9 a', '3.13 b']);
  });

  test('versions are numbers', () => {
    expect(['3.12', '2.7', '3.9', '3.0'].sort(byAge)).toEqual(['2.7', '3.0', '3.9', '3.12']);
  });

  test('what a reader cannot see does not count', () => {
    expect(samePrint('a  \r\nb\n\n', 'a\nb')).toBe(true);
    expect(samePrint('a\nb', 'a b')).toBe(false);
  });
});

describe('the cache', () => {
  const claim = (code: string, prints: string): Claim => ({ name: 'x', id: 'x', version: '3.14', code, prints });
  const counting = (): Interpreter & { ran: string[] } => {
    const ran: string[] = [];
    return {
      ran,
      version: '3.14',
      title: 'CPython 3.14.2',
      native: true,
      run: async (snippets) => {
        ran.push(...snippets);
        return snippets.map((out) => ({ out }));
      },
    };
  };

  test('a claim is run on every interpreter of its version', async () => {
    const [one, two] = [counting(), { ...counting(), title: 'CPython 3.14.5' }];
    const verdicts = await verdictsOf([claim('a', 'a')], [one, two], await Cache.open(undefined));
    expect(verdicts.map(({ interpreter }) => interpreter)).toEqual(['CPython 3.14.2', 'CPython 3.14.5']);
  });

  test('runs a snippet again only when it changed', async () => {
    const path = join(folder, 'cache', 'verify.json');
    const first = counting();
    const cache = await Cache.open(path);
    await verdictsOf([claim('a', 'a'), claim('b', 'b')], [first], cache);
    await cache.save('all');
    expect(first.ran).toEqual(['a', 'b']);
    const second = counting();
    const verdicts = await verdictsOf([claim('a', 'z'), claim('c', 'c')], [second], await Cache.open(path));
    expect(second.ran).toEqual(['c']);
    expect(verdicts.map(({ result }) => result)).toEqual(['different', 'same']);
  });

  test('keeps what it was not asked for, unless all of the bank was run', async () => {
    const path = join(folder, 'kept.json');
    const ranWith = async (codes: readonly string[], asked: 'all' | 'some') => {
      const one = counting();
      const cache = await Cache.open(path);
      await verdictsOf(
        codes.map((code) => claim(code, code)),
        [one],
        cache,
      );
      await cache.save(asked);
      return one.ran;
    };
    expect(await ranWith(['a', 'b'], 'all')).toEqual(['a', 'b']);
    expect(await ranWith(['c'], 'some')).toEqual(['c']);
    expect(await ranWith(['a', 'c'], 'all')).toEqual([]);
    expect(await ranWith(['a', 'b', 'c'], 'some')).toEqual(['b']);
  });

  test('of the command keeps the rest of its bank when only a topic is run', async () => {
    const path = join(folder, 'sql.json');
    const sink = { write: () => true };
    const io = { stdin: process.stdin, stdout: sink, stderr: sink, defaultBankDir: '' };
    const kept = async (names: readonly string[]) => {
      const options = { pythons: [], names, json: false, list: false, cache: path };
      expect(await verify(join(ROOT, 'examples/sqlite-bank'), options, io)).toBe(0);
      return Object.keys(JSON.parse(await readFile(path, 'utf8'))).length;
    };
    const some = await kept(['queries']);
    const all = await kept([]);
    expect(some).toBeGreaterThan(0);
    expect(all).toBeGreaterThan(some);
    expect(await kept(['queries'])).toBe(all);
    await writeFile(path, JSON.stringify({ stale: { out: '' } }));
    expect(await kept(['queries'])).toBe(some + 1);
    expect(await kept([])).toBe(all);
  });

  test('does not keep what was ended before it finished', async () => {
    const path = join(folder, 'slow.json');
    const slow = {
      ...counting(),
      run: async () => [{ out: '', error: 'Error: took long', unfinished: true as const }],
    };
    const cache = await Cache.open(path);
    await verdictsOf([claim('a', 'a')], [slow], cache);
    await cache.save('all');
    const again = counting();
    await verdictsOf([claim('a', 'a')], [again], await Cache.open(path));
    expect(again.ran).toEqual(['a']);
  });

  test('every bank has a file of its own, however its folder is written', () => {
    expect(cacheFileOf('cache', 'questions')).toMatch(/^cache[/\\]verify-[0-9a-f]{12}\.json$/);
    expect(cacheFileOf('cache', './questions/')).toBe(cacheFileOf('cache', 'questions'));
    expect(cacheFileOf('cache', 'examples/sqlite-bank')).not.toBe(cacheFileOf('cache', 'questions'));
  });

  test('a file that cannot be read is an empty cache', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"x":');
    const one = counting();
    await verdictsOf([claim('a', 'a')], [one], await Cache.open(path));
    expect(one.ran).toEqual(['a']);
  });
});
