/** Events as Discord sends them: people, and what they do (interactions). */
import {
  APPLICATION,
  bits,
  CHANNEL,
  GUILD,
  type Json,
  type Person,
  SECOND_CHANNEL,
  SECOND_GUILD,
  snowflake,
} from './ids.ts';

/** What everyone may do in a server, the bot included, unless a test says otherwise. */
export const EVERYONE = bits('view', 'send', 'history', 'useCommands', 'createThreads', 'sendInThreads');

const BOT_USER = {
  id: APPLICATION,
  username: 'refcount',
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot: true,
};

export function botUser(): Json {
  return BOT_USER;
}

export function userOf(person: Person): Json {
  return {
    id: person.id,
    username: person.username,
    discriminator: '0',
    global_name: person.globalName,
    avatar: null,
    public_flags: 0,
  };
}

export function memberOf(parts: Json): Json {
  return {
    nick: null,
    avatar: null,
    roles: [],
    joined_at: new Date(0).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    communication_disabled_until: null,
    flags: 0,
    ...parts,
  };
}

/** Where and in which language something is done. */
export interface Scene {
  readonly guildId?: string;
  readonly channelId?: string;
  /** The language of the person's app. */
  readonly locale?: string;
  /** The server's preferred language. */
  readonly guildLocale?: string;
}

/** Over the second of two connections. */
export const ELSEWHERE: Scene = { guildId: SECOND_GUILD, channelId: SECOND_CHANNEL };

/** A person's interaction in the quiz channel of the server, or in another scene. */
export function interactionOf(
  person: Person,
  type: 2 | 3 | 4 | 5,
  data: Json,
  extra: Json = {},
  { guildId = GUILD, channelId = CHANNEL, locale = person.locale ?? 'en-US', guildLocale = 'en-US' }: Scene = {},
): Json {
  return {
    ...common(type, data),
    locale,
    guild_id: guildId,
    guild: { id: guildId, locale: guildLocale, features: [] },
    guild_locale: guildLocale,
    channel: { id: channelId, type: 0, name: 'daily-question', guild_id: guildId, permissions: person.permissions },
    channel_id: channelId,
    member: memberOf({ user: userOf(person), nick: person.nick, permissions: person.permissions }),
    authorizing_integration_owners: { 0: guildId },
    context: 0,
    ...extra,
  };
}

/** The same in a direct message with the bot, where there is no server and no member. */
export function directInteractionOf(person: Person, type: 2 | 3 | 4 | 5, data: Json, locale = 'en-US'): Json {
  const channel = snowflake();
  return {
    ...common(type, data),
    locale,
    channel: { id: channel, type: 1 },
    channel_id: channel,
    user: userOf(person),
    authorizing_integration_owners: { 1: person.id },
    context: 1,
  };
}

function common(type: number, data: Json): Json {
  return {
    id: snowflake(),
    application_id: APPLICATION,
    type,
    token: `interaction-token-${snowflake()}`,
    version: 1,
    data,
    app_permissions: String(EVERYONE),
    entitlements: [],
    attachment_size_limit: 10_485_760,
  };
}
