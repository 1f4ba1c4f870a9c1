/** Random answers by two accounts over random days, then joined: against counting it the slow way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Round } from '../../../src/core/ports.ts';
import { HALF, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';
import { createPair, GUEST, joinPair, linkPair, type Pair } from './linked.ts';

const ADA = 'local:home:ada';
const UNA = `${GUEST}:una`;

describe('whatever two accounts have answered', () => {
  const ANSWERS = [
    { text: WRONG, points: 0 },
    { text: HALF, points: 6 },
    { text: RIGHT, points: 10 },
  ] as const;
  const WHO = ['ada', 'una'] as const;

  const given = fc.record({ who: fc.constantFrom(...WHO), answer: fc.constantFrom(...ANSWERS) });
  /** A day: its question may be skipped, another may be posted by hand, and in each the two answer as they like. */
  const day = fc.record({
    skipped: fc.boolean(),
    byHand: fc.boolean(),
    morning: fc.array(given, { maxLength: 4 }),
    noon: fc.array(given, { maxLength: 4 }),
  });

  interface Played {
    readonly round: Round;
    /** Points of each accepted answer, by account, or together once joined. */
    readonly points: { ada: number[]; una: number[] };
  }

  it('is, once they are joined, what one member would have: the best of each round, each round once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(day, { minLength: 1, maxLength: 7 }),
        fc.nat(6),
        fc.boolean(),
        async (days, joinedOn, fromHome) => {
          const own = await createPair({ attempts: 2 });
          try {
            const played = await play(own, days, joinedOn, fromHome);
            await compare(own, played);
          } finally {
            await own.quiz.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  type Day = typeof day extends fc.Arbitrary<infer T> ? T : never;

  async function play(own: Pair, days: readonly Day[], joinedOn: number, fromHome: boolean): Promise<Played[]> {
    const { quiz, lead } = own;
    await linkPair(own);
    const played: Played[] = [];
    let joined = false;
    const answerAll = async (round: Round, answers: Day['morning']) => {
      const points = { ada: [] as number[], una: [] as number[] };
      for (const { who, answer } of answers) {
        const used = joined ? points.ada.length + points.una.length : points[who].length;
        await own[who].answer(round.id, answer.text);
        if (used < 2) points[who].push(answer.points);
      }
      played.push({ round, points });
    };
    for (const [n, { skipped, byHand, morning, noon }] of days.entries()) {
      // From the end of one month, and of a week, into the next.
      const date = new Date(Date.UTC(2026, 10, 26 + n)).toISOString().slice(0, 10);
      if (skipped) await quiz.rounds.skip((await quiz.store.read.schedule(own.schedule.id)) ?? own.schedule);
      await quiz.at(`${date}T09:00:00Z`);
      if (!skipped) await answerAll(await quiz.live(), morning);
      if (byHand) {
        quiz.clock.set(`${date}T12:00:00Z`);
        await lead.command('quiz post');
        await answerAll(await quiz.live(), noon);
      }
      if (n === joinedOn || (n === days.length - 1 && !joined)) {
        // While both have answered an open question, they cannot be joined.
        const { ada, una } = played.at(-1)?.points ?? { ada: [], una: [] };
        if (ada.length > 0 && una.length > 0) await lead.command('quiz close');
        const [first, second] = fromHome ? [own.ada, own.una] : [own.una, own.ada];
        await joinPair(first, second);
        joined = true;
      }
    }
    return played;
  }

  async function compare({ quiz, schedule }: Pair, played: readonly Played[]): Promise<void> {
    const { read } = quiz.store;
    const answered = played.filter(({ points }) => points.ada.length + points.una.length > 0);
    for (const period of new Set(played.flatMap(({ round }) => ['all', round.week, round.season]))) {
      const within = answered.filter(({ round }) => period === 'all' || [round.week, round.season].includes(period));
      const points = within.reduce((sum, each) => sum + Math.max(...each.points.ada, ...each.points.una), 0);
      const expected = within.length === 0 ? [] : [{ memberId: ADA, name: 'Ada', points, rounds: within.length }];
      expect(await read.standings('local:home', period, 10, 0), period).toEqual(expected);
    }
    for (const { round, points } of played) {
      const attempts = points.ada.length + points.una.length;
      const kept = await read.submissionsOf(round.id, ADA);
      expect(kept.map(({ attempt }) => attempt)).toEqual(Array.from({ length: attempts }, (_, n) => n + 1));
      expect(await read.submissionsOf(round.id, UNA)).toEqual([]);
    }
    expect(await read.streak(ADA, schedule.id)).toEqual(streakOf(played, schedule.id));
    expect(await quiz.store.checkStandings(false)).toEqual([]);
    const before = await read.standings('local:home', 'all', 10, 0);
    await quiz.store.checkStandings(true);
    expect(await read.standings('local:home', 'all', 10, 0)).toEqual(before);
    expect(quiz.complaints).toEqual([]);
  }

  /** Counted the slow way: runs of scheduled rounds, each answered by either. */
  function streakOf(played: readonly Played[], scheduleId: string) {
    const scheduled = played.filter(({ round }) => round.scheduled);
    const marks = scheduled.map(({ points }) => points.ada.length + points.una.length > 0);
    const last = marks.lastIndexOf(true);
    if (last < 0) return undefined;
    const runs = marks.map((_, end) =>
      marks
        .slice(0, end + 1)
        .reverse()
        .findIndex((mark) => !mark),
    );
    const lengths = runs.map((run, end) => (run < 0 ? end + 1 : run));
    const lastSequence = scheduled[last]?.round.sequence;
    return { memberId: ADA, scheduleId, current: lengths[last], best: Math.max(...lengths), lastSequence };
  }
});
