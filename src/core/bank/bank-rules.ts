/** What only the bank as a whole can say: where files lie, and that ids and references agree across files. */

import { type Draft, type Entry, idRemarks, placed, references, topicRemarks } from './draft.ts';
import type { FieldPath, Finding } from './finding.ts';
import { nameKey } from './names.ts';
import { outlineFindings, pageFindings, topicLoops } from './page-rules.ts';
import { lexiconFindings, patternFindings } from './pattern-findings.ts';
import type { Concept, Question } from './question.ts';
import { questionRemarks, type Remark } from './question-rules.ts';

/** Every finding that goes beyond the schemas. */
export function bankFindings(draft: Draft): Finding[] {
  return [
    ...draft.questions.flatMap((entry) => remarksOf(draft, entry)),
    ...draft.concepts.flatMap((entry) => conceptRemarks(draft, entry)),
    ...duplicates('question', draft.questions),
    ...duplicates('concept', draft.concepts),
    ...sharedNames(draft.concepts),
    ...emptyTopics(draft),
    ...draft.topics.flatMap((entry) => pageFindings(draft, entry)),
    ...topicLoops(draft.topics),
    ...outlineFindings(draft),
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
    { source, item, replaced, name: item.id, at: ['id'] as FieldPath },
    { source, item, replaced, name: item.title, at: ['title'] as FieldPath },
    ...item.aliases.map((name, index) => ({ source, item, replaced, name, at: ['aliases', index] as FieldPath })),
  ]);
  return names.flatMap(({ source, item, replaced, name, at }) => {
    const key = nameKey(name);
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
