import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSealer, SealError } from '../../../src/bots/slack/seal.ts';

const [OLD, NEW, OTHER] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [
  string,
  string,
  string,
];
const TEXT = '{"bot":{"token":"xoxb-1-secret"}} ä🐍';

const sealer = (...keys: string[]) => createSealer(keys, randomBytes);

function reasonOf(work: () => unknown): SealError['reason'] | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return error.reason;
  }
}

it('opens what it sealed, and shows nothing of it', () => {
  const sealed = sealer(NEW).seal('T1', TEXT);
  expect(sealer(NEW).open('T1', sealed)).toEqual({ text: TEXT, stale: false });
  const bytes = Buffer.from(sealed, 'base64');
  expect(bytes.toString('latin1')).not.toContain('xoxb');
  expect(bytes.includes(Buffer.from(NEW, 'base64'))).toBe(false);
});

it('never seals the same text the same way', () => {
  const one = sealer(NEW);
  expect(one.seal('T1', TEXT)).not.toBe(one.seal('T1', TEXT));
  const asked: number[] = [];
  createSealer([NEW], (bytes) => {
    asked.push(bytes);
    return randomBytes(bytes);
  }).seal('T1', TEXT);
  expect(asked).toEqual([12]);
});

it('opens with an older key, and says that it is an older one', () => {
  const sealed = sealer(OLD).seal('T1', TEXT);
  expect(sealer(NEW, OLD).open('T1', sealed)).toEqual({ text: TEXT, stale: true });
  expect(sealer(OLD, NEW).open('T1', sealed).stale).toBe(false);
  expect(sealer(NEW, OLD).open('T1', sealer(NEW, OLD).seal('T1', TEXT)).stale).toBe(false);
});

it('does not open without its key', () => {
  expect(reasonOf(() => sealer(OTHER).open('T1', sealer(NEW).seal('T1', TEXT)))).toBe('unknown-key');
});

it('does not open in another row', () => {
  expect(reasonOf(() => sealer(NEW).open('T2', sealer(NEW).seal('T1', TEXT)))).toBe('damaged');
});

it('does not open when any bit of it was changed', () => {
  const bytes = Buffer.from(sealer(NEW).seal('T1', 'short'), 'base64');
  const opened = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return reasonOf(() => sealer(NEW).open('T1', changed.toString('base64')));
  });
  expect(new Set(opened)).toEqual(new Set(['damaged', 'unknown-key']));
});

it.each(['', 'AQ==', 'not base64 at all', Buffer.alloc(200).toString('base64')])('does not open %j', (sealed) => {
  expect(reasonOf(() => sealer(NEW).open('T1', sealed))).toBe('damaged');
});

it('does not open what was cut short', () => {
  const bytes = Buffer.from(sealer(NEW).seal('T1', TEXT), 'base64');
  for (const length of [0, 1, 5, 17, 32, bytes.length - 1]) {
    expect(reasonOf(() => sealer(NEW).open('T1', bytes.subarray(0, length).toString('base64')))).toBe('damaged');
  }
});

it('makes secrets for other purposes from the first key only', () => {
  const hex = (secret: Uint8Array) => Buffer.from(secret).toString('hex');
  const state = hex(sealer(NEW, OLD).secretFor('state'));
  expect(state).toBe(hex(sealer(NEW).secretFor('state')));
  expect(new Set([state, hex(sealer(OLD).secretFor('state')), hex(sealer(NEW).secretFor('else'))]).size).toBe(3);
  expect(state).not.toBe(Buffer.from(NEW, 'base64').toString('hex'));
});
