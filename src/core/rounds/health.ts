/**
 * Channels that cannot be posted in. What the platform refuses is paused with the reason, its admin is told once, and it
 * goes on by itself when the platform allows it again. What an admin paused is the admin's to resume.
 */
import type { Happening } from '../desk.ts';
import { languageSpoken } from '../language/spoken.ts';
import { englishTexts, type Phrase, phrase, type TextKey, type Texts, textsIn } from '../language/texts.ts';
import type { Place } from '../links/link.ts';
import type { Message } from '../message.ts';
import {
  type ChatPlatform,
  type OutboxItem,
  PlatformError,
  type Ports,
  type Schedule,
  type StoreTransaction,
  type Workspace,
} from '../ports.ts';
import { nextSlot } from './calendar.ts';
import { pausedMessage, resumedMessage } from './health-message.ts';
import { placeIdOf, sayUnsaid } from './places.ts';

/** How often platforms are asked whether what they refused is possible again. */
const PROBE_MS = 10 * 60_000;
/** Schedules, and places, looked at in one probe. */
const PER_PROBE = 20;

/** A schedule's own channel, or with `place` a linked one. */
interface Spot {
  readonly schedule: Schedule;
  readonly place: Place | undefined;
}

/** Something that was paused just now, and why. */
export interface Paused {
  readonly spot: Spot;
  readonly advice: Phrase;
}

export interface Health {
  /** Pauses the schedule or the place that an item is for; undefined when it was paused before. */
  pauseUnusable(tx: StoreTransaction, item: OutboxItem, advice: Phrase): Promise<Paused | undefined>;
  /** Says so, to the log and to the admin; to be called once the pause is committed. Never rejects. */
  tellPaused(paused: Paused): Promise<void>;
  /** Pauses what is gone, and resumes what is back when nothing else is in its way. Never rejects. */
  happened(happening: Happening): Promise<void>;
  /** Looks, at most every ten minutes, whether what platforms paused can go on. Never rejects. */
  probe(): Promise<void>;
}

export function createHealth(ports: Ports): Health {
  const { store, clock, log } = ports;
  let probedAt: Date | undefined;

  async function pause(tx: StoreTransaction, spot: Spot, advice: Phrase): Promise<Paused | undefined> {
    if (spot.place) {
      const place = await current(tx, spot.place);
      if (!place || place.unusable) return undefined;
      await tx.savePlace({ ...place, unusable: true });
    } else {
      const schedule = await tx.schedule(spot.schedule.id);
      if (schedule?.state !== 'active') return undefined;
      const why = { state: 'paused', pausedBy: 'platform', pauseReason: advice } as const;
      await tx.saveSchedule({ ...schedule, ...why, nextDue: undefined });
    }
    return { spot, advice };
  }

  /** The spot as it is now resumed; undefined when it is not the platform's any more. */
  async function resume(tx: StoreTransaction, spot: Spot): Promise<Spot | undefined> {
    const schedule = await tx.schedule(spot.schedule.id);
    if (!schedule) return undefined;
    if (spot.place) {
      const place = await current(tx, spot.place);
      if (!place?.unusable) return undefined;
      await tx.savePlace({ ...place, unusable: false });
      await sayUnsaid(tx, schedule, place.id, clock.now());
      return { schedule, place };
    }
    if (schedule.pausedBy !== 'platform') return undefined;
    const nextDue = nextSlot(schedule.cron, schedule.zone, clock.now());
    const resumed: Schedule = { ...schedule, state: 'active', pausedBy: undefined, pauseReason: undefined, nextDue };
    await tx.saveSchedule(resumed);
    await sayUnsaid(tx, schedule, undefined, clock.now());
    return { schedule: resumed, place: undefined };
  }

  /** The platform of a spot, when it can be spoken to. */
  async function reach(spot: Spot): Promise<{ platform: ChatPlatform; workspace: Workspace } | undefined> {
    const workspace = await store.read.workspace(whereIs(spot).workspaceId);
    const platform = workspace && ports.platforms.get(workspace.platform);
    return workspace && platform?.connected() ? { platform, workspace } : undefined;
  }

  async function resumeIfMended(spot: Spot): Promise<void> {
    const reached = await reach(spot);
    if (!reached) return;
    const { channelId } = whereIs(spot);
    const target = { workspaceId: reached.workspace.externalId, channelId };
    try {
      const faults = await reached.platform.check(target, { discussion: false });
      if (faults.length > 0) return;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      log.info({ ...fieldsOf(spot), reason: error.message }, 'a paused channel cannot be looked at yet');
      return;
    }
    const resumed = await store.write((tx) => resume(tx, spot));
    if (!resumed) return;
    log.info(fieldsOf(resumed), 'the platform lets questions go on; resumed');
    const { nextDue, zone } = resumed.schedule;
    await tellAdmin(resumed, (t) => resumedMessage(t, channelId, nextDue, zone));
  }

  /** Whispers to whoever set the questions up, or linked the place. */
  async function tellAdmin(spot: Spot, messageIn: (t: Texts) => Message): Promise<void> {
    try {
      const reached = await reach(spot);
      const memberId = spot.place ? spot.place.linkedBy : spot.schedule.setUpBy;
      if (!reached || memberId === undefined) return;
      const { platform, workspace } = reached;
      const target = { workspaceId: workspace.externalId, memberId };
      await platform.whisper(target, messageIn(textsIn(languageSpoken(workspace))));
    } catch (error) {
      log.warn({ ...fieldsOf(spot), err: error }, 'the admin who set the questions up could not be told');
    }
  }

  async function tellPaused({ spot, advice }: Paused): Promise<void> {
    const reason = englishTexts().speakPlain(advice);
    log.warn({ ...fieldsOf(spot), reason }, 'questions paused until the platform lets them go on');
    await tellAdmin(spot, (t) => pausedMessage(t, whereIs(spot).channelId, advice, spot.place !== undefined));
  }

  /** One spot's fault must not keep the others waiting. */
  async function each(spots: readonly Spot[], work: (spot: Spot) => Promise<void>): Promise<void> {
    for (const spot of spots) {
      try {
        await work(spot);
      } catch (error) {
        log.error({ ...fieldsOf(spot), err: error }, 'a channel that was lost or is back could not be seen to');
      }
    }
  }

  async function withSchedule(places: readonly Place[]): Promise<Spot[]> {
    const spots: Spot[] = [];
    for (const place of places) {
      const schedule = await store.read.schedule(place.scheduleId);
      if (schedule) spots.push({ schedule, place });
    }
    return spots;
  }

  /** Every spot of a workspace, or of one channel in it. */
  async function spotsOf(happening: Happening): Promise<Spot[]> {
    const id = `${happening.workspace.platform}:${happening.workspace.externalId}`;
    const { channelId } = happening;
    const schedules = await store.read.schedulesOfWorkspace(id);
    const places = await withSchedule(await store.read.placesOfWorkspace(id));
    return [...schedules.map((schedule): Spot => ({ schedule, place: undefined })), ...places].filter(
      (spot) => channelId === undefined || whereIs(spot).channelId === channelId,
    );
  }

  /** What happened and what to do; undefined for a right that is back already. Which one is missing only the platform knows. */
  async function adviceOn(spot: Spot, happening: Happening): Promise<Phrase | undefined> {
    const reached = happening.why === 'forbidden' ? await reach(spot) : undefined;
    if (!reached) return reasonOf(happening, spot);
    const target = { workspaceId: reached.workspace.externalId, channelId: whereIs(spot).channelId };
    try {
      const faults = await reached.platform.check(target, { discussion: false });
      const [first, ...others] = faults;
      return first && others.reduce((said, rest) => phrase('reason.together', { first: said, rest }), first);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return reasonOf(happening, spot);
    }
  }

  return {
    async pauseUnusable(tx, item, advice) {
      const round = await tx.round(item.roundId);
      const schedule = round && (await tx.schedule(round.scheduleId));
      if (!schedule) return undefined;
      if (placeIdOf(item) === undefined) return await pause(tx, { schedule, place: undefined }, advice);
      const place = await tx.placeOfChannel(item.workspaceId, item.channelId);
      return place && (await pause(tx, { schedule, place }, advice));
    },

    tellPaused,

    async happened(happening) {
      try {
        const spots = await spotsOf(happening);
        if (happening.kind === 'back') {
          await each(spots.filter(isPausedByPlatform), resumeIfMended);
          return;
        }
        await each(spots, async (spot) => {
          const advice = await adviceOn(spot, happening);
          const paused = advice && (await store.write((tx) => pause(tx, spot, advice)));
          if (paused) await tellPaused(paused);
        });
      } catch (error) {
        log.error({ ...happening.workspace, err: error }, 'what happened to a channel could not be taken note of');
      }
    },

    async probe() {
      const now = clock.now();
      if (probedAt && now.getTime() - probedAt.getTime() < PROBE_MS) return;
      probedAt = now;
      try {
        const schedules = await store.read.schedulesPausedByPlatform(PER_PROBE);
        const places = await withSchedule(await store.read.unusablePlaces(PER_PROBE));
        const spots = [...schedules.map((schedule): Spot => ({ schedule, place: undefined })), ...places];
        await each(spots, resumeIfMended);
      } catch (error) {
        log.error({ err: error }, 'channels that platforms paused could not be looked at');
      }
    },
  };
}

/** The place as it is now; undefined when it was unlinked, or another took its channel. */
async function current(tx: StoreTransaction, place: Place): Promise<Place | undefined> {
  const found = await tx.placeOfChannel(place.workspaceId, place.channelId);
  return found?.id === place.id ? found : undefined;
}

const whereIs = ({ schedule, place }: Spot) => place ?? schedule;

const isPausedByPlatform = ({ schedule, place }: Spot): boolean =>
  place ? place.unusable : schedule.pausedBy === 'platform';

function fieldsOf(spot: Spot): Readonly<Record<string, unknown>> {
  const { workspaceId, channelId } = whereIs(spot);
  return { workspace: workspaceId, channel: channelId, schedule: spot.schedule.id };
}

const GONE: Readonly<Record<Exclude<Happening['why'], undefined>, TextKey>> = {
  removed: 'reason.removed-from-channel',
  deleted: 'reason.deleted',
  archived: 'reason.archived',
  locked: 'reason.locked',
  forbidden: 'reason.forbidden',
};

/** Another channel for a home's questions is linked, not set up. */
const LINKED_GONE: Partial<typeof GONE> = {
  deleted: 'reason.linked-deleted',
  archived: 'reason.linked-archived',
  locked: 'reason.linked-locked',
};

function reasonOf({ why, channelId }: Happening, { place }: Spot): Phrase {
  if (why === undefined) return phrase('reason.gone');
  if (why === 'removed' && channelId === undefined) return phrase('reason.removed-from-workspace');
  return phrase((place && LINKED_GONE[why]) ?? GONE[why]);
}
