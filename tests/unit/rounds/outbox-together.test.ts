/** The outbox beside another process, and beside itself: claims, leases, channels side by side. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../src/core/ports.ts';
import { createHealth } from '../../../src/core/rounds/health.ts';
import { createOutbox } from '../../../src/core/rounds/outbox.ts';
import { countingIds } from '../../contract/world.ts';
import { breaking, createQuiz, type Quiz, transient } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
  await quiz.schedule();
});
afterEach(async () => {
  await quiz.close();
});

const channel = (id = 'general') => quiz.platform.channel(id);
const ASKED = ['q: Question of the day: Processes'];

/** A store that does something after an item of the outbox was read, before the reader goes on. */
function interrupted(store: Store, meanwhile: () => Promise<void>): Store {
  const read: Store['read'] = {
    ...store.read,
    async outboxItem(key) {
      const found = await store.read.outboxItem(key);
      await meanwhile();
      return found;
    },
  };
  return { ...store, read };
}

test('an item that another process has sent since it was read is left alone', async () => {
  quiz.clock.set('2026-11-16T09:00:00Z');
  let other: Promise<void> | undefined;
  const slow = quiz.second({
    store: interrupted(quiz.store, async () => {
      other ??= quiz.rounds.tick();
      await other;
    }),
  });
  await slow.rounds.tick();
  expect(other).toBeDefined();
  expect(channel()).toEqual(ASKED);
  expect(quiz.platform.calls).toHaveLength(1);
});

test('an item that a process took with it is free after a minute, or at once for its successor', async () => {
  await quiz.schedule({ channelId: 'other' });
  const dying = quiz.second({ store: breaking(quiz.store, () => quiz.platform.posted.length >= 1) });
  quiz.platform.fail({ at: 'before', error: transient(600_000), channelId: 'other' });
  quiz.platform.onPost = async (key) => {
    // The other channel's failure is committed before this process ends.
    const { id } = await quiz.live('other');
    if (key === `q-${id}`) return;
    while ((await quiz.store.read.outboxItem(`q-${id}`))?.error === undefined) await Promise.resolve();
  };
  quiz.clock.set('2026-11-16T09:00:00Z');
  await expect(dying.rounds.tick()).rejects.toThrow('the process ended here');
  quiz.platform.onPost = async () => undefined;
  const { id } = await quiz.live();
  expect(quiz.platform.calls).toHaveLength(2);

  const beside = quiz.second();
  quiz.clock.set('2026-11-16T09:00:59Z');
  await beside.rounds.tick();
  expect(quiz.platform.calls).toHaveLength(2);

  const successor = quiz.second();
  await successor.outbox.takeOver();
  await successor.rounds.tick();
  // The message was there. What the platform asked to wait for still waits.
  expect(quiz.platform.calls.slice(2)).toEqual([`find q-${id}`]);
  expect((await quiz.live()).state).toBe('open');
  expect(channel('other')).toEqual([]);
  await quiz.at('2026-11-16T09:10:00Z');
  expect(channel('other')).toEqual(ASKED);
});

test('a call that hangs holds up its own channel only', async () => {
  await quiz.schedule({ channelId: 'other' });
  let done = () => {};
  const others = new Promise<void>((resolve) => {
    done = resolve;
  });
  quiz.platform.onPost = async (key) => {
    if (key === `q-${(await quiz.live()).id}`) await others;
    else done();
  };
  await quiz.at('2026-11-16T09:00:00Z');
  expect([channel(), channel('other')]).toEqual([ASKED, ASKED]);
});

test('more than is read at a time is sent in one delivery, and one that sends nothing ends', async () => {
  for (const channelId of ['b', 'c', 'd', 'e']) await quiz.schedule({ channelId });
  quiz.platform.setConnected(false);
  await quiz.at('2026-11-16T09:00:00Z');
  const { store, clock, bank } = quiz;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const ports = {
    store,
    clock,
    bank,
    ids: countingIds(),
    log,
    platforms: new Map([['local' as const, quiz.platform]]),
  };
  const outbox = createOutbox(ports, createHealth(ports), 2);
  await outbox.deliver();
  expect(quiz.platform.calls).toEqual([]);
  quiz.platform.setConnected(true);
  await outbox.deliver();
  expect(quiz.platform.posted).toHaveLength(5);
});
