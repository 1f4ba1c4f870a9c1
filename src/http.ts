/** The one web server: health, metrics, what Slack and its admins ask for, and the local chat. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

export interface Health {
  readonly ok: boolean;
  /** What was checked: `store`, `discord`, `slack`, `local`; true when it works. */
  readonly parts: Readonly<Record<string, boolean>>;
}

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  health(): Promise<Health>;
  /** What `GET /metrics` answers; without it there is no such page. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
  /** Mounted by paths, with the raw request: signatures are verified over the body itself. */
  readonly slack: { readonly paths: readonly string[]; readonly listener: RequestListener } | undefined;
  /** The local chat, at `/`. */
  readonly local: Hono | undefined;
}

export interface HttpServer {
  /** Where it really listens: `http://127.0.0.1:3000`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Rejects with the system's error when the port cannot be had. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const app = new Hono();
  app.get('/healthz', async (context) => {
    const health = await options.health();
    return context.json({ status: health.ok ? 'ok' : 'unavailable', ...health.parts }, health.ok ? 200 : 503);
  });
  const { metrics, slack } = options;
  if (metrics) {
    app.get('/metrics', async (context) => {
      const { contentType, body } = await metrics();
      return context.body(body, 200, { 'content-type': contentType });
    });
  }
  if (options.local) app.route('/', options.local);
  const hono = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (slack?.paths.includes(path)) slack.listener(request, response);
    else void hono(request, response);
  });
  server.requestTimeout = 30_000;
  server.listen(options.port, options.host.replace(/^\[(.*)\]$/, '$1'));
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : options.port;
  const host = options.host.includes(':') && !options.host.startsWith('[') ? `[${options.host}]` : options.host;
  return {
    address: `http://${host}:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
