import { AsyncLocalStorage } from 'node:async_hooks';

export interface Turns {
  /** Runs `work` when everything asked for earlier is over. Rejects inside another turn, and after `end`. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Takes no more turns, and runs `close` once the last one is over. Asked again, it is the same end. */
  end(close: () => Promise<void>): Promise<void>;
}

/**
 * One transaction after another, in the order they were asked for. A transaction asked for inside another would wait
 * for it forever, and is refused.
 */
export function createTurns(): Turns {
  const inside = new AsyncLocalStorage<{ running: boolean }>();
  let last: Promise<unknown> = Promise.resolve();
  let ended: Promise<void> | undefined;

  function take<T>(work: () => Promise<T>): Promise<T> {
    if (ended) return Promise.reject(new Error('the store is closed'));
    if (inside.getStore()?.running) {
      return Promise.reject(
        new Error('a write inside a write would wait for itself: use the transaction it was given'),
      );
    }
    const turn = last.then(() => {
      // Work that outlives its transaction (a timer set in it) may write again: it only inherited this mark.
      const mark = { running: true };
      return inside.run(mark, work).finally(() => {
        mark.running = false;
      });
    });
    // Whoever asked gets the failure; the next in line only needs to know that the turn is over.
    last = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  function end(close: () => Promise<void>): Promise<void> {
    ended ??= last.then(close);
    return ended;
  }

  return { take, end };
}
