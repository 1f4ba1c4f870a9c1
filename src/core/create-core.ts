/** Builds core from what it is given: the desk people talk to, and the rounds the clock drives. */
import { createDesk } from './commands/create-desk.ts';
import type { Desk } from './desk.ts';
import type { Ports } from './ports.ts';
import { createHealth } from './rounds/health.ts';
import { createOutbox, type Outbox } from './rounds/outbox.ts';
import { createRounds, type Rounds } from './rounds/rounds.ts';
import { createRubrics } from './rounds/rubrics.ts';

export interface Core {
  readonly desk: Desk;
  readonly rounds: Rounds;
  readonly outbox: Outbox;
}

export function createCore(ports: Ports): Core {
  const health = createHealth(ports);
  const outbox = createOutbox(ports, health);
  const rounds = createRounds(ports, outbox, health);
  const desk = createDesk({ ports, rounds, rubrics: createRubrics(ports) });
  return { desk, rounds, outbox };
}
