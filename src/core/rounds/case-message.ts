/** What a lead sees of an appeal: the answer beside its grade, the forms to decide with, and the decision. */
import type { Question } from '../bank/question.ts';
import type { Grade } from '../grading/grade.ts';
import {
  type Block,
  type Button,
  bold,
  type Form,
  type Inline,
  type Message,
  note,
  paragraph,
  rich,
  text,
} from '../message.ts';
import { answerBlocks, reasonField } from './appeal-message.ts';
import type { Case } from './appeals.ts';
import { quoted, trim } from './grade-message.ts';
import { FULL_POINTS, pointsOf } from './points.ts';
import { promptBlocks } from './question-message.ts';
import { snapshotOf } from './rubrics.ts';

/** A longer answer may be shortened by a platform, so it has a message of its own. */
const LONG_ANSWER = 1200;

/** `more`: open appeals besides this one. */
export function caseMessage({ appeal, submission, round, member }: Case, more: number): Message {
  const { question } = snapshotOf(round);
  const { grade, answer } = submission;
  const others = more === 0 ? 'No other appeal is open.' : `${more} more ${more === 1 ? 'is' : 'are'} open.`;
  return {
    tone: 'neutral',
    summary: 'An appeal',
    blocks: [
      { kind: 'heading', text: `Appeal · ${pointsOf(grade)} of ${FULL_POINTS} points` },
      ...promptBlocks(question),
      { kind: 'divider' },
      ...answerBlocks(`${member.name} answered`, answer),
      paragraph(bold(`${member.name} says the grader missed`)),
      { kind: 'quote', text: appeal.reason },
      { kind: 'divider' },
      ...gradeBlocks(question, grade),
      note(text(`Score ${grade.score}, confidence ${grade.confidence}. ${others}`)),
    ],
    buttons: [
      button('appeal-full', appeal.id, 'Full marks', 'primary', 'message'),
      button('appeal-points', appeal.id, 'Set points…', 'secondary', 'form'),
      button('appeal-decline', appeal.id, 'Decline…', 'secondary', 'form'),
      ...(answer.text.length > LONG_ANSWER
        ? [button('appeal-answer', appeal.id, 'The whole answer', 'secondary', 'message')]
        : []),
    ],
  };
}

export function wholeAnswerMessage({ submission, member }: Case): Message {
  return {
    tone: 'neutral',
    summary: 'The whole answer',
    blocks: answerBlocks(`${member.name} answered`, submission.answer),
    buttons: [],
  };
}

/** What the grader decided, and by which words. */
function gradeBlocks(question: Question, grade: Grade): Block[] {
  const blocks: Block[] = [paragraph(bold('The grader decided'))];
  const items = question.rubric.map((criterion): Inline[] => {
    const result = grade.criteria.find((candidate) => candidate.id === criterion.id);
    const met = result?.met ?? 0;
    const sign = met === 1 ? '✓' : met > 0 ? '◐' : '✗';
    return [
      bold(`${sign} ${trim(met * criterion.points)}/${trim(criterion.points)} `),
      ...rich(criterion.criterion.trim().replace(/\n/g, ' ')),
      ...quoted(result?.evidence ?? [], ' — by'),
      ...quoted(result?.contradicted ?? [], ' — the opposite, by'),
      ...(result?.unclear ? [text(' (said in one place and denied in another)')] : []),
    ];
  });
  if (items.length > 0) blocks.push({ kind: 'list', items });
  for (const found of grade.misconceptions) {
    const misconception = question.misconceptions.find((candidate) => candidate.id === found.id);
    const claim = rich((misconception?.claim ?? found.id).trim().replace(/\n/g, ' '));
    blocks.push(paragraph(bold('Misconception: '), ...claim, ...quoted(found.evidence, ' — by')));
  }
  if (grade.choices) blocks.push(paragraph(text(`Right: ${grade.choices.correct.join(', ')}.`)));
  if (grade.guard) blocks.push(paragraph(text(`${GUARDS[grade.guard]}, so it earned nothing.`)));
  const read = grade.readings.map((reading) => `“${reading.typed}” as “${reading.read}”`);
  if (read.length > 0) blocks.push(note(text(`Read ${read.slice(0, 5).join(', ')}.`)));
  return blocks;
}

const GUARDS = {
  empty: 'It holds no words to grade',
  copy: 'It was taken for a copy of the question',
  soup: 'It was taken for a list of terms',
} as const;

function button(verb: string, id: string, label: string, style: Button['style'], opens: Button['opens']): Button {
  return { action: { verb, args: [id] }, label, style, opens };
}

export function pointsForm({ appeal, submission, member }: Case): Form {
  const given = pointsOf(submission.grade);
  return {
    action: { verb: 'appeal-points', args: [appeal.id] },
    title: 'Set points',
    intro: [
      ...answerBlocks(`${member.name} answered`, submission.answer),
      note(text(`The grade gives ${given} of ${FULL_POINTS}. An appeal never lowers it.`)),
    ],
    fields: [
      {
        kind: 'text',
        name: 'points',
        label: `Points, more than ${given} and at most ${FULL_POINTS}`,
        hint: 'Whole or half, such as 7 or 7.5.',
        long: false,
        required: true,
        maxLength: 4,
      },
      reasonField('Why?', `${REASON_HINT} You may leave it empty.`, false),
    ],
    submitLabel: 'Set points',
  };
}

export function declineForm({ appeal, submission, member }: Case): Form {
  return {
    action: { verb: 'appeal-decline', args: [appeal.id] },
    title: 'Decline the appeal',
    intro: answerBlocks(`${member.name} answered`, submission.answer),
    fields: [reasonField('Why does the grade stand?', REASON_HINT, true)],
    submitLabel: 'Decline',
  };
}

const REASON_HINT = 'The member reads this with the grade.';

/** Points as a lead types them: 0 to 10, whole or half; a comma will do. */
export function readPoints(typed: string): number | undefined {
  if (!/^\d{1,2}([.,][05]?)?$/.test(typed)) return undefined;
  const points = Number(typed.replace(',', '.'));
  return points <= FULL_POINTS ? points : undefined;
}

/** What was decided, for the lead who did: and how the member's total moved. */
export function decidedLine({ appeal, submission, member }: Case, gain: number): string {
  if (appeal.decision?.ruling === 'declined')
    return `Declined: ${member.name}'s answer stays at ${pointsOf(submission.grade)} of ${FULL_POINTS} points.`;
  const now = `${member.name}'s answer now has ${pointsOf(submission.grade)} of ${FULL_POINTS} points.`;
  return gain > 0
    ? `${now} The total rises by ${trim(gain)}.`
    : `${now} The total stays as it is, because another attempt is worth as much.`;
}

/** What was decided before, for a lead who comes second. */
export function alreadyLine({ appeal, submission, lead }: Case): string {
  const { decision } = appeal;
  const who = lead?.name ?? 'A lead';
  const reason = decision?.reason ? ` The reason: “${decision.reason}”` : '';
  const points = pointsOf(submission.grade);
  switch (decision?.ruling) {
    case 'accepted':
      return `${who} has decided this appeal already: full marks.${reason}`;
    case 'adjusted':
      return `${who} has decided this appeal already: ${points} of ${FULL_POINTS} points.${reason}`;
    default:
      return `${who} has decided this appeal already: the grade stands at ${points} of ${FULL_POINTS} points.${reason}`;
  }
}
