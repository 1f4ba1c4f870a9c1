import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Round } from '../../../src/core/ports.ts';
import { streakOf } from '../../../src/core/standings/standings.ts';
import { person } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

const MEMBERS = ['Ada', 'Bob', 'Cyd'] as const;
const ANSWERS = [
  [RIGHT, 10],
  [HALF, 6],
  [WRONG, 0],
] as const;
const ATTEMPTS = 2;

type Step =
  | { readonly kind: 'answer'; readonly member: number; readonly answer: number }
  | { readonly kind: 'day' | 'close' | 'post' | 'skip' | 'pause' | 'resume' | 'outage' | 'back' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), member: fc.nat(2), answer: fc.nat(2) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('day' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('close', 'post', 'skip', 'pause', 'resume', 'outage', 'back') }),
  },
);

/** Plays the steps, and keeps the obvious account beside it: the points of each attempt that was accepted. */
async function play(steps: readonly Step[]) {
  const quiz = await createQuiz('2026-11-24T08:00:00Z');
  await quiz.schedule({ attempts: ATTEMPTS });
  const account = new Map<string, Map<string, number[]>>();
  const seen: string[] = [];
  let now = Date.parse('2026-11-24T09:00:00Z');
  await quiz.at(new Date(now).toISOString());

  for (const next of steps) {
    now += 60_000;
    quiz.clock.set(new Date(now).toISOString());
    const lead = person(quiz.desk, 'Lead');
    const live = await quiz.store.read.liveRoundOfChannel('local:home', 'general');
    if (next.kind === 'answer') {
      const [text, points] = ANSWERS[next.answer] ?? ANSWERS[0];
      const name = MEMBERS[next.member] ?? MEMBERS[0];
      if (live) {
        await person(quiz.desk, name).answer(live.id, text);
        const of = account.get(live.id) ?? new Map<string, number[]>();
        const before = of.get(name) ?? [];
        const inTime = now < live.closesAt.getTime();
        if (inTime && before.length < ATTEMPTS) account.set(live.id, of.set(name, [...before, points]));
      }
    } else if (next.kind === 'day') {
      now = Math.floor(now / 86_400_000) * 86_400_000 + 33 * 3_600_000;
      await quiz.at(new Date(now).toISOString());
    } else if (next.kind === 'outage' || next.kind === 'back') {
      quiz.platform.setConnected(next.kind === 'back');
      await quiz.rounds.tick();
    } else {
      await lead.command(`quiz ${next.kind}`);
    }
    const after = await quiz.store.read.liveRoundOfChannel('local:home', 'general');
    if (after && !seen.includes(after.id)) seen.push(after.id);
    if (live && !seen.includes(live.id)) seen.push(live.id);
  }
  const rounds: Round[] = [];
  for (const id of seen) {
    const round = await quiz.store.read.round(id);
    if (round) rounds.push(round);
  }
  rounds.sort((a, b) => a.slot.getTime() - b.slot.getTime());
  return { quiz, rounds, account };
}

test('totals agree with the ledger and with the answers, and streaks with the rounds, whatever happened', async () => {
  let answered = 0;
  let longest = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 45 }), async (steps) => {
      const { quiz, rounds, account } = await play(steps);
      try {
        expect(await quiz.store.checkStandings(false)).toEqual([]);
        for (const name of MEMBERS) {
          const id = `local:home:${name.toLowerCase()}`;
          const best = rounds.flatMap((round) => {
            const points = account.get(round.id)?.get(name);
            return points ? [{ month: round.slot.toISOString().slice(0, 7), points: Math.max(...points) }] : [];
          });
          answered += best.length;
          for (const period of ['all', '2026-11', '2026-12']) {
            const counted = best.filter(({ month }) => period === 'all' || month === period);
            const kept = await quiz.store.read.standingOf('local:home', period, id);
            const points = counted.reduce((sum, entry) => sum + entry.points, 0);
            expect(kept ? [kept.points, kept.rounds] : [0, 0]).toEqual([points, counted.length]);
          }
          const streak = await streakOf(quiz.store.read, 'local:home', id);
          expect(streak).toEqual(slowStreak(rounds, (round) => account.get(round.id)?.has(name) ?? false));
          longest = Math.max(longest, streak.best);
        }
        expect(quiz.complaints).toEqual([]);
      } finally {
        await quiz.close();
      }
    }),
    { numRuns: 40 },
  );
  // The steps must really play quizzes, or nothing was compared.
  expect(answered).toBeGreaterThan(100);
  expect(longest).toBeGreaterThan(2);
}, 60_000);

/** Whether the question stood in its channel before it was over: where it did not, nobody has missed it. */
const wasThere = ({ openedAt, closedAt }: Round) =>
  openedAt !== undefined && closedAt !== undefined && openedAt <= closedAt;

/** Goes through the scheduled rounds that were asked; one still open that is not answered yet breaks nothing. */
function slowStreak(rounds: readonly Round[], has: (round: Round) => boolean): { current: number; best: number } {
  let current = 0;
  let best = 0;
  for (const round of rounds) {
    if (!round.scheduled || round.state === 'skipped') continue;
    if (has(round)) current += 1;
    else if (round.state === 'closed' && wasThere(round)) current = 0;
    best = Math.max(best, current);
  }
  return { current, best };
}
