/** From the files of a bank's folder to a validated, immutable bank, or to everything that is wrong with them. */
import type { z } from 'zod';
import { bankFindings } from './bank-rules.ts';
import type { Draft, Entry } from './draft.ts';
import { compareText, type Finding, inReadingOrder } from './finding.ts';
import { placeholderFindings } from './placeholder-rules.ts';
import {
  type About,
  aboutSchema,
  type Bank,
  type Concept,
  conceptSchema,
  type Lexicon,
  lexiconSchema,
  type Outline,
  outlineSchema,
  type Question,
  questionSchema,
  type Topic,
  topicSchema,
} from './question.ts';
import { remembered } from './remembered.ts';
import { roomOf } from './room.ts';
import { schemaFindings, valueAt } from './schema-findings.ts';
import { type BankFile, readSource, type Source } from './source.ts';
import { standIn } from './stand-in.ts';
import { deepFreeze, fingerprint, frozenMap } from './version.ts';

export type LoadResult =
  /** `findings` are warnings only. */
  | { readonly ok: true; readonly bank: Bank; readonly findings: readonly Finding[] }
  /** `gradable`: the questions that could be graded in spite of the errors, for testing them; never to be served. */
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly gradable: Bank | undefined };

/**
 * Reads a bank from its files, in any order; `roomOf` says what lies where. All findings of all files come at once, in
 * reading order. Never throws. What was worked out for a file is remembered with the object: whoever loads again and
 * hands over the same objects for unchanged files waits for the changed ones only.
 */
export function loadBank(files: readonly BankFile[]): LoadResult {
  const findings: Finding[] = [];
  const questions: Entry<Question>[] = [];
  const concepts: Entry<Concept>[] = [];
  const topics: Entry<Topic>[] = [];
  const conceptIds = new Set<string>();
  const questionIds = new Set<string>();
  let lexicon: Draft['lexicon'];
  let outline: Draft['outline'];
  let about: About = NO_SUBJECT;

  for (const file of files.toSorted((a, b) => compareText(a.path, b.path))) {
    const room = roomOf(file.path);
    if (room === undefined) {
      findings.push(misplaced(file.path));
      continue;
    }
    const source = sourceOf(file);
    findings.push(...source.findings);
    if (room === 'concept') for (const id of namesOf(source)) conceptIds.add(id);
    if (room === 'question') for (const id of namesOf(source)) questionIds.add(id);
    if (source.data === undefined) continue;
    findings.push(...placeholderFindings(source));
    if (room === 'about') {
      about = accepted(aboutOf(source), findings) ?? about;
    } else if (room === 'lexicon') {
      const item = accepted(lexiconOf(source), findings);
      if (item) lexicon = { source, item };
    } else if (room === 'outline') {
      const item = accepted(outlineOf(source), findings);
      if (item) outline = { source, item };
    } else if (room === 'topic') {
      const item = accepted(topicOf(source), findings);
      if (item) topics.push({ source, item, replaced: () => false });
    } else if (room === 'concept') {
      const item = accepted(conceptOf(source), findings);
      if (item) concepts.push({ source, item, replaced: () => false });
    } else {
      const entry = accepted(questionOf(source), findings);
      if (entry) questions.push(entry);
    }
  }
  if (!files.some(({ path }) => roomOf(path) === 'lexicon')) findings.push(noLexicon());
  if (!files.some(({ path }) => roomOf(path) === 'about')) findings.push(noAbout());
  if (!files.some(({ path }) => roomOf(path) === 'question')) findings.push(noQuestions());

  findings.push(...bankFindings({ about, questions, concepts, topics, outline, lexicon, conceptIds, questionIds }));
  const ordered = inReadingOrder(findings);
  const rest = { about, concepts, topics, outline: outline?.item };
  if (lexicon && ordered.every(({ severity }) => severity === 'warning')) {
    return { ok: true, bank: assemble({ ...rest, questions, lexicon: lexicon.item }), findings: ordered };
  }
  const broken = new Set(ordered.filter(preventsGrading).map(({ path }) => path));
  const sound = questions.filter(({ source }) => !broken.has(source.path));
  return {
    ok: false,
    findings: ordered,
    gradable: lexicon && assemble({ ...rest, questions: sound, lexicon: lexicon.item }),
  };
}

/** Errors that say nothing about what a question asks and earns. */
const APART_FROM_GRADING: ReadonlySet<string> = new Set([
  'unknown-concept',
  'unknown-topic',
  'topic-folder',
  'id-file-name',
]);

function preventsGrading({ severity, rule }: Finding): boolean {
  return severity === 'error' && !APART_FROM_GRADING.has(rule);
}

interface Parts {
  readonly about: About;
  readonly questions: readonly Entry<Question>[];
  readonly concepts: readonly Entry<Concept>[];
  readonly topics: readonly Entry<Topic>[];
  readonly outline: Outline | undefined;
  readonly lexicon: Lexicon;
}

/** What a bank without bank.yaml is about. */
const NO_SUBJECT: About = { name: 'Questions', versions: [] };

function assemble({ about, questions, concepts, topics, outline, lexicon }: Parts): Bank {
  const content = deepFreeze({
    questions: questions.map(({ item }) => item).toSorted((a, b) => compareText(a.id, b.id)),
    lexicon,
  });
  const sorted = concepts.map(({ item }) => deepFreeze(item)).toSorted((a, b) => compareText(a.id, b.id));
  return Object.freeze({
    version: fingerprint(content),
    about: deepFreeze(about),
    questions: frozenMap(
      content.questions.map((question) => [question.id, Object.freeze({ ...question, about })] as const),
    ),
    concepts: frozenMap(sorted.map((concept) => [concept.id, concept] as const)),
    lexicon,
    topics: frozenMap(topics.map(({ item }) => [item.id, deepFreeze(item)] as const)),
    outline: deepFreeze(outline),
  });
}

/** What a file holds, as far as it can be read, and what is wrong with it. */
interface Checked<T> {
  readonly item: T | undefined;
  readonly findings: readonly Finding[];
}

function accepted<T>({ item, findings: own }: Checked<T>, findings: Finding[]): T | undefined {
  findings.push(...own);
  return item;
}

const checkedBy = <T>(schema: z.ZodType<T>) =>
  remembered((source: Source): Checked<T> => {
    const parsed = schema.safeParse(source.data);
    if (parsed.success) return { item: parsed.data, findings: [] };
    return { item: undefined, findings: schemaFindings(source, schema, parsed.error.issues) };
  });

const sourceOf = remembered(readSource);
const aboutOf = checkedBy<About>(aboutSchema);
const lexiconOf = checkedBy<Lexicon>(lexiconSchema);
const outlineOf = checkedBy<Outline>(outlineSchema);
const topicOf = checkedBy<Topic>(topicSchema);
const conceptOf = checkedBy<Concept>(conceptSchema);
const questionOf = remembered((source: Source): Checked<Entry<Question>> => {
  const parsed = questionSchema.safeParse(source.data);
  if (parsed.success) return { item: { source, item: parsed.data, replaced: () => false }, findings: [] };
  const standing = standIn(source.data, parsed.error.issues);
  return {
    item: standing && { source, item: standing.question, replaced: standing.replaced },
    findings: schemaFindings(source, questionSchema, parsed.error.issues),
  };
});

/** The id and the file name of a concept, even when its file has mistakes, so that references to it are not reported too. */
function namesOf(source: Source): string[] {
  const id = valueAt(source.data, ['id']);
  const name =
    source.path
      .split('/')
      .at(-1)
      ?.replace(/\.yaml$/, '') ?? '';
  return typeof id === 'string' ? [id, name] : [name];
}

const wholeFile = (path: string): Pick<Finding, 'path' | 'line' | 'column' | 'field' | 'severity'> => ({
  path,
  line: 1,
  column: 1,
  field: '',
  severity: 'error',
});

function misplaced(path: string): Finding {
  const message = 'nothing of a bank lies here';
  const fix = path.endsWith('.yml')
    ? 'let the name end in .yaml'
    : 'use <topic>/<question-id>.yaml, concepts/<id>.yaml, topics/<topic>.yaml, lexicon.yaml, bank.yaml or outline.yaml';
  return { ...wholeFile(path), rule: 'layout', message, fix };
}

function noLexicon(): Finding {
  const fix = 'add lexicon.yaml with at least "concepts: {}" and "topics:"';
  return { ...wholeFile('lexicon.yaml'), rule: 'layout', message: 'the bank has no lexicon.yaml', fix };
}

function noAbout(): Finding {
  const message = 'the bank has no bank.yaml, so nothing says what it is about';
  const fix = 'add bank.yaml with at least "name:"; with "runtime:" and "versions:" its code can be run';
  return { ...wholeFile('bank.yaml'), rule: 'layout', message, fix, severity: 'warning' };
}

function noQuestions(): Finding {
  const fix = 'add a question as <topic>/<question-id>.yaml';
  return { ...wholeFile('.'), rule: 'layout', message: 'the bank has no questions', fix };
}
