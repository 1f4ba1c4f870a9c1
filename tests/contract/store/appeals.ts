import { expect, it } from 'vitest';
import type { Appeal } from '../../../src/core/rounds/appeal.ts';
import type { StoreCase } from '../store.ts';
import { appeal, at, decision, furnish, member, round, submission, workspace } from './samples.ts';

export function appealCases(given: () => StoreCase): void {
  /** s1 and s2 are attempts of Ada, b1 one of Bob, all in the same round. */
  const insert = (...appeals: Appeal[]) =>
    given().store.write(async (tx) => {
      await furnish(tx);
      await tx.insertSubmission(submission('s1'));
      await tx.insertSubmission(submission('s2', { attempt: 2 }));
      await tx.insertSubmission(submission('b1', { memberId: 'local:home:bob' }));
      for (const each of appeals) expect(await tx.insertAppeal(each)).toBe(true);
    });

  it('keeps every field, open and decided', async () => {
    const { store } = given();
    const decided = appeal('a2', { submissionId: 's2', decision: decision() });
    await insert(appeal('a1'), decided);
    expect(await store.read.appeal('a1')).toEqual(appeal('a1'));
    expect(await store.read.appeal('a2')).toEqual(decided);
    expect(await store.read.appeal('a3')).toBeUndefined();
  });

  it('takes one per submission, of a submission there is', async () => {
    const { store } = given();
    await insert(appeal('a1'));
    const again = appeal('a2', { reason: 'Once more.' });
    expect(await store.write((tx) => tx.insertAppeal(again))).toBe(false);
    expect(await store.read.appeal('a1')).toEqual(appeal('a1'));
    expect(await store.read.appeal('a2')).toBeUndefined();
    const stray = appeal('a3', { submissionId: 'no-such-submission' });
    await expect(store.write((tx) => tx.insertAppeal(stray))).rejects.toThrow();
  });

  it("gives a member's appeals in a round by attempt", async () => {
    const { store } = given();
    const [first, second] = [appeal('z'), appeal('a', { submissionId: 's2', at: at(1) })];
    await insert(second, first, appeal('b', { submissionId: 'b1' }));
    expect(await store.read.appealsOf('round-1', 'local:home:ada')).toEqual([first, second]);
    expect(await store.read.appealsOf('round-2', 'local:home:ada')).toEqual([]);
  });

  it('gives the oldest open one of a workspace, and how many there are', async () => {
    const { store } = given();
    const oldest = appeal('z', { at: at(1) });
    const later = appeal('a', { submissionId: 's2', at: at(2) });
    await insert(later, oldest, appeal('done', { submissionId: 'b1', at: at(0), decision: decision() }));
    await store.write((tx) => tx.saveWorkspace(workspace({ id: 'local:other', externalId: 'other' })));
    expect(await store.read.oldestOpenAppeal('local:home')).toEqual(oldest);
    expect(await store.read.countOpenAppeals('local:home')).toBe(2);
    expect(await store.read.oldestOpenAppeal('local:other')).toBeUndefined();
    expect(await store.read.countOpenAppeals('local:other')).toBe(0);
    await store.write((tx) => tx.decideAppeal('z', decision()));
    expect(await store.read.oldestOpenAppeal('local:home')).toEqual(later);
  });

  it('is decided once', async () => {
    const { store, another } = given();
    const other = await another();
    await insert(appeal('a1'));
    const declined = decision({ ruling: 'declined', score: 0.5, reason: '' });
    const won = await Promise.all([
      store.write((tx) => tx.decideAppeal('a1', decision())),
      other.write((tx) => tx.decideAppeal('a1', declined)),
    ]);
    expect(won.filter(Boolean)).toHaveLength(1);
    const kept = won[0] ? decision() : declined;
    expect(await store.read.appeal('a1')).toEqual(appeal('a1', { decision: kept }));
    expect(await store.write((tx) => tx.decideAppeal('no-such-appeal', declined))).toBe(false);
  });

  it('is decided only by a member there is', async () => {
    const { store } = given();
    await insert(appeal('a1'));
    const stranger = decision({ by: 'local:home:nobody' });
    await expect(store.write((tx) => tx.decideAppeal('a1', stranger))).rejects.toThrow();
    await store.write((tx) => tx.saveMember(member('nobody')));
    expect(await store.write((tx) => tx.decideAppeal('a1', stranger))).toBe(true);
  });

  it('gives decided ones of all workspaces page by page, in the order of decision', async () => {
    const { store } = given();
    const elsewhere = { workspaceId: 'local:other', memberId: 'local:other:eve' };
    await insert(
      appeal('z', { decision: decision({ at: at(5) }) }),
      appeal('a', { submissionId: 's2', decision: decision({ at: at(5), ruling: 'declined', score: 0.5 }) }),
      appeal('open', { submissionId: 'b1' }),
    );
    await store.write(async (tx) => {
      await tx.saveWorkspace(workspace({ id: 'local:other', externalId: 'other' }));
      await tx.saveMember(member('eve', { id: elsewhere.memberId, workspaceId: 'local:other' }));
      await tx.insertRound(round('round-2', 24, { workspaceId: 'local:other' }));
      const answer = { text: '', output: '3\n', choices: ['A'] };
      await tx.insertSubmission(submission('e1', { roundId: 'round-2', memberId: elsewhere.memberId, answer }));
      const early = decision({ at: at(4), ruling: 'accepted', score: 1, by: elsewhere.memberId });
      await tx.insertAppeal(appeal('m', { workspaceId: 'local:other', submissionId: 'e1', decision: early }));
    });
    const base = { questionId: 'is-vs-eq-257', answer: submission('s1').answer };
    const all = [
      { ...base, id: 'm', answer: { text: '', output: '3\n', choices: ['A'] }, score: 1, decidedAt: at(4) },
      { ...base, id: 'a', score: 0.5, decidedAt: at(5) },
      { ...base, id: 'z', score: 0.75, decidedAt: at(5) },
    ];
    expect(await store.read.decidedAppeals(undefined, 10)).toEqual(all);
    expect(await store.read.decidedAppeals(undefined, 2)).toEqual(all.slice(0, 2));
    expect(await store.read.decidedAppeals(all[0], 10)).toEqual(all.slice(1));
    expect(await store.read.decidedAppeals(all[1], 10)).toEqual(all.slice(2));
    expect(await store.read.decidedAppeals(all[2], 10)).toEqual([]);
  });
}
