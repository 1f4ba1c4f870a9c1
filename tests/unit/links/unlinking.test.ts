import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, words } from '../../fakes/platform/people.ts';
import { RIGHT, WRONG } from '../../fakes/platform/quiz.ts';
import { buttonsOf, createPair, GUEST, inGuest, joinPair, linkPair, linkSecond, type Pair, pressIn } from './linked.ts';

let pair: Pair;
const read = () => pair.quiz.store.read;

beforeEach(async () => {
  pair = await createPair();
});
afterEach(async () => {
  expect(pair.quiz.complaints).toEqual([]);
  await pair.quiz.close();
});

describe('ending a link', () => {
  it('by the guest: asks first, then no question comes any more, and what was answered stays', async () => {
    const { quiz, gil, una, ada } = pair;
    await gil.command('quiz setup');
    await linkPair(pair);
    const [own] = await read().schedulesOfWorkspace(GUEST);
    expect(own).toMatchObject({ state: 'paused', pausedBy: 'admin' });
    await quiz.at('2026-11-16T09:00:00Z');
    const round = await quiz.live();
    await una.answer(round.id, RIGHT);

    const offered = await gil.command('quiz unlink');
    expect(words(offered)).toContain('plays in Home (local)');
    expect(words(offered)).toContain('(#quiz)');
    expect(await read().homeOf(GUEST)).toBe('local:home');
    const done = words(await pressIn(gil, offered, 'unlink'));
    expect(done).toContain('has ended. Your own schedule is still paused');
    expect(words(await pressIn(gil, offered, 'unlink'))).toContain('ended already');

    const before = quiz.guests.posted.length;
    await quiz.at('2026-11-17T09:00:00Z');
    expect(quiz.guests.posted).toHaveLength(before);
    expect(words(await ada.command('leaderboard', { period: 'all' }))).toContain('Una | 10');
    expect(words(await una.press('grade', round.id))).toContain('older');
    expect(words(await gil.command('quiz resume'))).toContain('Resumed');
    expect((await read().schedulesOfWorkspace(GUEST))[0]?.id).toBe(own?.id);
  });

  it('by the home: one button for each guest', async () => {
    const { quiz, lead, una } = pair;
    await linkPair(pair);
    const second = person(quiz.desk, 'Sol', inGuest({ workspace: 'second', workspaceName: 'Second', admin: true }));
    await linkPair({ lead, gil: second });
    const offered = await lead.command('quiz unlink');
    expect(buttonsOf(offered).map(({ label }) => label)).toEqual(['End: Guests (Slack)', 'End: Second (Slack)']);
    expect(words(await pressIn(lead, offered, 'unlink', 'End: Guests (Slack)'))).toContain(
      'link with Guests (Slack) has ended',
    );
    expect(await read().guestsOf('local:home')).toEqual(['slack:second']);
    expect(words(await pressIn(lead, offered, 'unlink', 'End: Guests (Slack)'))).toContain('ended already');
    expect(words(await una.press('unlink', 'leave'))).toContain('You need');
  });

  it('in one of several channels', async () => {
    const { quiz, gil } = pair;
    await linkPair(pair);
    const second = await linkSecond(pair);
    const offered = await gil.command('quiz unlink');
    expect(buttonsOf(offered).map(({ label }) => label)).toEqual(['Only in this channel', 'End the link']);
    expect(words(await pressIn(gil, offered, 'unlink', 'Only in this channel'))).toContain('#quiz no longer gets');
    expect((await read().placesOfWorkspace(GUEST)).map(({ channelId }) => channelId)).toEqual(['second']);
    const last = await second.command('quiz unlink');
    expect(buttonsOf(last).map(({ label }) => label)).toEqual(['End the link']);
    const [place] = await read().placesOfWorkspace(GUEST);
    expect(words(await second.press('unlink', 'channel', place?.id ?? ''))).toContain('has ended');
    expect(await read().homeOf(GUEST)).toBeUndefined();
    await quiz.at('2026-11-16T09:00:00Z');
    expect(quiz.guests.posted).toEqual([]);
  });

  it('cuts the name of a guest that is too long for a button', async () => {
    const { quiz, lead } = pair;
    const long = inGuest({ workspace: 'long', workspaceName: 'The Association of Reference Counters', admin: true });
    await linkPair({ lead, gil: person(quiz.desk, 'Lou', long) });
    const [button] = buttonsOf(await lead.command('quiz unlink'));
    expect(button?.label).toHaveLength(34);
    expect(button?.label).toMatch(/^End: The Association .*…$/);
  });

  it('gives joined accounts back what their own workspace had asked them', async () => {
    const { quiz, lead, gil, ada, una } = pair;
    await gil.command('quiz setup', { topics: 'processes', days: 'daily' });
    await quiz.at('2026-11-16T09:00:00Z');
    const own = await quiz.store.read.liveRoundOfChannel(GUEST, 'quiz');
    const ownId = own?.id ?? '';
    await una.answer(ownId, RIGHT);
    const before = words(await una.command('quiz stats'));
    expect(before).toContain('10 points from 1 round');
    for (const end of [
      () => gil.press('unlink', 'leave'),
      async () => await pressIn(una, await una.command('quiz account'), 'account-separate'),
    ]) {
      await linkPair({ lead, gil });
      await joinPair(ada, una);
      await end();
      expect(await quiz.store.checkStandings(false)).toEqual([]);
      expect(await quiz.store.read.standings(GUEST, 'all', 9, 0)).toMatchObject([
        { name: 'Una', points: 10, rounds: 1 },
      ]);
      expect(words(await una.answer(ownId, WRONG))).toContain('answered this one already');
    }
    await gil.press('unlink', 'leave');
    expect(words(await una.command('quiz stats'))).toBe(before);
  });

  it('is not for a workspace without one', async () => {
    expect(words(await pair.lead.command('quiz unlink'))).toContain('not linked with any other');
    expect(words(await pair.lead.press('unlink', 'guest', 'x'))).toContain('ended already');
    expect(words(await pair.lead.press('unlink'))).toContain('older');
  });
});
