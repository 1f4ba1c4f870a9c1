/** The minute's tick. node-cron only says that a minute has passed; what is due is decided from the store. */
import { schedule } from 'node-cron';
import type { Log } from './core/ports.ts';

export interface Scheduler {
  /** Ticks now; resolves when what was due is done. */
  tick(): Promise<void>;
  /** No more ticks; resolves when those running are done. */
  stop(): Promise<void>;
}

export function startScheduler(work: () => Promise<void>, log: Log): Scheduler {
  const running = new Set<Promise<void>>();
  // Ticks may overlap: slots are claimed and channels keep their own order, so a platform that hangs delays only itself.
  const tick = () => {
    const run = work()
      .catch((error: unknown) => {
        log.error({ err: error }, 'the tick failed; the next one tries again');
      })
      .finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  const job = schedule('* * * * *', tick);
  return {
    tick,
    async stop() {
      await job.destroy();
      await Promise.all(running);
    },
  };
}
