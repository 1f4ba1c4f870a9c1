/** Two places, platforms that fail in any order, a process that may die: what holds whatever happens. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Round } from '../../../src/core/ports.ts';
import { person } from '../../fakes/platform/people.ts';
import { breaking, createQuiz, permanent, type Quiz, RIGHT, transient } from '../../fakes/platform/quiz.ts';
import type { RecordingPlatform } from '../../fakes/platform/recording.ts';

/** What befalls a platform's next calls in a step; `off`: it is not connected during the step. */
const fate = fc.constantFrom('well', 'well', 'refused', 'hiccup', 'lost', 'off');
const step = fc.record({
  home: fate,
  guest: fate,
  /** Writes after which the process dies; more than a tick makes: it lives. */
  dies: fc.constantFrom(1, 2, 3, 4, 6, 8, 99, 99, 99, 99, 99, 99),
  /** Someone answers what is open after it. */
  answers: fc.boolean(),
});

type Fate = 'well' | 'refused' | 'hiccup' | 'lost' | 'off';

function befall(platform: RecordingPlatform, what: Fate): void {
  platform.setConnected(what !== 'off');
  if (what === 'refused') platform.fail({ at: 'before', error: permanent() });
  if (what === 'hiccup') platform.fail({ at: 'before', error: transient() });
  if (what === 'lost') platform.fail({ at: 'lost', error: transient() });
}

const START = Date.parse('2026-11-16T01:00:00Z');
const HOUR = 3_600_000;

/** Ticks with a process of its own, which dies after so many writes. */
async function tickAndPerhapsDie(quiz: Quiz, writes: number): Promise<void> {
  let left = writes;
  const { rounds } = quiz.second({ store: breaking(quiz.store, () => left-- <= 0), complain: () => undefined });
  await rounds.tick().catch((error: unknown) => {
    if (!(error instanceof Error) || error.message !== 'the process ended here') throw error;
  });
}

async function live(steps: readonly { home: Fate; guest: Fate; dies: number; answers: boolean }[]): Promise<Quiz> {
  const quiz = await createQuiz(new Date(START).toISOString());
  await quiz.link(await quiz.schedule({ discussion: true }));
  let now = START;
  for (const { home, guest, dies, answers } of steps) {
    now += 8 * HOUR;
    quiz.clock.set(new Date(now).toISOString());
    befall(quiz.platform, home);
    befall(quiz.guests, guest);
    await tickAndPerhapsDie(quiz, dies);
    const [round] = answers ? await quiz.store.read.liveRounds('local:home') : [];
    if (round) await person(quiz.desk, 'Ada').answer(round.id, RIGHT);
  }
  // All is well again, and the questions end.
  for (const platform of [quiz.platform, quiz.guests]) befall(platform, 'well');
  for (const more of [24, 25, 26, 27, 28]) {
    quiz.clock.set(new Date(now + more * HOUR).toISOString());
    await quiz.rounds.tick();
    if (more === 25) {
      for (const round of await quiz.store.read.liveRounds('local:home')) await quiz.rounds.closeNow(round);
    }
  }
  return quiz;
}

const roundIds = (quiz: Quiz) =>
  new Set([...quiz.platform.calls, ...quiz.guests.calls].flatMap((call) => /[qrnd]-(\w+)/.exec(call)?.[1] ?? []));

interface Settled {
  /** Whether its question, and the question's last edit, are known to have been made. */
  readonly asked: boolean;
  readonly edited: boolean;
}

function checkPlace(platform: RecordingPlatform, round: Round, suffix: string, { asked, edited }: Settled): void {
  const at = (kind: string) => platform.posted.filter((one) => one.key === `${kind}-${round.id}${suffix}`);
  const [question] = at('q');
  const reveals = at('r').length;
  expect(at('q').length).toBeLessThanOrEqual(1);
  expect(question !== undefined).toBe(asked);
  expect(reveals).toBeLessThanOrEqual(1);
  expect(platform.discussed.filter((one) => one.key === `d-${round.id}${suffix}`).length).toBeLessThanOrEqual(reveals);
  if (!question && suffix !== '') expect(reveals).toBe(0);
  // Nothing that is over asks for answers, wherever and whenever it turned up, unless it could not be edited.
  if (question && edited) expect(question.message.summary).toMatch(round.state === 'closed' ? /^Closed/ : /^Skipped/);
  if (round.state === 'skipped') expect(reveals).toBe(0);
}

test('whatever fails, each place is told each thing once, and a round lives where it was seen', {
  timeout: 120_000,
}, async () => {
  let closed = 0;
  let skipped = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const quiz = await live(steps);
      for (const id of roundIds(quiz)) {
        const round = await quiz.store.read.round(id);
        if (!round) throw new Error(`round ${id} was announced and is not kept`);
        expect(['closed', 'skipped']).toContain(round.state);
        const isSent = async (key: string) => (await quiz.store.read.outboxItem(key))?.state === 'sent';
        const settled = async (suffix: string): Promise<Settled> => ({
          asked: await isSent(`q-${id}${suffix}`),
          edited: await isSent(`e-${id}${suffix}`),
        });
        const [own, linked] = [await settled(''), await settled('-place1')];
        const answered = (await quiz.store.read.answersOf(id)).members > 0;
        checkPlace(quiz.platform, round, '', own);
        checkPlace(quiz.guests, round, '-place1', linked);
        if (round.state === 'closed') expect(own.asked || linked.asked || answered).toBe(true);
        else expect(answered).toBe(false);
        // The own channel gets a reveal without a question only when nobody is known to have had one in time.
        const reveals = quiz.platform.posted.some((one) => one.key === `r-${id}`);
        if (reveals && !own.asked) expect(answered).toBe(true);
        if (round.state === 'closed') closed++;
        else skipped++;
      }
      expect(await quiz.store.read.outboxDue(new Date(8.64e15), 10)).toEqual([]);
      await quiz.close();
    }),
    { numRuns: 30 },
  );
  expect(closed).toBeGreaterThan(20);
  expect(skipped).toBeGreaterThan(5);
});
