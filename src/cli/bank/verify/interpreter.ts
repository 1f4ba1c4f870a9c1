/** What runs the code of a bank: one exact release of its runtime. */

import { z } from 'zod';

/** What a snippet printed; `error` is the last line of a traceback that nothing caught. */
export interface Printed {
  readonly out: string;
  readonly error?: string | undefined;
  /** It was ended from outside: another time it may go otherwise. */
  readonly unfinished?: true | undefined;
}

/** What another process says that was printed. */
export const printedSchema = z.object({ out: z.string(), error: z.string().optional() });

export interface Interpreter {
  /** `3.14`. */
  readonly version: string;
  /** The exact release, and where it comes from: `CPython 3.14.2 (Pyodide 314.0.7)`. */
  readonly title: string;
  /** Whether it has threads, processes and this machine's memory: Pyodide has not. */
  readonly native: boolean;
  /** Runs snippets, each from a fresh start; the results in the same order. Throws when the interpreter itself fails. */
  run(snippets: readonly string[]): Promise<Printed[]>;
}

/** One that was named does not run; the message says which, and why. */
export class InterpreterError extends Error {
  override readonly name = 'InterpreterError';
}
