/** A bank that changes while it is in force: real files, a real watcher. */
import { appendFile, cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { type Reloader, watchBank } from '../../src/bank-reload.ts';
import type { Finding } from '../../src/core/bank/finding.ts';
import type { Bank } from '../../src/core/bank/question.ts';

const ZERO = 'processes/exit-zero.yaml';

let folder: string;
let reloader: Reloader;
let banks: Bank[];
let told: (readonly Finding[])[];
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-reload-'));
  await cp('tests/fixtures/banks/shell', folder, { recursive: true });
  [banks, told, lines] = [[], [], []];
  const log = (_: unknown, line: string) => void lines.push(line);
  reloader = await watchBank(
    {
      folder,
      replace: (bank) => void banks.push(bank),
      tell: async (faults) => void told.push(faults),
      log: { info: log, warn: log, error: log },
    },
    await readBankFolder(folder),
  );
});
afterEach(async () => {
  await reloader.stop();
  await rm(folder, { recursive: true, force: true });
});

/** As many editors save: a new file in the place of the old one. */
async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = join(folder, path);
  await writeFile(`${file}.tmp`, change(await readFile(file, 'utf8')));
  await rename(`${file}.tmp`, file);
}

test('a sound change is in force without a restart, whole', async () => {
  await edit(ZERO, (text) => text.replace('difficulty: 1', 'difficulty: 2'));
  await vi.waitFor(() => expect(banks).toHaveLength(1), 10_000);
  expect(banks[0]?.questions.get('exit-zero')?.difficulty).toBe(2);
  expect(told).toEqual([]);
});

test('a broken file keeps the old bank and is told, once; when it is sound again, that is told too', async () => {
  await appendFile(join(folder, ZERO), 'colour: red\n');
  await vi.waitFor(() => expect(told).toHaveLength(1), 10_000);
  expect(told[0]).toMatchObject([{ path: ZERO, rule: 'unknown-key' }]);
  expect(banks).toEqual([]);
  await reloader.check();
  expect(told).toHaveLength(1);
  await edit(ZERO, (text) => text.replace('colour: red\n', ''));
  await vi.waitFor(() => expect(told).toHaveLength(2), 10_000);
  expect(told[1]).toEqual([]);
  expect(banks).toHaveLength(1);
});

test('files saved together count as one change', async () => {
  await Promise.all([
    edit('lexicon.yaml', (text) => text.replace('quoting: Quoting', 'quoting: Quoting\n  jobs: Jobs')),
    writeFile(join(folder, 'bank.yaml'), 'name: The shell\n'),
    edit(ZERO, (text) => text.replace('difficulty: 1', 'difficulty: 3')),
  ]);
  await vi.waitFor(() => expect(banks.at(-1)?.about.name).toBe('The shell'), 10_000);
  expect(banks).toHaveLength(1);
  expect(banks[0]?.questions.get('exit-zero')?.difficulty).toBe(3);
});

test('what does not change the bank is left alone', async () => {
  await writeFile(join(folder, 'notes.txt'), 'not of the bank');
  await edit(ZERO, (text) => text);
  await reloader.check();
  expect([banks, told]).toEqual([[], []]);
});

test('a folder that is gone keeps the old bank', async () => {
  await rename(folder, `${folder}-moved`);
  await reloader.check();
  await reloader.check();
  expect(banks).toEqual([]);
  expect(told).toMatchObject([[{ path: folder, rule: 'layout' }]]);
  expect(lines.filter((line) => line.includes('cannot be read'))).toHaveLength(1);
  await rename(`${folder}-moved`, folder);
  await edit(ZERO, (text) => text.replace('difficulty: 1', 'difficulty: 2'));
  await reloader.check();
  expect(banks[0]?.questions.get('exit-zero')?.difficulty).toBe(2);
  expect(told[1]).toEqual([]);
});

test('a folder that another takes the place of is followed', async () => {
  await cp(folder, `${folder}-new`, { recursive: true });
  await rename(folder, `${folder}-old`);
  await rename(`${folder}-new`, folder);
  await edit(ZERO, (text) => text.replace('difficulty: 1', 'difficulty: 4'));
  await reloader.check();
  expect(banks.at(-1)?.questions.get('exit-zero')?.difficulty).toBe(4);
  await rm(`${folder}-old`, { recursive: true });
});
