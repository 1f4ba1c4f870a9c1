/** Connecting, registering commands, losing the connection, stopping. */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDiscordBot } from '../../src/bots/discord/index.ts';
import { chooseOnMessage, pressButton, runCommand } from '../fakes/discord/client.ts';
import { ELSEWHERE } from '../fakes/discord/events.ts';
import { bits, PEOPLE, SECOND_CHANNEL, SECOND_GUILD } from '../fakes/discord/ids.ts';
import { messageReply, QUIET_DESK, type Rig, SILENT, say, startRig } from '../fakes/discord/rig.ts';
import { type DiscordServer, type ServerOptions, startDiscordServer } from '../fakes/discord/server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
async function server(options: ServerOptions = {}): Promise<DiscordServer> {
  const started = await startDiscordServer(options);
  open.push(started);
  return started;
}
async function rig(...options: Parameters<typeof startRig>): Promise<Rig> {
  const started = await startRig(...options);
  open.push(started);
  return started;
}
/** Resolves when every shard is ready once more. */
async function connectedAgain({ platform }: Rig['bot']): Promise<void> {
  await vi.waitFor(() => expect(platform.connected()).toBe(true), { interval: 5, timeout: 10_000 });
}

describe('starting', () => {
  it('asks for server events and nothing more', async () => {
    const { server: discord } = await rig();
    expect(discord.gateway.identifies).toMatchObject([{ intents: 1 }]);
  });

  it('with a wrong token says which setting to mend', async () => {
    const discord = await server();
    const bot = createDiscordBot({ token: 'wrong.token', apiUrl: discord.apiUrl, log: SILENT });
    await expect(bot.start(QUIET_DESK)).rejects.toThrow(/DISCORD_TOKEN/);
    expect(bot.platform.connected()).toBe(false);
    await bot.stop();
  });

  it('says where it could not connect', async () => {
    const discord = await startDiscordServer();
    await discord.close();
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await expect(bot.start(QUIET_DESK)).rejects.toThrow(`${discord.apiUrl} (DISCORD_API_URL) could not be reached`);
    await bot.stop();
  });

  it('in no server says where to invite it, with the permissions that the docs explain', async () => {
    const discord = await server();
    discord.guild.present = false;
    const lines: string[] = [];
    const log = { ...SILENT, warn: (fields: object) => lines.push(JSON.stringify(fields)) };
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log });
    await bot.start(QUIET_DESK);
    await bot.stop();
    const permissions = /permissions=(\d+)/.exec(lines.join())?.[1];
    expect(BigInt(permissions ?? 0)).toBe(bits('view', 'send', 'history', 'createThreads', 'sendInThreads'));
    for (const file of ['README.md', 'docs/discord.md']) {
      const addresses = (await readFile(file, 'utf8')).match(/oauth2\/authorize\?[^`\s]*/g) ?? [];
      expect(addresses, file).toEqual([
        `oauth2/authorize?client_id=APPLICATION_ID&scope=bot+applications.commands&permissions=${permissions}`,
      ]);
    }
  });

  it('goes on with the commands it has when Discord cannot take new ones now', async () => {
    const discord = await server();
    discord.fail('GET', /\/commands$/, { status: 503, body: {} }, 4);
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await bot.start(QUIET_DESK);
    expect(bot.platform.connected()).toBe(true);
    await bot.stop();
  });
});

describe('several connections', () => {
  it('serve different servers, commands of both are answered, and posts go to both', async () => {
    const { server: discord, bot, asked } = await rig({ shards: 2 });
    expect(discord.gateway.identifies.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(bot.platform.connected()).toBe(true);
    const answers = await Promise.all([
      runCommand(discord, PEOPLE.ada, 'quiz today').answer,
      runCommand(discord, PEOPLE.bob, 'quiz today', {}, ELSEWHERE).answer,
    ]);
    expect(answers).toMatchObject([{ kind: 'message' }, { kind: 'message' }]);
    expect(asked.map(({ caller }) => caller.workspace.name).sort()).toEqual(['Interpreter Club', 'Second Club']);
    const target = { workspaceId: SECOND_GUILD, channelId: SECOND_CHANNEL };
    await bot.platform.post(target, say('over there'), 'q-1');
    expect(discord.channels.messages(SECOND_CHANNEL)).toHaveLength(1);
    expect(await bot.platform.check(target, { discussion: true })).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it('can be as many as the operator says', async () => {
    const { server: discord } = await rig({}, { shards: 3 });
    expect(discord.gateway.identifies.map(({ shard }) => shard)).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
  });

  it('that are too few are refused with what to set', async () => {
    const discord = await server({ shards: 2 });
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, shards: 1, log: SILENT });
    await expect(bot.start(QUIET_DESK)).rejects.toThrow(
      /^Discord closed the connection for good \(4011\).*DISCORD_SHARDS=auto/,
    );
    await bot.stop();
  });

  it('are resumed one by one', async () => {
    const { server: discord, bot } = await rig({ shards: 2 });
    const resumed = [discord.gateway.nextResume(), discord.gateway.nextResume()];
    discord.gateway.drop();
    const exchange = runCommand(discord, PEOPLE.ada, 'quiz today', {}, ELSEWHERE);
    await Promise.all(resumed);
    expect(await exchange.answer).toMatchObject({ kind: 'message' });
    await connectedAgain(bot);
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

  it('whose session Discord gave up is begun anew, and what was registered stays', async () => {
    const { server: discord, bot, complaints } = await rig();
    const identified = discord.gateway.nextIdentify();
    discord.gateway.invalidate();
    await identified;
    await connectedAgain(bot);
    expect(discord.gateway.identifies).toHaveLength(2);
    expect(await runCommand(discord, PEOPLE.ada, 'quiz today').answer).toMatchObject({ kind: 'message' });
    expect(complaints.join()).toContain('reconnecting');
    expect(discord.violations).toEqual([]);
  }, 20_000);

  it('does not trouble buttons and menus of before: they carry all that is needed', async () => {
    const first = await rig();
    const { server: discord } = first;
    first.handle = async () =>
      messageReply('x', {
        buttons: [{ action: { verb: 'answer', args: ['r1'] }, label: 'Answer', style: 'primary', opens: 'message' }],
      });
    const before = await runCommand(discord, PEOPLE.ada, 'quiz today').answer;
    if (before.kind !== 'message') throw new Error('no message');
    await first.bot.stop();
    const asked: string[] = [];
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await bot.start({
      ...QUIET_DESK,
      handle: async (request) => {
        asked.push(request.kind === 'press' ? request.action.verb : request.kind);
        return messageReply('still here');
      },
    });
    await pressButton(discord, PEOPLE.ada, before.message, 'rc1:answer:r1').answer;
    await chooseOnMessage(discord, PEOPLE.ada, 'Quiz me on this', before.message).answer;
    expect(asked).toEqual(['answer', 'shortcut']);
    await bot.stop();
  });

  it('shows while it lasts, and for good when the token is taken back', async () => {
    const started = await rig();
    const { server: discord, bot, complaints } = started;
    discord.gateway.closeWith(4004);
    // The close, and discord.js' error about it.
    await started.until('complaints', 2);
    expect(bot.platform.connected()).toBe(false);
    expect(complaints.join()).toContain('for good (4004): check DISCORD_TOKEN');
    expect(complaints.join()).not.toContain('anew');
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
