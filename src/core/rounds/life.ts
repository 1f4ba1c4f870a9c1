/** Opening and closing a round. Both only write; the outbox sends what they enqueued once it is committed. */

import { chooseQuestion } from '../bank/choose.ts';
import { titleOf } from '../bank/topics.ts';
import type { Ports, Round, Schedule, StoreTransaction } from '../ports.ts';
import { runningStreak } from '../standings/streaks.ts';
import { periodsOf, seasonPassed } from './calendar.ts';
import { ENDED_UNSENT, outboxItem, outboxKey } from './outbox.ts';
import {
  closedQuestionMessage,
  type QuestionView,
  questionMessage,
  skippedQuestionMessage,
} from './question-message.ts';
import { revealMessage } from './reveal-message.ts';
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
  await tx.enqueue(outboxItem('question', round, questionMessage(viewOf(ports, round, schedule, 0)), now, order));
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

/** Records that a slot has no question, so that it can never be asked later, and says why in the channel when `tell` is set. */
export async function skipSlot(
  ports: Ports,
  tx: StoreTransaction,
  skip: { schedule: Schedule; slot: Date; reason: string; next: Date | undefined; now: Date; tell: boolean },
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
  await tx.enqueue(outboxItem('notice', round, skipMessage(round, schedule.zone, next), now, 0));
}

/** Has the question say what is true of it now: until when it is open, and how many have answered. */
export async function refreshQuestion(
  ports: Ports,
  tx: StoreTransaction,
  round: Round,
  change: { readonly schedule: Schedule; readonly now: Date },
): Promise<void> {
  const { schedule, now } = change;
  const message = questionMessage(viewOf(ports, round, schedule, await tx.membersAnswered(round.id)));
  const item = outboxItem('update', round, message, now, 0);
  await tx.enqueue(item);
  // A question is refreshed more than once; what was sent before is sent anew.
  await tx.updateOutbox(item.key, { state: 'pending', tries: 0, dueAt: now, error: undefined, message });
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
  const sending = await tx.outboxItem(outboxKey('question', round.id));
  const view = viewOf(ports, round, schedule, answers.members);
  if (round.state === 'planned' && answers.submissions === 0) {
    await tx.updateRound(round.id, { state: 'skipped', skipReason: ENDED_UNSENT, closedAt: now });
    if (sending?.state === 'pending') {
      await tx.updateOutbox(sending.key, { state: 'failed', error: ENDED_UNSENT });
      return closing.order;
    }
    // Begun, but never confirmed: should it turn up in the channel after all, it must not ask for answers.
    await tx.enqueue(outboxItem('edit', round, skippedQuestionMessage(view), now, closing.order));
    return closing.order + 1;
  }
  await tx.updateRound(round.id, { state: 'closed', closedAt: now });
  const { question } = snapshotOf(round);
  const lastClosed = await tx.lastClosedSequence(schedule.id);
  const streaks: { name: string; current: number }[] = [];
  for (const entry of answers.best) {
    const streak = await tx.streak(entry.memberId, schedule.id);
    if (streak) streaks.push({ name: entry.name, current: runningStreak(streak, lastClosed) });
  }
  streaks.sort((a, b) => b.current - a.current || a.name.localeCompare(b.name));
  // What the question would still have said of itself is overtaken, and must not hold up the reveal.
  await tx.updateOutbox(outboxKey('update', round.id), { state: 'sent', error: undefined });
  const reveal = revealMessage({ ...view, question, answers, streaks, next: closing.next });
  await tx.enqueue(outboxItem('edit', round, closedQuestionMessage(view), now, closing.order));
  await tx.enqueue(outboxItem('reveal', round, reveal, now, closing.order + 1));
  return closing.order + 2;
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
