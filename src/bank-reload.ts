/** Keeps the bank in force as its folder is: a sound change is taken over at once, a broken one changes nothing. */
import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { BankFolderError, readBankFolder } from './bank-folder.ts';
import type { Finding } from './core/bank/finding.ts';
import { loadBank } from './core/bank/load.ts';
import type { Bank } from './core/bank/question.ts';
import type { BankFile } from './core/bank/source.ts';
import type { Log } from './core/ports.ts';

/** Files are often saved several at a time; a change counts once the folder was quiet for so long. */
const QUIET_MS = 300;

export interface Reload {
  readonly folder: string;
  /** Puts the new bank in the place of the old one, whole. */
  replace(bank: Bank): void;
  /** Tells whoever looks after the bank that it has faults and the old one stays, or (none) that it is sound again. */
  tell(faults: readonly Finding[]): Promise<void>;
  readonly log: Log;
}

export interface Reloader {
  /** Looks at the folder now; resolves when what was found is in force, or was told. For the minute's tick, too. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** Watches the folder of the bank that `files` were read from. Resolves once it is watched. */
export async function watchBank(reload: Reload, files: readonly BankFile[]): Promise<Reloader> {
  const { folder, log } = reload;
  let last = contentOf(files);
  let known = new Map(files.map((file) => [file.path, file]));
  let broken = false;
  let turn: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const found = (await readBankFolder(folder)).map(sameObject);
    const content = contentOf(found);
    if (content === last) return;
    last = content;
    known = new Map(found.map((file) => [file.path, file]));
    const loaded = loadBank(found);
    if (loaded.ok) {
      reload.replace(loaded.bank);
      const { version, questions, concepts } = loaded.bank;
      log.info({ version, questions: questions.size, concepts: concepts.size }, 'the bank has changed and is in force');
      if (broken) await reload.tell([]);
      broken = false;
      return;
    }
    broken = true;
    const faults = loaded.findings.filter(({ severity }) => severity === 'error');
    const named = faults.slice(0, 20).map(({ path, line, rule, message }) => `${path}:${line} ${message} (${rule})`);
    log.warn({ faults: faults.length, first: named }, 'the changed bank has faults; the old one stays in force');
    await reload.tell(faults);
  }

  /** The loader remembers what it made of a file with the object, so that only changed files cost time. */
  function sameObject(file: BankFile): BankFile {
    const before = known.get(file.path);
    return before?.text === file.text ? before : file;
  }

  /** A folder that cannot be read is a fault like any other: told once, and the old bank stays. */
  async function missing(error: BankFolderError): Promise<void> {
    if (last === error.message) return;
    last = error.message;
    broken = true;
    log.warn({ reason: error.message }, 'the folder of the bank cannot be read; the old bank stays in force');
    const fix = 'put it back; nothing else is needed';
    const place = { path: folder, line: 1, column: 1, field: '', severity: 'error' as const };
    await reload.tell([{ ...place, rule: 'layout', message: error.message, fix }]);
  }

  /** One look after another, so that an old folder never replaces a newer one. */
  function check(): Promise<void> {
    turn = turn
      .then(look)
      .catch((error: unknown) => {
        if (error instanceof BankFolderError) return missing(error);
        throw error;
      })
      .catch((error: unknown) =>
        log.error({ err: error }, 'looking at the changed bank failed; the old one stays in force'),
      );
    return turn;
  }

  const hidden = (path: string) =>
    relative(folder, path)
      .split(sep)
      .some((part) => part.startsWith('.') && part !== '..');
  const watcher = watch(folder, { ignoreInitial: true, ignored: hidden });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(check, QUIET_MS);
  });
  // The minute's look finds what a watcher misses: a folder that was replaced, or more files than the system watches.
  watcher.once('error', (error) =>
    log.warn({ err: error }, 'the bank cannot be watched; it is looked at every minute'),
  );
  watcher.on('error', () => undefined);
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  // What changed between reading the bank and watching it.
  await check();

  return {
    check,
    async stop() {
      clearTimeout(timer);
      await watcher.close();
      await turn;
    },
  };
}

function contentOf(files: readonly BankFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex');
}
