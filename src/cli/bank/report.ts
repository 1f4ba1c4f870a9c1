/** `refcount bank report`: how well the grader agrees with marks that people gave. */
import { readFile } from 'node:fs/promises';
import {
  type Agreement,
  agreementOf,
  errorOf,
  type Graded,
  markedMisconceptions,
  SURE,
  TOLERANCE,
} from '../../core/agreement/agreement.ts';
import { type MarkedAnswer, markedAnswerSchema } from '../../core/agreement/marked-answer.ts';
import type { Bank } from '../../core/bank/question.ts';
import { type CompiledQuestion, compileQuestion, grade } from '../../core/grading/index.ts';
import { nearest } from '../../core/nearest.ts';
import { type CliIo, EXIT } from '../io.ts';
import { openBank } from '../open-bank.ts';

/** How many of the worst grades are shown unless `--worst` says otherwise. */
const WORST = 20;
/** How many of the criteria that are most in dispute are shown. */
const DISPUTED = 10;

export interface ReportOptions {
  /** A file of marked answers, one JSON object per line. */
  readonly answers: string;
  /** How many of the worst grades to show. */
  readonly worst?: number | undefined;
  readonly json: boolean;
}

/** Prints the report; gives the exit code: 1 when lines could not be read or belong to no question of the bank. */
export async function report(folder: string, options: ReportOptions, io: CliIo): Promise<number> {
  const bank = await openBank(folder, io);
  if (typeof bank === 'number') return bank;
  let text: string;
  try {
    text = await readFile(options.answers, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    io.stderr.write(`refcount: the marked answers cannot be read: ${reason}\n`);
    return EXIT.usage;
  }
  const { answers, problems } = readMarked(text);
  const graded = gradeMarked(answers, bank, (id) => {
    const near = nearest(id, bank.questions.keys());
    problems.push(`unknown question "${id}"${near ? `; did you mean "${near}"?` : ''}`);
  });
  for (const problem of problems) io.stderr.write(`${problem}\n`);
  if (graded.length === 0) {
    io.stderr.write(`refcount: ${options.answers} has no answers to questions of this bank\n`);
    return EXIT.found;
  }
  const agreement = agreementOf(graded);
  if (options.json) io.stdout.write(`${JSON.stringify(agreement, null, 2)}\n`);
  else io.stdout.write(`${tableOf(agreement)}\n${worstOf(graded, options.worst ?? WORST)}`);
  return problems.length === 0 ? EXIT.fine : EXIT.found;
}

/** The answers of a JSONL text, and a sentence for each line that is none. */
export function readMarked(text: string): { answers: MarkedAnswer[]; problems: string[] } {
  const answers: MarkedAnswer[] = [];
  const problems: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    let data: unknown;
    try {
      data = JSON.parse(line);
    } catch {
      problems.push(`line ${index + 1}: not JSON; write one object per line`);
      continue;
    }
    const parsed = markedAnswerSchema.safeParse(data);
    if (parsed.success) answers.push(parsed.data);
    else {
      const [issue] = parsed.error.issues;
      problems.push(`line ${index + 1}: "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'not a marked answer'}`);
    }
  }
  return { answers, problems };
}

/** Grades marked answers with a bank. `unknown` is told once of each question that the bank does not have. */
export function gradeMarked(
  answers: readonly MarkedAnswer[],
  bank: Bank,
  unknown: (question: string) => void,
): Graded[] {
  const compiled = new Map<string, CompiledQuestion | undefined>();
  return answers.flatMap((marked) => {
    const question = bank.questions.get(marked.question);
    if (!question) {
      if (!compiled.has(marked.question)) unknown(marked.question);
      compiled.set(marked.question, undefined);
      return [];
    }
    const ready = compiled.get(question.id) ?? compileQuestion(question, bank.lexicon);
    compiled.set(question.id, ready);
    const { output, choices } = marked;
    return [
      {
        marked,
        grade: grade(ready, { text: marked.answer, output, choices }),
        misconceptionIds: question.misconceptions.map(({ id }) => id),
      },
    ];
  });
}

/** The figures as text. */
export function tableOf(agreement: Agreement): string {
  const { answers, questions, criteria, misconceptions, confident } = agreement;
  const lines = [
    `${answers} answer${answers === 1 ? '' : 's'} to ${questions} question${questions === 1 ? '' : 's'}`,
    '',
    row('quadratic weighted kappa, five bands', agreement.kappa),
    row('Pearson r', agreement.pearson),
    row('mean absolute error', agreement.error),
    ...(criteria ? [row('criteria: precision', criteria.precision), row('criteria: recall', criteria.recall)] : []),
    ...(misconceptions
      ? [
          row('misconceptions: precision', misconceptions.precision),
          row('misconceptions: recall', misconceptions.recall),
        ]
      : []),
    row(`confidence ≥ ${SURE}: within ${TOLERANCE} of the mark`, confident.right),
    row(`confidence ≥ ${SURE}: share of answers`, confident.answers / answers),
    '',
    `${'stratum'.padEnd(18)}${['answers', 'score', 'mark', 'error', 'penalised', 'highest', '> 0.5'].map((h) => h.padStart(10)).join('')}`,
    ...agreement.strata.map(
      (s) =>
        `${s.name.padEnd(18)}${String(s.answers).padStart(10)}${[s.score, s.mark, s.error, s.penalised, s.highest, s.passed].map((value) => value.toFixed(2).padStart(10)).join('')}`,
    ),
  ];
  return `${[...lines, ...disputed(agreement)].join('\n')}\n`;
}

/** The criteria that grader and markers agree on least. */
function disputed({ eachCriterion }: Agreement): string[] {
  const worst = eachCriterion.filter(({ error }) => error > 0).slice(0, DISPUTED);
  if (worst.length === 0) return [];
  const width = Math.max(...worst.map(({ question, criterion }) => question.length + criterion.length + 2));
  return [
    '',
    `${'criterion'.padEnd(width)}${['error', 'precision', 'recall'].map((h) => h.padStart(10)).join('')}`,
    ...worst.map(({ question, criterion, error, precision, recall }) => {
      const figures = [error, precision, recall].map((v) => (Number.isNaN(v) ? '—' : v.toFixed(2)).padStart(10));
      return `${`${question} ${criterion}`.padEnd(width)}${figures.join('')}`;
    }),
  ];
}

const row = (name: string, value: number) => `${name.padEnd(48)}${Number.isNaN(value) ? '—' : value.toFixed(3)}`;

/** The grades furthest from their marks, each with what was decided otherwise and by which words. */
function worstOf(graded: readonly Graded[], count: number): string {
  const worst = graded
    .filter((one) => errorOf(one) > 0)
    .sort((a, b) => errorOf(b) - errorOf(a))
    .slice(0, count);
  return worst.map((one) => `${reasonsOf(one).join('\n')}\n`).join('\n');
}

function reasonsOf(one: Graded): string[] {
  const { marked, grade: given } = one;
  const stratum = marked.stratum ? ` (${marked.stratum})` : '';
  const lines = [
    `${marked.id}${stratum}: graded ${given.score}, marked ${marked.score}, confidence ${given.confidence}`,
    `    ${marked.answer.replaceAll(/\s+/g, ' ')}`,
  ];
  if (given.guard) lines.push(`    taken for ${given.guard}`);
  given.criteria.forEach(({ id, met, evidence, unclear, contradicted = [] }, i) => {
    const want = marked.facts_met?.[i];
    if (want === undefined || want === met) return;
    const by = evidence.length > 0 ? `: ${quoted(evidence)}` : '';
    const opposite = contradicted.length > 0 ? `, the opposite by ${quoted(contradicted)}` : '';
    lines.push(`    ${id}: met ${met}, marked ${want}${unclear ? ' (asserted and denied)' : by}${opposite}`);
  });
  if (marked.misconceptions !== undefined) {
    const want = new Set(markedMisconceptions(one));
    for (const { id, evidence } of given.misconceptions)
      if (!want.has(id)) lines.push(`    misconception ${id} found, marked as absent: ${quoted(evidence)}`);
    for (const id of want)
      if (!given.misconceptions.some((found) => found.id === id)) lines.push(`    misconception ${id} not found`);
  }
  for (const { typed, read } of given.readings) lines.push(`    read "${typed}" as "${read}"`);
  return lines;
}

const quoted = (evidence: readonly string[]) => evidence.map((words) => `"${words}"`).join(', ');
