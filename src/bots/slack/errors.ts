/** Slack's errors as ours: whether trying again can help, and what an admin can do. */
import { webApi } from '@slack/bolt';
import { PlatformError } from '../../core/ports.ts';

const INVITE = 'Invite the bot to the channel: /invite @Refcount';
const REINSTALL = 'Reinstall the app from slack/manifest.yaml, so that it gets every scope it asks for.';
const NEW_TOKEN = 'Copy the Bot User OAuth Token into SLACK_BOT_TOKEN again (OAuth & Permissions), then restart.';

/** Errors that no repetition mends. Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PERMANENT: Readonly<Record<string, string>> = {
  channel_not_found: `Slack does not show this channel to the bot. ${INVITE}`,
  not_in_channel: `The bot is not in this channel. ${INVITE}`,
  is_archived: 'The channel is archived. Unarchive it, or choose another with /quiz setup.',
  restricted_action:
    'The workspace does not let apps post in this channel. A workspace admin can allow it in the channel’s settings.',
  restricted_action_read_only_channel: 'The channel is read-only for apps. Choose another with /quiz setup.',
  invalid_auth: `Slack no longer accepts the bot’s token. ${NEW_TOKEN}`,
  not_authed: `Slack got no token. ${NEW_TOKEN}`,
  token_revoked: `The bot’s token was revoked. ${NEW_TOKEN}`,
  token_expired: `The bot’s token has expired. ${NEW_TOKEN}`,
  account_inactive: `The app was removed from the workspace. Install it again. ${NEW_TOKEN}`,
  missing_scope: `The bot lacks a permission. ${REINSTALL}`,
  no_permission: `The bot lacks a permission. ${REINSTALL}`,
  message_not_found: 'The message was deleted in Slack.',
  cant_update_message: 'The message cannot be changed any more.',
  edit_window_closed: 'The workspace does not let messages this old be changed.',
  invalid_blocks: 'Slack refused the message’s layout. Please report this with the question’s id.',
  invalid_blocks_format: 'Slack refused the message’s layout. Please report this with the question’s id.',
  msg_too_long: 'Slack refused the message as too long. Please report this with the question’s id.',
  msg_blocks_too_long: 'Slack refused the message as too long. Please report this with the question’s id.',
  metadata_too_large: 'Slack refused the message’s metadata. Please report this.',
};

/** Slack's error code (`channel_not_found`), or undefined when Slack did not answer with one. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** What a failed Web API call means to core. Never throws; gives back a PlatformError as it is. */
export function toPlatformError(error: unknown, doing: string): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) return rateLimited(doing, error.retryAfter, error);
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (code === 'ratelimited' || code === 'rate_limited') {
      return rateLimited(doing, error.data.response_metadata?.retryAfter ?? 30, error);
    }
    const advice = PERMANENT[code];
    if (advice) return new PlatformError(`${doing} failed (${code}). ${advice}`, { permanent: true, cause: error });
    return new PlatformError(`${doing} failed (${code}).`, { permanent: false, cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new PlatformError(`${doing} failed: Slack could not be reached (${reason}).`, {
    permanent: false,
    cause: error,
  });
}

function rateLimited(doing: string, seconds: number, cause: unknown): PlatformError {
  return new PlatformError(`${doing} was rate limited by Slack.`, {
    permanent: false,
    retryAfterMs: seconds * 1000,
    cause,
  });
}

/** Why start-up failed, naming the setting to correct. */
export function startError(error: unknown, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', apiUrl: string): Error {
  const code = slackCode(error);
  if (!code) {
    const { message } = toPlatformError(error, 'Connecting');
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
