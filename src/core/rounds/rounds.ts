/** Schedules and the life of rounds: what admins can do, and what the minute's tick does. */
import type { Happening } from '../desk.ts';
import { type Phrase, phrase } from '../language/texts.ts';
import type { Ports, Round, Schedule } from '../ports.ts';
import { nextSlot } from './calendar.ts';
import type { Health } from './health.ts';
import { closeRound, extendRound, openRound, refreshQuestion, SlotTaken, skipSlot } from './life.ts';
import type { Outbox } from './outbox.ts';
import { sayUnsaid } from './places.ts';

/** A question that is late by more than this is skipped instead. */
const GRACE_MS = 6 * 3_600_000;

/** Slots and rounds looked at per tick; more wait for the next minute. */
const PER_TICK = 2000;

export interface ScheduleSettings
  extends Pick<Schedule, 'workspaceId' | 'channelId' | 'cron' | 'zone' | 'topics' | 'attempts'> {
  /** Left out: as it was; a new schedule has none. */
  readonly discussion?: boolean;
  /** As the platform knows them; left out: as it was. */
  readonly setUpBy?: string;
  /** Ask the first question at once instead of at the next slot. */
  readonly startNow?: boolean;
}

export interface Rounds {
  /** Makes the channel's schedule, or changes it. */
  setUp(settings: ScheduleSettings): Promise<Schedule>;
  /** Posts the next question now, closing what is open; resolves when it was sent or is waiting to be. */
  postNow(schedule: Schedule): Promise<Round | undefined>;
  closeNow(round: Round): Promise<void>;
  /** For an admin: nothing but `resume` and `setUp` ends it, also when the platform had paused before. */
  pause(schedule: Schedule, reason: Phrase): Promise<void>;
  /** Gives the next slot. */
  resume(schedule: Schedule): Promise<Date>;
  /** Skips the next slot; gives the skipped one and the one after. */
  skip(schedule: Schedule): Promise<{ readonly skipped: Date; readonly next: Date } | undefined>;
  /** Has the question say, with the next tick, how many have answered: one edit a minute, however many answer. */
  noteAnswer(roundId: string): void;
  /** Takes note of a channel or a workspace that is gone or back. Never rejects. */
  happened(happening: Happening): Promise<void>;
  /** Does everything that is due: opens slots, closes rounds, sends the outbox, looks after lost channels. Safe to call at any time. */
  tick(): Promise<void>;
}

export function createRounds(ports: Ports, outbox: Outbox, health: Pick<Health, 'happened' | 'probe'>): Rounds {
  const { store, clock, ids, log } = ports;
  /** Rounds answered since the last tick. Forgotten by a restart, which leaves a question with an older number. */
  const answered = new Set<string>();

  async function takeSlot(schedule: Schedule, due: Date): Promise<void> {
    const now = clock.now();
    const { slot, late } = latestSlot(schedule, due, now);
    const next = nextSlot(schedule.cron, schedule.zone, slot);
    try {
      await store.write(async (tx) => {
        if (!(await tx.claimSlot(schedule.id, due, next))) return;
        if (!late) {
          await openRound(ports, tx, { schedule, slot, scheduled: true, next, now });
          return;
        }
        const reason = phrase('reason.not-running');
        await skipSlot(ports, tx, { schedule, slot, reason, next, now, tell: true });
        log.warn({ schedule: schedule.id, slot: slot.toISOString() }, 'slot skipped: too late');
      });
    } catch (error) {
      unlessTaken(error);
      // A question was posted by hand at this very moment: it stands for the slot.
      await store.write((tx) => tx.claimSlot(schedule.id, due, next));
    }
  }

  /** Looks again inside the transaction: two closings at once must give one reveal. */
  async function closeIfLive(roundId: string): Promise<void> {
    await store.write(async (tx) => {
      const round = await tx.round(roundId);
      const schedule = round && (await tx.schedule(round.scheduleId));
      if (!schedule || (round.state !== 'open' && round.state !== 'planned')) return;
      await closeRound(ports, tx, round, { schedule, next: schedule.nextDue, now: clock.now(), order: 0 });
    });
  }

  /** Looks again inside the transaction: a question that has closed says so already. */
  async function refreshIfOpen(roundId: string): Promise<void> {
    await store.write(async (tx) => {
      const round = await tx.round(roundId);
      const schedule = round?.state === 'open' && (await tx.schedule(round.scheduleId));
      if (schedule) await refreshQuestion(ports, tx, round, { schedule, now: clock.now() });
    });
  }

  /** Changes the schedule as it is now: others may have changed something else of it since it was read. */
  async function change(schedule: Schedule, to: Partial<Schedule>): Promise<void> {
    await store.write(async (tx) => tx.saveSchedule({ ...((await tx.schedule(schedule.id)) ?? schedule), ...to }));
  }

  /** One schedule's or round's fault must not keep the others waiting. */
  async function apart(fields: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ ...fields, err: error }, 'a part of the tick failed; the next one tries again');
    }
  }

  return {
    async setUp(settings) {
      const now = clock.now();
      return await store.write(async (tx) => {
        const old = await tx.scheduleOfChannel(settings.workspaceId, settings.channelId);
        const schedule: Schedule = {
          id: old?.id ?? ids.next(),
          seed: old?.seed ?? ids.next(),
          workspaceId: settings.workspaceId,
          channelId: settings.channelId,
          cron: settings.cron,
          zone: settings.zone,
          topics: settings.topics,
          attempts: settings.attempts,
          discussion: settings.discussion ?? old?.discussion ?? false,
          setUpBy: settings.setUpBy ?? old?.setUpBy,
          state: 'active',
          pausedBy: undefined,
          pauseReason: undefined,
          nextDue: settings.startNow ? now : nextSlot(settings.cron, settings.zone, now),
        };
        await tx.saveSchedule(schedule);
        if (old?.pausedBy === 'platform') await sayUnsaid(tx, schedule, undefined, now);
        return schedule;
      });
    },

    async postNow(schedule) {
      const now = clock.now();
      const { nextDue } = schedule;
      // A slot that is due but not taken yet would end the question at once.
      const next = nextDue && nextDue <= now ? nextSlot(schedule.cron, schedule.zone, now) : nextDue;
      const round = await store
        .write((tx) => openRound(ports, tx, { schedule, slot: now, scheduled: false, next, now }))
        .catch(unlessTaken);
      if (!round) return undefined;
      await outbox.deliver();
      return await store.read.round(round.id);
    },

    async closeNow(round) {
      await closeIfLive(round.id);
      await outbox.deliver();
    },

    async pause(schedule, reason) {
      await change(schedule, { state: 'paused', pausedBy: 'admin', pauseReason: reason, nextDue: undefined });
    },

    async resume(schedule) {
      const nextDue = nextSlot(schedule.cron, schedule.zone, clock.now());
      await change(schedule, { state: 'active', pausedBy: undefined, pauseReason: undefined, nextDue });
      if (schedule.pausedBy === 'platform') {
        await store.write((tx) => sayUnsaid(tx, schedule, undefined, clock.now()));
      }
      return nextDue;
    },

    async skip(schedule) {
      const due = schedule.nextDue;
      if (!due) return undefined;
      const next = nextSlot(schedule.cron, schedule.zone, due);
      const skipped = await store.write(async (tx) => {
        if (!(await tx.claimSlot(schedule.id, due, next))) return undefined;
        const reason = phrase('reason.skipped-by-admin');
        await skipSlot(ports, tx, { schedule, slot: due, reason, next, now: clock.now(), tell: false });
        // What is open now would have ended at the skipped slot; it stays open until the one after.
        for (const live of await tx.liveRoundsOfSchedule(schedule.id)) {
          await extendRound(ports, tx, live, { schedule, closesAt: next, now: clock.now() });
        }
        return { skipped: due, next };
      });
      await outbox.deliver();
      return skipped;
    },

    noteAnswer(roundId) {
      answered.add(roundId);
    },

    happened: (happening) => health.happened(happening),

    async tick() {
      for (const schedule of await store.read.dueSchedules(clock.now(), PER_TICK)) {
        const { nextDue } = schedule;
        if (nextDue) await apart({ schedule: schedule.id }, () => takeSlot(schedule, nextDue));
      }
      for (const round of await store.read.roundsToClose(clock.now(), PER_TICK)) {
        await apart({ round: round.id }, () => closeIfLive(round.id));
      }
      const fresh = [...answered];
      answered.clear();
      for (const round of fresh) await apart({ round }, () => refreshIfOpen(round));
      // Beside each other: a platform that is slow to answer must not hold up the questions.
      const probing = health.probe();
      try {
        await outbox.deliver();
      } finally {
        await probing;
      }
    },
  };
}

/** Swallows only SlotTaken, which means that the question is there already. */
function unlessTaken(error: unknown): undefined {
  if (!(error instanceof SlotTaken)) throw error;
  return undefined;
}

/** The newest slot that is due, so that a bot that was down asks one question and not a backlog; `late` when even that is too old. */
function latestSlot(schedule: Schedule, due: Date, now: Date): { slot: Date; late: boolean } {
  let slot = due;
  const oldest = new Date(now.getTime() - GRACE_MS);
  if (slot < oldest) {
    const candidate = nextSlot(schedule.cron, schedule.zone, new Date(oldest.getTime() - 1));
    if (candidate > now) return { slot: lastBefore(schedule, slot, oldest), late: true };
    slot = candidate;
  }
  for (let next = nextSlot(schedule.cron, schedule.zone, slot); next <= now; ) {
    slot = next;
    next = nextSlot(schedule.cron, schedule.zone, slot);
  }
  return { slot, late: false };
}

/** The last slot before `limit`, looked for a week back, then two months, then all the way: what the notice names. */
function lastBefore(schedule: Schedule, from: Date, limit: Date): Date {
  for (const days of [7, 62, Infinity]) {
    const start = new Date(Math.max(from.getTime(), limit.getTime() - days * 86_400_000));
    let slot: Date | undefined;
    for (let next = nextSlot(schedule.cron, schedule.zone, start); next < limit; ) {
      slot = next;
      next = nextSlot(schedule.cron, schedule.zone, slot);
    }
    if (slot) return slot;
  }
  return from;
}
