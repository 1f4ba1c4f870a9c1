/**
 * How the grader does on real students and real markers: the data of Mohler, Bunescu and Mihalcea (ACL 2011), two
 * markers an answer. The data states no licence and is not part of this project; the rubrics in `rubrics/` are, and
 * were written from the questions and their reference answers alone.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { mean, pearson } from '../../src/core/agreement/statistics.ts';
import { lexiconSchema, questionSchema } from '../../src/core/bank/question.ts';
import { type CompiledQuestion, compileQuestion, grade } from '../../src/core/grading/index.ts';
import { type Item, keywordScores } from './baseline.ts';

const lineSchema = z.object({
  question_id: z.string(),
  question: z.string(),
  reference: z.string(),
  answer: z.string(),
  score: z.number().min(0).max(1),
  score_a: z.number(),
  score_b: z.number(),
});

export interface MohlerFigures {
  /** Of each answer, in the order of the file: the grader's score and the mean mark. */
  readonly scores: readonly number[];
  readonly marks: readonly number[];
  readonly questions: number;
  readonly answers: number;
  /** Pearson with the mean of both markers, all answers pooled. */
  readonly r: number;
  /** Ends of the interval that 95 of 100 draws of as many questions (with replacement) fall into. */
  readonly interval: readonly [number, number];
  /** Mean of the correlations within each question. */
  readonly perQuestion: number;
  readonly keyword: number;
  /** One marker with the other. */
  readonly markers: number;
  /** sha256 of the rubrics and their lexicon. */
  readonly rubrics: string;
  /** Each question's own correlation, mean score and mean mark. */
  readonly each: readonly { readonly id: string; readonly r: number; readonly score: number; readonly mark: number }[];
}

/** Measures a set of rubrics (a folder here) on the questions it has. `file`: JSON lines as in `lineSchema`. */
export async function measureMohler(file: string, set: string): Promise<MohlerFigures> {
  const rubrics = await readRubrics(new URL(`${set}/`, import.meta.url));
  const lines = (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .filter(({ question_id }) => rubrics.texts.has(question_id));
  const compiled = new Map<string, CompiledQuestion>();
  const scores = lines.map(({ question_id, question, reference, answer }) => {
    const ready = compiled.get(question_id) ?? rubrics.compile(question_id, question, reference);
    compiled.set(question_id, ready);
    return grade(ready, { text: answer }).score;
  });
  const marks = lines.map(({ score }) => score);
  const items = lines.map(
    ({ question_id, question, reference, answer, score }): Item => ({
      question,
      reference,
      answer,
      mark: score,
      group: question_id,
    }),
  );
  const each = [...compiled.keys()].sort(byNumber).map((id) => {
    const own = lines.flatMap((line, i) => (line.question_id === id ? [i] : []));
    const mine = own.map((i) => scores[i] ?? 0);
    const theirs = own.map((i) => marks[i] ?? 0);
    return { id, r: pearson(mine, theirs), score: mean(mine), mark: mean(theirs) };
  });
  return {
    scores,
    marks,
    questions: compiled.size,
    answers: lines.length,
    r: pearson(scores, marks),
    interval: bootstrap(
      lines.map(({ question_id }) => question_id),
      scores,
      marks,
    ),
    perQuestion: mean(each.map(({ r }) => r).filter((r) => !Number.isNaN(r))),
    keyword: pearson(keywordScores(items), marks),
    markers: pearson(
      lines.map(({ score_a }) => score_a),
      lines.map(({ score_b }) => score_b),
    ),
    rubrics: rubrics.hash,
    each,
  };
}

const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

async function readRubrics(set: URL) {
  const folder = new URL('rubrics/', set);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort(byNumber);
  const lexiconText = await readFile(new URL('lexicon.yaml', set), 'utf8');
  const lexicon = lexiconSchema.parse(parse(lexiconText));
  const hash = createHash('sha256').update(lexiconText);
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8');
    hash.update(name).update(text);
    texts.set(name.slice(0, -'.yaml'.length), text);
  }
  const compile = (id: string, prompt: string, reference: string): CompiledQuestion =>
    compileQuestion(
      questionSchema.parse({
        id: 'question',
        kind: 'explain',
        topic: 'computer-science',
        difficulty: 1,
        prompt,
        answer: reference,
        examples: [
          { answer: reference, score: [0, 1] },
          { answer: '', score: [0, 0] },
        ],
        sources: ['https://aclanthology.org/P11-1076/'],
        ...(parse(texts.get(id) ?? '') as object),
      }),
      lexicon,
    );
  return { texts, hash: hash.digest('hex'), compile };
}

/** Draws of whole questions, with a fixed seed, so that the interval is the same each time. */
function bootstrap(groups: readonly string[], scores: readonly number[], marks: readonly number[]): [number, number] {
  const members = [...Map.groupBy(groups.keys(), (i) => groups[i]).values()];
  let state = 1;
  const next = () => {
    // The minimal standard generator of Park and Miller (1988).
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const draws = Array.from({ length: 2000 }, () => {
    const drawn = members.flatMap(() => members[Math.floor(next() * members.length)] ?? []);
    return pearson(
      drawn.map((i) => scores[i] ?? 0),
      drawn.map((i) => marks[i] ?? 0),
    );
  }).sort((a, b) => a - b);
  return [draws[50] ?? Number.NaN, draws[1949] ?? Number.NaN];
}
