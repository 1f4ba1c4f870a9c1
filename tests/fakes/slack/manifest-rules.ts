/**
 * What Slack accepts as a manifest, as far as ours goes: names, lengths and counts as of November 2026, from
 * https://docs.slack.dev/reference/app-manifest and https://github.com/slackapi/manifest-schema. A name that is not
 * listed here is refused, as Slack refuses what it does not know.
 */
type Rule = Readonly<Record<string, unknown>>;

const text = (min: number, max: number, more: Rule = {}): Rule => ({
  type: 'string',
  minLength: min,
  maxLength: max,
  ...more,
});
const flag: Rule = { type: 'boolean' };
const address = (max: number) => text(1, max, { pattern: '^https?://' });
const items = (of: Rule, min: number, max: number, more: Rule = {}): Rule => ({
  type: 'array',
  items: of,
  minItems: min,
  maxItems: max,
  ...more,
});
const object = (properties: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const display = object(
  {
    name: text(1, 35),
    description: text(1, 140),
    background_color: text(4, 7, { pattern: '^#([0-9a-fA-F]{3}){1,2}$' }),
  },
  ['name'],
);
const shortcut = object(
  { name: text(1, 24), type: { enum: ['message', 'global'] }, callback_id: text(1, 255), description: text(1, 150) },
  ['name', 'type', 'callback_id', 'description'],
);
const command = object(
  {
    command: text(2, 32, { pattern: '^/' }),
    url: address(3000),
    description: text(1, 2000),
    usage_hint: text(1, 1000),
    should_escape: flag,
  },
  ['command', 'description'],
);
const features = object({
  app_home: object({ home_tab_enabled: flag, messages_tab_enabled: flag, messages_tab_read_only_enabled: flag }),
  bot_user: object({ display_name: text(1, 80), always_online: flag }, ['display_name']),
  shortcuts: items(shortcut, 1, 10),
  slash_commands: items(command, 1, 50),
});
const settings = object({
  event_subscriptions: object({
    request_url: address(3500),
    bot_events: items(text(1, 50), 0, 100, { uniqueItems: true }),
  }),
  interactivity: object({ is_enabled: flag, request_url: address(3500) }, ['is_enabled']),
  org_deploy_enabled: flag,
  socket_mode_enabled: flag,
  token_rotation_enabled: flag,
});
const oauth = object({
  redirect_urls: items(text(1, 2500), 0, 1000, { uniqueItems: true }),
  scopes: object({ bot: items(text(1, 50), 0, 255) }),
});

/** A JSON Schema. */
export const MANIFEST_RULES: Rule = object({ display_information: display, features, oauth_config: oauth, settings }, [
  'display_information',
]);
