/**
 * Stands in front of Bolt's listener: lets in only what Slack signed, lately and for the first time, and reads the body
 * once, within limits. Bolt verifies signatures too, but takes stamps of the far future and the same request twice.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { verifySlackRequest } from '@slack/bolt';
import type { Clock, Log, Meter } from '../../core/ports.ts';

/** Slack's payloads are far smaller. In bytes. */
const MAX_BODY = 1024 * 1024;
/** How long a body may take to arrive, in milliseconds: Slack itself gives up after three seconds. */
const BODY_TIME = 5000;
/** How far a stamp may be from our clock, in milliseconds: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const WINDOW = 5 * 60_000;
/** A flood of forgeries makes one line a minute and reason, in milliseconds; the counter counts them all. */
const QUIET = 60_000;
/** The one way to write a signature. Bolt overlooks what follows a second `=`, so that one could be written in many. */
const SIGNATURE = /^v0=[0-9a-f]{64}$/;
/** Signatures remembered against replays; only what Slack signed gets in here. */
const MAX_REMEMBERED = 50_000;

export interface GuardOptions {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter | undefined;
  /** In milliseconds. */
  readonly bodyTime?: number | undefined;
}

type Refusal = 'too-large' | 'slow' | 'headers' | 'stale' | 'future' | 'signature' | 'replay';

const STATUS: Readonly<Record<Refusal, number>> = {
  'too-large': 413,
  slow: 408,
  headers: 401,
  stale: 401,
  future: 401,
  signature: 401,
  replay: 401,
};

/** What to look at, for whoever reads the log. */
const NEXT_STEP: Readonly<Record<Refusal, string>> = {
  'too-large': 'Slack sends nothing that large',
  slow: 'the body did not arrive in time; look at the proxy in front',
  headers: 'it has no signature; only Slack is meant to come here',
  stale: 'its stamp is more than five minutes old; compare this machine’s clock with the time',
  future: 'its stamp is more than five minutes ahead; compare this machine’s clock with the time',
  signature: 'the signature does not fit; check SLACK_SIGNING_SECRET, and that the proxy leaves the body as it is',
  replay: 'the very same request came before; look at who sends it twice',
};

/** A listener that hands on what may pass, its raw body attached, and answers the rest with 401, 408 or 413. */
export function guarded(options: GuardOptions, listener: RequestListener): RequestListener {
  const { clock, log, meter } = options;
  const seen = new Map<string, number>();
  const toldAt = new Map<Refusal, number>();

  function refuse(response: ServerResponse, reason: Refusal): void {
    meter?.slackRequestRefused(reason);
    const now = clock.now().getTime();
    if (now - (toldAt.get(reason) ?? 0) >= QUIET) {
      toldAt.set(reason, now);
      log.warn({ platform: 'slack', reason }, `refused a request to Slack’s address: ${NEXT_STEP[reason]}`);
    }
    response.writeHead(STATUS[reason], { connection: 'close' }).end();
  }

  function check(request: IncomingMessage, body: Buffer): Refusal | undefined {
    const signature = signatureOf(request);
    const stamp = Number(header(request, 'x-slack-request-timestamp'));
    if (!signature || !Number.isInteger(stamp) || stamp <= 0) return 'headers';
    const now = clock.now().getTime();
    if (now - stamp * 1000 > WINDOW) return 'stale';
    if (stamp * 1000 - now > WINDOW) return 'future';
    if (!SIGNATURE.test(signature) || !isSigned(options.signingSecret, body, signature, stamp, now)) return 'signature';
    return isNew(signature, stamp * 1000 + WINDOW, now) ? undefined : 'replay';
  }

  function isNew(signature: string, until: number, now: number): boolean {
    for (const [old, end] of seen) {
      if (end >= now && seen.size < MAX_REMEMBERED) break;
      seen.delete(old);
    }
    if (seen.has(signature)) return false;
    seen.set(signature, until);
    return true;
  }

  return (request, response) => {
    readBody(request, options.bodyTime ?? BODY_TIME).then(
      (body) => {
        if (body === 'gone') return;
        if (typeof body === 'string') return refuse(response, body);
        if (isCertificateCheck(request, body)) return void response.writeHead(200).end();
        const refusal = check(request, body);
        if (refusal) return refuse(response, refusal);
        // After a fault of ours Slack sends the very same again at once, within the second even.
        response.once('finish', () => response.statusCode >= 500 && seen.delete(signatureOf(request)));
        listener(Object.assign(request, { rawBody: body }), response);
      },
      (error: unknown) => {
        log.error({ platform: 'slack', err: error }, 'a request to Slack’s address could not be handled');
        if (!response.headersSent) response.writeHead(500).end();
      },
    );
  };
}

/** The body, why it is refused, or `gone` when whoever sent it has hung up. Never rejects. */
function readBody(request: IncomingMessage, patience: number): Promise<Buffer | 'too-large' | 'slow' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => finish('slow'), patience);
    const finish = (outcome: Buffer | 'too-large' | 'slow' | 'gone') => {
      clearTimeout(timer);
      request.off('data', take);
      resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) return finish('too-large');
      chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () => finish(Buffer.concat(chunks)));
    request.once('error', () => finish('gone'));
    request.once('close', () => finish('gone'));
  });
}

function isSigned(signingSecret: string, body: Buffer, signature: string, stamp: number, now: number): boolean {
  try {
    verifySlackRequest({
      signingSecret,
      body: body.toString(),
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp },
      nowMilliseconds: now,
    });
    return true;
  } catch (error) {
    // The only thing it throws for: the signature is not the secret's.
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/** Slack asks so whether the address has a certificate it trusts, without signing; nothing is done for it. */
function isCertificateCheck(request: IncomingMessage, body: Buffer): boolean {
  if (header(request, 'content-type') !== 'application/x-www-form-urlencoded') return false;
  return new URLSearchParams(body.toString()).get('ssl_check') === '1';
}

const signatureOf = (request: IncomingMessage) => header(request, 'x-slack-signature') ?? '';

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
