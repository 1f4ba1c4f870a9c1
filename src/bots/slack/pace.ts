/** How long things may take before something is done about it; tests hold the time themselves. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Pace {
  /** What will be shown in a modal must be opened within 3 s; after this many milliseconds a placeholder is. */
  readonly loadingAfter: number;
  /** A submitted form must be acknowledged within 3 s; after this many milliseconds it is, with the answer still to come. */
  readonly noticeAfter: number;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Rejects when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const REAL_PACE: Pace = {
  loadingAfter: 700,
  noticeAfter: 2000,
  monotonic: () => performance.now(),
  wait: (ms, signal) => pause(ms, undefined, { signal }),
};

/** The value, or undefined when it takes longer than `ms`. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
