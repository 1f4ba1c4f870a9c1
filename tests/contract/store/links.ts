import { expect, it } from 'vitest';
import type { LinkCode, Place } from '../../../src/core/links/link.ts';
import type { StoreTransaction } from '../../../src/core/ports.ts';
import type { StoreCase } from '../store.ts';
import { at, entry, furnish, member, round, schedule, submission, workspace } from './samples.ts';

const GUEST = 'slack:T1';
const guest = workspace({ id: GUEST, platform: 'slack', externalId: 'T1', name: 'Guest' });
const ada = 'local:home:ada';
const bob = 'local:home:bob';
const una = `${GUEST}:una`;

const place = (id: string, over: Partial<Place> = {}): Place => ({
  id,
  scheduleId: 'schedule-1',
  workspaceId: GUEST,
  channelId: `C-${id}`,
  unusable: false,
  ...over,
});

const code = (hash: string, over: Partial<LinkCode> = {}): LinkCode => ({
  hash,
  expiresAt: at(1),
  for: { kind: 'workspace', workspaceId: 'local:home', scheduleId: 'schedule-1' },
  ...over,
});

export function linkCases(given: () => StoreCase): void {
  /** The furnished home, a guest with the member una, and what the case adds. */
  const write = <T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> =>
    given().store.write(async (tx) => {
      await furnish(tx);
      await tx.saveWorkspace(guest);
      await tx.saveMember(member('una', { id: una, workspaceId: GUEST }));
      return await work(tx);
    });
  const read = () => given().store.read;
  const drift = () => given().store.checkStandings(false);

  it('gives a code once', async () => {
    const kept = code('a', { for: { kind: 'account', workspaceId: 'local:home', memberId: ada } });
    await write(async (tx) => {
      await tx.saveLinkCode(kept);
      await tx.saveLinkCode(code('b'));
    });
    expect(await read().linkCode('a', at(0))).toEqual(kept);
    expect(await given().store.write((tx) => tx.takeLinkCode('a', at(0)))).toEqual(kept);
    expect(await given().store.write((tx) => tx.takeLinkCode('a', at(0)))).toBeUndefined();
    expect(await read().linkCode('a', at(0))).toBeUndefined();
    expect(await read().linkCode('b', at(0))).toEqual(code('b'));
  });

  it('knows no code from the moment it expires', async () => {
    await write(async (tx) => {
      await tx.saveLinkCode(code('old'));
      await tx.saveLinkCode(code('new', { expiresAt: at(2) }));
    });
    expect(await read().linkCode('old', at(1))).toBeUndefined();
    expect(await given().store.write((tx) => tx.takeLinkCode('old', at(1)))).toBeUndefined();
    expect(await read().linkCode('old', at(0))).toBeUndefined();
    expect(await read().linkCode('new', at(1))).toEqual(code('new', { expiresAt: at(2) }));
  });

  it('links a guest to one home', async () => {
    await write((tx) => tx.linkWorkspace(GUEST, 'local:home', at(0)));
    expect(await read().homeOf(GUEST)).toBe('local:home');
    expect(await read().homeOf('local:home')).toBeUndefined();
    expect(await read().guestsOf('local:home')).toEqual([GUEST]);
    await expect(write((tx) => tx.linkWorkspace(GUEST, 'local:home', at(1)))).rejects.toThrow();
  });

  it('keeps places by channel, by schedule and by workspace', async () => {
    await write(async (tx) => {
      await tx.saveSchedule(schedule({ id: 'schedule-2', channelId: 'random' }));
      await tx.savePlace(place('b'));
      await tx.savePlace(place('a', { unusable: true }));
      await tx.savePlace(place('c', { scheduleId: 'schedule-2' }));
    });
    expect(await read().placeOfChannel(GUEST, 'C-a')).toEqual(place('a', { unusable: true }));
    expect(await read().placeOfChannel('local:home', 'C-a')).toBeUndefined();
    expect((await read().placesOfSchedule('schedule-1')).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await read().placesOfWorkspace(GUEST)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect((await read().unusablePlaces(10)).map(({ id }) => id)).toEqual(['a']);
    expect(await read().unusablePlaces(0)).toEqual([]);

    await write((tx) => tx.savePlace(place('a')));
    expect(await read().unusablePlaces(10)).toEqual([]);
    await write((tx) => tx.removePlace('a'));
    expect((await read().placesOfSchedule('schedule-1')).map(({ id }) => id)).toEqual(['b']);
  });

  it('keeps who linked a place, also when it changes', async () => {
    await write((tx) => tx.savePlace(place('p1', { linkedBy: 'U1' })));
    const kept = await read().placeOfChannel(GUEST, 'C-p1');
    expect(kept).toEqual(place('p1', { linkedBy: 'U1' }));
    await given().store.write((tx) => tx.savePlace({ ...(kept ?? place('p1')), unusable: true }));
    expect(await read().placeOfChannel(GUEST, 'C-p1')).toEqual(place('p1', { linkedBy: 'U1', unusable: true }));
  });

  it('has one place per channel', async () => {
    await write((tx) => tx.savePlace(place('a')));
    await expect(write((tx) => tx.savePlace(place('b', { channelId: 'C-a' })))).rejects.toThrow();
  });

  it('knows whom an account plays as', async () => {
    await write(async (tx) => {
      await tx.linkAccount(una, ada, at(0));
      await tx.linkAccount(una, bob, at(1));
    });
    expect(await read().playsAs(una)).toBe(bob);
    expect(await read().playsAs(bob)).toBeUndefined();
    expect(await read().accountsOf(bob)).toEqual([una]);
    expect(await read().accountsOf(ada)).toEqual([]);
    await write((tx) => tx.unlinkAccount(una));
    expect(await read().playsAs(una)).toBeUndefined();
  });

  it('unlinks a guest with its places and accounts, and nobody else', async () => {
    const other = 'slack:T2';
    await write(async (tx) => {
      await tx.saveWorkspace({ ...guest, id: other, externalId: 'T2' });
      await tx.saveMember(member('uwe', { id: `${other}:uwe`, workspaceId: other }));
      for (const [n, id] of [GUEST, other].entries()) {
        await tx.linkWorkspace(id, 'local:home', at(n));
        await tx.savePlace(place(`p${n}`, { workspaceId: id }));
      }
      await tx.linkAccount(una, ada, at(0));
      await tx.linkAccount(`${other}:uwe`, bob, at(0));
      await tx.unlinkWorkspace(GUEST);
    });
    expect(await read().guestsOf('local:home')).toEqual([other]);
    expect(await read().placesOfWorkspace(GUEST)).toEqual([]);
    expect(await read().playsAs(una)).toBeUndefined();
    expect(await read().placesOfWorkspace(other)).toHaveLength(1);
    expect(await read().playsAs(`${other}:uwe`)).toBe(bob);
  });

  it('lets a home member go apart from a guest it played as', async () => {
    await write(async (tx) => {
      await tx.linkWorkspace(GUEST, 'local:home', at(0));
      await tx.linkAccount(ada, una, at(0));
      await tx.unlinkWorkspace(GUEST);
    });
    expect(await read().playsAs(ada)).toBeUndefined();
  });

  it('gives one member what another has, and counts both anew', async () => {
    await write(async (tx) => {
      await tx.insertRound(round('round-2', 24, { sequence: 2 }));
      await tx.insertRound(round('round-3', 25, { scheduled: false, sequence: 2 }));
      await tx.insertSubmission(submission('a1', { memberId: ada }));
      await tx.insertSubmission(submission('u1', { memberId: una }));
      await tx.insertSubmission(submission('u2', { memberId: una, roundId: 'round-2' }));
      await tx.insertSubmission(submission('u3', { memberId: una, roundId: 'round-3' }));
      await tx.addToLedger(entry('1', { memberId: ada, submissionId: 'a1', points: 4 }));
      await tx.addToLedger(entry('2', { memberId: una, submissionId: 'u1', points: 7 }));
      await tx.addToLedger(entry('3', { memberId: una, submissionId: 'u2', roundId: 'round-2', points: 5 }));
    });
    expect(await read().roundsOfBoth(ada, una)).toEqual(['round-1']);
    expect(await read().roundsOfBoth(ada, bob)).toEqual([]);
    expect(await read().sequencesAnswered(una)).toEqual([
      { scheduleId: 'schedule-1', sequence: 1 },
      { scheduleId: 'schedule-1', sequence: 2 },
    ]);

    await given().store.write(async (tx) => {
      await tx.giveSubmission('u1', ada, 2);
      await tx.giveHistory(una, ada);
      await tx.addToLedger(entry('4', { memberId: ada, submissionId: 'u1', points: -4, reason: 'account-link' }));
      await tx.recountStandings([ada, una]);
    });
    expect((await read().submissionsOf('round-1', ada)).map(({ id, attempt }) => `${id} ${attempt}`)).toEqual([
      'a1 1',
      'u1 2',
    ]);
    expect(await read().submissionsOf('round-2', una)).toEqual([]);
    expect(await read().standings('local:home', 'all', 10, 0)).toEqual([
      { memberId: ada, name: 'ada', points: 12, rounds: 2 },
    ]);
    expect(await drift()).toEqual([]);
    await given().store.checkStandings(true);
    expect((await read().standings('local:home', 'all', 10, 0)).map(({ rounds }) => rounds)).toEqual([2]);
  });

  it('gives a member what one workspace asked, and nothing else', async () => {
    await write(async (tx) => {
      await tx.saveSchedule(schedule({ id: 'schedule-g', workspaceId: GUEST }));
      await tx.insertRound(round('round-g', 0, { scheduleId: 'schedule-g', workspaceId: GUEST }));
      await tx.insertSubmission(submission('a1', { memberId: ada }));
      await tx.insertSubmission(submission('a2', { memberId: ada, roundId: 'round-g' }));
      await tx.insertSubmission(submission('b2', { memberId: bob, roundId: 'round-g' }));
      await tx.addToLedger(entry('1', { memberId: ada, submissionId: 'a1', points: 4 }));
      const own = { submissionId: 'a2', roundId: 'round-g', workspaceId: GUEST, points: 7 };
      await tx.addToLedger(entry('2', { memberId: ada, ...own }));
      expect(await tx.giveRounds(ada, una, GUEST)).toBe(1);
      expect(await tx.giveRounds(ada, una, GUEST)).toBe(0);
      await tx.recountStandings([ada, una]);
    });
    expect((await read().submissionsOf('round-g', una)).map(({ id }) => id)).toEqual(['a2']);
    expect((await read().submissionsOf('round-1', ada)).map(({ id }) => id)).toEqual(['a1']);
    expect((await read().submissionsOf('round-g', bob)).map(({ id }) => id)).toEqual(['b2']);
    expect((await read().standings(GUEST, 'all', 10, 0)).map(({ name, points }) => `${name} ${points}`)).toEqual([
      'una 7',
    ]);
    expect((await read().standings('local:home', 'all', 10, 0)).map(({ points }) => points)).toEqual([4]);
    expect(await drift()).toEqual([]);
  });

  it('tells which accounts somebody of a workspace is joined with', async () => {
    await write((tx) => tx.linkAccount(una, ada, at(0)));
    for (const id of [GUEST, 'local:home']) {
      expect(await read().accountLinksOf(id)).toEqual([{ accountId: una, memberId: ada }]);
    }
    expect(await read().accountLinksOf('slack:T9')).toEqual([]);
  });

  it('keeps the one of two review cards that is due later', async () => {
    const card = (memberId: string, questionId: string, due: number) =>
      ({ memberId, questionId, topic: 'identity', due: at(due), card: { due }, lastScore: 0.5 }) as const;
    await write(async (tx) => {
      await tx.saveReview(card(ada, 'q1', 10));
      await tx.saveReview(card(una, 'q1', 20));
      await tx.saveReview(card(ada, 'q2', 20));
      await tx.saveReview(card(una, 'q2', 10));
      await tx.saveReview(card(una, 'q3', 5));
      await tx.saveReview(card(bob, 'q1', 1));
      await tx.giveHistory(una, ada);
    });
    const due = async (id: string) => (await read().reviewsOf(id, 10)).map((each) => each.card);
    expect(await due(ada)).toEqual([{ due: 5 }, { due: 20 }, { due: 20 }]);
    expect(await due(una)).toEqual([]);
    expect(await due(bob)).toEqual([{ due: 1 }]);
  });

  it('forgets the streaks of one member', async () => {
    const streak = { scheduleId: 'schedule-1', current: 1, best: 1, lastSequence: 1 };
    await write(async (tx) => {
      await tx.saveStreak({ memberId: ada, ...streak });
      await tx.saveStreak({ memberId: una, ...streak });
      await tx.removeStreaks(una);
    });
    expect(await read().streaksOfMember(una)).toEqual([]);
    expect(await read().streaksOfMember(ada)).toHaveLength(1);
  });
}
