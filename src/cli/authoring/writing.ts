/** Writing the files of a bank so that what an author has is never lost. */
import { chmod, chown, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

/** A file could not be written, and is as it was before. The message names it and says why. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
}

/**
 * Puts `text` in the place of what a file holds, all of it or nothing; where the file is a link, in what it leads to.
 * The new text is written beside it first, under a hidden name that no reader of a bank takes for one of its files.
 * @throws {NotWritten}
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  try {
    const real = await realpath(file);
    const { mode, uid, gid } = await stat(real);
    const name = `.${basename(real).slice(0, 60)}.tmp-${process.pid}`;
    const temporary = join(dirname(real), name);
    try {
      await writeFile(temporary, text, { flush: true });
      await chmod(temporary, mode);
      // Only root may give a file away, and only root would otherwise take it from its author.
      if (process.getuid?.() === 0) await chown(temporary, uid, gid);
      await rename(temporary, real);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw notWritten(file, error);
  }
}

/**
 * Makes a file, and the folders it lies in; never onto one that is there, and no half of one.
 * @throws {NotWritten}
 */
export async function createFile(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw notWritten(file, error);
  }
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new NotWritten(`${relative('.', file)} is there already`, { cause: error });
    await rm(file, { force: true });
    throw notWritten(file, error);
  }
}

function notWritten(file: string, error: unknown): NotWritten {
  const reason = error instanceof Error ? error.message : String(error);
  return new NotWritten(`${relative('.', file)} cannot be written: ${reason}`, { cause: error });
}
