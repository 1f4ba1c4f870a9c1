import { expect, it } from 'vitest';
import { createSpacing, type Pacer, SPACE } from '../../../src/bots/slack/spacing.ts';

/** Time stands still until somebody waits; then it moves to the end of the shortest wait. */
function heldTime() {
  let now = 0;
  const waiting: { until: number; wake: () => void }[] = [];
  const pacer: Pacer = {
    monotonic: () => now,
    wait: (ms) => new Promise((resolve) => void waiting.push({ until: now + ms, wake: resolve })),
  };
  /** Lets everything go on that can without time passing. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    pacer,
    async pass(ms: number) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = waiting.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
        if (!next) break;
        waiting.splice(waiting.indexOf(next), 1);
        now = next.until;
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}

it('lets one message a second into a channel, in the order of asking, and does not hold up another channel', async () => {
  const { pacer, pass } = heldTime();
  const spacing = createSpacing(pacer);
  const sent: string[] = [];
  const send = (channel: string, what: string) =>
    spacing.inTurn(channel, async () => void sent.push(`${what} ${pacer.monotonic()}`));
  const all = Promise.all([send('C1', 'a'), send('C1', 'b'), send('C2', 'c'), send('C1', 'd')]);
  await pass(0);
  expect(sent).toEqual(['a 0', 'c 0']);
  await pass(SPACE - 1);
  expect(sent).toHaveLength(2);
  await pass(SPACE + 1);
  await all;
  expect(sent.slice(2)).toEqual([`b ${SPACE}`, `d ${2 * SPACE}`]);
});

it('does not wait when the last message is long past', async () => {
  const { pacer, pass } = heldTime();
  const spacing = createSpacing(pacer);
  await spacing.inTurn('C1', async () => undefined);
  await pass(SPACE);
  let done = false;
  const second = spacing.inTurn('C1', async () => {
    done = true;
  });
  await pass(0);
  expect(done).toBe(true);
  await second;
});

it('goes on after one that failed, whose sender is told', async () => {
  const { pacer, pass } = heldTime();
  const spacing = createSpacing(pacer);
  const first = spacing.inTurn('C1', () => Promise.reject(new Error('refused')));
  const second = spacing.inTurn('C1', async () => 'sent');
  await expect(first).rejects.toThrow('refused');
  await pass(SPACE);
  expect(await second).toBe('sent');
});

it('waits for one that takes long, so that order is kept', async () => {
  const { pacer, pass } = heldTime();
  const spacing = createSpacing(pacer);
  const slow = Promise.withResolvers<void>();
  const sent: string[] = [];
  const first = spacing.inTurn('C1', async () => {
    await slow.promise;
    sent.push('first');
  });
  const second = spacing.inTurn('C1', async () => void sent.push('second'));
  await pass(10 * SPACE);
  expect(sent).toEqual([]);
  slow.resolve();
  await Promise.all([first, second]);
  expect(sent).toEqual(['first', 'second']);
});

it('keeps a method closed for a workspace as long as Slack asked, for every channel', async () => {
  const { pacer, pass } = heldTime();
  const spacing = createSpacing(pacer);
  spacing.limited('T1', 'chat.postMessage', 30_000);
  spacing.limited('T1', 'chat.postMessage', 1000);
  await pass(29_999);
  expect(() => spacing.allow('T1', 'chat.postMessage', 'posting')).toThrow(
    expect.objectContaining({ name: 'PlatformError', permanent: false, retryAfterMs: 1 }),
  );
  expect(() => spacing.allow('T1', 'chat.update', 'editing')).not.toThrow();
  expect(() => spacing.allow('T2', 'chat.postMessage', 'posting')).not.toThrow();
  await pass(1);
  expect(() => spacing.allow('T1', 'chat.postMessage', 'posting')).not.toThrow();
});
