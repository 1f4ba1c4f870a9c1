/** `refcount bank stats`: what a bank holds, where it is thin, and which of its words are never needed. */
import { readFile } from 'node:fs/promises';
import { versionsProven } from '../../core/bank/proof.ts';
import type { Bank, Question } from '../../core/bank/question.ts';
import { compileQuestion, type Usage, usageOf } from '../../core/grading/index.ts';
import { type CliIo, EXIT } from '../io.ts';
import { openBank } from '../open-bank.ts';
import { count, pathOf } from './named.ts';
import { readMarked } from './report.ts';

export interface StatsOptions {
  /** Further answers, as `bank report` reads them, that count beside the examples. */
  readonly answers?: string | undefined;
  /** Lists every pattern and synonym that nothing uses. */
  readonly unused: boolean;
  readonly json: boolean;
}

const KINDS = ['explain', 'predict', 'choice'] as const;
const LEVELS = [1, 2, 3, 4, 5] as const;
/** Words shown that good answers use and no pattern reads. */
const UNREAD = 20;
/** From this mark on an answer is a good one. */
const GOOD = 0.9;

interface TopicStats {
  readonly topic: string;
  readonly questions: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly levels: Readonly<Record<string, number>>;
  readonly examples: number;
  readonly concepts: number;
  readonly verified: number;
}

export interface BankStats {
  readonly topics: readonly TopicStats[];
  readonly all: TopicStats;
  /** Questions with fewer examples than their kind should have. */
  readonly thin: readonly string[];
  readonly patterns: number;
  /** Patterns that no answer has, by file. */
  readonly unused: Readonly<Record<string, readonly string[]>>;
  /** Entries of the lexicon that no pattern names. */
  readonly unusedVocabulary: readonly string[];
  /** Words of good answers that their question's patterns do not know, most frequent first. */
  readonly unread: readonly { readonly word: string; readonly answers: number; readonly questions: number }[];
}

/** Examples a question should have: more where the rubric alone decides. */
const EXAMPLES: Readonly<Record<Question['kind'], number>> = { explain: 6, predict: 3, choice: 3 };

/** Exit code 1 when a line of the answers is no marked answer or the bank has errors, 2 when a file or folder cannot be read. */
export async function stats(folder: string, options: StatsOptions, io: CliIo): Promise<number> {
  const bank = await openBank(folder, io);
  if (typeof bank === 'number') return bank;
  let further: ReturnType<typeof readMarked> = { answers: [], problems: [] };
  if (options.answers !== undefined) {
    try {
      further = readMarked(await readFile(options.answers, 'utf8'));
    } catch (error) {
      io.stderr.write(
        `refcount: the answers cannot be read: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      return EXIT.usage;
    }
  }
  for (const problem of further.problems) io.stderr.write(`${problem}\n`);
  const result = statsOf(bank, further.answers);
  if (options.json) io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else io.stdout.write(textOf(bank, result, options.unused));
  return further.problems.length === 0 ? EXIT.fine : EXIT.found;
}

type Marked = ReturnType<typeof readMarked>['answers'][number];

/** The figures. `answers`: further ones beside the examples, with marks from 0 to 1. */
export function statsOf(bank: Bank, answers: readonly Marked[] = []): BankStats {
  const questions = [...bank.questions.values()];
  const ids = Object.keys(bank.lexicon.topics);
  const further = Map.groupBy(answers, ({ question }) => question);
  const usages = new Map(questions.map((one) => [one, usage(bank, one, further.get(one.id) ?? [])]));
  return {
    topics: ids.map((id) => topicStats(bank, id, (topic) => topic === id)),
    all: topicStats(bank, 'all', () => true),
    thin: questions.filter(({ kind, examples }) => examples.length < EXAMPLES[kind]).map(pathOf),
    patterns: [...usages.values()].reduce((sum, { patterns }) => sum + patterns, 0),
    unused: Object.fromEntries(
      [...usages].filter(([, { unused }]) => unused.length > 0).map(([one, { unused }]) => [pathOf(one), unused]),
    ),
    unusedVocabulary: unusedVocabulary(bank),
    unread: unreadWords([...usages.values()]),
  };
}

function usage(bank: Bank, question: Question, further: readonly Marked[]): Usage {
  const samples = [
    ...question.examples.map(({ answer, score }) => ({ text: answer, good: score[0] >= GOOD })),
    ...further.map(({ answer, score }) => ({ text: answer, good: score >= GOOD })),
  ];
  return usageOf(compileQuestion(question, bank.lexicon), samples);
}

function topicStats(bank: Bank, topic: string, belongs: (topic: string) => boolean): TopicStats {
  const questions = [...bank.questions.values()].filter((question) => belongs(question.topic));
  const countOf = (test: (question: Question) => boolean) => questions.filter(test).length;
  return {
    topic,
    questions: questions.length,
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, countOf((question) => question.kind === kind)])),
    levels: Object.fromEntries(LEVELS.map((level) => [level, countOf((question) => question.difficulty === level)])),
    examples: questions.reduce((sum, { examples }) => sum + examples.length, 0),
    concepts: [...bank.concepts.values()].filter((concept) => belongs(concept.topic)).length,
    verified: countOf((question) => versionsProven(question).length > 0),
  };
}

function unusedVocabulary(bank: Bank): string[] {
  const patterns = [...bank.questions.values()].flatMap(({ rubric, misconceptions }) =>
    [
      ...rubric.flatMap(({ match, partial, forbid }) => [...match, ...partial, ...forbid]),
      ...misconceptions.flatMap(({ match, forbid }) => [...match, ...forbid]),
    ].flatMap((pattern) => (typeof pattern === 'string' ? [pattern] : pattern.all)),
  );
  const synonyms = Object.values(bank.lexicon.concepts).flat();
  const named = new Set([...patterns, ...synonyms].flatMap((pattern) => pattern.match(/@[a-z0-9-]+/g) ?? []));
  return Object.keys(bank.lexicon.concepts).filter((name) => !named.has(`@${name}`));
}

function unreadWords(usages: readonly Usage[]): BankStats['unread'] {
  const words = new Map<string, { answers: number; questions: number }>();
  for (const { unread } of usages) {
    for (const [word, answers] of unread) {
      const before = words.get(word) ?? { answers: 0, questions: 0 };
      words.set(word, { answers: before.answers + answers, questions: before.questions + 1 });
    }
  }
  return [...words]
    .map(([word, counts]) => ({ word, ...counts }))
    .toSorted((a, b) => b.questions - a.questions || b.answers - a.answers || (a.word < b.word ? -1 : 1))
    .slice(0, UNREAD);
}

function textOf(bank: Bank, result: BankStats, all: boolean): string {
  const lines = [`${bank.about.name}, version ${bank.version}`, '', ...table(result), ''];
  if (result.thin.length > 0) lines.push(`Fewer examples than ${enough()}:`, ...indented(result.thin), '');
  const unused = Object.values(result.unused).flat().length;
  lines.push(
    `${count(result.patterns, 'pattern')}, of which ${unused} find nothing in any answer${all ? ':' : ' (--unused lists them)'}`,
  );
  if (all) {
    for (const [path, patterns] of Object.entries(result.unused))
      lines.push(`  ${path}`, ...indented(indented(patterns)));
  }
  if (result.unusedVocabulary.length > 0)
    lines.push('', 'Entries of the lexicon that no pattern names:', ...indented(result.unusedVocabulary));
  if (result.unread.length > 0) {
    const words = result.unread.map(({ word, questions }) => `${word} (${questions})`);
    lines.push(
      '',
      'Words of good answers that no pattern of their question reads, and in how many questions:',
      `  ${words.join(', ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** `6 (explain) or 3 (predict, choice)`. */
function enough(): string {
  const kinds = Map.groupBy(KINDS, (kind) => EXAMPLES[kind]);
  return [...kinds].map(([number, those]) => `${number} (${those.join(', ')})`).join(' or ');
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

function table({ topics, all }: BankStats): string[] {
  const columns = ['questions', ...KINDS, ...LEVELS.map(String), 'examples each', 'concepts', 'run'];
  const cells = (row: TopicStats) =>
    [
      row.questions,
      ...KINDS.map((kind) => row.kinds[kind] ?? 0),
      ...LEVELS.map((level) => row.levels[level] ?? 0),
      (row.examples / Math.max(1, row.questions)).toFixed(1),
      row.concepts,
      row.verified,
    ].map(String);
  const width = Math.max(...topics.map(({ topic }) => topic.length), 5);
  const line = (name: string, parts: readonly string[]) =>
    `${name.padEnd(width)}  ${parts.map((part, i) => part.padStart(columns[i]?.length ?? 0)).join('  ')}`.trimEnd();
  return [line('topic', columns), ...topics.map((row) => line(row.topic, cells(row))), line('all', cells(all))];
}
