import type { MovableClock } from '../../../src/bots/local/index.ts';

/** A clock that stands still until it is moved. */
export function toyClock(start: string, movable = true): MovableClock {
  let now = Date.parse(start);
  return {
    movable,
    now: () => new Date(now),
    async advance(ms) {
      now += ms;
    },
  };
}
