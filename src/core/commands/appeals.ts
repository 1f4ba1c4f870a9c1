/** Appeals: a member hands a grade to the leads, and a lead decides. Rights are checked before a lead's handlers run. */
import type { Action, Button, FormValues, Reply, Tone } from '../message.ts';
import type { Appeal } from '../rounds/appeal.ts';
import { appealForm, canAppeal, fieldText, type ReadReason, readReason } from '../rounds/appeal-message.ts';
import { type Case, caseOf, decideAppeal, makeAppeal, readCase } from '../rounds/appeals.ts';
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
import { outdated, roundOf, say, tell, tellLiteral, type Visit } from './visit.ts';

// ── The member ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function pressAppeal(visit: Visit, action: Action): Promise<Reply> {
  const found = await roundOf(visit, action);
  if (!found) return outdated();
  const { round } = found;
  const { read } = visit.ports.store;
  const submissions = await read.submissionsOf(round.id, visit.member.id);
  const submission = submissions.find(({ attempt }) => attempt === attemptOf(action));
  if (!submission) return outdated();
  const appeals = await read.appealsOf(round.id, visit.member.id);
  const before = appeals.find((appeal) => appeal.submissionId === submission.id);
  if (before) return appealedAlready(before, round.id);
  if (!canAppeal(submission, appeals)) return nothingToAppeal();
  return { kind: 'form', form: appealForm(snapshotOf(round).question, submission) };
}

export async function submitAppeal(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const found = await roundOf(visit, action);
  const attempt = attemptOf(action);
  if (!found || attempt === undefined) return outdated();
  const read = readReason(values, 'Say what the grader missed: one sentence is enough.');
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const { round } = found;
  const made = await makeAppeal(visit.ports, { round, member: visit.member, attempt, reason: read.reason });
  switch (made.kind) {
    case 'made':
      return tell('Your appeal is with the leads.', { tone: 'good', buttons: [myGradeButton(round.id)] });
    case 'again':
      return appealedAlready(made.appeal, round.id);
    case 'nothing':
      return nothingToAppeal();
    default:
      return made satisfies never;
  }
}

function attemptOf(action: Action): number | undefined {
  const [, attempt = ''] = action.args;
  return /^\d{1,3}$/.test(attempt) ? Number(attempt) : undefined;
}

function appealedAlready(appeal: Appeal, roundId: string): Reply {
  const line = appeal.decision
    ? 'You appealed this grade, and a lead has decided. Your grade says how.'
    : 'Your appeal is already with the leads.';
  return tell(line, { buttons: [myGradeButton(roundId)] });
}

const nothingToAppeal = () => tell('There is nothing to appeal here: this answer has full marks, or none was given.');

// ── The lead ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The oldest open appeal of the workspace. */
export async function next(visit: Visit): Promise<Reply> {
  const { read } = visit.ports.store;
  const appeal = await read.oldestOpenAppeal(visit.workspace.id);
  if (!appeal) return tell('No appeal is open.');
  const open = await read.countOpenAppeals(visit.workspace.id);
  return say(caseMessage(await readCase(read, appeal), Math.max(0, open - 1)));
}

export async function wholeAnswer(visit: Visit, action: Action): Promise<Reply> {
  const found = await caseIn(visit, action);
  return found ? say(wholeAnswerMessage(found)) : unknownAppeal();
}

export async function openPoints(visit: Visit, action: Action): Promise<Reply> {
  return await openForm(visit, action, pointsForm);
}

export async function openDecline(visit: Visit, action: Action): Promise<Reply> {
  return await openForm(visit, action, declineForm);
}

async function openForm(visit: Visit, action: Action, form: typeof declineForm): Promise<Reply> {
  const found = await caseIn(visit, action);
  if (!found) return unknownAppeal();
  return found.appeal.decision
    ? await andNext(visit, alreadyLine(found), 'neutral')
    : { kind: 'form', form: form(found) };
}

export async function giveFull(visit: Visit, action: Action): Promise<Reply> {
  return await decide(visit, action, FULL_POINTS, { ok: true, reason: '' });
}

export async function submitPoints(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const points = readPoints(fieldText(values, 'points'));
  if (points !== undefined) return await decide(visit, action, points, readReason(values));
  const problem = `Write points from 0 to ${FULL_POINTS}, whole or half, such as 7 or 7.5.`;
  return { kind: 'invalid', errors: { points: problem } };
}

export async function submitDecline(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const missing = 'Say why the grade stands: the member reads it.';
  return await decide(visit, action, undefined, readReason(values, missing));
}

async function decide(visit: Visit, action: Action, points: number | undefined, read: ReadReason): Promise<Reply> {
  if (!read.ok) return { kind: 'invalid', errors: read.errors };
  const [appealId = ''] = action.args;
  const done = await decideAppeal(visit.ports, { appealId, lead: visit.member, points, reason: read.reason });
  switch (done.kind) {
    case 'decided':
      return await andNext(visit, decidedLine(done.decided, done.gain), 'good');
    case 'already':
      return await andNext(visit, alreadyLine(done.decided), 'neutral');
    case 'too-few': {
      const problem = `The grade gives ${done.given} already, and an appeal never lowers it. Give more, or decline.`;
      return { kind: 'invalid', errors: { points: problem } };
    }
    case 'unknown':
      return unknownAppeal();
    default:
      return done satisfies never;
  }
}

async function caseIn(visit: Visit, action: Action): Promise<Case | undefined> {
  return await caseOf(visit.ports.store.read, action.args[0] ?? '', visit.workspace.id);
}

const unknownAppeal = () => tell('There is no such appeal here. `/quiz appeals` shows the oldest open one.');

/** The line, and a way on while there is one. */
async function andNext(visit: Visit, line: string, tone: Tone): Promise<Reply> {
  const open = await visit.ports.store.read.countOpenAppeals(visit.workspace.id);
  const more = open === 0 ? 'No other appeal is open.' : `${open} more ${open === 1 ? 'is' : 'are'} open.`;
  const buttons: Button[] = [
    { action: { verb: 'appeals', args: [] }, label: 'Next appeal', style: 'primary', opens: 'message' },
  ];
  return tellLiteral(`${line} ${more}`, { tone, buttons: open === 0 ? [] : buttons });
}
