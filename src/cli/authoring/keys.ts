/** Which keys the files of a bank may have, in their order. */
import type { z } from 'zod';
import type { FieldPath } from '../../core/bank/finding.ts';
import {
  aboutSchema,
  conceptSchema,
  lexiconSchema,
  outlineSchema,
  questionSchema,
  topicSchema,
} from '../../core/bank/question.ts';
import type { Room } from '../../core/bank/room.ts';
import { knownKeys } from '../../core/bank/schema-shape.ts';

const SCHEMAS: Readonly<Record<Room, z.ZodType>> = {
  question: questionSchema,
  concept: conceptSchema,
  topic: topicSchema,
  lexicon: lexiconSchema,
  about: aboutSchema,
  outline: outlineSchema,
};
/** The keys of the object at `at`, as its schema lists them; empty where an author chooses the keys. */
export function keysAt(room: Room, at: FieldPath): readonly string[] {
  return knownKeys(SCHEMAS[room], at);
}
