/** Slack's settings: which go together, and what they come to. */

type SlackVariable =
  | 'SLACK_BOT_TOKEN'
  | 'SLACK_APP_TOKEN'
  | 'SLACK_SIGNING_SECRET'
  | 'SLACK_CLIENT_ID'
  | 'SLACK_CLIENT_SECRET'
  | 'SLACK_API_URL'
  | 'PUBLIC_URL'
  | 'REFCOUNT_SECRET_KEY';

/** Slack in the one workspace of a bot token, or (`oauth`) wherever admins install it. */
export interface SlackConfig {
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly signingSecret: string | undefined;
  readonly apiUrl: string | undefined;
  readonly oauth:
    | {
        readonly clientId: string;
        readonly clientSecret: string;
        readonly publicUrl: string;
        readonly secretKeys: readonly string[];
      }
    | undefined;
}

/** Which of Slack's settings do not go together. */
export function slackProblems(isSet: (name: SlackVariable) => boolean): string[] {
  const lines = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'] as const;
  const install = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'PUBLIC_URL', 'REFCOUNT_SECRET_KEY'] as const;
  const [one, several] = [isSet('SLACK_BOT_TOKEN'), isSet('SLACK_CLIENT_ID')];
  const problems: string[] = [];
  if (one && several)
    problems.push(
      'SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set. Set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID for several, not both.',
    );
  const missing = install.filter((name) => !isSet(name));
  if (several && missing.length > 0)
    problems.push(
      `SLACK_CLIENT_ID is set, but ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not. To install the app in several workspaces, set ${install.join(', ')}.`,
    );
  if (isSet('SLACK_CLIENT_SECRET') && !several)
    problems.push('SLACK_CLIENT_SECRET is set, but SLACK_CLIENT_ID is not. Set both, or neither.');
  if ((one || several) && !lines.some(isSet))
    problems.push(
      `${one ? 'SLACK_BOT_TOKEN' : 'SLACK_CLIENT_ID'} is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is. Set one of them.`,
    );
  for (const name of lines) {
    if (isSet(name) && !one && !several)
      problems.push(`${name} is set, but SLACK_BOT_TOKEN is not. Set both to turn Slack on.`);
  }
  return problems;
}

/** Only for settings without problems. */
export function slackConfig(values: Readonly<Partial<Record<SlackVariable, string>>>): SlackConfig {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = values;
  const secretKeys = keysIn(values.REFCOUNT_SECRET_KEY ?? '');
  return {
    botToken: values.SLACK_BOT_TOKEN,
    appToken: values.SLACK_APP_TOKEN,
    signingSecret: values.SLACK_SIGNING_SECRET,
    apiUrl: values.SLACK_API_URL,
    oauth:
      clientId && clientSecret && publicUrl
        ? { clientId, clientSecret, publicUrl: publicUrl.replace(/\/$/, ''), secretKeys }
        : undefined,
  };
}

/** Whether each of the keys is 32 bytes as base64. */
export const areKeys = (value: string): boolean => keysIn(value).every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key));

const keysIn = (value: string): string[] => value.split(',').map((key) => key.trim());
