import { describe, expect, it } from 'vitest';
import { textsIn } from '../../../src/core/language/texts.ts';
import { localBotInMemory } from '../../fakes/local/scripted-chat.ts';
import { scriptedDesk } from '../../fakes/local/scripted-desk.ts';
import { says } from '../../fakes/local/scripted-messages.ts';

const target = { workspaceId: 'home', channelId: 'general' };

describe('the local chat as a platform', () => {
  it('is connected between start and stop', async () => {
    const { bot, clock } = localBotInMemory();
    const seen = [bot.platform.connected()];
    await bot.start(scriptedDesk(() => clock.now()));
    seen.push(bot.platform.connected());
    await bot.stop();
    seen.push(bot.platform.connected());
    expect(seen).toEqual([false, true, false]);
  });

  it('posts a key once, also when asked twice at the same time', async () => {
    const { bot, chat } = localBotInMemory();
    const post = () => bot.platform.post(target, says('Question'), 'q-r1');
    const [first, second] = await Promise.all([post(), post()]);
    expect(second).toEqual(first);
    expect(await post()).toEqual(first);
    expect(chat.entries.map(({ id }) => id)).toEqual([first.messageId]);
  });

  it('finds what was posted by its key, and nothing else', async () => {
    const { bot } = localBotInMemory();
    const ref = await bot.platform.post(target, says('Question'), 'q-r1');
    const find = (key: string) => bot.platform.find(target, says('Question'), key, new Date(0));
    expect(await find('q-r1')).toEqual(ref);
    expect(await find('q-r2')).toBeUndefined();
  });

  it('edits in place', async () => {
    const { bot, chat } = localBotInMemory();
    const ref = await bot.platform.post(target, says('Open'), 'q-r1');
    await bot.platform.edit(target, ref, says('Closed'));
    expect(chat.entries.map(({ message }) => message.summary)).toEqual(['Closed']);
  });

  it('refuses a channel that is not there for good, and goes on after it', async () => {
    const { bot } = localBotInMemory();
    const lost = bot.platform.post({ ...target, channelId: 'attic' }, says('x'), 'q-r1');
    await expect(lost).rejects.toMatchObject({ permanent: true, message: expect.stringContaining('#general') });
    await expect(bot.platform.post(target, says('x'), 'q-r1')).resolves.toMatchObject({ channelId: 'general' });
  });

  it('names the right of an admin so that it fits in “You need … to do that”, and in German', () => {
    const { adminRight } = localBotInMemory().bot.platform;
    expect(`You need ${textsIn('en').speakPlain(adminRight)} to do that.`).toBe(
      'You need to be the Lead (switch at the bottom left) to do that.',
    );
    expect(`Dafür brauchst du ${textsIn('de').speakPlain(adminRight)}.`).toBe(
      'Dafür brauchst du die Rolle der Leitung (umschalten unten links).',
    );
  });

  it('whispers to one person only, and opens a discussion once', async () => {
    const { bot, chat } = localBotInMemory();
    await bot.platform.whisper({ workspaceId: 'home', memberId: 'lead' }, says('psst'));
    await bot.platform.whisper({ workspaceId: 'home', memberId: 'nobody' }, says('psst'));
    expect(await chat.list('general', 'ada', 10)).toEqual([]);
    expect(await chat.list('general', 'lead', 10)).toHaveLength(1);
    const ref = { channelId: 'general', messageId: 'x' };
    for (const _ of [1, 2]) await bot.platform.discuss(target, ref, says('Talk here'), 'd-1');
    expect(await chat.list('general', 'ada', 10)).toHaveLength(1);
  });

  it('knows which of its channels it cannot post in', async () => {
    const { platform } = localBotInMemory().bot;
    expect(await platform.check(target, { discussion: true })).toEqual([]);
    const [fault] = await platform.check({ ...target, channelId: 'attic' }, { discussion: false });
    expect(fault && textsIn('en').speakPlain(fault)).toBe(
      'The local chat has no channel “attic”; it has #general, #random.',
    );
  });
});
