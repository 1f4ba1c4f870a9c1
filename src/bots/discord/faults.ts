/** What went wrong on Discord's side, as core needs to know it: whether to try again, and what an admin can do. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { type Phrase, phrase, type TextKey } from '../../core/language/texts.ts';
import { PlatformError } from '../../core/ports.ts';

interface Final {
  readonly says: TextKey;
  /** Nothing can be posted in the channel until someone changes something there. */
  readonly unusable?: true;
}

/** Discord's error codes (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json) that trying again cannot mend. */
const FINAL: Readonly<Record<number, Final>> = {
  10003: { says: 'discord.channel-gone', unusable: true },
  10004: { says: 'discord.server-gone', unusable: true },
  10008: { says: 'discord.message-gone' },
  30046: { says: 'discord.message-old' },
  50001: { says: 'discord.no-access', unusable: true },
  50005: { says: 'discord.message-not-ours' },
  50007: { says: 'discord.dm-closed' },
  50008: { says: 'discord.wrong-kind', unusable: true },
  50013: { says: 'discord.no-write', unusable: true },
  50024: { says: 'discord.wrong-kind', unusable: true },
  50035: { says: 'discord.malformed' },
  50083: { says: 'discord.thread-archived', unusable: true },
  50278: { says: 'discord.dm-closed' },
  160005: { says: 'discord.thread-locked', unusable: true },
  160006: { says: 'discord.too-many-threads' },
  200000: { says: 'discord.automod' },
};

/** The codes that say only that some permission is missing. */
export const isRightMissing = (cause: unknown) =>
  cause instanceof DiscordAPIError && (Number(cause.code) === 50001 || Number(cause.code) === 50013);

/** Whether Discord answered with one of these codes. */
export const hasCode = (cause: unknown, ...codes: readonly number[]) =>
  cause instanceof DiscordAPIError && codes.includes(Number(cause.code));

/** The error for a channel whose history we may not read: looking for a message there would find nothing, wrongly. */
export function historyHidden(): PlatformError {
  return new PlatformError(phrase('discord.history-hidden'), { permanent: true, unusable: true });
}

/** Any failure of a call to Discord as a PlatformError. Unknown ones are worth another try. */
export function toPlatformError(cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  if (cause instanceof RateLimitError) {
    const retryAfterMs = Math.max(cause.retryAfter, cause.sublimitTimeout, cause.timeToReset, 0);
    return new PlatformError(phrase('discord.pause'), { permanent: false, retryAfterMs, cause });
  }
  if (cause instanceof DiscordAPIError) return refusal(cause);
  if (cause instanceof HTTPError) return passing(phrase('discord.fault', { status: String(cause.status) }), cause);
  return passing(phrase('discord.unreachable', { reason: reason(cause) }), cause);
}

function refusal(cause: DiscordAPIError): PlatformError {
  const final = FINAL[Number(cause.code)];
  if (final) {
    return new PlatformError(phrase(final.says), { permanent: true, unusable: final.unusable ?? false, cause });
  }
  if (cause.status === 401) return passing(phrase('discord.token-refused'), cause);
  const permanent = cause.status === 403 || cause.status === 404;
  return new PlatformError(phrase('discord.refused', { reason: cause.message, code: String(cause.code) }), {
    permanent,
    cause,
  });
}

function passing(advice: Phrase, cause: unknown): PlatformError {
  return new PlatformError(advice, { permanent: false, cause });
}

/** What whoever reads the log can do about an interaction that could not be answered. */
const NEXT_STEP: Readonly<Record<number, string>> = {
  10003: 'the channel was deleted meanwhile; nothing to do',
  10008: 'the message was deleted or dismissed meanwhile; nothing to do',
  10015: 'the answer took longer than the 15 minutes Discord allows; look for what held it up',
  10062: 'Discord waits 3 seconds for the first answer; look at the load of this machine and its way to Discord',
  40060: 'something else answered first; check that only one Refcount runs with this token',
  50001: 'give the Refcount role View Channel in that channel',
  50013: 'give the Refcount role View Channel and Send Messages in that channel',
  50027: 'the answer took longer than the 15 minutes Discord allows; look for what held it up',
  50035: 'Discord found the payload malformed: a fault in Refcount, please report it with this line',
  50083: 'the thread is archived; nothing to do',
  160005: 'the thread is locked; nothing to do',
};

/** What a log line may say of an error: never the request's body, which can hold a member's answer. */
export function describe(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DiscordAPIError) {
    const next = NEXT_STEP[Number(error.code)];
    const known = { error: error.name, status: error.status, code: error.code, reason: error.message };
    return next === undefined ? known : { ...known, next };
  }
  if (error instanceof HTTPError) return { error: error.name, status: error.status, reason: error.message };
  return { error: error instanceof Error ? error.name : typeof error, reason: reason(error) };
}

export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message || error.name}${inner}`;
}
