/** Reads the files of a bank from disk; what is in them is for `loadBank` to judge. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { BankFile } from './core/bank/source.ts';

/** The folder, or a file in it, could not be read at all. The message says what to do. */
export class BankFolderError extends Error {
  override readonly name = 'BankFolderError';
}

/**
 * All YAML files under `folder`, with paths relative to it. A link to a file counts as the file; links to folders,
 * hidden files and other file types are left out.
 * @throws {BankFolderError} when the folder is missing, is no folder, or cannot be read, or a file is not UTF-8.
 */
export async function readBankFolder(folder: string): Promise<BankFile[]> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new BankFolderError(`${folder} is a file; name the bank's folder`);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(
        (path) =>
          !relative(folder, path)
            .split(sep)
            .some((part) => part.startsWith('.')),
      );
    const texts = await Promise.all(
      paths.map(async (path) => ({ path: relative(folder, path).split(sep).join('/'), text: await textOf(path) })),
    );
    return texts.flatMap(({ path, text }) => (text === undefined ? [] : { path, text }));
  } catch (error) {
    if (error instanceof BankFolderError) throw error;
    if (codeOf(error) === 'ENOENT')
      throw new BankFolderError(`there is no folder ${folder}; name the bank's folder with --bank or BANK_DIR`);
    const reason = error instanceof Error ? error.message : String(error);
    throw new BankFolderError(`the bank in ${folder} cannot be read: ${reason}`, { cause: error });
  }
}

/** The text of a file; undefined when a link leads to something else. A byte order mark is kept, for `fmt` to see. */
async function textOf(file: string): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    if (!(await stat(file)).isFile()) return undefined;
    bytes = await readFile(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new BankFolderError(`${file} is gone, or a link to nothing; mend or remove it`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new BankFolderError(`${file} is not UTF-8 text; save it as UTF-8`, { cause: error });
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);
