import { expect, it } from 'vitest';
import { literal, phrase } from '../../../src/core/language/texts.ts';
import type { Round } from '../../../src/core/ports.ts';
import type { StoreCase } from '../store.ts';
import { at, question, round, schedule, workspace } from './samples.ts';

export function roundCases(given: () => StoreCase): void {
  const insert = (...rounds: Round[]) =>
    given().store.write(async (tx) => {
      await tx.saveWorkspace(workspace());
      await tx.saveSchedule(schedule());
      for (const each of rounds) expect(await tx.insertRound(each)).toBe(true);
    });
  const asks = (id: string) => ({ snapshot: { question: question(id), bankVersion: 'v1' } });
  const ids = (rounds: readonly Round[]) => rounds.map(({ id }) => id);

  it('keeps every field', async () => {
    const full = round('full', 0, {
      scheduled: false,
      sequence: 7,
      state: 'closed',
      skipReason: phrase('reason.paused-by', { name: 'Ada' }),
      openedAt: at(0.5),
      closedAt: at(24.5),
      message: { channelId: 'general', messageId: 'm-1' },
    });
    const bare = round('bare', 1, { state: 'skipped', sequence: 0, snapshot: undefined });
    await insert(full, bare);
    const { read } = given().store;
    expect(await read.round('full')).toEqual(full);
    expect(await read.round('bare')).toEqual(bare);
    expect(await read.round('other')).toBeUndefined();
  });

  it('has one round per slot of a schedule', async () => {
    const { store } = given();
    await insert(round('first', 0));
    expect(await store.write((tx) => tx.insertRound(round('second', 0)))).toBe(false);
    expect(await store.read.round('second')).toBeUndefined();
  });

  it('changes only what is named, and can take a value away', async () => {
    const { store } = given();
    await insert(round('r', 0));
    const change = (what: Parameters<typeof store.read.updateRound>[1]) =>
      store.write((tx) => tx.updateRound('r', what));
    const message = { channelId: 'general', messageId: 'm-1' };
    await change({ state: 'open', openedAt: at(1), message });
    expect(await store.read.round('r')).toEqual(round('r', 0, { state: 'open', openedAt: at(1), message }));
    await change({ closesAt: at(48), closedAt: at(49), openedAt: undefined, message: undefined });
    await change({});
    const closing = { state: 'open', closesAt: at(48), closedAt: at(49) } as const;
    expect(await store.read.round('r')).toEqual(round('r', 0, closing));
    await change({ state: 'skipped', skipReason: literal('channel gone') });
    expect(await store.read.round('r')).toEqual(
      round('r', 0, { ...closing, state: 'skipped', skipReason: literal('channel gone') }),
    );
  });

  it('finds live and closed rounds by channel, workspace and schedule', async () => {
    const { store } = given();
    await store.write(async (tx) => {
      await tx.saveWorkspace(workspace({ id: 'local:other', externalId: 'other' }));
      await tx.saveSchedule(schedule({ id: 'schedule-2', workspaceId: 'local:other' }));
    });
    await insert(
      round('closed-old', 0, { state: 'closed' }),
      round('closed-new', 1, { state: 'closed' }),
      round('open', 2, { state: 'open' }),
      round('planned', 3),
      round('skipped', 4, { state: 'skipped' }),
      round('random', 5, { state: 'open', channelId: 'random' }),
      round('foreign', 6, { state: 'open', workspaceId: 'local:other', scheduleId: 'schedule-2' }),
    );
    const { read } = store;
    expect((await read.liveRoundOfChannel('local:home', 'general'))?.id).toBe('planned');
    expect(await read.liveRoundOfChannel('local:home', 'silent')).toBeUndefined();
    expect((await read.lastClosedRound('local:home', 'general'))?.id).toBe('closed-new');
    expect(await read.lastClosedRound('local:home', 'random')).toBeUndefined();
    expect(ids(await read.liveRounds('local:home'))).toEqual(['random', 'planned', 'open']);
    expect(ids(await read.liveRoundsOfSchedule('schedule-1'))).toEqual(['open', 'planned', 'random']);
  });

  it('gives live rounds whose time is over, up to the limit', async () => {
    const { store } = given();
    await insert(
      round('second', 0, { state: 'open', closesAt: at(2) }),
      round('first', 1, { closesAt: at(1) }),
      round('later', 2, { closesAt: new Date(at(2).getTime() + 1) }),
      round('closed', 3, { state: 'closed', closesAt: at(0) }),
      round('skipped', 4, { state: 'skipped', closesAt: at(0) }),
    );
    expect(ids(await store.read.roundsToClose(at(2), 10))).toEqual(['first', 'second']);
    expect(ids(await store.read.roundsToClose(at(2), 1))).toEqual(['first']);
  });

  it('lists asked questions oldest first, without those never asked', async () => {
    const { store } = given();
    await insert(
      round('b', 2, asks('q-two')),
      round('a', 1, { ...asks('q-one'), state: 'closed' }),
      round('c', 3, { ...asks('q-unseen'), state: 'skipped' }),
      round('d', 4, { ...asks('q-one'), state: 'open' }),
    );
    expect(await store.read.askedQuestions('schedule-1')).toEqual(['q-one', 'q-two', 'q-one']);
    expect(await store.read.askedQuestions('schedule-2')).toEqual([]);
  });

  it('knows the last sequence, and the last one closed on schedule', async () => {
    const { store } = given();
    expect(await store.read.lastSequence('schedule-1')).toBe(0);
    expect(await store.read.lastClosedSequence('schedule-1')).toBe(0);
    await insert(
      round('a', 1, { sequence: 1, state: 'closed' }),
      round('b', 2, { sequence: 2, state: 'closed', scheduled: false }),
      round('c', 3, { sequence: 3, state: 'open' }),
      round('d', 4, { sequence: 9, state: 'skipped' }),
    );
    expect(await store.read.lastSequence('schedule-1')).toBe(3);
    expect(await store.read.lastClosedSequence('schedule-1')).toBe(1);
  });
}
