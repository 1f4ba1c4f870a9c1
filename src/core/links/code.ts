/** One-time codes that one person passes to another by hand: short enough to type, too many to guess. */
import { createHash } from 'node:crypto';
import type { Ids, Ports, StoreTransaction } from '../ports.ts';
import type { LinkCode } from './link.ts';

/** How long a code can be used. */
export const CODE_VALID_MS = 30 * 60_000;

/** 32 characters without look-alikes: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/**
 * A new code, as people see it: `ABCD-EFGH-JKLM`. Two ids bring 124 bits of the system's generator; hashing spreads them
 * evenly, and the 60 bits kept are what a guess is up against: with five guesses in a quarter of an hour, hopeless.
 */
export function newCode(ids: Ids): string {
  const hash = createHash('sha256').update(`link ${ids.next()} ${ids.next()}`).digest();
  // 256 is a multiple of 32, so every character is equally likely.
  const characters = Array.from(hash.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return characters.replace(/(.{4})(?=.)/g, '$1-');
}

export interface OfferedCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Makes a code and keeps its hash. */
export async function keepCode(ports: Ports, tx: StoreTransaction, meant: LinkCode['for']): Promise<OfferedCode> {
  const code = newCode(ports.ids);
  const expiresAt = new Date(ports.clock.now().getTime() + CODE_VALID_MS);
  await tx.saveLinkCode({ hash: hashOf(code), expiresAt, for: meant });
  return { code, expiresAt };
}

/** What was typed as the code it stands for: any case, with or without hyphens, O for 0, I or L for 1. Undefined when it can be none. */
export function readCode(typed: string): string | undefined {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const isCode = plain.length === LENGTH && [...plain].every((character) => ALPHABET.includes(character));
  return isCode ? plain.replace(/(.{4})(?=.)/g, '$1-') : undefined;
}

/** What is kept of a code: SHA-256, in hexadecimal. A slow hash would add nothing, as a code is random and short-lived. */
export const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
