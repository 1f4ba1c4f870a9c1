/** Where imported questions go: a topic and an id for each, and never onto a file that is there. */
import type { Item, Notice } from './item.ts';
import { numbered, slugOf } from './slug.ts';

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
  /** Paths of files in the folder written to. */
  readonly present: ReadonlySet<string>;
  /** Ids of questions that exist there or in the bank they are for. */
  readonly taken: ReadonlySet<string>;
}

export interface Placing {
  readonly placed: readonly Placed[];
  readonly skipped: readonly Notice[];
  readonly notices: readonly Notice[];
}

/** The same file placed twice gives the same paths, so that a second import finds the files of the first, and skips. */
export function place(items: readonly Item[], { topic: given, present, taken }: Grounds): Placing {
  const placed: Placed[] = [];
  const skipped: Notice[] = [];
  const notices: Notice[] = [];
  const used = new Set<string>();
  for (const item of items) {
    const topic = given ?? slugOf(item.category ?? '');
    if (topic === '' || topic === 'concepts') {
      notices.push({ line: item.line, severity: 'error', message: noTopic(item.category) });
      continue;
    }
    const base = slugOf(item.title ?? '') || slugOf(item.prompt) || `imported-${item.line}`;
    for (let number = 1; ; number += 1) {
      const id = numbered(base, number);
      const path = `${topic}/${id}.yaml`;
      if (used.has(id)) continue;
      if (present.has(path)) {
        skipped.push({ line: item.line, severity: 'note', message: `skipped: ${path} is there, and is left as it is` });
      } else if (taken.has(id)) continue;
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
