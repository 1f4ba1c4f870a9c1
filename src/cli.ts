/**
 * `refcount <command> …`: the command line.
 *
 * Exit codes: 0 all is well; 1 the command ran and found something wrong (findings, misses, bad lines);
 * 2 the command line was wrong, or what it names is not there.
 */
import { fileURLToPath } from 'node:url';
import { type CliIo, EXIT } from './cli/io.ts';
import { bankFolder } from './config.ts';
import { nearest } from './core/nearest.ts';

type Command = (argv: string[], io: CliIo) => Promise<number>;

/** Loaded when asked for, so that no command waits for what only another one needs. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./cli/start.ts')).startCommand,
  bank: async () => (await import('./cli/bank/bank.ts')).bankCommand,
  grade: async () => (await import('./cli/grade.ts')).gradeCommand,
  appeals: async () => (await import('./cli/appeals.ts')).appealsCommand,
  db: async () => (await import('./cli/database.ts')).databaseCommand,
  doctor: async () => (await import('./cli/database.ts')).doctorCommand,
};

const USAGE = `Usage:
  refcount start                             run the bot (npm start)
  refcount bank lint [--bank DIR] [--json]   check every file of a bank
  refcount bank test [--bank DIR]            grade the sample answers of every question
  refcount bank verify                       run what a bank says of code on the real thing
  refcount bank report --answers FILE        compare grades with marks that people gave
  refcount bank why --question ID --answer … show how an answer comes to its grade
  refcount bank new question|concept|topic   make a file to fill in
  refcount bank fmt [--check]                write files in the one form
  refcount bank stats                        count what a bank holds, and what nothing uses
  refcount bank coverage                     check a bank against its outline
  refcount bank export --format gift|anki    take questions to Moodle or Anki
  refcount bank import --format gift|anki …  bring questions from there
  refcount grade --jsonl [--bank DIR]        grade answers, one JSON object per line
  refcount appeals export [--db FILE]        write decided appeals as marked answers for bank report
  refcount db migrate                        bring the database up to this release
  refcount db backup FILE                    copy the database while the bot runs
  refcount doctor [--repair]                 check configuration, bank, database and standings
`;

const io: CliIo = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  defaultBankDir: bankFolder(fileURLToPath(new URL('../questions', import.meta.url))),
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader (`| head`) has seen enough.
  if (error.code === 'EPIPE') process.exit(EXIT.fine);
  throw error;
});

const [name = '', ...argv] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) {
  const run = await command();
  process.exitCode = await run(argv, io);
} else if (['help', '--help', '-h'].includes(name)) {
  io.stdout.write(USAGE);
} else {
  const near = nearest(name, Object.keys(COMMANDS));
  const hint = near ? ` Did you mean "${near}"?` : '';
  io.stderr.write(`refcount: ${name === '' ? 'no command given' : `unknown command "${name}".${hint}`}\n${USAGE}`);
  process.exitCode = EXIT.usage;
}
