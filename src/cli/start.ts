/** `refcount start`: runs the bot until it is told to stop. */
import { BankFolderError } from '../bank-folder.ts';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { StartError, startRefcount } from '../main.ts';
import { StoreVersionError } from '../store/migrate.ts';
import { type CliIo, EXIT } from './io.ts';

/** Longest wait for an orderly stop; whoever supervises the process would kill it soon after. */
const STOP_MS = 9_500;
/** How long, after an orderly stop, a library may keep the process. */
const LEFT_OPEN_MS = 250;

/** Resolves with the exit code when the process was told to stop; 2 when it cannot start and the operator must mend something. */
export async function startCommand(_argv: readonly string[], io: CliIo): Promise<number> {
  const read = loadConfig(io.defaultBankDir);
  if (!read.ok)
    return refuse(io, ['The configuration is not usable:', ...read.problems.map((problem) => `  ${problem}`)]);
  const log = createLog(read.config.logLevel);
  const stopped = untilSignal();
  // A library may reject where nobody can catch it (discord.js does for an event it cannot read). Everything of ours is
  // committed or rolled back by then, so the process goes on rather than dropping everyone else's request.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a rejection nobody handled'));
  try {
    const running = await startRefcount(read.config, log);
    io.stdout.write(`Refcount is running. Ctrl+C stops it.\n${running.summary.join('\n')}\n`);
    const signal = await stopped;
    log.info({ signal }, 'stopping');
    const impatience = setTimeout(() => {
      log.error({}, 'did not stop in time');
      process.exit(EXIT.found);
    }, STOP_MS);
    await running.stop();
    clearTimeout(impatience);
    log.info({}, 'stopped');
    // discord.js goes on trying to connect when it was stopped in the middle of it; everything of ours is closed by now.
    setTimeout(() => process.exit(EXIT.fine), LEFT_OPEN_MS).unref();
    return EXIT.fine;
  } catch (error) {
    if (error instanceof StartError) return refuse(io, error.lines);
    if (error instanceof StoreVersionError || error instanceof BankFolderError) return refuse(io, [error.message]);
    throw error;
  }
}

function refuse(io: CliIo, lines: readonly string[]): number {
  io.stderr.write(`Refcount cannot start.\n${lines.join('\n')}\n`);
  return EXIT.usage;
}

function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}
