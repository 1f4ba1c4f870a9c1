import { expect, it } from 'vitest';
import type { LocalChatEntry } from '../../../src/store/local-chat.ts';
import type { StoreCase } from '../store.ts';
import { at, message } from './samples.ts';

const said = (id: string, over: Partial<LocalChatEntry> = {}): LocalChatEntry => ({
  id,
  channelId: 'general',
  author: 'refcount',
  audience: null,
  key: null,
  message,
  at: at(0),
  ...over,
});

export function localChatCases(given: () => StoreCase): void {
  const append = async (...entries: LocalChatEntry[]) => {
    for (const each of entries) await given().store.localChat.append(each);
  };

  it('lists what a member may see, oldest first, in the order it was said', async () => {
    const { localChat } = given().store;
    const [z, mine, a] = [said('z'), said('m', { audience: 'ada' }), said('a', { key: 'q-1' })];
    await append(z, mine, said('theirs', { audience: 'bob' }), said('elsewhere', { channelId: 'random' }), a);
    expect(await localChat.list('general', 'ada', 10)).toEqual([z, mine, a]);
    expect(await localChat.list('general', 'ada', 2)).toEqual([mine, a]);
    expect(await localChat.list('general', 'eve', 10)).toEqual([z, a]);
  });

  it('finds a post by its key, which is unique', async () => {
    const { localChat } = given().store;
    await append(said('1', { key: 'q-1' }), said('2'), said('3'));
    expect(await localChat.byKey('q-1')).toEqual({ id: '1', channelId: 'general' });
    expect(await localChat.byKey('q-2')).toBeUndefined();
    await expect(append(said('4', { key: 'q-1' }))).rejects.toThrow();
    expect(await localChat.list('general', 'ada', 10)).toHaveLength(3);
  });

  it('replaces what a message says and nothing else', async () => {
    const { localChat } = given().store;
    await append(said('1'), said('2'));
    const changed = { ...message, summary: 'Changed' };
    await localChat.replace('1', changed);
    expect(await localChat.list('general', 'ada', 10)).toEqual([said('1', { message: changed }), said('2')]);
    await expect(localChat.replace('9', changed)).rejects.toThrow('no message 9');
  });

  it('remembers how far its clock was moved', async () => {
    const { localChat } = given().store;
    expect(await localChat.getClockOffset()).toBe(0);
    await localChat.setClockOffset(86_400_000);
    await localChat.setClockOffset(-5);
    expect(await localChat.getClockOffset()).toBe(-5);
  });
}
