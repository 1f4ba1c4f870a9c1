/** What snippets printed before, so that a bank is verified in a moment when nothing changed. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Printed } from './interpreter.ts';

const fileSchema = z.record(z.string(), z.object({ out: z.string(), error: z.string().optional() }));

/** Results by interpreter and code; only what was asked for in this run is kept in the file. */
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

  async save(): Promise<void> {
    if (this.path === undefined) return;
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(this.path, JSON.stringify(Object.fromEntries(this.used)));
  }
}

const keyOf = (interpreter: string, code: string) =>
  createHash('sha256').update(interpreter).update('\0').update(code).digest('hex');
