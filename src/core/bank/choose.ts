/** Which question comes next. Pure: the same history, season and seed always give the same question. */
import { createHash } from 'node:crypto';
import { compareText } from './finding.ts';
import type { Bank, Question } from './question.ts';

export interface Choosing {
  readonly bank: Bank;
  /** Topic ids; empty means all. */
  readonly topics: readonly string[];
  /** Ids of the questions asked so far, oldest first. Ids that the bank no longer has do no harm. */
  readonly asked: readonly string[];
  /** How much of the season has passed, from 0 (its first day) to 1 (its last). */
  readonly season: number;
  /** Fixes the order; two schedules with different seeds go different ways through the same bank. */
  readonly seed: string;
}

/** A new schedule begins with so many questions of difficulty 1 or 2, as far as there are. */
const GENTLE_START = 5;

/** On later walks a question waits at least until so much of the bank came after it. */
const REST = 0.5;

/**
 * The next question; undefined when the bank has none of these topics.
 *
 * No question comes twice before every eligible one has come once, one that was never asked comes before all others,
 * and a topic does not come twice in a row while the questions still to come offer another. Within a season questions
 * rise in difficulty: its first day asks the easiest of what is left, its last the hardest, and a day in between one
 * from between, so that every season uses all levels in their proportion. Of that level comes the topic with most left.
 */
export function chooseQuestion({ bank, topics, asked, season, seed }: Choosing): Question | undefined {
  const eligible = [...bank.questions.values()].filter(({ topic }) => topics.length === 0 || topics.includes(topic));
  const known = new Set(asked);
  const never = eligible.filter(({ id }) => !known.has(id));
  const pool = never.length > 0 ? never : rested(restOfWalk(eligible, asked), eligible.length, asked);

  const lastTopic = asked.map((id) => bank.questions.get(id)?.topic).findLast((topic) => topic !== undefined);
  const elsewhere = pool.filter(({ topic }) => topic !== lastTopic);
  const open = elsewhere.length > 0 ? elsewhere : pool;

  const gentle = asked.length < GENTLE_START ? open.filter(({ difficulty }) => difficulty <= 2) : [];
  const candidates = opening(gentle.length > 0 ? gentle : open, asked);
  const level = levelAt(pool, season);
  const share = shares(eligible, pool);
  return least(candidates, ({ id, topic, difficulty }) => [
    gentle.length > 0 ? 0 : Math.abs(difficulty - level),
    -(share.get(topic) ?? 0),
    rank(seed, topic),
    rank(seed, id),
  ]);
}

/** The very first question is one to explain, because that shows best what the bot does. */
function opening(candidates: readonly Question[], asked: readonly string[]): readonly Question[] {
  const explain = asked.length === 0 ? candidates.filter(({ kind }) => kind === 'explain') : [];
  return explain.length > 0 ? explain : candidates;
}

/** The difficulty that stands at `season` of the way through the pool, ordered from easy to hard. */
function levelAt(pool: readonly Question[], season: number): number {
  const levels = pool.map(({ difficulty }) => difficulty).toSorted((a, b) => a - b);
  const at = Math.floor(Math.min(1, Math.max(0, season)) * levels.length);
  return levels[Math.min(at, levels.length - 1)] ?? 0;
}

/** What is still to come in the current walk through all eligible questions. */
function restOfWalk(eligible: readonly Question[], asked: readonly string[]): readonly Question[] {
  const ids = new Set(eligible.map(({ id }) => id));
  const walked = new Set<string>();
  for (const id of asked) {
    if (ids.has(id)) walked.add(id);
    if (walked.size === ids.size) walked.clear();
  }
  return eligible.filter(({ id }) => !walked.has(id));
}

/** Those asked longest ago: at least one, and none that came within the last part of a walk while others wait longer. */
function rested(pool: readonly Question[], walk: number, asked: readonly string[]): readonly Question[] {
  const since = new Map(asked.map((id, index) => [id, asked.length - index]));
  const long = pool.filter(({ id }) => (since.get(id) ?? 0) > walk * REST);
  return long.length > 0 ? long : pool;
}

/** Which part of each topic is still to come: the topic with most left comes next, so that all run out together. */
function shares(eligible: readonly Question[], pool: readonly Question[]): Map<string, number> {
  const size = (questions: readonly Question[], topic: string) => questions.filter((one) => one.topic === topic).length;
  return new Map(pool.map(({ topic }) => [topic, size(pool, topic) / size(eligible, topic)]));
}

/** A number that looks random but depends on seed and word only. */
function rank(seed: string, word: string): number {
  return createHash('sha256').update(`${seed}\n${word}`).digest().readUInt32BE();
}

/** The question whose key comes first, by id where keys are equal. */
function least(questions: readonly Question[], key: (question: Question) => readonly number[]): Question | undefined {
  const keyed = questions.map((question) => ({ question, key: key(question) }));
  const [first] = keyed.toSorted(
    (a, b) =>
      a.key.map((value, index) => value - (b.key[index] ?? 0)).find((difference) => difference !== 0) ??
      compareText(a.question.id, b.question.id),
  );
  return first?.question;
}
