/** Registering commands: only what changed, globally or in one server, and what people are offered. */
import { afterEach, describe, expect, it } from 'vitest';
import { createDiscordBot, type DiscordOptions } from '../../src/bots/discord/index.ts';
import type { Desk } from '../../src/core/desk.ts';
import { offeredTo, runCommand, typeInto } from '../fakes/discord/client.ts';
import { GUILD, objects, PEOPLE, SECOND_GUILD } from '../fakes/discord/ids.ts';
import { readMarkdown } from '../fakes/discord/markdown.ts';
import { DECLARATIONS, messageReply, QUIET_DESK, SHORTCUTS, SILENT } from '../fakes/discord/rig.ts';
import { flatten } from '../fakes/discord/rules.ts';
import { type DiscordServer, startDiscordServer } from '../fakes/discord/server.ts';

const NAMES = ['quiz', 'quiz-admin', 'lookup', 'Quiz me on this', 'Quiz stats'];

let discord: DiscordServer;
afterEach(async () => {
  await discord.close();
});
async function startOnce(desk: Partial<Desk> = {}, options: Partial<DiscordOptions> = {}): Promise<void> {
  const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT, ...options });
  await bot.start({ ...QUIET_DESK, ...desk });
  await bot.stop();
}
const writes = () =>
  discord.requests.filter(({ method, path }) => method !== 'GET' && path.includes('/commands')).length;
const namesOf = (commands: readonly { readonly name?: unknown }[]) => commands.map(({ name }) => name);

describe('registering', () => {
  it('happens once, and again only when something changed', async () => {
    discord = await startDiscordServer();
    await startOnce();
    expect(writes()).toBe(1);
    expect(namesOf(discord.registry.registered())).toEqual(NAMES);
    await startOnce();
    expect(writes()).toBe(1);
    await startOnce({ commands: DECLARATIONS.slice(1) });
    expect(writes()).toBe(2);
    await startOnce({ commands: DECLARATIONS.slice(1), shortcuts: SHORTCUTS.slice(1) });
    expect(writes()).toBe(3);
    expect(discord.violations).toEqual([]);
  });

  it('keeps the ids of what stays', async () => {
    discord = await startDiscordServer();
    await startOnce();
    const [before] = discord.registry.registered();
    await startOnce({ commands: DECLARATIONS.slice(0, 2) });
    expect(discord.registry.registered()[0]?.id).toBe(before?.id);
  });

  it('in one server leaves the other servers alone, and is as sparing', async () => {
    discord = await startDiscordServer({ shards: 2 });
    await startOnce({}, { guildId: GUILD });
    await startOnce({}, { guildId: GUILD });
    expect(writes()).toBe(1);
    expect(namesOf(discord.registry.registered(GUILD))).toEqual(NAMES);
    expect(discord.registry.registered()).toEqual([]);
    expect(discord.registry.registered(SECOND_GUILD)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it('elsewhere than before takes away what would show twice, and nothing of others', async () => {
    discord = await startDiscordServer({ shards: 2 });
    await startOnce();
    discord.registry.replace(
      [...discord.registry.registered(), { type: 1, name: 'other', description: 'of somebody else' }].map(
        ({ type, name, description }: Readonly<Record<string, unknown>>) => ({
          type,
          name,
          ...(description ? { description } : {}),
        }),
      ),
    );
    await startOnce({}, { guildId: GUILD });
    expect(namesOf(discord.registry.registered())).toEqual(['other']);
    await startOnce({}, { guildId: SECOND_GUILD });
    expect(namesOf(discord.registry.registered(GUILD))).toEqual([]);
    await startOnce();
    expect(namesOf(discord.registry.registered(SECOND_GUILD))).toEqual([]);
    expect(new Set(namesOf(discord.commands)).size).toBe(discord.commands.length);
  });

  it('in a server the bot is not in names the setting', async () => {
    discord = await startDiscordServer();
    const warnings: string[] = [];
    const bot = createDiscordBot({
      token: discord.token,
      apiUrl: discord.apiUrl,
      log: { ...SILENT, warn: (_, line) => warnings.push(line) },
      guildId: '1200000000000000999',
    });
    await expect(bot.start(QUIET_DESK)).rejects.toThrow(/DISCORD_GUILD_ID \(1200000000000000999\)/);
    expect(warnings, 'of a connection that was ended on purpose').toEqual([]);
  });
});

describe('what people are offered', () => {
  it('has the commands for admins only for who may manage the server', async () => {
    discord = await startDiscordServer();
    await startOnce();
    expect(offeredTo(discord, PEOPLE.lead)).toEqual(NAMES);
    expect(offeredTo(discord, PEOPLE.ada)).toEqual(NAMES.filter((name) => name !== 'quiz-admin'));
  });

  it('reaches core by its declared name, typed or completed, also from who was let in by an admin of the server', async () => {
    discord = await startDiscordServer();
    const commands: string[] = [];
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await bot.start({
      ...QUIET_DESK,
      commands: DECLARATIONS.map((command) =>
        command.name === 'quiz setup'
          ? {
              ...command,
              options: [{ name: 'zone', kind: 'string', required: false, completes: true, example: 'UTC' }],
            }
          : command,
      ),
      async handle(request) {
        commands.push(request.kind === 'command' ? request.command : request.kind);
        return messageReply('done');
      },
      async complete(command) {
        commands.push(`${command} …`);
        return [];
      },
    });
    await runCommand(discord, PEOPLE.ada, 'quiz setup').answer;
    await typeInto(discord, PEOPLE.lead, 'quiz setup', 'zone', 'Eur').answer;
    await runCommand(discord, PEOPLE.ada, 'quiz today').answer;
    expect(commands).toEqual(['quiz setup', 'quiz setup …', 'quiz today']);
    await bot.stop();
  });

  it('is one click away where a message names it: also when the commands were registered earlier', async () => {
    discord = await startDiscordServer();
    await startOnce();
    const bot = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await bot.start({
      ...QUIET_DESK,
      handle: async () =>
        messageReply('x', { blocks: [{ kind: 'paragraph', inlines: [{ kind: 'command', text: '/quiz setup' }] }] }),
    });
    const answer = await runCommand(discord, PEOPLE.ada, 'quiz today').answer;
    if (answer.kind !== 'message') throw new Error('no message');
    const [said] = flatten(objects(answer.message.components)).filter((part) => part.type === 10);
    const id = discord.registry.registered().find(({ name }) => name === 'quiz-admin')?.id;
    expect(readMarkdown(String(said?.content))).toEqual({ plain: '/quiz-admin setup', marks: [`command ${id}`] });
    await bot.stop();
  });

  it('is found again after a restart although its commands had no ids before', async () => {
    discord = await startDiscordServer();
    const target = { workspaceId: GUILD, channelId: '1300000000000000001' };
    const message = messageReply('x', {
      blocks: [{ kind: 'paragraph', inlines: [{ kind: 'command', text: '/quiz setup' }] }],
    });
    if (message.kind !== 'message') throw new Error('no message');
    const began = new Date();
    discord.fail('GET', /\/commands$/, { status: 503, body: {} }, 4);
    const early = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await early.start(QUIET_DESK);
    const ref = await early.platform.post(target, message.message, 'n-1');
    await early.stop();
    const late = createDiscordBot({ token: discord.token, apiUrl: discord.apiUrl, log: SILENT });
    await late.start(QUIET_DESK);
    expect(await late.platform.find(target, message.message, 'n-1', began)).toEqual(ref);
    await late.stop();
  });
});
