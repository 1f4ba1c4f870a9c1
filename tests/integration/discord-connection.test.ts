/** Connecting, registering commands, losing the connection, stopping. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createDiscordBot } from '../../src/bots/discord/index.ts';
import type { Desk } from '../../src/core/desk.ts';
import type { Log } from '../../src/core/ports.ts';
import { runCommand } from '../fakes/discord/client.ts';
import { PEOPLE } from '../fakes/discord/ids.ts';
import { DECLARATIONS, messageReply, type Rig, startRig } from '../fakes/discord/rig.ts';
import { type DiscordServer, startDiscordServer } from '../fakes/discord/server.ts';

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const DESK: Desk = {
  commands: DECLARATIONS,
  handle: async () => messageReply('fine'),
  complete: async () => [],
  completeLine: async () => [],
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
async function server(): Promise<DiscordServer> {
  const started = await startDiscordServer();
  open.push(started);
  return started;
}
async function rig(): Promise<Rig> {
  const started = await startRig();
  open.push(started);
  return started;
}
const writes = (of: DiscordServer) => of.requests.filter(({ method }) => method === 'PUT').length;

describe('starting', () => {
  it('registers the commands once, and again only when they change', async () => {
    const discord = await server();
    const startOnce = async (desk: Desk) => {
      const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
      await bot.start(desk);
      await bot.stop();
    };
    await startOnce(DESK);
    expect(writes(discord)).toBe(1);
    expect(discord.commands.map((command) => command.name)).toEqual(['quiz', 'lookup']);
    await startOnce(DESK);
    expect(writes(discord)).toBe(1);
    await startOnce({ ...DESK, commands: DECLARATIONS.slice(1) });
    expect(writes(discord)).toBe(2);
    expect(discord.violations).toEqual([]);
  });

  it('asks for server events and nothing more', async () => {
    const { server: discord } = await rig();
    expect(discord.gateway.identifies).toMatchObject([{ intents: 1 }]);
  });

  it('with a wrong token says which setting to mend', async () => {
    const discord = await server();
    const bot = createDiscordBot({ token: 'wrong.token', apiUrl: discord.apiUrl, log: SILENT });
    await expect(bot.start(DESK)).rejects.toThrow(/DISCORD_TOKEN/);
    expect(bot.platform.connected()).toBe(false);
    await bot.stop();
  });

  it('says where it could not connect', async () => {
    const discord = await startDiscordServer();
    await discord.close();
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await expect(bot.start(DESK)).rejects.toThrow(`${discord.apiUrl} (DISCORD_API_URL) could not be reached`);
    await bot.stop();
  });

  it('goes on with the commands it has when Discord cannot take new ones now', async () => {
    const discord = await server();
    discord.fail('GET', /\/commands$/, { status: 503, body: {} }, 4);
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await bot.start(DESK);
    expect(bot.platform.connected()).toBe(true);
    await bot.stop();
  });
});

describe('a lost connection', () => {
  it('is resumed, with what happened meanwhile', async () => {
    const { server: discord, bot, asked } = await rig();
    expect(bot.platform.connected()).toBe(true);
    const resumed = discord.gateway.nextResume();
    discord.gateway.drop();
    const exchange = runCommand(discord, PEOPLE.ada, 'quiz today');
    await resumed;
    expect(await exchange.answer).toMatchObject({ kind: 'message', private: true });
    expect(asked).toHaveLength(1);
    expect(discord.gateway.resumes).toBe(1);
    expect(discord.gateway.identifies).toHaveLength(1);
    expect(bot.platform.connected()).toBe(true);
    expect(discord.violations).toEqual([]);
  });

  it('shows while it lasts, and for good when the token is taken back', async () => {
    const { server: discord, bot, complaints } = await rig();
    const closed = Promise.withResolvers<void>();
    const poll = setInterval(() => {
      if (complaints.some((line) => line.includes('4004'))) closed.resolve();
    }, 5);
    discord.gateway.closeWith(4004);
    await closed.promise;
    clearInterval(poll);
    expect(bot.platform.connected()).toBe(false);
    expect(complaints.join()).toContain('DISCORD_TOKEN');
  });
});

describe('stopping', () => {
  it('waits for the answer that is under way', async () => {
    const started = await rig();
    const { server: discord, bot } = started;
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    started.handle = async () => {
      asked.resolve();
      await release.promise;
      return messageReply('just in time');
    };
    const exchange = runCommand(discord, PEOPLE.ada, 'quiz today');
    await asked.promise;
    const stopping = bot.stop().then(() => 'stopped');
    expect(await Promise.race([stopping, delay(150, 'waiting')])).toBe('waiting');
    release.resolve();
    await stopping;
    expect(await exchange.answer).toMatchObject({ kind: 'message' });
    expect(bot.platform.connected()).toBe(false);
  });
});
