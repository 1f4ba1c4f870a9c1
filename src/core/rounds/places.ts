/**
 * The channels a round is asked in: the schedule's own, and the places that linked workspaces gave it. What is said in
 * each is an outbox item of its own, in the language of its workspace, with a key that names the place.
 */
import { languageSpoken } from '../language/spoken.ts';
import { phrase, type Texts, textsIn } from '../language/texts.ts';
import type { Message } from '../message.ts';
import type { OutboxItem, OutboxKind, Round, Schedule, StoreTransaction } from '../ports.ts';

/** `id` is undefined for the schedule's own channel. */
export interface RoundPlace {
  readonly id: string | undefined;
  readonly workspaceId: string;
  readonly channelId: string;
}

/** A place, and the item that asks the question there. */
export interface AskedPlace {
  readonly place: RoundPlace;
  readonly question: OutboxItem;
}

const INITIAL: Readonly<Record<OutboxKind, string>> = {
  question: 'q',
  update: 'u',
  edit: 'e',
  reveal: 'r',
  discussion: 'd',
  notice: 'n',
};

/** Why a question that came too late was not asked. */
export const ENDED_UNSENT = phrase('reason.ended-unsent');

/** The mark a message carries on its platform: 14 characters, or at most 23 with a place. */
export function outboxKey(kind: OutboxKind, roundId: string, placeId?: string): string {
  const own = `${INITIAL[kind]}-${roundId}`;
  return placeId === undefined ? own : `${own}-${placeId}`;
}

/** The place an item is for; undefined for the schedule's own channel. */
export function placeIdOf(item: Pick<OutboxItem, 'key' | 'kind' | 'roundId'>): string | undefined {
  const own = outboxKey(item.kind, item.roundId);
  return item.key === own ? undefined : item.key.slice(own.length + 1);
}

/** `order` keeps items that are committed together in sequence. */
export function outboxItem(
  kind: OutboxKind,
  at: { readonly round: Pick<Round, 'id'>; readonly place: RoundPlace; readonly now: Date; readonly order: number },
  message: Message,
): OutboxItem {
  return {
    key: outboxKey(kind, at.round.id, at.place.id),
    kind,
    roundId: at.round.id,
    workspaceId: at.place.workspaceId,
    channelId: at.place.channelId,
    message,
    state: 'pending',
    tries: 0,
    dueAt: at.now,
    createdAt: new Date(at.now.getTime() + at.order),
    error: undefined,
    ref: undefined,
  };
}

export const ownPlace = (of: Pick<Round | Schedule, 'workspaceId' | 'channelId'>): RoundPlace => ({
  id: undefined,
  workspaceId: of.workspaceId,
  channelId: of.channelId,
});

/** Where a new round is asked: everywhere, except where nothing can be posted. */
export async function placesToAsk(read: StoreTransaction, schedule: Schedule): Promise<RoundPlace[]> {
  const places = await read.placesOfSchedule(schedule.id);
  return [ownPlace(schedule), ...places.filter((place) => !place.unusable)];
}

/** Where a round was asked or is about to be. A place linked since has no question of it; one unlinked since hears no more. */
export async function placesAsked(read: StoreTransaction, round: Round): Promise<AskedPlace[]> {
  const asked: AskedPlace[] = [];
  for (const place of [ownPlace(round), ...(await read.placesOfSchedule(round.scheduleId))]) {
    const question = await read.outboxItem(outboxKey('question', round.id, place.id));
    if (question) asked.push({ place, question });
  }
  return asked;
}

/** What could not be said of the last round while its channel was lost is due again: that it is closed, and its reveal. */
export async function sayUnsaid(
  tx: StoreTransaction,
  schedule: Schedule,
  placeId: string | undefined,
  now: Date,
): Promise<void> {
  const round = await tx.lastClosedRound(schedule.workspaceId, schedule.channelId);
  if (!round) return;
  const question = await tx.outboxItem(outboxKey('question', round.id, placeId));
  if (question?.state !== 'sent') return;
  for (const kind of ['edit', 'reveal', 'discussion'] as const) {
    const item = await tx.outboxItem(outboxKey(kind, round.id, placeId));
    if (item?.state !== 'failed') continue;
    // Not `pending`: an earlier try may have come through after all, so it is looked for first.
    await tx.updateOutbox(item.key, { state: 'sending', tries: 0, dueAt: now, error: undefined });
  }
}

/** What is said to everyone there is in these. */
export async function textsAt(read: StoreTransaction, place: RoundPlace): Promise<Texts> {
  return textsIn(languageSpoken(await read.workspace(place.workspaceId)));
}
