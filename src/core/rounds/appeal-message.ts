/** What a member sees of an appeal: the button, the form, and what became of it. */
import type { Question } from '../bank/question.ts';
import type { Answer } from '../grading/grade.ts';
import { type Block, type Button, bold, type Field, type Form, type FormValues, paragraph, text } from '../message.ts';
import type { Submission } from '../ports.ts';
import type { Appeal } from './appeal.ts';
import { FULL_POINTS, pointsOf } from './points.ts';
import { promptBlocks } from './question-message.ts';

/** Longest reason of a member or a lead, in characters. */
export const MAX_REASON = 500;

type Graded = Pick<Submission, 'id' | 'roundId' | 'attempt' | 'grade'>;

/** An appeal can be made once, and where points are missing. */
export function canAppeal({ id, grade }: Pick<Graded, 'id' | 'grade'>, appeals: readonly Appeal[]): boolean {
  return pointsOf(grade) < FULL_POINTS && !appeals.some((appeal) => appeal.submissionId === id);
}

export const appealButton = ({ roundId, attempt }: Pick<Graded, 'roundId' | 'attempt'>): Button => ({
  action: { verb: 'appeal', args: [roundId, String(attempt)] },
  label: 'Appeal',
  style: 'secondary',
  opens: 'form',
});

/** A paragraph for each appeal of the member in the round; that of another attempt is told here too, or they would never see it. */
export function appealBlocks(shown: Pick<Graded, 'id' | 'grade'>, appeals: readonly Appeal[]): Block[] {
  return appeals.map((appeal) => {
    const own = appeal.submissionId === shown.id;
    const line = `You appealed${own ? '' : ' another attempt'}${outcome(appeal)}`;
    const { graded } = shown.grade;
    const before = own && graded !== undefined ? ` The grader had given ${pointsOf({ score: graded })}.` : '';
    return paragraph(text(`${line}${before}${leadsReason(appeal)}`));
  });
}

function outcome({ decision }: Appeal): string {
  if (!decision) return '; a lead has not decided yet.';
  switch (decision.ruling) {
    case 'accepted':
      return ', and a lead gave full marks.';
    case 'adjusted':
      return `, and a lead set it to ${pointsOf({ score: decision.score, graded: 0 })} points.`;
    case 'declined':
      return ', and a lead decided that the grade stands.';
    default:
      return decision.ruling satisfies never;
  }
}

const leadsReason = ({ decision }: Appeal) => (decision?.reason ? ` The lead's reason: “${decision.reason}”` : '');

export function appealForm(question: Question, submission: Submission): Form {
  return {
    action: { verb: 'appeal', args: [submission.roundId, String(submission.attempt)] },
    title: 'Appeal the grade',
    intro: [...promptBlocks(question), ...answerBlocks('Your answer', submission.answer)],
    fields: [reasonField('What did the grader miss?', 'A lead reads this beside your answer and its grade.', true)],
    submitLabel: 'Send to the leads',
  };
}

export const reasonField = (label: string, hint: string, required: boolean): Field => ({
  kind: 'text',
  name: 'reason',
  label,
  hint,
  long: true,
  required,
  maxLength: MAX_REASON,
});

/** What a member answered, under a title of its own. */
export function answerBlocks(title: string, answer: Answer): Block[] {
  const blocks: Block[] = [paragraph(bold(title))];
  if (answer.choices) blocks.push(paragraph(text(answer.choices.join(', '))));
  if (answer.output !== undefined) blocks.push({ kind: 'code', language: '', text: answer.output });
  if (answer.text.trim() !== '') blocks.push({ kind: 'quote', text: answer.text });
  return blocks;
}

export type ReadReason =
  | { readonly ok: true; readonly reason: string }
  | { readonly ok: false; readonly errors: { readonly reason: string } };

/** Reads the form's reason; `missing` is the sentence for an empty one where it is required. */
export function readReason(values: FormValues, missing?: string): ReadReason {
  const reason = fieldText(values, 'reason');
  if (missing !== undefined && !/[\p{L}\p{N}]/u.test(reason)) return { ok: false, errors: { reason: missing } };
  const length = [...reason].length;
  if (length <= MAX_REASON) return { ok: true, reason };
  return { ok: false, errors: { reason: `That is ${length} characters; please shorten it to ${MAX_REASON}.` } };
}

export function fieldText(values: FormValues, name: string): string {
  const value = values[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}
