import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCore } from '../../../src/core/create-core.ts';
import { bestOf, pointsOf } from '../../../src/core/rounds/points.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { breaking, createQuiz, HALF, type Quiz, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
let roundId: string;
beforeEach(async () => {
  quiz = await createQuiz();
  await open();
});
afterEach(async () => {
  expect(await quiz.store.checkStandings(false)).toEqual([]);
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

async function open(over: { attempts?: number } = {}): Promise<void> {
  await quiz.schedule(over);
  await quiz.at('2026-11-16T09:00:00Z');
  roundId = (await quiz.live()).id;
}

const REASON = 'I meant the *status*, <!channel>.';
const ada = () => person(quiz.desk, 'Ada');
const lead = () => person(quiz.desk, 'Lead');
const appeal = (who: ReturnType<typeof person>, attempt = 1, reason = REASON, requestId?: string) =>
  who.submit({ verb: 'appeal', args: [roundId, String(attempt)] }, { reason }, requestId);
const setPoints = (who: ReturnType<typeof person>, id: string, points: string, reason = '') =>
  who.submit({ verb: 'appeal-points', args: [id] }, { points, reason });
const decline = (who: ReturnType<typeof person>, id: string, reason = 'It says nothing of a status.') =>
  who.submit({ verb: 'appeal-decline', args: [id] }, { reason });
const oldest = async () =>
  (await quiz.store.read.oldestOpenAppeal('local:home'))?.id ?? expect.fail('no appeal is open');
const grade = async () => words(await ada().press('grade', roundId));
const total = async (period = 'all') =>
  (await quiz.store.read.standingOf('local:home', period, 'local:home:ada')) ?? expect.fail('no standing');
const submissions = () => quiz.store.read.submissionsOf(roundId, 'local:home:ada');

describe('a member', () => {
  test('is offered an appeal where points are missing, and not where none are', async () => {
    const half = await ada().answer(roundId, HALF);
    expect(words(half)).toContain('[Appeal]');
    expect(await grade()).toContain('[Appeal]');
    expect(words(await ada().press('answer', roundId))).toContain('[Appeal]');
    const bob = person(quiz.desk, 'Bob');
    expect(words(await bob.answer(roundId, RIGHT))).not.toContain('[Appeal]');
    expect(words(await bob.press('appeal', roundId, '1'))).toContain('nothing to appeal');
    expect(words(await appeal(bob))).toContain('nothing to appeal');
    expect(await quiz.store.read.countOpenAppeals('local:home')).toBe(0);
  });

  test('appeals in a form that shows question and answer, and reads what became of it in the grade', async () => {
    await ada().answer(roundId, HALF);
    const form = await ada().press('appeal', roundId, '1');
    expect(form).toMatchObject({
      kind: 'form',
      form: { fields: [{ name: 'reason', required: true, maxLength: 500 }] },
    });
    expect(words(form)).toContain('grep -q root /etc/passwd');
    expect(words(form)).toContain(HALF);
    expect(words(await appeal(ada()))).toBe('Your appeal is with the leads.\n[My grade]');
    expect(await grade()).toContain('You appealed; a lead has not decided yet.');
    expect(await grade()).not.toContain('[Appeal]');
    await decline(lead(), await oldest());
    expect(await grade()).toContain(
      "You appealed, and a lead decided that the grade stands. The lead's reason: “It says nothing of a status.”",
    );
    expect(await grade()).not.toContain('[Appeal]');
  });

  test('must say what was missed, in at most 500 characters', async () => {
    await ada().answer(roundId, HALF);
    expect(await appeal(ada(), 1, ' 🙂 ')).toMatchObject({ kind: 'invalid', errors: { reason: expect.any(String) } });
    expect(words(await appeal(ada(), 1, 'x'.repeat(501)))).toContain('501 characters');
    expect(await quiz.store.read.countOpenAppeals('local:home')).toBe(0);
    expect(words(await appeal(ada(), 1, `${'🐍'.repeat(499)}x`))).toContain('with the leads');
  });

  test('appeals once: pressed again, delivered again, or at the same moment', async () => {
    await ada().answer(roundId, HALF);
    const replies = await Promise.all([1, 2, 3].map(() => appeal(ada(), 1, REASON, 'one-interaction')));
    expect(replies.filter((reply) => words(reply).includes('already with the leads'))).toHaveLength(2);
    expect(words(await ada().press('appeal', roundId, '1'))).toContain('already with the leads');
    expect(words(await appeal(ada(), 1, 'Another reason.'))).toContain('already with the leads');
    expect(await quiz.store.read.countOpenAppeals('local:home')).toBe(1);
    await decline(lead(), await oldest());
    expect(words(await ada().press('appeal', roundId, '1'))).toContain('a lead has decided');
    expect(words(await appeal(ada()))).toContain('a lead has decided');
  });

  test('cannot appeal what is not theirs', async () => {
    await ada().answer(roundId, HALF);
    const bob = person(quiz.desk, 'Bob');
    expect((await bob.press('appeal', roundId, '1')).kind).toBe('message');
    await appeal(bob);
    await appeal(ada(), 2);
    await appeal(person(quiz.desk, 'Ada', { workspace: 'elsewhere' }));
    for (const args of [[roundId], [roundId, 'one'], ['id9999999999', '1'], []])
      expect(words(await ada().submit({ verb: 'appeal', args }, { reason: REASON }))).toContain('older version');
    expect(await quiz.store.read.countOpenAppeals('local:home')).toBe(0);
  });

  test('can still appeal when the round is closed, and it counts for the period of the round', async () => {
    await ada().answer(roundId, HALF);
    await quiz.at('2026-12-01T09:00:00Z');
    await appeal(ada());
    await lead().press('appeal-full', await oldest());
    for (const period of ['all', '2026-11', '2026-W47']) expect(await total(period)).toMatchObject({ points: 10 });
    expect(await quiz.store.read.standingOf('local:home', '2026-12', 'local:home:ada')).toBeUndefined();
    expect(await grade()).toContain('10 of 10');
    expect(await grade()).toContain('You appealed, and a lead gave full marks. The grader had given 6.');
  });
});

describe('a lead', () => {
  beforeEach(async () => {
    await ada().answer(roundId, HALF);
    await appeal(ada());
  });

  test('sees question, answer, every criterion with its words, misconceptions, score, confidence and reason', async () => {
    const bob = person(quiz.desk, 'Bob');
    await bob.answer(roundId, WRONG);
    await appeal(bob);
    const shown = words(await lead().command('quiz appeals'));
    for (const said of [
      'grep -q root',
      'Ada answered',
      HALF,
      REASON,
      '6 of 10',
      'Score 0.6',
      'confidence 0.',
      '1 more is open',
    ])
      expect(shown).toContain(said);
    expect(shown).toContain(
      '✓ 6/6 The condition is the exit status of the command, not its output. — by “exit status”',
    );
    expect(shown).toContain('✗ 0/4 A status of zero takes the branch.');
    expect(shown).toContain('[Full marks]\n[Set points…]\n[Decline…]');
    const next = await decline(lead(), await oldest());
    expect(words(next)).toContain('[Next appeal]');
    const other = words(await lead().press('appeals'));
    expect(other).toContain('Misconception: The condition tests whether the command printed something. — by “');
    expect(other).toContain('No other appeal is open.');
    expect(words(await decline(lead(), await oldest()))).not.toContain('[Next appeal]');
    expect(words(await lead().command('quiz appeals'))).toBe('No appeal is open.');
  });

  test('gives full marks: grade, points and appeal say so, and the graded score is kept', async () => {
    const id = await oldest();
    const before = (await submissions())[0]?.grade;
    const streak = await quiz.store.read.streaksOfMember('local:home:ada');
    quiz.clock.set('2026-11-16T12:00:00Z');
    expect(words(await lead().press('appeal-full', id))).toContain(
      "Ada's answer now has 10 of 10 points. The total rises by 4. No other appeal is open.",
    );
    expect(await total()).toMatchObject({ points: 10, rounds: 1 });
    expect((await submissions())[0]?.grade).toEqual({ ...before, score: 1, graded: 0.6 });
    expect(await quiz.store.read.streaksOfMember('local:home:ada')).toEqual(streak);
    expect((await quiz.store.read.appeal(id))?.decision).toEqual({
      ruling: 'accepted',
      score: 1,
      reason: '',
      by: 'local:home:lead',
      at: new Date('2026-11-16T12:00:00Z'),
    });
  });

  test.each([
    ['7', 7, 1],
    ['7,5', 7.5, 1.5],
    [' 8.0 ', 8, 2],
    ['10', 10, 4],
  ])('sets “%s” points', async (typed, points, gain) => {
    expect((await lead().press('appeal-points', await oldest())).kind).toBe('form');
    const reply = words(await setPoints(lead(), await oldest(), typed, 'Close *enough*.'));
    expect(reply).toContain(`now has ${points} of 10 points. The total rises by ${gain}.`);
    expect(await total()).toMatchObject({ points, rounds: 1 });
    expect(await grade()).toContain(`${points} of 10`);
    expect(await grade()).toContain("The lead's reason: “Close *enough*.”");
  });

  test.each(['', 'seven', '7.3', '-1', '11', '10.5', '1e1', '٧'])('cannot set “%s” points', async (typed) => {
    const reply = await setPoints(lead(), await oldest(), typed);
    expect(reply).toMatchObject({ kind: 'invalid', errors: { points: expect.stringContaining('whole or half') } });
    expect(await quiz.store.read.countOpenAppeals('local:home')).toBe(1);
  });

  test.each(['0', '5.5', '6'])('cannot lower 6 points to “%s”, nor decide that nothing changes', async (typed) => {
    const reply = await setPoints(lead(), await oldest(), typed);
    expect(reply).toMatchObject({
      kind: 'invalid',
      errors: { points: 'The grade gives 6 already, and an appeal never lowers it. Give more, or decline.' },
    });
    expect(await quiz.store.read.countOpenAppeals('local:home')).toBe(1);
    expect((await submissions())[0]?.grade.graded).toBeUndefined();
    expect(await total()).toMatchObject({ points: 6 });
  });

  test('declines with a reason, and the grade stays as it was', async () => {
    const id = await oldest();
    const before = await submissions();
    expect(await decline(lead(), id, ' ')).toMatchObject({ kind: 'invalid', errors: { reason: expect.any(String) } });
    expect(words(await decline(lead(), id))).toContain("Declined: Ada's answer stays at 6 of 10 points.");
    expect(await submissions()).toEqual(before);
    expect((await quiz.store.read.appeal(id))?.decision).toMatchObject({ ruling: 'declined', score: 0.6 });
    expect(await total()).toMatchObject({ points: 6, rounds: 1 });
  });

  test('who comes second is told what was decided, and nothing is counted twice', async () => {
    const id = await oldest();
    const grace = person(quiz.desk, 'Grace', { admin: true });
    const replies = await Promise.all([setPoints(lead(), id, '8', 'Near.'), grace.press('appeal-full', id)]);
    expect(words(replies[0])).toContain('now has 8 of 10');
    const told = 'Lead has decided this appeal already: 8 of 10 points. The reason: “Near.”';
    expect(words(replies[1])).toContain(told);
    for (const verb of ['appeal-points', 'appeal-decline', 'appeal-full'])
      expect(words(await grace.press(verb, id))).toContain(told);
    expect(words(await decline(grace, id))).toContain(told);
    expect(words(await setPoints(grace, id, '9'))).toContain(told);
    expect(await total()).toMatchObject({ points: 8, rounds: 1 });
  });

  test('of another workspace finds no appeal here', async () => {
    const id = await oldest();
    const stranger = person(quiz.desk, 'Lead', { workspace: 'elsewhere' });
    expect(words(await stranger.command('quiz appeals'))).toBe('No appeal is open.');
    for (const verb of ['appeal-full', 'appeal-points', 'appeal-decline', 'appeal-answer'])
      expect(words(await stranger.press(verb, id))).toContain('no such appeal');
    expect(words(await setPoints(stranger, id, '9'))).toContain('no such appeal');
    expect(words(await decline(stranger, id))).toContain('no such appeal');
    expect(await oldest()).toBe(id);
  });

  test('must be an admin, for the command, every button and every form', async () => {
    const id = await oldest();
    const refused = 'You need the keys to the building to do that.';
    expect(words(await ada().command('quiz appeals'))).toBe(refused);
    for (const verb of ['appeals', 'appeal-full', 'appeal-points', 'appeal-decline', 'appeal-answer'])
      expect(words(await ada().press(verb, id))).toBe(refused);
    expect(words(await setPoints(ada(), id, '9'))).toBe(refused);
    expect(words(await decline(ada(), id))).toBe(refused);
    expect(await oldest()).toBe(id);
  });

  test('can read a long answer in a message of its own', async () => {
    expect(words(await lead().command('quiz appeals'))).not.toContain('[The whole answer]');
    const bob = person(quiz.desk, 'Bob');
    const long = `${HALF} ${'And so on and on. '.repeat(100)}`.trim();
    await bob.answer(roundId, long);
    await appeal(bob);
    await decline(lead(), await oldest());
    expect(words(await lead().command('quiz appeals'))).toContain('[The whole answer]');
    expect(words(await lead().press('appeal-answer', await oldest()))).toBe(`Bob answered\n${long}`);
  });
});

test('a fault of ours logs nothing of what member or lead wrote', async () => {
  await ada().answer(roundId, HALF);
  await appeal(ada());
  const id = await oldest();
  const lines: string[] = [];
  const { desk } = createCore({
    store: breaking(quiz.store, () => true),
    clock: quiz.clock,
    ids: { next: () => 'ref000000001' },
    bank: quiz.bank,
    platforms: new Map([['local', quiz.platform]]),
    log: {
      info: (fields, line) => lines.push(`${line} ${JSON.stringify(fields)}`),
      warn: (fields, line) => lines.push(`${line} ${JSON.stringify(fields)}`),
      error: ({ err, ...fields }, line) => lines.push(`${line} ${JSON.stringify(fields)} ${String(err)}`),
    },
  });
  expect(words(await appeal(person(desk, 'Ada'), 1, 'a secret'))).toContain('ref000000001');
  expect(words(await setPoints(person(desk, 'Lead'), id, '9', 'a secret'))).toContain('ref000000001');
  expect(lines).toHaveLength(2);
  expect(lines.join()).toContain('submit appeal-points');
  expect(lines.join()).not.toMatch(/secret|grep|status/);
});

describe('with several attempts', () => {
  beforeEach(() => quiz.schedule({ attempts: 3 }));

  test('an attempt that is not the best changes nothing until it is worth more', async () => {
    await ada().answer(roundId, WRONG);
    await ada().answer(roundId, HALF);
    await appeal(ada(), 1);
    expect(await grade()).toContain('You appealed another attempt; a lead has not decided yet.');
    expect(await grade()).toContain('[Appeal]');
    const reply = words(await setPoints(lead(), await oldest(), '5', 'Nearly.'));
    expect(reply).toContain("Ada's answer now has 5 of 10 points. The total stays as it is");
    expect(await total()).toMatchObject({ points: 6, rounds: 1 });
    expect(await grade()).toContain('6 of 10');
    expect(await grade()).toContain(
      "You appealed another attempt, and a lead set it to 5 points. The lead's reason: “Nearly.”",
    );
    await appeal(ada(), 2);
    await setPoints(lead(), await oldest(), '9');
    expect(await total()).toMatchObject({ points: 9, rounds: 1 });
    await ada().answer(roundId, RIGHT);
    expect(await total()).toMatchObject({ points: 10, rounds: 1 });
  });

  test('points are always those of the best attempt, whatever is answered, appealed and decided', async () => {
    const act = fc.oneof(
      fc.record({ answer: fc.constantFrom(WRONG, HALF, 'A status of zero is success.', RIGHT) }),
      fc.record({ appeal: fc.integer({ min: 1, max: 3 }), points: fc.integer({ min: 0, max: 20 }).map((n) => n / 2) }),
    );
    let day = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 8 }), async (acts) => {
        const before = (await quiz.store.read.standingOf('local:home', 'all', 'local:home:ada'))?.points ?? 0;
        await quiz.at(new Date(Date.UTC(2026, 11, ++day, 9)).toISOString());
        roundId = (await quiz.live()).id;
        for (const step of acts) {
          if ('answer' in step) await ada().answer(roundId, step.answer);
          else {
            await appeal(ada(), step.appeal);
            const id = (await quiz.store.read.oldestOpenAppeal('local:home'))?.id;
            if (id) await setPoints(lead(), id, String(step.points));
            if (await quiz.store.read.countOpenAppeals('local:home')) await decline(lead(), id ?? '');
          }
        }
        const best = bestOf(await submissions());
        const after = (await quiz.store.read.standingOf('local:home', 'all', 'local:home:ada'))?.points ?? 0;
        expect(after - before).toBeCloseTo(best ? pointsOf(best.grade) : 0, 6);
        const summed = (await quiz.store.read.answersOf(roundId)).best.map((each) => each.submission.id);
        expect(summed).toEqual(best ? [best.id] : []);
        expect(await quiz.store.checkStandings(false)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
