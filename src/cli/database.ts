/** `refcount db migrate|backup` and `refcount doctor`: what an operator does with the store. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readBankFolder } from '../bank-folder.ts';
import { type Config, loadConfig } from '../config.ts';
import { loadBank } from '../core/bank/load.ts';
import { createLog } from '../log.ts';
import { StoreVersionError } from '../store/migrate.ts';
import { backup, migrate, openSqliteStore } from '../store/sqlite.ts';
import { type CliIo, EXIT } from './io.ts';

export const DATABASE_USAGE = `  refcount db migrate                        bring the database up to this release
  refcount db backup FILE                    copy the database while the bot runs
  refcount doctor [--repair]                 check configuration, bank, database and standings
`;

export async function databaseCommand(argv: string[], io: CliIo): Promise<number> {
  const [verb, target, ...rest] = argv;
  const known =
    (verb === 'migrate' && target === undefined) || (verb === 'backup' && target !== undefined && rest.length === 0);
  if (!known) return usage(io);
  const config = configOr(io);
  if (!config) return EXIT.usage;
  const { databaseFile } = config;
  try {
    if (verb === 'migrate') {
      const outcomes = await migrate(databaseFile);
      const lines = outcomes.map(({ name, status }) => `${name}: ${status}`);
      io.stdout.write(`${lines.join('\n')}\n${databaseFile} is up to date.\n`);
    } else {
      await backup(databaseFile, target ?? '');
      io.stdout.write(`${databaseFile} was copied to ${target} and the copy checked.\n`);
    }
    return EXIT.fine;
  } catch (error) {
    io.stderr.write(`refcount db ${verb}: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof StoreVersionError ? EXIT.usage : EXIT.found;
  }
}

/** Checks everything an operator can be wrong about, prints one line each, and rebuilds the standings with `--repair`. */
export async function doctorCommand(argv: string[], io: CliIo): Promise<number> {
  let repair: boolean;
  try {
    repair = parseArgs({ args: argv, options: { repair: { type: 'boolean', default: false } } }).values.repair;
  } catch {
    return usage(io);
  }
  const config = configOr(io);
  if (!config) return EXIT.usage;
  let sick = false;
  const say = (well: boolean, line: string) => {
    sick ||= !well;
    io.stdout.write(`${well ? 'ok  ' : 'BAD '} ${line}\n`);
  };
  say(true, 'configuration');
  try {
    const loaded = loadBank(await readBankFolder(config.bankDir));
    const faults = loaded.findings.filter((finding) => finding.severity === 'error').length;
    say(
      loaded.ok,
      loaded.ok ? `bank: ${loaded.bank.questions.size} questions` : `bank: ${faults} faults; see refcount bank lint`,
    );
    await checkStore(config, repair, say);
  } catch (error) {
    say(false, error instanceof Error ? error.message : String(error));
  }
  return sick ? EXIT.found : EXIT.fine;
}

async function checkStore(config: Config, repair: boolean, say: (well: boolean, line: string) => void): Promise<void> {
  if (!existsSync(config.databaseFile)) {
    say(true, `database: none yet at ${config.databaseFile}; it is made at the first start`);
    return;
  }
  const store = await openSqliteStore({ file: config.databaseFile, log: createLog('warn') });
  try {
    const faults = await store.integrity();
    say(faults.length === 0, `database: ${faults.length === 0 ? 'sound' : faults.join('; ')}`);
    const drift = await store.checkStandings(repair);
    const mended = repair ? 'rebuilt from the ledger' : 'differ from the ledger; --repair rebuilds them';
    say(
      drift.length === 0 || repair,
      `standings: ${drift.length === 0 ? 'agree with the ledger' : `${drift.length} totals ${mended}`}`,
    );
  } finally {
    await store.close();
  }
}

function configOr(io: CliIo): Config | undefined {
  const read = loadConfig(io.defaultBankDir);
  if (read.ok) return read.config;
  io.stderr.write(`The configuration is not usable:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}\n`);
  return undefined;
}

function usage(io: CliIo): number {
  io.stderr.write(`Usage:\n${DATABASE_USAGE}`);
  return EXIT.usage;
}
