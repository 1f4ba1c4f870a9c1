/** Making and deciding appeals. Each is one transaction: the appeal, the grade, and the points follow together. */
import type { Grade } from '../grading/grade.ts';
import type { Member, Ports, Round, StoreTransaction, Submission } from '../ports.ts';
import { noteReview } from '../practice/memory.ts';
import type { Appeal, Decision } from './appeal.ts';
import { canAppeal } from './appeal-message.ts';
import { bestOf, FULL_POINTS, pointsOf } from './points.ts';

export type Appealed =
  | { readonly kind: 'made' }
  /** There is an appeal of this submission already. */
  | { readonly kind: 'again'; readonly appeal: Appeal }
  /** There is no such submission, or it has full points. */
  | { readonly kind: 'nothing' };

export interface NewAppeal {
  readonly round: Round;
  readonly member: Member;
  readonly attempt: number;
  readonly reason: string;
}

/** Hands a member's own submission to the leads, once. */
export async function makeAppeal(ports: Ports, input: NewAppeal): Promise<Appealed> {
  const { round, member, attempt, reason } = input;
  return await ports.store.write(async (tx): Promise<Appealed> => {
    const submissions = await tx.submissionsOf(round.id, member.id);
    const submission = submissions.find((candidate) => candidate.attempt === attempt);
    if (!submission) return { kind: 'nothing' };
    const appeals = await tx.appealsOf(round.id, member.id);
    const before = appeals.find((appeal) => appeal.submissionId === submission.id);
    if (before) return { kind: 'again', appeal: before };
    if (!canAppeal(submission, appeals)) return { kind: 'nothing' };
    const inserted = await tx.insertAppeal({
      id: ports.ids.next(),
      workspaceId: round.workspaceId,
      submissionId: submission.id,
      reason,
      at: ports.clock.now(),
      decision: undefined,
    });
    if (!inserted) throw new Error(`submission ${submission.id} has an appeal that could not be read`);
    return { kind: 'made' };
  });
}

/** An appeal with everything a lead decides by. */
export interface Case {
  readonly appeal: Appeal;
  readonly submission: Submission;
  readonly round: Round;
  readonly member: Member;
  /** The lead who decided it; undefined while it is open. */
  readonly lead: Member | undefined;
}

/** The appeal with this id, when it is of one of these workspaces. */
export async function caseOf(
  tx: StoreTransaction,
  id: string,
  workspaceIds: readonly string[],
): Promise<Case | undefined> {
  const appeal = await tx.appeal(id);
  return appeal && workspaceIds.includes(appeal.workspaceId) ? await readCase(tx, appeal) : undefined;
}

/** The oldest open appeal of these workspaces, and how many are open. */
export async function openAppeals(
  tx: StoreTransaction,
  workspaceIds: readonly string[],
): Promise<{ readonly oldest: Appeal | undefined; readonly open: number }> {
  const oldest = await Promise.all(workspaceIds.map((id) => tx.oldestOpenAppeal(id)));
  const counts = await Promise.all(workspaceIds.map((id) => tx.countOpenAppeals(id)));
  const [first] = oldest.flatMap((appeal) => appeal ?? []).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { oldest: first, open: counts.reduce((sum, count) => sum + count, 0) };
}

export async function readCase(tx: StoreTransaction, appeal: Appeal): Promise<Case> {
  const submission = await tx.submission(appeal.submissionId);
  const round = submission && (await tx.round(submission.roundId));
  const member = submission && (await tx.member(submission.memberId));
  if (!round || !member) throw new Error(`appeal ${appeal.id} lacks its submission, round or member`);
  const lead = appeal.decision && (await tx.member(appeal.decision.by));
  return { appeal, submission, round, member, lead };
}

export interface Verdict {
  readonly appealId: string;
  /** The appeal must be of one of these; the lead may be of a workspace linked to it. */
  readonly workspaceIds: readonly string[];
  readonly lead: Member;
  /** What the answer shall be worth, 0 to 10, whole or half; undefined declines. */
  readonly points: number | undefined;
  readonly reason: string;
}

export type Decided =
  /** `gain`: how many points the member's total rose by. */
  | { readonly kind: 'decided'; readonly decided: Case; readonly gain: number }
  /** Somebody decided it before. */
  | { readonly kind: 'already'; readonly decided: Case }
  /** The grade gives as many points already, and an appeal never lowers it. */
  | { readonly kind: 'too-few'; readonly given: number }
  | { readonly kind: 'unknown' };

/** Decides an open appeal. Streaks, and the number of rounds answered, stay as they are. */
export async function decideAppeal(ports: Ports, verdict: Verdict): Promise<Decided> {
  const { appealId, workspaceIds, lead, points, reason } = verdict;
  return await ports.store.write(async (tx): Promise<Decided> => {
    const open = await caseOf(tx, appealId, workspaceIds);
    if (!open) return { kind: 'unknown' };
    if (open.appeal.decision) return { kind: 'already', decided: open };
    const { grade } = open.submission;
    const given = pointsOf(grade);
    if (points !== undefined && points <= given) return { kind: 'too-few', given };

    const decision: Decision = {
      ruling: points === undefined ? 'declined' : points === FULL_POINTS ? 'accepted' : 'adjusted',
      score: points === undefined ? grade.score : points / FULL_POINTS,
      reason,
      by: lead.id,
      at: ports.clock.now(),
    };
    await tx.saveMember(lead);
    if (!(await tx.decideAppeal(appealId, decision))) throw new Error(`appeal ${appealId} was closed meanwhile`);
    const raised = { ...grade, score: decision.score, graded: grade.score };
    const gain = points === undefined ? 0 : await raise(ports, tx, open, raised, decision.at);
    const submission = points === undefined ? open.submission : { ...open.submission, grade: raised };
    return { kind: 'decided', decided: { ...open, submission, appeal: { ...open.appeal, decision }, lead }, gain };
  });
}

/** Gives the submission its new grade, and the member what their best one is worth more than before. */
async function raise(ports: Ports, tx: StoreTransaction, open: Case, grade: Grade, at: Date): Promise<number> {
  const { submission, round } = open;
  const before = await tx.submissionsOf(round.id, submission.memberId);
  await tx.regrade(submission.id, grade);
  await noteReview(tx, round, { ...submission, grade });
  const after = before.map((each) => (each.id === submission.id ? { ...each, grade } : each));
  const points = worth(after) - worth(before);
  if (points > 0) {
    await tx.addToLedger({
      id: ports.ids.next(),
      workspaceId: round.workspaceId,
      memberId: submission.memberId,
      roundId: round.id,
      submissionId: submission.id,
      points,
      reason: 'appeal',
      week: round.week,
      season: round.season,
      at,
    });
  }
  return points;
}

function worth(submissions: readonly Submission[]): number {
  const best = bestOf(submissions);
  return best ? pointsOf(best.grade) : 0;
}
