/** The question as everyone sees it, open and closed. Pure: a round in, a Message out. */
import { difficultyWord } from '../bank/difficulty.ts';
import type { Question } from '../bank/question.ts';
import type { Texts } from '../language/texts.ts';
import { type Block, type Button, bold, type Inline, type Message, note, paragraph, rich, text } from '../message.ts';
import type { Round } from '../ports.ts';
import { FULL_POINTS } from './points.ts';

export interface QuestionView {
  readonly round: Round;
  readonly question: Question;
  readonly topicTitle: string;
  readonly attempts: number;
  readonly zone: string;
  /** Members who have answered so far. */
  readonly answered: number;
}

export function questionMessage(t: Texts, view: QuestionView): Message {
  const { round, attempts } = view;
  const closes: Inline = { kind: 'time', at: round.closesAt, style: 'datetime', zone: view.zone };
  return {
    tone: 'question',
    summary: t.plain('question.summary', { topic: view.topicTitle }),
    blocks: [
      ...questionBlocks(t, view),
      note(...t.rich('question.terms', { attempts, full: FULL_POINTS, closes })),
      ...answeredBlocks(t, view.answered),
    ],
    buttons: [answerButton(t, round.id), ...hintButton(t, view), boardButton(t)],
  };
}

/** The same message after the round: no more answers; the reveal stands below it. */
export function closedQuestionMessage(t: Texts, view: QuestionView): Message {
  return {
    tone: 'neutral',
    summary: t.plain('question.closed-summary', { topic: view.topicTitle }),
    blocks: [...questionBlocks(t, view), note(...t.rich('question.closed')), ...answeredBlocks(t, view.answered)],
    buttons: [myGradeButton(t, view.round.id)],
  };
}

/** The same message when the round ended before anyone could be sure that it was posted. */
export function skippedQuestionMessage(t: Texts, view: QuestionView): Message {
  return {
    tone: 'neutral',
    summary: t.plain('question.skipped-summary', { topic: view.topicTitle }),
    blocks: [...questionBlocks(t, view), note(...t.rich('question.skipped'))],
    buttons: [],
  };
}

/** Nothing for nobody: a nought would only discourage. */
function answeredBlocks(t: Texts, members: number): Block[] {
  return members === 0 ? [] : [note(...t.rich('question.answered', { members }))];
}

export const answerButton = (t: Texts, roundId: string): Button => ({
  action: { verb: 'answer', args: [roundId] },
  label: t.plain('question.answer-button'),
  style: 'primary',
  opens: 'form',
});

export const myGradeButton = (t: Texts, roundId: string): Button => ({
  action: { verb: 'grade', args: [roundId] },
  label: t.plain('grade.my-grade-button'),
  style: 'secondary',
  opens: 'message',
});

export const boardButton = (t: Texts): Button => ({
  action: { verb: 'board', args: ['season'] },
  label: t.plain('board.leaderboard-button'),
  style: 'secondary',
  opens: 'message',
});

function hintButton(t: Texts, view: QuestionView): Button[] {
  if (!view.question.hint) return [];
  const label = t.plain('question.hint-button');
  return [{ action: { verb: 'hint', args: [view.round.id] }, label, style: 'secondary', opens: 'message' }];
}

function questionBlocks(t: Texts, view: QuestionView): Block[] {
  return [
    { kind: 'heading', text: t.plain('question.heading', { topic: view.topicTitle }) },
    note(text(questionFacts(t, view.question))),
    ...promptBlocks(view.question),
  ];
}

/** What kind of question it is, how hard, and for which versions: `Choose one · medium · CPython 3.13 and later`. */
export function questionFacts(t: Texts, question: Question): string {
  const facts = [kindInWords(t, question), difficultyWord(t, question.difficulty), versions(t, question)];
  return facts.filter(Boolean).join(' · ');
}

/** Prompt, code and options; also the top of the answer form. */
export function promptBlocks(
  question: Pick<Question, 'prompt' | 'code' | 'about'> & { readonly choices?: Question['choices'] | undefined },
): Block[] {
  const blocks: Block[] = question.prompt
    .trim()
    .split(/\n\s*\n/)
    .map((part) => paragraph(...rich(part.replace(/\n/g, ' '))));
  if (question.code)
    blocks.push({ kind: 'code', language: question.about?.language ?? '', text: question.code.trimEnd() });
  if (question.choices) {
    blocks.push({
      kind: 'list',
      items: question.choices.map((choice) => [bold(`${choice.id}) `), ...rich(choice.text)]),
    });
  }
  return blocks;
}

function kindInWords(t: Texts, question: Question): string {
  switch (question.kind) {
    case 'explain':
      return t.plain('question.kind-explain');
    case 'predict':
      return t.plain('question.kind-predict');
    case 'choice':
      return t.plain((question.correct?.length ?? 1) > 1 ? 'question.kind-choose-all' : 'question.kind-choose-one');
    default:
      return question.kind satisfies never;
  }
}

function versions(t: Texts, question: Question): string {
  const { since, until } = question;
  const runtime = runtimeOf(t, question);
  if (since && until) return t.plain('question.versions-between', { runtime, since, until });
  if (since) return t.plain('question.versions-from', { runtime, since });
  if (until) return t.plain('question.versions-until', { runtime, until });
  return '';
}

/** What the question's versions are versions of. */
export const runtimeOf = (t: Texts, question: Question): string =>
  question.about?.runtime ?? t.plain('question.runtime');
