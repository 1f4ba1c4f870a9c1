/**
 * Sending what was committed. An item is marked `sending` before the platform is called and `sent` after; one found in
 * `sending` was interrupted in between, so the platform is asked for the message before anything is sent again.
 */
import { literal, type Phrase, phrase } from '../language/texts.ts';
import {
  type ChatPlatform,
  type MessageRef,
  type OutboxItem,
  type OutboxKind,
  PlatformError,
  type Ports,
  type PostTarget,
  type StoreTransaction,
} from '../ports.ts';
import type { Health } from './health.ts';
import { ENDED_UNSENT, outboxKey, placeIdOf, placesAsked } from './places.ts';

/** Unsent items read at a time, oldest first. */
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

/** When one of these cannot be posted because the channel is unusable, it is not tried again until that is mended. */
const PAUSING: ReadonlySet<OutboxKind> = new Set(['question', 'reveal', 'notice']);

export interface Outbox {
  /**
   * Sends what is due, each channel's items in order and one at a time, channels side by side. Never rejects for a
   * platform's fault.
   */
  deliver(): Promise<void>;
  /** Makes due what was being sent when this process last ended, without waiting for its lease; for the start. */
  takeOver(): Promise<void>;
}

export function createOutbox(
  ports: Ports,
  health: Pick<Health, 'pauseUnusable' | 'tellPaused'>,
  batch: number = BATCH,
): Outbox {
  const { store, clock, log } = ports;
  /** The end of each channel's line: a slow platform holds up its own channel only. */
  const lines = new Map<string, Promise<void>>();

  function inLine<T>(channel: string, work: () => Promise<T>): Promise<T> {
    const turn = (lines.get(channel) ?? Promise.resolve()).then(work);
    const settled = turn
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (lines.get(channel) === settled) lines.delete(channel);
      });
    lines.set(channel, settled);
    return turn;
  }

  /**
   * Order matters within a channel (the reveal before the next question), so it waits for its first item, also for one
   * that is not due yet because it failed before. Nothing waits for a thread. Gives how many need no more sending.
   */
  async function deliverChannel(items: readonly OutboxItem[]): Promise<number> {
    let done = 0;
    for (const listed of items) {
      const item = await store.read.outboxItem(listed.key);
      if (!item || item.state === 'sent' || item.state === 'failed') continue;
      const settled = item.dueAt <= clock.now() && (await deliverOne(item));
      if (settled) done++;
      else if (item.kind !== 'discussion') break;
    }
    return done;
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
    if (await isUnlinked(item)) {
      await giveUp(item, refusal(phrase('reason.unlinked')));
      return true;
    }
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
      await tx.updateOutbox(item.key, { state: 'sent', error: undefined, ...(ref ? { ref } : {}) });
      if (item.kind === 'question' && ref) await noteAsked(tx, item, ref);
    });
    return true;
  }

  /** The first place that has the question opens the round. */
  async function noteAsked(tx: StoreTransaction, item: OutboxItem, ref: MessageRef): Promise<void> {
    const round = await tx.round(item.roundId);
    if (!round) return;
    await tx.updateRound(item.roundId, {
      openedAt: round.openedAt ?? clock.now(),
      ...(placeIdOf(item) === undefined ? { message: ref } : {}),
      ...(round.state === 'planned' ? { state: 'open' as const } : {}),
    });
  }

  /** Whether the item is for a place that was unlinked after it was written. */
  async function isUnlinked(item: OutboxItem): Promise<boolean> {
    const id = placeIdOf(item);
    if (id === undefined) return false;
    return (await store.read.placeOfChannel(item.workspaceId, item.channelId))?.id !== id;
  }

  /** A fault that the platform did not explain must not stop the other channels: it is logged and tried again. */
  function platformFault(item: OutboxItem, error: unknown): PlatformError {
    if (error instanceof PlatformError) return error;
    log.error({ key: item.key, err: error }, 'a message could not be sent for a reason nobody foresaw');
    const message = error instanceof Error ? error.message : String(error);
    return new PlatformError(literal(message), { permanent: false, cause: error });
  }

  /** Gives the reference of what was posted; undefined for what changes or continues a message. */
  async function send(platform: ChatPlatform, target: PostTarget, item: OutboxItem): Promise<MessageRef | undefined> {
    const sibling = (kind: OutboxKind) => store.read.outboxItem(outboxKey(kind, item.roundId, placeIdOf(item)));
    switch (item.kind) {
      case 'edit':
      case 'update': {
        const ref = (await sibling('question'))?.ref;
        if (ref) await platform.edit(target, ref, item.message);
        return undefined;
      }
      case 'discussion': {
        const ref = (await sibling('reveal'))?.ref;
        if (!ref) throw refusal(phrase('reason.not-revealed'));
        await platform.discuss(target, ref, item.message, item.key);
        return undefined;
      }
      case 'reveal':
        if ((await sibling('question'))?.state !== 'sent' && !(await wasOnlyHere(item))) {
          throw refusal(phrase('reason.not-asked-here'));
        }
        return await postOnce(platform, target, item);
      case 'question':
      case 'notice':
        return await postOnce(platform, target, item);
      default:
        return item.kind satisfies never;
    }
  }

  /**
   * Whether the item is for the schedule's own channel while no place is known to have the question: then whoever
   * answered saw it here, though its posting was never confirmed.
   */
  async function wasOnlyHere(item: OutboxItem): Promise<boolean> {
    const round = placeIdOf(item) === undefined ? await store.read.round(item.roundId) : undefined;
    if (!round) return false;
    return (await placesAsked(store.read, round)).every(({ question }) => question.state !== 'sent');
  }

  /** Posts, unless an earlier attempt turns out to have done so. */
  async function postOnce(platform: ChatPlatform, target: PostTarget, item: OutboxItem): Promise<MessageRef> {
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
      if (item.kind === 'question' && (await endedElsewhere(item.roundId))) throw refusal(ENDED_UNSENT);
    }
    return await platform.post(target, item.message, item.key);
  }

  /** Whether the round is over without this question: it was skipped, or others had it in their channels. */
  async function endedElsewhere(roundId: string): Promise<boolean> {
    const round = await store.read.round(roundId);
    return round?.state === 'skipped' || (round?.state === 'closed' && round.openedAt !== undefined);
  }

  async function postpone(item: OutboxItem, error: PlatformError): Promise<boolean> {
    const tries = item.tries + 1;
    const last = error.permanent || tries >= MAX_TRIES;
    const seconds = BACKOFF_SECONDS[Math.min(tries, BACKOFF_SECONDS.length) - 1] ?? 300;
    const wait = Math.max(error.retryAfterMs ?? 0, seconds * 1000);
    log.warn(
      { key: item.key, tries, giveUp: last, reason: error.message },
      last ? 'message not sent, given up' : 'message not sent yet',
    );
    if (last) {
      await giveUp(item, error);
      return true;
    }
    const dueAt = new Date(clock.now().getTime() + wait);
    await store.write((tx) => tx.updateOutbox(item.key, { dueAt, error: error.message }));
    return false;
  }

  async function giveUp(item: OutboxItem, error: PlatformError): Promise<void> {
    const paused = await store.write(async (tx) => {
      await tx.updateOutbox(item.key, { state: 'failed', error: error.message });
      if (item.kind === 'question') await questionGivenUp(tx, item, error.advice);
      const pausing = error.unusable && PAUSING.has(item.kind);
      return pausing ? await health.pauseUnusable(tx, item, error.advice) : undefined;
    });
    if (paused) await health.tellPaused(paused);
  }

  /**
   * A question nobody saw is no round: it must not break streaks nor be revealed. One that people answered was seen, and
   * one that another place may still get is not lost.
   */
  async function questionGivenUp(tx: StoreTransaction, item: OutboxItem, reason: Phrase): Promise<void> {
    const round = await tx.round(item.roundId);
    if (round?.state !== 'planned') return;
    if ((await tx.answersOf(round.id)).submissions > 0) {
      await tx.updateRound(round.id, { state: 'open', openedAt: clock.now() });
      return;
    }
    const waiting = (await placesAsked(tx, round)).some(({ question }) => question.state !== 'failed');
    if (!waiting) await tx.updateRound(round.id, { state: 'skipped', skipReason: reason });
  }

  /** Whether there may be more that can be sent now: the batch was full, and some of it is out of the way. */
  async function deliverBatch(): Promise<boolean> {
    const items = await store.read.outboxDue(END_OF_TIME, batch);
    const channels = Map.groupBy(items, (item) => `${item.workspaceId} ${item.channelId}`);
    const turns = [...channels].map(([channel, waiting]) => inLine(channel, () => deliverChannel(waiting)));
    const ends = await Promise.allSettled(turns);
    const failed = ends.find((turn) => turn.status === 'rejected');
    if (failed) throw failed.reason;
    return items.length === batch && ends.some((turn) => turn.status === 'fulfilled' && turn.value > 0);
  }

  return {
    async deliver() {
      while (await deliverBatch());
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

/** What is not to be sent any more, whatever the platform says. */
const refusal = (reason: Phrase) => new PlatformError(reason, { permanent: true });
