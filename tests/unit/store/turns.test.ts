import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/store/turns.ts';

describe('turns', () => {
  it('never run two at once, and run in the order asked for', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
    };
    await Promise.all([turns.take(work('a')), turns.take(work('b'))]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('go on after one failed, and tell only whoever asked', async () => {
    const turns = createTurns();
    const failing = turns.take(async () => {
      throw new Error('mine');
    });
    const next = turns.take(async () => 'fine');
    await expect(failing).rejects.toThrow('mine');
    expect(await next).toBe('fine');
  });

  it('end once, after the last one', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const last = turns.take(async () => {
      await Promise.resolve();
      seen.push('last turn');
    });
    const close = async () => {
      seen.push('closed');
    };
    await Promise.all([turns.end(close), turns.end(close), last]);
    expect(seen).toEqual(['last turn', 'closed']);
    await expect(turns.take(async () => undefined)).rejects.toThrow('closed');
  });
});
