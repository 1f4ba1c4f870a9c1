/** What an author has is never lost: writes that fail, bytes that are no text, and questions that only look alike. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, refcount } from './refcount.ts';

let room: string;
let bank: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'refcount-writing-'));
  bank = join(room, 'bank');
  await cp(join(ROOT, 'tests/fixtures/banks/shell'), bank, { recursive: true });
});
afterEach(() => rm(room, { recursive: true, force: true }));

/** `refcount …` where no file can grow beyond a block, as on a disk that is full. */
function onFullDisk(args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const command = ['ulimit -f 1; exec "$@"', 'sh', process.execPath, 'src/cli.ts', ...args];
    const child = spawn('sh', ['-c', ...command], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

async function contents(): Promise<Record<string, string>> {
  const entries = await readdir(bank, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
}

describe('a write that fails', () => {
  it('leaves the file that fmt would have changed, and nothing beside it', async () => {
    await writeFile(join(bank, 'processes/exit-zero.yaml'), `id:   exit-zero\nanswer: |\n${'  Zero.\n'.repeat(1000)}`);
    const before = await contents();
    const { code, stderr } = await onFullDisk(['bank', 'fmt', '--bank', bank, 'exit-zero']);
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      code: 2,
      lines: [expect.stringMatching(/^refcount: .*exit-zero\.yaml cannot be written: EFBIG/)],
    });
    expect(await contents()).toEqual(before);
  });

  it('leaves the lexicon that bank new would have added to', async () => {
    const words = Array.from({ length: 500 }, (_, number) => `# word ${number}\n`).join('');
    await writeFile(join(bank, 'lexicon.yaml'), `${words}${await readFile(join(bank, 'lexicon.yaml'), 'utf8')}`);
    const before = await contents();
    const { code, stderr } = await onFullDisk(['bank', 'new', 'topic', 'loops', '--title', 'Loops', '--bank', bank]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^refcount: .*lexicon\.yaml cannot be written: EFBIG[^\n]*\n$/);
    expect(await contents()).toEqual(before);
  });

  it('leaves no half of a new file', async () => {
    const before = await contents();
    const given = ['--kind', 'explain', '--topic', 'processes', '--difficulty', '1', '--prompt', 'x'.repeat(1200)];
    const { code, stderr } = await onFullDisk(['bank', 'new', 'question', 'zombie', ...given, '--bank', bank]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^refcount: .*zombie\.yaml cannot be written: EFBIG[^\n]*\n$/);
    expect(await contents()).toEqual(before);
  });
});

describe('a file that is not UTF-8', () => {
  it('is named, and fmt leaves it alone', async () => {
    const file = join(bank, 'processes/exit-zero.yaml');
    const bytes = Buffer.from('id: exit-zero\nanswer:    Stra\xdfe\n', 'latin1');
    await writeFile(file, bytes);
    const { code, stderr } = await refcount(['bank', 'fmt', '--bank', bank]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `refcount: ${file} is not UTF-8 text; save it as UTF-8\n` });
    expect(await readFile(file)).toEqual(bytes);
  });
});

describe('importing again', () => {
  async function imported(gift: string, from = 'quiz.gift') {
    const file = join(room, from);
    await writeFile(file, gift);
    const to = join(room, 'imported');
    return refcount(['bank', 'import', '--format', 'gift', '--from', file, '--to', to, '--topic', 'shell']);
  }
  const paths = (stdout: string) => stdout.split('\n').map((line) => line.replace(/:.*/, ''));

  it('skips what is there, also after fmt, and takes another name for what only looks alike', async () => {
    await imported('Which is true?{=a ~b}\n');
    await refcount(['bank', 'fmt', '--bank', join(room, 'imported')]);
    const again = await imported('\n\nWhich is true?{=a ~b}\n');
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toContain('note: skipped: shell/which-is-true.yaml is there');
    expect(paths((await imported('Which is TRUE?{=a ~b}\n')).stdout)).toEqual(['shell/which-is-true-2.yaml', '']);
    expect(paths((await imported('Which is true?{=c ~d}\n')).stdout)).toEqual(['shell/which-is-true-3.yaml', '']);
  });

  it('does not take one prompt in another script for another', async () => {
    const first = await imported('東京?{=a ~b}\n');
    const second = await imported('大阪?{=a ~b}\n');
    const third = await imported('\n\n東京?{=a ~b}\n');
    expect(paths(first.stdout)[0]).toMatch(/^shell\/imported-[0-9a-f]{8}\.yaml$/);
    expect(paths(second.stdout)[0]).toMatch(/^shell\/imported-[0-9a-f]{8}\.yaml$/);
    expect(second.stdout).not.toBe(first.stdout);
    expect(third.stdout).toBe('');
    expect(third.stderr).toContain('1 skipped');
  });

  it('writes files that are in the canonical form, whatever the name of the imported one', async () => {
    const long = 'Why is it so, and not otherwise, as everybody would have thought who has read the manual? '.repeat(3);
    await imported(`${long}{}\n\nIs "a: b" it?{=yes#No: 'no'. ~no ~maybe\\: not}\n`, 'a\nkind: b.gift');
    const written = await readFile(join(room, 'imported/shell/is-a-b-it.yaml'), 'utf8');
    expect(written.split('\n')[0]).toMatch(/^# From a kind: b\.gift, line 3; to write: sources\.$/);
    const { code, stdout } = await refcount(['bank', 'fmt', '--check', '--bank', join(room, 'imported')]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });
});

describe('a folder with files of its own is no topic', () => {
  it.each(['topics', 'concepts'])('%s', async (topic) => {
    const file = join(room, 'quiz.gift');
    await writeFile(file, 'Which?{=a ~b}\n');
    const args = ['--format', 'gift', '--from', file, '--to', join(room, 'new'), '--topic', topic];
    const { code, stderr } = await refcount(['bank', 'import', ...args]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `refcount: --topic "${topic}": the folder ${topic}/ holds other files of a bank, so no topic can have this id\n`,
    });
    expect(await readdir(room)).not.toContain('new');
  });

  it('and what lies in it takes no id from a question', async () => {
    const file = join(room, 'quiz.gift');
    await writeFile(file, '::processes::Which?{=a ~b}\n');
    const args = ['--format', 'gift', '--from', file, '--to', bank, '--topic', 'quoting'];
    expect((await refcount(['bank', 'import', ...args])).stdout).toContain('quoting/processes.yaml: ');
  });
});

describe('the usage of a verb', () => {
  it.each([
    ['new', ['bank', 'new', '--nothing'], undefined],
    ['export', ['bank', 'export', '--nothing'], 'without one, everything is exported'],
    ['fmt', ['bank', 'fmt', '--nothing'], 'without one, everything is formatted'],
    ['lint', ['bank', 'lint', '--nothing'], 'without one, everything is checked'],
    ['all', ['bank', 'nothing'], 'without one, everything is meant'],
  ])('%s says only what is true of it', async (_verb, args, sentence) => {
    const { stderr } = await refcount(args);
    expect(/without one, .*/.exec(stderr)?.[0]).toBe(sentence);
  });
});
