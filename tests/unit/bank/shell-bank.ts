/** The small bank about the Unix shell, as files in memory that a test may break. */
import { fileURLToPath } from 'node:url';
import { readBankFolder } from '../../../src/bank-folder.ts';
import type { Finding } from '../../../src/core/bank/finding.ts';
import { loadBank } from '../../../src/core/bank/load.ts';
import type { Bank } from '../../../src/core/bank/question.ts';
import type { BankFile } from '../../../src/core/bank/source.ts';

export const SHELL_FOLDER = fileURLToPath(new URL('../../fixtures/banks/shell', import.meta.url));

const files = await readBankFolder(SHELL_FOLDER);

export const shellFiles = (): BankFile[] => [...files];

/** The bank's files with one replaced, added, or (with undefined) removed. */
export function changed(path: string, edit: (text: string) => string | undefined): BankFile[] {
  const before = files.find((file) => file.path === path)?.text ?? '';
  const text = edit(before);
  const others = files.filter((file) => file.path !== path);
  if (text === before) throw new Error(`the edit of ${path} changed nothing`);
  return text === undefined ? others : [...others, { path, text }];
}

export function findingsOf(bankFiles: readonly BankFile[]): readonly Finding[] {
  return loadBank(bankFiles).findings;
}

export function sound(bankFiles: readonly BankFile[]): Bank {
  const result = loadBank(bankFiles);
  if (!result.ok) throw new Error(JSON.stringify(result.findings, null, 2));
  return result.bank;
}
