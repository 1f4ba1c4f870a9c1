/** One round on Discord and Slack at once: both real adapters, with their real libraries, on the strict servers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDiscordStage } from '../contract/discord-stage.ts';
import { createLocalStage } from '../contract/local-stage.ts';
import { newestOf as newest, unexpected } from '../contract/scene.ts';
import { createSlackStage, type SlackStage } from '../contract/slack-stage.ts';
import type { Seen, Stage } from '../contract/stage.ts';
import { createWorld, type World } from '../contract/world.ts';

const RIGHT = 'It looks at the exit status of grep. A status of zero means success, so the then branch runs.';
/** 6 of 10. */
const HALF = 'It looks at the exit status of grep.';

const codeIn = ({ text }: Seen): string => {
  const [code] = text.match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}/) ?? [];
  if (code === undefined) throw new Error(`no code in: ${text}`);
  return code;
};

describe('a round on Discord and Slack at once', () => {
  let discord: Stage;
  let slack: Stage;
  let world: World;
  let bobsGrade: Seen;

  beforeAll(async () => {
    discord = await createDiscordStage();
    slack = await createSlackStage('socket');
    world = await createWorld([discord.bot.platform, slack.bot.platform], '2026-11-23T08:30:00Z');
    await Promise.all([discord.bot.start(world.desk), slack.bot.start(world.desk)]);
    await discord.command('lead', 'quiz setup', { time: '09:00', days: 'daily', topics: 'processes' });
  });

  afterAll(async () => {
    await Promise.all([discord.close(), slack.close()]);
    await world.close();
  });

  const at = async (moment: string) => {
    world.clock.set(moment);
    await world.rounds.tick();
  };

  test('an admin on Discord gets a code, an admin on Slack uses it', async () => {
    const given = await discord.command('lead', 'quiz link');
    expect(given.private).toBe(true);
    const refused = await slack.command('ada', 'quiz link', { code: codeIn(given) });
    expect(refused.text).toContain('You need');
    const offered = await slack.command('lead', 'quiz link', { code: codeIn(given) });
    expect(offered.private).toBe(true);
    expect(offered.text).toContain('(Discord)?');
    const done = await slack.press('lead', offered, 'Link');
    expect(done.text).toContain('Linked with');
    expect(done.text).not.toContain('cannot post');
  });

  test('the question comes to both channels, and is answered in both', async () => {
    await at('2026-11-23T09:00:00Z');
    for (const stage of [discord, slack]) expect((await newest(stage)).text).toContain('grep -q root /etc/passwd');
    const form = await slack.press('ada', await newest(slack), 'Answer');
    expect((await slack.submit('ada', form, { text: RIGHT })).text).toContain('10 of 10');
    const other = await discord.press('bob', await newest(discord), 'Answer');
    bobsGrade = await discord.submit('bob', other, { text: HALF });
    expect(bobsGrade.text).toContain('6 of 10');
    await at('2026-11-23T09:01:00Z');
    for (const stage of [discord, slack]) expect((await newest(stage)).text).toContain('2 members have answered');
  });

  test('the board is one', async () => {
    for (const stage of [discord, slack]) {
      const board = await stage.command('ada', 'leaderboard');
      expect(board.text).toMatch(/Ada/);
      expect(board.text).toMatch(/Bob/);
    }
  });

  test('a member joins both accounts', async () => {
    const given = await discord.command('ada', 'quiz account');
    const offered = await slack.command('ada', 'quiz account', { code: codeIn(given) });
    expect((await slack.press('ada', offered, 'Join the accounts')).text).toContain('Joined');
    expect((await discord.command('ada', 'quiz answer')).text).toContain('answered this one already');
    const account = await slack.command('ada', 'quiz account');
    expect(account.buttons.map(({ label }) => label)).toHaveLength(1);
    expect(await world.store.checkStandings(false)).toEqual([]);
  });

  test('an appeal made on Discord is decided on Slack', async () => {
    const form = await discord.press('bob', bobsGrade, /^Appeal/);
    await discord.submit('bob', form, { reason: 'Zero was meant.' });
    const open = await slack.command('lead', 'quiz appeals');
    expect(open.text).toContain('Zero was meant.');
    expect((await slack.press('lead', open, /full/i)).text).toContain('Bob');
    expect((await discord.command('bob', 'quiz answer')).text).toContain('10 of 10');
  });

  test('the reveal and the next question come to both', async () => {
    await at('2026-11-24T09:00:00Z');
    for (const stage of [discord, slack]) {
      const texts = (await stage.channel()).map(({ text }) => text);
      expect(texts.filter((text) => text.includes('grep -q root')).length, stage.name).toBeGreaterThanOrEqual(2);
      expect(texts.length, stage.name).toBe(3);
    }
  });

  test('either side ends it', async () => {
    const offered = await slack.command('lead', 'quiz unlink');
    expect((await slack.press('lead', offered, 'End the link')).text).toContain('has ended');
    const before = (await slack.channel()).length;
    await at('2026-11-25T09:00:00Z');
    expect(await slack.channel()).toHaveLength(before);
    expect((await discord.channel()).length).toBe(5);
    expect((await slack.command('ada', 'quiz today')).text).toContain('No question is set up');
  });

  test('no rule of either platform was broken, and nothing failed', () => {
    expect(discord.violations()).toEqual([]);
    expect(slack.violations()).toEqual([]);
    expect([...discord.complaints, ...slack.complaints, ...world.complaints]).toEqual([]);
  });
});

describe('a German Slack workspace that plays in an English Discord server, and a third that has no part in it', () => {
  let discord: Stage;
  let slack: SlackStage;
  let third: Stage;
  let world: World;

  beforeAll(async () => {
    discord = await createDiscordStage();
    slack = await createSlackStage('http');
    third = await createLocalStage();
    const all = [discord, slack, third];
    world = await createWorld(
      all.map(({ bot }) => bot.platform),
      '2026-11-23T08:30:00Z',
    );
    for (const { bot } of all) await bot.start(world.desk);
    await discord.command('lead', 'quiz setup', { time: '09:00', days: 'daily', zone: 'UTC', topics: 'processes' });
    const offered = await slack.command('lead', 'quiz link', {
      code: codeIn(await discord.command('lead', 'quiz link')),
    });
    await slack.press('lead', offered, 'Link');
    await slack.command('lead', 'quiz language', { language: 'de' });
  });

  afterAll(async () => {
    await Promise.all([discord.close(), slack.close(), third.close()]);
    await world.close();
  });

  const at = async (moment: string) => {
    world.clock.set(moment);
    await world.rounds.tick();
  };
  const answer = async (stage: Stage, who: 'ada' | 'bob', text: string) => {
    const form = await stage.press(who, await newest(stage), /^(Answer|Antworten)$/);
    return await stage.submit(who, form, { text });
  };

  test('one question, to each side in its language', async () => {
    await at('2026-11-23T09:00:00Z');
    expect((await newest(discord)).text).toContain('Question of the day');
    expect((await newest(slack)).text).toContain('Frage des Tages');
    for (const stage of [discord, slack]) expect((await newest(stage)).text).toContain('grep -q root /etc/passwd');
    expect((await answer(discord, 'ada', RIGHT)).text).toContain('10 of 10 points');
    expect((await answer(slack, 'bob', HALF)).text).toContain('6 von 10 Punkten');
    await at('2026-11-23T09:01:00Z');
    expect((await newest(discord)).text).toContain('2 members have answered');
    expect((await newest(slack)).text).toContain('2 Mitglieder haben geantwortet');
  });

  test('the home of a guest shows it, too', async () => {
    const home = await slack.home('ada');
    expect(home.text).toContain('Tagesfrage');
    expect(home.text).toContain('grep -q root /etc/passwd');
    expect(home.buttons.map(({ label }) => label)).toContain('Antworten');
    expect((await slack.home('bob')).text).toContain('Du hast sie beantwortet: 6 von 10 Punkten');
  });

  test('closing on one side reveals on both', async () => {
    expect((await slack.command('lead', 'quiz close')).text).toContain('Beendet');
    expect((await newest(discord)).text).toContain('The answer · Processes');
    expect((await newest(slack)).text).toContain('Die Antwort · Processes');
    for (const stage of [discord, slack]) expect(await stage.channel()).toHaveLength(2);
    expect((await discord.channel())[0]?.text).toContain('Closed');
  });

  test('accounts that are joined put their points together', async () => {
    await at('2026-11-24T09:00:00Z');
    await answer(slack, 'ada', HALF);
    const apart = await discord.command('bob', 'leaderboard');
    expect(apart.text).toMatch(/Ada \(Discord\)[\s\S]*10/);
    expect(apart.text).toMatch(/Ada \(Slack\)[\s\S]*6/);
    const given = await discord.command('ada', 'quiz account');
    const offered = await slack.command('ada', 'quiz account', { code: codeIn(given) });
    expect((await slack.press('ada', offered, 'Konten verbinden')).text).toContain('Verbunden');
    for (const stage of [discord, slack]) {
      const { text } = await stage.command('ada', 'leaderboard');
      expect(text, stage.name).toMatch(/1\s+Ada\s+16\s+2/);
      expect(text, stage.name).not.toMatch(/Ada \(/);
    }
    expect((await discord.command('ada', 'quiz stats')).text).toContain('2 rounds running');
    expect(await world.store.checkStandings(false)).toEqual([]);
  });

  test('a workspace that is not linked sees nothing of it', async () => {
    expect(await third.channel()).toEqual([]);
    expect((await third.command('ada', 'quiz today')).text).toContain('No question is set up here yet');
    expect((await third.command('ada', 'leaderboard')).text).toContain('Nobody has answered yet');
    expect((await third.command('lead', 'quiz appeals')).text).toContain('No appeal is open');
    const account = await third.command('ada', 'quiz account', {
      code: codeIn(await discord.command('bob', 'quiz account')),
    });
    expect(account.text).toContain('plays in another workspace, which is not linked with this one');
  });

  test('archived at the slot, Slack misses the question and Discord does not; then it goes on by itself', async () => {
    const before = (await slack.channel()).length;
    slack.archive(true);
    await at('2026-11-25T09:00:00Z');
    expect((await newest(discord)).text).toContain('Question of the day');
    expect((await answer(discord, 'bob', HALF)).text).toContain('6 of 10');
    expect(await slack.channel()).toHaveLength(before);
    expect(await world.store.read.unusablePlaces(5)).toHaveLength(1);
    await at('2026-11-25T09:15:00Z');
    expect(await world.store.read.unusablePlaces(5)).toHaveLength(1);
    slack.archive(false);
    await at('2026-11-25T09:30:00Z');
    expect(await world.store.read.unusablePlaces(5)).toEqual([]);
    await at('2026-11-26T09:00:00Z');
    expect((await newest(slack)).text).toContain('Frage des Tages');
    expect((await discord.command('ada', 'quiz stats')).text).toContain('best 2');
  });

  test('no rule of any platform was broken, and nothing failed that had not to', () => {
    for (const { violations, complaints } of [discord, slack, third]) {
      expect(violations()).toEqual([]);
      expect(complaints).toEqual([]);
    }
    expect(unexpected(world.complaints, /message not sent, given up/, /questions paused until/)).toEqual([]);
    expect(world.complaints.filter((line) => line.startsWith('questions paused'))).toHaveLength(1);
  });
});
