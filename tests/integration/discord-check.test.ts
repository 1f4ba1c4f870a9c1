/** Looking whether Refcount can work in a channel, and what a refused post names as missing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordBot } from '../../src/bots/discord/index.ts';
import { englishTexts } from '../../src/core/language/texts.ts';
import type { PostTarget } from '../../src/core/ports.ts';
import { BOT_ROLE, bits, CHANNEL, GUILD } from '../fakes/discord/ids.ts';
import { QUIET_DESK, question, type Rig, refusal, SILENT, say, startRig } from '../fakes/discord/rig.ts';

const TARGET: PostTarget = { workspaceId: GUILD, channelId: CHANNEL };

let rig: Rig;
let began: Date;
beforeEach(async () => {
  rig = await startRig();
  began = new Date();
});
afterEach(async () => {
  await rig.close();
});

describe('looking whether a channel will do', () => {
  const problems = async (target: PostTarget = TARGET, discussion = false) =>
    (await rig.bot.platform.check(target, { discussion })).map((each) => englishTexts().speakPlain(each));
  const within = (channelId: string): PostTarget => ({ workspaceId: GUILD, channelId });

  it('finds nothing where everything is allowed', async () => {
    expect(await problems()).toEqual([]);
    expect(await problems(TARGET, true)).toEqual([]);
  });

  it.each([
    ['view', 'View Channel'],
    ['send', 'Send Messages'],
    ['history', 'Read Message History'],
  ] as const)('names %s and where to click, when it is missing', async (right, name) => {
    rig.server.guild.overwrite(CHANNEL, { deny: bits(right) });
    await rig.settled();
    expect(await problems()).toEqual([
      `In #${CHANNEL} Refcount lacks ${name}. Switch it on for the Refcount role: Edit Channel → Permissions, or for all channels Server Settings → Roles → Refcount.`,
    ]);
    const error = await refusal(
      rig.bot.platform
        .post(TARGET, question('r1'), 'q-r1')
        .then(() => rig.bot.platform.find(TARGET, say('x'), 'y', began)),
    );
    expect(error).toMatchObject({ permanent: true, unusable: true });
    expect(error.message).toContain(name);
  });

  it('asks for threads only when there is to be a discussion', async () => {
    rig.server.guild.overwrite(CHANNEL, { deny: bits('createThreads', 'sendInThreads') });
    await rig.settled();
    expect(await problems()).toEqual([]);
    expect(await problems(TARGET, true)).toEqual([
      expect.stringContaining('Create Public Threads'),
      expect.stringContaining('Send Messages in Threads'),
    ]);
  });

  it('names all that is missing at once when a post is refused', async () => {
    rig.server.guild.overwrite(CHANNEL, { deny: bits('send', 'history') });
    await rig.settled();
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error.message).toContain('lacks Send Messages, Read Message History.');
  });

  it('is content with an administrator, whatever the channel denies', async () => {
    rig.server.guild.setRole(bits('administrator'), BOT_ROLE);
    rig.server.guild.overwrite(CHANNEL, { deny: bits('view', 'send', 'createThreads') });
    await rig.settled();
    expect(await problems(TARGET, true)).toEqual([]);
  });

  it('knows channels that hold no messages, no threads, and what they need', async () => {
    const { guild } = rig.server;
    const [forum, voice] = [guild.addChannel(15), guild.addChannel(2)];
    await rig.settled();
    expect(await problems(within(forum))).toEqual([expect.stringContaining('no messages in this kind of channel')]);
    expect(await problems(within(voice), true)).toEqual([
      expect.stringContaining('no threads in this kind of channel'),
    ]);
    expect(await problems(within(voice))).toEqual([expect.stringContaining('Connect')]);
  });

  it('knows threads: their own right, locked ones, and archived ones that nobody has touched lately', async () => {
    const { guild } = rig.server;
    const ref = await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    guild.openThread(CHANNEL, ref.messageId, 'quiz');
    guild.overwrite(CHANNEL, { deny: bits('send') });
    await rig.settled();
    expect(await problems(within(ref.messageId))).toEqual([]);
    guild.overwrite(CHANNEL, { deny: bits('sendInThreads') });
    await rig.settled();
    expect(await problems(within(ref.messageId))).toEqual([expect.stringContaining('Send Messages in Threads')]);
    guild.overwrite(CHANNEL, {});
    guild.setThread(ref.messageId, { archived: true });
    await rig.settled();
    expect(await problems(within(ref.messageId))).toEqual([]);
    await rig.bot.platform.post(within(ref.messageId), question('r2'), 'q-r2');
    expect(guild.threadState(ref.messageId)).toEqual({ archived: false, locked: false });
    guild.setThread(ref.messageId, { archived: true, locked: true });
    await rig.settled();
    expect(await problems(within(ref.messageId))).toEqual([expect.stringContaining('locked')]);
    expect((await refusal(rig.bot.platform.post(within(ref.messageId), question('r3'), 'q-r3'))).unusable).toBe(true);
  });

  it('asks Discord for what it has not seen, such as a thread that was archived when it started', async () => {
    const ref = await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    rig.server.guild.openThread(CHANNEL, ref.messageId, 'quiz');
    rig.server.guild.setThread(ref.messageId, { archived: true });
    const later = createDiscordBot({ token: rig.server.token, apiUrl: rig.server.apiUrl, log: SILENT });
    await later.start(QUIET_DESK);
    expect(await later.platform.check(within(ref.messageId), { discussion: false })).toEqual([]);
    await later.stop();
  });

  it('knows what is gone: the channel, the server, and a channel of somewhere else', async () => {
    expect(await problems(within('1300000000000000999'))).toEqual([expect.stringContaining('no longer exists')]);
    expect(await problems({ workspaceId: '1200000000000000999', channelId: CHANNEL })).toEqual([
      expect.stringContaining('no longer a member'),
    ]);
    rig.server.guild.kick();
    await rig.settled();
    expect(await problems()).toEqual([expect.stringContaining('no longer a member')]);
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error).toMatchObject({ permanent: true, unusable: true });
    expect(error.message).toContain('no longer a member');
  });

  it('knows nothing during an outage of Discord, and says so instead of guessing', async () => {
    rig.server.guild.outage();
    await rig.settled();
    const error = await refusal(rig.bot.platform.check(TARGET, { discussion: false }));
    expect(error).toMatchObject({ permanent: false, unusable: false });
    expect(error.message).toContain('lost this server for a moment');
    rig.server.guild.join();
    await rig.settled();
    expect(await problems()).toEqual([]);
  });
});
