import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textsIn } from '../../src/core/language/texts.ts';
import { PlatformError } from '../../src/core/ports.ts';
import { buildRig, message, type Rig, scriptedDesk } from '../fakes/slack/rig.ts';
import { CHANNELS, TEAM, USERS } from '../fakes/slack/workspace.ts';

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

describe('after a rate limit', () => {
  it('nothing is posted in any channel until Slack’s time is over, and edits go on', async () => {
    const { server, bot } = rig;
    const posted = await bot.platform.post(at(CHANNELS.quiz), message('Question'), 'q-1');
    server.fail('chat.postMessage', {
      status: 429,
      headers: { 'retry-after': '37' },
      body: { ok: false, error: 'ratelimited' },
    });
    await failure(bot.platform.post(at(CHANNELS.quiz), message('Another'), 'q-2'));
    const before = server.behalves.length;
    const error = await failure(bot.platform.post(at('C0OTHER'), message('Another'), 'q-2'));
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(37_000);
    expect(server.behalves).toHaveLength(before);
    await bot.platform.edit(at(CHANNELS.quiz), posted, message('Changed'));
    expect(server.messages.map((each) => each.text)).toEqual(['Changed']);
  });
});

describe('what cannot be posted in', () => {
  it.each([
    'not_in_channel',
    'channel_not_found',
    'is_archived',
    'restricted_action',
    'account_inactive',
    'missing_scope',
  ])('%s: nothing works in the channel until someone changes something', async (code) => {
    rig.server.fail('chat.postMessage', { body: { ok: false, error: code } });
    const error = await failure(rig.bot.platform.post(at(CHANNELS.quiz), message('x'), 'q-1'));
    expect(error).toMatchObject({ permanent: true, unusable: true });
  });

  it.each(['msg_too_long', 'invalid_blocks'])('%s: only this message', async (code) => {
    rig.server.fail('chat.postMessage', { body: { ok: false, error: code } });
    const error = await failure(rig.bot.platform.post(at(CHANNELS.quiz), message('x'), 'q-1'));
    expect(error).toMatchObject({ permanent: true, unusable: false });
  });

  it('tells what to do in the language of whoever reads it', async () => {
    const { advice } = await failure(rig.bot.platform.post(at(CHANNELS.random), message('x'), 'q-1'));
    expect(textsIn('en').speakPlain(advice)).toBe(
      'Posting failed (not_in_channel). The bot is not in this channel. Invite the bot to the channel: /invite @Refcount',
    );
    expect(textsIn('de').speakPlain(advice)).toMatch(/^Das Posten .*\(not_in_channel\).*\/invite @Refcount$/);
    expect(textsIn('en').speak(advice)).toContainEqual({ kind: 'code', text: '/invite @Refcount' });
    expect(JSON.parse(JSON.stringify(advice))).toEqual(advice);
  });
});

describe('a discussion', () => {
  it('is one reply under the message, however often it is asked for', async () => {
    const { server, bot } = rig;
    const since = new Date();
    const reveal = await bot.platform.post(at(CHANNELS.quiz), message('The answer'), 'r-1');
    await bot.platform.discuss(at(CHANNELS.quiz), reveal, message('Talk about it here'), 'd-1');
    for (let n = 0; n < 250; n++) {
      server.addMessage(CHANNELS.quiz, { text: `chatter ${n}`, thread_ts: reveal.messageId });
    }
    await bot.platform.discuss(at(CHANNELS.quiz), reveal, message('Talk about it here'), 'd-1');
    const replies = server.messages.filter((each) => each.thread === reveal.messageId && each.metadata);
    expect(replies.map((each) => each.text)).toEqual(['Talk about it here']);
    // It is in the thread only.
    expect(await bot.platform.find(at(CHANNELS.quiz), message('x'), 'd-1', since)).toBeUndefined();
    expect(server.violations).toEqual([]);
  });

  it('is found in a thread of several pages', async () => {
    const { server, bot } = rig;
    const reveal = await bot.platform.post(at(CHANNELS.quiz), message('The answer'), 'r-1');
    for (let n = 0; n < 250; n++) {
      server.addMessage(CHANNELS.quiz, { text: `chatter ${n}`, thread_ts: reveal.messageId });
    }
    await bot.platform.discuss(at(CHANNELS.quiz), reveal, message('Talk about it here'), 'd-1');
    await bot.platform.discuss(at(CHANNELS.quiz), reveal, message('Talk about it here'), 'd-1');
    expect(server.messages.filter((each) => each.text === 'Talk about it here')).toHaveLength(1);
    expect(server.calls.filter((call) => call.method === 'conversations.replies')).toHaveLength(4);
  });

  it('under a deleted reveal is nothing to try again', async () => {
    const gone = { channelId: CHANNELS.quiz, messageId: '1.000001' };
    const error = await failure(rig.bot.platform.discuss(at(CHANNELS.quiz), gone, message('x'), 'd-1'));
    expect(error).toMatchObject({ permanent: true, unusable: false });
  });
});

describe('a word to one member', () => {
  it('is a direct message, without a notification for anyone else', async () => {
    await rig.bot.platform.whisper({ workspaceId: TEAM.id, memberId: USERS.lead.id }, message('The channel is gone.'));
    expect(rig.server.messages).toMatchObject([{ channel: `D${USERS.lead.id}`, text: 'The channel is gone.' }]);
    expect(rig.server.violations).toEqual([]);
  });

  it('that Slack does not let through pauses no channel', async () => {
    rig.server.fail('chat.postMessage', { body: { ok: false, error: 'messages_tab_disabled' } });
    const error = await failure(rig.bot.platform.whisper({ workspaceId: TEAM.id, memberId: 'U9' }, message('x')));
    expect(error).toMatchObject({ permanent: true, unusable: false });
  });
});

describe('looking at a channel', () => {
  const problems = async (channelId: string, discussion = false) =>
    (await rig.bot.platform.check(at(channelId), { discussion })).map((each) => textsIn('en').speakPlain(each));

  it('finds nothing wrong where all is well', async () => {
    expect(await problems(CHANNELS.quiz, true)).toEqual([]);
    expect(rig.server.messages).toEqual([]);
  });

  it.each([
    [CHANNELS.random, {}, /not in this channel.*\/invite @Refcount/],
    [CHANNELS.old, {}, /archived/],
    ['C0GONE', {}, /does not show this channel/],
    [CHANNELS.quiz, { is_read_only: true }, /read-only/],
    [CHANNELS.quiz, { is_thread_only: true }, /not let apps post/],
  ])('%s %j is told', async (channel, traits, advice) => {
    rig.server.channelTraits = traits;
    const found = await problems(channel);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(advice);
  });

  it('finds nothing wrong with a direct message, and does not ask for what it has no scope for', async () => {
    expect(await problems(`D${USERS.lead.id}`)).toEqual([]);
    expect(rig.server.calls.filter((call) => call.method === 'conversations.info')).toEqual([]);
  });

  it('minds threads only when a discussion is wanted', async () => {
    rig.server.channelTraits = { is_non_threadable: true };
    expect(await problems(CHANNELS.quiz)).toEqual([]);
    expect(await problems(CHANNELS.quiz, true)).toEqual([expect.stringContaining('no threads')]);
  });

  it('names scopes that the token lacks', async () => {
    const channel = { id: CHANNELS.quiz, is_member: true };
    const scopes = 'channels:read,chat:write,commands,groups:history,groups:read,users:read';
    rig.server.fail('conversations.info', { headers: { 'x-oauth-scopes': scopes }, body: { ok: true, channel } });
    expect(await problems(CHANNELS.quiz)).toEqual([expect.stringContaining('lacks the scope channels:history.')]);
    rig.server.fail('conversations.info', { body: { ok: false, error: 'missing_scope' } });
    expect(await problems(CHANNELS.quiz)).toEqual([expect.stringContaining('Reinstall')]);
  });

  it('rejects when Slack cannot be asked now', async () => {
    rig.server.fail('conversations.info', { drop: true });
    expect((await failure(rig.bot.platform.check(at(CHANNELS.quiz), { discussion: false }))).permanent).toBe(false);
  });
});

it('shows homes anew after a question or a reveal, not after a notice or a thread', async () => {
  const { server, bot } = rig;
  await bot.stop();
  const desk = scriptedDesk();
  let since = 'the start';
  desk.page = () => message(`Since ${since}.`);
  await bot.start(desk);
  server.openHome('ada');
  await server.until(() => server.homes[0], 'a home');
  since = 'a notice';
  const notice = await bot.platform.post(at(CHANNELS.quiz), message('Skipped.'), 'n-1');
  await bot.platform.discuss(at(CHANNELS.quiz), notice, message('Talk'), 'd-1');
  since = 'a question';
  await bot.platform.post(at(CHANNELS.quiz), message('Question'), 'q-1');
  const after = await server.until(() => server.homes[1], 'a home shown anew');
  expect(JSON.stringify(after.view)).toContain('Since a question.');
});
