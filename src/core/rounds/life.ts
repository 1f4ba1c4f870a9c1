/** Opening and closing a round. Both only write; the outbox sends what they enqueued once it is committed. */

import { chooseQuestion } from '../bank/choose.ts';
import { titleOf } from '../bank/topics.ts';
import { englishTexts, type Phrase } from '../language/texts.ts';
import type { Ports, Round, RoundAnswers, Schedule, StoreTransaction } from '../ports.ts';
import { runningStreak } from '../standings/streaks.ts';
import { periodsOf, seasonPassed } from './calendar.ts';
import { discussionMessage } from './discussion-message.ts';
import {
  type AskedPlace,
  ENDED_UNSENT,
  outboxItem,
  outboxKey,
  ownPlace,
  placesAsked,
  placesToAsk,
  type RoundPlace,
  textsAt,
} from './places.ts';
import {
  closedQuestionMessage,
  type QuestionView,
  questionMessage,
  skippedQuestionMessage,
} from './question-message.ts';
import { type RevealView, revealMessage } from './reveal-message.ts';
import { snapshotOf } from './rubrics.ts';
import { skipMessage } from './skip-message.ts';

/** How long a question posted by hand stays open when no next slot ends it. */
const MANUAL_OPEN_MS = 24 * 3_600_000;

export interface Opening {
  readonly schedule: Schedule;
  readonly slot: Date;
  readonly scheduled: boolean;
  /** The slot after this one, which closes the round. */
  readonly next: Date | undefined;
  readonly now: Date;
}

/** The schedule has a round for this slot already; thrown so that nothing the opening did before is kept. */
export class SlotTaken extends Error {
  override readonly name = 'SlotTaken';
  constructor(scheduleId: string, slot: Date) {
    super(`schedule ${scheduleId} has a round for ${slot.toISOString()} already`);
  }
}

/** Closes what the schedule has open and plans a new round. Throws SlotTaken, for the transaction to be rolled back. */
export async function openRound(ports: Ports, tx: StoreTransaction, opening: Opening): Promise<Round> {
  const { schedule, slot, now } = opening;
  let order = 0;
  for (const live of await tx.liveRoundsOfSchedule(schedule.id)) {
    order = await closeRound(ports, tx, live, { schedule, next: 'now', now, order });
  }
  // One bank for all of it: a reload may put another in its place at any await.
  const { bank } = ports;
  const history = {
    bank,
    asked: await tx.askedQuestions(schedule.id),
    season: seasonPassed(slot, schedule.zone),
    seed: schedule.seed,
  };
  // A bank that lost the chosen topics asks about the others rather than nothing.
  const question =
    chooseQuestion({ ...history, topics: schedule.topics }) ?? chooseQuestion({ ...history, topics: [] });
  if (!question) throw new Error('the bank has no questions');
  const last = await tx.lastSequence(schedule.id);
  const round = newRound(ports, schedule, slot, {
    scheduled: opening.scheduled,
    sequence: opening.scheduled ? last + 1 : last,
    state: 'planned',
    skipReason: undefined,
    snapshot: { question, bankVersion: bank.version },
    closesAt: opening.next ?? new Date(now.getTime() + MANUAL_OPEN_MS),
  });
  await tx.saveBankVersion(bank);
  if (!(await tx.insertRound(round))) throw new SlotTaken(schedule.id, slot);
  const view = viewOf(ports, round, schedule, 0);
  for (const place of await placesToAsk(tx, schedule)) {
    const message = questionMessage(await textsAt(tx, place), view);
    await tx.enqueue(outboxItem('question', { round, place, now, order }, message));
  }
  return round;
}

type Fate = Pick<Round, 'scheduled' | 'sequence' | 'state' | 'skipReason' | 'snapshot' | 'closesAt'>;

function newRound(ports: Ports, schedule: Schedule, slot: Date, fate: Fate): Round {
  return {
    id: ports.ids.next(),
    scheduleId: schedule.id,
    workspaceId: schedule.workspaceId,
    channelId: schedule.channelId,
    slot,
    ...periodsOf(slot, schedule.zone),
    openedAt: undefined,
    closedAt: undefined,
    message: undefined,
    ...fate,
  };
}

/** Records that a slot has no question, so that it can never be asked later, and says why in its channels when `tell` is set. */
export async function skipSlot(
  ports: Ports,
  tx: StoreTransaction,
  skip: { schedule: Schedule; slot: Date; reason: Phrase; next: Date | undefined; now: Date; tell: boolean },
): Promise<void> {
  const { schedule, slot, now, next } = skip;
  const round = newRound(ports, schedule, slot, {
    scheduled: true,
    sequence: 0,
    state: 'skipped',
    skipReason: skip.reason,
    snapshot: undefined,
    closesAt: slot,
  });
  if (!(await tx.insertRound(round)) || !skip.tell) return;
  for (const place of await placesToAsk(tx, schedule)) {
    const message = skipMessage(await textsAt(tx, place), round, schedule.zone, next);
    await tx.enqueue(outboxItem('notice', { round, place, now, order: 0 }, message));
  }
}

/** Has the question say what is true of it now: until when it is open, and how many have answered. */
export async function refreshQuestion(
  ports: Ports,
  tx: StoreTransaction,
  round: Round,
  change: { readonly schedule: Schedule; readonly now: Date },
): Promise<void> {
  const { schedule, now } = change;
  const view = viewOf(ports, round, schedule, await tx.membersAnswered(round.id));
  for (const { place, question } of await placesAsked(tx, round)) {
    if (question.state === 'failed') continue;
    const message = questionMessage(await textsAt(tx, place), view);
    const item = outboxItem('update', { round, place, now, order: 0 }, message);
    await tx.enqueue(item);
    // A question is refreshed more than once; what was sent before is sent anew.
    await tx.updateOutbox(item.key, { state: 'pending', tries: 0, dueAt: now, error: undefined, message });
  }
}

/** Lets a round close later, and has its question say so. */
export async function extendRound(
  ports: Ports,
  tx: StoreTransaction,
  round: Round,
  change: { readonly schedule: Schedule; readonly closesAt: Date; readonly now: Date },
): Promise<void> {
  const { schedule, closesAt, now } = change;
  await tx.updateRound(round.id, { closesAt });
  await refreshQuestion(ports, tx, { ...round, closesAt }, { schedule, now });
}

export interface Closing {
  readonly schedule: Schedule;
  /** `now`: another question follows at once. */
  readonly next: Date | 'now' | undefined;
  readonly now: Date;
  readonly order: number;
}

/** Ends the round and enqueues its reveal; gives the next free `order`. A question that never reached anyone becomes skipped. */
export async function closeRound(ports: Ports, tx: StoreTransaction, round: Round, closing: Closing): Promise<number> {
  const { schedule, now } = closing;
  const answers = await tx.answersOf(round.id);
  const asked = await placesAsked(tx, round);
  const view = viewOf(ports, round, schedule, answers.members);
  if (round.state === 'planned' && answers.submissions === 0) return await dropRound(tx, view, asked, closing);
  await tx.updateRound(round.id, { state: 'closed', closedAt: now });
  if (round.scheduled) await excuseUnreached(tx, round, asked);
  const { question } = snapshotOf(round);
  const reveal = { ...view, question, answers, streaks: await streaksOf(tx, schedule, answers), next: closing.next };
  let order = closing.order;
  for (const place of await placesReached(tx, round, asked)) {
    const t = await textsAt(tx, place);
    // What the question would still have said of itself is overtaken, and must not hold up the reveal.
    await tx.updateOutbox(outboxKey('update', round.id, place.id), { state: 'sent', error: undefined });
    await tx.enqueue(outboxItem('edit', { round, place, now, order: order++ }, closedQuestionMessage(t, view)));
    await tx.enqueue(outboxItem('reveal', { round, place, now, order: order++ }, revealMessage(t, reveal)));
    if (!schedule.discussion) continue;
    const talk = discussionMessage(t, view.topicTitle);
    await tx.enqueue(outboxItem('discussion', { round, place, now, order: order++ }, talk));
  }
  return order;
}

/** Nobody is known to have seen the question: what was not begun is not sent, and what was is not to ask for answers. */
async function dropRound(
  tx: StoreTransaction,
  view: QuestionView,
  asked: readonly AskedPlace[],
  closing: Closing,
): Promise<number> {
  const { round } = view;
  const { now } = closing;
  let order = closing.order;
  await tx.updateRound(round.id, { state: 'skipped', skipReason: ENDED_UNSENT, closedAt: now });
  for (const { place, question } of asked) {
    if (question.state === 'failed') continue;
    if (question.state === 'pending') {
      await dropUnsent(tx, question.key);
      continue;
    }
    // Begun, but never confirmed: should it turn up in the channel after all, it must not ask for answers.
    const message = skippedQuestionMessage(await textsAt(tx, place), view);
    await tx.enqueue(outboxItem('edit', { round, place, now, order: order++ }, message));
  }
  return order;
}

/**
 * Where the question is, or may turn out to be. A place that has not been tried while others had it comes too late; and
 * where all have failed, whoever answered saw it in the schedule's own channel.
 */
async function placesReached(
  tx: StoreTransaction,
  round: Round,
  asked: readonly AskedPlace[],
): Promise<readonly RoundPlace[]> {
  const reached: RoundPlace[] = [];
  for (const { place, question } of asked) {
    if (question.state === 'failed') continue;
    if (question.state === 'pending' && round.state === 'open') await dropUnsent(tx, question.key);
    else reached.push(place);
  }
  return reached.length > 0 ? reached : [ownPlace(round)];
}

/** Whoever could not see the question in their workspace has not missed it. */
async function excuseUnreached(tx: StoreTransaction, round: Round, asked: readonly AskedPlace[]): Promise<void> {
  const reached = new Set(
    asked.filter(({ question }) => question.state === 'sent').map(({ place }) => place.workspaceId),
  );
  const places = await tx.placesOfSchedule(round.scheduleId);
  const all = new Set([round.workspaceId, ...places.map(({ workspaceId }) => workspaceId)]);
  const unreached = [...all].filter((id) => !reached.has(id));
  await tx.excuseStreaks(round.scheduleId, round.sequence, unreached);
}

const dropUnsent = (tx: StoreTransaction, key: string): Promise<void> =>
  tx.updateOutbox(key, { state: 'failed', error: englishTexts().speakPlain(ENDED_UNSENT) });

/** The running streaks of those who answered, longest first. */
async function streaksOf(
  tx: StoreTransaction,
  schedule: Schedule,
  answers: RoundAnswers,
): Promise<RevealView['streaks']> {
  const lastClosed = await tx.lastClosedSequence(schedule.id);
  const streaks: RevealView['streaks'][number][] = [];
  for (const { memberId, name } of answers.best) {
    const streak = await tx.streak(memberId, schedule.id);
    if (streak) streaks.push({ memberId, name, current: runningStreak(streak, lastClosed) });
  }
  return streaks.sort((a, b) => b.current - a.current || a.name.localeCompare(b.name));
}

/** `answered`: members who have answered so far. */
export function viewOf(
  ports: Ports,
  round: Round,
  schedule: Pick<Schedule, 'attempts' | 'zone'>,
  answered: number,
): QuestionView {
  const { question } = snapshotOf(round);
  const topicTitle = titleOf(ports.bank, question.topic);
  return { round, question, topicTitle, attempts: schedule.attempts, zone: schedule.zone, answered };
}
