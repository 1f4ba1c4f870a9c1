/**
 * Keeps other web pages out of a server that trusts whoever reaches it. Loopback alone does not: any page in the same
 * browser can send requests to it, and a rebound DNS name can even read the answers.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const MAX_BODY = 32 * 1024;

const refuse = (context: Context, status: 400 | 403 | 413 | 415, error: string) => context.json({ error }, status);

/** The Host header is the name the browser believes it talks to; a rebound name shows here. */
export const onlyByLoopbackName: MiddlewareHandler = async (context, next) => {
  if (LOOPBACK.test(context.req.header('host') ?? '')) return next();
  return refuse(context, 403, 'The local chat answers only to localhost, 127.0.0.1 and [::1].');
};

/** Browsers send Origin with every POST; ours is the page this server served. */
export const onlyFromOurPage: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== 'POST') return next();
  const origin = context.req.header('origin') ?? '';
  const host = context.req.header('host') ?? '';
  if (origin !== `http://${host}` && origin !== `https://${host}`) {
    return refuse(context, 403, 'This request did not come from the local chat page.');
  }
  if (!/^application\/json(;|$)/i.test(context.req.header('content-type') ?? '')) {
    return refuse(context, 415, 'Send application/json.');
  }
  return next();
};

export const onlySmallBodies: MiddlewareHandler = bodyLimit({
  maxSize: MAX_BODY,
  onError: (context) => refuse(context, 413, 'That is too long: at most 32 KB.'),
});

/** Nothing but our own files runs or loads, and no string can become markup. */
export const pageHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  // The chat is plain http on loopback; a promise of https would lock the browser out of other local servers.
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
});
