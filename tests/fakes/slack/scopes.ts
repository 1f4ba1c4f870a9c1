/** What each method asks of a bot token, for public channels. From each method's page: https://docs.slack.dev/reference/methods */
import type { Json } from './json.ts';

const NEEDED: Readonly<Record<string, string>> = {
  'users.info': 'users:read',
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'conversations.info': 'channels:read',
};

/** Slack's refusal for want of a scope; undefined when the token has it, or needs none. */
export function lackOfScope(method: string, granted: ReadonlySet<string>): Json | undefined {
  const needed = NEEDED[method];
  if (!needed || granted.has(needed)) return undefined;
  return { ok: false, error: 'missing_scope', needed, provided: [...granted].join(',') };
}
