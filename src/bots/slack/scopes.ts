/** What the bot may do in Slack. Each scope is explained in docs/slack.md, and nowhere is one asked for that is not. */
export const BOT_SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'users:read',
] as const;

/** Scopes that the manifest asks for and the token lacks; none when Slack did not say which it has. */
export function missingScopes(granted: readonly string[] | undefined): string[] {
  return granted ? BOT_SCOPES.filter((scope) => !granted.includes(scope)) : [];
}
