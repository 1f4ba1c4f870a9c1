/** `/quiz topics`: what there is to know, in which order, and how far the member is. */
import { difficultyWord } from '../bank/difficulty.ts';
import type { Bank, Question, Topic } from '../bank/question.ts';
import { titleOf, topicsOf } from '../bank/topics.ts';
import {
  type Action,
  type Block,
  type Button,
  bold,
  type Inline,
  note,
  paragraph,
  type Reply,
  rich,
  text,
} from '../message.ts';
import { nearest } from '../nearest.ts';
import { heldBack } from './lookup.ts';
import { type Progress, progressByTopic } from './progress.ts';
import { say, tell, tellLiteral, type Visit } from './visit.ts';

/** Buttons a message may have. */
const BUTTONS = 5;

/** All topics, or the page of the one that is wanted, by id or title in any case. */
export async function topics(visit: Visit, wanted: string | undefined): Promise<Reply> {
  if (wanted === undefined) return await allTopics(visit);
  const { bank } = visit.ports;
  const known = topicsOf(bank);
  const typed = wanted.trim().toLowerCase();
  const id = known.find(
    (topic) => topic === typed.replace(/\s+/g, '-') || titleOf(bank, topic).toLowerCase() === typed,
  );
  if (id) return await oneTopic(visit, id);
  const near = nearest(typed.replace(/\s+/g, '-'), known);
  return tellLiteral(
    `There is no topic “${wanted.slice(0, 60)}”.${near ? ` Did you mean ${near}?` : ''} /quiz topics lists them all.`,
  );
}

/** The page of the topic that the button names; without one, all topics. */
export async function pressTopic(visit: Visit, action: Action): Promise<Reply> {
  const [id] = action.args;
  if (id === undefined) return await allTopics(visit);
  return topicsOf(visit.ports.bank).includes(id)
    ? await oneTopic(visit, id)
    : tell('That topic is no longer in the bank. Try `/quiz topics`.');
}

async function allTopics(visit: Visit): Promise<Reply> {
  const { bank } = visit.ports;
  const progress = await progressByTopic(visit);
  const ids = topicsOf(bank);
  const next = ids.filter((topic) => !progress.has(topic)).slice(0, BUTTONS);
  return say({
    tone: 'neutral',
    summary: 'The topics, in the order to learn them',
    blocks: [
      { kind: 'heading', text: bank.about.name },
      {
        kind: 'list',
        items: ids.map((topic): Inline[] => [
          bold(titleOf(bank, topic)),
          text(` · ${countOf(questionsIn(bank, topic))}${resultOf(progress.get(topic))}`),
        ]),
      },
      note(...rich(`In the order to learn them. \`/quiz topics ${ids[0] ?? ''}\` shows what to know of one.`)),
    ],
    buttons: (next.length > 0 ? next : ids.slice(0, BUTTONS)).map((topic) => topicButton(bank, topic)),
  });
}

async function oneTopic(visit: Visit, id: string): Promise<Reply> {
  const { bank } = visit.ports;
  const page = bank.topics.get(id);
  const questions = questionsIn(bank, id);
  const progress = (await progressByTopic(visit)).get(id);
  const held = await heldBack(visit);
  const first = page?.know.flatMap(({ concepts }) => concepts) ?? conceptsIn(bank, id);
  const concepts = [...new Set(first)].filter((one) => !held.has(one)).flatMap((one) => bank.concepts.get(one) ?? []);
  return say({
    tone: 'neutral',
    summary: `Topic: ${titleOf(bank, id)}`,
    blocks: [
      { kind: 'heading', text: titleOf(bank, id) },
      ...(page ? pageBlocks(bank, page, held) : []),
      note(text(`${difficulties(questions)}${resultOf(progress)}`)),
    ],
    buttons: [
      ...concepts.slice(0, BUTTONS - 1).map(
        ({ id: concept, title }): Button => ({
          action: { verb: 'lookup', args: [concept] },
          label: labelOf(title),
          style: 'secondary',
          opens: 'message',
        }),
      ),
      { action: { verb: 'topic', args: [] }, label: 'All topics', style: 'secondary', opens: 'message' },
    ],
  });
}

/** A point that tells what an open question asks waits for the reveal, as the notes do. */
function pageBlocks(bank: Bank, page: Topic, held: ReadonlySet<string>): Block[] {
  const points = page.know.filter(({ concepts }) => !concepts.some((concept) => held.has(concept)));
  const waiting = page.know.length - points.length;
  const wait = waiting === 1 ? 'One point waits' : `${waiting} points wait`;
  const after = page.after.map((topic) => titleOf(bank, topic)).join(', ');
  return [
    paragraph(...rich(page.summary.trim().replace(/\n/g, ' '))),
    ...(after === '' ? [] : [paragraph(bold('Know first: '), text(after))]),
    paragraph(bold('What to know, in this order')),
    {
      kind: 'list',
      items: points.map(({ point, concepts }) => [
        ...rich(point),
        text(' → '),
        ...concepts.flatMap((id, index): Inline[] => {
          const title = bank.concepts.get(id)?.title ?? id;
          return [text(index === 0 ? '' : ', '), ...rich(title)];
        }),
      ]),
    },
    ...(waiting === 0 ? [] : [note(text(`${wait} for the reveal of the open question.`))]),
    note(...rich('Each of them has a note: `/lookup` and its name.')),
  ];
}

const questionsIn = (bank: Bank, topic: string) => [...bank.questions.values()].filter((one) => one.topic === topic);
const conceptsIn = (bank: Bank, topic: string) =>
  [...bank.concepts.values()].filter((one) => one.topic === topic).map(({ id }) => id);

/** "7 questions: 2 easy, 4 medium, 1 hard". */
function difficulties(questions: readonly Question[]): string {
  const levels = Map.groupBy(questions, ({ difficulty }) => difficulty);
  const parts = [...levels]
    .toSorted(([a], [b]) => a - b)
    .map(([level, those]) => `${those.length} ${difficultyWord(level)}`);
  return `${countOf(questions)}: ${parts.join(', ')}`;
}

const countOf = ({ length }: readonly Question[]) => `${length} ${length === 1 ? 'question' : 'questions'}`;

const resultOf = (progress: Progress | undefined) =>
  progress ? ` · you: ${Math.round(progress.mean * 100)} % over ${progress.rounds}` : '';

function topicButton(bank: Bank, topic: string): Button {
  return {
    action: { verb: 'topic', args: [topic] },
    label: labelOf(titleOf(bank, topic)),
    style: 'secondary',
    opens: 'message',
  };
}

function labelOf(title: string): string {
  const plain = title.replace(/[`*]/g, '');
  return plain.length > 34 ? `${plain.slice(0, 33)}…` : plain;
}
