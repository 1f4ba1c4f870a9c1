/** Chat messages as people write them, and the concepts of the built-in bank each may be about. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readBankFolder } from '../../../src/bank-folder.ts';
import { createNearestTo } from '../../../src/core/bank/nearest-to.ts';
import { sound } from './shell-bank.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const nearestTo = createNearestTo(sound(await readBankFolder(`${ROOT}/questions`)));
const messages: { about: [message: string, means: string[]][]; nothing: string[] } = JSON.parse(
  await readFile(`${ROOT}/tests/fixtures/chat-messages.json`, 'utf8'),
);
const ids = (text: string) => nearestTo(text).map(({ id }) => id);

describe('the concept a message is about', () => {
  it('comes first for at least 90 % of them, and among the first three for 95 %', () => {
    const missed = (within: number) =>
      messages.about.filter(
        ([message, means]) =>
          !ids(message)
            .slice(0, within)
            .some((id) => means.includes(id)),
      );
    expect(messages.about.length).toBeGreaterThanOrEqual(80);
    expect({ missed: missed(1).length, which: missed(1) }).toMatchObject({
      missed: expect.toSatisfy((count: number) => count <= messages.about.length * 0.1),
    });
    expect(missed(3).length).toBeLessThanOrEqual(messages.about.length * 0.05);
  });

  it('is none for small talk; what shares an uncommon word with the bank may be taken for it', () => {
    const taken = messages.nothing.filter((message) => nearestTo(message).length > 0);
    expect(taken).toEqual([
      'happy birthday Sam 🎉🎉',
      'who has the key to the bike cell(ar)?',
      'new task list for the onboarding is in the wiki',
      'Our sales pipeline looks great this quarter 🚀',
    ]);
    expect(nearestTo('')).toEqual([]);
  });

  it('is found in a long message, whatever addresses and mentions are in it', () => {
    const long = `${'Meeting moved, see the wiki. '.repeat(150)} Also: what is the GIL good for? <@U123> <#C1|gc>`;
    expect(ids(long)[0]).toBe('gil');
    expect(ids('https://example.com/string-interning/gil')).toEqual([]);
  });

  it('is found however the words are emphasised', () => {
    const plain = ids('What does late binding mean here?');
    expect(plain[0]).toBe('late-binding');
    for (const emphasised of [
      '**late binding**',
      '*late* **binding**',
      '***late binding***',
      '~~late binding~~',
      '||late binding||',
    ])
      expect(ids(`What does ${emphasised} mean here?`), emphasised).toEqual(plain);
  });

  it('is found in a message of any length in no time', () => {
    const hostile = `${'thread lock gil frame closure '.repeat(200_000)}`;
    const started = performance.now();
    expect(ids(hostile).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
