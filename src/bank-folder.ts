/** Reads the files of a bank from disk; what is in them is for `loadBank` to judge. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { BankFile } from './core/bank/source.ts';

/** The folder could not be read at all. The message says what to do. */
export class BankFolderError extends Error {
  override readonly name = 'BankFolderError';
}

/**
 * All YAML files under `folder`, with paths relative to it. Hidden files and other file types are left out.
 * @throws {BankFolderError} when the folder is missing, is no folder, or cannot be read.
 */
export async function readBankFolder(folder: string): Promise<BankFile[]> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new BankFolderError(`${folder} is a file; name the bank's folder`);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(
        (path) =>
          !relative(folder, path)
            .split(sep)
            .some((part) => part.startsWith('.')),
      );
    return await Promise.all(
      paths.map(async (path) => ({
        path: relative(folder, path).split(sep).join('/'),
        text: await readFile(path, 'utf8'),
      })),
    );
  } catch (error) {
    if (error instanceof BankFolderError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT')
      throw new BankFolderError(`there is no folder ${folder}; name the bank's folder with --bank`);
    const reason = error instanceof Error ? error.message : String(error);
    throw new BankFolderError(`the bank in ${folder} cannot be read: ${reason}`, { cause: error });
  }
}
