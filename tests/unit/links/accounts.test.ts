import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Round } from '../../../src/core/ports.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { HALF, RIGHT, WRONG } from '../../fakes/platform/quiz.ts';
import {
  buttonsOf,
  codeIn,
  createPair,
  GUEST,
  inGuest,
  joinPair,
  linkPair,
  type Pair,
  type Person,
  pressIn,
} from './linked.ts';

const ADA = 'local:home:ada';
const UNA = `${GUEST}:una`;

let pair: Pair;
const read = () => pair.quiz.store.read;

beforeEach(async () => {
  pair = await createPair();
  await linkPair(pair);
});
afterEach(async () => {
  expect(pair.quiz.complaints).toEqual([]);
  await pair.quiz.close();
});

async function openRound(moment = '2026-11-16T09:00:00Z'): Promise<Round> {
  await pair.quiz.at(moment);
  return await pair.quiz.live();
}

const board = async () =>
  (await read().standings('local:home', 'all', 10, 0)).map(
    ({ name, points, rounds }) => `${name} ${points} in ${rounds}`,
  );

describe('joining two accounts', () => {
  it('makes them one member from then on', async () => {
    const { ada, una, quiz } = pair;
    const first = await openRound();
    await una.answer(first.id, HALF);
    expect(words(await joinPair(ada, una))).toContain('from now on you play as Ada on both sides');
    expect(await board()).toEqual(['Ada 6 in 1']);
    expect(words(await ada.press('grade', first.id))).toContain('6');
    expect(words(await ada.answer(first.id, RIGHT))).toContain('answered this one already');

    const second = await openRound('2026-11-17T09:00:00Z');
    expect(words(await una.answer(second.id, RIGHT))).toContain('10');
    expect(words(await ada.command('quiz stats'))).toContain('16');
    expect(words(await una.command('quiz stats'))).toContain('16');
    expect(await board()).toEqual(['Ada 16 in 2']);
    expect(await read().streak(ADA, pair.schedule.id)).toMatchObject({ current: 2, best: 2 });
    expect(await read().streaksOfMember(UNA)).toEqual([]);
    expect(await quiz.store.checkStandings(false)).toEqual([]);
  });

  it('keeps the better answer of a round both answered, whoever gave it', async () => {
    const { ada, una } = pair;
    const round = await openRound();
    await ada.answer(round.id, HALF);
    await una.answer(round.id, RIGHT);
    expect(await board()).toEqual(['Una 10 in 1', 'Ada 6 in 1']);
    await pair.lead.command('quiz close');
    expect(words(await joinPair(una, ada))).toContain('One round was answered with both');
    expect(await board()).toEqual(['Ada 10 in 1']);
    expect((await read().submissionsOf(round.id, ADA)).map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect((await read().answersOf(round.id)).members).toBe(1);
    expect(words(await una.press('grade', round.id))).toContain('10');
  });

  it('leaves appeals with their answers', async () => {
    const { ada, una, lead } = pair;
    const round = await openRound();
    await ada.answer(round.id, WRONG);
    await una.answer(round.id, HALF);
    await una.submit({ verb: 'appeal', args: [round.id, '1'] }, { reason: 'Zero was meant.' });
    await lead.command('quiz close');
    await joinPair(ada, una);
    const open = await lead.command('quiz appeals');
    expect(words(open)).toContain('Zero was meant.');
    expect(words(await pressIn(lead, open, 'appeal-full'))).toContain('Ada');
    expect(await board()).toEqual(['Ada 10 in 1']);
    expect(await pair.quiz.store.checkStandings(false)).toEqual([]);
  });

  it('joins the review cards', async () => {
    const { ada, una } = pair;
    const round = await openRound();
    await ada.answer(round.id, WRONG);
    await una.answer(round.id, RIGHT);
    const [later] = await read().reviewsOf(UNA, 9);
    await pair.lead.command('quiz close');
    await joinPair(ada, una);
    expect(await read().reviewsOf(ADA, 9)).toEqual([{ ...later, memberId: ADA }]);
    expect(await read().reviewsOf(UNA, 9)).toEqual([]);
  });

  it('gives nobody another try at an open question by going apart and joining again', async () => {
    const { ada, una, lead } = pair;
    const round = await openRound();
    await una.answer(round.id, WRONG);
    await joinPair(ada, una);
    await pressIn(una, await una.command('quiz account'), 'account-separate');
    await una.answer(round.id, HALF);
    const again = { code: codeIn(await ada.command('quiz account')) };
    expect(words(await una.command('quiz account', again))).toContain('a question that is still open');
    expect(words(await una.answer(round.id, RIGHT))).toContain('answered this one already');
    expect(words(await ada.answer(round.id, RIGHT))).toContain('answered this one already');
    await lead.command('quiz close');
    await joinPair(ada, una);
    expect(await board()).toEqual(['Ada 6 in 1']);
  });

  it('asks first, with a warning, and does nothing before', async () => {
    const { ada, una } = pair;
    const said = words(await ada.command('quiz account'));
    expect(said).toContain('Keep it to yourself');
    expect(said).toContain('2026-11-16T08:30:00.000Z');
    const offered = await una.command('quiz account', { code: codeIn(await ada.command('quiz account')) });
    expect(words(offered)).toContain('Join this account with Ada, Home (local)?');
    expect(words(offered)).toContain('somebody else gave you this code');
    expect(await read().playsAs(UNA)).toBeUndefined();
    await pressIn(una, offered, 'account-join');
    expect(await read().playsAs(UNA)).toBe(ADA);
    expect(words(await pressIn(una, offered, 'account-join')), 'pressed twice').toContain('joined already');
  });

  it('counts an answer that was on its way when they were joined', async () => {
    const { quiz, ada, una } = pair;
    const round = await openRound();
    await ada.answer(round.id, HALF);
    await joinPair(ada, una);
    // Una's visit began before: it has read that nobody is joined.
    const before = { ...quiz.store.read, playsAs: async () => undefined };
    const { desk } = quiz.second({ store: { ...quiz.store, read: before } });
    expect(words(await person(desk, 'Una', inGuest()).answer(round.id, RIGHT))).toContain('answered this one already');
    expect(await board()).toEqual(['Ada 6 in 1']);
    expect(await read().submissionsOf(round.id, UNA)).toEqual([]);
  });

  it('keeps practice that was on its way when they were joined', async () => {
    const { quiz, ada, una } = pair;
    await una.command('quiz practice');
    await joinPair(ada, una);
    const before = { ...quiz.store.read, playsAs: async () => undefined };
    const { desk } = quiz.second({ store: { ...quiz.store, read: before } });
    const practised = { verb: 'practise', args: ['exit-zero'] };
    expect(words(await person(desk, 'Una', inGuest()).submit(practised, { text: RIGHT }))).toContain('10 of 10');
    expect(await read().reviewsOf(UNA, 9)).toEqual([]);
    expect(await read().reviewsOf(ADA, 9)).toMatchObject([{ questionId: 'exit-zero' }]);
  });

  it('shows who is joined, and lets them go apart: the past stays', async () => {
    const { ada, una } = pair;
    const first = await openRound();
    await una.answer(first.id, HALF);
    await joinPair(ada, una);
    const shown = await una.command('quiz account');
    expect(words(shown)).toContain('You play as Ada');
    expect(words(shown)).toContain('Una, Guests (Slack), this one');
    expect(buttonsOf(shown).map(({ label }) => label)).toEqual(['Separate: Guests (Slack)']);
    expect(words(await ada.command('quiz account'))).toContain('Ada, Home (local), this one');

    expect(words(await pressIn(una, shown, 'account-separate'))).toContain('Una, Guests (Slack) plays for itself');
    expect(words(await pressIn(una, shown, 'account-separate'))).toContain('separate already');
    const second = await openRound('2026-11-17T09:00:00Z');
    await una.answer(second.id, RIGHT);
    expect(await board()).toEqual(['Una 10 in 1', 'Ada 6 in 1']);
    await joinPair(una, ada);
    expect(await board()).toEqual(['Ada 16 in 2']);
  });

  it('can be undone from the account that was kept', async () => {
    const { ada, una } = pair;
    await joinPair(ada, una);
    expect(words(await pressIn(ada, await ada.command('quiz account'), 'account-separate'))).toContain('Una');
    expect(await read().playsAs(UNA)).toBeUndefined();
  });

  it('takes in a third, by whichever account', async () => {
    const { quiz, lead, ada, una } = pair;
    const sol = { workspace: 'second', workspaceName: 'Second' };
    await linkPair({ lead, gil: person(quiz.desk, 'Sol', inGuest({ ...sol, admin: true })) });
    const ida = person(quiz.desk, 'Ida', inGuest(sol));
    const round = await openRound();
    await ida.answer(round.id, RIGHT);
    await joinPair(una, ida);
    expect(await read().playsAs('slack:second:ida'), 'neither is of the home: the code’s stays').toBe(UNA);
    const fromAda = { code: codeIn(await ada.command('quiz account')) };
    expect(words(await pressIn(ida, await ida.command('quiz account', fromAda), 'account-join'))).toContain('as Ada');
    expect(await read().accountsOf(ADA)).toEqual(expect.arrayContaining(['slack:second:ida', UNA]));
    expect(await read().accountsOf(UNA)).toEqual([]);
    expect(await board()).toEqual(['Ada 10 in 1']);
    const all = await ada.command('quiz account');
    expect(buttonsOf(all).map(({ action }) => action.verb)).toEqual(['account-separate', 'account-separate']);
  });

  it('takes in two that were joined before, by a code of theirs', async () => {
    const { quiz, lead, ada, una } = pair;
    const sol = { workspace: 'second', workspaceName: 'Second' };
    await linkPair({ lead, gil: person(quiz.desk, 'Sol', inGuest({ ...sol, admin: true })) });
    const ida = person(quiz.desk, 'Ida', inGuest(sol));
    await joinPair(una, ida);
    const [earlier, later] = [await una.press('account-code'), await una.press('account-code')].map(codeIn);
    await pressIn(ada, await ada.command('quiz account', { code: earlier ?? '' }), 'account-join');
    expect(await read().accountsOf(ADA)).toHaveLength(2);
    expect(words(await ida.command('quiz account', { code: later ?? '' }))).toContain('joined already');
  });

  it('is refused where it makes no sense, each time with the reason', async () => {
    const { quiz, lead, ada, una } = pair;
    const bob = person(quiz.desk, 'Bob');
    const fresh = async (who: Person) => ({ code: codeIn(await who.command('quiz account')) });
    expect(words(await ada.command('quiz account', await fresh(ada)))).toContain('this very account');
    expect(words(await ada.command('quiz account', await fresh(bob)))).toContain(
      'have an account in Home (local) already',
    );
    const workspaces = { code: codeIn(await lead.command('quiz link')) };
    expect(words(await una.command('quiz account', workspaces))).toContain('/quiz link');
    const stranger = person(quiz.desk, 'Mal', { workspace: 'other' });
    expect(words(await stranger.command('quiz account', await fresh(ada)))).toContain('not linked with this one');
    expect(words(await stranger.command('quiz account'))).toContain('no other account');

    const codes = await fresh(bob);
    await joinPair(ada, una);
    expect(words(await una.command('quiz account', codes))).toContain('have an account in Home (local) already');
    expect(await board()).toEqual([]);
  });

  it('counts wrong codes by account: one member cannot lock out the others', async () => {
    const { quiz, ada, una } = pair;
    for (let n = 0; n < 5; n++) await una.command('quiz account', { code: 'nonsense' });
    const code = codeIn(await ada.command('quiz account'));
    expect(words(await una.command('quiz account', { code }))).toContain('Too many codes');
    const uwe = person(quiz.desk, 'Uwe', inGuest());
    expect(words(await uwe.command('quiz account', { code }))).toContain('Join this account with Ada');
  });

  it('ends with the link of the workspaces', async () => {
    const { ada, una, lead, gil } = pair;
    await joinPair(ada, una);
    await gil.press('unlink', 'leave');
    expect(await read().playsAs(UNA)).toBeUndefined();
    expect(words(await una.command('quiz account'))).toContain('no other account');
    await linkPair({ lead, gil });
    expect(words(await una.command('quiz account'))).toContain('Play with both accounts');
  });

  it('tells equal names apart on the board', async () => {
    const { quiz, ada } = pair;
    const round = await openRound();
    await ada.answer(round.id, RIGHT);
    await person(quiz.desk, 'Ada', inGuest()).answer(round.id, HALF);
    const shown = words(await ada.command('leaderboard'));
    expect(shown).toContain('Ada (local)');
    expect(shown).toContain('Ada (Slack)');
  });
});
