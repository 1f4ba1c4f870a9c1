/** Which files of a folder are a bank's, and how their bytes become text. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BankFolderError, readBankFolder } from '../../../src/bank-folder.ts';

let room: string;
let bank: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'refcount-folder-'));
  bank = join(room, 'bank');
  await mkdir(join(bank, 'shell'), { recursive: true });
});
afterEach(() => rm(room, { recursive: true, force: true }));

describe('a link', () => {
  it('to a file counts as the file, to a folder as nothing', async () => {
    await writeFile(join(room, 'words.yaml'), 'topics: {}\n');
    await symlink(join(room, 'words.yaml'), join(bank, 'lexicon.yaml'));
    await symlink(room, join(bank, 'room.yaml'));
    expect(await readBankFolder(bank)).toEqual([{ path: 'lexicon.yaml', text: 'topics: {}\n' }]);
  });

  it('to nothing is named, unless it is hidden, as those of editors are', async () => {
    await symlink('someone@host.1', join(bank, 'shell/.#a.yaml'));
    expect(await readBankFolder(bank)).toEqual([]);
    await symlink('nowhere.yaml', join(bank, 'shell/a.yaml'));
    await expect(readBankFolder(bank)).rejects.toThrow(
      new BankFolderError(`${join(bank, 'shell/a.yaml')} is gone, or a link to nothing; mend or remove it`),
    );
  });
});

describe('text', () => {
  it('that is not UTF-8 is refused, with the file and what to do', async () => {
    await writeFile(join(bank, 'shell/a.yaml'), Buffer.from('answer: Stra\xdfe\n', 'latin1'));
    await expect(readBankFolder(bank)).rejects.toThrow(
      new BankFolderError(`${join(bank, 'shell/a.yaml')} is not UTF-8 text; save it as UTF-8`),
    );
  });

  it('keeps its byte order mark, which fmt takes away', async () => {
    await writeFile(join(bank, 'shell/a.yaml'), '\ufeffid: a\n');
    expect(await readBankFolder(bank)).toEqual([{ path: 'shell/a.yaml', text: '\ufeffid: a\n' }]);
  });
});
