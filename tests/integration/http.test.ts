import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { type Health, type HttpOptions, type HttpServer, serveHttp } from '../../src/http.ts';
import { createMetrics } from '../../src/metrics.ts';

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Some containers have no IPv6 at all. */
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

const ALL_WELL: Health = { ok: true, parts: { store: true, discord: true } };

async function serve(over: Partial<HttpOptions> = {}): Promise<string> {
  const health = async () => ALL_WELL;
  server = await serveHttp({ host: '127.0.0.1', port: 0, health, slack: undefined, local: undefined, ...over });
  return server.address;
}

describe('/healthz', () => {
  test('is 200 with every part when all is well', async () => {
    const response = await fetch(`${await serve()}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', store: true, discord: true });
  });

  test('is 503 and names the part that does not work, and is asked anew each time', async () => {
    const states: Health[] = [{ ok: false, parts: { store: true, slack: false } }, ALL_WELL];
    const address = await serve({ health: async () => states.shift() ?? ALL_WELL });
    const response = await fetch(`${address}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'unavailable', store: true, slack: false });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test('is not hidden by the local chat', async () => {
    const local = new Hono().all('*', (context) => context.text('chat'));
    const response = await fetch(`${await serve({ local })}/healthz`);
    expect(await response.json()).toMatchObject({ status: 'ok' });
  });
});

describe('/metrics', () => {
  test('has what was counted, by a few words, in Prometheus’ format', async () => {
    const metrics = createMetrics();
    metrics.slackRequestRefused('replay');
    metrics.slackRequestRefused('replay');
    metrics.platformError('discord', 'permanent');
    const response = await fetch(`${await serve({ metrics: metrics.text })}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const lines = (await response.text()).split('\n').filter((line) => line && !line.startsWith('#'));
    expect(lines).toEqual([
      'refcount_slack_requests_refused_total{reason="replay"} 2',
      'refcount_platform_errors_total{platform="discord",kind="permanent"} 1',
    ]);
  });

  test('is not there when nothing counts', async () => {
    expect((await fetch(`${await serve()}/metrics`)).status).toBe(404);
  });
});

describe('who gets a request', () => {
  const local = () =>
    new Hono()
      .get('/', (context) => context.text('the chat'))
      .post('/api', async (context) => context.text(await context.req.text()));

  test('Slack gets the bytes of its path as they came, with or without a query', async () => {
    const got: { url: string | undefined; body: string }[] = [];
    const slack: HttpOptions['slack'] = {
      paths: ['/slack/events', '/slack/install'],
      listener: async (request, response) => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        got.push({ url: request.url, body: Buffer.concat(parts).toString() });
        response.writeHead(202).end('from slack');
      },
    };
    const address = await serve({ slack, local: local() });
    const body = 'payload=%7B%22a%22%3A1%7D&b=ü';
    for (const path of ['/slack/events', '/slack/events?x=1']) {
      const response = await fetch(`${address}${path}`, { method: 'POST', body });
      expect([response.status, await response.text()]).toEqual([202, 'from slack']);
    }
    expect(got).toEqual([
      { url: '/slack/events', body },
      { url: '/slack/events?x=1', body },
    ]);
    expect((await fetch(`${address}/slack/events/more`)).status).toBe(404);
    expect(got).toHaveLength(2);
    expect((await fetch(`${address}/slack/install`)).status).toBe(202);
  });

  test('everything else goes to the local chat', async () => {
    const address = await serve({ local: local() });
    expect(await (await fetch(`${address}/`)).text()).toBe('the chat');
    expect(await (await fetch(`${address}/api`, { method: 'POST', body: 'hello' })).text()).toBe('hello');
  });

  test('without Slack and the local chat there is nothing there', async () => {
    const address = await serve();
    expect((await fetch(`${address}/`)).status).toBe(404);
    expect((await fetch(`${address}/slack/events`, { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

describe('listening', () => {
  test('a taken port is the error of the system', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const bound = other.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    await expect(serve({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });

  test.skipIf(!hasIpv6).each(['::1', '[::1]'])('on %s the address is one that can be opened', async (host) => {
    const address = await serve({ host });
    expect(address).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test('ends at once, also with a request that never ends', async () => {
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const local = new Hono().get('/slow', () => {
      arrived();
      return new Promise<Response>(() => undefined);
    });
    const address = await serve({ local });
    const cut = expect(fetch(`${address}/slow`)).rejects.toThrow();
    await waiting;
    await server?.close();
    await cut;
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });
});
