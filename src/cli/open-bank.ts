/** Opening a bank for a command: from a folder to a bank, with its findings printed when there are any. */
import { join, relative } from 'node:path';
import { BankFolderError, readBankFolder } from '../bank-folder.ts';
import type { Finding } from '../core/bank/finding.ts';
import { type LoadResult, loadBank } from '../core/bank/load.ts';
import type { Bank } from '../core/bank/question.ts';
import { type CliIo, EXIT } from './io.ts';

/** Loads the bank in `folder`; undefined, after saying why on stderr, when there is no such folder. */
export async function loadFolder(folder: string, io: CliIo): Promise<LoadResult | undefined> {
  try {
    return loadBank(await readBankFolder(folder));
  } catch (error) {
    if (!(error instanceof BankFolderError)) throw error;
    io.stderr.write(`refcount: ${error.message}\n`);
    return undefined;
  }
}

/** A sound bank, or the exit code after its findings were printed on stderr. Warnings are kept quiet. */
export async function openBank(folder: string, io: CliIo): Promise<Bank | number> {
  const result = await loadFolder(folder, io);
  if (!result) return EXIT.usage;
  if (result.ok) return result.bank;
  for (const finding of result.findings) {
    if (finding.severity === 'error') io.stderr.write(`${findingLine(finding, folder)}\n`);
  }
  io.stderr.write('refcount: the bank has errors; correct them first\n');
  return EXIT.found;
}

/** `questions/gc/x.yaml:3:5: message (rule) — fix`, with the path as seen from here, so that editors can jump to it. */
export function findingLine(finding: Finding, folder: string): string {
  const { path, line, column, message, rule, fix, severity, field } = finding;
  const where = `${relative('.', join(folder, path)) || '.'}:${line}:${column}`;
  const what = field === '' ? message : `${field}: ${message}`;
  return `${where}: ${severity === 'warning' ? 'warning: ' : ''}${what} (${rule}) — ${fix}`;
}
