/** The topics of a bank, as members see them. */
import { nearest } from '../nearest.ts';
import type { Bank } from './question.ts';

/** Ids of the topics that have questions, in the order to learn them. */
export function topicsOf(bank: Bank): string[] {
  const used = new Set([...bank.questions.values()].map(({ topic }) => topic));
  return Object.keys(bank.lexicon.topics).filter((topic) => used.has(topic));
}

/** The title of a topic; its id when the lexicon, which a reload may have changed, no longer has it. */
export const titleOf = (bank: Bank, topic: string): string => bank.lexicon.topics[topic] ?? topic;

/** The topic that is meant, by its id or title in any case; else the id that comes nearest, if one does. */
export function topicNamed(
  bank: Bank,
  typed: string,
): { readonly id: string } | { readonly id: undefined; readonly near: string | undefined } {
  const known = topicsOf(bank);
  const name = typed.trim().toLowerCase();
  const slug = name.replace(/\s+/g, '-');
  const id = known.find((topic) => topic === slug || titleOf(bank, topic).toLowerCase() === name);
  return id === undefined ? { id, near: nearest(slug, known) } : { id };
}
