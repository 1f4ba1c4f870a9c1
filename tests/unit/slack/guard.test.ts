import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guarded } from '../../../src/bots/slack/guard.ts';
import { signedHeaders } from '../../fakes/slack/deliveries.ts';
import { collectingLog, type LogLine } from '../../fakes/slack/rig.ts';

const SECRET = 'a-signing-secret';
const BODY = 'command=%2Fquiz&text=%C3%BC&trigger_id=1';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const BODY_TIME = 200;

let now = 0;
let url = '';
let server: http.Server;
let lines: LogLine[] = [];
let refused: string[] = [];
let passed: string[] = [];
/** What the listener behind it answers. */
let status = 200;

const seconds = () => Math.floor(now / 1000);

beforeEach(async () => {
  now = Date.UTC(2031, 0, 1);
  [lines, refused, passed] = [[], [], []];
  status = 200;
  const listener = guarded(
    {
      signingSecret: SECRET,
      clock: { now: () => new Date(now) },
      log: collectingLog(lines),
      meter: { slackRequestRefused: (reason) => void refused.push(reason), platformError: () => undefined },
      bodyTime: BODY_TIME,
    },
    (request, response) => {
      const raw = 'rawBody' in request ? request.rawBody : undefined;
      passed.push(Buffer.isBuffer(raw) ? raw.toString() : 'no raw body');
      response.writeHead(status).end();
    },
  );
  server = http.createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function post(headers: Record<string, string>, body = BODY): Promise<number> {
  const response = await fetch(url, { method: 'POST', body, headers: { ...FORM, ...headers } });
  await response.text();
  return response.status;
}

it('hands on what Slack signed, with its bytes', async () => {
  expect(await post(signedHeaders(SECRET, BODY, seconds()))).toBe(200);
  expect(passed).toEqual([BODY]);
  expect(refused).toEqual([]);
});

describe('refuses with 401, counts and tells what to look at', () => {
  it.each([
    ['signature', 'of another secret', () => signedHeaders('another', BODY, seconds())],
    ['signature', 'of another body', () => signedHeaders(SECRET, `${BODY}x`, seconds())],
    [
      'signature',
      'of another stamp',
      () => ({ ...signedHeaders(SECRET, BODY, seconds()), 'x-slack-request-timestamp': String(seconds() - 1) }),
    ],
    ['signature', 'that is none', () => ({ ...signedHeaders(SECRET, BODY, seconds()), 'x-slack-signature': 'v0=' })],
    ['headers', 'without any', () => ({})],
    ['headers', 'without a stamp', () => ({ 'x-slack-signature': 'v0=00' })],
    ['headers', 'with a stamp that is no number', () => ({ ...signedHeaders(SECRET, BODY, Number.NaN) })],
    ['stale', 'five minutes and a second old', () => signedHeaders(SECRET, BODY, seconds() - 301)],
    ['future', 'five minutes and a second ahead', () => signedHeaders(SECRET, BODY, seconds() + 301)],
    ['future', 'of the year 2100', () => signedHeaders(SECRET, BODY, Date.UTC(2100, 0, 1) / 1000)],
  ])('as %s: one %s', async (reason, _, headers) => {
    expect(await post(headers())).toBe(401);
    expect(passed).toEqual([]);
    expect(refused).toEqual([reason]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'warn', fields: { reason } });
    expect(JSON.stringify(lines)).not.toContain('quiz');
  });

  it.each([-300, 300])('but not a stamp %d seconds away', async (away) => {
    expect(await post(signedHeaders(SECRET, BODY, seconds() + away))).toBe(200);
  });

  it('as replay: the same request again, as long as its stamp is good', async () => {
    const headers = signedHeaders(SECRET, BODY, seconds());
    expect(await post(headers)).toBe(200);
    expect(await post(headers)).toBe(401);
    now += 299_000;
    expect(await post(headers)).toBe(401);
    now += 2000;
    expect(await post(headers)).toBe(401);
    expect(refused).toEqual(['replay', 'replay', 'stale']);
    expect(passed).toHaveLength(1);
  });

  it('as signature: the same request with a tail on its signature, which Bolt alone would take for a new one', async () => {
    const headers = signedHeaders(SECRET, BODY, seconds());
    expect(await post(headers)).toBe(200);
    expect(await post({ ...headers, 'x-slack-signature': `${headers['x-slack-signature']}=` })).toBe(401);
    expect(refused).toEqual(['signature']);
    expect(passed).toHaveLength(1);
  });

  it('as replay: one from a clock that is ahead, until its stamp is too old', async () => {
    const ahead = signedHeaders(SECRET, BODY, seconds() + 300);
    expect(await post(ahead)).toBe(200);
    now += 599_000;
    expect(await post(signedHeaders(SECRET, 'another=1', seconds()), 'another=1')).toBe(200);
    expect(await post(ahead)).toBe(401);
    expect(refused).toEqual(['replay']);
  });
});

it('remembers no signature that was refused, so a forger cannot shut out the true one', async () => {
  const headers = signedHeaders(SECRET, BODY, seconds());
  expect(await post(headers, `${BODY}&forged=1`)).toBe(401);
  expect(await post(headers)).toBe(200);
});

it('counts every forgery, and writes a line a minute for each reason', async () => {
  for (let n = 0; n < 5; n++) await post(signedHeaders('another', BODY, seconds()));
  await post({});
  expect(refused).toHaveLength(6);
  expect(lines.map(({ fields }) => fields.reason)).toEqual(['signature', 'headers']);
  now += 60_000;
  await post({});
  expect(lines.map(({ fields }) => fields.reason)).toEqual(['signature', 'headers', 'headers']);
});

it('takes the very same request again after a fault of ours: Slack repeats it at once, maybe in the same second', async () => {
  const headers = signedHeaders(SECRET, BODY, seconds());
  status = 500;
  expect(await post(headers)).toBe(500);
  status = 200;
  expect(await post(headers)).toBe(200);
  expect(await post(headers)).toBe(401);
});

it('takes what Slack sends again, since that is signed anew', async () => {
  expect(await post(signedHeaders(SECRET, BODY, seconds()))).toBe(200);
  now += 60_000;
  expect(await post({ ...signedHeaders(SECRET, BODY, seconds()), 'x-slack-retry-num': '1' })).toBe(200);
});

it('answers the certificate check, and hands on nothing that is smuggled with it', async () => {
  expect(await post({}, 'ssl_check=1&command=%2Fquiz')).toBe(200);
  expect(passed).toEqual([]);
});

it('refuses a body of more than a megabyte before it is all there', async () => {
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${100 * 1024 * 1024}\r\n\r\n`);
  socket.write('x'.repeat(1024 * 1024 + 1));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('413');
  expect(refused).toEqual(['too-large']);
  expect(passed).toEqual([]);
});

it('takes one of exactly a megabyte', async () => {
  const large = `a=${'x'.repeat(1024 * 1024 - 2)}`;
  expect(await post(signedHeaders(SECRET, large, seconds()), large)).toBe(200);
});

it('does not wait for a body that drips', async () => {
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\na');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toContain('408');
  await once(socket, 'close');
  expect(refused).toEqual(['slow']);
});

it('counts nothing when whoever sent it hangs up', async () => {
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\na');
  await once(server, 'request');
  socket.destroy();
  expect(await post(signedHeaders(SECRET, BODY, seconds()))).toBe(200);
  expect(refused).toEqual([]);
});
