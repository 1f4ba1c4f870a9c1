/** `/quiz practice` and `/quiz review`: questions for one member alone. They earn no points, and come back when they are due. */
import type { Bank, Question } from '../bank/question.ts';
import { remembered } from '../bank/remembered.ts';
import { topicNamed, topicsOf } from '../bank/topics.ts';
import { compileQuestion, grade } from '../grading/index.ts';
import { phrase } from '../language/texts.ts';
import { type Action, type Button, type FormValues, type Reply, rich } from '../message.ts';
import { NONE } from '../nearest.ts';
import { notePractice } from '../practice/memory.ts';
import {
  nextButton,
  practiceAction,
  practiceMessage,
  practiseButton,
  reviewMessage,
  startButton,
  WITHIN,
} from '../practice/practice-message.ts';
import { heldIn, practiceQueue, type Queue } from '../practice/queue.ts';
import { answerForm, readAnswer } from '../rounds/answer-form.ts';
import { gradeMessage } from '../rounds/grade-message.ts';
import { promptBlocks } from '../rounds/question-message.ts';
import { answerBlocks } from '../rounds/reveal-message.ts';
import type { Options } from './declaration.ts';
import { playedIn, say, tell, type Visit, zoneOf } from './visit.ts';

const compiledBy = remembered((bank: Bank) =>
  remembered((question: Question) => compileQuestion(question, bank.lexicon)),
);

export const PRACTICE_PRESSES = {
  practice: { admin: false, run: (visit: Visit, action: Action) => begin(visit, action.args[0]) },
  'practice-next': { admin: false, run: next },
  'practice-hint': { admin: false, run: hint },
  'practice-key': { admin: false, run: key },
  practise: { admin: false, run: openForm },
} as const;

export const PRACTICE_SUBMITS = {
  practise: { admin: false, run: submitPractice },
} as const;

/** A question of the topic, or of any, that the member should look at now. */
export async function practice(visit: Visit, options: Options): Promise<Reply> {
  if (options.topic === undefined) return await begin(visit, undefined);
  const typed = String(options.topic);
  const named = topicNamed(visit.ports.bank, typed);
  if (named.id !== undefined) return await begin(visit, named.id);
  return tell(visit, phrase('topics.unknown', { typed: typed.slice(0, 60), near: named.near ?? NONE }));
}

/** What is due, and when the next ones are. */
export async function review(visit: Visit): Promise<Reply> {
  const queue = await queueOf(visit, undefined);
  return say(reviewMessage(visit.t, visit.ports.bank, queue, await zoneOf(visit)));
}

async function begin(visit: Visit, topic: string | undefined): Promise<Reply> {
  const { bank } = visit.ports;
  if (topic !== undefined && !topicsOf(bank).includes(topic)) return tell(visit, 'topics.gone');
  const queue = await queueOf(visit, topic);
  const [question] = inTurn(queue);
  return question ? ask(visit, queue, question, topic !== undefined) : await nothingLeft(visit, queue);
}

/** The question after the one that the button names, in the order of the queue; behind the last the first. */
async function next(visit: Visit, action: Action): Promise<Reply> {
  const [id, within] = action.args;
  const here = visit.ports.bank.questions.get(id ?? '');
  const topic = within === WITHIN ? here?.topic : undefined;
  const queue = await queueOf(visit, topic);
  const all = inTurn(queue);
  const question = all[(all.findIndex((one) => one.id === id) + 1) % all.length];
  if (!question) return await nothingLeft(visit, queue);
  if (question.id !== id) return ask(visit, queue, question, topic !== undefined);
  const again = practiseButton(visit.t, question.id, topic !== undefined, 'question.answer-button');
  return tell(visit, 'practice.no-other', { buttons: [again] });
}

const inTurn = ({ due, fresh }: Queue): readonly Question[] => [...due, ...fresh];

const queueOf = (visit: Visit, topic: string | undefined): Promise<Queue> =>
  practiceQueue(visit.ports.store.read, visit.ports.bank, {
    workspaceIds: playedIn(visit),
    memberId: visit.member.id,
    now: visit.ports.clock.now(),
    topic,
  });

function ask(visit: Visit, queue: Queue, question: Question, within: boolean): Reply {
  const why = queue.due.includes(question) ? 'due' : 'fresh';
  return say(practiceMessage(visit.t, { bank: visit.ports.bank, question, why, within }));
}

async function nothingLeft(visit: Visit, queue: Queue): Promise<Reply> {
  const known = new Set(queue.later.map(({ question }) => question));
  if (queue.held.some((question) => !known.has(question))) return tell(visit, 'practice.all-wait');
  const [soonest] = queue.later;
  if (soonest) {
    const at = { kind: 'time', at: soonest.due, style: 'datetime', zone: await zoneOf(visit) } as const;
    return tell(visit, phrase('practice.none-due', { at }));
  }
  return tell(visit, 'practice.empty');
}

/** The question that an action names, or why it cannot be practised now. */
async function practised(visit: Visit, action: Action): Promise<{ question: Question } | { refused: Reply }> {
  const question = visit.ports.bank.questions.get(action.args[0] ?? '');
  if (!question) return { refused: tell(visit, 'practice.gone', { buttons: [startButton(visit.t)] }) };
  const isHeld = await heldIn(visit.ports.store.read, playedIn(visit));
  return isHeld(question) ? { refused: tell(visit, 'practice.waits') } : { question };
}

async function openForm(visit: Visit, action: Action): Promise<Reply> {
  const found = await practised(visit, action);
  if ('refused' in found) return found.refused;
  const { question } = found;
  const submits = practiceAction('practise', question.id, action.args[1] === WITHIN);
  return { kind: 'form', form: answerForm(visit.t, submits, question) };
}

async function hint(visit: Visit, action: Action): Promise<Reply> {
  const found = await practised(visit, action);
  if ('refused' in found) return found.refused;
  const { id, hint: said } = found.question;
  // The reply may take the place of the question, with its buttons.
  const buttons = [practiseButton(visit.t, id, action.args[1] === WITHIN, 'question.answer-button')];
  return tell(visit, said ? phrase('question.hint', { hint: rich(said) }) : 'question.no-hint', { buttons });
}

async function key(visit: Visit, action: Action): Promise<Reply> {
  const found = await practised(visit, action);
  if ('refused' in found) return found.refused;
  const { t } = visit;
  const { question } = found;
  const title = t.plain('reveal.answer');
  return say({
    tone: 'neutral',
    summary: title,
    blocks: [
      { kind: 'heading', text: title },
      ...promptBlocks(question),
      { kind: 'divider' },
      ...answerBlocks(t, question),
    ],
    buttons: [nextButton(t, question.id, action.args[1] === WITHIN)],
  });
}

async function submitPractice(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const found = await practised(visit, action);
  if ('refused' in found) return found.refused;
  const { t } = visit;
  const { question } = found;
  const within = action.args[1] === WITHIN;
  const read = readAnswer(t, question, values);
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const graded = grade(compiledBy(visit.ports.bank)(question), read.answer);
  const { due } = await kept(visit, question, graded.score);
  const answer: Button = {
    action: practiceAction('practice-key', question.id, within),
    label: t.plain('reveal.read-button'),
    style: 'primary',
    opens: 'message',
  };
  return say(
    gradeMessage(t, {
      question,
      submission: { id: PRACTICE, roundId: PRACTICE, attempt: 1, grade: graded },
      appeals: [],
      practice: true,
      revealed: true,
      closing: phrase('practice.comes-back', {
        at: { kind: 'time', at: due, style: 'date', zone: await zoneOf(visit) },
      }),
      buttons: [
        answer,
        nextButton(t, question.id, within),
        practiseButton(t, question.id, within, 'practice.again-button'),
      ],
    }),
  );
}

/** A practice answer is not kept, so its grade stands in no round. */
const PRACTICE = 'practice';

async function kept(visit: Visit, { id: questionId, topic }: Question, score: number) {
  const { store, clock } = visit.ports;
  return await store.write(async (tx) => {
    await tx.saveWorkspace(visit.here);
    await tx.saveMember(visit.account);
    // The account may have been joined to another since the visit began.
    const memberId = (await tx.playsAs(visit.member.id)) ?? visit.member.id;
    return await notePractice(tx, { memberId, questionId, topic, score, at: clock.now() });
  });
}
