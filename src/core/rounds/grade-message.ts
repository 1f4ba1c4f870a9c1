/** A grade in words: what was met and by which words, what is missing, and every misconception with its correction. */
import type { Criterion, Question } from '../bank/question.ts';
import type { CriterionResult, Grade } from '../grading/grade.ts';
import { APPEAL_BELOW } from '../grading/index.ts';
import {
  type Block,
  type Button,
  bold,
  type Inline,
  type Message,
  note,
  paragraph,
  rich,
  type Tone,
  text,
} from '../message.ts';
import type { Submission } from '../ports.ts';
import type { Appeal } from './appeal.ts';
import { appealBlocks, appealButton, canAppeal } from './appeal-message.ts';
import { FULL_POINTS, pointsOf } from './points.ts';

export interface GradeView {
  readonly question: Question;
  readonly submission: Pick<Submission, 'id' | 'roundId' | 'attempt' | 'grade'>;
  /** The member's appeals in this round. */
  readonly appeals: readonly Appeal[];
  /** After the reveal everything is said; before it a miss is only a nudge. */
  readonly revealed: boolean;
  /** A line above the grade, such as “You answered already”. */
  readonly opening?: string;
  /** A line below it: streak and standing. */
  readonly closing?: string;
  /** The button to appeal comes after these, where an appeal can be made. */
  readonly buttons: readonly Button[];
}

export function gradeMessage(view: GradeView): Message {
  const { submission, question, appeals } = view;
  const { grade } = submission;
  const points = pointsOf(grade);
  const offersAppeal = canAppeal(submission, appeals);
  const blocks: Block[] = [{ kind: 'heading', text: `${points} of ${FULL_POINTS} points · ${verdict(grade.score)}` }];
  if (view.opening) blocks.push(paragraph(text(view.opening)));
  blocks.push(...appealBlocks(submission, appeals), ...guardBlocks(grade));
  if (question.kind === 'choice') blocks.push(...choiceBlocks(view));
  if (grade.output) blocks.push(...outputBlocks(view));
  const criteria = question.kind === 'choice' ? [] : question.rubric.filter((criterion) => !criterion.output);
  if (criteria.length > 0) {
    blocks.push({ kind: 'list', items: criteria.map((criterion) => criterionLine(criterion, view)) });
  }
  for (const found of grade.misconceptions) {
    const misconception = question.misconceptions.find((candidate) => candidate.id === found.id);
    if (!misconception) continue;
    blocks.push(
      paragraph(
        bold('Misconception: '),
        ...rich(misconception.claim.trim()),
        ...quoted(found.evidence, ' — you wrote'),
      ),
      paragraph(...rich(misconception.correction.trim().replace(/\n/g, ' '))),
    );
  }
  if (grade.readings.length > 0) {
    const read = grade.readings.slice(0, 5).map((reading) => `“${reading.typed}” as “${reading.read}”`);
    blocks.push(note(text(`Read ${read.join(', ')}.`)));
  }
  if (offersAppeal && grade.confidence < APPEAL_BELOW && !grade.guard) {
    const offer = 'The grader is not sure about this one. If it missed your point, appeal: a lead decides.';
    blocks.push(note(text(offer)));
  }
  if (!view.revealed) blocks.push(note(text('The full answer comes with the reveal.')));
  if (view.closing) blocks.push(paragraph(text(view.closing)));
  return {
    tone: toneOf(grade.score),
    blocks,
    buttons: offersAppeal ? [...view.buttons, appealButton(submission)] : view.buttons,
    summary: `Your grade: ${points} of ${FULL_POINTS}`,
  };
}

function verdict(score: number): string {
  if (score >= 0.95) return 'complete';
  if (score >= 0.7) return 'strong';
  if (score >= 0.4) return 'partly there';
  return score > 0 ? 'a start' : 'not yet';
}

function toneOf(score: number): Tone {
  if (score >= 0.7) return 'good';
  return score >= 0.35 ? 'mixed' : 'bad';
}

function criterionLine(criterion: Criterion, view: GradeView): Inline[] {
  const result = view.submission.grade.criteria.find((candidate) => candidate.id === criterion.id);
  const met = result?.met ?? 0;
  const earned = `${trim(met * criterion.points)}/${trim(criterion.points)}`;
  if (met === 1)
    return [
      bold(`✓ ${earned} `),
      ...rich(criterion.criterion.trim()),
      ...quoted(result?.evidence ?? [], ' — you wrote'),
    ];
  const sign = met > 0 ? '◐' : '✗';
  const why = missing(criterion, result, met, view.revealed);
  return [bold(`${sign} ${earned} `), ...why, ...(met > 0 ? quoted(result?.evidence ?? [], ' — you wrote') : [])];
}

function missing(criterion: Criterion, result: CriterionResult | undefined, met: number, revealed: boolean): Inline[] {
  if (result?.contradicted) {
    const said = quoted(result.contradicted, 'You say the opposite:');
    const right = revealed ? criterion.criterion : (criterion.nudge ?? 'One idea is missing here.');
    return [...(said.length > 0 ? said : [text('You say the opposite')]), text('. '), ...rich(right.trim())];
  }
  const unclear = result?.unclear ? 'You say it in one place and deny it in another. ' : '';
  if (revealed) return [text(unclear), ...rich(criterion.criterion.trim())];
  const fallback = met > 0 ? 'Partly: say it more completely.' : 'One idea is missing here.';
  return [
    text(unclear),
    ...(criterion.nudge ? rich(`${met > 0 ? 'Partly. ' : 'Missing. '}${criterion.nudge}`) : [text(fallback)]),
  ];
}

/** The member's own words, at most two short quotes. */
export function quoted(evidence: readonly string[], lead: string): Inline[] {
  const quotes = evidence
    .filter((words) => words.trim() !== '')
    .slice(0, 2)
    .map((words) => `“${words.length > 90 ? `${[...words].slice(0, 89).join('')}…` : words}”`);
  return quotes.length === 0 ? [] : [{ kind: 'italic', text: `${lead} ${quotes.join(' and ')}` }];
}

function guardBlocks(grade: Grade): Block[] {
  switch (grade.guard) {
    case 'empty':
      return [paragraph(text('There were no words to grade.'))];
    case 'copy':
      return [paragraph(text('This repeats the question. Say what happens and why, in your own words.'))];
    case 'soup':
      return [
        paragraph(
          text('This lists terms but says nothing about them. Write a sentence for each: what does it do, and why?'),
        ),
      ];
    case undefined:
      return [];
    default:
      return grade.guard satisfies never;
  }
}

function outputBlocks(view: GradeView): Block[] {
  const { output } = view.submission.grade;
  if (!output) return [];
  const criterion = view.question.rubric.find((candidate) => candidate.output);
  const points = criterion ? ` ${trim(output.right ? criterion.points : 0)}/${trim(criterion.points)}` : '';
  const forgiven = output.forgiven ? ' (spelling of the output forgiven)' : '';
  const line = output.right
    ? `✓${points} The output is right${forgiven}.`
    : `✗${points} The output is not what ${view.question.about?.runtime ?? 'the code'} prints.`;
  return [paragraph(bold(line))];
}

function choiceBlocks(view: GradeView): Block[] {
  const { choices } = view.submission.grade;
  if (!choices) return [];
  const chosen = choices.chosen.join(', ');
  if (view.revealed) return [paragraph(text(`You chose ${chosen}. Right: ${choices.correct.join(', ')}.`))];
  const right = choices.chosen.filter((id) => choices.correct.includes(id)).length;
  if (right === choices.correct.length && right === choices.chosen.length)
    return [paragraph(text(`You chose ${chosen}: right.`))];
  return [paragraph(text(right > 0 ? `You chose ${chosen}: partly right.` : `You chose ${chosen}: not right.`))];
}

/** 2.5, 4 — no trailing zeros. */
export function trim(points: number): string {
  return String(Math.round(points * 100) / 100);
}
