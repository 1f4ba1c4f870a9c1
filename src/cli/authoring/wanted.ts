/** What each sort of file needs to be told, and what may be given. */
import type { z } from 'zod';
import { conceptSchema, lexiconSchema, type Question, questionSchema } from '../../core/bank/question.ts';
import type { Room } from '../../core/bank/room.ts';
import { nearest } from '../../core/nearest.ts';
import type { Wanted } from './ask.ts';
import type { BankNow } from './bank-now.ts';
import { slugFault, topicFault } from './slug.ts';

export const SORTS = ['question', 'concept', 'topic'] as const;
export type Sort = (typeof SORTS)[number];
const KINDS: readonly Question['kind'][] = ['explain', 'predict', 'choice'];
const LEVELS = ['1', '2', '3', '4', '5'];

export const SORT: Wanted<Sort> = {
  option: 'what to make',
  label: 'What shall be made',
  allowed: 'question, concept or topic',
  fallback: 'question',
  read: (text) => oneOf(text, SORTS),
};

export const KIND: Wanted<Question['kind']> = {
  option: '--kind',
  label: 'Kind',
  allowed: 'explain, predict or choice',
  fallback: 'explain',
  read: (text) => oneOf(text, KINDS),
};

export const DIFFICULTY: Wanted<number> = {
  option: '--difficulty',
  label: 'Difficulty',
  allowed: '1 warm-up, 2 easy, 3 medium, 4 hard, 5 expert',
  fallback: '2',
  read: (text) => (LEVELS.includes(text) ? { value: Number(text) } : { fault: 'a difficulty is a number from 1 to 5' }),
};

export const PROMPT: Wanted<string> = {
  option: '--prompt',
  label: 'Prompt',
  allowed: 'what is asked, at most 1200 characters',
  read: (text) => checked(text, questionSchema.shape.prompt, 'a prompt has at most 1200 characters'),
};

export const CONCEPT_TITLE: Wanted<string> = {
  option: '--title',
  label: 'Title',
  allowed: 'the name people know it by, at most 80 characters',
  read: (text) => checked(text, conceptSchema.shape.title, 'a title has at most 80 characters'),
};

/** The title of a new topic. */
export function topicTitle(id: string): Wanted<string> {
  const spaced = id.replaceAll('-', ' ');
  return {
    option: '--title',
    label: `Title of the topic ${id}`,
    allowed: 'as people read it, at most 60 characters',
    fallback: `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`,
    read: (text) =>
      checked(text, lexiconSchema.shape.topics.valueType, 'the title of a topic has at most 60 characters'),
  };
}

/** An id that no file of the bank has yet. */
export function freshId(room: Room, now: BankNow): Wanted<string> {
  return {
    option: 'ID',
    label: `Id of the ${room}`,
    allowed: 'lower-case letters, digits and hyphens, the name of its file',
    read(text) {
      const fault = room === 'topic' ? topicFault(text) : slugFault(text);
      if (fault !== undefined) return { fault };
      const path = now.pathOf(room, text);
      return path === undefined ? { value: text } : { fault: `${path} has this id` };
    },
  };
}

/** A topic of the lexicon; where somebody can be asked, also a new one, which is added to it. */
export function topicOf(now: BankNow, mayBeNew: boolean): Wanted<string> {
  const ids = [...now.topics.keys()].filter((id) => topicFault(id) === undefined);
  const only = ids.length === 1 ? ids[0] : undefined;
  return {
    option: '--topic',
    label: 'Topic',
    allowed:
      ids.length === 0
        ? 'the id of a new topic, such as basics'
        : `${ids.join(', ')}${mayBeNew ? '; or a new one' : ''}`,
    fallback: only,
    read(text) {
      const fault = topicFault(text);
      if (fault !== undefined) return { fault };
      if (mayBeNew || now.topics.has(text)) return { value: text };
      const near = nearest(text, ids);
      const hint = near ? `did you mean ${near}? ` : '';
      return {
        fault: `lexicon.yaml has no such topic; ${hint}A new one is added by "refcount bank new topic ${text} --title TITLE"`,
      };
    },
  };
}

/** Whether an unknown topic was meant. */
export function addTopic(id: string, now: BankNow): Wanted<boolean> {
  const near = nearest(id, now.topics.keys());
  return {
    option: '--topic',
    label: `lexicon.yaml has no topic ${id}${near ? ` (but ${near})` : ''}. Add it?`,
    allowed: 'yes or no',
    fallback: near ? 'no' : 'yes',
    read: (text) => (/^(y|yes|n|no)$/i.test(text) ? { value: /^y/i.test(text) } : { fault: 'yes or no?' }),
  };
}

function oneOf<T extends string>(text: string, choices: readonly T[]): { value: T } | { fault: string } {
  const value = choices.find((choice) => choice === text.toLowerCase());
  if (value !== undefined) return { value };
  const near = nearest(text, choices);
  return { fault: `one of ${choices.join(', ')}${near ? `; did you mean ${near}?` : ''}` };
}

function checked(text: string, schema: z.ZodType<string>, fault: string): { value: string } | { fault: string } {
  const { success, data } = schema.safeParse(text);
  return success ? { value: data } : { fault };
}
