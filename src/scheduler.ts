/** The minute's tick. node-cron only says that a minute has passed; what is due is decided from the store. */
import { schedule } from 'node-cron';
import type { Log } from './core/ports.ts';

export interface Scheduler {
  /** Ticks now, after whatever tick is running. */
  tick(): Promise<void>;
  /** No more ticks; resolves when the running one is done. */
  stop(): Promise<void>;
}

export function startScheduler(work: () => Promise<void>, log: Log): Scheduler {
  let running: Promise<void> = Promise.resolve();
  const tick = () => {
    running = running.then(work).catch((error: unknown) => {
      log.error({ err: error }, 'the tick failed; the next one tries again');
    });
    return running;
  };
  const job = schedule('* * * * *', tick, { noOverlap: true });
  return {
    tick,
    async stop() {
      await job.destroy();
      await running;
    },
  };
}
