/** The whole process over Discord and Slack at once: a round is played, the process is killed in the worst moment, and nothing is lost or doubled. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFailed, test } from 'vitest';
import { actsOnDiscord } from '../contract/discord-stage.ts';
import { actsOnSlack } from '../contract/slack-stage.ts';
import type { Seen } from '../contract/stage.ts';
import { type DiscordServer, startDiscordServer } from '../fakes/discord/server.ts';
import { type SlackServer, startSlackServer } from '../fakes/slack/server.ts';
import { type BotProcess, startBot } from './process.ts';

const RIGHT = { output: '3', text: 'The unquoted value is split into words, and each of them becomes one argument.' };
const WRONG = { output: '1', text: 'The variable stays one word, so there is one argument.' };

let folder: string;
let discord: DiscordServer;
let slack: SlackServer;
let bot: BotProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-e2e-'));
  discord = await startDiscordServer();
  slack = await startSlackServer();
});

afterEach(async () => {
  await bot?.terminate();
  bot = undefined;
});

afterAll(async () => {
  await discord.close();
  await slack.close();
  await rm(folder, { recursive: true });
});

const start = async (): Promise<BotProcess> => {
  bot = await startBot({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATA_DIR: folder,
    BANK_DIR: 'tests/fixtures/banks/shell',
    LOG_LEVEL: 'info',
  });
  return bot;
};

test('a round on both platforms survives kill -9 between post and commit', { timeout: 60_000 }, async () => {
  const started = await start();
  onTestFailed(() => {
    process.stderr.write(bot?.output() ?? started.output());
  });
  const people = { discord: actsOnDiscord(discord), slack: actsOnSlack(slack) };
  const both = [people.discord, people.slack];
  for (const platform of both) {
    const set = await platform.command('lead', 'quiz setup', {
      time: '09:00',
      zone: 'UTC',
      days: 'daily',
      topics: 'quoting',
    });
    expect(set.text).toContain('Schedule set');
  }

  // Both platforms store the question, and neither tells the bot so before it is killed.
  const held = [discord.holdNextPost(), slack.holdNextPost()] as const;
  // The lead never gets an answer to this: the process dies first.
  for (const platform of both) platform.command('lead', 'quiz post').catch(() => undefined);
  await Promise.all([held[0].reached, held[1].stored]);
  const asked: Seen[] = [];
  for (const platform of both) {
    const messages = await platform.channel();
    expect(messages).toHaveLength(1);
    asked.push(messages[0] ?? expect.fail('no message'));
  }
  // People see the question already, answer it, and are told their grade: that is a promise.
  for (const [index, platform] of both.entries()) {
    const form = await platform.press('ada', asked[index] ?? expect.fail(), 'Answer');
    const graded = await platform.submit('ada', form, RIGHT);
    expect(graded.text).toContain('10 of 10');
  }
  await started.kill();
  for (const hold of held) hold.release();

  await start();
  for (const platform of both) {
    // Anything the restarted bot might post twice comes before its answer to this.
    const mine = await platform.command('ada', 'quiz answer');
    expect(mine.text).toContain('answered this one already');
    expect(mine.text).toContain('10 of 10');
    expect(await platform.channel()).toHaveLength(1);
  }

  // The round goes on as if nothing had happened: another answer, the close, the reveal.
  for (const platform of both) {
    const question = (await platform.channel())[0] ?? expect.fail('no message');
    const graded = await platform.submit('bob', await platform.press('bob', question, 'Answer'), WRONG);
    expect(graded.text).toContain('0 of 10');
    const closed = await platform.command('lead', 'quiz close');
    expect(closed.text).toContain('Closed');
    const [after, reveal, ...others] = await platform.channel();
    expect(others).toEqual([]);
    expect(after?.buttons.map((button) => button.label)).toEqual(['My grade']);
    expect(reveal?.text).toContain('2 members answered');
    const board = await platform.command('bob', 'leaderboard');
    expect(board.text).toMatch(/Ada[\s\S]*10[\s\S]*Bob[\s\S]*0/);
  }
  const restarted = bot ?? expect.fail('no bot');
  expect(await restarted.terminate()).toBe(0);
  bot = undefined;
  for (const secret of [RIGHT.text, WRONG.text, discord.token, slack.botToken, slack.appToken]) {
    expect(started.output() + restarted.output()).not.toContain(secret);
  }
  expect(restarted.output()).toContain('found a message whose sending was interrupted');
  expect(slack.violations).toEqual([]);
  // The killed process never answered the lead's /quiz post; nothing else may be wrong.
  expect(discord.violations.filter((violation) => !/never answered|not acknowledged/.test(violation))).toEqual([]);
});
