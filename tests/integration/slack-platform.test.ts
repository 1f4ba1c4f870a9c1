import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformError } from '../../src/core/ports.ts';
import { buildRig, message, type Rig, scriptedDesk } from '../fakes/slack/rig.ts';
import { CHANNELS, TEAM } from '../fakes/slack/workspace.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await buildRig('http');
  await rig.bot.start(scriptedDesk());
});
afterEach(() => rig.close());

const at = (channelId: string) => ({ workspaceId: TEAM.id, channelId });
const failure = async (call: Promise<unknown>): Promise<PlatformError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlatformError)) throw new Error(`not a PlatformError: ${String(error)}`);
  return error;
};

describe('posting', () => {
  it('posts, finds by key, and edits', async () => {
    const { platform } = rig.bot;
    const since = new Date();
    const posted = await platform.post(at(CHANNELS.quiz), message('Question'), 'q-1');
    await platform.post(at(CHANNELS.quiz), message('Another'), 'q-2');
    expect(await platform.find(at(CHANNELS.quiz), message('Question'), 'q-1', since)).toEqual(posted);
    expect(await platform.find(at(CHANNELS.quiz), message('Question'), 'q-3', since)).toBeUndefined();
    await platform.edit(at(CHANNELS.quiz), posted, message('Question, closed'));
    expect(rig.server.messages.map((each) => each.text)).toEqual(['Question, closed', 'Another']);
    expect(await platform.find(at(CHANNELS.quiz), message('Question'), 'q-1', since)).toEqual(posted);
    expect(rig.server.violations).toEqual([]);
  });

  it('finds a message far back in a busy channel', async () => {
    const { platform } = rig.bot;
    const since = new Date();
    const posted = await platform.post(at(CHANNELS.quiz), message('Question'), 'q-1');
    for (let n = 0; n < 450; n++) rig.server.addMessage(CHANNELS.quiz, { text: `chatter ${n}` });
    expect(await platform.find(at(CHANNELS.quiz), message('Question'), 'q-1', since)).toEqual(posted);
    expect(rig.server.calls.filter((call) => call.method === 'conversations.history')).toHaveLength(3);
  });

  it('finds what was sent although the answer never came', async () => {
    const { platform } = rig.bot;
    const since = new Date();
    const held = rig.server.holdNextPost();
    const posting = platform.post(at(CHANNELS.quiz), message('Question'), 'q-1');
    await held.stored;
    const found = await platform.find(at(CHANNELS.quiz), message('Question'), 'q-1', since);
    held.release();
    expect(found).toEqual(await posting);
  });

  it('never sends a post twice by itself', async () => {
    rig.server.fail('chat.postMessage', { drop: true });
    const error = await failure(rig.bot.platform.post(at(CHANNELS.quiz), message('Question'), 'q-1'));
    expect(error.permanent).toBe(false);
    expect(rig.server.messages).toEqual([]);
  });
});

describe('failures', () => {
  it.each([
    [CHANNELS.random, /not_in_channel.*\/invite @Refcount/],
    [CHANNELS.old, /is_archived.*\/quiz setup/],
    ['C0GONE', /channel_not_found.*\/invite @Refcount/],
  ])('in %s tells an admin what to do', async (channel, advice) => {
    const error = await failure(rig.bot.platform.post(at(channel), message('Question'), 'q-1'));
    expect(error.permanent).toBe(true);
    expect(error.message).toMatch(advice);
  });

  it.each(['invalid_auth', 'account_inactive', 'missing_scope'])('%s is permanent', async (code) => {
    rig.server.fail('chat.postMessage', { body: { ok: false, error: code } });
    const error = await failure(rig.bot.platform.post(at(CHANNELS.quiz), message('Question'), 'q-1'));
    expect(error.permanent).toBe(true);
  });

  it('a deleted message cannot be edited', async () => {
    const ref = { channelId: CHANNELS.quiz, messageId: '1.000001' };
    const error = await failure(rig.bot.platform.edit(at(CHANNELS.quiz), ref, message('x')));
    expect(error).toMatchObject({ permanent: true, message: expect.stringContaining('deleted') });
  });

  it('a rate limit is passed on with its time, without sleeping', async () => {
    rig.server.fail('chat.postMessage', {
      status: 429,
      headers: { 'retry-after': '37' },
      body: { ok: false, error: 'ratelimited' },
    });
    const error = await failure(rig.bot.platform.post(at(CHANNELS.quiz), message('Question'), 'q-1'));
    expect(error).toMatchObject({ permanent: false, retryAfterMs: 37_000 });
  });

  it.each([{ status: 503 }, { drop: true }, { body: { ok: false, error: 'internal_error' } }])(
    'is worth another try after %j',
    async (scripted) => {
      rig.server.fail('conversations.history', scripted);
      const finding = rig.bot.platform.find(at(CHANNELS.quiz), message('Question'), 'q-1', new Date());
      expect((await failure(finding)).permanent).toBe(false);
    },
  );
});
