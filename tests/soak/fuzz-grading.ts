/**
 * Any text whatever, against every question of the bank: `npm run fuzz -- [--count N] [--seed S]` (100,000 by default).
 *
 * Each answer must get a sound grade, the same a second time and by a question compiled anew, in bounded work. Then
 * the largest: ten megabytes are read as their first 4,000 characters by the grader, and refused by the answer form.
 * Exit code 1 with the seed and the input when something does not hold.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { readBankFolder } from '../../src/bank-folder.ts';
import { loadBank } from '../../src/core/bank/load.ts';
import { MAX_ANSWER_LENGTH } from '../../src/core/grading/grade.ts';
import { type CompiledQuestion, compileQuestion, gradeCounting } from '../../src/core/grading/index.ts';

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
const COUNT = Number(values.count ?? 100_000);
const SEED = Number(values.seed ?? 20_261_122);
const CHUNK = 2000;
/** Steps a character may cost at most; the costliest question of the bank needs about a third of it. */
const MOST_PER_CHARACTER = 400;

const loaded = loadBank(await readBankFolder(fileURLToPath(new URL('../../questions', import.meta.url))));
if (!loaded.ok) throw new Error('the bank has errors: run `refcount bank lint`');
const { bank } = loaded;
const questions = [...bank.questions.values()];
const compiled = questions.map((question) => compileQuestion(question, bank.lexicon));
const again = questions.map((question) => compileQuestion(question, bank.lexicon));

const words = questions.flatMap((q) => [q.answer, ...q.examples.map((e) => e.answer)].join(' ').split(/\s+/));
const HARD = [
  ...[
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u0000',
    '\u0007',
    '\ud800',
    '\udfff',
    '👩‍👩‍👧‍👦',
    'İ',
    'ﬃ',
    'а',
    'ß',
  ],
  ...['`', '```', '“', '’', '—', '…', '•', '- ', '1. ', '\r\n', '\t', '  ', '. ', ', ', '; ', ': ', '?', '!'],
  ...['not', "isn't", 'never', 'people think', 'myth:', 'is wrong', 'rather than', 'but', 'nor', 'is is', '==', '->'],
  ...['9'.repeat(40), '-5..256', '0x7f', '1e999', '5ms', 'NaN', '__proto__', 'constructor', 'toString'],
];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words).map((word) => `${word} `) },
  { weight: 3, arbitrary: fc.constantFrom(...HARD) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  // Long ones are rare: each takes as long as fifty others.
  {
    weight: 1,
    arbitrary: fc.tuple(piece, fc.integer({ min: 1, max: 400 })).map(([unit, times]) => unit.repeat(times)),
  },
);
const input = fc.record({
  question: fc.nat({ max: questions.length - 1 }),
  text,
  output: fc.option(fc.oneof(text, fc.constantFrom('', 'True', "['a']")), { nil: undefined }),
  choices: fc.option(fc.array(fc.constantFrom('A', 'B', 'C', 'Z', '', '__proto__'), { maxLength: 5 }), {
    nil: undefined,
  }),
});

function check(one: CompiledQuestion, other: CompiledQuestion, answer: Parameters<typeof gradeCounting>[1]): void {
  const { grade, steps } = gradeCounting(one, answer);
  const sound = (value: number) => value >= 0 && value <= 1;
  if (!sound(grade.score) || !sound(grade.confidence)) throw new Error(`unsound: ${JSON.stringify(grade)}`);
  const length = Math.min(answer.text.length, MAX_ANSWER_LENGTH);
  if (steps > MOST_PER_CHARACTER * (length + 50)) throw new Error(`${steps} steps for ${length} characters`);
  const first = JSON.stringify(grade);
  if (JSON.stringify(gradeCounting(one, answer).grade) !== first) throw new Error('another grade the second time');
  if (JSON.stringify(gradeCounting(other, answer).grade) !== first) throw new Error('another grade compiled anew');
}

let done = 0;
let longest = 0;
for (let chunk = 0; done < COUNT; chunk += 1) {
  for (const { question, ...answer } of fc.sample(input, {
    numRuns: Math.min(CHUNK, COUNT - done),
    seed: SEED + chunk,
  })) {
    const [one, other] = [compiled[question], again[question]];
    if (!one || !other) continue;
    const start = performance.now();
    try {
      check(one, other, answer);
    } catch (error) {
      process.stdout.write(`seed ${SEED + chunk}, ${one.question.id}: ${JSON.stringify(answer)}\n`);
      throw error;
    }
    longest = Math.max(longest, performance.now() - start);
    done += 1;
  }
}

const huge = 'the global interpreter lock is not held, people think, '.repeat(200_000).slice(0, 10 * 1024 * 1024);
for (const [i, one] of compiled.entries()) check(one, again[i] ?? one, { text: huge, output: huge, choices: [huge] });

process.stdout.write(
  `${done} answers to ${questions.length} questions and ${huge.length} characters to each: sound, the same each time; ` +
    `three grades took ${longest.toFixed(0)} ms at most\n`,
);
