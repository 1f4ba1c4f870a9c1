/** Taking an answer: grade it, and in one transaction keep it, its points and the streak. */
import type { Question } from '../bank/question.ts';
import type { Answer } from '../grading/grade.ts';
import { grade } from '../grading/index.ts';
import type { LedgerEntry, Member, Ports, Round, Schedule, StoreTransaction, Submission, Workspace } from '../ports.ts';
import { noteReview } from '../practice/memory.ts';
import { extendStreak } from '../standings/streaks.ts';
import { bestOf, pointsOf } from './points.ts';
import { type Rubrics, snapshotOf } from './rubrics.ts';

export type Submitted =
  /** Kept and graded; or the same request delivered again, which counts once and gets the same grade. */
  | {
      readonly kind: 'graded';
      readonly submission: Submission;
      readonly question: Question;
      readonly attemptsLeft: number;
    }
  /** No attempts are left; the best earlier submission. */
  | { readonly kind: 'answered'; readonly submission: Submission; readonly question: Question }
  | { readonly kind: 'closed'; readonly round: Round };

export interface NewSubmission {
  readonly round: Round;
  /** The workspace the answer came from; the round may be of the one it is linked to. */
  readonly here: Workspace;
  /** Who plays; of either workspace. */
  readonly member: Member;
  readonly answer: Answer;
  readonly requestId: string;
}

/** Whether answers are taken: also before the post is confirmed, because people may see it already. */
export function takesAnswers(round: Round, now: Date): boolean {
  return (round.state === 'open' || round.state === 'planned') && now < round.closesAt;
}

export async function submit(ports: Ports, rubrics: Rubrics, input: NewSubmission): Promise<Submitted> {
  const { store, clock, ids } = ports;
  const compiled = await rubrics.of(input.round, store.read);
  // Grading is pure, so it is done before the transaction and holds no lock.
  const graded = grade(compiled, input.answer);
  return await store.write(async (tx): Promise<Submitted> => {
    const now = clock.now();
    const round = await tx.round(input.round.id);
    const schedule = round && (await tx.schedule(round.scheduleId));
    if (!schedule) throw new Error(`round ${input.round.id} or its schedule is gone`);
    const { question } = snapshotOf(round);
    // Looked up again: two accounts may have become one member since the request came in.
    const memberId = (await tx.playsAs(input.member.id)) ?? input.member.id;
    const earlier = await tx.submissionsOf(round.id, memberId);
    const same = earlier.find((submission) => submission.requestId === input.requestId);
    if (same) {
      return {
        kind: 'graded',
        submission: same,
        question,
        attemptsLeft: Math.max(0, schedule.attempts - earlier.length),
      };
    }
    const best = bestOf(earlier);
    if (!takesAnswers(round, now))
      return best ? { kind: 'answered', submission: best, question } : { kind: 'closed', round };
    if (best && earlier.length >= schedule.attempts) return { kind: 'answered', submission: best, question };

    const submission: Submission = {
      id: ids.next(),
      roundId: round.id,
      memberId,
      attempt: earlier.length + 1,
      requestId: input.requestId,
      answer: input.answer,
      grade: graded,
      at: now,
    };
    await keepWorkspace(tx, input.here);
    await tx.saveMember(input.member);
    if (!(await tx.insertSubmission(submission)))
      throw new Error(`request ${input.requestId} was used for another round`);
    await noteReview(tx, round, submission);
    const entry = ledgerEntry(ids.next(), round, submission, best);
    if (entry) await tx.addToLedger(entry);
    if (!best && round.scheduled) await keepStreak(tx, round, schedule, memberId);
    return { kind: 'graded', submission, question, attemptsLeft: schedule.attempts - submission.attempt };
  });
}

/** Written only when it says something new: an answer is no place for a needless write. */
async function keepWorkspace(tx: StoreTransaction, here: Workspace): Promise<void> {
  const kept = await tx.workspace(here.id);
  const known = kept?.name === here.name && (here.locale === undefined || kept.locale === here.locale);
  if (!known) await tx.saveWorkspace(here);
}

/** The first attempt is entered even with 0 points, because it counts as a round answered. */
function ledgerEntry(
  id: string,
  round: Round,
  submission: Submission,
  best: Submission | undefined,
): LedgerEntry | undefined {
  const points = pointsOf(submission.grade) - (best ? pointsOf(best.grade) : 0);
  if (best && points <= 0) return undefined;
  return {
    id,
    workspaceId: round.workspaceId,
    memberId: submission.memberId,
    roundId: round.id,
    submissionId: submission.id,
    points,
    reason: best ? 'better-attempt' : 'answer',
    week: round.week,
    season: round.season,
    at: submission.at,
  };
}

async function keepStreak(tx: StoreTransaction, round: Round, schedule: Schedule, memberId: string): Promise<void> {
  const streak = await tx.streak(memberId, schedule.id);
  await tx.saveStreak(extendStreak(streak, memberId, schedule.id, round.sequence));
}
