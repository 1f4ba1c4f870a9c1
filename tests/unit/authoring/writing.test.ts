/** What a file is besides its text, when its text is replaced. */
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile, NotWritten, replaceFile } from '../../../src/cli/authoring/writing.ts';

let room: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'refcount-files-'));
});
afterEach(() => rm(room, { recursive: true, force: true }));

describe('a file that is replaced', () => {
  it.each(['a.yaml', `${'長'.repeat(80)}.yaml`])(
    'keeps who may read it, and has nothing beside it (%s)',
    async (name) => {
      const file = join(room, name);
      await writeFile(file, 'old');
      await chmod(file, 0o600);
      await replaceFile(file, 'new');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readFile(file, 'utf8')).toBe('new');
      expect(await readdir(room)).toEqual([name]);
    },
  );

  it('stays a link where it is one', async () => {
    await mkdir(join(room, 'real'));
    await writeFile(join(room, 'real/a.yaml'), 'old');
    await symlink('real/a.yaml', join(room, 'a.yaml'));
    await replaceFile(join(room, 'a.yaml'), 'new');
    expect((await lstat(join(room, 'a.yaml'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(room, 'real/a.yaml'), 'utf8')).toBe('new');
    expect(await readdir(room, { recursive: true })).toHaveLength(3);
  });

  it('leaves nothing beside it when it cannot be replaced', async () => {
    await mkdir(join(room, 'a.yaml'));
    await expect(replaceFile(join(room, 'a.yaml'), 'new')).rejects.toThrow(/a\.yaml cannot be written: /);
    expect(await readdir(room)).toEqual(['a.yaml']);
  });
});

describe('a file that is made', () => {
  it('is never written onto another, nor onto a link to nothing', async () => {
    await writeFile(join(room, 'a.yaml'), 'old');
    await symlink('nowhere', join(room, 'b.yaml'));
    for (const name of ['a.yaml', 'b.yaml']) {
      const refused = createFile(join(room, name), 'new');
      await expect(refused).rejects.toBeInstanceOf(NotWritten);
      await expect(refused).rejects.toThrow(`${name} is there already`);
    }
    expect(await readFile(join(room, 'a.yaml'), 'utf8')).toBe('old');
    expect((await readdir(room)).toSorted()).toEqual(['a.yaml', 'b.yaml']);
  });
});
