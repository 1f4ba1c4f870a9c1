/** Whether a bank covers what it set out to cover: its outline, and that nothing in it stands alone. */
import type { Bank } from './question.ts';

export interface Covered {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly concepts: readonly string[];
}

export interface Hole {
  /** What is not covered: a section, a myth, a question, a concept or a topic. */
  readonly kind: 'section' | 'myth' | 'question' | 'concept' | 'topic';
  readonly id: string;
  /** What is missing, as the end of a sentence: "has no question". */
  readonly lacks: string;
}

export interface Coverage {
  readonly sections: readonly Covered[];
  readonly myths: readonly Covered[];
  readonly holes: readonly Hole[];
}

/**
 * A section needs a question and a concept, a myth something that answers it. Every question teaches a concept and, where
 * there is an outline, belongs to a section; every concept is taught by a question and, where there are topic pages,
 * stands on one.
 */
export function coverageOf(bank: Bank): Coverage {
  const { sections = [], myths = [] } = bank.outline ?? {};
  const outlined = new Set(sections.flatMap(({ questions }) => questions));
  const questions = [...bank.questions.values()];
  const taught = new Set(questions.flatMap(({ concepts }) => concepts));
  const paged = new Set([...bank.topics.values()].flatMap(({ know }) => know.flatMap(({ concepts }) => concepts)));
  const hasPages = bank.topics.size > 0;

  const holes: Hole[] = [];
  const hole = (kind: Hole['kind'], id: string, missing: boolean, lacks: string) => {
    if (missing) holes.push({ kind, id, lacks });
  };
  for (const [kind, items] of [
    ['section', sections],
    ['myth', myths],
  ] as const)
    for (const item of items) {
      for (const id of item.questions)
        hole(kind, item.id, !bank.questions.has(id), `names a question that is not there: ${id}`);
      for (const id of item.concepts)
        hole(kind, item.id, !bank.concepts.has(id), `names a concept that is not there: ${id}`);
    }
  for (const section of sections) {
    hole('section', section.id, section.questions.length === 0, 'has no question');
    hole('section', section.id, section.concepts.length === 0, 'has no concept');
  }
  for (const myth of myths)
    hole('myth', myth.id, myth.questions.length + myth.concepts.length === 0, 'is answered nowhere');
  for (const { id, concepts } of questions) {
    hole('question', id, concepts.length === 0, 'teaches no concept');
    hole('question', id, sections.length > 0 && !outlined.has(id), 'belongs to no section of the outline');
  }
  for (const id of bank.concepts.keys()) {
    hole('concept', id, !taught.has(id), 'is taught by no question');
    hole('concept', id, hasPages && !paged.has(id), 'stands on no topic page');
  }
  for (const topic of Object.keys(bank.lexicon.topics))
    hole('topic', topic, hasPages && !bank.topics.has(topic), 'has no page');
  return { sections, myths: myths.map(({ claim, ...rest }) => ({ title: claim, ...rest })), holes };
}
