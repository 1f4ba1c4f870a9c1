/** Events as Discord sends them: the server itself, and what people do (interactions). */
import { botUser } from './channels.ts';
import { APPLICATION, CHANNEL, GUILD, GUILD_NAME, type Json, PEOPLE, type Person, snowflake } from './ids.ts';

/** View Channel, Send Messages, Read Message History, Use Application Commands. */
export const EVERYONE = String((1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 31n));

export function guildEvent(everyone: string): Json {
  return {
    id: GUILD,
    name: GUILD_NAME,
    unavailable: false,
    owner_id: PEOPLE.lead.id,
    joined_at: new Date(0).toISOString(),
    channels: [
      { id: CHANNEL, type: 0, name: 'daily-question', guild_id: GUILD, position: 0, permission_overwrites: [] },
    ],
    members: [memberOf({ user: botUser() })],
    roles: [
      {
        id: GUILD,
        name: '@everyone',
        permissions: everyone,
        position: 0,
        color: 0,
        hoist: false,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    threads: [],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    features: [],
    member_count: 4,
    premium_tier: 0,
    preferred_locale: 'en-US',
    large: false,
    system_channel_flags: 0,
    nsfw_level: 0,
    verification_level: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    default_message_notifications: 0,
    afk_timeout: 300,
  };
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

function memberOf(parts: Json): Json {
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

/** A person's interaction in the quiz channel of the server. */
export function interactionOf(person: Person, type: 2 | 3 | 4 | 5, data: Json, extra: Json = {}): Json {
  return {
    ...common(type, data),
    guild_id: GUILD,
    guild: { id: GUILD, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    channel: { id: CHANNEL, type: 0, name: 'daily-question', guild_id: GUILD, permissions: person.permissions },
    channel_id: CHANNEL,
    member: memberOf({ user: userOf(person), nick: person.nick, permissions: person.permissions }),
    authorizing_integration_owners: { 0: GUILD },
    context: 0,
    ...extra,
  };
}

/** The same in a direct message with the bot, where there is no server and no member. */
export function directInteractionOf(person: Person, type: 2 | 3 | 4 | 5, data: Json): Json {
  const channel = snowflake();
  return {
    ...common(type, data),
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
    locale: 'en-US',
    app_permissions: EVERYONE,
    entitlements: [],
    attachment_size_limit: 10_485_760,
  };
}
