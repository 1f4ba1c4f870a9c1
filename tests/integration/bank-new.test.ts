/** `bank new` and `bank fmt` as a shell sees them: from nothing to a file that lint only asks to fill in. */
import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, refcount } from './refcount.ts';

let bank: string;
beforeEach(async () => {
  bank = await mkdtemp(join(tmpdir(), 'refcount-new-'));
  await cp(join(ROOT, 'tests/fixtures/banks/shell'), bank, { recursive: true });
});
afterEach(() => rm(bank, { recursive: true, force: true }));

const read = (path: string) => readFile(join(bank, path), 'utf8');
const question = ['--kind', 'explain', '--topic', 'processes', '--difficulty', '2', '--prompt', 'What is a zombie?'];

describe('bank new', () => {
  it('makes a question that lint only asks to fill in, and that is not served before', async () => {
    const made = await refcount(['bank', 'new', 'question', 'zombie', ...question, '--bank', bank]);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(
      /processes\/zombie\.yaml; next: refcount bank lint zombie --bank \S+, then refcount bank test zombie --bank \S+\n$/,
    );
    const lint = await refcount(['bank', 'lint', '--json', '--bank', bank]);
    expect(lint.code).toBe(1);
    const found: { path: string; rule: string; severity: string }[] = JSON.parse(lint.stdout);
    expect(new Set(found.map(({ path, rule, severity }) => `${path} ${rule} ${severity}`))).toEqual(
      new Set(['processes/zombie.yaml to-write error']),
    );
    const line = await refcount(['bank', 'lint', 'zombie', '--bank', bank]);
    expect(line.stdout).toMatch(
      /zombie\.yaml:\d+:\d+: answer: still to be written \(to-write\) — write the model answer/,
    );
    const graded = await refcount(['grade', '--jsonl', '--bank', bank], { input: '' });
    expect(graded).toMatchObject({ code: 1, stdout: '' });
  });

  it('refuses to guess when nobody can be asked', async () => {
    const { code, stdout, stderr } = await refcount(['bank', 'new', 'question', 'zombie', '--bank', bank]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const option of ['--kind', '--topic', '--difficulty', '--prompt'])
      expect(stderr).toContain(`${option} is missing`);
    expect(await readdir(join(bank, 'processes'))).not.toContain('zombie.yaml');
  });
});

/** A terminal of our own, by util-linux; not every system has it. */
const hasScript = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

/** Runs a command at a pseudo terminal and types each line when its question has been asked. */
function atTerminal(args: readonly string[], dialog: readonly (readonly [question: RegExp, typed: string])[]) {
  const command = [process.execPath, 'src/cli.ts', ...args].map((part) => `'${part}'`).join(' ');
  return new Promise<{ code: number | null; screen: string }>((resolve, reject) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: ROOT, signal: AbortSignal.timeout(15_000) });
    const rest = [...dialog];
    let [screen, seen] = ['', 0];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      screen += chunk;
      const next = rest[0];
      if (!next?.[0].test(screen.slice(seen))) return;
      rest.shift();
      seen = screen.length;
      child.stdin.write(next[1]);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, screen }));
  });
}

describe.runIf(hasScript)('bank new at a terminal', () => {
  const start = ['bank', 'new', 'question', 'zombie'];

  it('asks one question a line', async () => {
    const { code, screen } = await atTerminal(
      [...start, '--bank', bank],
      [
        [/Kind \(.*\) \[explain\]: $/, '\r'],
        [/Topic \(.*\): $/, 'proceses\r'],
        [/\(but processes\)\. Add it\? \(yes or no\) \[no\]: $/, '\r'],
        [/Topic \(.*\): $/, 'processes\r'],
        [/Difficulty \(.*\) \[2\]: $/, '3\r'],
        [/Prompt \(.*\): $/, 'What is a zombie?\r'],
      ],
    );
    expect(screen).toMatch(/processes\/zombie\.yaml; next: refcount bank lint zombie/);
    expect(code).toBe(0);
    expect(await read('processes/zombie.yaml')).toContain(
      'kind: explain\ntopic: processes\ndifficulty: 3\nprompt: What is a zombie?\n',
    );
  });

  it.each([
    ['Ctrl+C', '\u0003'],
    ['Ctrl+D', '\u0004'],
  ])('%s leaves nothing behind', async (_, key) => {
    const before = await readdir(bank, { recursive: true });
    const { code } = await atTerminal(
      [...start, '--bank', bank],
      [
        [/Kind .*: $/, 'choice\r'],
        [/Topic \(.*\): $/, key],
      ],
    );
    expect(code).not.toBe(0);
    expect(await readdir(bank, { recursive: true })).toEqual(before);
  });
});

describe('bank fmt', () => {
  const UNTIDY = `# about ends
title: "Exit status"
id: exit-status # the file's name
topic: processes
summary: |
  The number a process leaves behind when it ends, from 0 to 255. By convention 0 means success, and all others some failure.
interview: 'Zero is success, anything else is a failure.'
trap: In a condition, zero counts as true.
aliases:
  - return code
  - "\`$?\`"
related: [pipeline]
sources: [https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html]

`;
  const TIDY = `id: exit-status # the file's name
# about ends
title: Exit status
aliases: [return code, '\`$?\`']
topic: processes
summary: >
  The number a process leaves behind when it ends, from 0 to 255. By convention 0 means success, and all others some
  failure.
interview: Zero is success, anything else is a failure.
trap: In a condition, zero counts as true.
related: [pipeline]
sources:
  - https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html
`;
  const PATH = 'concepts/exit-status.yaml';

  it('writes what it names, and then finds nothing more to do', async () => {
    await writeFile(join(bank, PATH), UNTIDY);
    const check = await refcount(['bank', 'fmt', '--check', '--bank', bank, 'exit-status']);
    expect(check).toMatchObject({ code: 1, stderr: '1 of 1 file differs from the canonical form\n' });
    expect(check.stdout).toMatch(/concepts\/exit-status\.yaml\n$/);
    expect(await read(PATH)).toBe(UNTIDY);
    const done = await refcount(['bank', 'fmt', '--bank', bank, 'exit-status']);
    expect(done).toMatchObject({ code: 0, stdout: check.stdout, stderr: '1 of 1 file formatted\n' });
    expect(await read(PATH)).toBe(TIDY);
    const again = await refcount(['bank', 'fmt', '--check', '--bank', bank, 'exit-status']);
    expect(again).toMatchObject({ code: 0, stdout: '' });
  });

  it('leaves the bank as it is in all that counts', async () => {
    const version = async () => (await refcount(['bank', 'lint', '--bank', bank])).stderr;
    const before = await version();
    expect((await refcount(['bank', 'fmt', '--bank', bank])).code).toBe(0);
    expect(await version()).toBe(before);
    expect(await refcount(['bank', 'fmt', '--check', '--bank', bank])).toMatchObject({ code: 0, stdout: '' });
  });

  it('tells broken YAML as lint does, and formats the others', async () => {
    const broken = 'id: pipeline\ntitle: @pipe\n';
    await writeFile(join(bank, 'concepts/pipeline.yaml'), broken);
    await writeFile(join(bank, PATH), UNTIDY);
    const lint = await refcount(['bank', 'lint', '--bank', bank, 'pipeline']);
    const { code, stdout, stderr } = await refcount(['bank', 'fmt', '--bank', bank, 'concepts']);
    expect(code).toBe(1);
    expect(lint.stdout).toContain(stdout.split('\n')[1]);
    expect(stdout).toMatch(/exit-status\.yaml\n.*pipeline\.yaml:2:8: .*\(yaml\)/);
    expect(stderr).toBe('1 of 2 files formatted; 1 left as it is\n');
    expect(await read('concepts/pipeline.yaml')).toBe(broken);
    expect(await read(PATH)).toBe(TIDY);
  });

  it('knows what is not there', async () => {
    expect(await refcount(['bank', 'fmt', '--bank', bank, 'nothing-here'])).toMatchObject({
      code: 2,
      stderr: 'refcount: nothing is called nothing-here\n',
    });
    const before = await read(PATH);
    expect(await refcount(['bank', 'fmt', '--bank', bank, PATH, 'nothing-here'])).toMatchObject({ code: 2 });
    expect(await read(PATH)).toBe(before);
  });
});
