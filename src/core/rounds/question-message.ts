/** The question as everyone sees it, open and closed. Pure: a round in, a Message out. */
import { difficultyWord } from '../bank/difficulty.ts';
import type { Question } from '../bank/question.ts';
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

export function questionMessage(view: QuestionView): Message {
  const { round } = view;
  const closes: Inline = { kind: 'time', at: round.closesAt, style: 'datetime', zone: view.zone };
  const attempts = view.attempts === 1 ? 'One graded attempt' : `${view.attempts} graded attempts, the best counts`;
  return {
    tone: 'question',
    summary: `Question of the day: ${view.topicTitle}`,
    blocks: [
      ...questionBlocks(view),
      note(text(`${attempts} · up to ${FULL_POINTS} points · answers stay private · closes `), closes),
      ...answeredBlocks(view.answered),
    ],
    buttons: [
      { action: { verb: 'answer', args: [round.id] }, label: 'Answer', style: 'primary', opens: 'form' },
      ...hintButton(view),
      { action: { verb: 'board', args: ['season'] }, label: 'Leaderboard', style: 'secondary', opens: 'message' },
    ],
  };
}

/** The same message after the round: no more answers; the reveal stands below it. */
export function closedQuestionMessage(view: QuestionView): Message {
  return {
    tone: 'neutral',
    summary: `Closed question: ${view.topicTitle}`,
    blocks: [
      ...questionBlocks(view),
      note(text('Closed. The answer is in the reveal.')),
      ...answeredBlocks(view.answered),
    ],
    buttons: [myGradeButton(view.round.id)],
  };
}

/** The same message when the round ended before anyone could be sure that it was posted. */
export function skippedQuestionMessage(view: QuestionView): Message {
  return {
    tone: 'neutral',
    summary: `Skipped question: ${view.topicTitle}`,
    blocks: [...questionBlocks(view), note(text('Skipped: it was posted too late. Streaks are safe.'))],
    buttons: [],
  };
}

/** Nothing for nobody: a nought would only discourage. */
function answeredBlocks(answered: number): Block[] {
  if (answered === 0) return [];
  return [note(text(answered === 1 ? '1 member has answered' : `${answered} members have answered`))];
}

export function myGradeButton(roundId: string): Button {
  return { action: { verb: 'grade', args: [roundId] }, label: 'My grade', style: 'secondary', opens: 'message' };
}

function hintButton(view: QuestionView): Button[] {
  if (!view.question.hint) return [];
  return [{ action: { verb: 'hint', args: [view.round.id] }, label: 'Hint', style: 'secondary', opens: 'message' }];
}

function questionBlocks(view: QuestionView): Block[] {
  const level = difficultyWord(view.question.difficulty);
  return [
    { kind: 'heading', text: `Question of the day · ${view.topicTitle}` },
    note(text(`${kindInWords(view.question)} · ${level}${versions(view.question)}`)),
    ...promptBlocks(view.question),
  ];
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

function kindInWords(question: Question): string {
  switch (question.kind) {
    case 'explain':
      return 'Explain in your own words';
    case 'predict':
      return 'What does it print, and why?';
    case 'choice':
      return (question.correct?.length ?? 1) > 1 ? 'Choose all that are right' : 'Choose one';
    default:
      return question.kind satisfies never;
  }
}

function versions(question: Question): string {
  const runtime = question.about?.runtime ?? 'version';
  if (question.since && question.until) return ` · ${runtime} ${question.since} to ${question.until}`;
  if (question.since) return ` · ${runtime} ${question.since} and later`;
  if (question.until) return ` · ${runtime} up to ${question.until}`;
  return '';
}
