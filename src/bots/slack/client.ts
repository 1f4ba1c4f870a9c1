/** How this bot talks to Slack: options for every Web API client, and Bolt's log lines in our log. */
import { type AppOptions, LogLevel, webApi } from '@slack/bolt';
import type { Log } from '../../core/ports.ts';

export const DEFAULT_API_URL = 'https://slack.com/api/';

type ClientOptions = NonNullable<AppOptions['clientOptions']>;
type Fetch = NonNullable<ClientOptions['fetch']>;

/** Longest wait for one call, in milliseconds. */
const CALL_TIMEOUT = 10_000;

/** One fetch for the Web API and response_url alike: the latter has no timeout of its own. */
const fetchWithin: Fetch = (url, init) =>
  fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT) } as RequestInit);

/**
 * A fresh object each time: Bolt and Socket Mode both write into it. Nothing is repeated here, since a repeated
 * chat.postMessage would post twice; who repeats looks first (the outbox), and rate limits are reported, not slept out.
 */
export function clientOptions(apiUrl: string | undefined): ClientOptions {
  return {
    slackApiUrl: apiUrl ?? DEFAULT_API_URL,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT,
    fetch: fetchWithin,
  };
}

/** Where people meet the Slack that answers the Web API: `https://slack.com`. */
export const slackOrigin = (apiUrl: string | undefined): string => new URL(apiUrl ?? DEFAULT_API_URL).origin;

/** A Web API client that tells of each call that failed, whoever made it. */
export class WatchedClient extends webApi.WebClient {
  readonly #failed: (error: unknown) => void;

  constructor(token: string, options: ClientOptions, failed: (error: unknown) => void) {
    super(token, options);
    this.#failed = failed;
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<webApi.WebAPICallResult> {
    try {
      return await super.apiCall(method, options);
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }
}

/** Bolt's warnings and errors as lines of ours; its debug lines hold whole payloads and are dropped. */
export function boltLogger(log: Log): NonNullable<AppOptions['logger']> {
  const line = (parts: readonly unknown[]) =>
    parts
      .map((part) => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''))
      .filter(Boolean)
      .join(' ')
      .replace(/xox[a-z]-[\w-]+|xapp-[\w-]+|ticket=[^&\s]+/g, '[secret]');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn({ platform: 'slack' }, line(parts)),
    error: (...parts) => log.error({ platform: 'slack' }, line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
