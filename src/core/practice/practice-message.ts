/** A question to practise, and what comes back when, as messages. */
import type { Bank, Question } from '../bank/question.ts';
import { titleOf } from '../bank/topics.ts';
import { phrase, type Texts } from '../language/texts.ts';
import { type Action, type Block, type Button, type Inline, type Message, note, paragraph } from '../message.ts';
import { promptBlocks, questionFacts } from '../rounds/question-message.ts';
import type { Queue } from './queue.ts';

/** Questions that are not due yet and named one by one. */
const NAMED = 5;

/** What the buttons of practice carry: the question, and whether the next one stays in its topic. */
export const practiceAction = (verb: string, questionId: string, within: boolean): Action => ({
  verb,
  args: within ? [questionId, WITHIN] : [questionId],
});

/** The argument that keeps practice in the topic. */
export const WITHIN = 'topic';

export interface PracticeView {
  readonly bank: Bank;
  readonly question: Question;
  readonly why: 'due' | 'fresh' | 'again';
  /** Whether the next question is to be of the same topic. */
  readonly within: boolean;
  /** Said above the question. */
  readonly opening?: readonly Inline[];
  /** Instead of the button for the next question. */
  readonly button?: Button;
}

export function practiceMessage(t: Texts, view: PracticeView): Message {
  const { question, within } = view;
  const topic = titleOf(view.bank, question.topic);
  const blocks: Block[] = [
    { kind: 'heading', text: t.plain('practice.heading', { topic }) },
    ...(view.opening ? [paragraph(...view.opening)] : []),
    note(...t.rich(`practice.facts-${view.why}`, { facts: questionFacts(t, question) })),
    ...promptBlocks(question),
    note(...t.rich('practice.terms')),
  ];
  const hint: Button = {
    action: practiceAction('practice-hint', question.id, within),
    label: t.plain('question.hint-button'),
    style: 'secondary',
    opens: 'message',
  };
  return {
    tone: 'question',
    summary: t.plain('practice.summary', { topic }),
    blocks,
    buttons: [
      practiseButton(t, question.id, within, 'question.answer-button'),
      ...(question.hint ? [hint] : []),
      view.button ?? nextButton(t, question.id, within),
    ],
  };
}

export const practiseButton = (
  t: Texts,
  questionId: string,
  within: boolean,
  label: 'question.answer-button' | 'practice.again-button',
): Button => ({
  action: practiceAction('practise', questionId, within),
  label: t.plain(label),
  style: label === 'question.answer-button' ? 'primary' : 'secondary',
  opens: 'form',
});

export const nextButton = (t: Texts, questionId: string, within: boolean): Button => ({
  action: practiceAction('practice-next', questionId, within),
  label: t.plain('practice.next-button'),
  style: 'secondary',
  opens: 'message',
});

export const startButton = (t: Texts): Button => ({
  action: { verb: 'practice', args: [] },
  label: t.plain('practice.start-button'),
  style: 'primary',
  opens: 'message',
});

/** What is due by topic, and what comes next. */
export function reviewMessage(t: Texts, bank: Bank, queue: Queue, zone: string): Message {
  const { due, later } = queue;
  const none = due.length === 0 && later.length === 0;
  const said = none
    ? phrase(queue.heldDue > 0 ? 'practice.review-none-due' : 'practice.review-none-yet')
    : due.length > 0
      ? phrase('practice.review-due', { due: due.length })
      : phrase('practice.review-none-due');
  return {
    tone: 'neutral',
    summary: t.plain('practice.review-summary'),
    blocks: [
      { kind: 'heading', text: t.plain('practice.review-heading') },
      paragraph(...t.speak(said)),
      ...dueBlocks(t, bank, due),
      ...laterBlocks(t, bank, later, zone),
      ...(queue.heldDue === 0 ? [] : [note(...t.rich('practice.review-held', { held: queue.heldDue }))]),
      ...(none ? [] : [note(...t.rich('practice.review-terms'))]),
    ],
    buttons: due.length > 0 || queue.fresh.length > 0 ? [startButton(t)] : [],
  };
}

/** The topics with most due come first. */
function dueBlocks(t: Texts, bank: Bank, due: readonly Question[]): Block[] {
  if (due.length === 0) return [];
  const byTopic = [...Map.groupBy(due, ({ topic }) => topic)].toSorted(([, a], [, b]) => b.length - a.length);
  const items = byTopic.map(([topic, questions]) =>
    t.rich('practice.review-topic', { topic: titleOf(bank, topic), due: questions.length }),
  );
  return [{ kind: 'list', items }];
}

function laterBlocks(t: Texts, bank: Bank, later: Queue['later'], zone: string): Block[] {
  if (later.length === 0) return [];
  const items = later.slice(0, NAMED).map(({ question, due }) =>
    t.rich('practice.review-later', {
      topic: titleOf(bank, question.topic),
      at: { kind: 'time', at: due, style: 'datetime', zone },
    }),
  );
  const more = later.length - items.length;
  return [
    paragraph(...t.rich('practice.review-coming')),
    { kind: 'list', items },
    ...(more > 0 ? [note(...t.rich('practice.review-more', { more }))] : []),
  ];
}
