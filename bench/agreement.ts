/**
 * How well grades agree with marks, as one table: `npm run agreement`.
 *
 * `--answers FILE`  marked answers (default: those of the tests)
 * `--mohler FILE`   real students' answers with two markers' marks, one JSON object a line; see bench/mohler/measure.ts
 * `--questions A,B` only these questions
 *
 * Exit code 1 when a figure misses its aim. Times are in bench/grade.ts.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readBankFolder } from '../src/bank-folder.ts';
import { gradeMarked, readMarked, tableOf } from '../src/cli/bank/report.ts';
import { type Agreement, agreementOf } from '../src/core/agreement/agreement.ts';
import { pearson } from '../src/core/agreement/statistics.ts';
import { loadBank } from '../src/core/bank/load.ts';
import { measureMohler } from './mohler/measure.ts';

const { values } = parseArgs({
  options: { answers: { type: 'string' }, mohler: { type: 'string' }, questions: { type: 'string' } },
});
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const loaded = loadBank(await readBankFolder(folder('../questions')));
if (!loaded.ok) throw new Error('the bank has errors: run `refcount bank lint`');
const { answers, problems } = readMarked(
  await readFile(values.answers ?? folder('../tests/fixtures/answers/marked.jsonl'), 'utf8'),
);
if (problems.length > 0) throw new Error(problems.join('\n'));
const only = values.questions?.split(',');
const chosen = only ? answers.filter(({ question }) => only.includes(question)) : answers;
const missing = new Set<string>();
const agreement = agreementOf(gradeMarked(chosen, loaded.bank, (id) => missing.add(id)));

const write = (text: string) => process.stdout.write(`${text}\n`);
write(tableOf(agreement));
if (missing.size > 0) write(`without a question in the bank: ${[...missing].join(', ')}\n`);

interface Aim {
  readonly name: string;
  readonly value: number;
  readonly aim: number;
  readonly most?: boolean;
}

const stratum = (name: string) => agreement.strata.find((s) => s.name === name);
const aims: Aim[] = [
  ...aimsOf(agreement),
  { name: 'debunk: penalised', value: stratum('debunk')?.penalised ?? 0, aim: 0.03, most: true },
  { name: 'soup-or-copy: highest score', value: stratum('soup-or-copy')?.highest ?? 0, aim: 0.15, most: true },
  { name: 'flipped: scoring above 0.5', value: stratum('flipped')?.passed ?? 0, aim: 0.05, most: true },
];

function aimsOf({ kappa, pearson: r, error, criteria, misconceptions, confident }: Agreement): Aim[] {
  return [
    { name: 'quadratic weighted kappa', value: kappa, aim: 0.88 },
    { name: 'Pearson r', value: r, aim: 0.92 },
    { name: 'mean absolute error', value: error, aim: 0.1, most: true },
    { name: 'criteria: precision', value: criteria?.precision ?? 0, aim: 0.93 },
    { name: 'criteria: recall', value: criteria?.recall ?? 0, aim: 0.88 },
    { name: 'misconceptions: precision', value: misconceptions?.precision ?? 0, aim: 0.9 },
    { name: 'misconceptions: recall', value: misconceptions?.recall ?? 0, aim: 0.85 },
    { name: 'confident grades that are right', value: confident.right, aim: 0.95 },
  ];
}

if (values.mohler) {
  const first = await measureMohler(values.mohler, 'first');
  const m = await measureMohler(values.mohler, 'second');
  for (const { id, r, score, mark } of m.each)
    write(`  ${id.padEnd(6)} r ${r.toFixed(2).padStart(5)}  score ${score.toFixed(2)}  mark ${mark.toFixed(2)}`);
  const both = m.scores.map((score, i) => (score + (first.scores[i] ?? 0)) / 2);
  write(`Mohler: ${m.answers} answers to ${m.questions} questions; rubrics ${m.rubrics}`);
  write(
    `  r ${m.r.toFixed(3)} [${m.interval.map((v) => v.toFixed(2)).join(', ')}], within questions ${m.perQuestion.toFixed(3)}`,
  );
  write(
    `  first set ${first.r.toFixed(3)} (rubrics ${first.rubrics}), mean of both sets ${pearson(both, m.marks).toFixed(3)}`,
  );
  write(`  keyword baseline ${m.keyword.toFixed(3)}, one marker with the other ${m.markers.toFixed(3)}\n`);
  aims.push(
    { name: 'Mohler: r', value: m.r, aim: 0.75 },
    { name: 'Mohler: above the keyword baseline', value: m.r - m.keyword, aim: 0.1 },
  );
}

for (const { name, value, aim, most } of aims) {
  const met = most ? value <= aim : value >= aim;
  if (!met) process.exitCode = 1;
  write(
    `${met ? 'met   ' : 'MISSED'} ${name.padEnd(40)} ${value.toFixed(3)}  (${most ? 'at most' : 'at least'} ${aim})`,
  );
}
