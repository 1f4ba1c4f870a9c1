/** Watches what a bot asks of the desk and tells it, so that a stage can wait until that is done. */
import { EventEmitter, once } from 'node:events';
import type { Bot, Desk } from '../../src/core/desk.ts';
import type { Log } from '../../src/core/ports.ts';

export interface Watch {
  /** The same bot, watched from its start on. */
  over(bot: Bot): Bot;
  /** How many requests the desk has served, and of how many happenings it has taken note. */
  readonly served: number;
  readonly noted: number;
  /** Resolves when as many were. */
  until(what: 'served' | 'noted', count: number): Promise<void>;
}

export function createWatch(): Watch {
  const changes = new EventEmitter();
  const counts = { served: 0, noted: 0 };
  const count = (what: 'served' | 'noted') => {
    counts[what] += 1;
    changes.emit('change');
  };
  const watched = (desk: Desk): Desk => ({
    commands: desk.commands,
    shortcuts: desk.shortcuts,
    complete: (...asked) => desk.complete(...asked),
    completeLine: (...asked) => desk.completeLine(...asked),
    home: (...asked) => desk.home(...asked),
    languageFor: (...asked) => desk.languageFor(...asked),
    async handle(request, caller) {
      const reply = await desk.handle(request, caller);
      count('served');
      return reply;
    },
    async happened(happening) {
      await desk.happened(happening);
      count('noted');
    },
  });
  return {
    over: (bot) => ({
      platform: bot.platform,
      start: (desk) => bot.start(watched(desk)),
      stop: () => bot.stop(),
    }),
    get served() {
      return counts.served;
    },
    get noted() {
      return counts.noted;
    },
    async until(what, wanted) {
      while (counts[what] < wanted) await once(changes, 'change');
    },
  };
}

/** Keeps what is logged as a warning or an error. */
export function complainingLog(complaints: string[]): Log {
  const complain: Log['warn'] = (fields, line) => complaints.push(`${line} ${JSON.stringify(fields)}`);
  return { info: () => undefined, warn: complain, error: complain };
}
