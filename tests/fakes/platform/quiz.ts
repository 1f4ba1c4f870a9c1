/** Core with recording platforms, schedules made in a line, and second cores on the same file. */

import type { Bank } from '../../../src/core/bank/question.ts';
import { type Core, createCore } from '../../../src/core/create-core.ts';
import { literal } from '../../../src/core/language/texts.ts';
import type { Place } from '../../../src/core/links/link.ts';
import type { PlatformName } from '../../../src/core/message.ts';
import { type ChatPlatform, PlatformError, type Round, type Schedule, type Store } from '../../../src/core/ports.ts';
import type { ScheduleSettings } from '../../../src/core/rounds/rounds.ts';
import { createWorld, type World } from '../../contract/world.ts';
import { type RecordingPlatform, recordingPlatform } from './recording.ts';

export const RIGHT = 'It looks at the exit status of grep. A status of zero means success, so the then branch runs.';
/** 6 of 10. */
export const HALF = 'It looks at the exit status of grep.';
export const WRONG = 'It checks whether grep printed a line.';

export interface Quiz extends World {
  /** The platform of the schedules, `local`. */
  readonly platform: RecordingPlatform;
  /** A second one, `slack`, for linked workspaces. */
  readonly guests: RecordingPlatform;
  /** A daily schedule at 09:00 UTC asking the explain question; override what a test is about. */
  schedule(over?: Partial<ScheduleSettings>): Promise<Schedule>;
  /** Sets the clock and ticks. */
  at(moment: string): Promise<void>;
  /** The planned or open round of a channel; throws when there is none. */
  live(channelId?: string): Promise<Round>;
  /** Another core over `store`, as another process or the same one after a restart would be. */
  second(over?: {
    store?: Store;
    bank?: Bank;
    platform?: RecordingPlatform;
    /** Takes lines logged as errors, which otherwise fail the test. */
    complain?: (line: string) => void;
  }): Core;
  /** Asks the schedule's rounds in a channel of `slack:guests`, too; override what a test is about. */
  link(schedule: Schedule, over?: Partial<Place>): Promise<Place>;
}

export async function createQuiz(startAt = '2026-11-16T08:00:00Z'): Promise<Quiz> {
  let world: World | undefined;
  const platform = recordingPlatform(() => world?.clock.now() ?? new Date(startAt));
  const guests = recordingPlatform(() => world?.clock.now() ?? new Date(startAt), 'slack');
  const made = await createWorld([platform, guests], startAt);
  world = made;
  let cores = 0;
  return {
    ...made,
    platform,
    guests,
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
        log: {
          info: () => undefined,
          warn: (_, line) => made.complaints.push(line),
          error: (fields, line) => (over.complain ? over.complain(line) : noError(fields, line)),
        },
        bank: over.bank ?? made.bank,
        platforms: new Map<PlatformName, ChatPlatform>([
          ['local', over.platform ?? platform],
          ['slack', guests],
        ]),
      });
    },
    async link(schedule, over = {}) {
      const place: Place = {
        id: 'place1',
        scheduleId: schedule.id,
        workspaceId: 'slack:guests',
        channelId: 'quiz',
        unusable: false,
        ...over,
      };
      await made.store.write(async (tx) => {
        await tx.saveWorkspace({ id: 'slack:guests', platform: 'slack', externalId: 'guests', name: 'Guests' });
        if ((await tx.homeOf('slack:guests')) === undefined) {
          await tx.linkWorkspace('slack:guests', schedule.workspaceId, made.clock.now());
        }
        await tx.savePlace(place);
      });
      return place;
    },
  };
}

function noError(fields: Readonly<Record<string, unknown>>, line: string): never {
  throw new Error(`${line} ${JSON.stringify(fields)}`, { cause: fields.err });
}

export const transient = (retryAfterMs?: number) =>
  new PlatformError(literal('the platform hiccuped'), {
    permanent: false,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
export const permanent = () => new PlatformError(literal('The channel is gone. Choose another.'), { permanent: true });
/** Nothing can be posted in the channel until someone changes something there. */
export const unusable = () =>
  new PlatformError(literal('Give Refcount the permission Send Messages.'), { permanent: true, unusable: true });

/** A store whose writes fail while `broken()` holds: what a process that dies between two steps leaves behind. */
export function breaking(store: Store, broken: () => boolean): Store {
  return {
    ...store,
    write: (work) => (broken() ? Promise.reject(new Error('the process ended here')) : store.write(work)),
  };
}
