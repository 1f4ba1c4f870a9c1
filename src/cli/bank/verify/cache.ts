/** What snippets printed before, so that a bank is verified in a moment when nothing changed. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Printed, printedSchema } from './interpreter.ts';

const fileSchema = z.record(z.string(), printedSchema);

/** The file in the folder `cache` for the bank in `folder`: banks do not throw away each other's results. */
export function cacheFileOf(cache: string, folder: string): string {
  const key = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
  return join(cache, `verify-${key}.json`);
}

/** Results by interpreter and code. */
export class Cache {
  private readonly path: string | undefined;
  private readonly before: ReadonlyMap<string, Printed>;
  private readonly used = new Map<string, Printed>();

  private constructor(path: string | undefined, before: ReadonlyMap<string, Printed>) {
    this.path = path;
    this.before = before;
  }

  /** Opens the file; one that is missing or cannot be read is an empty cache. `path` undefined: nothing is kept. */
  static async open(path: string | undefined): Promise<Cache> {
    if (path === undefined) return new Cache(undefined, new Map());
    try {
      return new Cache(path, new Map(Object.entries(fileSchema.parse(JSON.parse(await readFile(path, 'utf8'))))));
    } catch {
      // A cache is only ever a shortcut: without it everything is run again.
      return new Cache(path, new Map());
    }
  }

  /** `interpreter` is its title, which names the exact release. */
  get(interpreter: string, code: string): Printed | undefined {
    const key = keyOf(interpreter, code);
    const known = this.used.get(key) ?? this.before.get(key);
    if (known) this.used.set(key, known);
    return known;
  }

  set(interpreter: string, code: string, printed: Printed): void {
    this.used.set(keyOf(interpreter, code), printed);
  }

  /**
   * Writes the file. After `all` of a bank was run, what was not asked for is thrown away; after `some`, it is kept.
   * What did not finish is not written.
   */
  async save(ran: 'all' | 'some'): Promise<void> {
    if (this.path === undefined) return;
    const entries = [...(ran === 'all' ? [] : this.before), ...this.used];
    const kept = Object.fromEntries(entries.filter(([, { unfinished }]) => !unfinished));
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(this.path, JSON.stringify(kept));
  }
}

const keyOf = (interpreter: string, code: string) =>
  createHash('sha256').update(interpreter).update('\0').update(code).digest('hex');
