/** The SQLite that claims are run on: the one that the store uses too. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type Interpreter, type Printed, printedSchema } from './interpreter.ts';
import { refusalOf, statementsOf } from './sql-script.ts';

const WORKER = fileURLToPath(new URL('sqlite-process.ts', import.meta.url));
/** How long one script may take: it takes milliseconds. */
const PATIENCE_MS = 20_000;
/** How much one script may print, in characters; a query without end would fill the memory. */
const MOST = 1_000_000;

/**
 * The SQLite of this installation. Scripts are run by a process of their own, each in an empty folder; one that takes
 * longer than `patience` milliseconds ends with an error, as does one that ends the process, and the next is run.
 */
export function sqlite(patience = PATIENCE_MS): Interpreter {
  const memory = new Database(':memory:');
  const exact = String(memory.prepare('select sqlite_version()').pluck().get());
  memory.close();
  return {
    version: exact.split('.').slice(0, 2).join('.'),
    title: `SQLite ${exact}`,
    native: true,
    async run(scripts) {
      const folder = await mkdtemp(join(tmpdir(), 'refcount-sqlite-'));
      const results: Printed[] = [];
      let worker: Worker | undefined;
      try {
        for (const script of scripts) {
          worker ??= await start(folder);
          const printed = await worker.run(script, patience);
          if (printed.unfinished) worker = undefined;
          results.push(printed);
        }
      } finally {
        await worker?.end();
        await rm(folder, { recursive: true, force: true });
      }
      return results;
    },
  };
}

interface Worker {
  /** What the script printed; `unfinished` when that ended the process. `patience` in milliseconds. */
  run(script: string, patience: number): Promise<Printed>;
  end(): Promise<void>;
}

/** Starts a process in `folder`; throws when it does not begin to serve. */
async function start(folder: string): Promise<Worker> {
  const child = fork(WORKER, { cwd: folder, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const closed = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => resolve(`SQLite stopped with ${signal ?? code} ${complaint}`.trim()));
  });
  const end = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  const ready = await Promise.race([once(child, 'message'), closed]);
  if (typeof ready === 'string') throw new Error(ready);
  return {
    async run(script, patience) {
      const answer = answerOf(child, patience);
      child.send(script);
      const printed = await Promise.race([answer, closed]);
      if (typeof printed === 'object') return printed;
      await end();
      const reason = printed ?? `took longer than ${patience / 1000} s`;
      return { out: '', error: `Error: ${reason.split('\n')[0]}`, unfinished: true };
    },
    end,
  };
}

/** What the process says next; undefined when it says nothing for `patience` milliseconds. */
async function answerOf(child: ChildProcess, patience: number): Promise<Printed | undefined> {
  const signal = AbortSignal.timeout(patience);
  try {
    const [message] = await once(child, 'message', { signal });
    return printedSchema.parse(message);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** Runs a script in a database file in the current folder. Every row is a line; the first error ends it. */
export function runScript(script: string): Printed {
  const database = new Database('script.db');
  // Integers stay apart from reals: as numbers of JavaScript, 1 and 1.0 would print alike.
  database.defaultSafeIntegers();
  let out = '';
  try {
    for (const statement of statementsOf(script)) {
      const refusal = refusalOf(statement);
      if (refusal !== undefined) throw new Error(refusal);
      const prepared = database.prepare(statement);
      if (!prepared.reader) prepared.run();
      else {
        for (const row of prepared.raw().iterate() as Iterable<unknown[]>) {
          out += `${row.map(shown).join('|')}\n`;
          if (out.length > MOST) throw new Error('printed more than a million characters');
        }
      }
    }
    return { out };
  } catch (error) {
    // Of better-sqlite3 too: it refuses with a RangeError what is not exactly one statement without parameters.
    return { out, error: `Error: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    database.close();
  }
}

/** As the `sqlite3` shell prints a value in its list mode; a blob as `x'…'`. */
function shown(value: unknown): string {
  if (value === null) return '';
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  if (typeof value === 'number' && Number.isInteger(value)) return `${value}.0`;
  return String(value);
}
