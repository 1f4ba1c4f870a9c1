/** The Discord bot: a discord.js client, its life from login to goodbye, and nothing of the quiz itself. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Bot, Desk } from '../../core/desk.ts';
import type { Log } from '../../core/ports.ts';
import { answerInteraction } from './answer.ts';
import { describe, reason, toPlatformError } from './faults.ts';
import { createDiscordPlatform } from './platform.ts';
import { registerCommands } from './register.ts';

export interface DiscordOptions {
  readonly token: string;
  /** REST base without the version, such as `https://discord.com/api` (the default). */
  readonly apiUrl?: string | undefined;
  readonly log: Log;
}

/** Longest wait for what was begun, when stopping. */
const FAREWELL_MS = 5000;
/** Longest pause Discord may ask for that is waited out here; a longer one is core's to plan with. */
const PATIENCE_MS = 5000;

/** A bot for one Discord application. Nothing is connected before `start`. */
export function createDiscordBot(options: DiscordOptions): Bot {
  const { token, apiUrl, log } = options;
  const client = createClient(apiUrl);
  const underway = new Set<Promise<void>>();

  // Without a listener, an 'error' event would end the process.
  client.on(Events.Error, (error) => log.error(describe(error), 'discord: unexpected error'));
  client.on(Events.ShardError, (error) => log.warn(describe(error), 'discord: connection error'));
  client.on(Events.ShardReconnecting, () => log.warn({}, 'discord: connection lost, reconnecting'));
  client.on(Events.ShardResume, () => log.info({}, 'discord: connection resumed'));

  return {
    platform: createDiscordPlatform(client),

    async start(desk: Desk) {
      client.on(Events.InteractionCreate, (interaction) => {
        const answering = answerInteraction(interaction, desk, log).finally(() => underway.delete(answering));
        underway.add(answering);
      });
      const ready = await connect(client, token, apiUrl);
      client.on(Events.ShardDisconnect, ({ code }) =>
        log.error({ code }, 'discord: disconnected for good; check DISCORD_TOKEN and restart'),
      );
      await register(ready, desk, log);
      log.info({ user: ready.user.tag, servers: ready.guilds.cache.size }, 'discord: ready');
    },

    async stop() {
      client.removeAllListeners(Events.InteractionCreate);
      const patience = new AbortController();
      await Promise.race([
        Promise.allSettled(underway),
        delay(FAREWELL_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
      await client.destroy();
    },
  };
}

function createClient(apiUrl: string | undefined): Client {
  const self = {
    maxSize: 0,
    keepOverLimit: (each: { id: string; client: Client }) => each.id === each.client.user?.id,
  };
  return new Client({
    intents: [GatewayIntentBits.Guilds],
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

/** Logs in and waits until events arrive. Rejects with what to change. */
async function connect(client: Client, token: string, apiUrl: string | undefined): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.ShardDisconnect, ({ code }) => reject(new Error(`Discord closed the connection (${code})`)));
  });
  try {
    const [client] = await Promise.all([ready, login()]);
    return client;
  } catch (error) {
    await client.destroy();
    throw explained(error, apiUrl);
  }

  async function login(): Promise<void> {
    await client.login(token);
  }
}

/** Rejects only for what trying again cannot mend; else the commands of the last start stay in use. */
async function register(client: Client<true>, desk: Desk, log: Log): Promise<void> {
  try {
    const written = await registerCommands(client.rest, client.application.id, desk.commands);
    if (written) log.info({ commands: desk.commands.length }, 'discord: commands registered');
  } catch (error) {
    if (toPlatformError(error).permanent) {
      await client.destroy();
      throw new Error(`Discord refused the slash commands: ${reason(error)}`, { cause: error });
    }
    log.error(describe(error), 'discord: commands could not be registered; restart to try again');
  }
}

function explained(error: unknown, apiUrl: string | undefined): Error {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return new Error(
      'Discord refused the bot token. Set DISCORD_TOKEN to the token shown under Bot → Reset Token at https://discord.com/developers/applications',
      { cause: error },
    );
  }
  const where = apiUrl === undefined ? 'Discord' : `Discord at ${apiUrl} (DISCORD_API_URL)`;
  return new Error(`${where} could not be reached: ${reason(error)}`, { cause: error });
}
