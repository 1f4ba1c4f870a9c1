/** The composition root: config → store → bank → bots → scheduler → http, and the way back. */
import { readBankFolder } from './bank-folder.ts';
import { type Reloader, watchBank } from './bank-reload.ts';
import { createDiscordBot } from './bots/discord/index.ts';
import { createCommandNames } from './bots/discord/names.ts';
import { renderMessage as renderOnDiscord } from './bots/discord/render.ts';
import { createLocalBot, type LocalBot, type Previews } from './bots/local/index.ts';
import { createSlackBot, type SlackBot } from './bots/slack/index.ts';
import { renderMessage as renderOnSlack } from './bots/slack/render.ts';
import { adjustableClock, fixedSystemClock } from './clock.ts';
import type { Config } from './config.ts';
import { faultsMessage } from './core/bank/faults-message.ts';
import type { Finding } from './core/bank/finding.ts';
import { loadBank } from './core/bank/load.ts';
import type { Bank } from './core/bank/question.ts';
import type { BankFile } from './core/bank/source.ts';
import { COMMANDS } from './core/commands/catalog.ts';
import { createCore } from './core/create-core.ts';
import type { Bot, Desk } from './core/desk.ts';
import { englishTexts, textsIn } from './core/language/texts.ts';
import type { PlatformName } from './core/message.ts';
import type { Clock, Ids, Log, Ports } from './core/ports.ts';
import { previewsOf } from './core/rounds/preview.ts';
import type { Rounds } from './core/rounds/rounds.ts';
import { serveHttp } from './http.ts';
import { randomBits, randomIds } from './ids.ts';
import { createMetrics } from './metrics.ts';
import { startScheduler } from './scheduler.ts';
import { StoreVersionError } from './store/migrate.ts';
import { openSqliteStore, type StoreHandle } from './store/sqlite.ts';

/** What stops a start, in words for the operator; one line each. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly lines: readonly string[];
  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.lines = lines;
  }
}

export interface Running {
  /** What is on and what is off, for the operator. */
  readonly summary: readonly string[];
  readonly address: string;
  /** Finishes what was begun and closes everything, in under 10 s. */
  stop(): Promise<void>;
}

/** Throws StartError when something the operator can mend is wrong. */
export async function startRefcount(config: Config, log: Log, ids: Ids = randomIds): Promise<Running> {
  const files = await readBankFolder(config.bankDir);
  const bank = bankOf(config, files);
  const store = await openStore(config.databaseFile, log);
  try {
    return await startWith({ config, log, ids, store, files }, bank);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openStore(file: string, log: Log): Promise<StoreHandle> {
  try {
    return await openSqliteStore({ file, log });
  } catch (error) {
    if (error instanceof StoreVersionError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const mend = 'Set DATA_DIR (or DATABASE_URL) to a place this user can write.';
    throw new StartError([`The database ${file} cannot be opened: ${reason}`, mend], { cause: error });
  }
}

function bankOf(config: Config, files: readonly BankFile[]): Bank {
  const loaded = loadBank(files);
  if (loaded.ok) return loaded.bank;
  const faults = loaded.findings.filter((finding) => finding.severity === 'error');
  throw new StartError([
    `The bank in ${config.bankDir} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:`,
    ...faults.map(
      (fault) => `  ${fault.path}:${fault.line}:${fault.column} ${fault.message}${fault.fix ? ` — ${fault.fix}` : ''}`,
    ),
  ]);
}

interface Given {
  readonly config: Config;
  readonly log: Log;
  readonly ids: Ids;
  readonly store: StoreHandle;
  /** What the first bank was read from. */
  readonly files: readonly BankFile[];
}

async function startWith({ config, log, ids, store, files }: Given, firstBank: Bank): Promise<Running> {
  const alone = config.localChat.on && !config.discord && !config.slack;
  const clock = alone
    ? adjustableClock(await store.localChat.getClockOffset(), (offset) => store.localChat.setClockOffset(offset))
    : fixedSystemClock;
  const { discord, slack } = config;
  const metrics = createMetrics();
  const slackBot: SlackBot | undefined =
    slack &&
    createSlackBot({
      ...slack,
      oauth: slack.oauth && { ...slack.oauth, rows: store.slackInstallations, random: randomBits },
      clock,
      log,
      meter: metrics,
    });
  let onClockMoved: () => Promise<void> = async () => undefined;
  let bank = firstBank;
  const namesOnDiscord = createCommandNames();
  namesOnDiscord.learn(COMMANDS, new Map());
  const localBot: LocalBot | undefined = config.localChat.on
    ? createLocalBot({
        log,
        ids,
        clock,
        chat: store.localChat,
        onClockMoved: () => onClockMoved(),
        workspaceName: 'Local team',
        payloads: (message) => ({
          discord: { components: [renderOnDiscord(message, namesOnDiscord.show)] },
          slack: renderOnSlack(message),
        }),
        previews: previewsFrom(() => bank, clock),
      })
    : undefined;
  const bots: Bot[] = [discord && createDiscordBot({ ...discord, log, meter: metrics }), slackBot, localBot].filter(
    (bot) => bot !== undefined,
  );
  const platforms = new Map(bots.map((bot) => [bot.platform.name, bot.platform]));
  const { desk, rounds, outbox } = createCore({
    store,
    clock,
    ids,
    log,
    platforms,
    get bank() {
      return bank;
    },
  });

  const http = await serveHttp({
    host: config.host,
    port: config.port,
    metrics: metrics.text,
    slack: slackBot?.http,
    local: localBot?.app,
    async health() {
      const parts: Record<string, boolean> = { store: await store.ping() };
      for (const [name, platform] of platforms) parts[name] = platform.connected();
      return { ok: Object.values(parts).every(Boolean), parts };
    },
  }).catch((error: unknown) => {
    throw portError(config, error);
  });

  let reloader: Reloader | undefined;
  const scheduler = startScheduler(async () => {
    await Promise.all([rounds.tick(), reloader?.check()]);
  }, log);
  const stop = async () => {
    await reloader?.stop();
    await scheduler.stop();
    await Promise.allSettled(bots.map((bot) => bot.stop()));
    await http.close();
    await store.close();
  };
  try {
    await startBots(bots, desk);
    if (localBot) await firstLocalRound(store, rounds);
    onClockMoved = scheduler.tick;
    await outbox.takeOver();
    await scheduler.tick();
    const tell = adminTeller({ config, log, ids, platforms });
    const replace = (changed: Bank) => {
      bank = changed;
    };
    reloader = await watchBank({ folder: config.bankDir, replace, tell, log }, files);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: http.address, stop, summary: summaryOf(config, bank, http.address) };
}

/** Tells the admins' channel of faults in the bank; when there is no such channel, or it cannot be reached, the log has them. */
function adminTeller({
  config,
  log,
  ids,
  platforms,
}: Pick<Given, 'config' | 'log' | 'ids'> & Pick<Ports, 'platforms'>) {
  return async (faults: readonly Finding[]): Promise<void> => {
    const { adminChannel } = config;
    const platform = adminChannel && platforms.get(adminChannel.platform);
    if (!platform) return;
    const target = { workspaceId: adminChannel.workspaceId ?? '', channelId: adminChannel.channelId };
    try {
      await platform.post(target, faultsMessage(englishTexts(), faults), `b-${ids.next()}`);
    } catch (error) {
      log.error(
        { channel: adminChannel.channelId, err: error },
        'ADMIN_CHANNEL could not be told of faults in the bank',
      );
    }
  };
}

/** What the local chat shows a question's author, of the bank in force when they ask. */
function previewsFrom(bankNow: () => Bank, clock: Clock): Previews {
  return {
    questions: () => [...bankNow().questions.keys()],
    of(id, language) {
      const bank = bankNow();
      const question = bank.questions.get(id);
      return question && previewsOf(textsIn(language), bank, question, clock.now());
    },
  };
}

/** Starts all of them, and tells what is wrong with each that could not, not only with the first. */
async function startBots(bots: readonly Bot[], desk: Desk): Promise<void> {
  const started = await Promise.allSettled(bots.map((bot) => bot.start(desk)));
  const reasons = started.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (reasons.length === 0) return;
  const lines = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  throw new StartError(lines, { cause: new AggregateError(reasons) });
}

/** A new local chat asks its first question at once, so that there is something to answer. */
async function firstLocalRound(store: StoreHandle, rounds: Rounds): Promise<void> {
  const workspace = { id: 'local:home', platform: 'local' as const, externalId: 'home', name: 'Local team' };
  if ((await store.read.schedulesOfWorkspace(workspace.id)).length > 0) return;
  await store.write((tx) => tx.saveWorkspace(workspace));
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  await rounds.setUp({
    workspaceId: workspace.id,
    channelId: 'general',
    cron: '0 9 * * *',
    zone,
    topics: [],
    attempts: 1,
    startNow: true,
  });
}

function portError(config: Config, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new StartError([
      `Port ${config.port} on ${config.host} is taken. Set PORT to another one, such as PORT=${config.port + 1}.`,
    ]);
  }
  if (code === 'EACCES') return new StartError([`Port ${config.port} needs more rights. Set PORT to one above 1023.`]);
  if (code === 'EADDRNOTAVAIL') return new StartError([`HOST ${config.host} is not an address of this machine.`]);
  return error;
}

function summaryOf(config: Config, bank: Bank, address: string): string[] {
  const line = (name: PlatformName | string, on: boolean, words: string) =>
    `  ${name.padEnd(11)} ${on ? 'on ' : 'off'}  ${words}`;
  const slackLine = config.slack?.appToken ? 'Socket Mode' : `HTTP at ${address}/slack/events`;
  const slackInstall = config.slack?.oauth && `, installed by ${config.slack.oauth.publicUrl}/slack/install`;
  const slackMode = slackLine + (slackInstall ?? '');
  const localWhy = config.localChat.chosen ? 'LOCAL_CHAT=on' : 'no platform is configured';
  const localOff = config.localChat.chosen
    ? 'LOCAL_CHAT=off'
    : 'a platform is configured; LOCAL_CHAT=on turns it on too';
  const topics = new Set([...bank.questions.values()].map((question) => question.topic)).size;
  return [
    line('Local chat', config.localChat.on, config.localChat.on ? `${address}  (${localWhy})` : localOff),
    line(
      'Discord',
      config.discord !== undefined,
      config.discord ? (config.discord.apiUrl ?? 'connected') : 'set DISCORD_TOKEN to turn it on',
    ),
    line(
      'Slack',
      config.slack !== undefined,
      config.slack ? slackMode : 'set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET) to turn it on',
    ),
    `  Bank             ${bank.questions.size} questions on ${topics} topics, ${bank.concepts.size} concepts`,
    `  Database         ${config.databaseFile}`,
  ];
}
