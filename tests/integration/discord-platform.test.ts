/** Speaking in channels: posting once, finding again, editing, and what refusals become. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { PlatformError, type PostTarget } from '../../src/core/ports.ts';
import { userOf } from '../fakes/discord/events.ts';
import { CHANNEL, GUILD, isObject, objects, PEOPLE } from '../fakes/discord/ids.ts';
import { type Rig, say, startRig } from '../fakes/discord/rig.ts';
import { flatten } from '../fakes/discord/rules.ts';

const TARGET: PostTarget = { workspaceId: GUILD, channelId: CHANNEL };
const POST = /^\/channels\/\d+\/messages$/;
const question = (round: string): Message =>
  say(`question of ${round}`, {
    buttons: [{ action: { verb: 'answer', args: [round] }, label: 'Answer', style: 'primary', opens: 'form' }],
  });

let rig: Rig;
let began: Date;
beforeEach(async () => {
  rig = await startRig();
  began = new Date();
});
afterEach(async () => {
  await rig.close();
});

const texts = () =>
  rig.server.channels.messages().map((message) =>
    flatten(objects(message.components))
      .filter((part) => part.type === 10)
      .map((part) => part.content)
      .join(),
  );
async function refusal(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlatformError)) throw new Error(`expected a PlatformError, got ${String(error)}`);
  return error;
}

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
    const blind = await startRig({ everyone: String((1n << 10n) | (1n << 11n)) });
    blind.server.channels.setRights(CHANNEL, { history: false });
    const error = await refusal(blind.bot.platform.find(TARGET, question('r1'), 'q-r1', began));
    await blind.close();
    expect(error.permanent).toBe(true);
    expect(error.message).toContain('Read Message History');
  });
});

describe('refusals', () => {
  it.each([
    ['the channel is gone', 10003, 404, /no longer exists.*\/quiz setup/],
    ['the channel is hidden', 50001, 403, /View Channel/],
    ['writing is forbidden', 50013, 403, /Send Messages/],
    ['the message is gone', 10008, 404, /deleted/],
  ])('when %s say what to do, and are final', async (_, code, status, advice) => {
    rig.server.fail('POST', POST, { status, body: { message: 'Nope', code } });
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error.permanent).toBe(true);
    expect(error.message).toMatch(advice);
  });

  it('come from the server itself as well', async () => {
    rig.server.channels.setRights(CHANNEL, { send: false });
    expect((await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'))).message).toContain('Send Messages');
    rig.server.channels.deleteChannel(CHANNEL);
    expect((await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'))).message).toContain(
      'no longer exists',
    );
  });

  it('of a broken Discord are worth another try', async () => {
    rig.server.fail('POST', POST, { status: 503, body: {} }, 4);
    const error = await refusal(rig.bot.platform.post(TARGET, question('r1'), 'q-r1'));
    expect(error.permanent).toBe(false);
    expect(error.message).toContain('503');
  });
});
