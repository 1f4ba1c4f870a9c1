/** Structured logs: JSON lines on standard error, without tokens. */
import { type DestinationStream, destination, pino } from 'pino';
import type { Log } from './core/ports.ts';

/** Fields that must never be written, wherever a library puts them. */
const SECRET = ['token', 'appToken', 'botToken', 'signingSecret', 'authorization', 'answer', 'text'];

export function createLog(level: string, to: DestinationStream = destination({ dest: 2, sync: true })): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    },
    to,
  );
}
