/** The Discord bot: a discord.js client, its life from login to goodbye, and nothing of the quiz itself. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import type { Bot, Desk, Happening } from '../../core/desk.ts';
import type { Log, Meter } from '../../core/ports.ts';
import { answerInteraction } from './answer.ts';
import { type ConnectionOptions, closedBecause, connect, createClient, invitation } from './client.ts';
import { commandBodies } from './commands.ts';
import { describe, isRightMissing, reason, toPlatformError } from './faults.ts';
import { watchPlaces } from './happenings.ts';
import { type CommandNames, createCommandNames } from './names.ts';
import { createDiscordPlatform } from './platform.ts';
import { registerCommands, type Scope, withdrawCommands } from './register.ts';

export interface DiscordOptions extends ConnectionOptions {
  /** Registers the commands in this server alone, where they show at once: for development. */
  readonly guildId?: string | undefined;
  readonly log: Log;
  readonly meter?: Meter | undefined;
}

/** Longest wait for what was begun, when stopping. */
const FAREWELL_MS = 5000;
/** A bot in more servers than this was hardly developed in them, and asking each for what is left there takes long. */
const MOST_SERVERS_TIDIED = 25;

/** A bot for one Discord application. Nothing is connected before `start`. */
export function createDiscordBot(options: DiscordOptions): Bot {
  const { log } = options;
  const client = createClient(options);
  const names = createCommandNames();
  const underway = new Set<Promise<void>>();
  let stopped = false;

  function follow(work: Promise<void>): void {
    const followed = work
      .catch((error: unknown) => log.error(describe(error), 'discord: the desk failed'))
      .finally(() => underway.delete(followed));
    underway.add(followed);
  }

  // Without a listener, an 'error' event would end the process.
  client.on(Events.Error, (error) => log.error(describe(error), 'discord: unexpected error'));
  // Whether the connection is made anew, or was closed for good, is told by the events below.
  client.on(Events.ShardError, (error, shard) => log.warn({ shard, ...describe(error) }, 'discord: connection error'));
  client.on(Events.ShardReconnecting, (shard) => {
    // discord.js says so too when it is told to end the connection.
    if (!stopped) log.warn({ shard }, 'discord: connection lost, reconnecting');
  });
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'discord: connection resumed'));
  // After a session that could not be resumed.
  client.on(Events.ShardReady, (shard) => log.info({ shard }, 'discord: connected'));

  return {
    platform: createDiscordPlatform(client, names, options.meter),

    async start(desk: Desk) {
      client.on(Events.InteractionCreate, (interaction) => {
        if (!stopped) follow(answerInteraction(interaction, { desk, names, log }));
      });
      const ready = await connect(client, options);
      client.on(Events.ShardDisconnect, ({ code }, shard) =>
        log.error({ shard, code }, `discord: ${closedBecause(code)}`),
      );
      watchPlaces(client, (happening: Happening) => {
        if (!stopped) follow(desk.happened(happening));
      });
      try {
        await register(ready, desk, names, options);
      } catch (error) {
        stopped = true;
        await client.destroy();
        throw error;
      }
      const { guilds, ws } = ready;
      if (guilds.cache.size === 0) {
        log.warn({ invitation: invitation(ready.application.id) }, 'discord: in no server yet; open the invitation');
      }
      log.info({ user: ready.user.tag, servers: guilds.cache.size, shards: ws.shards.size }, 'discord: ready');
    },

    async stop() {
      stopped = true;
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

/** Rejects only for what trying again cannot mend; else the commands of the last start stay in use. */
async function register(client: Client<true>, desk: Desk, names: CommandNames, options: DiscordOptions): Promise<void> {
  const { guildId, log } = options;
  const wanted = commandBodies(desk.commands, desk.shortcuts);
  const scope: Scope = { applicationId: client.application.id, guildId };
  names.learn(desk.commands, new Map());
  try {
    const { ids, written } = await registerCommands(client.rest, scope, wanted);
    names.learn(desk.commands, ids);
    if (written) log.info({ commands: wanted.length, server: guildId }, 'discord: commands registered');
  } catch (error) {
    if (toPlatformError(error).permanent) {
      const where = guildId === undefined ? '' : `; check DISCORD_GUILD_ID (${guildId})`;
      throw new Error(`Discord refused the slash commands: ${reason(error)}${where}`, { cause: error });
    }
    log.error(describe(error), 'discord: commands could not be registered; restart to try again');
    return;
  }
  for (const other of otherScopes(client, scope)) {
    try {
      const withdrawn = await withdrawCommands(client.rest, other, wanted);
      if (withdrawn > 0) log.info({ withdrawn, server: other.guildId }, 'discord: doubled commands removed');
    } catch (error) {
      // A server that invited the bot without commands has none of ours.
      if (isRightMissing(error)) continue;
      log.warn({ server: other.guildId, ...describe(error) }, 'discord: commands may show twice; restart to try again');
    }
  }
}

/** Where commands of ours may be left from a start with another DISCORD_GUILD_ID. */
function otherScopes(client: Client<true>, { applicationId, guildId }: Scope): Scope[] {
  const servers = client.guilds.cache.size > MOST_SERVERS_TIDIED ? [] : [...client.guilds.cache.keys()];
  const others = servers.filter((id) => id !== guildId).map((id) => ({ applicationId, guildId: id }));
  return guildId === undefined ? others : [{ applicationId }, ...others];
}
