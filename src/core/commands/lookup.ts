/** `/lookup`: a concept's note, or the nearest ones; what today's question teaches waits for the reveal. */

import { citation } from '../bank/citation.ts';
import { difficultyWord } from '../bank/difficulty.ts';
import type { Bank, Concept } from '../bank/question.ts';
import { titleOf } from '../bank/topics.ts';
import { phrase, type Texts } from '../language/texts.ts';
import { type Block, type Button, type Inline, note, paragraph, type Reply, rich, text } from '../message.ts';
import { playedIn, say, tell, type Visit } from './visit.ts';

/** Suggestions offered when nothing is sure; also the number of buttons a message may have. */
const SUGGESTIONS = 5;
/** Questions named in a note, and how much of each prompt, in characters. */
const QUESTIONS = 3;
const PROMPT = 160;

export async function lookUp(visit: Visit, query: string): Promise<Reply> {
  const found = visit.lookup.find(query);
  if (found.kind === 'found') return await showConcept(visit, found.concept);
  const suggestions = found.suggestions.slice(0, SUGGESTIONS);
  const typed = query.slice(0, 80);
  if (suggestions.length > 0)
    return tell(visit, phrase('lookup.unsure', { typed }), { buttons: suggestions.map(conceptButton) });
  const [example] = visit.lookup.complete('', 1);
  if (!example) return tell(visit, phrase('lookup.empty-bank', { typed }));
  return tell(visit, phrase('lookup.unknown', { typed, example: rich(example.title) }));
}

export async function lookUpById(visit: Visit, id: string): Promise<Reply> {
  const concept = visit.ports.bank.concepts.get(id);
  return concept ? await showConcept(visit, concept) : tell(visit, 'lookup.gone');
}

/** What the questions teach that the person can still answer; it waits for the reveal. */
export async function heldBack(visit: Visit): Promise<ReadonlySet<string>> {
  const { read } = visit.ports.store;
  const live = await Promise.all(playedIn(visit).map((id) => read.liveRounds(id)));
  return new Set(live.flat().flatMap((round) => round.snapshot?.question.concepts ?? []));
}

async function showConcept(visit: Visit, concept: Concept): Promise<Reply> {
  if ((await heldBack(visit)).has(concept.id)) {
    return tell(visit, phrase('lookup.held-back', { title: rich(concept.title) }));
  }
  const { bank } = visit.ports;
  const { t } = visit;
  const blocks: Block[] = [
    { kind: 'heading', text: concept.title },
    ...paragraphs(concept.summary),
    paragraph(...t.rich('lookup.interview', { said: rich(concept.interview) })),
    paragraph(...t.rich('lookup.trap', { said: rich(concept.trap.trim().replace(/\n/g, ' ')) })),
  ];
  if (concept.example) {
    blocks.push({ kind: 'code', language: bank.about.language ?? '', text: concept.example.code.trimEnd() });
    if (concept.example.prints)
      blocks.push(note(...t.rich('lookup.prints')), {
        kind: 'code',
        language: '',
        text: concept.example.prints.trimEnd(),
      });
  }
  blocks.push(...questionBlocks(t, bank, concept));
  const topic = titleOf(bank, concept.topic);
  const sources = concept.sources.slice(0, 3).flatMap((url): Inline[] => [text(' · '), citation(url)]);
  blocks.push(note(text(`${topic}${concept.versions ? ` · ${concept.versions}` : ''}`), ...sources));
  const related = concept.related.flatMap((id) => bank.concepts.get(id) ?? []).slice(0, SUGGESTIONS - 1);
  const summary = t.plain('lookup.summary', { title: rich(concept.title) });
  return say({ tone: 'neutral', summary, blocks, buttons: related.map(conceptButton) });
}

/** What is asked about the concept, the easiest first: what to be able to answer once the note is understood. */
function questionBlocks(t: Texts, bank: Bank, concept: Concept): Block[] {
  const questions = [...bank.questions.values()]
    // What a snippet prints cannot be asked without the snippet.
    .filter(({ kind, concepts }) => kind !== 'predict' && concepts.includes(concept.id))
    .toSorted((a, b) => a.difficulty - b.difficulty);
  if (questions.length === 0) return [];
  const items = questions
    .slice(0, QUESTIONS)
    .map(({ prompt, difficulty }) =>
      t.rich('lookup.question', { prompt: rich(shortened(prompt)), difficulty: difficultyWord(t, difficulty) }),
    );
  const heading =
    questions.length > QUESTIONS
      ? t.rich('lookup.asked-some', { shown: QUESTIONS, all: questions.length })
      : t.rich('lookup.asked');
  return [paragraph(...heading), { kind: 'list', items }];
}

/** The prompt's beginning, in whole sentences as far as they fit, or the question in it when they are only the scene. */
export function shortened(prompt: string): string {
  const whole = prompt.trim().replace(/\s+/g, ' ');
  if (whole.length <= PROMPT) return whole;
  let kept = '';
  for (const sentence of whole.split(/(?<=[.?!]`?) /)) {
    if (kept.length + 1 + sentence.length > PROMPT) break;
    kept = kept === '' ? sentence : `${kept} ${sentence}`;
  }
  if (kept.includes('?')) return kept;
  // The scene alone asks nothing: its question does.
  const question = whole.split(/(?<=[.?!]`?) /).find((sentence) => sentence.endsWith('?') && sentence.length <= PROMPT);
  return question ?? `${kept === '' ? whole.slice(0, whole.lastIndexOf(' ', PROMPT)) : kept} …`;
}

function paragraphs(prose: string): Block[] {
  return prose
    .trim()
    .split(/\n\s*\n/)
    .map((part) => paragraph(...rich(part.replace(/\n/g, ' '))));
}

/** Titles can be longer than a button's label. */
export function conceptButton(concept: Concept): Button {
  const label = concept.title.replace(/[`*]/g, '');
  return {
    action: { verb: 'lookup', args: [concept.id] },
    label: label.length > 34 ? `${label.slice(0, 33)}…` : label,
    style: 'secondary',
    opens: 'message',
  };
}
