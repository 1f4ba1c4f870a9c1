/** The member's side of a round: see it, answer it, read the grade, and the answer once it is revealed. */
import { inARow } from '../language/sentences.ts';
import { type Phrase, phrase } from '../language/texts.ts';
import {
  type Action,
  type Button,
  type FormValues,
  type Inline,
  note,
  paragraph,
  type Reply,
  rich,
} from '../message.ts';
import type { Round, Schedule } from '../ports.ts';
import { answerForm, readAnswer } from '../rounds/answer-form.ts';
import { gradeMessage } from '../rounds/grade-message.ts';
import { viewOf } from '../rounds/life.ts';
import { bestOf } from '../rounds/points.ts';
import { answerButton, boardButton, promptBlocks, questionMessage } from '../rounds/question-message.ts';
import { answerBlocks } from '../rounds/reveal-message.ts';
import { snapshotOf } from '../rounds/rubrics.ts';
import { type Submitted, submit, takesAnswers } from '../rounds/submissions.ts';
import { rankOf, streakOf } from '../standings/standings.ts';
import {
  channelsSeen,
  currentRound,
  isGuest,
  outdated,
  roundOf,
  say,
  scheduleHere,
  schedulesHere,
  tell,
  type Visit,
} from './visit.ts';

export async function today(visit: Visit): Promise<Reply> {
  const current = await currentRound(visit);
  if (!current) return await nothingOpen(visit);
  if ('several' in current) return await severalOpen(visit, current.several);
  const answered = await visit.ports.store.read.membersAnswered(current.round.id);
  return say(questionMessage(visit.t, viewOf(visit.ports, current.round, current.schedule, answered)));
}

export async function answer(visit: Visit): Promise<Reply> {
  const current = await currentRound(visit);
  if (!current) return await nothingOpen(visit);
  if ('several' in current) return await severalOpen(visit, current.several);
  return await openForm(visit, current.round, current.schedule);
}

export async function pressAnswer(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  return found ? await openForm(visit, found.round, found.schedule) : outdated(visit);
}

async function openForm(visit: Visit, round: Round, schedule: Schedule): Promise<Reply> {
  const earlier = await visit.ports.store.read.submissionsOf(round.id, visit.member.id);
  const best = bestOf(earlier);
  if (!takesAnswers(round, visit.ports.clock.now())) return closedReply(visit, round);
  const { question } = snapshotOf(round);
  if (!best || earlier.length < schedule.attempts) {
    const submits: Action = { verb: 'answer', args: [round.id] };
    return { kind: 'form', form: answerForm(visit.t, submits, question) };
  }
  return say(
    gradeMessage(visit.t, {
      question,
      submission: best,
      appeals: await appealsIn(visit, round),
      revealed: false,
      opening: phrase('question.answered-already'),
      buttons: [boardButton(visit.t)],
    }),
  );
}

export async function submitAnswer(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated(visit);
  const { question } = snapshotOf(found.round);
  const read = readAnswer(visit.t, question, values);
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const submitted = await submit(visit.ports, visit.rubrics, {
    round: found.round,
    here: visit.here,
    member: visit.member,
    answer: read.answer,
    requestId: `${visit.here.id}:${visit.caller.requestId}`,
  });
  if (submitted.kind === 'graded' && submitted.submission.attempt === 1) visit.rounds.noteAnswer(found.round.id);
  return await submittedReply(visit, submitted, found.round);
}

async function submittedReply(visit: Visit, submitted: Submitted, round: Round): Promise<Reply> {
  switch (submitted.kind) {
    case 'closed':
      return closedReply(visit, submitted.round);
    case 'answered':
      return say(
        gradeMessage(visit.t, {
          question: submitted.question,
          submission: submitted.submission,
          appeals: await appealsIn(visit, round),
          revealed: round.state === 'closed',
          opening: phrase('question.first-grade-stands'),
          buttons: [boardButton(visit.t)],
        }),
      );
    case 'graded': {
      const again: Button[] =
        submitted.attemptsLeft > 0 && submitted.submission.grade.score < 1
          ? [
              {
                action: { verb: 'answer', args: [round.id] },
                label: visit.t.plain('question.try-again-button', { left: submitted.attemptsLeft }),
                style: 'secondary',
                opens: 'form',
              },
            ]
          : [];
      return say(
        gradeMessage(visit.t, {
          question: submitted.question,
          submission: submitted.submission,
          appeals: await appealsIn(visit, round),
          revealed: false,
          closing: await standingLine(visit, round),
          buttons: [...again, boardButton(visit.t)],
        }),
      );
    }
    default:
      return submitted satisfies never;
  }
}

async function standingLine(visit: Visit, round: Round): Promise<Phrase | undefined> {
  const { read } = visit.ports.store;
  const own = await rankOf(read, round.workspaceId, round.season, visit.member.id);
  const { current: streak } = await streakOf(read, round.workspaceId, visit.member.id);
  if (!own) return streak > 0 ? phrase('grade.streak', { streak }) : undefined;
  const { rank, points } = own;
  return streak > 0
    ? phrase('grade.standing-streak', { rank, points, streak })
    : phrase('grade.standing', { rank, points });
}

export async function pressHint(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated(visit);
  const { hint } = snapshotOf(found.round).question;
  const isOver = found.round.state === 'closed' || found.round.state === 'skipped';
  // Platforms put a reply in the place of the private message it was asked from: the way to the form must not go with it.
  const buttons = isOver ? [] : [answerButton(visit.t, found.round.id)];
  return tell(visit, hint ? phrase('question.hint', { hint: rich(hint) }) : 'question.no-hint', { buttons });
}

/** The member's own grade of a round, with the whole rubric once the round is closed. */
export async function pressGrade(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated(visit);
  const revealed = found.round.state === 'closed';
  const best = bestOf(await visit.ports.store.read.submissionsOf(found.round.id, visit.member.id));
  if (!best)
    return revealed || found.round.state === 'skipped'
      ? closedReply(visit, found.round)
      : tell(visit, 'question.not-answered', { buttons: [answerButton(visit.t, found.round.id)] });
  const { question } = snapshotOf(found.round);
  return say(
    gradeMessage(visit.t, {
      question,
      submission: best,
      appeals: await appealsIn(visit, found.round),
      revealed,
      buttons: revealed ? [keyButton(visit, found.round), boardButton(visit.t)] : [boardButton(visit.t)],
    }),
  );
}

/** The model answer, for whoever asks after the round is closed. */
export async function pressKey(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated(visit);
  if (found.round.state === 'skipped') return closedReply(visit, found.round);
  if (found.round.state !== 'closed')
    return tell(visit, 'question.not-revealed', { buttons: [answerButton(visit.t, found.round.id)] });
  const { question } = snapshotOf(found.round);
  return say({
    tone: 'neutral',
    summary: visit.t.plain('reveal.answer'),
    blocks: [
      { kind: 'heading', text: visit.t.plain('reveal.answer') },
      ...promptBlocks(question),
      { kind: 'divider' },
      ...answerBlocks(visit.t, question),
    ],
    buttons: [boardButton(visit.t)],
  });
}

function closedReply(visit: Visit, round: Round): Reply {
  if (round.state === 'skipped') return tell(visit, 'question.was-skipped');
  if (round.state !== 'closed') return tell(visit, 'question.just-ended');
  return tell(visit, 'question.round-closed', { buttons: [keyButton(visit, round)] });
}

async function severalOpen(visit: Visit, rounds: readonly Round[]): Promise<Reply> {
  const seen = await Promise.all(rounds.map((round) => channelsSeen(visit, round)));
  const channels = inARow(seen.flat());
  return tell(visit, phrase('question.several-open', { channels }));
}

async function nothingOpen(visit: Visit): Promise<Reply> {
  const { t } = visit;
  const { read } = visit.ports.store;
  const schedules = await schedulesHere(visit);
  if (schedules.length === 0) return tell(visit, 'question.not-set-up');
  const here = await scheduleHere(visit, visit.caller.channelId);
  const schedule =
    here ?? schedules.toSorted((a, b) => (a.nextDue?.getTime() ?? Infinity) - (b.nextDue?.getTime() ?? Infinity))[0];
  const last = schedule && (await read.lastClosedRound(visit.workspace.id, schedule.channelId));
  const at: Inline | undefined = schedule?.nextDue && {
    kind: 'time',
    at: schedule.nextDue,
    style: 'datetime',
    zone: schedule.zone,
  };
  // What is wrong with the home's channel means nothing to a guest.
  const why = at || isGuest(visit) ? undefined : schedule?.pauseReason;
  return say({
    tone: 'neutral',
    summary: t.plain('question.none-open-summary'),
    blocks: [
      paragraph(...(at ? t.rich('question.none-open-next', { at }) : t.rich('question.none-open-paused'))),
      ...(why ? [note(...t.rich('question.paused-why', { reason: why }))] : []),
      ...(last ? [note(...t.rich('question.last-answer'))] : []),
    ],
    buttons: last ? [keyButton(visit, last)] : [],
  });
}

const appealsIn = (visit: Visit, round: Round) => visit.ports.store.read.appealsOf(round.id, visit.member.id);

const keyButton = ({ t }: Visit, round: Round): Button => ({
  action: { verb: 'key', args: [round.id] },
  label: t.plain('reveal.read-button'),
  style: 'primary',
  opens: 'message',
});
