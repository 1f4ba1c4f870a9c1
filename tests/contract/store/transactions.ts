import { expect, it } from 'vitest';
import type { StoreCase } from '../store.ts';
import { at, furnish, member, round, schedule, workspace } from './samples.ts';

export function transactionCases(given: () => StoreCase): void {
  it('gives what the work returns, and keeps what it wrote', async () => {
    const { store } = given();
    const result = await store.write(async (tx) => {
      await tx.saveWorkspace(workspace());
      return 42;
    });
    expect(result).toBe(42);
    expect(await store.read.workspace('local:home')).toEqual(workspace());
  });

  it('keeps nothing of work that rejects, and goes on afterwards', async () => {
    const { store } = given();
    const failing = store.write(async (tx) => {
      await furnish(tx);
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await store.read.workspace('local:home')).toBeUndefined();
    expect(await store.read.round('round-1')).toBeUndefined();
    await store.write(furnish);
    expect(await store.read.round('round-1')).toBeDefined();
  });

  it('keeps nothing when the engine refuses a statement', async () => {
    const { store } = given();
    const failing = store.write(async (tx) => {
      await tx.saveWorkspace(workspace());
      await tx.saveMember(member('ada', { workspaceId: 'no-such-workspace' }));
    });
    await expect(failing).rejects.toThrow();
    expect(await store.read.workspace('local:home')).toBeUndefined();
  });

  it('shows a transaction its own writes, and others only what is committed', async () => {
    const { store } = given();
    await store.write(async (tx) => {
      await tx.saveWorkspace(workspace());
      expect(await tx.workspace('local:home')).toEqual(workspace());
      expect(await store.read.workspace('local:home')).toBeUndefined();
    });
    expect(await store.read.workspace('local:home')).toEqual(workspace());
  });

  it('runs writes one after another in the order they were asked for', async () => {
    const { store } = given();
    await store.write(furnish);
    const add = (by: number) =>
      store.write(async (tx) => {
        const before = await tx.schedule('schedule-1');
        await tx.saveSchedule(schedule({ topics: [...(before?.topics ?? []), `t${by}`] }));
      });
    await Promise.all(Array.from({ length: 50 }, (_, by) => add(by)));
    const added = (await store.read.schedule('schedule-1'))?.topics.slice(-50);
    expect(added).toEqual(Array.from({ length: 50 }, (_, by) => `t${by}`));
  });

  it('refuses a write inside a write instead of waiting for itself forever', async () => {
    const { store } = given();
    const nested = store.write(() => store.write((tx) => tx.saveWorkspace(workspace())));
    await expect(nested).rejects.toThrow('write inside a write');
  });

  it('does not take a write begun by what a finished write left behind for one inside it', async () => {
    const { store } = given();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let later: Promise<void> = Promise.resolve();
    await store.write(async () => {
      later = released.then(() => store.write((tx) => tx.saveWorkspace(workspace())));
    });
    release();
    await later;
    expect(await store.read.workspace('local:home')).toBeDefined();
  });

  it('does not let `read` write', async () => {
    const { store } = given();
    await expect(store.read.saveWorkspace(workspace())).rejects.toThrow();
    expect(await store.read.workspace('local:home')).toBeUndefined();
  });

  it('loses no update when two stores write the same row at once', async () => {
    const { store, another } = given();
    const other = await another();
    await store.write(furnish);
    const longer = (which: typeof store, topic: string) =>
      which.write(async (tx) => {
        const before = await tx.schedule('schedule-1');
        await tx.saveSchedule(schedule({ topics: [...(before?.topics ?? []), topic] }));
      });
    await Promise.all(Array.from({ length: 20 }, (_, n) => longer(n % 2 ? store : other, `t${n}`)));
    expect((await store.read.schedule('schedule-1'))?.topics).toHaveLength(2 + 20);
  });

  it('lets exactly one of two stores claim a slot', async () => {
    const { store, another } = given();
    const other = await another();
    await store.write(furnish);
    for (let slot = 0; slot < 20; slot += 1) {
      const claim = (which: typeof store) =>
        which.write(async (tx) => {
          if (!(await tx.claimSlot('schedule-1', at(slot), at(slot + 1)))) return false;
          return await tx.insertRound(round(`claimed-${slot}`, 100 + slot));
        });
      const won = await Promise.all([claim(store), claim(other)]);
      expect(won.filter(Boolean)).toHaveLength(1);
    }
  });

  it('answers a ping while open, finishes what was begun when closed, and takes no more', async () => {
    const { another } = given();
    const store = await another();
    expect(await store.ping()).toBe(true);
    const begun = store.write(furnish);
    await store.close();
    await begun;
    await store.close();
    expect(await store.ping()).toBe(false);
    await expect(store.write(furnish)).rejects.toThrow('closed');
    expect(await given().store.read.round('round-1')).toBeDefined();
  });

  it('is sound', async () => {
    const { store } = given();
    await store.write(furnish);
    expect(await store.integrity()).toEqual([]);
  });
}
