import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { literal } from '../../../src/core/language/texts.ts';
import { PlatformError } from '../../../src/core/ports.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { HALF, RIGHT } from '../../fakes/platform/quiz.ts';
import { buttonsOf, codeIn, createPair, GUEST, inGuest, linkPair, linkSecond, type Pair, pressIn } from './linked.ts';

let pair: Pair;
const read = () => pair.quiz.store.read;

beforeEach(async () => {
  pair = await createPair();
});
afterEach(async () => {
  expect(pair.quiz.complaints).toEqual([]);
  await pair.quiz.close();
});

describe('a round across two workspaces', () => {
  it('is one: same question, same clock, same board', async () => {
    const { quiz, ada, una, gil, lead } = pair;
    expect(words(await linkPair(pair))).toContain('Linked with Home (local). The next question comes to #quiz too');
    expect(await read().placesOfWorkspace(GUEST)).toMatchObject([{ linkedBy: 'gil', unusable: false }]);
    await quiz.at('2026-11-16T09:00:00Z');
    const [here, there] = [quiz.platform.posted[0], quiz.guests.posted[0]];
    expect(there?.channelId).toBe('quiz');
    expect(there?.message.summary).toBe(here?.message.summary);
    const round = await quiz.live();

    expect(words(await una.command('quiz today'))).toContain('if grep');
    expect((await una.command('quiz answer')).kind).toBe('form');
    expect(words(await una.press('hint', round.id))).not.toContain('older');
    expect(words(await una.answer(round.id, RIGHT))).toContain('10');
    expect(words(await ada.answer(round.id, HALF))).toContain('6');
    expect(words(await una.press('grade', round.id))).toContain('10');
    for (const who of [ada, una]) {
      const board = words(await who.command('leaderboard'));
      expect(board).toContain('1 | Una | 10 | 1');
      expect(board).toContain('2 | Ada | 6 | 1');
    }
    expect(words(await una.command('quiz stats'))).toContain('rank 1');

    const appealed = { verb: 'appeal', args: [round.id, '1'] };
    expect(words(await ada.submit(appealed, { reason: 'I meant zero.' }))).toContain('with the leads');
    const open = await gil.command('quiz appeals');
    expect(words(open)).toContain('I meant zero.');
    expect(words(await pressIn(gil, open, 'appeal-full'))).toContain('Ada');
    expect(words(await una.command('leaderboard'))).toContain('=1 | Ada | 10 | 1');

    await quiz.at('2026-11-17T09:00:00Z');
    const kinds = (channel: readonly string[]) => channel.map((line) => line.slice(0, 1));
    expect(kinds(quiz.guests.channel('quiz'))).toEqual(['q', 'r', 'q']);
    expect(kinds(quiz.platform.channel('general'))).toEqual(['q', 'r', 'q']);
    expect(words(await una.press('key', round.id))).toContain('The answer');
    expect(words(await lead.command('quiz close'))).toContain('Closed');
    expect(words(await una.command('quiz today'))).toContain('No question is open');
    expect(quiz.platform.posted.every(({ workspaceId }) => workspaceId === 'home')).toBe(true);
    expect(quiz.guests.posted.every(({ workspaceId }) => workspaceId === 'guests')).toBe(true);
  });

  it("is the guest's admins' too, from the linked channel", async () => {
    const { quiz, gil } = pair;
    await linkPair(pair);
    expect(words(await gil.command('quiz pause'))).toContain('Paused');
    expect((await read().schedule(pair.schedule.id))?.state).toBe('paused');
    expect(words(await gil.command('quiz resume'))).toContain('Resumed');
    const posted = words(await gil.command('quiz post'));
    expect(posted).toContain('#quiz');
    expect(posted).not.toContain('general');
    expect(quiz.guests.posted).toHaveLength(1);
    expect(words(await gil.command('quiz setup', { attempts: 2 }))).not.toContain('general');
    expect(await read().schedule(pair.schedule.id)).toMatchObject({ attempts: 2, channelId: 'general' });
  });

  it('names no channel of the other side', async () => {
    const { quiz, una } = pair;
    await quiz.schedule({ channelId: 'random' });
    await linkPair(pair);
    await linkSecond(pair);
    await quiz.at('2026-11-16T09:00:00Z');
    const elsewhere = person(quiz.desk, 'Una', inGuest({ channelId: 'lounge' }));
    const said = words(await elsewhere.command('quiz today'));
    expect(said).toContain('#quiz');
    expect(said).toContain('#second');
    expect(said).not.toMatch(/general|random/);
    expect(words(await una.command('quiz today'))).toContain('if grep');
  });

  it("leaves the home's other schedules alone", async () => {
    const { quiz } = pair;
    await quiz.schedule({ channelId: 'random' });
    await linkPair(pair);
    await quiz.at('2026-11-16T09:00:00Z');
    const elsewhere = person(quiz.desk, 'Una', inGuest({ channelId: 'lounge' }));
    expect(words(await elsewhere.command('quiz today'))).toContain('if grep');
    expect(quiz.guests.posted).toHaveLength(1);
  });

  it('is nobody else’s', async () => {
    const { quiz, una } = pair;
    await linkPair(pair);
    await quiz.at('2026-11-16T09:00:00Z');
    const round = await quiz.live();
    await una.answer(round.id, RIGHT);
    for (const where of [{ workspace: 'other' }, inGuest({ workspace: 'strangers' })]) {
      const stranger = person(quiz.desk, 'Mal', { ...where, admin: true });
      expect(words(await stranger.command('quiz today'))).toContain('No question is set up');
      expect(words(await stranger.command('leaderboard'))).not.toContain('Una');
      expect(words(await stranger.answer(round.id, RIGHT))).toContain('older');
      expect(words(await stranger.press('grade', round.id))).toContain('older');
      expect(words(await stranger.command('quiz unlink'))).toContain('not linked');
      expect(words(await stranger.command('quiz account'))).toContain('not linked');
      expect(words(await stranger.press('unlink', 'leave'))).toContain('ended already');
      const [place] = await read().placesOfWorkspace(GUEST);
      expect(words(await stranger.press('unlink', 'channel', place?.id ?? ''))).toContain('ended already');
    }
    expect(await read().guestsOf('local:home')).toEqual([GUEST]);
  });

  it('tells nothing of a question that the guest was asked before it was linked', async () => {
    const { gil, una } = pair;
    await gil.command('quiz setup', { topics: 'processes' });
    await gil.command('quiz post');
    const asked = await read().liveRoundOfChannel(GUEST, 'quiz');
    await linkPair(pair);
    expect(asked?.snapshot?.question.concepts).toContain('exit-status');
    expect(words(await una.command('lookup', { concept: 'exit-status' }))).toContain('waits for the reveal');
    const practised = words(await una.command('quiz practice', { topic: 'processes' }));
    expect(practised).not.toContain('if grep');
  });

  it('takes answers to what the guest was asked before', async () => {
    const { quiz, gil, una } = pair;
    await gil.command('quiz setup', { topics: 'processes' });
    await gil.command('quiz post');
    const own = await read().liveRoundOfChannel(GUEST, 'quiz');
    await linkPair(pair);
    expect(words(await una.answer(own?.id ?? '', RIGHT))).toContain('10');
    expect((await read().standings(GUEST, 'all', 10, 0)).map(({ points }) => points)).toEqual([10]);
    expect((await read().standings('local:home', 'all', 10, 0)).length).toBe(0);
    expect(quiz.guests.posted).toHaveLength(1);
  });
});

describe('what a guest was asked before it was linked', () => {
  it('can be appealed, and is decided by its own admins alone', async () => {
    const { quiz, gil, una, ada, lead } = pair;
    await gil.command('quiz setup', { topics: 'processes' });
    await gil.command('quiz post');
    const own = await read().liveRoundOfChannel(GUEST, 'quiz');
    await una.answer(own?.id ?? '', HALF);
    await linkPair(pair);
    await una.submit({ verb: 'appeal', args: [own?.id ?? '', '1'] }, { reason: 'Zero, I said.' });
    await quiz.at('2026-11-16T09:00:00Z');
    const shared = await quiz.live();
    await ada.answer(shared.id, HALF);
    await ada.submit({ verb: 'appeal', args: [shared.id, '1'] }, { reason: 'I meant zero.' });

    expect(words(await lead.command('quiz appeals'))).toContain('I meant zero.');
    const [appeal] = await read().appealsOf(own?.id ?? '', `${GUEST}:una`);
    expect(words(await lead.press('appeal-full', appeal?.id ?? ''))).toContain('no such appeal here');
    const oldest = await gil.command('quiz appeals');
    expect(words(oldest)).toContain('Zero, I said.');
    expect(words(oldest)).toContain('1 more is open');
    expect(words(await pressIn(gil, oldest, 'appeal-full'))).toContain('1 more is open');
    expect((await read().standings(GUEST, 'all', 9, 0)).map(({ points }) => points)).toEqual([10]);
    expect(words(await gil.command('quiz appeals'))).toContain('I meant zero.');
  });

  it('is no streak on the shared board: a paused one would never end', async () => {
    const { quiz, gil, una } = pair;
    await gil.command('quiz setup', { topics: 'processes', days: 'daily' });
    for (const day of [16, 17, 18]) {
      await quiz.at(`2026-11-${day}T09:00:00Z`);
      const own = await read().liveRoundOfChannel(GUEST, 'quiz');
      await una.answer(own?.id ?? '', RIGHT);
    }
    expect(words(await una.command('quiz stats'))).toContain('3 rounds running');
    await linkPair(pair);
    for (const day of [19, 20]) await quiz.at(`2026-11-${day}T09:00:00Z`);
    expect(words(await una.answer((await quiz.live()).id, RIGHT))).toContain('Streak: 1.');
    expect(words(await una.command('quiz stats'))).toContain('1 round running');
    await gil.press('unlink', 'leave');
    expect(words(await una.command('quiz stats'))).toContain('3 rounds running');
  });
});

describe('a code for a schedule', () => {
  it('is said only to an admin, with what will be shared, and links nothing yet', async () => {
    const { lead, ada } = pair;
    const said = words(await lead.command('quiz link'));
    expect(said).toContain('/quiz link');
    expect(said).toContain('/quiz-admin link code:');
    expect(said).toMatch(/names and points.*appeals, with the answers/);
    expect(said).toContain('2026-11-16T08:30:00.000Z');
    expect(words(await ada.command('quiz link'))).toContain('You need');
    expect(await read().guestsOf('local:home')).toEqual([]);
  });

  it('asks for a button before anything is linked, and says what it means', async () => {
    const { lead, gil } = pair;
    await gil.command('quiz setup');
    const offered = await gil.command('quiz link', { code: codeIn(await lead.command('quiz link')) });
    expect(words(offered)).toContain('Play in Home (local)?');
    expect(words(offered)).toMatch(/names and points.*appeals, with the answers/);
    expect(words(offered)).toContain('The schedule of this workspace is paused meanwhile.');
    expect(buttonsOf(offered).map(({ label }) => label)).toEqual(['Link']);
    expect(await read().homeOf(GUEST)).toBeUndefined();
    expect((await read().schedulesOfWorkspace(GUEST))[0]?.state).toBe('active');
  });

  it('cannot be pressed by a member', async () => {
    const { lead, una } = pair;
    const code = codeIn(await lead.command('quiz link'));
    expect(words(await una.command('quiz link', { code }))).toContain('You need');
    expect(words(await una.press('link', code))).toContain('You need');
    expect(await read().homeOf(GUEST)).toBeUndefined();
  });

  it('works once', async () => {
    const { quiz, lead, gil } = pair;
    const code = codeIn(await lead.command('quiz link'));
    await gil.press('link', code);
    expect(words(await gil.press('link', code)), 'pressed twice').toContain(
      'gets these questions of Home (local) already',
    );
    const late = person(quiz.desk, 'Late', inGuest({ workspace: 'late', admin: true }));
    expect(words(await late.command('quiz link', { code }))).toContain('does not work');
    expect(words(await late.press('link', code))).toContain('does not work');
  });

  it('works for half an hour', async () => {
    const { quiz, lead, gil } = pair;
    const code = codeIn(await lead.command('quiz link'));
    quiz.clock.set('2026-11-16T08:29:59Z');
    const offered = await gil.command('quiz link', { code: code.toLowerCase().replaceAll('-', '') });
    expect(words(offered)).toContain('Play in Home');
    quiz.clock.set('2026-11-16T08:30:00Z');
    expect(words(await pressIn(gil, offered, 'link'))).toContain('does not work');
    expect(await read().homeOf(GUEST)).toBeUndefined();
  });

  it('cannot be guessed: five wrong ones, and the workspace waits a quarter of an hour', async () => {
    const { quiz, lead, gil } = pair;
    const code = codeIn(await lead.command('quiz link'));
    for (const wrong of ['nonsense', 'AAAA-AAAA-AAAA', 'BBBB-BBBB-BBBB', 'CCCC-CCCC-CCCC']) {
      expect(words(await gil.command('quiz link', { code: wrong }))).toContain('does not work');
    }
    expect(words(await gil.press('link', 'DDDD-DDDD-DDDD'))).toContain('does not work');
    expect(words(await gil.command('quiz link', { code }))).toContain('2026-11-16T08:15:00.000Z');
    expect(words(await gil.press('link', code))).toContain('Too many codes');
    const other = person(quiz.desk, 'Other', inGuest({ workspace: 'other', admin: true }));
    expect(words(await other.command('quiz link', { code }))).toContain('Play in Home');
    quiz.clock.set('2026-11-16T08:15:00Z');
    expect(words(await gil.command('quiz link', { code }))).toContain('Play in Home');
  });

  it('is refused where it cannot be, each time with the reason', async () => {
    const { quiz, lead, gil } = pair;
    const fresh = async () => ({ code: codeIn(await lead.command('quiz link')) });
    expect(words(await lead.command('quiz link', await fresh()))).toContain('from this very workspace');

    await linkPair(pair);
    expect(words(await gil.command('quiz link', await fresh()))).toContain(
      'gets these questions of Home (local) already',
    );
    expect(words(await gil.command('quiz link')), 'a guest has nothing to offer').toContain('plays in Home (local)');
    expect(words(await gil.command('quiz setup', { channel: 'lounge' }))).toContain('Home (local)');

    await quiz.schedule({ channelId: 'random' });
    const random = person(quiz.desk, 'Lead', { channelId: 'random' });
    const second = { code: codeIn(await random.command('quiz link')) };
    expect(words(await gil.command('quiz link', second))).toContain('another schedule of Home (local)');

    const third = person(quiz.desk, 'Third', { workspace: 'third', workspaceName: 'Third', admin: true });
    await third.command('quiz setup');
    const thirds = { code: codeIn(await third.command('quiz link')) };
    expect(words(await gil.command('quiz link', thirds))).toContain('plays in Home (local) already');
    expect(words(await lead.command('quiz link', thirds))).toContain('Others play in this workspace (Guests (Slack))');

    const fourth = person(quiz.desk, 'Fourth', inGuest({ workspace: 'fourth', workspaceName: 'Fourth', admin: true }));
    await pressIn(third, await third.command('quiz link', await fresh()), 'link');
    expect(words(await fourth.command('quiz link', thirds))).toContain(
      'Third (local) plays in another workspace itself',
    );
    expect(words(await lead.command('quiz unlink'))).toContain('Third (local), in 1 channel');
  });

  it('is not one for accounts', async () => {
    const { gil, una } = pair;
    await linkPair(pair);
    const code = codeIn(await una.command('quiz account'));
    expect(words(await gil.command('quiz link', { code }))).toContain('/quiz account');
  });

  it('needs a schedule', async () => {
    const { quiz } = pair;
    const elsewhere = person(quiz.desk, 'Lead', { channelId: 'lounge' });
    expect(words(await elsewhere.command('quiz link'))).toContain('No schedule is set up for this channel');
  });

  it('says what keeps Refcount from posting in the new channel, and links all the same', async () => {
    const { quiz, gil } = pair;
    quiz.guests.faults = [literal('Invite Refcount to the channel.')];
    const done = await linkPair(pair);
    expect(words(done)).toContain('cannot post in #quiz yet');
    expect(words(done)).toContain('Invite Refcount to the channel.');
    expect(await read().homeOf(GUEST)).toBe('local:home');
    await gil.press('unlink', 'leave');
    quiz.guests.faults = [];
    quiz.guests.fail({
      at: 'before',
      channelId: 'quiz',
      error: new PlatformError(literal('The token was revoked.'), { permanent: true }),
    });
    expect(words(await linkPair(pair))).toContain('The token was revoked.');
  });

  it('is spoken of in German', async () => {
    const { quiz, lead } = pair;
    const code = codeIn(await lead.command('quiz link'));
    const gila = person(quiz.desk, 'Gila', inGuest({ admin: true, locale: 'de' }));
    expect(words(await gila.command('quiz link', { code }))).toContain('In Home (lokal) mitspielen?');
    expect(words(await gila.press('link', code))).toContain('Verbunden mit Home (lokal)');
  });
});
