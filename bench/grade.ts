/**
 * How long grading a 600-character answer takes, over every question of the bank, and what a character costs in
 * answers from 100 to 4,000 characters.
 *
 * The anchor, timed in the same run on the same answers: a plain loop of `String.includes` over the words that the
 * question's patterns look for, which is the least that any keyword grader does. Run: `node bench/grade.ts [rounds]`.
 * Exit code 1 when an ordinary answer's p99 is not under a millisecond.
 */
import { fileURLToPath } from 'node:url';
import { readBankFolder } from '../src/bank-folder.ts';
import { loadBank } from '../src/core/bank/load.ts';
import type { Question } from '../src/core/bank/question.ts';
import { type CompiledQuestion, compileQuestion, grade } from '../src/core/grading/index.ts';

const LENGTH = 600;
const ROUNDS = Number(process.argv[2] ?? 300);
const WARM_UP = 60;
/** The promise, in microseconds. */
const ALLOWED = 1000;

interface Case {
  readonly compiled: CompiledQuestion;
  readonly keywords: readonly string[];
  readonly text: string;
}

/** Ways to answer; each makes 600 characters of the question's own answers. */
const KINDS: readonly (readonly [string, (text: string) => string])[] = [
  ['ordinary', (text) => text],
  ['misspelt', (text) => text.replace(/\b([a-z]{2})([a-z])([a-z])(?=[a-z]{2})/g, '$1$3$2')],
  ['denying', (text) => text.replace(/[.,;]/g, ', and people think it is not true that it never')],
  ['no stops', (text) => text.replace(/[.,;:\n]/g, '')],
];

function answer(question: Question, change: (text: string) => string, length = LENGTH): string {
  const own = [...question.examples.map((example) => example.answer), question.answer].join(' ').replaceAll('\n', ' ');
  return change(own)
    .repeat(Math.ceil(length / own.length))
    .slice(0, length);
}

function keywordsOf({ atoms }: CompiledQuestion): string[] {
  return [
    ...atoms.stems.keys(),
    ...atoms.codes.keys(),
    ...[...atoms.prefixes.values()].flat().map(({ prefix }) => prefix),
  ];
}

/** Microseconds of each call, ascending. */
function time(cases: readonly Case[], run: (one: Case) => unknown, rounds = ROUNDS): number[] {
  for (let i = 0; i < Math.min(WARM_UP, rounds); i += 1) cases.forEach(run);
  const taken: number[] = [];
  for (let i = 0; i < rounds; i += 1)
    for (const one of cases) {
      const start = performance.now();
      kept = run(one);
      taken.push((performance.now() - start) * 1000);
    }
  return taken.sort((a, b) => a - b);
}

/** Keeps results alive, so that no call is optimised away. */
let kept: unknown;

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;

function includesAll({ keywords, text }: Case): number {
  const lower = text.toLowerCase();
  let found = 0;
  for (const keyword of keywords) if (lower.includes(keyword)) found += 1;
  return found;
}

const loaded = loadBank(await readBankFolder(fileURLToPath(new URL('../questions', import.meta.url))));
if (!loaded.ok) throw new Error('the bank has errors: run `refcount bank lint`');
const { bank } = loaded;
const compiled = [...bank.questions.values()]
  .filter((question) => question.kind !== 'choice')
  .map((question) => compileQuestion(question, bank.lexicon));

const write = (cells: readonly (string | number)[]) =>
  process.stdout.write(
    `${cells.map((cell, i) => (i === 0 ? String(cell).padEnd(10) : String(cell).padStart(13))).join('')}\n`,
  );
process.stdout.write(
  `${compiled.length} questions, ${ROUNDS} rounds, answers of ${LENGTH} characters; microseconds on Node ${process.versions.node}\n`,
);
write(['answer', 'grade p50', 'grade p99', 'includes p50', 'includes p99', 'ratio p50', 'ratio p99']);
for (const [name, change] of KINDS) {
  const cases = compiled.map((one) => ({
    compiled: one,
    keywords: keywordsOf(one),
    text: answer(one.question, change),
  }));
  const graded = time(cases, (one) => grade(one.compiled, { text: one.text }));
  const anchor = time(cases, includesAll);
  const ratio = (share: number) => (at(graded, share) / at(anchor, share)).toFixed(1);
  write([
    name,
    ...[graded, anchor].flatMap((t) => [at(t, 0.5).toFixed(0), at(t, 0.99).toFixed(0)]),
    ratio(0.5),
    ratio(0.99),
  ]);
  if (name === 'ordinary' && at(graded, 0.99) >= ALLOWED) process.exitCode = 1;
}

write(['\ncharacters', 'grade p50', 'grade p99', 'ns/character']);
for (const length of [100, 300, 600, 1200, 2400, 4000]) {
  const cases = compiled.map((one) => ({
    compiled: one,
    keywords: [],
    text: answer(one.question, (text) => text, length),
  }));
  const taken = time(
    cases,
    (one) => grade(one.compiled, { text: one.text }),
    Math.ceil((ROUNDS * LENGTH) / (4 * length)),
  );
  const median = at(taken, 0.5);
  write([`${length}`, median.toFixed(0), at(taken, 0.99).toFixed(0), ((median * 1000) / length).toFixed(0)]);
}
if (kept === undefined) throw new Error('nothing was graded');
