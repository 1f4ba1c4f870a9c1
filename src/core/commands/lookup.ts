/** `/lookup`: a concept's note, or the nearest ones; what today's question teaches waits for the reveal. */

import { citation } from '../bank/citation.ts';
import { difficultyWord } from '../bank/difficulty.ts';
import type { Bank, Concept } from '../bank/question.ts';
import { titleOf } from '../bank/topics.ts';
import { type Block, type Button, bold, type Inline, note, paragraph, type Reply, rich, text } from '../message.ts';
import { say, sayInlines, tell, type Visit } from './visit.ts';

/** Suggestions offered when nothing is sure; also the number of buttons a message may have. */
const SUGGESTIONS = 5;
/** Questions named in a note, and how much of each prompt, in characters. */
const QUESTIONS = 3;
const PROMPT = 160;

export async function lookUp(visit: Visit, query: string): Promise<Reply> {
  const found = visit.lookup.find(query);
  if (found.kind === 'found') return await showConcept(visit, found.concept);
  const suggestions = found.suggestions.slice(0, SUGGESTIONS);
  const shown: Inline[] = [text(`Nothing sure for “${query.slice(0, 80)}”. `)];
  if (suggestions.length === 0) {
    const [example] = visit.lookup.complete('', 1);
    const such = example ? `, such as ${example.title}` : '';
    return sayInlines([...shown, text(`Try a name${such}; /quiz topics shows what there is.`)]);
  }
  return sayInlines([...shown, text('Did you mean one of these?')], { buttons: suggestions.map(conceptButton) });
}

export async function lookUpById(visit: Visit, id: string): Promise<Reply> {
  const concept = visit.ports.bank.concepts.get(id);
  return concept ? await showConcept(visit, concept) : tell('That concept is no longer in the bank. Try `/lookup`.');
}

/** What the open questions of the workspace teach; it waits for the reveal. */
export async function heldBack(visit: Visit): Promise<ReadonlySet<string>> {
  const live = await visit.ports.store.read.liveRounds(visit.workspace.id);
  return new Set(live.flatMap((round) => round.snapshot?.question.concepts ?? []));
}

async function showConcept(visit: Visit, concept: Concept): Promise<Reply> {
  if ((await heldBack(visit)).has(concept.id)) {
    return tell(
      `**${concept.title}** is what the open question is about, so its note waits for the reveal. Good luck!`,
    );
  }
  const { bank } = visit.ports;
  const blocks: Block[] = [
    { kind: 'heading', text: concept.title },
    ...paragraphs(concept.summary),
    paragraph(bold('In an interview: '), ...rich(concept.interview)),
    paragraph(bold('The trap: '), ...rich(concept.trap.trim().replace(/\n/g, ' '))),
  ];
  if (concept.example) {
    blocks.push({ kind: 'code', language: bank.about.language ?? '', text: concept.example.code.trimEnd() });
    if (concept.example.prints)
      blocks.push(note(text('prints')), { kind: 'code', language: '', text: concept.example.prints.trimEnd() });
  }
  blocks.push(...questionBlocks(bank, concept));
  const topic = titleOf(bank, concept.topic);
  const sources = concept.sources.slice(0, 3).flatMap((url): Inline[] => [text(' · '), citation(url)]);
  blocks.push(note(text(`${topic}${concept.versions ? ` · ${concept.versions}` : ''}`), ...sources));
  const related = concept.related.flatMap((id) => bank.concepts.get(id) ?? []).slice(0, SUGGESTIONS - 1);
  return say({ tone: 'neutral', summary: `Concept: ${concept.title}`, blocks, buttons: related.map(conceptButton) });
}

/** What is asked about the concept, the easiest first: what to be able to answer once the note is understood. */
function questionBlocks(bank: Bank, concept: Concept): Block[] {
  const questions = [...bank.questions.values()]
    // What a snippet prints cannot be asked without the snippet.
    .filter(({ kind, concepts }) => kind !== 'predict' && concepts.includes(concept.id))
    .toSorted((a, b) => a.difficulty - b.difficulty);
  if (questions.length === 0) return [];
  const more = questions.length > QUESTIONS ? ` (${QUESTIONS} of ${questions.length})` : '';
  const items = questions
    .slice(0, QUESTIONS)
    .map(({ prompt, difficulty }) => [...rich(shortened(prompt)), text(` (${difficultyWord(difficulty)})`)]);
  return [paragraph(bold('What interviewers ask about it'), text(more)), { kind: 'list', items }];
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
function conceptButton(concept: Concept): Button {
  const label = concept.title.replace(/[`*]/g, '');
  return {
    action: { verb: 'lookup', args: [concept.id] },
    label: label.length > 34 ? `${label.slice(0, 33)}…` : label,
    style: 'secondary',
    opens: 'message',
  };
}
