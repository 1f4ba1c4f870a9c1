/** `refcount grade --jsonl`: grades a stream of answers, for measuring and for marking in bulk. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { z } from 'zod';
import type { Bank, Question } from '../core/bank/question.ts';
import type { Grade } from '../core/grading/grade.ts';
import { type CompiledQuestion, compileQuestion, grade } from '../core/grading/index.ts';
import { nearest } from '../core/nearest.ts';
import { readArguments } from './arguments.ts';
import { type CliIo, EXIT } from './io.ts';
import { openBank } from './open-bank.ts';

const USAGE = `usage: refcount grade --jsonl [--bank DIR] < answers.jsonl
  reads  {"id": "…", "question": "…", "answer": "…"} per line; "output" for predict, "choices" for choice questions`;

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  // Of a longer answer the grader reads the first 4,000 characters.
  answer: z.string(),
  output: z.string().nullish(),
  choices: z.array(z.string()).nullish(),
});
type Line = z.infer<typeof lineSchema>;

/** Runs `grade …`; gives the exit code. A bad line is told on stderr and the rest goes on. */
export async function gradeCommand(argv: string[], io: CliIo): Promise<number> {
  const parsed = readArguments(argv, { bank: { type: 'string' }, jsonl: { type: 'boolean' } });
  const mistake = !parsed.ok
    ? parsed.message
    : parsed.names.length > 0
      ? `unexpected "${parsed.names[0]}"; answers are read from standard input`
      : parsed.values.jsonl !== true
        ? 'grade needs --jsonl'
        : undefined;
  if (!parsed.ok || mistake !== undefined) {
    io.stderr.write(`refcount: ${mistake}\n${USAGE}\n`);
    return EXIT.usage;
  }
  const folder = typeof parsed.values.bank === 'string' ? parsed.values.bank : io.defaultBankDir;
  const bank = await openBank(folder, io);
  if (typeof bank === 'number') return bank;

  const compiled = new Map<string, CompiledQuestion>();
  let number = 0;
  let bad = 0;
  for await (const text of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim() === '') continue;
    const read = readLine(text, bank);
    if (typeof read === 'string') {
      bad += 1;
      io.stderr.write(`line ${number}: ${read}\n`);
      continue;
    }
    const { line, question } = read;
    const ready = compiled.get(question.id) ?? compileQuestion(question, bank.lexicon);
    compiled.set(question.id, ready);
    const result = grade(ready, {
      text: line.answer,
      output: line.output ?? undefined,
      choices: line.choices ?? undefined,
    });
    const waits = io.stdout.write(`${JSON.stringify(resultOf(line, result))}\n`) === false;
    if (waits) await drained(io);
  }
  return bad === 0 ? EXIT.fine : EXIT.found;
}

/** The line and its question, or a sentence about what is wrong with it. */
function readLine(text: string, bank: Bank): { readonly line: Line; readonly question: Question } | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'not JSON; write one object per line';
  }
  const parsed = lineSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    return field === '' ? 'not an object; write {"id", "question", "answer"}' : `"${field}": ${issue?.message}`;
  }
  const question = bank.questions.get(parsed.data.question);
  if (!question) {
    const near = nearest(parsed.data.question, bank.questions.keys());
    return `unknown question "${parsed.data.question}"${near ? `; did you mean "${near}"?` : ''}`;
  }
  return { line: parsed.data, question };
}

function resultOf(line: Line, { score, criteria, misconceptions, confidence }: Grade) {
  return {
    id: line.id,
    question: line.question,
    score,
    criteria: criteria.map(({ id, met }) => ({ id, met })),
    misconceptions: misconceptions.map(({ id }) => id),
    confidence,
  };
}

/** Waits until the reader of our output has caught up, so that memory stays flat however long the input is. */
async function drained({ stdout }: CliIo): Promise<void> {
  if (stdout instanceof Writable) await once(stdout, 'drain');
}
