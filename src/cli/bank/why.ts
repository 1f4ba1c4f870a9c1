/** `refcount bank why`: how one answer came to its grade, step by step. */

import type { Question } from '../../core/bank/question.ts';
import {
  type Trace,
  type TracedList,
  type TracedPattern,
  type TracedWord,
  traceAnswer,
} from '../../core/grading/index.ts';
import { CONTRADICTION } from '../../core/grading/score.ts';
import { nearest } from '../../core/nearest.ts';
import { type CliIo, EXIT } from '../io.ts';
import { findingLine, loadFolder } from '../open-bank.ts';

export interface WhyOptions {
  readonly question: string;
  readonly answer: string;
  readonly output?: string | undefined;
  readonly choices?: readonly string[] | undefined;
}

/** Prints the trace; gives the exit code. */
export async function why(folder: string, options: WhyOptions, io: CliIo): Promise<number> {
  const result = await loadFolder(folder, io);
  if (!result) return EXIT.usage;
  // An author asks about one question while another may be half written.
  const bank = result.ok ? result.bank : result.gradable;
  const question = bank?.questions.get(options.question);
  if (!bank || !question) {
    const errors = result.findings.filter(({ severity }) => severity === 'error');
    for (const finding of errors) io.stderr.write(`${findingLine(finding, folder)}\n`);
    if (!bank) return EXIT.found;
    const near = nearest(options.question, bank.questions.keys());
    io.stderr.write(`refcount: unknown question "${options.question}"${near ? `; did you mean "${near}"?` : ''}\n`);
    return EXIT.usage;
  }
  const { answer: text, output, choices } = options;
  io.stdout.write(traceText(question, traceAnswer(question, bank.lexicon, { text, output, choices })));
  return EXIT.fine;
}

/** The trace as text for a reader. */
export function traceText(question: Question, trace: Trace): string {
  const { grade } = trace;
  const lines = ['How it was read, a clause a line (~word~ is denied, word* names an operator):'];
  let last = -1;
  for (const { sentence, words } of trace.clauses) {
    lines.push(
      `  ${sentence === last ? '   ' : `${String(sentence + 1).padStart(2)} `}${words.map(wordText).join(' ')}`,
    );
    last = sentence;
  }
  if (grade.guard && question.kind !== 'choice')
    lines.push('', `Taken for ${grade.guard}: nothing in it counts as said.`);
  lines.push('', 'Criteria:');
  for (const [i, { id, lists }] of trace.criteria.entries()) {
    const result = grade.criteria[i];
    if (!result) continue;
    const unclear = result.unclear ? ', asserted and denied' : '';
    const opposite = result.contradicted ? ', the opposite is said' : '';
    const extra = question.rubric[i]?.essential ? '' : ', an extra';
    lines.push(`  ${id}: met ${result.met} of 1, worth ${result.points}${extra}${unclear}${opposite}`);
    lines.push(...lists.flatMap(listText));
  }
  if (trace.misconceptions.length > 0) lines.push('', 'Misconceptions:');
  for (const { id, lists } of trace.misconceptions) {
    const found = grade.misconceptions.find((m) => m.id === id);
    lines.push(`  ${id}: ${found ? `found, costs ${found.penalty}` : 'not found'}`);
    lines.push(...lists.flatMap(listText));
  }
  return `${[...lines, '', sum(question, trace)].join('\n')}\n`;
}

const wordText = ({ text, typed, deniedBy, operator }: TracedWord) => {
  const word = deniedBy.length % 2 === 1 ? `~${text}~` : text;
  return `${word}${operator ? '*' : ''}${typed === undefined ? '' : ` (typed "${typed}")`}`;
};

function listText({ list, patterns, others }: TracedList): string[] {
  const lines = patterns.map((pattern) => `    ${list.padEnd(7)} ${patternText(pattern)}`);
  if (patterns.length > 0 && others > 0 && !patterns.some(({ outcome }) => outcome === 'found'))
    lines.push(`    ${list.padEnd(7)} … and ${others} more, further away`);
  return lines;
}

function patternText({ source, outcome, words, parts }: TracedPattern): string {
  const quoted = words.map((word) => `"${word}"`).join(' + ');
  if (outcome === 'found') return `found    ${source}\n                     in ${quoted}`;
  if (outcome === 'denied') return `denied   ${source}\n                     in ${quoted}`;
  const apart = parts.every(({ found }) => found);
  const marks = apart
    ? 'all its parts are there, but not together'
    : parts.map((part) => `${part.found ? 'has' : 'lacks'} ${part.source}`).join('; ');
  return `missing  ${source}\n                     ${marks}`;
}

/** The arithmetic, from the points to the score. */
function sum({ rubric, curve }: Question, { grade }: Trace): string {
  const terms = grade.criteria
    .filter(({ met }) => met > 0)
    .map(({ met, points }) => (met === 1 ? `${points}` : `½·${points}`));
  const costs = grade.misconceptions.map(({ penalty }) => ` − ${penalty}`).join('');
  const opposed = grade.criteria.filter(({ contradicted }) => contradicted).length - grade.misconceptions.length;
  const opposites = opposed > 0 ? `, less ${opposed} × ${CONTRADICTION} for the opposite` : '';
  const required = rubric.reduce((points, c) => points + (c.essential ? c.points : 0), 0);
  const bent = curve === 'generous' ? ', its square root' : '';
  const how = grade.choices ? '' : `(${terms.join(' + ') || '0'}${costs}) of ${required}${opposites}${bent}: `;
  return `Score ${how}${grade.score}, confidence ${grade.confidence}`;
}
