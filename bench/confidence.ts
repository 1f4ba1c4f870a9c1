/**
 * Fits the weights of the grader's confidence, and says how often sure grades are right:
 * `node bench/confidence.ts [--bank DIR] ANSWERS.jsonl…`
 *
 * The answers must not have shaped the rubrics they are graded with: give `--bank` the rubrics as they were before
 * (`git archive COMMIT questions | tar x -C DIR`). Each sort of answer weighs as much as among the marked answers of
 * the tests: ten sorts, a tenth each. Shares are cross-validated over questions, eight parts.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readBankFolder } from '../src/bank-folder.ts';
import { readMarked } from '../src/cli/bank/report.ts';
import { TOLERANCE } from '../src/core/agreement/agreement.ts';
import { loadBank } from '../src/core/bank/load.ts';
import { featuresOf, likelihood } from '../src/core/grading/confidence.ts';
import { compileQuestion, gradeCounting } from '../src/core/grading/index.ts';

const PARTS = 8;
/** Keeps weights small where data say little. */
const RIDGE = 1;

interface Sample {
  readonly question: string;
  readonly features: readonly number[];
  readonly right: number;
  readonly weight: number;
}

const { values, positionals } = parseArgs({ options: { bank: { type: 'string' } }, allowPositionals: true });
const samples = await read(values.bank ?? fileURLToPath(new URL('../questions', import.meta.url)), positionals);
const write = (text: string) => process.stdout.write(`${text}\n`);

const questions = [...new Set(samples.map(({ question }) => question))].sort();
const part = new Map(questions.map((question, i) => [question, i % PARTS]));
const told = samples.map(() => 0);
for (let p = 0; p < PARTS; p += 1) {
  const weights = regress(samples.filter(({ question }) => part.get(question) !== p));
  samples.forEach(({ question, features }, i) => {
    if (part.get(question) === p) told[i] = likelihood(weights, features);
  });
}
write(`${samples.length} answers to ${questions.length} questions; weights on all of them:`);
write(
  `  [${regress(samples)
    .map((w) => w.toFixed(2))
    .join(', ')}]`,
);
write('confidence at least   share of answers   of these within 0.15');
for (const least of [0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0]) {
  const sure = samples.filter((_, i) => (told[i] ?? 0) >= least);
  const all = sure.reduce((sum, { weight }) => sum + weight, 0);
  const right = sure.reduce((sum, { weight, right: r }) => sum + weight * r, 0);
  const share = all / samples.reduce((sum, { weight }) => sum + weight, 0);
  write(`${least.toFixed(2).padStart(19)}${share.toFixed(2).padStart(19)}${(right / all).toFixed(3).padStart(23)}`);
}

async function read(folder: string, files: readonly string[]): Promise<Sample[]> {
  const loaded = loadBank(await readBankFolder(folder));
  if (!loaded.ok) throw new Error(`the bank in ${folder} has errors`);
  const { bank } = loaded;
  const compiled = new Map([...bank.questions].map(([id, question]) => [id, compileQuestion(question, bank.lexicon)]));
  const rows: (Omit<Sample, 'weight'> & { readonly stratum: string })[] = [];
  for (const file of files) {
    for (const { question, answer, score, stratum = '' } of readMarked(await readFile(file, 'utf8')).answers) {
      const ready = compiled.get(question);
      if (!ready) continue;
      const { grade, doubts } = gradeCounting(ready, { text: answer });
      // What a guard decided has a confidence of its own.
      if (!doubts || doubts.guard) continue;
      const right = Math.abs(grade.score - score) <= TOLERANCE + 1e-9 ? 1 : 0;
      rows.push({ question, features: featuresOf(doubts), right, stratum: stratum.replace(/-\d$/, '') });
    }
  }
  const counts = Map.groupBy(rows, ({ stratum }) => stratum);
  return rows.map(({ stratum, ...row }) => {
    const tenths = stratum === 'partial' ? 2 : 1;
    return { ...row, weight: (tenths * rows.length) / (10 * (counts.get(stratum)?.length ?? 1)) };
  });
}

/** Logistic regression by Newton's method. */
function regress(data: readonly Sample[]): number[] {
  const size = (data[0]?.features.length ?? 0) + 1;
  const weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 50; round += 1) {
    const slope = weights.map((w, i) => (i === 0 ? 0 : -RIDGE * w));
    const curvature = weights.map((_, i) => weights.map((_, j): number => (i === j ? (i > 0 ? RIDGE : 1e-6) : 0)));
    for (const { features, right, weight } of data) {
      const x = [1, ...features];
      const p = likelihood(weights, features);
      for (let i = 0; i < size; i += 1) {
        slope[i] = (slope[i] ?? 0) + weight * (right - p) * (x[i] ?? 0);
        const row = curvature[i];
        if (row)
          for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + weight * p * (1 - p) * (x[i] ?? 0) * (x[j] ?? 0);
      }
    }
    solve(curvature, slope).forEach((step, i) => {
      weights[i] = (weights[i] ?? 0) + step;
    });
  }
  return weights;
}

/** Gauss–Jordan elimination with pivoting; `matrix` and `vector` are used up. */
function solve(matrix: number[][], vector: number[]): number[] {
  for (let i = 0; i < vector.length; i += 1) {
    let pivot = i;
    for (let r = i + 1; r < vector.length; r += 1)
      if (Math.abs(matrix[r]?.[i] ?? 0) > Math.abs(matrix[pivot]?.[i] ?? 0)) pivot = r;
    const [top, best] = [matrix[i], matrix[pivot]];
    if (!top || !best) throw new Error('the matrix is not square');
    [matrix[i], matrix[pivot]] = [best, top];
    [vector[i], vector[pivot]] = [vector[pivot] ?? 0, vector[i] ?? 0];
    for (let r = 0; r < vector.length; r += 1) {
      const row = matrix[r];
      if (!row || r === i) continue;
      const factor = (row[i] ?? 0) / (best[i] ?? 1);
      for (let c = i; c < row.length; c += 1) row[c] = (row[c] ?? 0) - factor * (best[c] ?? 0);
      vector[r] = (vector[r] ?? 0) - factor * (vector[i] ?? 0);
    }
  }
  return vector.map((value, i) => value / (matrix[i]?.[i] ?? 1));
}
