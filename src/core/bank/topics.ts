/** The topics of a bank, as members see them. */
import type { Bank } from './question.ts';

/** Ids of the topics that have questions, in the order to learn them. */
export function topicsOf(bank: Bank): string[] {
  const used = new Set([...bank.questions.values()].map(({ topic }) => topic));
  return Object.keys(bank.lexicon.topics).filter((topic) => used.has(topic));
}

/** The title of a topic; its id when the lexicon, which a reload may have changed, no longer has it. */
export const titleOf = (bank: Bank, topic: string): string => bank.lexicon.topics[topic] ?? topic;
