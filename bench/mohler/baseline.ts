/**
 * An automatic keyword grader to compare with: the share of the reference's words that an answer has, rare words
 * counting more, words of the question not at all. No rubric, no patterns.
 */
import { stemmer } from 'stemmer';
import { pearson } from '../../src/core/agreement/statistics.ts';

const STOP = new Set(
  'a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its may might more most no not of on one or our s same she should so some such t than that the their them then there these they this those to up used using was we were what when where which while who why will with would you your'.split(
    ' ',
  ),
);

const contentStems = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z0-9+#]+/g) ?? []).filter((word) => !STOP.has(word)).map((word) => stemmer(word));

export interface Item {
  readonly question: string;
  readonly reference: string;
  readonly answer: string;
  readonly mark: number;
  readonly group: string;
}

const THRESHOLDS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Scores 0..1. A share of `threshold` is worth full marks; the threshold of a question is fitted on the other ones. */
export function keywordScores(items: readonly Item[]): number[] {
  const groups = new Map(items.map((item) => [item.group, item]));
  const documents = [...groups.values()].flatMap(({ question, reference }) => [question, reference]);
  const frequency = new Map<string, number>();
  for (const text of documents)
    for (const word of new Set(contentStems(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log((documents.length + 1) / ((frequency.get(word) ?? 0) + 1)) + 0.1;
  const shares = items.map(({ question, reference, answer }) => {
    const asked = new Set(contentStems(question));
    const all = contentStems(reference);
    const own = all.filter((word) => !asked.has(word));
    const wanted = own.length > 0 ? own : all;
    const said = new Set(contentStems(answer));
    const total = wanted.reduce((sum, word) => sum + weight(word), 0);
    return wanted.reduce((sum, word) => sum + (said.has(word) ? weight(word) : 0), 0) / (total || 1);
  });
  const best = new Map([...groups.keys()].map((group) => [group, bestThreshold(items, shares, group)]));
  return items.map(({ group }, i) => Math.min(1, (shares[i] ?? 0) / (best.get(group) ?? 1)));
}

function bestThreshold(items: readonly Item[], shares: readonly number[], without: string): number {
  const others = items.map((item, i) => ({ item, share: shares[i] ?? 0 })).filter(({ item }) => item.group !== without);
  const marks = others.map(({ item }) => item.mark);
  let best = 1;
  let highest = -1;
  for (const threshold of THRESHOLDS) {
    const r = pearson(
      others.map(({ share }) => Math.min(1, share / threshold)),
      marks,
    );
    if (r > highest) [best, highest] = [threshold, r];
  }
  return best;
}
