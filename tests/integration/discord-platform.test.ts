/** Speaking in channels: posting once, finding again, editing, and what refusals become. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textsIn } from '../../src/core/language/texts.ts';
import { paragraph } from '../../src/core/message.ts';
import type { Meter, PostTarget } from '../../src/core/ports.ts';
import { userOf } from '../fakes/discord/events.ts';
import { bits, CHANNEL, GUILD, isObject, objects, PEOPLE, SECOND_GUILD } from '../fakes/discord/ids.ts';
import { question, type Rig, refusal, say, startRig } from '../fakes/discord/rig.ts';
import { flatten } from '../fakes/discord/rules.ts';

const TARGET: PostTarget = { workspaceId: GUILD, channelId: CHANNEL };
const POST = /^\/channels\/\d+\/messages$/;

let rig: Rig;
let began: Date;
beforeEach(async () => {
  rig = await startRig();
  began = new Date();
});
afterEach(async () => {
  await rig.close();
});

const texts = (channelId = CHANNEL) =>
  rig.server.channels.messages(channelId).map((message) =>
    flatten(objects(message.components))
      .filter((part) => part.type === 10)
      .map((part) => part.content)
      .join(),
  );

describe('posting', () => {
  it('writes one message that mentions nobody, and edits it', async () => {
    const { platform } = rig.bot;
    const ref = await platform.post(TARGET, question('r1'), 'q-r1');
    expect(ref).toEqual({ channelId: CHANNEL, messageId: rig.server.channels.messages()[0]?.id });
    await platform.edit(TARGET, ref, say('closed'));
    expect(texts()).toEqual(['closed']);
    for (const { body } of rig.server.requests.filter(({ path }) => path.startsWith('/channels'))) {
      expect(isObject(body) && body.allowed_mentions).toEqual({ parse: [] });
    }
    expect(rig.server.violations).toEqual([]);
  });

  it('twice with one key posts once', async () => {
    const first = await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    const second = await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    expect(second).toEqual(first);
    expect(texts()).toHaveLength(1);
    await rig.bot.platform.post(TARGET, question('r2'), 'q-r2');
    expect(texts()).toHaveLength(2);
  });

  it('never happens in a channel of another server, whatever the id', async () => {
    const elsewhere = { ...TARGET, workspaceId: SECOND_GUILD };
    const ref = await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    for (const call of [
      rig.bot.platform.post(elsewhere, question('r2'), 'q-r2'),
      rig.bot.platform.edit(elsewhere, ref, say('closed')),
      rig.bot.platform.discuss(elsewhere, ref, say('words'), 'd-r1'),
    ]) {
      expect(await refusal(call)).toMatchObject({ permanent: true });
    }
    // The operator's ADMIN_CHANNEL names no server.
    await rig.bot.platform.post({ ...TARGET, workspaceId: '' }, say('for the operator'), 'b-1');
    expect(texts()).toEqual(['question of r1', 'for the operator']);
    expect(rig.server.guild.has(ref.messageId)).toBe(false);
  });

  it('survives one answer of 502', async () => {
    rig.server.fail('POST', POST, { status: 502, body: { message: 'bad gateway' } });
    await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    expect(texts()).toHaveLength(1);
  });

  it('waits a short rate limit out', async () => {
    rig.server.fail('POST', POST, {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 0.05, global: false },
      headers: { 'retry-after': '0.05', 'x-ratelimit-scope': 'user' },
    });
    await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    expect(texts()).toHaveLength(1);
    expect(rig.server.requests.filter(({ path }) => POST.test(path))).toHaveLength(2);
  });

  it('leaves a long rate limit to core, with its time', async () => {
    rig.server.fail('POST', POST, {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 600, global: false },
      headers: { 'retry-after': '600', 'x-ratelimit-scope': 'shared' },
    });
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error.permanent).toBe(false);
    expect(error.retryAfterMs).toBeGreaterThan(500_000);
  });
});

describe('finding', () => {
  it('sees a message that was stored although its answer never came', async () => {
    const hold = rig.server.holdNextPost();
    const posting = rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    await hold.reached;
    const found = await rig.bot.platform.find(TARGET, question('r1'), 'q-r1', began);
    expect(found?.messageId).toBe(rig.server.channels.messages()[0]?.id);
    expect(await rig.bot.platform.find(TARGET, question('r2'), 'q-r2', began)).toBeUndefined();
    hold.release();
    expect(await posting).toEqual(found);
  });

  it('sees nothing while a post has not reached the channel', async () => {
    const hang = rig.server.hang('POST', POST);
    const posting = rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    await hang.reached;
    expect(await rig.bot.platform.find(TARGET, question('r1'), 'q-r1', began)).toBeUndefined();
    hang.release();
    expect(await posting).toEqual({ channelId: CHANNEL, messageId: rig.server.channels.messages()[0]?.id });
  });

  it('does not take for ours what others said, nor another message of ours', async () => {
    const reveal = say('The answer to r1');
    expect(await rig.bot.platform.find(TARGET, reveal, 'r-r1', began)).toBeUndefined();
    await rig.bot.platform.post(TARGET, reveal, 'x-r1');
    const [ours] = rig.server.channels.messages();
    rig.server.channels.delete(CHANNEL, String(ours?.id));
    rig.server.channels.chatter(CHANNEL, { components: ours?.components }, userOf(PEOPLE.ada));
    await rig.bot.platform.post(TARGET, say('The answer to r0'), 'r-r0');
    await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    expect(await rig.bot.platform.find(TARGET, reveal, 'r-r1', began)).toBeUndefined();
    const ref = await rig.bot.platform.post(TARGET, reveal, 'r-r1');
    expect(await rig.bot.platform.find(TARGET, reveal, 'r-r1', began)).toEqual(ref);
  });

  it('reads past a busy channel', async () => {
    const chat = (count: number) => {
      for (let index = 0; index < count; index += 1)
        rig.server.channels.chatter(CHANNEL, { content: 'hi' }, userOf(PEOPLE.bob));
    };
    chat(150);
    const ref = await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    chat(150);
    expect(await rig.bot.platform.find(TARGET, question('r1'), 'q-r1', began)).toEqual(ref);
  });

  it('does not look at what is older than the attempt', async () => {
    await rig.bot.platform.post(TARGET, question('r1'), 'q-r1');
    const later = new Date(Date.now() + 10 * 60_000);
    expect(await rig.bot.platform.find(TARGET, question('r1'), 'q-r1', later)).toBeUndefined();
  });

  it('refuses to guess where history cannot be read', async () => {
    const blind = await startRig({ everyone: bits('view', 'send') });
    const error = await refusal(blind.bot.platform.find(TARGET, question('r1'), 'q-r1', began));
    await blind.close();
    expect(error).toMatchObject({ permanent: true, unusable: true });
    expect(error.message).toContain('Read Message History');
  });
});

describe('a discussion', () => {
  const WORDS = say('What do you think?', { summary: 'Why is 257 is 257?' });
  async function revealed() {
    return rig.bot.platform.post(TARGET, say('The answer'), 'r-r1');
  }

  it('is a thread under the message, named by the summary, with the words in it', async () => {
    const ref = await revealed();
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1');
    expect(rig.server.guild.channel(ref.messageId)).toMatchObject({ type: 11, name: 'Why is 257 is 257?' });
    expect(texts(ref.messageId)).toEqual(['What do you think?']);
    expect(texts()).toEqual(['The answer']);
    expect(rig.server.violations).toEqual([]);
  });

  it('is opened once, whenever it is asked for again', async () => {
    const ref = await revealed();
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1');
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1');
    rig.server.channels.forgetNonces();
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1');
    expect(texts(ref.messageId)).toEqual(['What do you think?']);
  });

  it('is not guessed about where history cannot be read: its words are not said twice', async () => {
    const ref = await revealed();
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1');
    rig.server.channels.forgetNonces();
    rig.server.guild.overwrite(CHANNEL, { deny: bits('history') });
    await rig.settled();
    const error = await refusal(rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1'));
    expect(error).toMatchObject({ permanent: true, unusable: false });
    expect(texts(ref.messageId)).toEqual(['What do you think?']);
  });

  it('gets its words when only the thread was made before', async () => {
    const ref = await revealed();
    rig.server.fail('POST', POST, { status: 400, body: { message: 'Nope', code: 50035 } });
    await refusal(rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1'));
    expect(texts(ref.messageId)).toEqual([]);
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1');
    expect(texts(ref.messageId)).toEqual(['What do you think?']);
  });

  it('has a name Discord takes, however long or empty the summary is', async () => {
    const name = async (summary: string) => {
      const ref = await rig.bot.platform.post(TARGET, question(`r${texts().length}`), `k-${texts().length}`);
      await rig.bot.platform.discuss(TARGET, ref, say('x', { summary }), `d-${ref.messageId.slice(-6)}`);
      return String(rig.server.guild.channel(ref.messageId)?.name);
    };
    expect(await name(`a\n b ${'x'.repeat(200)}`)).toBe(`a b ${'x'.repeat(96)}`);
    expect(await name('💡'.repeat(60))).toBe('💡'.repeat(50));
    expect(await name('  ')).toBe('…');
  });

  it('that is forbidden names the permission, and leaves the channel usable', async () => {
    const ref = await revealed();
    rig.server.guild.overwrite(CHANNEL, { deny: bits('createThreads') });
    await rig.settled();
    const error = await refusal(rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r1'));
    expect(error).toMatchObject({ permanent: true, unusable: false });
    expect(error.message).toContain('Create Public Threads');
    expect(error.message).not.toContain('View Channel');
  });

  it('under a message that is gone, or in a thread that was locked, is given up, and the channel stays usable', async () => {
    const gone = await refusal(
      rig.bot.platform.discuss(TARGET, { channelId: CHANNEL, messageId: '1300000000000000999' }, WORDS, 'd-r1'),
    );
    expect(gone).toMatchObject({ permanent: true, unusable: false });
    const ref = await revealed();
    await rig.bot.platform.discuss(TARGET, ref, WORDS, 'd-r2');
    rig.server.guild.setThread(ref.messageId, { locked: true, archived: true });
    const locked = await refusal(rig.bot.platform.discuss(TARGET, ref, say('more', { summary: 'x' }), 'd-r3'));
    expect(locked).toMatchObject({ permanent: true, unusable: false });
    expect(locked.message).toContain('locked');
  });
});

describe('a word to one member', () => {
  it('comes as a direct message', async () => {
    await rig.bot.platform.whisper({ workspaceId: GUILD, memberId: PEOPLE.lead.id }, say('The channel is gone.'));
    const [told] = rig.server.channels.directMessages(PEOPLE.lead.id);
    expect(JSON.stringify(told)).toContain('The channel is gone.');
    expect(texts()).toEqual([]);
    expect(rig.server.violations).toEqual([]);
  });

  it('names commands without a mention: in a direct message they are not offered', async () => {
    const words = [paragraph({ kind: 'command', text: '/quiz setup' })];
    await rig.bot.platform.post(TARGET, say('x', { blocks: words }), 'x-1');
    expect(texts().join()).toMatch(/<\/quiz-admin setup:\d+>/);
    await rig.bot.platform.whisper({ workspaceId: GUILD, memberId: PEOPLE.lead.id }, say('x', { blocks: words }));
    expect(JSON.stringify(rig.server.channels.directMessages(PEOPLE.lead.id))).toContain('`/quiz-admin setup`');
  });

  it('to somebody who takes none is given up', async () => {
    rig.server.channels.closeDirect(PEOPLE.lead.id);
    const error = await refusal(
      rig.bot.platform.whisper({ workspaceId: GUILD, memberId: PEOPLE.lead.id }, say('hello')),
    );
    expect(error).toMatchObject({ permanent: true, unusable: false });
  });
});

describe('refusals', () => {
  it.each([
    ['the channel is gone', 10003, 404, /no longer exists.*\/quiz setup/, true],
    ['the channel is hidden', 50001, 403, /View Channel/, true],
    ['writing is forbidden', 50013, 403, /Send Messages/, true],
    ['the kind of channel is wrong', 50008, 400, /text channel/, true],
    ['the thread is archived', 50083, 400, /Reopen/, true],
    ['AutoMod steps in', 200000, 400, /AutoMod/, false],
    ['the message is gone', 10008, 404, /deleted/, false],
    ['Discord knows something new', 99999, 403, /Nope \(code 99999\)/, false],
  ])('when %s say what to do, and are final', async (_, code, status, advice, unusable) => {
    rig.server.fail('POST', POST, { status, body: { message: 'Nope', code } });
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error).toMatchObject({ permanent: true, unusable });
    expect(error.message).toMatch(advice);
    expect(textsIn('de').speakPlain(error.advice)).not.toBe(error.message);
  });

  it('come from the server itself as well', async () => {
    rig.server.guild.overwrite(CHANNEL, { deny: bits('send') });
    expect((await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'))).message).toContain('Send Messages');
    rig.server.guild.deleteChannel(CHANNEL);
    expect((await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'))).message).toContain(
      'no longer exists',
    );
  });

  it('are counted by kind', async () => {
    const counted: string[] = [];
    const meter: Meter = {
      slackRequestRefused: () => undefined,
      platformError: (platform, kind) => counted.push(`${platform} ${kind}`),
    };
    const metered = await startRig({}, { meter });
    const pause = { message: 'You are being rate limited.', retry_after: 600, global: false };
    metered.server.fail('POST', POST, { status: 403, body: { message: 'Nope', code: 50013 } });
    await refusal(metered.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    metered.server.fail('POST', POST, { status: 503, body: {} }, 4);
    await refusal(metered.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    metered.server.fail('POST', POST, { status: 429, body: pause, headers: { 'retry-after': '600' } });
    await refusal(metered.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    await metered.close();
    expect(counted).toEqual(['discord permanent', 'discord temporary', 'discord rate-limited']);
  });

  it('of a broken Discord are worth another try', async () => {
    rig.server.fail('POST', POST, { status: 503, body: {} }, 4);
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error.permanent).toBe(false);
    expect(error.message).toContain('503');
  });
});
