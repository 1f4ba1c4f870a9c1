import { expect, it } from 'vitest';
import type { StoreCase } from '../store.ts';
import { at, furnish, message, outboxItem } from './samples.ts';

export function outboxCases(given: () => StoreCase): void {
  const enqueue = (...items: ReturnType<typeof outboxItem>[]) =>
    given().store.write(async (tx) => {
      await furnish(tx);
      for (const item of items) await tx.enqueue(item);
    });

  it('keeps every field, dates inside the message too', async () => {
    const { store } = given();
    const item = outboxItem('r-1', { kind: 'reveal', state: 'failed', tries: 3, error: 'channel gone', dueAt: at(5) });
    await enqueue(item);
    expect(await store.read.outboxItem('r-1')).toEqual(item);
    expect(await store.read.outboxItem('r-2')).toBeUndefined();
  });

  it('leaves an item alone when its key is there', async () => {
    const { store } = given();
    await enqueue(outboxItem('q-1'), outboxItem('q-1', { channelId: 'random' }));
    expect(await store.read.outboxItem('q-1')).toEqual(outboxItem('q-1'));
  });

  it('gives what is to be sent and due, oldest first, up to the limit', async () => {
    const { store } = given();
    await enqueue(
      outboxItem('second', { createdAt: at(2), dueAt: at(3) }),
      outboxItem('first', { createdAt: at(1), dueAt: at(4), state: 'sending' }),
      outboxItem('third', { createdAt: new Date(at(2).getTime() + 1), dueAt: at(0) }),
      outboxItem('later', { dueAt: new Date(at(4).getTime() + 1) }),
      outboxItem('sent', { state: 'sent' }),
      outboxItem('failed', { state: 'failed' }),
    );
    const due = async (limit: number) => (await store.read.outboxDue(at(4), limit)).map(({ key }) => key);
    expect(await due(10)).toEqual(['first', 'second', 'third']);
    expect(await due(2)).toEqual(['first', 'second']);
  });

  it('changes only what is named, and can take the error away', async () => {
    const { store } = given();
    await enqueue(outboxItem('q-1'));
    const change = (what: Parameters<typeof store.read.updateOutbox>[1]) =>
      store.write((tx) => tx.updateOutbox('q-1', what));
    await change({ state: 'sending', tries: 1, dueAt: at(1), error: 'timeout' });
    const tried = { state: 'sending', tries: 1, dueAt: at(1), error: 'timeout' } as const;
    expect(await store.read.outboxItem('q-1')).toEqual(outboxItem('q-1', tried));
    const changed = { ...message, summary: 'Changed' };
    await change({ message: changed, error: undefined });
    await change({});
    expect(await store.read.outboxItem('q-1')).toEqual(
      outboxItem('q-1', { ...tried, message: changed, error: undefined }),
    );
  });

  it('remembers where a message is', async () => {
    const { store } = given();
    await enqueue(outboxItem('q-1'), outboxItem('q-2', { ref: { channelId: 'thread', messageId: 'm-2' } }));
    const ref = { channelId: 'general', messageId: 'm-1' };
    await store.write((tx) => tx.updateOutbox('q-1', { state: 'sent', ref }));
    await store.write((tx) => tx.updateOutbox('q-1', { error: 'late' }));
    expect(await store.read.outboxItem('q-1')).toEqual(outboxItem('q-1', { state: 'sent', ref, error: 'late' }));
    expect((await store.read.outboxItem('q-2'))?.ref).toEqual({ channelId: 'thread', messageId: 'm-2' });
    await store.write((tx) => tx.updateOutbox('q-2', { ref: undefined }));
    expect(await store.read.outboxItem('q-2')).toEqual(outboxItem('q-2'));
  });

  it('gives the failures of a workspace, newest first, up to the limit', async () => {
    const { store } = given();
    await enqueue(
      outboxItem('old', { state: 'failed', createdAt: at(1) }),
      outboxItem('new', { state: 'failed', createdAt: at(2) }),
      outboxItem('sent', { state: 'sent', createdAt: at(3) }),
    );
    const failures = async (id: string, limit: number) =>
      (await store.read.outboxFailures(id, limit)).map(({ key }) => key);
    expect(await failures('local:home', 10)).toEqual(['new', 'old']);
    expect(await failures('local:home', 1)).toEqual(['new']);
    expect(await failures('local:other', 10)).toEqual([]);
  });
}
