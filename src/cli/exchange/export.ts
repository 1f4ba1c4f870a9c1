/** `refcount bank export`: a bank's questions as a file for Moodle or Anki. */
import { writeFile } from 'node:fs/promises';
import type { Bank } from '../../core/bank/question.ts';
import { count, isNamed, nothingCalled, pathsIn } from '../bank/named.ts';
import { type CliIo, EXIT } from '../io.ts';
import { openBank } from '../open-bank.ts';
import { writeAnki } from './anki-write.ts';
import { isEssay, writeGift } from './gift-write.ts';

export interface ExportOptions {
  /** `gift` or `anki`. */
  readonly format: string | undefined;
  /** A new file; undefined: standard output. */
  readonly to: string | undefined;
  /** Topics, ids or files; none: everything. */
  readonly names: readonly string[];
}

/** Writes the questions named; exit code 1 when the bank has errors, 2 when nothing is named so or the file cannot be written. */
export async function exportBank(folder: string, { format, to, names }: ExportOptions, io: CliIo): Promise<number> {
  const refuse = (message: string) => {
    io.stderr.write(`refcount: ${message}\n`);
    return EXIT.usage;
  };
  if (format !== 'gift' && format !== 'anki') return refuse(formatMessage('export', format));
  const bank = await openBank(folder, io);
  if (typeof bank === 'number') return bank;
  const unknown = nothingCalled(names, await pathsIn(folder));
  if (unknown !== undefined) return refuse(unknown);
  const { text, summary } = format === 'gift' ? giftFile(bank, names) : ankiFile(bank, names);
  if (text === undefined) return refuse(`nothing to export is called ${names.join(' or ')}`);
  if (to === undefined) io.stdout.write(text);
  else {
    try {
      // What is there may be the only copy of something else.
      await writeFile(to, text, { flag: 'wx' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
        return refuse(`${to} is there already; remove it, or choose another name`);
      return refuse(`${to} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  io.stderr.write(`${to ?? format}: ${summary}\n`);
  return EXIT.fine;
}

/** What to say of a `--format` that is none. */
export function formatMessage(verb: string, format: string | undefined): string {
  return format === undefined
    ? `${verb} needs --format gift or --format anki`
    : `--format ${format}: it is gift or anki`;
}

interface Exported {
  /** Undefined when nothing is named so. */
  readonly text: string | undefined;
  readonly summary: string;
}

function giftFile(bank: Bank, names: readonly string[]): Exported {
  const questions = named(bank.questions.values(), names);
  const essays = questions.filter(isEssay).length;
  const marked = essays === 0 ? '' : `, ${essays} of them to be marked by hand (essays)`;
  const text = questions.length === 0 ? undefined : writeGift(questions, bank.about);
  return { text, summary: `${count(questions.length, 'question')}${marked}` };
}

function ankiFile(bank: Bank, names: readonly string[]): Exported {
  const questions = named(bank.questions.values(), names);
  const concepts = named(bank.concepts.values(), names, 'concepts');
  const subject = { about: bank.about, topics: bank.lexicon.topics };
  const text = questions.length + concepts.length === 0 ? undefined : writeAnki(questions, concepts, subject);
  return { text, summary: `${count(questions.length, 'question')}, ${count(concepts.length, 'concept')}` };
}

/** Those meant, in the order of topics. `folder`: where their files lie, when not in their topic's. */
function named<T extends { readonly id: string; readonly topic: string }>(
  all: Iterable<T>,
  names: readonly string[],
  folder?: string,
): readonly T[] {
  return [...all]
    .filter(({ id, topic }) => isNamed(`${folder ?? topic}/${id}.yaml`, names) || names.includes(topic))
    .toSorted((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : 0));
}
