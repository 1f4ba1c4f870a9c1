/** The discord.js client: what it asks Discord for, what it keeps, and how it connects. */
import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  Options,
  PermissionFlagsBits,
} from 'discord.js';
import { reason } from './faults.ts';
import { ALL_RIGHTS } from './rights.ts';

export interface ConnectionOptions {
  readonly token: string;
  /** REST base without the version, such as `https://discord.com/api` (the default). */
  readonly apiUrl?: string | undefined;
  /** How many connections the servers are spread over; `auto` (the default) is what Discord recommends. */
  readonly shards?: number | 'auto' | undefined;
}

/** Longest pause Discord may ask for that is waited out here; a longer one is core's to plan with. */
const PATIENCE_MS = 5000;

export function createClient({ apiUrl, shards = 'auto' }: ConnectionOptions): Client {
  const self = {
    maxSize: 0,
    keepOverLimit: (each: { id: string; client: Client }) => each.id === each.client.user?.id,
  };
  return new Client({
    // Of servers, channels, threads and roles. No members, presences or contents of messages: none of it is needed.
    intents: [GatewayIntentBits.Guilds],
    ...(shards === 'auto' ? { shards } : { shardCount: shards }),
    allowedMentions: { parse: [] },
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl.replace(/\/+$/, '') }),
      rejectOnRateLimit: ({ retryAfter, timeToReset, sublimitTimeout }) =>
        Math.max(retryAfter, timeToReset, sublimitTimeout) > PATIENCE_MS,
    },
    // Servers, channels and roles are kept for their names and rights; of people only the bot itself.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      DMMessageManager: 0,
      GuildMessageManager: 0,
      GuildMemberManager: self,
      UserManager: self,
      ThreadMemberManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildInviteManager: 0,
      GuildBanManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      AutoModerationRuleManager: 0,
      EntitlementManager: 0,
    }),
  });
}

/** Discord was reached, and wants no connection like this one. */
class ClosedForGood extends Error {
  override readonly name = 'ClosedForGood';
}

/** Logs in and waits until every shard has its servers. Rejects with what to change. */
export async function connect(client: Client, { token, apiUrl }: ConnectionOptions): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.ShardDisconnect, ({ code }) => reject(new ClosedForGood(closedBecause(code))));
  });
  try {
    const [connected] = await Promise.all([ready, client.login(token)]);
    return connected;
  } catch (error) {
    await client.destroy();
    throw explained(error, apiUrl);
  }
}

/** The gateway's close codes after which no new attempt helps (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway). */
const CLOSED: Readonly<Record<number, string>> = {
  4004: 'check DISCORD_TOKEN and restart',
  4010: 'check DISCORD_SHARDS and restart',
  4011: 'there are too many servers for one connection: set DISCORD_SHARDS=auto and restart',
};

/** The code, and what to do about it. */
export function closedBecause(code: number): string {
  return `Discord closed the connection for good (${code}): ${CLOSED[code] ?? 'restart; if it happens again, please report it'}`;
}

function explained(error: unknown, apiUrl: string | undefined): Error {
  if (error instanceof ClosedForGood) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return new Error(
      'Discord refused the bot token. Set DISCORD_TOKEN to the token shown under Bot → Reset Token at https://discord.com/developers/applications',
      { cause: error },
    );
  }
  const where = apiUrl === undefined ? 'Discord' : `Discord at ${apiUrl} (DISCORD_API_URL)`;
  return new Error(`${where} could not be reached: ${reason(error)}`, { cause: error });
}

/** Where someone who manages a server invites the bot, with every permission it uses and no more. */
export function invitation(applicationId: string): string {
  const permissions = ALL_RIGHTS.reduce((sum, right) => sum | PermissionFlagsBits[right], 0n);
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}`;
}
