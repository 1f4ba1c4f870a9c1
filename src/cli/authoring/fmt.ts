/** `refcount bank fmt`: writes the files of a bank in their canonical form, or says which are not in it. */
import { join, relative } from 'node:path';
import { BankFolderError, readBankFolder } from '../../bank-folder.ts';
import { compareText } from '../../core/bank/finding.ts';
import { roomOf } from '../../core/bank/room.ts';
import type { BankFile } from '../../core/bank/source.ts';
import { count, isNamed, nothingCalled } from '../bank/named.ts';
import { type CliIo, EXIT } from '../io.ts';
import { findingLine } from '../open-bank.ts';
import { layOut } from './layout.ts';
import { NotWritten, replaceFile } from './writing.ts';

export interface FormatOptions {
  /** Topics, ids or files; none means all. */
  readonly names: readonly string[];
  /** Write nothing; only say which files differ. */
  readonly check: boolean;
}

/** Formats the bank in `folder`. Files whose YAML is broken are reported as `bank lint` does, and left alone. */
export async function format(folder: string, options: FormatOptions, io: CliIo): Promise<number> {
  try {
    return await run(folder, options, io);
  } catch (error) {
    if (!(error instanceof BankFolderError || error instanceof NotWritten)) throw error;
    io.stderr.write(`refcount: ${error.message}\n`);
    return EXIT.usage;
  }
}

async function run(folder: string, { names, check }: FormatOptions, io: CliIo): Promise<number> {
  const files = await filesOf(folder, names, io);
  if (!files) return EXIT.usage;
  const shown = (path: string) => relative('.', join(folder, path));
  let different = 0;
  let refused = 0;
  for (const { path, text } of files) {
    const room = roomOf(path);
    if (room === undefined) continue;
    const layout = layOut(path, text, room);
    if (!layout.ok) {
      refused += 1;
      for (const finding of layout.findings) io.stdout.write(`${findingLine(finding, folder)}\n`);
      if ('reason' in layout) io.stdout.write(`${shown(path)}: left as it is: ${layout.reason}\n`);
    } else if (layout.text !== text) {
      different += 1;
      if (!check) await replaceFile(join(folder, path), layout.text);
      io.stdout.write(`${shown(path)}\n`);
    }
  }
  const verb = check ? `${different === 1 ? 'differs' : 'differ'} from the canonical form` : 'formatted';
  const left = refused === 0 ? '' : `; ${refused} left as ${refused === 1 ? 'it is' : 'they are'}`;
  io.stderr.write(`${different} of ${count(files.length, 'file')} ${verb}${left}\n`);
  return refused > 0 || (check && different > 0) ? EXIT.found : EXIT.fine;
}

async function filesOf(folder: string, names: readonly string[], io: CliIo): Promise<BankFile[] | undefined> {
  const files = await readBankFolder(folder);
  const unknown = nothingCalled(
    names,
    files.map(({ path }) => path),
  );
  if (unknown === undefined) {
    return files.filter(({ path }) => isNamed(path, names)).toSorted((a, b) => compareText(a.path, b.path));
  }
  io.stderr.write(`refcount: ${unknown}\n`);
  return undefined;
}
