/** A question as members will meet it, for its author: every message it can bring, without anything being posted. */
import type { Bank, Question } from '../bank/question.ts';
import { titleOf } from '../bank/topics.ts';
import { compileQuestion, grade } from '../grading/index.ts';
import type { Texts } from '../language/texts.ts';
import type { Message } from '../message.ts';
import type { Round, Submission } from '../ports.ts';
import { gradeMessage } from './grade-message.ts';
import { closedQuestionMessage, type QuestionView, questionMessage } from './question-message.ts';
import { revealMessage } from './reveal-message.ts';

export interface Preview {
  readonly label: string;
  /** The sample answer that a grade is of. */
  readonly answer?: string;
  readonly message: Message;
}

/** A round that was never asked: what previews are of. */
const ROUND_ID = 'preview';

/** The question, the grade of each sample answer before the reveal, and the reveal when all of them were given. */
export function previewsOf(t: Texts, bank: Bank, question: Question, now: Date): Preview[] {
  const view = viewOf(bank, question, now);
  const submissions = sampleSubmissions(bank, question, now);
  const best = submissions.map((submission, index) => ({
    memberId: submission.memberId,
    name: t.plain('preview.member', { number: index + 1 }),
    submission,
  }));
  const answers = { submissions: best.length, members: best.length, best };
  return [
    { label: t.plain('preview.question'), message: questionMessage(t, view) },
    ...submissions.map((submission, index) => ({
      label: t.plain('preview.grade', { number: index + 1 }),
      answer: wordsOf(submission),
      message: gradeMessage(t, { question, submission, appeals: [], revealed: false, buttons: [] }),
    })),
    { label: t.plain('preview.closed'), message: closedQuestionMessage(t, { ...view, answered: best.length }) },
    {
      label: t.plain('preview.reveal'),
      message: revealMessage(t, { ...view, answers, streaks: [], next: view.round.closesAt }),
    },
  ];
}

function viewOf(bank: Bank, question: Question, now: Date): QuestionView {
  const closesAt = new Date(now.getTime() + 24 * 3_600_000);
  const round: Round = {
    id: ROUND_ID,
    scheduleId: ROUND_ID,
    workspaceId: ROUND_ID,
    channelId: ROUND_ID,
    slot: now,
    scheduled: true,
    sequence: 1,
    week: '',
    season: '',
    state: 'open',
    skipReason: undefined,
    snapshot: { question, bankVersion: bank.version },
    openedAt: now,
    closesAt,
    closedAt: undefined,
    message: undefined,
  };
  return { round, question, topicTitle: titleOf(bank, question.topic), attempts: 1, zone: 'UTC', answered: 0 };
}

function sampleSubmissions(bank: Bank, question: Question, now: Date): Submission[] {
  const compiled = compileQuestion(question, bank.lexicon);
  return question.examples.map(({ answer: text, output, choices }, index) => {
    const answer = { text, output, choices };
    const id = `${ROUND_ID}-${index + 1}`;
    return {
      id,
      roundId: ROUND_ID,
      memberId: id,
      attempt: 1,
      requestId: id,
      answer,
      grade: grade(compiled, answer),
      at: now,
    };
  });
}

const wordsOf = ({ answer }: Submission) =>
  [answer.choices?.join(', '), answer.output, answer.text].filter(Boolean).join('\n');
