/** Slack's errors as ours: whether trying again can help, and what an admin can do. */
import { webApi } from '@slack/bolt';
import { type Phrase, phrase, type TextKey, type Value } from '../../core/language/texts.ts';
import { PlatformError } from '../../core/ports.ts';

/** What was being done when Slack refused. */
export type Doing =
  | 'posting'
  | 'reading'
  | 'editing'
  | 'asking'
  | 'whispering'
  | 'discussing'
  | 'checking'
  | 'connecting';

interface Mend {
  readonly advice: TextKey;
  /** Nothing can be posted in this channel until someone changes something. */
  readonly unusable?: true;
}

const NOT_SHOWN: Mend = { advice: 'slack-platform.not-shown', unusable: true };
const RESTRICTED: Mend = { advice: 'slack-platform.restricted', unusable: true };
const READ_ONLY: Mend = { advice: 'slack-platform.read-only', unusable: true };
const TOKEN: Mend = { advice: 'slack-platform.token-refused', unusable: true };
const REMOVED: Mend = { advice: 'slack-platform.app-removed', unusable: true };
const PERMISSION: Mend = { advice: 'slack-platform.lacks-permission', unusable: true };
const NO_THREADS: Mend = { advice: 'slack-platform.no-threads' };
const LAYOUT: Mend = { advice: 'slack-platform.layout-refused' };
const TOO_LONG: Mend = { advice: 'slack-platform.too-long' };
const NO_DIRECT_MESSAGE: Mend = { advice: 'slack-platform.member-unreachable' };

/** Errors that no repetition mends. Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PERMANENT: Readonly<Record<string, Mend>> = {
  channel_not_found: NOT_SHOWN,
  channel_is_limited_access: NOT_SHOWN,
  not_in_channel: { advice: 'slack-platform.not-in-channel', unusable: true },
  is_archived: { advice: 'slack-platform.archived', unusable: true },
  restricted_action: RESTRICTED,
  restricted_action_thread_only_channel: RESTRICTED,
  restricted_action_read_only_channel: READ_ONLY,
  restricted_action_non_threadable_channel: NO_THREADS,
  restricted_action_thread_locked: NO_THREADS,
  cannot_reply_to_message: NO_THREADS,
  thread_not_found: { advice: 'slack-platform.deleted' },
  invalid_auth: TOKEN,
  not_authed: TOKEN,
  token_expired: TOKEN,
  token_revoked: TOKEN,
  account_inactive: REMOVED,
  team_access_not_granted: REMOVED,
  team_not_found: REMOVED,
  missing_scope: PERMISSION,
  no_permission: PERMISSION,
  access_denied: PERMISSION,
  message_not_found: { advice: 'slack-platform.deleted' },
  cant_update_message: { advice: 'slack-platform.not-editable' },
  edit_window_closed: { advice: 'slack-platform.edit-window' },
  invalid_blocks: LAYOUT,
  invalid_blocks_format: LAYOUT,
  msg_too_long: TOO_LONG,
  msg_blocks_too_long: TOO_LONG,
  metadata_too_large: { advice: 'slack-platform.metadata-refused' },
  messages_tab_disabled: NO_DIRECT_MESSAGE,
  cannot_dm_bot: NO_DIRECT_MESSAGE,
  user_not_found: NO_DIRECT_MESSAGE,
  user_disabled: NO_DIRECT_MESSAGE,
};

/** The token is gone for good; no call with it will ever work again. */
const REVOKED = ['account_inactive', 'token_revoked'];

/** Said of one person, not of a channel or of the app: a direct message that cannot be had pauses nothing. */
const OF_A_CHANNEL: readonly Doing[] = ['posting', 'editing', 'reading', 'discussing', 'checking'];

/** Slack's error code (`channel_not_found`), or undefined when Slack did not answer with one. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** Whether the error says that the app is gone from the workspace, or (`refused`) that its token is not accepted. */
export function tokenTrouble(error: unknown): 'revoked' | 'refused' | undefined {
  const code = slackCode(error) ?? '';
  if (REVOKED.includes(code)) return 'revoked';
  return code === 'invalid_auth' ? 'refused' : undefined;
}

/**
 * What a failed Web API call means to core. Never throws; gives back a PlatformError as it is. `installUrl`: where the app
 * is installed when it is installed by its own page.
 */
export function toPlatformError(error: unknown, doing: Doing, installUrl?: string): PlatformError {
  if (error instanceof PlatformError) return error;
  const seconds = waitOf(error);
  if (seconds !== undefined) {
    return new PlatformError(failure(doing, 'ratelimited', phrase('slack-platform.rate-limited', { seconds })), {
      permanent: false,
      retryAfterMs: seconds * 1000,
      cause: error,
    });
  }
  const code = slackCode(error);
  if (code === undefined) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = phrase('slack-platform.unreachable', { reason });
    return new PlatformError(failure(doing, 'no answer', advice), { permanent: false, cause: error });
  }
  const mend = PERMANENT[code];
  if (!mend) {
    const advice = phrase('slack-platform.try-later');
    return new PlatformError(failure(doing, code, advice), { permanent: false, cause: error });
  }
  return new PlatformError(failure(doing, code, adviceOf(mend, installUrl)), {
    permanent: true,
    unusable: mend.unusable === true && OF_A_CHANNEL.includes(doing),
    cause: error,
  });
}

/** There is no installation, so nothing was even tried. */
export function notInstalled(doing: Doing, installUrl: string | undefined): PlatformError {
  return new PlatformError(failure(doing, 'not installed', adviceOf(REMOVED, installUrl)), {
    permanent: true,
    unusable: OF_A_CHANNEL.includes(doing),
  });
}

/** The first call after a rate limit is not made before Slack's time is over. */
export function stillLimited(doing: Doing, ms: number): PlatformError {
  const advice = phrase('slack-platform.rate-limited', { seconds: Math.ceil(ms / 1000) });
  return new PlatformError(failure(doing, 'ratelimited', advice), { permanent: false, retryAfterMs: ms });
}

/** `INVITE` is Slack's own command, not one of ours, so it goes in as it is. */
export const INVITE: Value = { kind: 'code', text: '/invite @Refcount' };

function adviceOf(mend: Mend, installUrl: string | undefined): Phrase {
  if ((mend === TOKEN || mend === REMOVED) && installUrl) {
    return phrase('slack-platform.not-installed', { link: { kind: 'link', text: installUrl, url: installUrl } });
  }
  return phrase(mend.advice, { invite: INVITE });
}

const failure = (doing: Doing, code: string, advice: Phrase): Phrase =>
  phrase('slack-platform.failure', { what: phrase(`slack-platform.${doing}-failed`, { code }), advice });

/** Seconds Slack asks to wait, or undefined when it does not. */
function waitOf(error: unknown): number | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return error.retryAfter;
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  const limited = error.data.error === 'ratelimited' || error.data.error === 'rate_limited';
  return limited ? (error.data.response_metadata?.retryAfter ?? 30) : undefined;
}

/** Why start-up failed, naming the setting to correct. */
export function startError(error: unknown, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', apiUrl: string): Error {
  const code = slackCode(error);
  if (!code) {
    const { message } = toPlatformError(error, 'connecting');
    return new Error(`Slack did not answer at ${apiUrl}. ${message} Check the network and SLACK_API_URL.`, {
      cause: error,
    });
  }
  const where =
    setting === 'SLACK_BOT_TOKEN'
      ? 'It is the Bot User OAuth Token (xoxb-…) under OAuth & Permissions of your Slack app.'
      : 'It is the app-level token (xapp-…) with the scope connections:write, under Basic Information of your Slack app.';
  return new Error(`Slack refused ${setting} (${code}). ${where}`, { cause: error });
}
