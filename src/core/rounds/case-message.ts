/** What a lead sees of an appeal: the answer beside its grade, the forms to decide with, and the decision. */
import type { Criterion, Question } from '../bank/question.ts';
import type { Grade } from '../grading/grade.ts';
import { sentences } from '../language/sentences.ts';
import { type Phrase, phrase, type TextKey, type Texts } from '../language/texts.ts';
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
} from '../message.ts';
import type { Ruling } from './appeal.ts';
import { answerBlocks, reasonField } from './appeal-message.ts';
import type { Case } from './appeals.ts';
import { criterionMet, readingBlocks, withQuotes } from './grade-message.ts';
import { FULL_POINTS, pointsOf } from './points.ts';
import { promptBlocks } from './question-message.ts';
import { snapshotOf } from './rubrics.ts';

/** A longer answer may be shortened by a platform, so it has a message of its own. */
const LONG_ANSWER = 1200;

/** `more`: open appeals besides this one. */
export function caseMessage(t: Texts, { appeal, submission, round, member }: Case, more: number): Message {
  const { question } = snapshotOf(round);
  const { grade, answer } = submission;
  const { name } = member;
  const button = buttonFor(appeal.id);
  return {
    tone: 'neutral',
    summary: t.plain('case.summary'),
    blocks: [
      { kind: 'heading', text: t.plain('case.heading', { points: pointsOf(grade), full: FULL_POINTS }) },
      ...promptBlocks(question),
      { kind: 'divider' },
      ...answerBlocks(t.plain('case.answered', { name }), answer),
      paragraph(bold(t.plain('case.says-missed', { name }))),
      { kind: 'quote', text: appeal.reason },
      { kind: 'divider' },
      ...gradeBlocks(t, question, grade),
      note(
        ...sentences(
          t.rich('case.figures', { score: grade.score, confidence: grade.confidence }),
          t.rich('case.others', { open: more }),
        ),
      ),
    ],
    buttons: [
      button('appeal-full', t.plain('case.full-button'), 'primary', 'message'),
      button('appeal-points', t.plain('case.points-button'), 'secondary', 'form'),
      button('appeal-decline', t.plain('case.decline-button'), 'secondary', 'form'),
      ...(answer.text.length > LONG_ANSWER
        ? [button('appeal-answer', t.plain('case.answer-button'), 'secondary', 'message')]
        : []),
    ],
  };
}

export function wholeAnswerMessage(t: Texts, { submission, member }: Case): Message {
  return {
    tone: 'neutral',
    summary: t.plain('case.whole-answer'),
    blocks: answerBlocks(t.plain('case.answered', { name: member.name }), submission.answer),
    buttons: [],
  };
}

/** What the grader decided, and by which words. */
function gradeBlocks(t: Texts, question: Question, grade: Grade): Block[] {
  const blocks: Block[] = [paragraph(bold(t.plain('case.grader-decided')))];
  const items = question.rubric.map((criterion) => criterionLine(t, criterion, grade));
  if (items.length > 0) blocks.push({ kind: 'list', items });
  for (const found of grade.misconceptions) {
    const misconception = question.misconceptions.find((candidate) => candidate.id === found.id);
    const claim = rich((misconception?.claim ?? found.id).trim().replace(/\n/g, ' '));
    blocks.push(paragraph(...withQuotes(t, t.rich('grade.misconception', { claim }), 'case.by', found.evidence)));
  }
  if (grade.choices) blocks.push(paragraph(...t.rich('case.right', { right: grade.choices.correct.join(', ') })));
  if (grade.guard) blocks.push(paragraph(...t.rich(GUARDS[grade.guard])));
  return [...blocks, ...readingBlocks(t, grade)];
}

function criterionLine(t: Texts, criterion: Criterion, grade: Grade): Inline[] {
  const result = grade.criteria.find((candidate) => candidate.id === criterion.id);
  const words = rich(criterion.criterion.trim().replace(/\n/g, ' '));
  const line = criterionMet(t, criterion, result?.met ?? 0, words);
  const met = withQuotes(t, line, 'case.by', result?.evidence ?? []);
  const said = withQuotes(t, met, 'case.opposite-by', result?.contradicted ?? []);
  return result?.unclear ? t.rich('case.unclear', { said }) : said;
}

const GUARDS = {
  empty: 'case.guard-empty',
  copy: 'case.guard-copy',
  soup: 'case.guard-soup',
} as const satisfies Record<string, TextKey>;

const buttonFor =
  (id: string) =>
  (verb: string, label: string, style: Button['style'], opens: Button['opens']): Button => ({
    action: { verb, args: [id] },
    label,
    style,
    opens,
  });

export function pointsForm(t: Texts, { appeal, submission, member }: Case): Form {
  const given = pointsOf(submission.grade);
  return {
    action: { verb: 'appeal-points', args: [appeal.id] },
    title: t.plain('case.points-title'),
    intro: [
      ...answerBlocks(t.plain('case.answered', { name: member.name }), submission.answer),
      note(...t.rich('case.points-intro', { given, full: FULL_POINTS })),
    ],
    fields: [
      {
        kind: 'text',
        name: 'points',
        label: t.plain('case.points-label', { given, full: FULL_POINTS }),
        hint: t.plain('case.points-hint'),
        long: false,
        required: true,
        maxLength: 4,
      },
      reasonField(t.plain('case.points-reason-label'), t.plain('case.points-reason-hint'), false),
    ],
    submitLabel: t.plain('case.points-submit'),
  };
}

export function declineForm(t: Texts, { appeal, submission, member }: Case): Form {
  return {
    action: { verb: 'appeal-decline', args: [appeal.id] },
    title: t.plain('case.decline-title'),
    intro: answerBlocks(t.plain('case.answered', { name: member.name }), submission.answer),
    fields: [reasonField(t.plain('case.decline-label'), t.plain('case.decline-hint'), true)],
    submitLabel: t.plain('case.decline-submit'),
  };
}

/** Points as a lead types them: 0 to 10, whole or half; a comma will do. */
export function readPoints(typed: string): number | undefined {
  if (!/^\d{1,2}([.,][05]?)?$/.test(typed)) return undefined;
  const points = Number(typed.replace(',', '.'));
  return points <= FULL_POINTS ? points : undefined;
}

/** What was decided, for the lead who did: and how the member's total moved. */
export function decidedLine({ appeal, submission, member }: Case, gain: number): Phrase {
  const now = { name: member.name, points: pointsOf(submission.grade), full: FULL_POINTS };
  if (appeal.decision?.ruling === 'declined') return phrase('case.declined', now);
  return gain > 0 ? phrase('case.raised', { ...now, gain }) : phrase('case.raised-no-gain', now);
}

/** What was decided before, for a lead who comes second. */
export function alreadyLine({ appeal, submission, lead }: Case): Phrase {
  const { decision } = appeal;
  const line = phrase(ALREADY[decision?.ruling ?? 'declined'], {
    lead: lead?.name ?? phrase('case.a-lead'),
    points: pointsOf(submission.grade),
    full: FULL_POINTS,
  });
  return decision?.reason ? phrase('case.with-reason', { line, reason: decision.reason }) : line;
}

const ALREADY: Readonly<Record<Ruling, TextKey>> = {
  accepted: 'case.already-accepted',
  adjusted: 'case.already-adjusted',
  declined: 'case.already-declined',
};
