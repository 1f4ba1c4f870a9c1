/** What only the bank as a whole can say: where files lie, and that ids and references agree across files. */

import { nearest } from '../nearest.ts';
import type { FieldPath, Finding } from './finding.ts';
import { lexiconFindings, patternFindings } from './pattern-findings.ts';
import type { About, Concept, Lexicon, Question } from './question.ts';
import { questionRemarks, type Remark } from './question-rules.ts';
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
  /** Undefined when the lexicon has mistakes: what depends on it is then not checked. */
  readonly lexicon: { readonly source: Source; readonly item: Lexicon } | undefined;
  /** Ids of all concepts, of those with mistakes too. */
  readonly conceptIds: ReadonlySet<string>;
}

/** Every finding that goes beyond the schemas. */
export function bankFindings(draft: Draft): Finding[] {
  return [
    ...draft.questions.flatMap((entry) => remarksOf(draft, entry)),
    ...draft.concepts.flatMap((entry) => conceptRemarks(draft, entry)),
    ...duplicates('question', draft.questions),
    ...duplicates('concept', draft.concepts),
    ...sharedNames(draft.concepts),
    ...emptyTopics(draft),
    ...(draft.lexicon ? lexiconFindings(draft.lexicon.source, draft.lexicon.item) : []),
  ];
}

function remarksOf(draft: Draft, entry: Entry<Question>): Finding[] {
  const { item, source } = entry;
  const [folder = ''] = source.path.split('/');
  const remarks = [...questionRemarks(item), ...idRemarks(source, item.id)];
  if (item.topic !== folder) {
    const message = `the topic is "${item.topic}" but the file lies in "${folder}/"`;
    remarks.push({ at: ['topic'], rule: 'topic-folder', message, fix: `write "topic: ${folder}", or move the file` });
  }
  remarks.push(...topicRemarks(draft, item.topic));
  remarks.push(...references(draft, 'concepts', item.concepts), ...proofRemarks(draft, item));
  const findings = placed(entry, remarks);
  if (draft.lexicon) findings.push(...patternFindings(entry, draft.lexicon.item));
  return findings;
}

function conceptRemarks(draft: Draft, entry: Entry<Concept>): Finding[] {
  const { item, source } = entry;
  return placed(entry, [
    ...idRemarks(source, item.id),
    ...topicRemarks(draft, item.topic),
    ...references(draft, 'related', item.related),
    ...(item.related.includes(item.id)
      ? [{ at: ['related'], rule: 'self-reference', message: 'a concept cannot relate to itself', fix: 'remove it' }]
      : []),
  ]);
}

/** Gives remarks their place, leaving out those about fields that were replaced. */
function placed<T>({ source, replaced }: Entry<T>, remarks: readonly Remark[]): Finding[] {
  return remarks
    .filter(({ at }) => !replaced(at))
    .map(({ at, rule, message, fix, severity = 'error' }) => source.finding(at, { rule, message, fix, severity }));
}

function idRemarks(source: Source, id: string): Remark[] {
  const name = source.path
    .split('/')
    .at(-1)
    ?.replace(/\.yaml$/, '');
  if (id === name) return [];
  const message = `the id is "${id}" but the file is called "${name}.yaml"`;
  return [{ at: ['id'], rule: 'id-file-name', message, fix: `write "id: ${name}", or rename the file to ${id}.yaml` }];
}

function topicRemarks({ lexicon }: Draft, topic: string): Remark[] {
  if (!lexicon || Object.hasOwn(lexicon.item.topics, topic)) return [];
  const near = nearest(topic, Object.keys(lexicon.item.topics));
  const fix = `${near ? `did you mean "${near}"? Otherwise ` : ''}add it under "topics" in lexicon.yaml`;
  return [{ at: ['topic'], rule: 'unknown-topic', message: `the lexicon has no topic "${topic}"`, fix }];
}

function references({ conceptIds }: Draft, field: string, ids: readonly string[]): Remark[] {
  return ids.flatMap((id, index) => {
    if (conceptIds.has(id)) return [];
    const near = nearest(id, conceptIds);
    const fix = near ? `did you mean "${near}"?` : `add concepts/${id}.yaml, or remove the reference`;
    return [{ at: [field, index], rule: 'unknown-concept', message: `there is no concept "${id}"`, fix }];
  });
}

/** In a bank with a runtime, what cannot be run says why, and what proves it instead. */
function proofRemarks({ about }: Draft, { kind, verify, unverified }: Question): Remark[] {
  if (about.runtime === undefined || kind === 'predict' || verify.length > 0 || unverified !== undefined) return [];
  const message = `nothing of it is run on ${about.runtime}`;
  const fix = 'add "verify", or say under "unverified" why code cannot show it and what source does';
  return [{ at: [], rule: 'unproven', message, fix, severity: 'warning' }];
}

function duplicates(kind: string, entries: readonly Entry<{ readonly id: string }>[]): Finding[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ source, item, replaced }) => {
    if (replaced(['id'])) return [];
    const other = first.get(item.id);
    if (other === undefined) {
      first.set(item.id, source.path);
      return [];
    }
    const message = `two ${kind}s have the id "${item.id}": ${other} and ${source.path}`;
    return [source.finding(['id'], { rule: 'duplicate-id', message, fix: 'rename one of the two files and its id' })];
  });
}

/** Two concepts of one name: a lookup could only guess which is meant. */
function sharedNames(concepts: readonly Entry<Concept>[]): Finding[] {
  const owner = new Map<string, Concept>();
  const names = concepts.flatMap(({ source, item, replaced }) => [
    { source, item, replaced, name: item.title, at: ['title'] as FieldPath },
    ...item.aliases.map((name, index) => ({ source, item, replaced, name, at: ['aliases', index] as FieldPath })),
  ]);
  return names.flatMap(({ source, item, replaced, name, at }) => {
    const key = name.toLowerCase();
    const other = owner.get(key) ?? item;
    owner.set(key, other);
    if (other.id === item.id || replaced(at)) return [];
    const message = `"${name}" is also a name of the concept "${other.id}"`;
    const fix = 'keep it on the one that a reader would expect';
    return [source.finding(at, { rule: 'shared-name', message, fix, severity: 'warning' })];
  });
}

function emptyTopics({ lexicon, questions }: Draft): Finding[] {
  if (!lexicon) return [];
  const used = new Set(questions.map(({ source }) => source.path.split('/')[0]));
  return Object.keys(lexicon.item.topics)
    .filter((topic) => !used.has(topic))
    .map((topic) =>
      lexicon.source.finding(
        ['topics', topic],
        {
          rule: 'empty-topic',
          message: `no question has the topic "${topic}"`,
          fix: 'add one, or remove the topic',
          severity: 'warning',
        },
        { key: true },
      ),
    );
}
