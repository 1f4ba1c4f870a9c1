/** Appeals: a member hands a grade to the leads, and a lead decides. Rights are checked before a lead's handlers run. */
import { type Phrase, phrase, type TextKey } from '../language/texts.ts';
import type { Action, Button, FormValues, Reply, Tone } from '../message.ts';
import type { Appeal } from '../rounds/appeal.ts';
import { appealForm, canAppeal, fieldText, type ReadReason, readReason } from '../rounds/appeal-message.ts';
import { type Case, caseOf, decideAppeal, makeAppeal, openAppeals, readCase } from '../rounds/appeals.ts';
import {
  alreadyLine,
  caseMessage,
  decidedLine,
  declineForm,
  pointsForm,
  readPoints,
  wholeAnswerMessage,
} from '../rounds/case-message.ts';
import { FULL_POINTS } from '../rounds/points.ts';
import { myGradeButton } from '../rounds/question-message.ts';
import { snapshotOf } from '../rounds/rubrics.ts';
import { outdated, playedIn, roundOf, say, tell, type Visit } from './visit.ts';

// ── The member ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function pressAppeal(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated(visit);
  const { round } = found;
  const { read } = visit.ports.store;
  const submissions = await read.submissionsOf(round.id, visit.member.id);
  const submission = submissions.find(({ attempt }) => attempt === attemptOf(action));
  if (!submission) return outdated(visit);
  const appeals = await read.appealsOf(round.id, visit.member.id);
  const before = appeals.find((appeal) => appeal.submissionId === submission.id);
  if (before) return appealedAlready(visit, before, round.id);
  if (!canAppeal(submission, appeals)) return tell(visit, 'appeal.nothing');
  return { kind: 'form', form: appealForm(visit.t, snapshotOf(round).question, submission) };
}

export async function submitAppeal(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const found = await roundOf(visit, action);
  const attempt = attemptOf(action);
  if (!found || attempt === undefined) return outdated(visit);
  const read = readReason(visit.t, values, 'appeal.reason-missing');
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const { round } = found;
  const made = await makeAppeal(visit.ports, { round, member: visit.member, attempt, reason: read.reason });
  switch (made.kind) {
    case 'made':
      return tell(visit, 'appeal.made', { tone: 'good', buttons: [myGradeButton(visit.t, round.id)] });
    case 'again':
      return appealedAlready(visit, made.appeal, round.id);
    case 'nothing':
      return tell(visit, 'appeal.nothing');
    default:
      return made satisfies never;
  }
}

function attemptOf(action: Action): number | undefined {
  const [, attempt = ''] = action.args;
  return /^\d{1,3}$/.test(attempt) ? Number(attempt) : undefined;
}

function appealedAlready(visit: Visit, appeal: Appeal, roundId: string): Reply {
  const line: TextKey = appeal.decision ? 'appeal.decided-already' : 'appeal.made-already';
  return tell(visit, line, { buttons: [myGradeButton(visit.t, roundId)] });
}

// ── The lead ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The oldest open appeal of the workspace; a guest's admins see to those of its own rounds, too. */
export async function next(visit: Visit): Promise<Reply> {
  const { read } = visit.ports.store;
  const { oldest, open } = await openAppeals(read, playedIn(visit));
  if (!oldest) return tell(visit, 'case.none-open');
  return say(caseMessage(visit.t, await readCase(read, oldest), Math.max(0, open - 1)));
}

export async function wholeAnswer(visit: Visit, action: Action): Promise<Reply> {
  const found = await caseIn(visit, action);
  return found ? say(wholeAnswerMessage(visit.t, found)) : unknownAppeal(visit);
}

export async function openPoints(visit: Visit, action: Action): Promise<Reply> {
  return await openForm(visit, action, pointsForm);
}

export async function openDecline(visit: Visit, action: Action): Promise<Reply> {
  return await openForm(visit, action, declineForm);
}

async function openForm(visit: Visit, action: Action, form: typeof declineForm): Promise<Reply> {
  const found = await caseIn(visit, action);
  if (!found) return unknownAppeal(visit);
  return found.appeal.decision
    ? await andNext(visit, alreadyLine(found), 'neutral')
    : { kind: 'form', form: form(visit.t, found) };
}

export async function giveFull(visit: Visit, action: Action): Promise<Reply> {
  return await decide(visit, action, FULL_POINTS, { ok: true, reason: '' });
}

export async function submitPoints(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const points = readPoints(fieldText(values, 'points'));
  if (points !== undefined) return await decide(visit, action, points, readReason(visit.t, values));
  const problem = visit.t.plain('case.points-unreadable', { full: FULL_POINTS });
  return { kind: 'invalid', errors: { points: problem } };
}

export async function submitDecline(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  return await decide(visit, action, undefined, readReason(visit.t, values, 'case.decline-missing'));
}

async function decide(visit: Visit, action: Action, points: number | undefined, read: ReadReason): Promise<Reply> {
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const [appealId = ''] = action.args;
  const verdict = { appealId, workspaceIds: playedIn(visit), lead: visit.member, points, reason: read.reason };
  const done = await decideAppeal(visit.ports, verdict);
  switch (done.kind) {
    case 'decided':
      return await andNext(visit, decidedLine(done.decided, done.gain), 'good');
    case 'already':
      return await andNext(visit, alreadyLine(done.decided), 'neutral');
    case 'too-few': {
      const problem = visit.t.plain('case.points-too-few', { given: done.given });
      return { kind: 'invalid', errors: { points: problem } };
    }
    case 'unknown':
      return unknownAppeal(visit);
    default:
      return done satisfies never;
  }
}

async function caseIn(visit: Visit, action: Action): Promise<Case | undefined> {
  return await caseOf(visit.ports.store.read, action.args[0] ?? '', playedIn(visit));
}

const unknownAppeal = (visit: Visit) => tell(visit, 'case.unknown');

/** The line, and a way on while there is one. */
async function andNext(visit: Visit, line: Phrase, tone: Tone): Promise<Reply> {
  const { open } = await openAppeals(visit.ports.store.read, playedIn(visit));
  const button: Button = {
    action: { verb: 'appeals', args: [] },
    label: visit.t.plain('case.next-button'),
    style: 'primary',
    opens: 'message',
  };
  const said = phrase('case.and-next', { line, others: phrase('case.others', { open }) });
  return tell(visit, said, { tone, buttons: open === 0 ? [] : [button] });
}
