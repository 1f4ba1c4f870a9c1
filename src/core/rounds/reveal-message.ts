/** The reveal: the model answer with its evidence, how the round went, and when the next question comes. */
import { citation } from '../bank/citation.ts';
import { versionsProven } from '../bank/proof.ts';
import type { Question } from '../bank/question.ts';
import { type Block, bold, type Inline, type Message, note, paragraph, rich, text } from '../message.ts';
import type { Round, RoundAnswers } from '../ports.ts';
import { FULL_POINTS, pointsOf } from './points.ts';
import { myGradeButton } from './question-message.ts';

export interface RevealView {
  readonly round: Round;
  readonly question: Question;
  readonly topicTitle: string;
  readonly zone: string;
  readonly answers: RoundAnswers;
  /** The longest running streaks after this round, longest first. */
  readonly streaks: readonly { readonly name: string; readonly current: number }[];
  /** `now`: the next question follows at once. */
  readonly next: Date | 'now' | undefined;
}

export function revealMessage(view: RevealView): Message {
  return {
    tone: 'neutral',
    summary: `The answer: ${view.topicTitle}`,
    blocks: [
      { kind: 'heading', text: `The answer · ${view.topicTitle}` },
      ...answerBlocks(view.question),
      { kind: 'divider' },
      ...resultBlocks(view),
      note(...nextInlines(view)),
    ],
    buttons: [
      myGradeButton(view.round.id),
      { action: { verb: 'board', args: ['season'] }, label: 'Leaderboard', style: 'secondary', opens: 'message' },
    ],
  };
}

/** What is right, the model answer and its evidence; also for someone who asks after the reveal. */
export function answerBlocks(question: Question): Block[] {
  const blocks: Block[] = question.answer
    .trim()
    .split(/\n\s*\n/)
    .map((part) => paragraph(...rich(part.replace(/\n/g, ' '))));
  const sources = question.sources
    .slice(0, 3)
    .flatMap((url, index): Inline[] => [text(index === 0 ? 'Sources: ' : ', '), citation(url)]);
  return [...factBlocks(question), ...blocks, note(...evidence(question), ...sources)];
}

/** What the answer was run on, or why it could not be run. */
function evidence(question: Question): Inline[] {
  const versions = versionsProven(question);
  if (versions.length > 0) return [text(`Its claims were run on ${runtimeOf(question)} ${versions.join(', ')}. `)];
  return question.unverified ? [...rich(`Not run: ${question.unverified.replace(/[.!]?$/, '.')} `)] : [];
}

const runtimeOf = (question: Question) => question.about?.runtime ?? 'version';

function factBlocks(question: Question): Block[] {
  if (question.kind === 'choice') {
    const right = (question.choices ?? []).filter((choice) => question.correct?.includes(choice.id));
    return right.map((choice) => paragraph(bold(`${choice.id}) `), ...rich(choice.text)));
  }
  if (question.output === undefined) return [];
  if (typeof question.output === 'string') {
    return [paragraph(bold('It prints')), { kind: 'code', language: '', text: question.output.trimEnd() }];
  }
  return Object.entries(question.output).flatMap(([version, output]): Block[] => [
    paragraph(bold(`On ${runtimeOf(question)} ${version} it prints`)),
    { kind: 'code', language: '', text: output.trimEnd() },
  ]);
}

function resultBlocks(view: RevealView): Block[] {
  const { best } = view.answers;
  if (best.length === 0) return [paragraph(text('Nobody answered this one.'))];
  const scores = best.map((entry) => entry.submission.grade.score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const people = best.length === 1 ? '1 member' : `${best.length} members`;
  const blocks: Block[] = [
    paragraph(bold(`${people} answered`), text(`, ${(mean * FULL_POINTS).toFixed(1)} points on average.`)),
  ];
  if (view.question.kind !== 'choice') {
    const items = view.question.rubric.map((criterion): Inline[] => {
      const met = best.filter((entry) =>
        entry.submission.grade.criteria.some((c) => c.id === criterion.id && c.met === 1),
      );
      return [bold(`${met.length} of ${best.length} `), ...rich(criterion.criterion.trim().replace(/\n/g, ' '))];
    });
    blocks.push({ kind: 'list', items });
  }
  blocks.push(...misconceptionBlocks(view), ...topBlocks(view));
  const running = view.streaks.filter((streak) => streak.current >= 2).slice(0, 3);
  if (running.length > 0) {
    blocks.push(
      paragraph(bold('Streaks: '), text(running.map((streak) => `${streak.name} ${streak.current}`).join(', '))),
    );
  }
  return blocks;
}

/** The misconception stated most often; ties go to the one listed first in the question. */
function misconceptionBlocks(view: RevealView): Block[] {
  const counts = view.question.misconceptions.map((misconception) => ({
    misconception,
    count: view.answers.best.filter((entry) =>
      entry.submission.grade.misconceptions.some((m) => m.id === misconception.id),
    ).length,
  }));
  const worst = counts.reduce(
    (a, b) => (b.count > a.count ? b : a),
    counts[0] ?? { misconception: undefined, count: 0 },
  );
  if (!worst.misconception || worst.count === 0) return [];
  return [
    paragraph(bold('Most common misconception: '), ...rich(worst.misconception.claim.trim())),
    paragraph(...rich(worst.misconception.correction.trim().replace(/\n/g, ' '))),
  ];
}

function topBlocks(view: RevealView): Block[] {
  const ranked = view.answers.best
    .filter((entry) => entry.submission.grade.score > 0)
    .map((entry) => ({ id: entry.memberId, name: entry.name, points: pointsOf(entry.submission.grade) }))
    .sort((a, b) => b.points - a.points || a.name.localeCompare(b.name));
  const top = ranked[2] ? ranked.filter((entry) => entry.points >= (ranked[2]?.points ?? 0)).slice(0, 5) : ranked;
  if (top.length === 0) return [];
  return [paragraph(bold('Top answers: '), text(top.map((entry) => `${entry.name} ${entry.points}`).join(', ')))];
}

function nextInlines(view: RevealView): Inline[] {
  if (!view.next) return [text('No next question is planned.')];
  if (view.next === 'now') return [text('The next question follows.')];
  return [text('Next question '), { kind: 'time', at: view.next, style: 'datetime', zone: view.zone }];
}
