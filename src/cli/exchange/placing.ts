/** Where imported questions go: a topic and an id for each, and never onto a file that is there. */
import { RESERVED } from '../../core/bank/room.ts';
import { numbered, slugOf } from '../authoring/slug.ts';
import { askedBy, idFromHash } from './asked.ts';
import { draftOf } from './draft.ts';
import type { Item, Notice } from './item.ts';

export interface Placed {
  readonly item: Item;
  readonly id: string;
  readonly topic: string;
  /** Of the topic, for people. */
  readonly title: string;
  /** `<topic>/<id>.yaml`. */
  readonly path: string;
}

export interface Grounds {
  /** The topic for all; undefined: each goes by its category. */
  readonly topic: string | undefined;
  /** The files in the folder written to: by path, what each asks. */
  readonly present: ReadonlyMap<string, string>;
  /** Ids of questions that exist there or in the bank they are for. */
  readonly taken: ReadonlySet<string>;
}

export interface Placing {
  readonly placed: readonly Placed[];
  readonly skipped: readonly Notice[];
  readonly notices: readonly Notice[];
}

/**
 * The same file placed twice gives the same paths, so that a second import finds the files of the first, and skips them
 * as long as they ask the same.
 */
export function place(items: readonly Item[], { topic: given, present, taken }: Grounds): Placing {
  const placed: Placed[] = [];
  const skipped: Notice[] = [];
  const notices: Notice[] = [];
  const used = new Set<string>();
  for (const item of items) {
    const topic = given ?? slugOf(item.category ?? '');
    if (topic === '' || RESERVED.has(topic)) {
      notices.push({ line: item.line, severity: 'error', message: noTopic(item.category) });
      continue;
    }
    const asked = askedBy(draftOf(item, { id: '', topic, source: undefined }));
    const base = slugOf(item.title ?? '') || slugOf(item.prompt) || idFromHash(asked);
    for (let number = 1; ; number += 1) {
      const id = numbered(base, number);
      const path = `${topic}/${id}.yaml`;
      if (used.has(id)) continue;
      if (present.get(path) === asked) {
        skipped.push({ line: item.line, severity: 'note', message: `skipped: ${path} is there, and is left as it is` });
      } else if (present.has(path) || taken.has(id)) continue;
      else
        placed.push({ item, id, topic, title: titleOf(topic, given === undefined ? item.category : undefined), path });
      used.add(id);
      break;
    }
  }
  return { placed, skipped, notices };
}

function noTopic(category: string | undefined): string {
  if (category === undefined) return 'the question has no category; name its topic with --topic';
  return `no topic can be named after the category "${category}"; name one with --topic`;
}

/** A topic's title in the lexicon, at most 60 characters. */
function titleOf(topic: string, category: string | undefined): string {
  const words = category ?? topic.replaceAll('-', ' ');
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 60).trim();
}
