/** What each file of a bank is, by where it lies, and the schema it must fit. */
import type { z } from 'zod';
import { aboutSchema, conceptSchema, lexiconSchema, outlineSchema, questionSchema, topicSchema } from './question.ts';

export type Room = 'question' | 'concept' | 'topic' | 'lexicon' | 'about' | 'outline';

export const SCHEMAS = {
  question: questionSchema,
  concept: conceptSchema,
  topic: topicSchema,
  lexicon: lexiconSchema,
  about: aboutSchema,
  outline: outlineSchema,
} as const satisfies Readonly<Record<Room, z.ZodType>>;

const FILES: Readonly<Record<string, Room>> = {
  'lexicon.yaml': 'lexicon',
  'bank.yaml': 'about',
  'outline.yaml': 'outline',
};
const FOLDERS: Readonly<Record<string, Room>> = { concepts: 'concept', topics: 'topic' };

/** Folders with files of their own: no topic can have their names. */
export const RESERVED: ReadonlySet<string> = new Set(Object.keys(FOLDERS));

/** `path` is relative to the bank's folder, with forward slashes; undefined when nothing of a bank lies there. */
export function roomOf(path: string): Room | undefined {
  if (Object.hasOwn(FILES, path)) return FILES[path];
  const [folder = '', name, ...deeper] = path.split('/');
  if (!name?.endsWith('.yaml') || deeper.length > 0) return undefined;
  return Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder] : 'question';
}
