import { expect, it } from 'vitest';
import { literal, phrase } from '../../../src/core/language/texts.ts';
import type { StoreCase } from '../store.ts';
import { at, furnish, schedule, workspace } from './samples.ts';

export function scheduleCases(given: () => StoreCase): void {
  it('keeps every field, and replaces by id', async () => {
    const { store } = given();
    await store.write(furnish);
    expect(await store.read.schedule('schedule-1')).toEqual(schedule());
    const changed = schedule({
      channelId: 'elsewhere',
      cron: '30 8 * * *',
      zone: 'Asia/Kolkata',
      topics: [],
      attempts: 3,
      discussion: true,
      setUpBy: 'ada',
      state: 'paused',
      pausedBy: 'admin',
      pauseReason: literal('holidays'),
      nextDue: undefined,
      seed: 'other',
    });
    await store.write((tx) => tx.saveSchedule(changed));
    expect(await store.read.schedule('schedule-1')).toEqual(changed);
  });

  it('finds the schedule of a channel of this workspace only', async () => {
    const { store } = given();
    const elsewhere = schedule({ id: 'schedule-2', workspaceId: 'local:other' });
    await store.write(async (tx) => {
      await furnish(tx);
      await tx.saveWorkspace(workspace({ id: 'local:other', externalId: 'other' }));
      await tx.saveSchedule(elsewhere);
    });
    expect(await store.read.scheduleOfChannel('local:other', 'general')).toEqual(elsewhere);
    expect(await store.read.scheduleOfChannel('local:home', 'random')).toBeUndefined();
    expect(await store.read.schedulesOfWorkspace('local:home')).toEqual([schedule()]);
  });

  it('has one schedule per channel', async () => {
    const { store } = given();
    await store.write(furnish);
    await expect(store.write((tx) => tx.saveSchedule(schedule({ id: 'schedule-2' })))).rejects.toThrow();
  });

  it('gives active schedules that are due, soonest first, up to the limit', async () => {
    const { store } = given();
    const make = (id: string, over: Parameters<typeof schedule>[0]) => schedule({ id, channelId: id, ...over });
    await store.write(async (tx) => {
      await tx.saveWorkspace(workspace());
      await tx.saveSchedule(make('late', { nextDue: at(2) }));
      await tx.saveSchedule(make('soon', { nextDue: at(1) }));
      await tx.saveSchedule(make('future', { nextDue: new Date(at(2).getTime() + 1) }));
      await tx.saveSchedule(make('paused', { state: 'paused', nextDue: at(0) }));
      await tx.saveSchedule(make('never', { nextDue: undefined }));
    });
    const due = async (limit: number) => (await store.read.dueSchedules(at(2), limit)).map(({ id }) => id);
    expect(await due(10)).toEqual(['soon', 'late']);
    expect(await due(1)).toEqual(['soon']);
  });

  it('gives what platforms paused, not what admins did, up to the limit', async () => {
    const { store } = given();
    const make = (id: string, over: Parameters<typeof schedule>[0]) => schedule({ id, channelId: id, ...over });
    const lost = {
      state: 'paused',
      pausedBy: 'platform',
      pauseReason: phrase('reason.deleted'),
      nextDue: undefined,
    } as const;
    await store.write(async (tx) => {
      await tx.saveWorkspace(workspace());
      await tx.saveSchedule(make('active', {}));
      await tx.saveSchedule(make('admins', { ...lost, pausedBy: 'admin' }));
      await tx.saveSchedule(make('lost', lost));
      await tx.saveSchedule(make('lost-too', lost));
    });
    const found = await store.read.schedulesPausedByPlatform(10);
    expect(found.map(({ id }) => id).sort()).toEqual(['lost', 'lost-too']);
    expect(found.find(({ id }) => id === 'lost')).toEqual(make('lost', lost));
    expect(await store.read.schedulesPausedByPlatform(1)).toHaveLength(1);
  });

  it('claims a slot once, and not from another moment', async () => {
    const { store } = given();
    await store.write(furnish);
    const claim = (from: number) => store.write((tx) => tx.claimSlot('schedule-1', at(from), at(from + 24)));
    expect(await claim(1)).toBe(false);
    expect(await claim(0)).toBe(true);
    expect(await claim(0)).toBe(false);
    expect((await store.read.schedule('schedule-1'))?.nextDue).toEqual(at(24));
  });
}
