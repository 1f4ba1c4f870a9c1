/** The app is removed from a Slack workspace and installed again, with the real core. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unexpected } from '../contract/scene.ts';
import { createSlackStage, type SlackStage } from '../contract/slack-stage.ts';
import { createWorld, type World } from '../contract/world.ts';

let stage: SlackStage;
let world: World;

beforeAll(async () => {
  stage = await createSlackStage('http');
  world = await createWorld([stage.bot.platform], '2026-11-23T08:00:00Z');
  await stage.bot.start(world.desk);
  await stage.command('lead', 'quiz setup', { time: '09:00', zone: 'UTC', days: 'daily', topics: 'processes' });
});
afterAll(async () => {
  await stage.close();
  await world.close();
});

const schedule = () => world.store.read.scheduleOfChannel(`slack:${stage.workspaceId}`, stage.channelId);

test('once removed, the questions pause and nothing is sent any more', async () => {
  await stage.uninstall();
  expect(await schedule()).toMatchObject({ state: 'paused', pausedBy: 'platform' });
  world.clock.set('2026-11-23T09:00:00Z');
  await world.rounds.tick();
  expect(await stage.channel()).toEqual([]);
});

test('installed again and started anew, the questions go on by themselves', async () => {
  stage.reinstall();
  await stage.restart();
  world.restart([stage.bot.platform]);
  await stage.bot.start(world.desk);
  await world.rounds.tick();
  expect(await schedule()).toMatchObject({ state: 'active', nextDue: new Date('2026-11-24T09:00:00Z') });
  expect((await stage.whispers('lead')).at(-1)?.text).toContain('again. The next question comes');
  world.clock.set('2026-11-24T09:00:00Z');
  await world.rounds.tick();
  expect((await stage.channel()).map(({ text }) => text)).toEqual([expect.stringContaining('Question of the day')]);
});

test('nothing was logged but that, and what to do', () => {
  expect(stage.violations()).toEqual([]);
  expect(unexpected(stage.complaints, /SLACK_BOT_TOKEN/)).toEqual([]);
  expect(unexpected(world.complaints, /questions paused until/, /could not be told/)).toEqual([]);
});
