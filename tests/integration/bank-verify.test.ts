/** `refcount bank verify` on real CPython: the Pyodide builds, each in a process of its own. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cache } from '../../src/cli/bank/verify/cache.ts';
import { type Claim, claimsOf, samePrint } from '../../src/cli/bank/verify/claims.ts';
import type { Interpreter } from '../../src/cli/bank/verify/interpreter.ts';
import { verdictsOf } from '../../src/cli/bank/verify/verify.ts';
import { byAge } from '../../src/core/bank/proof.ts';
import type { Bank } from '../../src/core/bank/question.ts';
import { question } from '../unit/grading/rubric.ts';
import { refcount } from './refcount.ts';

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
    await cache.save();
    expect(first.ran).toEqual(['a', 'b']);
    const second = counting();
    const verdicts = await verdictsOf([claim('a', 'z'), claim('c', 'c')], [second], await Cache.open(path));
    expect(second.ran).toEqual(['c']);
    expect(verdicts.map(({ result }) => result)).toEqual(['different', 'same']);
  });

  test('a file that cannot be read is an empty cache', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"x":');
    const one = counting();
    await verdictsOf([claim('a', 'a')], [one], await Cache.open(path));
    expect(one.ran).toEqual(['a']);
  });
});
