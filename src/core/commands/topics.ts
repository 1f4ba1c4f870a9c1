/** `/quiz topics`: what there is to know, in which order, and how far the member is. */
import { difficultyWord } from '../bank/difficulty.ts';
import type { Bank, Question, Topic } from '../bank/question.ts';
import { titleOf, topicNamed, topicsOf } from '../bank/topics.ts';
import { phrase, type Texts } from '../language/texts.ts';
import { type Action, type Block, type Button, type Inline, note, paragraph, type Reply, rich } from '../message.ts';
import { NONE } from '../nearest.ts';
import { heldBack } from './lookup.ts';
import { type Progress, progressByTopic } from './progress.ts';
import { say, tell, type Visit } from './visit.ts';

/** Buttons a message may have. */
const BUTTONS = 5;

/** All topics, or the page of the one that is wanted, by id or title in any case. */
export async function topics(visit: Visit, wanted: string | undefined): Promise<Reply> {
  if (wanted === undefined) return await allTopics(visit);
  const named = topicNamed(visit.ports.bank, wanted);
  if (named.id !== undefined) return await oneTopic(visit, named.id);
  return tell(visit, phrase('topics.unknown', { typed: wanted.slice(0, 60), near: named.near ?? NONE }));
}

/** The page of the topic that the button names; without one, all topics. */
export async function pressTopic(visit: Visit, action: Action): Promise<Reply> {
  const [id] = action.args;
  if (id === undefined) return await allTopics(visit);
  return topicsOf(visit.ports.bank).includes(id) ? await oneTopic(visit, id) : tell(visit, 'topics.gone');
}

async function allTopics(visit: Visit): Promise<Reply> {
  const { bank } = visit.ports;
  const { t } = visit;
  const progress = await progressByTopic(visit);
  const ids = topicsOf(bank);
  const next = ids.filter((topic) => !progress.has(topic)).slice(0, BUTTONS);
  const line = (topic: string) => {
    const begun = progress.get(topic);
    const values = { title: titleOf(bank, topic), questions: questionsIn(bank, topic).length };
    return begun ? t.rich('topics.line-begun', { ...values, ...resultOf(t, begun) }) : t.rich('topics.line', values);
  };
  return say({
    tone: 'neutral',
    summary: t.plain('topics.summary'),
    blocks: [
      { kind: 'heading', text: bank.about.name },
      { kind: 'list', items: ids.map(line) },
      note(...t.rich('topics.order', { example: ids[0] ?? '' })),
    ],
    buttons: (next.length > 0 ? next : ids.slice(0, BUTTONS)).map((topic) => topicButton(bank, topic)),
  });
}

async function oneTopic(visit: Visit, id: string): Promise<Reply> {
  const { bank } = visit.ports;
  const { t } = visit;
  const page = bank.topics.get(id);
  const questions = questionsIn(bank, id);
  const progress = (await progressByTopic(visit)).get(id);
  const held = await heldBack(visit);
  const first = page?.know.flatMap(({ concepts }) => concepts) ?? conceptsIn(bank, id);
  const concepts = [...new Set(first)].filter((one) => !held.has(one)).flatMap((one) => bank.concepts.get(one) ?? []);
  return say({
    tone: 'neutral',
    summary: t.plain('topics.page-summary', { title: titleOf(bank, id) }),
    blocks: [
      { kind: 'heading', text: titleOf(bank, id) },
      ...(page ? pageBlocks(t, bank, page, held) : []),
      note(...counts(t, questions, progress)),
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
      {
        action: { verb: 'topic', args: [] },
        label: t.plain('topics.all-button'),
        style: 'secondary',
        opens: 'message',
      },
    ],
  });
}

/** A point that tells what an open question asks waits for the reveal, as the notes do. */
function pageBlocks(t: Texts, bank: Bank, page: Topic, held: ReadonlySet<string>): Block[] {
  const points = page.know.filter(({ concepts }) => !concepts.some((concept) => held.has(concept)));
  const waiting = page.know.length - points.length;
  const after = page.after.map((topic) => titleOf(bank, topic)).join(', ');
  return [
    paragraph(...rich(page.summary.trim().replace(/\n/g, ' '))),
    ...(after === '' ? [] : [paragraph(...t.rich('topics.know-first', { topics: after }))]),
    paragraph(...t.rich('topics.what-to-know')),
    {
      kind: 'list',
      items: points.map(({ point, concepts }) => {
        const titles = concepts.map((id) => bank.concepts.get(id)?.title ?? id).join(', ');
        return t.rich('topics.point', { point: rich(point), concepts: rich(titles) });
      }),
    },
    ...(waiting === 0 ? [] : [note(...t.rich('topics.waiting', { points: waiting }))]),
    note(...t.rich('topics.notes')),
  ];
}

const questionsIn = (bank: Bank, topic: string) => [...bank.questions.values()].filter((one) => one.topic === topic);
const conceptsIn = (bank: Bank, topic: string) =>
  [...bank.concepts.values()].filter((one) => one.topic === topic).map(({ id }) => id);

/** “7 questions: 2 easy, 4 medium, 1 hard · you: 60% over 3”. */
function counts(t: Texts, questions: readonly Question[], progress: Progress | undefined): Inline[] {
  const byDifficulty = Map.groupBy(questions, ({ difficulty }) => difficulty);
  const levels = [...byDifficulty]
    .toSorted(([a], [b]) => a - b)
    .map(([level, those]) => t.plain('topics.level', { questions: those.length, difficulty: difficultyWord(t, level) }))
    .join(', ');
  const values = { questions: questions.length, levels };
  return progress
    ? t.rich('topics.counts-begun', { ...values, ...resultOf(t, progress) })
    : t.rich('topics.counts', values);
}

const resultOf = (t: Texts, { mean, rounds }: Progress) => ({ mean: t.percent(mean), rounds });

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
