/** `refcount appeals export`: what leads decided about appeals, as marked answers to measure the grader with. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { loadConfig } from '../config.ts';
import type { MarkedAnswer } from '../core/agreement/marked-answer.ts';
import type { Store } from '../core/ports.ts';
import type { DecidedAppeal } from '../core/rounds/appeal.ts';
import { createLog } from '../log.ts';
import { StoreVersionError } from '../store/migrate.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { readArguments } from './arguments.ts';
import { type CliIo, EXIT } from './io.ts';

const USAGE = `usage: refcount appeals export [--db FILE] > marked.jsonl
  writes {"id", "question", "answer", "output", "choices", "score", "stratum"} per decided appeal, for
  refcount bank report --answers; without --db from the database of the configuration`;

/** Appeals read at a time. */
const PAGE = 200;

/** Runs `appeals …`; gives the exit code. Answers go to standard output and nowhere else; members are not named. */
export async function appealsCommand(argv: string[], io: CliIo): Promise<number> {
  const parsed = readArguments(argv, { db: { type: 'string' } });
  const mistake = !parsed.ok
    ? parsed.message
    : parsed.names[0] !== 'export'
      ? `unknown command "appeals ${parsed.names[0] ?? ''}"`
      : parsed.names.length > 1
        ? `unexpected "${parsed.names[1]}"`
        : undefined;
  if (!parsed.ok || mistake !== undefined) {
    io.stderr.write(`refcount: ${mistake}\n${USAGE}\n`);
    return EXIT.usage;
  }
  const file = typeof parsed.values.db === 'string' ? parsed.values.db : configuredFile(io);
  if (file === undefined) return EXIT.usage;
  // Opening would make an empty one.
  if (!existsSync(file)) {
    io.stderr.write(`refcount: there is no database at ${file}\n`);
    return EXIT.usage;
  }
  try {
    const store = await openSqliteStore({ file, log: createLog('warn') });
    try {
      const count = await writeAll(store, io);
      io.stderr.write(`${count} decided appeal${count === 1 ? '' : 's'}\n`);
    } finally {
      await store.close();
    }
    return EXIT.fine;
  } catch (error) {
    io.stderr.write(`refcount: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof StoreVersionError ? EXIT.usage : EXIT.found;
  }
}

async function writeAll(store: Store, io: CliIo): Promise<number> {
  let count = 0;
  let page: DecidedAppeal[] = [];
  do {
    page = await store.read.decidedAppeals(page.at(-1), PAGE);
    for (const appeal of page) {
      const waits = io.stdout.write(`${JSON.stringify(marked(appeal))}\n`) === false;
      if (waits && io.stdout instanceof Writable) await once(io.stdout, 'drain');
    }
    count += page.length;
  } while (page.length === PAGE);
  return count;
}

function marked({ id, questionId, answer, score }: DecidedAppeal): MarkedAnswer {
  return {
    id,
    question: questionId,
    answer: answer.text,
    ...(answer.output === undefined ? {} : { output: answer.output }),
    ...(answer.choices === undefined ? {} : { choices: [...answer.choices] }),
    score,
    stratum: 'appeal',
  };
}

function configuredFile(io: CliIo): string | undefined {
  const read = loadConfig(io.defaultBankDir);
  if (read.ok) return read.config.databaseFile;
  io.stderr.write(`The configuration is not usable:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}\n`);
  return undefined;
}
