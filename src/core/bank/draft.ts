/** A bank on its way: the files that could be read, and remarks on them that several rules share. */
import { nearest } from '../nearest.ts';
import type { FieldPath, Finding } from './finding.ts';
import type { About, Concept, Lexicon, Outline, Question, Topic } from './question.ts';
import type { Remark } from './question-rules.ts';
import type { Source } from './source.ts';

/** A file that could be read, at least with some fields replaced. */
export interface Entry<T> {
  readonly source: Source;
  readonly item: T;
  /** Whether this field was replaced because of an earlier finding. */
  readonly replaced: (at: FieldPath) => boolean;
}

export interface Draft {
  readonly about: About;
  readonly questions: readonly Entry<Question>[];
  readonly concepts: readonly Entry<Concept>[];
  readonly topics: readonly Entry<Topic>[];
  readonly outline: { readonly source: Source; readonly item: Outline } | undefined;
  /** Undefined when the lexicon has mistakes: what depends on it is then not checked. */
  readonly lexicon: { readonly source: Source; readonly item: Lexicon } | undefined;
  /** Ids of all concepts, of those with mistakes too. */
  readonly conceptIds: ReadonlySet<string>;
  /** The same of questions. */
  readonly questionIds: ReadonlySet<string>;
}

/** Gives remarks their place, leaving out those about fields that were replaced. */
export function placed<T>({ source, replaced }: Entry<T>, remarks: readonly Remark[]): Finding[] {
  return remarks
    .filter(({ at }) => !replaced(at))
    .map(({ at, rule, message, fix, severity = 'error' }) => source.finding(at, { rule, message, fix, severity }));
}

/** An id that is not the file's name. */
export function idRemarks(source: Source, id: string): Remark[] {
  const name = source.path
    .split('/')
    .at(-1)
    ?.replace(/\.yaml$/, '');
  if (id === name) return [];
  const message = `the id is "${id}" but the file is called "${name}.yaml"`;
  return [{ at: ['id'], rule: 'id-file-name', message, fix: `write "id: ${name}", or rename the file to ${id}.yaml` }];
}

/** A topic that the lexicon does not have, with the nearest one; nothing while the lexicon has mistakes. */
export function topicRemarks({ lexicon }: Draft, topic: string, at: FieldPath = ['topic']): Remark[] {
  if (!lexicon || Object.hasOwn(lexicon.item.topics, topic)) return [];
  const near = nearest(topic, Object.keys(lexicon.item.topics));
  const fix = `${near ? `did you mean "${near}"? Otherwise ` : ''}add it under "topics" in lexicon.yaml`;
  return [{ at, rule: 'unknown-topic', message: `the lexicon has no topic "${topic}"`, fix }];
}

/** Concepts that are named but not there; `within` leads to the field that holds `field`. */
export function references(
  { conceptIds }: Draft,
  field: string,
  ids: readonly string[],
  within: FieldPath = [],
): Remark[] {
  return ids.flatMap((id, index) => {
    if (conceptIds.has(id)) return [];
    const near = nearest(id, conceptIds);
    const fix = near ? `did you mean "${near}"?` : `add concepts/${id}.yaml, or remove the reference`;
    return [{ at: [...within, field, index], rule: 'unknown-concept', message: `there is no concept "${id}"`, fix }];
  });
}
