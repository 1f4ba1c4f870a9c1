import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caller, messageWords, person, type Whereabouts } from '../../fakes/platform/people.ts';
import { createQuiz, HALF, type Quiz, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

/** A page is in no channel. */
const home = async (name = 'Ada', where: Whereabouts = {}) =>
  messageWords(await quiz.desk.home(caller(name, { channelId: '', ...where })));
const open = async () => {
  await quiz.schedule();
  await quiz.at('2026-11-16T09:00:00Z');
  return (await quiz.live()).id;
};

describe("today's question", () => {
  test('stands there with its prompt until it is answered, and then with its points', async () => {
    const id = await open();
    const before = await home();
    expect(before).toContain(
      "Today's question · Processes · Explain in your own words · warm-up · closes 2026-11-17T09",
    );
    expect(before).toContain('What does if grep -q root /etc/passwd test');
    expect(before).toMatch(/\[Answer\]\n\[Leaderboard\]\n\[Topics\]\n\[Help\]$/);
    await person(quiz.desk, 'Ada').answer(id, HALF);
    const after = await home();
    expect(after).toContain('You have answered it: 6 of 10 points.');
    expect(after).not.toContain('grep');
    expect(after).toContain('[My grade]');
    expect(after).not.toContain('[Answer]');
    expect(await home('Bob')).toContain('[Answer]');
  });

  test('is named with its channel where several are open', async () => {
    const id = await open();
    await quiz.schedule({ channelId: 'second', topics: ['quoting'] });
    await quiz.at('2026-11-17T09:00:00Z');
    expect(await home()).toContain('#second · Quoting · not answered yet');
    expect(await home()).toContain('#general · Processes · not answered yet');
    await person(quiz.desk, 'Ada').answer((await quiz.live('general')).id, RIGHT);
    expect(await home()).toContain('#general · Processes · 10 of 10 points');
    expect((await quiz.live('general')).id).not.toBe(id);
  });

  test('that is not open yet, or paused, says so', async () => {
    await quiz.schedule();
    expect(await home()).toContain('The next one comes 2026-11-16T09:00:00.000Z');
    await person(quiz.desk, 'Lead').command('quiz pause');
    expect(await home()).toContain('Posting is paused.');
  });

  test('where nothing is set up, tells admins how to start and members that they can', async () => {
    expect(await home('Lead', { admin: true })).toContain('Go to the channel where it should be asked');
    expect(await home()).toContain('An admin can start with /quiz setup.');
  });
});

test('a guest reads of what its home asks, practises nothing of it, and is on its board', async () => {
  const id = await open();
  const { scheduleId } = await quiz.live();
  await quiz.store.write(async (tx) => {
    await tx.saveWorkspace({ id: 'local:guest', platform: 'local', externalId: 'guest', name: 'Guest' });
    await tx.linkWorkspace('local:guest', 'local:home', quiz.clock.now());
    await tx.savePlace({ id: 'p1', scheduleId, workspaceId: 'local:guest', channelId: 'quiz', unusable: false });
  });
  expect(await home('Gil', { workspace: 'guest' })).toContain("Today's question · Processes");
  const gil = person(quiz.desk, 'Gil', { workspace: 'guest' });
  expect(messageWords(await quiz.desk.home(caller('Gil', { workspace: 'guest' })))).toContain('[Answer]');
  expect(await gil.press('practise', 'exit-zero')).toMatchObject({ kind: 'message' });
  await gil.answer(id, HALF);
  expect(await home('Gil', { workspace: 'guest' })).toContain('This season: you are 1st of 1 with 6 points.');
  expect(await home()).toContain('1 | Gil | 6 | 1');
  expect(await gil.press('practise', 'word-splitting')).toMatchObject({ kind: 'form' });
});

describe('the rest of the page', () => {
  test('has no streak, reviews or standings before the first answer', async () => {
    await open();
    const page = await home();
    expect(page).toContain('Streak: none yet');
    expect(page).toContain('Reviews: none yet');
    expect(page).toContain('Nobody has answered yet');
  });

  test('has the streak, the next review and the own rank after it, and the button to practise when it is due', async () => {
    const id = await open();
    await person(quiz.desk, 'Ada').answer(id, WRONG);
    const page = await home();
    expect(page).toContain('Streak: 1 round running, best 1.');
    expect(page).toContain('Reviews: nothing is due. The next question comes back 2026-11-17T09:00:00.000Z');
    await person(quiz.desk, 'Lead').command('quiz close');
    await person(quiz.desk, 'Lead').command('quiz pause');
    quiz.clock.set('2026-11-18T10:00:00Z');
    const due = await home();
    expect(due).toContain('Reviews: 1 question is due.');
    expect(due).toMatch(/\n\[Practise what is due\]\n\[Leaderboard\]\n\[Topics\]\n\[Help\]$/);
    expect(due).toContain('This season: you are 1st of 1 with 0 points.');
  });

  test("has the season's first five, and the own row below them", async () => {
    const id = await open();
    const names = ['Bob', 'Cyd', 'Dan', 'Eve', 'Fay', 'Gus'];
    for (const name of names) await person(quiz.desk, name).answer(id, RIGHT);
    expect(await home()).toContain('This season: you have not answered yet.');
    await person(quiz.desk, 'Ada').answer(id, HALF);
    const page = await home();
    expect(page).toContain('This season: you are 7th of 7 with 6 points.');
    expect(page).toContain('=1 | Fay | 10 | 1\n7 | Ada | 6 | 1');
    expect(page).not.toContain('Gus');
    expect(await home('Ada', { workspace: 'elsewhere' })).not.toContain('Bob');
  });

  test('has never more buttons than a message may', async () => {
    const id = await open();
    await person(quiz.desk, 'Ada').answer(id, WRONG);
    quiz.clock.set('2026-11-18T10:00:00Z');
    await quiz.rounds.tick();
    await quiz.schedule({ topics: ['quoting'] });
    await quiz.at('2026-11-19T09:00:00Z');
    const page = await quiz.desk.home(caller('Ada', { channelId: '' }));
    expect(page.buttons.map(({ action }) => action.verb)).toEqual(['answer', 'practice', 'board', 'topic', 'help']);
    for (const { action } of page.buttons.slice(1)) {
      expect(await person(quiz.desk, 'Ada').press(action.verb, ...action.args)).toMatchObject({ kind: 'message' });
    }
  });

  test('is spoken in German', async () => {
    const id = await open();
    await person(quiz.desk, 'Ada').answer(id, HALF);
    const page = await home('Ada', { locale: 'de' });
    expect(page).toContain('Du hast sie beantwortet: 6 von 10 Punkten.');
    expect(page).toContain('Serie: 1 Runde in Folge, am längsten 1.');
    expect(page).toContain('Diese Saison: Du bist auf Platz 1 von 1 mit 6 Punkten.');
    expect(page).toMatch(/\[Meine Bewertung\]\n\[Rangliste\]\n\[Themen\]\n\[Hilfe\]$/);
  });
});
