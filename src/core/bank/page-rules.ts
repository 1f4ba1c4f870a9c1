/** What only the bank as a whole can say about topic pages and the outline: that what they name is there. */
import { nearest } from '../nearest.ts';
import { type Draft, type Entry, idRemarks, placed, references, topicRemarks } from './draft.ts';
import type { FieldPath, Finding } from './finding.ts';
import type { Topic } from './question.ts';
import type { Remark } from './question-rules.ts';

/** What a topic page names that is not there. */
export function pageFindings(draft: Draft, entry: Entry<Topic>): Finding[] {
  const { item, source } = entry;
  return placed(entry, [
    ...idRemarks(source, item.id),
    ...topicRemarks(draft, item.id, ['id']),
    ...item.after.flatMap((topic, index) => topicRemarks(draft, topic, ['after', index])),
    ...item.know.flatMap(({ concepts }, index) => references(draft, 'concepts', concepts, ['know', index])),
  ]);
}

/** A topic that can only be learnt after itself; the first one found. */
export function topicLoops(pages: readonly Entry<Topic>[]): Finding[] {
  const after = new Map(pages.map(({ item }) => [item.id, item.after]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (after.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  const first = pages.find(({ item }) => reaches(item.id, item.id));
  if (!first) return [];
  const message = `"${first.item.id}" comes after a topic that comes after it`;
  const fix = 'take one of the topics out of "after"';
  return [first.source.finding(['after'], { rule: 'topic-loop', message, fix })];
}

/** What the outline names that is not there, or names twice. */
export function outlineFindings(draft: Draft): Finding[] {
  if (!draft.outline) return [];
  const { source, item } = draft.outline;
  const remarks = [
    ...item.sections.flatMap((section, index) => unknown(draft, section, ['sections', index])),
    ...item.myths.flatMap((myth, index) => unknown(draft, myth, ['myths', index])),
    ...repeated(item.sections, 'sections'),
    ...repeated(item.myths, 'myths'),
  ];
  return placed({ source, item, replaced: () => false }, remarks);
}

interface Covered {
  readonly questions: readonly string[];
  readonly concepts: readonly string[];
}

function unknown(draft: Draft, { questions, concepts }: Covered, at: FieldPath): Remark[] {
  const missing = questions.flatMap((id, index): Remark[] => {
    if (draft.questionIds.has(id)) return [];
    const near = nearest(id, draft.questionIds);
    const fix = near ? `did you mean "${near}"?` : 'add the question, or remove the reference';
    const message = `there is no question "${id}"`;
    return [{ at: [...at, 'questions', index], rule: 'unknown-question', message, fix, severity: 'warning' }];
  });
  // A plan that the bank does not keep is no reason not to serve the bank; `bank coverage` fails for it.
  const unnoted = references(draft, 'concepts', concepts, at).map((remark) => ({
    ...remark,
    severity: 'warning' as const,
  }));
  return [...missing, ...unnoted];
}

function repeated(items: readonly { readonly id: string }[], list: string): Remark[] {
  return items.flatMap(({ id }, index): Remark[] => {
    if (items.findIndex((other) => other.id === id) === index) return [];
    const message = `"${id}" stands in the outline twice`;
    return [{ at: [list, index, 'id'], rule: 'duplicate-id', message, fix: 'give each an id of its own' }];
  });
}
