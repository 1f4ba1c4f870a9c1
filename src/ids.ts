/** The ids port. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from './core/ports.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 12 characters of [a-z0-9] from the system's generator: 62 bits. */
export const randomIds: Ids = {
  next: () => Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
};

/** Bytes that nobody can guess, from the system's generator: for nonces and one-time states. */
export const randomBits = (bytes: number): Uint8Array => randomBytes(bytes);
