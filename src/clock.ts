/** The clock port: the only place that reads the time. */
import type { Clock } from './core/ports.ts';

const systemClock: Clock = { now: () => new Date() };

/** A clock that can be put forward and remembers by how much; only the local chat moves it. */
export interface AdjustableClock extends Clock {
  readonly movable: boolean;
  advance(ms: number): Promise<void>;
}

/** `offset` is in milliseconds; `keep` stores it, so that a restart does not jump back in time. */
export function adjustableClock(offset: number, keep: (offset: number) => Promise<void>): AdjustableClock {
  let ahead = offset;
  return {
    movable: true,
    now: () => new Date(systemClock.now().getTime() + ahead),
    async advance(ms) {
      if (!Number.isSafeInteger(ms) || ms <= 0) throw new RangeError(`the clock only moves forward, not by ${ms} ms`);
      ahead += ms;
      await keep(ahead);
    },
  };
}

/** The system's clock where one that cannot be moved is needed. */
export const fixedSystemClock: AdjustableClock = {
  movable: false,
  now: systemClock.now,
  advance: () => Promise.reject(new Error('the clock can be moved only in the local chat')),
};
