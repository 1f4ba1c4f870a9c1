/** The two ways events reach us: a WebSocket that we open (Socket Mode), or requests to our own HTTP server. */
import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../core/ports.ts';
import { boltLogger, clientOptions, DEFAULT_API_URL } from './client.ts';
import { startError } from './errors.ts';
import { type GuardOptions, guarded } from './guard.ts';

export interface Line {
  readonly receiver: Receiver;
  /** Resolves once events arrive; rejects with what to correct. */
  open(): Promise<void>;
  close(): Promise<void>;
  connected(): boolean;
  readonly listener?: RequestListener;
}

/** Longest wait for Slack's hello, in milliseconds. */
const HELLO_TIMEOUT = 20_000;
/** Waits before reconnecting, in milliseconds; the last is repeated. The first is none: Slack renews connections hourly. */
const RECONNECT_WAITS = [0, 500, 1000, 2000, 5000, 10_000, 30_000];
/** How long Slack may take to say goodbye, in milliseconds. */
const GOODBYE = 1000;

/**
 * Socket Mode. Reconnecting is done here, not by the library: its own way waits 5 s even when Slack only renews the
 * connection, and a failed attempt ends the process with an unhandled rejection.
 */
export function socketLine(options: { appToken: string; apiUrl?: string | undefined; log: Log }): Line {
  const { log } = options;
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    logger: boltLogger(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(options.apiUrl) },
  });
  const { client } = receiver;
  let wanted = false;
  let up = false;
  let connecting = false;
  let reconnecting = false;
  let stopWaiting = new AbortController();

  client.on('connected', () => {
    up = true;
  });
  client.on('disconnected', () => {
    up = false;
    if (wanted && !connecting && !reconnecting) void reconnect();
  });

  async function connect(): Promise<void> {
    connecting = true;
    const timer = setTimeout(() => void client.disconnect(), HELLO_TIMEOUT);
    try {
      await client.start();
    } catch (error) {
      throw error ?? new Error('the connection was closed before Slack said hello');
    } finally {
      clearTimeout(timer);
      connecting = false;
    }
    if (!wanted) await hangUp();
  }

  async function reconnect(): Promise<void> {
    reconnecting = true;
    for (let tries = 0; wanted && !up; tries++) {
      const wait = RECONNECT_WAITS[Math.min(tries, RECONNECT_WAITS.length - 1)] ?? 0;
      try {
        await pause(wait, undefined, { signal: stopWaiting.signal });
        await connect();
        log.info({ platform: 'slack', tries }, 'reconnected to Slack');
      } catch (error) {
        if (wanted) log.warn({ platform: 'slack', tries, err: error }, 'could not reconnect to Slack; trying again');
      }
    }
    reconnecting = false;
  }

  async function hangUp(): Promise<void> {
    const goodbye = new AbortController();
    const gone = client.disconnect().then(() => goodbye.abort());
    try {
      await pause(GOODBYE, undefined, { signal: goodbye.signal });
    } catch {
      // Aborted: Slack has said goodbye.
      return;
    }
    // A second call does not wait for the other side; without it the library keeps a 30 s timer.
    await Promise.all([client.disconnect(), gone]);
  }

  return {
    receiver,
    connected: () => up,
    async open() {
      wanted = true;
      stopWaiting = new AbortController();
      try {
        await connect();
        if (!up) void reconnect();
      } catch (error) {
        wanted = false;
        throw startError(error, 'SLACK_APP_TOKEN', options.apiUrl ?? DEFAULT_API_URL);
      }
    },
    async close() {
      wanted = false;
      stopWaiting.abort();
      if (up || connecting) await hangUp();
    },
  };
}

/** HTTP. The server that listens is the caller's, who mounts `listener` at `path`; a guard stands before it. */
export function httpLine(options: GuardOptions & { readonly path: string }): Line {
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: options.path,
    logger: boltLogger(options.log),
  });
  let listening = false;
  const guard = guarded(options, receiver.requestListener);
  return {
    receiver,
    connected: () => listening,
    async open() {
      listening = true;
    },
    async close() {
      listening = false;
    },
    listener(request, response) {
      if (!listening) response.writeHead(503, { 'retry-after': '5' }).end();
      // The one method Slack uses.
      else if (request.method !== 'POST') response.writeHead(404).end();
      else guard(request, response);
    },
  };
}
