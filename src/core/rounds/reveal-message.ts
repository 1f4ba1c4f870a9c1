/** The reveal: the model answer with its evidence, how the round went, and when the next question comes. */
import { citation } from '../bank/citation.ts';
import { versionsProven } from '../bank/proof.ts';
import type { Question } from '../bank/question.ts';
import { inARow, sentences } from '../language/sentences.ts';
import type { Texts } from '../language/texts.ts';
import { toldApart } from '../links/names.ts';
import { type Block, bold, type Inline, type Message, note, paragraph, rich } from '../message.ts';
import type { Round, RoundAnswers } from '../ports.ts';
import { FULL_POINTS, pointsOf } from './points.ts';
import { boardButton, myGradeButton, runtimeOf } from './question-message.ts';

export interface RevealView {
  readonly round: Round;
  readonly question: Question;
  readonly topicTitle: string;
  readonly zone: string;
  readonly answers: RoundAnswers;
  /** The longest running streaks after this round, longest first. */
  readonly streaks: readonly { readonly memberId: string; readonly name: string; readonly current: number }[];
  /** `now`: the next question follows at once. */
  readonly next: Date | 'now' | undefined;
}

export function revealMessage(t: Texts, view: RevealView): Message {
  return {
    tone: 'neutral',
    summary: t.plain('reveal.summary', { topic: view.topicTitle }),
    blocks: [
      { kind: 'heading', text: t.plain('reveal.heading', { topic: view.topicTitle }) },
      ...answerBlocks(t, view.question),
      { kind: 'divider' },
      ...resultBlocks(t, view),
      note(...nextInlines(t, view)),
    ],
    buttons: [myGradeButton(t, view.round.id), boardButton(t)],
  };
}

/** What is right, the model answer and its evidence; also for someone who asks after the reveal. */
export function answerBlocks(t: Texts, question: Question): Block[] {
  const blocks: Block[] = question.answer
    .trim()
    .split(/\n\s*\n/)
    .map((part) => paragraph(...rich(part.replace(/\n/g, ' '))));
  const links = inARow(question.sources.slice(0, 3).map(citation));
  const sources = links.length > 0 ? t.rich('reveal.sources', { links }) : [];
  return [...factBlocks(t, question), ...blocks, note(...sentences(evidence(t, question), sources))];
}

/** What the answer was run on, or why it could not be run. */
function evidence(t: Texts, question: Question): Inline[] {
  const versions = versionsProven(question).join(', ');
  if (versions) return t.rich('reveal.run-on', { runtime: runtimeOf(t, question), versions });
  return question.unverified ? t.rich('reveal.not-run', { why: rich(question.unverified.replace(/[.!]?$/, '.')) }) : [];
}

function factBlocks(t: Texts, question: Question): Block[] {
  if (question.kind === 'choice') {
    const right = (question.choices ?? []).filter((choice) => question.correct?.includes(choice.id));
    return right.map((choice) => paragraph(bold(`${choice.id}) `), ...rich(choice.text)));
  }
  if (question.output === undefined) return [];
  if (typeof question.output === 'string') {
    return [paragraph(bold(t.plain('reveal.prints'))), { kind: 'code', language: '', text: question.output.trimEnd() }];
  }
  return Object.entries(question.output).flatMap(([version, output]): Block[] => [
    paragraph(bold(t.plain('reveal.prints-on', { runtime: runtimeOf(t, question), version }))),
    { kind: 'code', language: '', text: output.trimEnd() },
  ]);
}

function resultBlocks(t: Texts, view: RevealView): Block[] {
  const { best } = view.answers;
  if (best.length === 0) return [paragraph(...t.rich('reveal.nobody'))];
  const scores = best.map((entry) => entry.submission.grade.score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const blocks: Block[] = [paragraph(...t.rich('reveal.answered', { members: best.length, mean: mean * FULL_POINTS }))];
  if (view.question.kind !== 'choice') {
    const items = view.question.rubric.map((criterion): Inline[] => {
      const met = best.filter((entry) =>
        entry.submission.grade.criteria.some((c) => c.id === criterion.id && c.met === 1),
      );
      const words = rich(criterion.criterion.trim().replace(/\n/g, ' '));
      return t.rich('reveal.criterion', { met: met.length, all: best.length, criterion: words });
    });
    blocks.push({ kind: 'list', items });
  }
  const names = toldApart(t, [...best, ...view.streaks]);
  blocks.push(...misconceptionBlocks(t, view), ...topBlocks(t, view, names), ...streakBlocks(t, view, names));
  return blocks;
}

/** What the members of this reveal are called in it, by id. */
type Names = ReadonlyMap<string, string>;

function streakBlocks(t: Texts, view: RevealView, names: Names): Block[] {
  const running = view.streaks.filter((streak) => streak.current >= 2).slice(0, 3);
  if (running.length === 0) return [];
  const entries = running.map(({ memberId, name, current }) =>
    t.plain('reveal.streak-entry', { name: names.get(memberId) ?? name, rounds: current }),
  );
  return [paragraph(...t.rich('reveal.streaks', { entries: entries.join(', ') }))];
}

/** The misconception stated most often; ties go to the one listed first in the question. */
function misconceptionBlocks(t: Texts, view: RevealView): Block[] {
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
    paragraph(...t.rich('reveal.misconception', { claim: rich(worst.misconception.claim.trim()) })),
    paragraph(...rich(worst.misconception.correction.trim().replace(/\n/g, ' '))),
  ];
}

function topBlocks(t: Texts, view: RevealView, names: Names): Block[] {
  const ranked = view.answers.best
    .filter((entry) => entry.submission.grade.score > 0)
    .map(({ memberId, name, submission }) => ({
      name: names.get(memberId) ?? name,
      points: pointsOf(submission.grade),
    }))
    .sort((a, b) => b.points - a.points || a.name.localeCompare(b.name));
  const top = ranked[2] ? ranked.filter((entry) => entry.points >= (ranked[2]?.points ?? 0)).slice(0, 5) : ranked;
  if (top.length === 0) return [];
  const entries = top.map(({ name, points }) => t.plain('reveal.top-entry', { name, points }));
  return [paragraph(...t.rich('reveal.top', { entries: entries.join(', ') }))];
}

function nextInlines(t: Texts, view: RevealView): Inline[] {
  if (!view.next) return t.rich('reveal.next-none');
  if (view.next === 'now') return t.rich('reveal.next-now');
  return t.rich('reveal.next', { at: { kind: 'time', at: view.next, style: 'datetime', zone: view.zone } });
}
