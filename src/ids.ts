/** The ids port. */
import { randomInt } from 'node:crypto';
import type { Ids } from './core/ports.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 12 characters of [a-z0-9] from the system's generator: 62 bits. */
export const randomIds: Ids = {
  next: () => Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
};
