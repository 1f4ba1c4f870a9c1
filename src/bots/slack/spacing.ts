/** Keeps to Slack's pace: a message a second in a channel, and silence for as long as Slack asks for it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformError } from '../../core/ports.ts';
import { type Doing, stillLimited } from './errors.ts';

/** At most one message in this time per channel, in milliseconds: https://docs.slack.dev/apis/web-api/rate-limits */
export const SPACE = 1000;

/** Time that never jumps, and waiting in it; both in milliseconds. */
export interface Pacer {
  monotonic(): number;
  wait(ms: number): Promise<void>;
}

export const realPacer: Pacer = { monotonic: () => performance.now(), wait: async (ms) => void (await pause(ms)) };

export interface Spacing {
  /** Runs `work` when the channel's turn has come, in the order of asking. */
  inTurn<T>(channel: string, work: () => Promise<T>): Promise<T>;
  /** Slack limits by workspace and method, so one channel's refusal holds for all. */
  limited(workspace: string, method: string, ms: number): void;
  /** Throws a PlatformError with the rest of the time while a method may not be called. */
  allow(workspace: string, method: string, doing: Doing): void;
}

export function createSpacing(pacer: Pacer): Spacing {
  /** The last in each channel's line, and when it was let through. */
  const lines = new Map<string, Promise<unknown>>();
  const lastAt = new Map<string, number>();
  const limits = new Map<string, number>();

  async function goWhenDue(channel: string): Promise<void> {
    const last = lastAt.get(channel);
    const due = last === undefined ? 0 : last + SPACE - pacer.monotonic();
    if (due > 0) await pacer.wait(due);
    for (const [other, at] of lastAt) if (at + SPACE <= pacer.monotonic()) lastAt.delete(other);
    lastAt.set(channel, pacer.monotonic());
  }

  return {
    async inTurn(channel, work) {
      const before = lines.get(channel) ?? Promise.resolve();
      const mine = before.then(async () => {
        await goWhenDue(channel);
        return await work();
      });
      // The next in line waits for this one, whatever became of it.
      const settled = mine.then(
        () => undefined,
        () => undefined,
      );
      lines.set(channel, settled);
      try {
        return await mine;
      } finally {
        if (lines.get(channel) === settled) lines.delete(channel);
      }
    },

    limited(workspace, method, ms) {
      const key = `${workspace} ${method}`;
      limits.set(key, Math.max(limits.get(key) ?? 0, pacer.monotonic() + ms));
    },

    allow(workspace, method, doing): void {
      const key = `${workspace} ${method}`;
      const left = (limits.get(key) ?? 0) - pacer.monotonic();
      if (left > 0) throw stillLimited(doing, left) satisfies PlatformError;
      limits.delete(key);
    },
  };
}
