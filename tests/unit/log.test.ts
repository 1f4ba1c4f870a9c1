import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';

test('secrets and answers are taken out wherever a library may have put them, and the rest stays', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const secret = 'xoxb-very-secret';
  log.info({ token: secret, request: { authorization: secret, path: '/chat' } }, 'one');
  log.error({ deep: { er: { answer: secret, text: secret, botToken: secret } }, round: 'r1' }, 'two');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain(secret);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, msg: 'one', request: { path: '/chat' } });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 50, msg: 'two', round: 'r1' });
});

test('what is below the level is not written', () => {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => void lines.push(line) });
  log.info({}, 'quiet');
  log.warn({}, 'loud');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['loud']);
});
