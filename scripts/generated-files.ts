/** Writing generated files, or checking that they are what they would be: the part all generators share. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';

const ROOT = new URL('../', import.meta.url);

export interface GeneratedFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the files that differ from what they should be. With `check` it writes nothing; it names the stale files on
 * standard error and lets the process end with exit code 1.
 */
export async function writeOrCheck(files: readonly GeneratedFile[], { check }: { check: boolean }): Promise<void> {
  const stale: string[] = [];
  for (const { path, text } of files) {
    const file = new URL(path, ROOT);
    if (text === (await present(file))) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, text);
  }
  if (!check || stale.length === 0) return;
  process.stderr.write(`not up to date: ${stale.join(', ')}; run: npm run docs\n`);
  process.exitCode = 1;
}

/** Undefined for a file that was never generated. */
async function present(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
