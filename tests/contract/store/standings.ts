import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../../src/core/ports.ts';
import type { StoreCase } from '../store.ts';
import { entry, furnish, member, round, submission, workspace } from './samples.ts';

export function standingCases(given: () => StoreCase): void {
  /** Furnishes, then enters each with a submission of its own. Members are made as named. */
  const enter = (...entries: LedgerEntry[]) =>
    given().store.write(async (tx) => {
      await furnish(tx);
      for (const [n, each] of entries.entries()) {
        await tx.saveMember(member(each.memberId.replace('local:home:', '')));
        if (!(await tx.round(each.roundId))) await tx.insertRound(round(each.roundId, 1000 + n));
        const { memberId, roundId } = each;
        await tx.insertSubmission(submission(`s-${each.id}`, { memberId, roundId, attempt: n + 1 }));
        await tx.addToLedger({ ...each, submissionId: `s-${each.id}` });
      }
    });
  const of = (name: string) => ({ memberId: `local:home:${name}` });
  const board = async (period: string, limit = 10, offset = 0) =>
    (await given().store.read.standings('local:home', period, limit, offset)).map(
      ({ name, points, rounds }) => `${name} ${points} in ${rounds}`,
    );

  it('adds an entry to its week, its season and all time', async () => {
    await enter(
      entry('1', { points: 4 }),
      entry('2', { points: 6, roundId: 'round-2', week: '2026-W48' }),
      entry('3', { points: 1, roundId: 'round-3', week: '2026-W49', season: '2026-12' }),
    );
    expect(await board('2026-W47')).toEqual(['ada 4 in 1']);
    expect(await board('2026-W48')).toEqual(['ada 6 in 1']);
    expect(await board('2026-11')).toEqual(['ada 10 in 2']);
    expect(await board('2026-12')).toEqual(['ada 1 in 1']);
    expect(await board('all')).toEqual(['ada 11 in 3']);
    expect(await board('2026-W01')).toEqual([]);
  });

  it('counts a round for its first entry alone, also one without points', async () => {
    await enter(
      entry('1', { points: 0 }),
      entry('2', { points: 2.5, reason: 'better-attempt' }),
      entry('3', { points: 0, roundId: 'round-2' }),
      entry('4', { points: 0.5, reason: 'appeal' }),
    );
    expect(await board('all')).toEqual(['ada 3 in 2']);
  });

  it('orders by points, then the higher mean, then name', async () => {
    await enter(
      entry('1', { ...of('dora'), points: 6 }),
      entry('2', { ...of('carl'), points: 6 }),
      entry('3', { ...of('ada'), points: 3 }),
      entry('4', { ...of('ada'), points: 3, roundId: 'round-2' }),
      entry('5', { ...of('bob'), points: 7 }),
      entry('6', { ...of('eve'), points: 0 }),
    );
    const all = ['bob 7 in 1', 'carl 6 in 1', 'dora 6 in 1', 'ada 6 in 2', 'eve 0 in 1'];
    expect(await board('all')).toEqual(all);
    expect(await board('all', 2, 1)).toEqual(all.slice(1, 3));
    expect(await board('all', 2, 5)).toEqual([]);
  });

  it('finds one member, those above, and how many there are', async () => {
    const { store } = given();
    await enter(
      entry('1', { points: 5 }),
      entry('2', { ...of('bob'), points: 8 }),
      entry('3', { ...of('cyd'), points: 8 }),
    );
    const row = { memberId: 'local:home:ada', name: 'ada', points: 5, rounds: 1 };
    expect(await store.read.standingOf('local:home', 'all', 'local:home:ada')).toEqual(row);
    expect(await store.read.standingOf('local:home', 'all', 'local:home:eve')).toBeUndefined();
    expect(await store.read.countAbove('local:home', 'all', 5)).toBe(2);
    expect(await store.read.countAbove('local:home', 'all', 8)).toBe(0);
    expect(await store.read.countStandings('local:home', 'all')).toBe(3);
    expect(await store.read.countStandings('local:home', '2026-W01')).toBe(0);
  });

  it('keeps workspaces apart', async () => {
    const { store } = given();
    await enter(entry('1'));
    await store.write((tx) => tx.saveWorkspace(workspace({ id: 'local:other', externalId: 'other' })));
    expect(await store.read.standings('local:other', 'all', 10, 0)).toEqual([]);
    expect(await store.read.countAbove('local:other', 'all', 0)).toBe(0);
  });

  it('adds fractions exactly, so that equal totals tie', async () => {
    const tenth = (n: number) => entry(`a${n}`, { points: 0.1, roundId: `round-a${n}` });
    await enter(tenth(1), tenth(2), tenth(3), entry('b', { ...of('bob'), points: 0.3 }));
    expect(await board('all')).toEqual(['bob 0.3 in 1', 'ada 0.3 in 3']);
    expect(await given().store.read.countAbove('local:home', 'all', 0.3)).toBe(0);
  });

  it('shows a new name at once', async () => {
    await enter(entry('1'));
    await given().store.write((tx) => tx.saveMember(member('ada', { name: 'Countess' })));
    expect(await board('all')).toEqual(['Countess 5 in 1']);
  });

  it('keeps streaks per member and schedule', async () => {
    const { store } = given();
    await store.write(furnish);
    const streak = { memberId: 'local:home:ada', scheduleId: 'schedule-1', current: 1, best: 4, lastSequence: 9 };
    expect(await store.read.streak('local:home:ada', 'schedule-1')).toBeUndefined();
    await store.write((tx) => tx.saveStreak(streak));
    await store.write((tx) => tx.saveStreak({ ...streak, current: 2, lastSequence: 10 }));
    const expected = { ...streak, current: 2, lastSequence: 10 };
    expect(await store.read.streak('local:home:ada', 'schedule-1')).toEqual(expected);
    expect(await store.read.streaksOfMember('local:home:ada')).toEqual([expected]);
    expect(await store.read.streaksOfMember('local:home:bob')).toEqual([]);
  });

  it('excuses the streaks of members of some workspaces from one sequence', async () => {
    const { store } = given();
    await store.write(furnish);
    const row = (memberId: string, lastSequence: number) => ({
      memberId,
      scheduleId: 'schedule-1',
      current: 3,
      best: 4,
      lastSequence,
    });
    await store.write(async (tx) => {
      await tx.saveStreak(row('local:home:ada', 8));
      await tx.saveStreak(row('local:home:bob', 7));
      await tx.excuseStreaks('schedule-1', 9, []);
      await tx.excuseStreaks('schedule-1', 9, ['local:elsewhere']);
      await tx.excuseStreaks('schedule-2', 9, ['local:home']);
    });
    expect(await store.read.streak('local:home:ada', 'schedule-1')).toEqual(row('local:home:ada', 8));
    await store.write((tx) => tx.excuseStreaks('schedule-1', 9, ['local:home', 'local:elsewhere']));
    expect(await store.read.streak('local:home:ada', 'schedule-1')).toEqual(row('local:home:ada', 9));
    expect(await store.read.streak('local:home:bob', 'schedule-1')).toEqual(row('local:home:bob', 7));
  });

  it('has totals that agree with the ledger, whatever was entered', async () => {
    const { store } = given();
    await store.write(furnish);
    let id = 0;
    const drawn = fc.record({
      memberId: fc.constantFrom('local:home:ada', 'local:home:bob'),
      points: fc.double({ min: 0, max: 10, noNaN: true }),
      reason: fc.constantFrom('answer' as const, 'better-attempt' as const, 'appeal' as const),
      week: fc.constantFrom('2026-W47', '2026-W48'),
      season: fc.constantFrom('2026-11', '2026-12'),
    });
    await store.write((tx) => tx.insertSubmission(submission('s1')));
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 20 }), async (entries) => {
        await store.write(async (tx) => {
          for (const each of entries) await tx.addToLedger(entry(`e${id++}`, each));
        });
        expect(await store.checkStandings(false)).toEqual([]);
      }),
      { numRuns: 20 },
    );
    const before = await store.read.standings('local:home', 'all', 10, 0);
    expect(await store.checkStandings(true)).toEqual([]);
    expect(await store.read.standings('local:home', 'all', 10, 0)).toEqual(before);
  });
}
