/** From options and answers to what shall be written. */
import type { Form } from './ask.ts';
import type { BankNow } from './bank-now.ts';
import { conceptSkeleton, questionSkeleton, topicSkeleton } from './skeleton.ts';
import {
  addTopic,
  CONCEPT_TITLE,
  DIFFICULTY,
  freshId,
  KIND,
  PROMPT,
  SORT,
  type Sort,
  topicOf,
  topicTitle,
} from './wanted.ts';

/** What the command line says; what is undefined is asked for at a terminal, and missing elsewhere. */
export interface NewOptions {
  /** The bank's folder. */
  readonly folder: string;
  /** `question`, `concept` or `topic`, and the id. */
  readonly names: readonly string[];
  readonly kind?: string | undefined;
  readonly topic?: string | undefined;
  readonly difficulty?: string | undefined;
  readonly prompt?: string | undefined;
  readonly title?: string | undefined;
}

/** What shall be written. */
export interface Plan {
  readonly sort: Sort;
  readonly id: string;
  /** Relative to the bank; undefined when only the lexicon gains a topic. */
  readonly path: string | undefined;
  readonly data: object;
  /** A topic that the lexicon gains. */
  readonly newTopic: { readonly id: string; readonly title: string } | undefined;
}

/** What shall be written; undefined, with faults in the form, when something is missing or wrong. */
export async function planned(options: NewOptions, now: BankNow, form: Form): Promise<Plan | undefined> {
  const [givenSort, givenId, unexpected] = options.names;
  if (unexpected !== undefined) form.faults.push(`unexpected "${unexpected}"`);
  const sort = await form.get(SORT, givenSort);
  if (sort === undefined || unexpected !== undefined) return undefined;
  const stray = strayOption(sort, options);
  if (stray !== undefined) {
    form.faults.push(`a ${sort} has no --${stray}`);
    return undefined;
  }
  const id = await form.get(freshId(sort, now), givenId);
  if (sort === 'topic') return id === undefined ? undefined : topicPlan(id, options, now, form);
  const kind = sort === 'question' ? await form.get(KIND, options.kind) : undefined;
  const title = sort === 'concept' ? await form.get(CONCEPT_TITLE, options.title) : undefined;
  const { topic, newTopic } = await topicFor(options.topic, now, form);
  const difficulty = sort === 'question' ? await form.get(DIFFICULTY, options.difficulty) : undefined;
  const prompt = sort === 'question' ? await form.get(PROMPT, options.prompt) : undefined;
  if (id === undefined || topic === undefined) return undefined;
  if (title !== undefined) {
    return { sort, id, path: `concepts/${id}.yaml`, data: conceptSkeleton({ id, title, topic }), newTopic };
  }
  if (kind === undefined || difficulty === undefined || prompt === undefined) return undefined;
  const data = questionSkeleton({ id, kind, topic, difficulty, prompt }, now.hasRuntime);
  return { sort, id, path: `${topic}/${id}.yaml`, data, newTopic };
}

const OPTIONS: Readonly<Record<Sort, readonly (keyof NewOptions)[]>> = {
  question: ['kind', 'topic', 'difficulty', 'prompt'],
  concept: ['topic', 'title'],
  topic: ['title'],
};

function strayOption(sort: Sort, options: NewOptions): string | undefined {
  const all = ['kind', 'topic', 'difficulty', 'prompt', 'title'] as const;
  return all.find((option) => options[option] !== undefined && !OPTIONS[sort].includes(option));
}

/** A topic of the lexicon, or a new one with its title when someone at a terminal wants it. */
async function topicFor(
  given: string | undefined,
  now: BankNow,
  form: Form,
): Promise<{ topic: string | undefined; newTopic: Plan['newTopic'] }> {
  let text = given;
  for (;;) {
    const topic = await form.get(topicOf(now, form.isTerminal), text);
    if (topic === undefined || now.topics.has(topic)) return { topic, newTopic: undefined };
    if (await form.get(addTopic(topic, now), undefined)) {
      const title = await form.get(topicTitle(topic), undefined);
      return { topic, newTopic: title === undefined ? undefined : { id: topic, title } };
    }
    text = undefined;
  }
}

async function topicPlan(id: string, options: NewOptions, now: BankNow, form: Form): Promise<Plan | undefined> {
  const known = now.topics.get(id);
  if (known !== undefined && options.title !== undefined) {
    form.faults.push(`lexicon.yaml calls the topic ${id} "${known}": leave --title out, or change it there`);
    return undefined;
  }
  const title = known ?? (await form.get(topicTitle(id), options.title));
  if (title === undefined) return undefined;
  const newTopic = known === undefined ? { id, title } : undefined;
  const concepts = now.concepts.filter(({ topic }) => topic === id);
  if (concepts.length === 0 && newTopic === undefined) {
    form.faults.push(
      `no concept belongs to ${id} yet, and a page points to concepts: make one first, with "refcount bank new concept --topic ${id}"`,
    );
    return undefined;
  }
  const path = concepts.length === 0 ? undefined : `topics/${id}.yaml`;
  return { sort: 'topic', id, path, data: path === undefined ? {} : topicSkeleton(id, concepts), newTopic };
}
