/** Which patterns of a question ever find anything, and which words of good answers nothing reads: for its author. */
import { Matcher } from './match.ts';
import type { CompiledList, CompiledQuestion } from './question.ts';
import { readAnswer } from './reading.ts';
import { FUNCTION_WORDS } from './words.ts';

export interface Sample {
  readonly text: string;
  /** Whether it is a good answer, whose words should be known. */
  readonly good: boolean;
}

export interface Usage {
  readonly patterns: number;
  /** Patterns that no sample has, asserted or denied: `rubric.same-constant.match: one & constant`. */
  readonly unused: readonly string[];
  /** Words of good samples that belong to no pattern, with how many of them have the word. */
  readonly unread: ReadonlyMap<string, number>;
}

/** What the samples make of the question's patterns; each sample is read as an answer is. */
export function usageOf(question: CompiledQuestion, samples: readonly Sample[]): Usage {
  const lists = listsOf(question);
  const found = new Set<string>();
  const unread = new Map<string, number>();
  for (const { text, good } of samples) {
    const read = readAnswer(text, question.atoms, question.speller);
    const matcher = new Matcher(read);
    for (const [name, patterns] of lists) {
      for (const alternative of patterns) {
        if (alternative.every((pattern) => matcher.mentioned(pattern).size > 0)) found.add(keyOf(name, alternative));
      }
    }
    if (!good) continue;
    const known = new Set(read.places.flatMap((places) => places ?? []));
    const words = read.tokens.filter(
      (token, at) => !known.has(at) && !FUNCTION_WORDS.has(token.text) && /\p{L}{3}/u.test(token.text),
    );
    for (const word of new Set(words.map((token) => token.text))) unread.set(word, (unread.get(word) ?? 0) + 1);
  }
  const all = [...lists].flatMap(([name, patterns]) => patterns.map((alternative) => keyOf(name, alternative)));
  return { patterns: all.length, unused: all.filter((key) => !found.has(key)), unread };
}

type Lists = ReadonlyMap<string, CompiledList>;

function listsOf({ criteria, misconceptions }: CompiledQuestion): Lists {
  return new Map([
    ...criteria.flatMap(({ id, match, partial, forbid }): [string, CompiledList][] => [
      [`rubric.${id}.match`, match],
      [`rubric.${id}.partial`, partial],
      [`rubric.${id}.forbid`, forbid],
    ]),
    ...misconceptions.flatMap(({ id, match, forbid }): [string, CompiledList][] => [
      [`misconceptions.${id}.match`, match],
      [`misconceptions.${id}.forbid`, forbid],
    ]),
  ]);
}

const keyOf = (name: string, alternative: CompiledList[number]) =>
  `${name}: ${alternative.map(({ source }) => source).join('  +  ')}`;
