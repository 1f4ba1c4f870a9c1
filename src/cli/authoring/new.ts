/** `refcount bank new`: makes the file of a question, a concept or a topic, with what the author says in its place. */
import { rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BankFolderError, readBankFolder } from '../../bank-folder.ts';
import { type CliIo, EXIT } from '../io.ts';
import { Form, Withdrawn } from './ask.ts';
import { readBankNow } from './bank-now.ts';
import { withTopic } from './lexicon-topic.ts';
import { type NewOptions, type Plan, planned } from './plan.ts';
import { fileText } from './skeleton.ts';
import type { Sort } from './wanted.ts';
import { createFile, NotWritten, replaceFile } from './writing.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** Makes one file; gives the exit code. Nothing is written before everything is known, and nothing is overwritten. */
export async function newFile(options: NewOptions, io: CliIo): Promise<number> {
  const form = new Form(io);
  try {
    const now = await readBankNow(options.folder);
    const plan = await planned(options, now, form);
    if (plan) return await carryOut(plan, options.folder, io);
    for (const fault of form.faults) io.stderr.write(`refcount: ${fault}\n`);
    return EXIT.usage;
  } catch (error) {
    if (error instanceof Withdrawn) {
      io.stderr.write('refcount: nothing was written\n');
      return EXIT.usage;
    }
    if (!(error instanceof BankFolderError || error instanceof NotWritten)) throw error;
    io.stderr.write(`refcount: ${error.message}\n`);
    return EXIT.usage;
  } finally {
    form.close();
  }
}

async function carryOut({ sort, id, path, data, newTopic }: Plan, folder: string, io: CliIo): Promise<number> {
  // As it is now: it may have been edited since the first question was asked.
  const before = newTopic && (await readBankFolder(folder)).find((file) => file.path === 'lexicon.yaml')?.text;
  const after = newTopic && withTopic(before, newTopic.id, newTopic.title);
  if (newTopic && after === undefined) {
    io.stderr.write('refcount: lexicon.yaml cannot be read; "refcount bank lint lexicon.yaml" says why\n');
    return EXIT.found;
  }
  const shown = (name: string) => relative('.', join(folder, name));
  const file = path === undefined ? undefined : join(folder, path);
  if (file !== undefined && path !== undefined) {
    const schema = schemaFor(file, sort);
    await createFile(file, fileText(path, data, sort, schema && `yaml-language-server: $schema=${schema}`));
  }
  if (newTopic && after !== undefined && after !== before) {
    try {
      await (before === undefined ? createFile : replaceFile)(join(folder, 'lexicon.yaml'), after);
    } catch (error) {
      if (file !== undefined) await rm(file);
      throw error;
    }
    io.stdout.write(`${shown('lexicon.yaml')}: topic ${newTopic.id} added\n`);
  }
  io.stdout.write(
    `${shown(path ?? 'lexicon.yaml')}; next: ${nextSteps({ sort, id, path }, folder, io).join(', then ')}\n`,
  );
  return EXIT.fine;
}

/** The two commands to run now. */
function nextSteps({ sort, id, path }: Pick<Plan, 'sort' | 'id' | 'path'>, folder: string, io: CliIo): string[] {
  const bank = folder === io.defaultBankDir ? '' : ` --bank ${quoted(folder)}`;
  const lacksConcept = sort === 'topic' && path === undefined;
  const steps = lacksConcept
    ? [`new concept --topic ${id}`, `new topic ${id}`]
    : [`lint ${id}`, `${sort === 'question' ? 'test' : 'fmt'} ${id}`];
  return steps.map((step) => `refcount bank ${step}${bank}`);
}

/** The path from a file to its JSON Schema, where the bank lies in this project; elsewhere editors would not find it. */
function schemaFor(file: string, sort: Sort): string | undefined {
  if (relative(PROJECT, file).startsWith('..')) return undefined;
  return relative(dirname(file), join(PROJECT, 'schema', `${sort}.schema.json`))
    .split(sep)
    .join('/');
}

const quoted = (path: string) => (/^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
