/** What a member sees of an appeal: the button, the form, and what became of it. */
import type { Question } from '../bank/question.ts';
import type { Answer } from '../grading/grade.ts';
import { sentences } from '../language/sentences.ts';
import type { TextKey, Texts } from '../language/texts.ts';
import { type Block, type Button, bold, type Field, type Form, type FormValues, paragraph, text } from '../message.ts';
import type { Submission } from '../ports.ts';
import type { Appeal, Ruling } from './appeal.ts';
import { FULL_POINTS, pointsOf } from './points.ts';
import { promptBlocks } from './question-message.ts';

/** Longest reason of a member or a lead, in characters. */
export const MAX_REASON = 500;

type Graded = Pick<Submission, 'id' | 'roundId' | 'attempt' | 'grade'>;

/** An appeal can be made once, and where points are missing. */
export function canAppeal({ id, grade }: Pick<Graded, 'id' | 'grade'>, appeals: readonly Appeal[]): boolean {
  return pointsOf(grade) < FULL_POINTS && !appeals.some((appeal) => appeal.submissionId === id);
}

export const appealButton = (t: Texts, { roundId, attempt }: Pick<Graded, 'roundId' | 'attempt'>): Button => ({
  action: { verb: 'appeal', args: [roundId, String(attempt)] },
  label: t.plain('appeal.appeal-button'),
  style: 'secondary',
  opens: 'form',
});

/** A paragraph for each appeal of the member in the round; that of another attempt is told here too, or they would never see it. */
export function appealBlocks(t: Texts, shown: Pick<Graded, 'id' | 'grade'>, appeals: readonly Appeal[]): Block[] {
  return appeals.map(({ submissionId, decision }) => {
    const own = submissionId === shown.id;
    const { graded } = shown.grade;
    const points = decision ? pointsOf({ score: decision.score, graded: 0 }) : 0;
    return paragraph(
      ...sentences(
        t.rich(OUTCOMES[decision?.ruling ?? 'open'][own ? 'own' : 'other'], { points }),
        own && graded !== undefined ? t.rich('appeal.graded-before', { points: pointsOf({ score: graded }) }) : [],
        decision?.reason ? t.rich('appeal.leads-reason', { reason: decision.reason }) : [],
      ),
    );
  });
}

/** What became of an appeal of the answer shown, or of another attempt. */
const OUTCOMES: Readonly<Record<Ruling | 'open', Readonly<Record<'own' | 'other', TextKey>>>> = {
  open: { own: 'appeal.own-open', other: 'appeal.other-open' },
  accepted: { own: 'appeal.own-accepted', other: 'appeal.other-accepted' },
  adjusted: { own: 'appeal.own-adjusted', other: 'appeal.other-adjusted' },
  declined: { own: 'appeal.own-declined', other: 'appeal.other-declined' },
};

export function appealForm(t: Texts, question: Question, submission: Submission): Form {
  return {
    action: { verb: 'appeal', args: [submission.roundId, String(submission.attempt)] },
    title: t.plain('appeal.form-title'),
    intro: [...promptBlocks(question), ...answerBlocks(t.plain('appeal.your-answer'), submission.answer)],
    fields: [reasonField(t.plain('appeal.reason-label'), t.plain('appeal.reason-hint'), true)],
    submitLabel: t.plain('appeal.form-submit'),
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
export function readReason(t: Texts, values: FormValues, missing?: TextKey): ReadReason {
  const reason = fieldText(values, 'reason');
  if (missing !== undefined && !/[\p{L}\p{N}]/u.test(reason)) {
    return { ok: false, errors: { reason: t.plain(missing) } };
  }
  const length = [...reason].length;
  if (length <= MAX_REASON) return { ok: true, reason };
  return { ok: false, errors: { reason: t.plain('appeal.reason-too-long', { length, most: MAX_REASON }) } };
}

export function fieldText(values: FormValues, name: string): string {
  const value = values[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}
