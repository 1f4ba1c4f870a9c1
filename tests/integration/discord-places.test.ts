/** What befalls servers, channels and threads, as core is told of it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../fakes/discord/client.ts';
import { EVERYONE } from '../fakes/discord/events.ts';
import { BOT_ROLE, bits, CHANNEL, GUILD, PEOPLE } from '../fakes/discord/ids.ts';
import { type Rig, startRig } from '../fakes/discord/rig.ts';

const workspace = { platform: 'discord', externalId: GUILD };
const THREAD = '1300000000000000777';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  expect(rig.server.violations).toEqual([]);
  await rig.close();
});

/** What core was told of while this was done: an answered command comes after every event before it. */
async function told(happens: () => void) {
  rig.happened.length = 0;
  happens();
  await runCommand(rig.server, PEOPLE.ada, 'quiz today').answer;
  return [...rig.happened];
}

it('tells that the bot was removed from a server, and that it is back', async () => {
  const { guild } = rig.server;
  expect(await told(() => guild.kick())).toEqual([{ kind: 'gone', workspace, why: 'removed' }]);
  expect(await told(() => guild.join())).toEqual([{ kind: 'back', workspace }]);
});

it('takes an outage of Discord for nothing that happened, and its end for a reason to look again', async () => {
  const { guild } = rig.server;
  expect(await told(() => guild.outage())).toEqual([]);
  expect(await told(() => guild.join())).toEqual([{ kind: 'back', workspace }]);
});

it('goes on when the desk cannot take note', async () => {
  rig.happen = () => Promise.reject(new Error('no database'));
  rig.server.guild.kick();
  await rig.until('complaints', 1);
  expect(rig.complaints[0]).toContain('no database');
  rig.happen = async () => undefined;
  expect(await told(() => rig.server.guild.join())).toEqual([{ kind: 'back', workspace }]);
});

it('tells of a channel that was deleted, and of the threads that went with it', async () => {
  const { guild } = rig.server;
  const channel = guild.addChannel(0);
  guild.openThread(channel, THREAD, 'quiz');
  expect(await told(() => guild.deleteChannel(channel))).toEqual([
    { kind: 'gone', workspace, channelId: channel, why: 'deleted' },
    { kind: 'gone', workspace, channelId: THREAD, why: 'deleted' },
  ]);
});

it('tells of a permission that was taken in a channel and given back, not of a new name', async () => {
  const { guild } = rig.server;
  expect(await told(() => guild.rename(CHANNEL, 'questions'))).toEqual([]);
  expect(await told(() => guild.overwrite(CHANNEL, { deny: bits('send') }))).toEqual([
    { kind: 'gone', workspace, channelId: CHANNEL, why: 'forbidden' },
  ]);
  expect(await told(() => guild.overwrite(CHANNEL, { deny: bits('view') }))).toEqual([]);
  expect(await told(() => guild.overwrite(CHANNEL, {}))).toEqual([{ kind: 'back', workspace, channelId: CHANNEL }]);
  // Threads are not needed to post.
  expect(await told(() => guild.overwrite(CHANNEL, { deny: bits('createThreads') }))).toEqual([]);
});

it('tells of a permission in the threads of a channel, which they have from it', async () => {
  const { guild } = rig.server;
  guild.openThread(CHANNEL, THREAD, 'quiz');
  const place = { workspace, channelId: THREAD };
  expect(await told(() => guild.overwrite(CHANNEL, { deny: bits('sendInThreads') }))).toEqual([
    { kind: 'gone', ...place, why: 'forbidden' },
  ]);
  expect(await told(() => guild.overwrite(CHANNEL, {}))).toEqual([{ kind: 'back', ...place }]);
});

it('tells of permissions in the whole server', async () => {
  const { guild } = rig.server;
  expect(await told(() => guild.setRole(EVERYONE & ~bits('send')))).toEqual([
    { kind: 'gone', workspace, channelId: CHANNEL, why: 'forbidden' },
    { kind: 'back', workspace },
  ]);
  expect(await told(() => guild.setRole(bits('send'), BOT_ROLE))).toEqual([{ kind: 'back', workspace }]);
  expect(await told(() => guild.setBotRoles())).toEqual([
    { kind: 'gone', workspace, channelId: CHANNEL, why: 'forbidden' },
    { kind: 'back', workspace },
  ]);
  expect(await told(() => guild.setBotRoles(BOT_ROLE))).toEqual([{ kind: 'back', workspace }]);
});

it('says nothing about a role that is not its own', async () => {
  const { guild } = rig.server;
  await told(() => guild.setBotRoles());
  expect(await told(() => guild.setRole(bits('send'), BOT_ROLE))).toEqual([]);
});

it('tells of a thread that was locked, unlocked and deleted; archiving alone keeps nobody from posting', async () => {
  const { guild } = rig.server;
  guild.openThread(CHANNEL, THREAD, 'quiz');
  const place = { workspace, channelId: THREAD };
  const locked = { kind: 'gone', ...place, why: 'locked' };
  expect(await told(() => guild.setThread(THREAD, { archived: true }))).toEqual([{ kind: 'back', ...place }]);
  expect(await told(() => guild.setThread(THREAD, { archived: true, locked: true }))).toEqual([locked]);
  expect(await told(() => guild.setThread(THREAD, { archived: false, locked: false }))).toEqual([
    { kind: 'back', ...place },
  ]);
  expect(await told(() => guild.deleteThread(THREAD))).toEqual([{ kind: 'gone', ...place, why: 'deleted' }]);
});

it('does not mind a locked thread that it may open itself', async () => {
  const { guild } = rig.server;
  await told(() => guild.setRole(bits('manageThreads'), BOT_ROLE));
  guild.openThread(CHANNEL, THREAD, 'quiz');
  expect(await told(() => guild.setThread(THREAD, { archived: true, locked: true }))).toEqual([
    { kind: 'back', workspace, channelId: THREAD },
  ]);
});

it('tells of threads it has never seen, because they were archived long ago', async () => {
  const { guild } = rig.server;
  const event = { id: THREAD, guild_id: GUILD, parent_id: CHANNEL, type: 11, thread_metadata: { locked: true } };
  const place = { workspace, channelId: THREAD };
  expect(await told(() => rig.server.gateway.dispatch(GUILD, 'THREAD_UPDATE', { ...event, name: 'x' }))).toEqual([
    { kind: 'gone', ...place, why: 'locked' },
  ]);
  expect(await told(() => rig.server.gateway.dispatch(GUILD, 'THREAD_DELETE', event))).toEqual([
    { kind: 'gone', ...place, why: 'deleted' },
  ]);
  expect(guild.has(THREAD)).toBe(false);
});
