/** The member's side of a round: see it, answer it, read the grade, and the answer once it is revealed. */
import {
  type Action,
  type Button,
  type FormValues,
  type Inline,
  note,
  paragraph,
  type Reply,
  text,
} from '../message.ts';
import type { Round, Schedule } from '../ports.ts';
import { answerForm, readAnswer } from '../rounds/answer-form.ts';
import { gradeMessage } from '../rounds/grade-message.ts';
import { viewOf } from '../rounds/life.ts';
import { bestOf } from '../rounds/points.ts';
import { promptBlocks, questionMessage } from '../rounds/question-message.ts';
import { answerBlocks } from '../rounds/reveal-message.ts';
import { snapshotOf } from '../rounds/rubrics.ts';
import { type Submitted, submit, takesAnswers } from '../rounds/submissions.ts';
import { ordinal } from '../standings/board-message.ts';
import { rankOf, streakOf } from '../standings/standings.ts';
import { currentRound, outdated, roundOf, say, sayInlines, tell, type Visit } from './visit.ts';

export async function today(visit: Visit): Promise<Reply> {
  const current = await currentRound(visit);
  if (!current) return await nothingOpen(visit);
  if ('several' in current) return severalOpen(current.several);
  const answered = await visit.ports.store.read.membersAnswered(current.round.id);
  return say(questionMessage(viewOf(visit.ports, current.round, current.schedule, answered)));
}

export async function answer(visit: Visit): Promise<Reply> {
  const current = await currentRound(visit);
  if (!current) return await nothingOpen(visit);
  if ('several' in current) return severalOpen(current.several);
  return await openForm(visit, current.round, current.schedule);
}

export async function pressAnswer(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  return found ? await openForm(visit, found.round, found.schedule) : outdated();
}

async function openForm(visit: Visit, round: Round, schedule: Schedule): Promise<Reply> {
  const earlier = await visit.ports.store.read.submissionsOf(round.id, visit.member.id);
  const best = bestOf(earlier);
  if (!takesAnswers(round, visit.ports.clock.now())) return closedReply(round);
  const { question } = snapshotOf(round);
  if (!best || earlier.length < schedule.attempts) return { kind: 'form', form: answerForm(round.id, question) };
  return say(
    gradeMessage({
      question,
      submission: best,
      appeals: await appealsIn(visit, round),
      revealed: false,
      opening: 'You answered this one already. This is the grade it got:',
      buttons: [boardButton()],
    }),
  );
}

export async function submitAnswer(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated();
  const { question } = snapshotOf(found.round);
  const read = readAnswer(question, values);
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const submitted = await submit(visit.ports, visit.rubrics, {
    round: found.round,
    member: visit.member,
    answer: read.answer,
    requestId: `${visit.workspace.id}:${visit.caller.requestId}`,
  });
  if (submitted.kind === 'graded' && submitted.submission.attempt === 1) visit.rounds.noteAnswer(found.round.id);
  return await submittedReply(visit, submitted, found.round);
}

async function submittedReply(visit: Visit, submitted: Submitted, round: Round): Promise<Reply> {
  switch (submitted.kind) {
    case 'closed':
      return closedReply(submitted.round);
    case 'answered':
      return say(
        gradeMessage({
          question: submitted.question,
          submission: submitted.submission,
          appeals: await appealsIn(visit, round),
          revealed: round.state === 'closed',
          opening: 'You answered this one already, and the first grade stands:',
          buttons: [boardButton()],
        }),
      );
    case 'graded': {
      const again: Button[] =
        submitted.attemptsLeft > 0 && submitted.submission.grade.score < 1
          ? [
              {
                action: { verb: 'answer', args: [round.id] },
                label: `Try again (${submitted.attemptsLeft} left)`,
                style: 'secondary',
                opens: 'form',
              },
            ]
          : [];
      return say(
        gradeMessage({
          question: submitted.question,
          submission: submitted.submission,
          appeals: await appealsIn(visit, round),
          revealed: false,
          closing: await standingLine(visit, round),
          buttons: [...again, boardButton()],
        }),
      );
    }
    default:
      return submitted satisfies never;
  }
}

async function standingLine(visit: Visit, round: Round): Promise<string> {
  const { read } = visit.ports.store;
  const own = await rankOf(read, visit.workspace.id, round.season, visit.member.id);
  const streak = await streakOf(read, visit.member.id);
  const streakWords = streak.current > 0 ? ` Streak: ${streak.current}.` : '';
  return own
    ? `You are ${own.rank}${ordinal(own.rank)} this season with ${own.points} points.${streakWords}`
    : streakWords.trim();
}

export async function pressHint(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated();
  const { hint } = snapshotOf(found.round).question;
  return tell(hint ? `**Hint:** ${hint}` : 'This question has no hint.');
}

/** The member's own grade of a round, with the whole rubric once the round is closed. */
export async function pressGrade(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated();
  const revealed = found.round.state === 'closed';
  const best = bestOf(await visit.ports.store.read.submissionsOf(found.round.id, visit.member.id));
  if (!best)
    return revealed || found.round.state === 'skipped'
      ? closedReply(found.round)
      : tell('You have not answered this one yet.', { buttons: [answerButton(found.round)] });
  const { question } = snapshotOf(found.round);
  return say(
    gradeMessage({
      question,
      submission: best,
      appeals: await appealsIn(visit, found.round),
      revealed,
      buttons: revealed ? [keyButton(found.round), boardButton()] : [boardButton()],
    }),
  );
}

/** The model answer, for whoever asks after the round is closed. */
export async function pressKey(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated();
  if (found.round.state === 'skipped') return closedReply(found.round);
  if (found.round.state !== 'closed')
    return tell('The answer is revealed when the round closes.', { buttons: [answerButton(found.round)] });
  const { question } = snapshotOf(found.round);
  return say({
    tone: 'neutral',
    summary: 'The answer',
    blocks: [
      { kind: 'heading', text: 'The answer' },
      ...promptBlocks(question),
      { kind: 'divider' },
      ...answerBlocks(question),
    ],
    buttons: [boardButton()],
  });
}

function closedReply(round: Round): Reply {
  if (round.state === 'skipped') return tell('That question was skipped. Use `/quiz today` for the current one.');
  if (round.state !== 'closed')
    return tell('This round has just ended and takes no more answers. The reveal comes in a moment.');
  return tell('This round is closed and takes no more answers. You can read the answer now.', {
    buttons: [keyButton(round)],
  });
}

function severalOpen(rounds: readonly Round[]): Reply {
  const places = rounds.flatMap((round, index): Inline[] => [
    text(index === 0 ? '' : ', '),
    { kind: 'channel', id: round.channelId },
  ]);
  return sayInlines([text('Questions are open in '), ...places, text('. Ask in one of them.')]);
}

async function nothingOpen(visit: Visit): Promise<Reply> {
  const { read } = visit.ports.store;
  const schedules = await read.schedulesOfWorkspace(visit.workspace.id);
  if (schedules.length === 0) return tell('No question is set up here yet. An admin can start with `/quiz setup`.');
  const here = schedules.find((schedule) => schedule.channelId === visit.caller.channelId);
  const schedule =
    here ?? schedules.toSorted((a, b) => (a.nextDue?.getTime() ?? Infinity) - (b.nextDue?.getTime() ?? Infinity))[0];
  const last = schedule && (await read.lastClosedRound(visit.workspace.id, schedule.channelId));
  const when: Inline[] = schedule?.nextDue
    ? [
        text('The next one comes '),
        { kind: 'time', at: schedule.nextDue, style: 'datetime', zone: schedule.zone },
        text('.'),
      ]
    : [text('Posting is paused.')];
  return say({
    tone: 'neutral',
    summary: 'No question is open',
    blocks: [
      paragraph(text('No question is open right now. '), ...when),
      ...(last ? [note(text('You can read the answer to the last one.'))] : []),
    ],
    buttons: last ? [keyButton(last)] : [],
  });
}

const appealsIn = (visit: Visit, round: Round) => visit.ports.store.read.appealsOf(round.id, visit.member.id);

const answerButton = (round: Round): Button => ({
  action: { verb: 'answer', args: [round.id] },
  label: 'Answer',
  style: 'primary',
  opens: 'form',
});

const keyButton = (round: Round): Button => ({
  action: { verb: 'key', args: [round.id] },
  label: 'Read the answer',
  style: 'primary',
  opens: 'message',
});

const boardButton = (): Button => ({
  action: { verb: 'board', args: ['season'] },
  label: 'Leaderboard',
  style: 'secondary',
  opens: 'message',
});
