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

const BATCH = 200;
/** Waits between tries, in seconds; the last repeats. */
const BACKOFF_SECONDS = [5, 15, 60, 300] as const;
/** After this many tries (about a day) an item is given up. */
const MAX_TRIES = 300;
/** How long before the item was made its message could have been posted: allows for clocks that disagree. */
const FIND_MARGIN_MS = 5 * 60_000;

const INITIAL: Readonly<Record<OutboxKind, string>> = { question: 'q', edit: 'e', reveal: 'r', notice: 'n' };

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

export interface Outbox {
  /** Sends what is due; calls run one after another. Never rejects for a platform's fault. */
  deliver(): Promise<void>;
}

export function createOutbox(ports: Ports): Outbox {
  const { store, clock, log } = ports;
  let running: Promise<void> = Promise.resolve();

  async function deliverDue(): Promise<void> {
    const items = await store.read.outboxDue(clock.now(), BATCH);
    // Within a channel order matters (the reveal before the next question), so a channel waits for its first item.
    const waiting = new Set<string>();
    for (const item of items) {
      const channel = `${item.workspaceId} ${item.channelId}`;
      if (waiting.has(channel)) continue;
      if (!(await deliverOne(item))) waiting.add(channel);
    }
  }

  /** False when the item must be tried again later. */
  async function deliverOne(item: OutboxItem): Promise<boolean> {
    const workspace = await store.read.workspace(item.workspaceId);
    const platform = workspace && ports.platforms.get(workspace.platform);
    // A platform that is switched off or not connected yet loses nothing: the item stays due.
    if (!workspace || !platform?.connected()) return false;
    const target = { workspaceId: workspace.externalId, channelId: item.channelId };
    try {
      await store.write((tx) => tx.updateOutbox(item.key, { state: 'sending', tries: item.tries + 1 }));
      const ref = await send(platform, target, item);
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
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return await postpone(item, error);
    }
  }

  async function send(
    platform: ChatPlatform,
    target: { workspaceId: string; channelId: string },
    item: OutboxItem,
  ): Promise<MessageRef | undefined> {
    if (item.kind === 'edit') {
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
      // A question nobody saw is no round: it must not break streaks nor be revealed.
      if (item.kind === 'question') await tx.updateRound(item.roundId, { state: 'skipped', skipReason: error.message });
    });
    return giveUp;
  }

  return {
    deliver() {
      const run = running.then(deliverDue);
      running = run.catch(() => undefined);
      return run;
    },
  };
}
