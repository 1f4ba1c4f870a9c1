/** Core with recording platforms, schedules made in a line, and second cores on the same file. */

import type { Bank } from '../../../src/core/bank/question.ts';
import { type Core, createCore } from '../../../src/core/create-core.ts';
import { PlatformError, type Round, type Schedule, type Store } from '../../../src/core/ports.ts';
import { createWorld, type World } from '../../contract/world.ts';
import { type RecordingPlatform, recordingPlatform } from './recording.ts';

export const RIGHT = 'It looks at the exit status of grep. A status of zero means success, so the then branch runs.';
/** 6 of 10. */
export const HALF = 'It looks at the exit status of grep.';
export const WRONG = 'It checks whether grep printed a line.';

export interface Quiz extends World {
  readonly platform: RecordingPlatform;
  /** A daily schedule at 09:00 UTC asking the explain question; override what a test is about. */
  schedule(over?: Partial<Pick<Schedule, 'channelId' | 'cron' | 'zone' | 'topics' | 'attempts'>>): Promise<Schedule>;
  /** Sets the clock and ticks. */
  at(moment: string): Promise<void>;
  /** The planned or open round of a channel; throws when there is none. */
  live(channelId?: string): Promise<Round>;
  /** Another core over `store`, as another process or the same one after a restart would be. */
  second(over?: { store?: Store; bank?: Bank; platform?: RecordingPlatform }): Core;
}

export async function createQuiz(startAt = '2026-11-16T08:00:00Z'): Promise<Quiz> {
  let world: World | undefined;
  const platform = recordingPlatform(() => world?.clock.now() ?? new Date(startAt));
  const made = await createWorld([platform], startAt);
  world = made;
  let cores = 0;
  return {
    ...made,
    platform,
    async schedule(over = {}) {
      await made.store.write((tx) =>
        tx.saveWorkspace({ id: 'local:home', platform: 'local', externalId: 'home', name: 'Home' }),
      );
      return await made.rounds.setUp({
        workspaceId: 'local:home',
        channelId: 'general',
        cron: '0 9 * * *',
        zone: 'UTC',
        topics: ['processes'],
        attempts: 1,
        ...over,
      });
    },
    async at(moment) {
      made.clock.set(moment);
      await made.rounds.tick();
    },
    async live(channelId = 'general') {
      const round = await made.store.read.liveRoundOfChannel('local:home', channelId);
      if (!round) throw new Error(`no round is live in ${channelId}`);
      return round;
    },
    second(over = {}) {
      const name = String.fromCharCode(97 + cores++);
      let count = 0;
      return createCore({
        store: over.store ?? made.store,
        clock: made.clock,
        ids: { next: () => `${name}${String(++count).padStart(11, '0')}` },
        log: { info: () => undefined, warn: (_, line) => made.complaints.push(line), error: noError },
        bank: over.bank ?? made.bank,
        platforms: new Map([['local', over.platform ?? platform]]),
      });
    },
  };
}

function noError(fields: Readonly<Record<string, unknown>>, line: string): never {
  throw new Error(`${line} ${JSON.stringify(fields)}`, { cause: fields.err });
}

export const transient = (retryAfterMs?: number) =>
  new PlatformError('the platform hiccuped', {
    permanent: false,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
export const permanent = () => new PlatformError('The channel is gone. Choose another.', { permanent: true });

/** A store whose writes fail while `broken()` holds: what a process that dies between two steps leaves behind. */
export function breaking(store: Store, broken: () => boolean): Store {
  return {
    ...store,
    write: (work) => (broken() ? Promise.reject(new Error('the process ended here')) : store.write(work)),
  };
}
