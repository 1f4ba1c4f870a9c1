/**
 * Sending what was committed. An item is marked `sending` before the platform is called and `sent` after; one found in
 * `sending` was interrupted in between, so the platform is asked for the message before anything is sent again.
 */
import type { Message } from '../message.ts';
import {
  type ChatPlatform,
  type MessageRef,
  type OutboxItem,
  type OutboxKind,
  PlatformError,
  type Ports,
  type Round,
} from '../ports.ts';

/** Unsent items looked at in one delivery, oldest first. */
const BATCH = 2000;
/** Later than every moment an item can be due. */
const END_OF_TIME = new Date(8.64e15);
/** How long an item belongs to whoever began to send it: longer than a platform's call takes. */
const LEASE_MS = 60_000;
/** Waits between tries, in seconds; the last repeats. */
const BACKOFF_SECONDS = [5, 15, 60, 300] as const;
/** After this many tries (about a day) an item is given up. */
const MAX_TRIES = 300;
/** How long before the item was made its message could have been posted: allows for clocks that disagree. */
const FIND_MARGIN_MS = 5 * 60_000;

const INITIAL: Readonly<Record<OutboxKind, string>> = {
  question: 'q',
  update: 'u',
  edit: 'e',
  reveal: 'r',
  notice: 'n',
};

/** The mark a message carries on its platform: 14 characters. */
export const outboxKey = (kind: OutboxKind, roundId: string) => `${INITIAL[kind]}-${roundId}`;

/** `order` keeps items that are committed together in sequence. */
export function outboxItem(kind: OutboxKind, round: Round, message: Message, now: Date, order: number): OutboxItem {
  return {
    key: outboxKey(kind, round.id),
    kind,
    roundId: round.id,
    workspaceId: round.workspaceId,
    channelId: round.channelId,
    message,
    state: 'pending',
    tries: 0,
    dueAt: now,
    createdAt: new Date(now.getTime() + order),
    error: undefined,
  };
}

/** Why a round that ended too early was skipped. */
export const ENDED_UNSENT = 'it ended before it could be posted';

export interface Outbox {
  /**
   * Sends what is due, each channel's items in order and one at a time, channels side by side. Never rejects for a
   * platform's fault.
   */
  deliver(): Promise<void>;
  /** Makes due what was being sent when this process last ended, without waiting for its lease; for the start. */
  takeOver(): Promise<void>;
}

export function createOutbox(ports: Ports): Outbox {
  const { store, clock, log } = ports;
  /** The end of each channel's line: a slow platform holds up its own channel only. */
  const lines = new Map<string, Promise<void>>();

  function inLine(channel: string, work: () => Promise<void>): Promise<void> {
    const turn = (lines.get(channel) ?? Promise.resolve()).then(work);
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (lines.get(channel) === settled) lines.delete(channel);
      });
    lines.set(channel, settled);
    return turn;
  }

  /**
   * Order matters within a channel (the reveal before the next question), so it waits for its first item, also for one
   * that is not due yet because it failed before.
   */
  async function deliverChannel(items: readonly OutboxItem[]): Promise<void> {
    for (const listed of items) {
      const item = await store.read.outboxItem(listed.key);
      if (!item || item.state === 'sent' || item.state === 'failed') continue;
      if (item.dueAt > clock.now() || !(await deliverOne(item))) return;
    }
  }

  /** False when another process has taken the item, or a round's end has, since it was read. */
  async function claim(item: OutboxItem): Promise<boolean> {
    return await store.write(async (tx) => {
      const found = await tx.outboxItem(item.key);
      const same = found?.state === item.state && found.tries === item.tries && +found.dueAt === +item.dueAt;
      if (!same) return false;
      const dueAt = new Date(clock.now().getTime() + LEASE_MS);
      await tx.updateOutbox(item.key, { state: 'sending', tries: item.tries + 1, dueAt });
      return true;
    });
  }

  /** False when the item must be tried again later. */
  async function deliverOne(item: OutboxItem): Promise<boolean> {
    const workspace = await store.read.workspace(item.workspaceId);
    const platform = workspace && ports.platforms.get(workspace.platform);
    // A platform that is switched off or not connected yet loses nothing: the item stays due.
    if (!workspace || !platform?.connected()) return false;
    const target = { workspaceId: workspace.externalId, channelId: item.channelId };
    if (!(await claim(item))) return false;
    let ref: MessageRef | undefined;
    try {
      ref = await send(platform, target, item);
    } catch (error) {
      return await postpone(item, platformFault(item, error));
    }
    await store.write(async (tx) => {
      await tx.updateOutbox(item.key, { state: 'sent', error: undefined });
      if (item.kind !== 'question' || !ref) return;
      const round = await tx.round(item.roundId);
      await tx.updateRound(item.roundId, {
        message: ref,
        openedAt: clock.now(),
        ...(round?.state === 'planned' ? { state: 'open' as const } : {}),
      });
    });
    return true;
  }

  /** A fault that the platform did not explain must not stop the other channels: it is logged and tried again. */
  function platformFault(item: OutboxItem, error: unknown): PlatformError {
    if (error instanceof PlatformError) return error;
    log.error({ key: item.key, err: error }, 'a message could not be sent for a reason nobody foresaw');
    const message = error instanceof Error ? error.message : String(error);
    return new PlatformError(message, { permanent: false, cause: error });
  }

  async function send(
    platform: ChatPlatform,
    target: { workspaceId: string; channelId: string },
    item: OutboxItem,
  ): Promise<MessageRef | undefined> {
    if (item.kind === 'edit' || item.kind === 'update') {
      const round = await store.read.round(item.roundId);
      if (round?.message) await platform.edit(target, round.message, item.message);
      return undefined;
    }
    if (item.state === 'sending') {
      const since = new Date(item.createdAt.getTime() - FIND_MARGIN_MS);
      const found = await platform.find(target, item.message, item.key, since);
      if (found) {
        log.info(
          { key: item.key, platform: platform.name },
          'found a message whose sending was interrupted; not sent again',
        );
        return found;
      }
      const round = item.kind === 'question' ? await store.read.round(item.roundId) : undefined;
      if (round?.state === 'skipped') throw new PlatformError(ENDED_UNSENT, { permanent: true });
    }
    return await platform.post(target, item.message, item.key);
  }

  async function postpone(item: OutboxItem, error: PlatformError): Promise<boolean> {
    const tries = item.tries + 1;
    const giveUp = error.permanent || tries >= MAX_TRIES;
    const seconds = BACKOFF_SECONDS[Math.min(tries, BACKOFF_SECONDS.length) - 1] ?? 300;
    const wait = Math.max(error.retryAfterMs ?? 0, seconds * 1000);
    log.warn(
      { key: item.key, tries, giveUp, reason: error.message },
      giveUp ? 'message not sent, given up' : 'message not sent yet',
    );
    await store.write(async (tx) => {
      if (!giveUp) {
        await tx.updateOutbox(item.key, { dueAt: new Date(clock.now().getTime() + wait), error: error.message });
        return;
      }
      await tx.updateOutbox(item.key, { state: 'failed', error: error.message });
      if (item.kind !== 'question') return;
      // A question nobody saw is no round: it must not break streaks nor be revealed. One that people answered was seen.
      const answered = (await tx.answersOf(item.roundId)).submissions > 0;
      const round = await tx.round(item.roundId);
      if (!answered) await tx.updateRound(item.roundId, { state: 'skipped', skipReason: error.message });
      else if (round?.state === 'planned') await tx.updateRound(item.roundId, { state: 'open', openedAt: clock.now() });
    });
    return giveUp;
  }

  return {
    async deliver() {
      const items = await store.read.outboxDue(END_OF_TIME, BATCH);
      const channels = Map.groupBy(items, (item) => `${item.workspaceId} ${item.channelId}`);
      const turns = [...channels].map(([channel, waiting]) => inLine(channel, () => deliverChannel(waiting)));
      const failed = (await Promise.allSettled(turns)).find((turn) => turn.status === 'rejected');
      if (failed) throw failed.reason;
    },
    async takeOver() {
      const now = clock.now();
      const items = await store.read.outboxDue(END_OF_TIME, BATCH);
      await store.write(async (tx) => {
        for (const item of items) {
          // A wait longer than a lease is one that the platform or its failures asked for.
          const leased = item.state === 'sending' && item.dueAt.getTime() - now.getTime() <= LEASE_MS;
          if (leased) await tx.updateOutbox(item.key, { dueAt: now });
        }
      });
    },
  };
}
