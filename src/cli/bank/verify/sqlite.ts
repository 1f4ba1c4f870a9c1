/** The SQLite that claims are run on: the one that the store uses too. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Interpreter, Printed } from './interpreter.ts';

export function sqlite(): Interpreter {
  const memory = new Database(':memory:');
  const exact = String(memory.prepare('select sqlite_version()').pluck().get());
  memory.close();
  return {
    version: exact.split('.').slice(0, 2).join('.'),
    title: `SQLite ${exact}`,
    native: true,
    async run(scripts) {
      const results: Printed[] = [];
      for (const script of scripts) results.push(await runOnce(script));
      return results;
    },
  };
}

/** Runs a script in a database file of its own. Every row is a line; the first error ends it. */
async function runOnce(script: string): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), 'refcount-sqlite-'));
  const database = new Database(join(folder, 'script.db'));
  // Integers stay apart from reals: as numbers of JavaScript, 1 and 1.0 would print alike.
  database.defaultSafeIntegers();
  let out = '';
  try {
    for (const statement of statementsOf(script)) {
      const prepared = database.prepare(statement);
      if (!prepared.reader) prepared.run();
      else for (const row of prepared.raw().all() as unknown[][]) out += `${row.map(shown).join('|')}\n`;
    }
    return { out };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { out, error: `Error: ${error.message}` };
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A statement ends with a semicolon at the end of a line; that of a trigger with the line `END;`. */
function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let lines: string[] = [];
  for (const line of script.split('\n')) {
    if (lines.length === 0 && /^\s*(--.*)?$/.test(line)) continue;
    lines.push(line);
    const code = line.replace(/--[^']*$/, '').trimEnd();
    const trigger = /^\s*create\s+(temp(orary)?\s+)?trigger\b/i.test(lines[0] ?? '');
    if (trigger ? /(^|\s)end;$/i.test(code) : code.endsWith(';')) {
      statements.push(lines.join('\n'));
      lines = [];
    }
  }
  return lines.length > 0 ? [...statements, lines.join('\n')] : statements;
}

/** As the `sqlite3` shell prints a value in its list mode; a blob as `x'…'`. */
function shown(value: unknown): string {
  if (value === null) return '';
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  if (typeof value === 'number' && Number.isInteger(value)) return `${value}.0`;
  return String(value);
}
