/** Where tests put databases that only have to be real, not durable: in memory where there is some, so that no disk is waited for. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

export const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
