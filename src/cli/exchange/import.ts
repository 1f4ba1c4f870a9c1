/** `refcount bank import`: questions of another system as files of a bank. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BankFolderError, readBankFolder } from '../../bank-folder.ts';
import { roomOf } from '../../core/bank/room.ts';
import { type BankFile, readSource } from '../../core/bank/source.ts';
import { fileText } from '../authoring/skeleton.ts';
import { topicFault } from '../authoring/slug.ts';
import { createFile, NotWritten } from '../authoring/writing.ts';
import { count } from '../bank/named.ts';
import { type CliIo, EXIT } from '../io.ts';
import { readAnki } from './anki-read.ts';
import { askedBy } from './asked.ts';
import { type Left, lexiconFor, whatIsLeft } from './checking.ts';
import { draftOf } from './draft.ts';
import { formatMessage } from './export.ts';
import { readGift } from './gift-read.ts';
import type { Notice } from './item.ts';
import { type Placed, place } from './placing.ts';
import { questionFile } from './question-file.ts';

export interface ImportOptions {
  /** `gift` or `anki`. */
  readonly format: string | undefined;
  /** The file to read. */
  readonly from: string | undefined;
  /** The bank's folder to write into; made when it is not there. */
  readonly to: string | undefined;
  /** The topic of all questions; undefined: each goes by its category or deck. */
  readonly topic: string | undefined;
  /** A web address that proves the answers. */
  readonly source: string | undefined;
  /** The bank that the files are for, when they are written elsewhere first. */
  readonly bank: string | undefined;
}

/** The command line was wrong, or what it names is not there. */
class Refusal extends Error {}

/** Writes one file for each question; exit code 1 when something could not be read, 2 when the command line is wrong. */
export async function importBank(options: ImportOptions, io: CliIo): Promise<number> {
  try {
    return await run(options, io);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof BankFolderError || error instanceof NotWritten)) throw error;
    io.stderr.write(`refcount: ${error.message}\n`);
    return EXIT.usage;
  }
}

async function run(options: ImportOptions, io: CliIo): Promise<number> {
  const { format, from, to, topic, source } = checked(options);
  const text = await textOf(from);
  const { items, notices: unread } = format === 'gift' ? readGift(text) : readAnki(text);
  const folder = (await isThere(to)) ? await readBankFolder(to) : [];
  const elsewhere = options.bank === undefined || resolve(options.bank) === resolve(to) ? undefined : options.bank;
  const bank = elsewhere === undefined ? folder : await readBankFolder(elsewhere);
  const present = new Map(folder.map((file) => [file.path, askedBy(readSource(file).data)]));
  const { placed, skipped, notices } = place(items, { topic, present, taken: idsOf([...folder, ...bank]) });

  const given = bank.find(({ path }) => path === 'lexicon.yaml')?.text;
  const { lexicon, unknown } = lexiconFor(new Map(placed.map((one) => [one.topic, one.title])), given);
  const drafts = placed.map((one) => ({ ...one, draft: draftOf(one.item, { id: one.id, topic: one.topic, source }) }));
  const left = whatIsLeft(
    drafts.map(({ path, draft }) => ({ path, text: questionFile(draft) })),
    lexicon,
  );

  tell([...unread, ...notices, ...skipped], from, io);
  const own = elsewhere === undefined && given === undefined && placed.length > 0;
  if (own) await createFile(join(to, 'lexicon.yaml'), lexicon);
  if (own && !folder.some(({ path }) => path === 'bank.yaml'))
    await createFile(join(to, 'bank.yaml'), fileText('bank.yaml', { name: titleFor(from) }, 'about', undefined));
  for (const { path, draft, item } of drafts) {
    const open = left.get(path) ?? { missing: [], wrong: [] };
    const todo = toDo(open);
    const comment = todo === '' ? undefined : `From ${fileName(from)}, line ${item.line}; ${todo}.`;
    await createFile(join(to, path), questionFile(draft, comment));
    io.stdout.write(`${path}: ${todo || 'complete'}\n`);
  }
  if (!own) tellTopics(unknown, join(elsewhere ?? to, 'lexicon.yaml'), io);

  const failed = [...unread, ...notices].filter(({ severity }) => severity === 'error').length;
  if (items.length + failed === 0) io.stderr.write(`refcount: ${from} holds no questions\n`);
  summarise({ placed, left, skipped: skipped.length, failed, source, to, bank: elsewhere }, io);
  return failed > 0 || items.length === 0 ? EXIT.found : EXIT.fine;
}

function checked({ format, from, to, topic, source }: ImportOptions) {
  if (format !== 'gift' && format !== 'anki') throw new Refusal(formatMessage('import', format));
  if (from === undefined) throw new Refusal('import needs --from FILE');
  if (to === undefined) throw new Refusal('import needs --to DIR, the folder of a bank');
  const fault = topic === undefined ? undefined : topicFault(topic);
  if (fault !== undefined) throw new Refusal(`--topic "${topic}": ${fault}`);
  if (source !== undefined && !URL.canParse(source)) {
    throw new Refusal(`--source ${source}: give a whole web address, with https://`);
  }
  return { format, from, to, topic, source };
}

async function textOf(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${file} is not UTF-8 text; save it as UTF-8 first`);
  }
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

const idsOf = (files: readonly BankFile[]) =>
  new Set(files.filter(({ path }) => roomOf(path) === 'question').map(({ path }) => fileName(path).slice(0, -5)));

/** Says at least where the questions come from; the author knows a better one. */
const titleFor = (from: string) => `From ${fileName(from)}`.replace(/\p{Cc}/gu, ' ').slice(0, 60);

const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

function toDo({ missing, wrong }: Left): string {
  const parts = [
    ...(missing.length > 0 ? [`to write: ${missing.join(', ')}`] : []),
    ...(wrong.length > 0 ? [`to mend: ${wrong.join(', ')}`] : []),
  ];
  return parts.join('; ');
}

function tell(notices: readonly Notice[], file: string, io: CliIo): void {
  const told = new Set<string>();
  for (const { line, severity, message } of notices.toSorted((a, b) => a.line - b.line)) {
    const text = `${file}:${line}: ${severity === 'note' ? 'note: ' : ''}${message}\n`;
    if (!told.has(text)) io.stderr.write(text);
    told.add(text);
  }
}

function tellTopics(unknown: ReadonlyMap<string, string>, file: string, io: CliIo): void {
  for (const [topic, title] of unknown) {
    io.stderr.write(`${file}: note: add the topic under "topics": ${topic}: ${title}\n`);
  }
}

interface Outcome {
  readonly placed: readonly Placed[];
  readonly left: ReadonlyMap<string, Left>;
  readonly skipped: number;
  readonly failed: number;
  readonly source: string | undefined;
  readonly to: string;
  readonly bank: string | undefined;
}

function summarise({ placed, left, skipped, failed, source, to, bank }: Outcome, io: CliIo): void {
  const drafts = placed.filter(({ path }) => toDo(left.get(path) ?? { missing: [], wrong: [] }) !== '').length;
  const rest = [
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failed > 0 ? [`${count(failed, 'place')} not readable`] : []),
  ];
  const sizes = `${count(placed.length - drafts, 'question')} complete, ${count(drafts, 'draft')}`;
  io.stderr.write(`${to}: ${[sizes, ...rest].join('; ')}\n`);
  if (drafts > 0 && source === undefined)
    io.stderr.write('No --source was named, so every file needs its "sources".\n');
  if (placed.length === 0) return;
  const next =
    bank === undefined ? `refcount bank lint --bank ${to}` : `move the files to ${bank}, then: refcount bank lint`;
  io.stderr.write(
    drafts > 0
      ? `Next: ${next}, which names what each draft lacks; then bank test.\n`
      : `Next: ${next} and bank test.\n`,
  );
}
