/** A grade in words: what was met and by which words, what is missing, and every misconception with its correction. */
import type { Criterion, Question } from '../bank/question.ts';
import type { CriterionResult, Grade } from '../grading/grade.ts';
import { APPEAL_BELOW } from '../grading/index.ts';
import type { Phrase, TextKey, Texts } from '../language/texts.ts';
import { type Block, type Button, type Inline, type Message, note, paragraph, rich, type Tone } from '../message.ts';
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
  /** Practice: there is nothing to appeal. */
  readonly practice?: true;
  /** A line above the grade, such as “You answered already”. */
  readonly opening?: Phrase | undefined;
  /** A line below it: streak and standing. */
  readonly closing?: Phrase | undefined;
  /** The button to appeal comes after these, where an appeal can be made. */
  readonly buttons: readonly Button[];
}

export function gradeMessage(t: Texts, view: GradeView): Message {
  const { submission, appeals } = view;
  const { grade } = submission;
  const points = pointsOf(grade);
  const offersAppeal = !view.practice && canAppeal(submission, appeals);
  const heading = t.plain('grade.heading', { points, full: FULL_POINTS, verdict: t.plain(verdict(grade.score)) });
  const blocks: Block[] = [{ kind: 'heading', text: heading }];
  if (view.opening) blocks.push(paragraph(...t.speak(view.opening)));
  blocks.push(...appealBlocks(t, submission, appeals), ...guardBlocks(t, grade), ...resultBlocks(t, view));
  if (offersAppeal && grade.confidence < APPEAL_BELOW && !grade.guard) {
    blocks.push(note(...t.rich('grade.offers-appeal')));
  }
  if (!view.revealed) blocks.push(note(...t.rich('grade.before-reveal')));
  if (view.closing) blocks.push(paragraph(...t.speak(view.closing)));
  return {
    tone: toneOf(grade.score),
    blocks,
    buttons: offersAppeal ? [...view.buttons, appealButton(t, submission)] : view.buttons,
    summary: t.plain('grade.summary', { points, full: FULL_POINTS }),
  };
}

function resultBlocks(t: Texts, view: GradeView): Block[] {
  const { submission, question } = view;
  const { grade } = submission;
  const blocks = [...(question.kind === 'choice' ? choiceBlocks(t, view) : []), ...outputBlocks(t, view)];
  const criteria = question.kind === 'choice' ? [] : question.rubric.filter((criterion) => !criterion.output);
  if (criteria.length > 0) {
    blocks.push({ kind: 'list', items: criteria.map((criterion) => criterionLine(t, criterion, view)) });
  }
  for (const found of grade.misconceptions) {
    const misconception = question.misconceptions.find((candidate) => candidate.id === found.id);
    if (!misconception) continue;
    const claim = t.rich('grade.misconception', { claim: rich(misconception.claim.trim()) });
    blocks.push(
      paragraph(...withQuotes(t, claim, 'grade.you-wrote', found.evidence)),
      paragraph(...rich(misconception.correction.trim().replace(/\n/g, ' '))),
    );
  }
  return [...blocks, ...readingBlocks(t, grade)];
}

function verdict(score: number): TextKey {
  if (score >= 0.95) return 'grade.verdict-complete';
  if (score >= 0.7) return 'grade.verdict-strong';
  if (score >= 0.4) return 'grade.verdict-partly';
  return score > 0 ? 'grade.verdict-start' : 'grade.verdict-not-yet';
}

function toneOf(score: number): Tone {
  if (score >= 0.7) return 'good';
  return score >= 0.35 ? 'mixed' : 'bad';
}

function criterionLine(t: Texts, criterion: Criterion, view: GradeView): Inline[] {
  const result = view.submission.grade.criteria.find((candidate) => candidate.id === criterion.id);
  const met = result?.met ?? 0;
  const evidence = met > 0 ? (result?.evidence ?? []) : [];
  const words = met === 1 ? rich(criterion.criterion.trim()) : missing(t, criterion, result, view.revealed);
  return withQuotes(t, criterionMet(t, criterion, met, words), 'grade.you-wrote', evidence);
}

/** A criterion's line: how far it was met, 0..1, its points, and words about it. */
export function criterionMet(t: Texts, criterion: Criterion, met: number, words: readonly Inline[]): Inline[] {
  const sign = met === 1 ? '✓' : met > 0 ? '◐' : '✗';
  return t.rich('grade.criterion', { sign, earned: met * criterion.points, points: criterion.points, words });
}

function missing(t: Texts, criterion: Criterion, result: CriterionResult | undefined, revealed: boolean): Inline[] {
  const { nudge } = criterion;
  const met = result?.met ?? 0;
  const whole = rich(criterion.criterion.trim());
  if (result?.contradicted) {
    const right = revealed ? whole : nudge ? rich(nudge.trim()) : t.rich('grade.missing');
    const quotes = quotesOf(t, result.contradicted);
    return quotes ? t.rich('grade.opposite-quoted', { quotes, right }) : t.rich('grade.opposite', { right });
  }
  const more = revealed ? whole : nudged(t, nudge, met);
  return result?.unclear ? t.rich('grade.unclear', { more }) : more;
}

function nudged(t: Texts, nudge: string | undefined, met: number): Inline[] {
  if (nudge === undefined || nudge === '') return t.rich(met > 0 ? 'grade.partly' : 'grade.missing');
  return t.rich(met > 0 ? 'grade.partly-nudge' : 'grade.missing-nudge', { nudge: rich(nudge) });
}

/** What was said, and after it the member's own words. */
export function withQuotes(
  t: Texts,
  said: readonly Inline[],
  key: 'grade.you-wrote' | 'case.by' | 'case.opposite-by',
  evidence: readonly string[],
): Inline[] {
  const quotes = quotesOf(t, evidence);
  return quotes ? t.rich(key, { said, quotes }) : [...said];
}

/** The member's own words, at most two short quotes; empty when there are none. */
function quotesOf(t: Texts, evidence: readonly string[]): string {
  const quotes = evidence
    .filter((words) => words.trim() !== '')
    .slice(0, 2)
    .map((words) => (words.length > 90 ? `${[...words].slice(0, 89).join('')}…` : words));
  return t.list(quotes.map((words) => t.plain('grade.quote', { words })));
}

/** How words that are in no dictionary were read. */
export function readingBlocks(t: Texts, { readings }: Grade): Block[] {
  if (readings.length === 0) return [];
  const read = readings.slice(0, 5).map((reading) => t.plain('grade.reading', { ...reading }));
  return [note(...t.rich('grade.readings', { readings: read.join(', ') }))];
}

function guardBlocks(t: Texts, grade: Grade): Block[] {
  switch (grade.guard) {
    case 'empty':
      return [paragraph(...t.rich('grade.guard-empty'))];
    case 'copy':
      return [paragraph(...t.rich('grade.guard-copy'))];
    case 'soup':
      return [paragraph(...t.rich('grade.guard-soup'))];
    case undefined:
      return [];
    default:
      return grade.guard satisfies never;
  }
}

function outputBlocks(t: Texts, view: GradeView): Block[] {
  const { output } = view.submission.grade;
  if (!output) return [];
  const sign = output.right ? '✓' : '✗';
  const words = outputWords(t, output, view.question.about?.runtime);
  const points = view.question.rubric.find((candidate) => candidate.output)?.points;
  if (points === undefined) return [paragraph(...t.rich('grade.output-line', { sign, words }))];
  const earned = output.right ? points : 0;
  return [paragraph(...t.rich('grade.output-line-points', { sign, earned, points, words }))];
}

function outputWords(t: Texts, output: NonNullable<Grade['output']>, runtime: string | undefined): string {
  if (output.right) return t.plain(output.forgiven ? 'grade.output-forgiven' : 'grade.output-right');
  return runtime ? t.plain('grade.output-wrong', { runtime }) : t.plain('grade.output-wrong-code');
}

function choiceBlocks(t: Texts, view: GradeView): Block[] {
  const { choices } = view.submission.grade;
  if (!choices) return [];
  const chosen = choices.chosen.join(', ');
  if (view.revealed) {
    return [paragraph(...t.rich('grade.chose-revealed', { chosen, right: choices.correct.join(', ') }))];
  }
  const right = choices.chosen.filter((id) => choices.correct.includes(id)).length;
  const all = right === choices.correct.length && right === choices.chosen.length;
  const key = all ? 'grade.chose-right' : right > 0 ? 'grade.chose-partly' : 'grade.chose-wrong';
  return [paragraph(...t.rich(key, { chosen }))];
}
