/** What went wrong on Discord's side, as core needs to know it: whether to try again, and what an admin can do. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { PlatformError } from '../../core/ports.ts';

/** Discord's error codes (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json) that trying again cannot mend. */
const ADVICE: Readonly<Record<number, string>> = {
  10003: 'The quiz channel no longer exists. Run /quiz setup in the channel to use instead.',
  10004: 'Refcount is no longer a member of this server. Invite it again.',
  10008: 'The message was deleted from the channel.',
  30046: 'Discord allows no more edits of this old message.',
  50001:
    'Refcount cannot see the quiz channel. Give it the View Channel permission there, or run /quiz setup in another channel.',
  50005: 'The message belongs to another bot. If the bot was replaced, the old message stays as it is.',
  50008: 'Discord allows no messages in this kind of channel. Run /quiz setup in a text channel.',
  50013:
    'Refcount may not write in the quiz channel. Give it the View Channel, Send Messages and Read Message History permissions there.',
  50024: 'Discord does not allow this in this kind of channel. Run /quiz setup in a text channel.',
  50035: 'Discord found the message malformed. This is a fault in Refcount; please report it.',
  50083: 'The thread is archived. Reopen it, or run /quiz setup in a channel.',
  160005: 'The thread is locked. Unlock it, or run /quiz setup in a channel.',
  200000: 'AutoMod blocked the message. Let AutoMod ignore Refcount, or the words of the question.',
};

const NEVER_READ_HISTORY =
  'Refcount cannot check what it has posted already. Give it the View Channel and Read Message History permissions in the quiz channel.';

/** The error for a channel whose history we may not read: looking for a message there would find nothing, wrongly. */
export function historyHidden(): PlatformError {
  return new PlatformError(NEVER_READ_HISTORY, { permanent: true });
}

/** Any failure of a call to Discord as a PlatformError. Unknown ones are worth another try. */
export function toPlatformError(cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  if (cause instanceof RateLimitError) {
    const retryAfterMs = Math.max(cause.retryAfter, cause.sublimitTimeout, cause.timeToReset, 0);
    return new PlatformError('Discord asks for a pause.', { permanent: false, retryAfterMs, cause });
  }
  if (cause instanceof DiscordAPIError) {
    const advice = ADVICE[Number(cause.code)];
    if (advice) return new PlatformError(advice, { permanent: true, cause });
    if (cause.status === 401) {
      return new PlatformError('Discord no longer accepts the bot token. Set DISCORD_TOKEN anew and restart.', {
        permanent: false,
        cause,
      });
    }
    const permanent = cause.status === 403 || cause.status === 404;
    return new PlatformError(`Discord refused: ${cause.message} (code ${cause.code}).`, { permanent, cause });
  }
  if (cause instanceof HTTPError) {
    return new PlatformError(`Discord has a fault of its own (HTTP ${cause.status}).`, { permanent: false, cause });
  }
  return new PlatformError(`Discord could not be reached: ${reason(cause)}.`, { permanent: false, cause });
}

/** What a log line may say of an error: never the request's body, which can hold a member's answer. */
export function describe(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    const code = error instanceof DiscordAPIError ? error.code : undefined;
    return { error: error.name, status: error.status, code, reason: error.message };
  }
  return { error: error instanceof Error ? error.name : typeof error, reason: reason(error) };
}

export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message || error.name}${inner}`;
}
