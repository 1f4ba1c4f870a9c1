import { expect, it } from 'vitest';
import type { Submission } from '../../../src/core/ports.ts';
import type { StoreCase } from '../store.ts';
import { at, furnish, grade, question, round, submission } from './samples.ts';

export function submissionCases(given: () => StoreCase): void {
  const insert = (...submissions: Submission[]) =>
    given().store.write(async (tx) => {
      await furnish(tx);
      for (const each of submissions) expect(await tx.insertSubmission(each)).toBe(true);
    });
  const bob = { memberId: 'local:home:bob' };

  it('keeps the answer and the grade exactly', async () => {
    const { store } = given();
    const full = submission('s1', {
      answer: { text: '', output: 'True\nFalse\n', choices: ['A', 'C'] },
      grade: {
        ...grade(0.3333),
        guard: 'copy',
        output: { right: true, forgiven: true },
        choices: { chosen: ['A'], correct: ['A', 'C'] },
        misconceptions: [{ id: 'm', penalty: 2, evidence: ['"never" \\ \u0000'] }],
      },
    });
    await insert(full);
    expect(await store.read.submissionByRequest('request-s1')).toEqual(full);
    expect(await store.read.submissionByRequest('request-s2')).toBeUndefined();
  });

  it('counts a request once and an attempt once', async () => {
    const { store } = given();
    await insert(submission('s1'));
    const again = (over: Parameters<typeof submission>[1]) =>
      store.write((tx) => tx.insertSubmission(submission('s2', over)));
    expect(await again({ requestId: 'request-s1', attempt: 2 })).toBe(false);
    expect(await again({ attempt: 1 })).toBe(false);
    expect(await store.read.submissionsOf('round-1', 'local:home:ada')).toEqual([submission('s1')]);
    expect(await again({ attempt: 2 })).toBe(true);
  });

  it('refuses an answer to a round that does not exist', async () => {
    const { store } = given();
    await store.write(furnish);
    await expect(
      store.write((tx) => tx.insertSubmission(submission('s1', { roundId: 'no-such-round' }))),
    ).rejects.toThrow();
  });

  it("gives a member's submissions to a round by attempt", async () => {
    const { store } = given();
    const first = submission('z', { at: at(2) });
    const second = submission('a', { attempt: 2, at: at(1) });
    await insert(second, first, submission('b', bob));
    expect(await store.read.submissionsOf('round-1', 'local:home:ada')).toEqual([first, second]);
  });

  it('sums a round up: how many, by how many, and the best of each member', async () => {
    const { store } = given();
    const better = submission('a2', { attempt: 2, score: 0.9 });
    const firstOfEqual = submission('b1', { ...bob, score: 0.95 });
    await insert(
      submission('a1', { score: 0.4 }),
      better,
      submission('a3', { attempt: 3, score: 0.7 }),
      firstOfEqual,
      submission('b2', { ...bob, attempt: 2, score: 0.95 }),
    );
    expect(await store.read.answersOf('round-1')).toEqual({
      submissions: 5,
      members: 2,
      best: [
        { memberId: 'local:home:bob', name: 'bob', submission: firstOfEqual },
        { memberId: 'local:home:ada', name: 'ada', submission: better },
      ],
    });
    expect(await store.read.answersOf('round-2')).toEqual({ submissions: 0, members: 0, best: [] });
  });

  it('finds one by its id, and gives it another grade', async () => {
    const { store } = given();
    await insert(submission('s1'), submission('s2', { attempt: 2, score: 0.7 }));
    expect(await store.read.submission('s3')).toBeUndefined();
    const raised = { ...grade(0.9), graded: 0.5 };
    await store.write((tx) => tx.regrade('s1', raised));
    const expected = submission('s1', { grade: raised });
    expect(await store.read.submission('s1')).toEqual(expected);
    expect(await store.read.submission('s2')).toEqual(submission('s2', { attempt: 2, score: 0.7 }));
    expect((await store.read.answersOf('round-1')).best.map((each) => each.submission)).toEqual([expected]);
  });

  it('of attempts with the same score, sums up the one worth more, else the earlier', async () => {
    const { store } = given();
    // A lead's 7.5 points, and a grader's 0.75, which counts as 8.
    const set = submission('s1', { grade: { ...grade(0.75), graded: 0.2 } });
    await insert(set, submission('b1', { ...bob, score: 0.75 }));
    const best = async () => (await store.read.answersOf('round-1')).best.map((each) => each.submission.id);
    expect(await best()).toEqual(['b1', 's1']);
    await insert(submission('s2', { attempt: 2, score: 0.75 }), submission('b2', { ...bob, attempt: 2, score: 0.75 }));
    expect(await best()).toEqual(['b1', 's2']);
    expect(await store.read.answersOf('round-1')).toMatchObject({ submissions: 4, members: 2 });
    expect(await store.read.membersAnswered('round-1')).toBe(2);
    expect(await store.read.membersAnswered('round-2')).toBe(0);
  });

  it("gives a member's newest submissions with topic and question", async () => {
    const { store } = given();
    const snapshot = { question: question('refcounts', 'memory'), bankVersion: 'v1' };
    await insert(submission('s1', { at: at(1) }), submission('b', bob));
    await store.write(async (tx) => {
      await tx.insertRound(round('round-2', 24, { snapshot }));
      await tx.insertSubmission(submission('s2', { roundId: 'round-2', at: at(25) }));
    });
    const newest = {
      ...submission('s2', { roundId: 'round-2', at: at(25) }),
      topic: 'memory',
      questionId: 'refcounts',
    };
    const older = { ...submission('s1', { at: at(1) }), topic: 'identity', questionId: 'is-vs-eq-257' };
    expect(await store.read.submissionsOfMember('local:home:ada', 10)).toEqual([newest, older]);
    expect(await store.read.submissionsOfMember('local:home:ada', 1)).toEqual([newest]);
  });
}
