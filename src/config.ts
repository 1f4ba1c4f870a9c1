/** Configuration: environment in, typed settings out, every problem at once. The only file that reads the environment. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { areKeys, type SlackConfig, slackConfig, slackProblems } from './config-slack.ts';
import type { PlatformName } from './core/message.ts';

export interface Config {
  readonly discord:
    | {
        readonly token: string;
        readonly apiUrl: string | undefined;
        /** The one server whose commands are registered, for development. */
        readonly guildId: string | undefined;
        readonly shards: number | 'auto';
      }
    | undefined;
  readonly slack: SlackConfig | undefined;
  /** Whether the local chat runs, and whether someone asked for it. */
  readonly localChat: { readonly on: boolean; readonly chosen: boolean };
  readonly databaseFile: string;
  readonly bankDir: string;
  /** Where admins are told of what only they can mend. */
  readonly adminChannel:
    | { readonly platform: PlatformName; readonly workspaceId: string | undefined; readonly channelId: string }
    | undefined;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
}

/** What stands in docs/configuration.md, and what a problem with the variable says. */
interface Variable {
  readonly about: string;
  readonly fallback: string;
  readonly example: string;
  readonly schema: z.ZodType<string>;
}

const url = z.string().regex(/^https?:\/\/[^\s/]+/, 'must be an http:// or https:// address');
const anything = z.string();

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Every variable, in the order of the docs. */
export const VARIABLES = {
  DISCORD_TOKEN: {
    about: "The bot's token from the Discord developer portal. Turns Discord on.",
    fallback: 'Discord is off',
    example: 'MTIz…',
    schema: z.string().regex(/^(?!Bot )\S+$/, 'must be the bare token: no spaces and no leading "Bot "'),
  },
  DISCORD_API_URL: {
    about: 'Base address of the Discord API, for a proxy.',
    fallback: 'https://discord.com/api',
    example: 'http://127.0.0.1:4000/api',
    schema: url.refine((value) => !/\/v\d+\/?$/.test(value), 'must not end in a version: the bot adds it'),
  },
  DISCORD_GUILD_ID: {
    about:
      'Id of one server: the slash commands are registered there alone, where changes show at once. For development.',
    fallback: 'the commands are registered for all servers',
    example: '197038439483310086',
    schema: z
      .string()
      .regex(/^\d{17,20}$/, 'must be the id of a server: 17 to 20 digits (Developer Mode → Copy Server ID)'),
  },
  DISCORD_SHARDS: {
    about:
      'How many gateway connections (shards) the servers are spread over: `auto`, or a number. Discord wants at least one for every 2,500 servers.',
    fallback: 'auto: as many as Discord recommends',
    example: '2',
    schema: z.string().regex(/^(auto|[1-9]\d{0,2})$/, 'must be auto or a number from 1 to 999'),
  },
  SLACK_BOT_TOKEN: {
    about: "The app's bot token. Turns Slack on, together with one of the next two.",
    fallback: 'Slack is off',
    example: 'xoxb-…',
    schema: z
      .string()
      .regex(/^xoxb-/, 'must be a bot token, which begins with xoxb- (one with xoxe. before it ends in twelve hours)'),
  },
  SLACK_APP_TOKEN: {
    about: 'App-level token with `connections:write`: events come over Socket Mode, no public address is needed.',
    fallback: 'no Socket Mode',
    example: 'xapp-…',
    schema: z.string().regex(/^xapp-/, 'must be an app-level token, which begins with xapp-'),
  },
  SLACK_SIGNING_SECRET: {
    about: 'Signing secret: events come over HTTP at `/slack/events`. Not used when SLACK_APP_TOKEN is set.',
    fallback: 'no HTTP events',
    example: '8f742231b10e8888abcd99yyyzzz85a5',
    schema: z.string().regex(/^\S{8,}$/, 'must be the signing secret from “Basic Information”'),
  },
  SLACK_CLIENT_ID: {
    about:
      'Client ID: the app is installed in several workspaces by the page `/slack/install`. Takes the place of SLACK_BOT_TOKEN, and needs the next three and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET.',
    fallback: 'one workspace, that of SLACK_BOT_TOKEN',
    example: '1234567890.1234567890',
    schema: z.string().regex(/^\d+\.\d+$/, 'must be the client ID from “Basic Information”: digits, a dot, digits'),
  },
  SLACK_CLIENT_SECRET: {
    about: 'Client secret, from “Basic Information” beside the client ID.',
    fallback: 'no installation by page',
    example: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    schema: z.string().regex(/^\S{8,}$/, 'must be the client secret from “Basic Information”'),
  },
  PUBLIC_URL: {
    about:
      'Where people outside reach this server, without a path: Slack sends admins back to it after an installation.',
    fallback: 'no installation by page',
    example: 'https://quiz.example.org',
    schema: z.string().regex(/^https:\/\/[^\s/?#]+\/?$/, 'must be an https:// address without a path'),
  },
  REFCOUNT_SECRET_KEY: {
    about:
      'Key that the tokens of installations are encrypted with: 32 bytes as base64, such as `openssl rand -base64 32` gives. Several, separated by commas: the first encrypts, all decrypt ([how to change it](operating.md#keys)).',
    fallback: 'no installation by page',
    example: 'cmVmY291bnQgZXhhbXBsZSBrZXksIGRvIG5vdCB1c2U=',
    schema: z.string().refine(areKeys, 'must be 32 bytes as base64, or several such keys with commas between'),
  },
  SLACK_API_URL: {
    about: 'Base address of the Slack Web API, for GovSlack or a proxy.',
    fallback: 'https://slack.com/api/',
    example: 'https://slack-gov.com/api/',
    schema: url,
  },
  DATABASE_URL: {
    about: 'The SQLite file, as a path or `file:PATH`. Relative paths are inside DATA_DIR.',
    fallback: 'refcount.db in DATA_DIR',
    example: 'file:/var/lib/refcount/refcount.db',
    schema: z
      .string()
      .refine(
        (value) => !/^\w+:\/\//.test(value) || value.startsWith('file://'),
        'must be a file: only SQLite is supported',
      ),
  },
  DATA_DIR: {
    about: 'Folder of everything the bot writes.',
    fallback: 'data',
    example: '/var/lib/refcount',
    schema: anything,
  },
  HOST: {
    about: 'Address the web server listens on. Slack over HTTP needs one that Slack can reach, such as 0.0.0.0.',
    fallback: '127.0.0.1',
    example: '0.0.0.0',
    schema: z.string().regex(/^[\w.:[\]-]+$/, 'must be an IP address or a host name'),
  },
  PORT: {
    about: 'Port of the web server: local chat, `/healthz`, `/slack/events`.',
    fallback: '3000',
    example: '8080',
    schema: z
      .string()
      .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535, 'must be a number from 0 to 65535'),
  },
  LOCAL_CHAT: {
    about: 'The local web chat, on loopback only: `on` or `off`.',
    fallback: 'on when neither Discord nor Slack is configured, else off',
    example: 'off',
    schema: z.enum(['on', 'off'], 'must be on or off'),
  },
  BANK_DIR: {
    about: 'Folder of the question bank.',
    fallback: 'the built-in bank',
    example: './my-bank',
    schema: anything,
  },
  ADMIN_CHANNEL: {
    about:
      'Where admins are told that a changed bank has faults: `discord:`, `slack:` or `local:` and the id of a channel. With SLACK_CLIENT_ID the workspace comes before it: `slack:T0123456789/C0123456789`.',
    fallback: '`local:general` when only the local chat is on, else nowhere but in the log',
    example: 'slack:C0123456789',
    schema: z
      .string()
      .regex(
        /^(discord|local|slack):[\w-]+$|^slack:T\w+\/\w+$/,
        'must be discord:, slack: or local: and the id of a channel',
      ),
  },
  LOG_LEVEL: {
    about: `Least level that is logged: ${LOG_LEVELS.join(', ')}. Logs are JSON lines on standard error.`,
    fallback: 'info; warn when only the local chat is on',
    example: 'debug',
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
  },
} as const satisfies Readonly<Record<string, Variable>>;

type Name = keyof typeof VARIABLES;
export type Environment = Readonly<Record<string, string | undefined>>;

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the settings. An empty variable counts as not set. Each problem is a line: the variable, what is wrong, what to do. */
export function readConfig(env: Environment, builtInBank: string): ReadConfig {
  const problems: string[] = [];
  const values: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(VARIABLES) as Name[]) {
    const raw = env[name]?.trim();
    if (!raw) continue;
    const parsed = VARIABLES[name].schema.safeParse(raw);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push(
        `${name} ${parsed.error.issues[0]?.message ?? 'is wrong'}. Example: ${name}=${VARIABLES[name].example}`,
      );
  }
  const isSet = (name: Name) => Boolean(env[name]?.trim());
  problems.push(...slackProblems(isSet));
  const slackOn = isSet('SLACK_BOT_TOKEN') || isSet('SLACK_CLIENT_ID');
  if (values.REFCOUNT_SECRET_KEY?.includes(VARIABLES.REFCOUNT_SECRET_KEY.example))
    problems.push('REFCOUNT_SECRET_KEY is the example of the docs. Set one of your own: openssl rand -base64 32');
  const platforms = isSet('DISCORD_TOKEN') || slackOn;
  const localOn = values.LOCAL_CHAT ? values.LOCAL_CHAT === 'on' : !platforms;
  const host = values.HOST ?? '127.0.0.1';
  if (localOn && !isLoopback(host)) {
    problems.push(
      `HOST is ${host}, but the local chat has no passwords and only listens on loopback. Set LOCAL_CHAT=off, or HOST=127.0.0.1.`,
    );
  }
  if (!localOn && !platforms)
    problems.push(
      'LOCAL_CHAT is off and no platform is configured, so there is nothing to run. Set DISCORD_TOKEN or SLACK_BOT_TOKEN.',
    );
  const [adminPlatform = '', adminPlace = ''] = (values.ADMIN_CHANNEL ?? (platforms ? '' : 'local:general')).split(':');
  const [adminChannelId = '', adminWorkspaceId] = adminPlace.split('/').reverse();
  const running: Readonly<Record<string, boolean>> = {
    discord: isSet('DISCORD_TOKEN'),
    slack: slackOn,
    local: localOn,
  };
  if (values.ADMIN_CHANNEL && !running[adminPlatform])
    problems.push(`ADMIN_CHANNEL names ${adminPlatform}, which is off. Turn it on, or name a channel elsewhere.`);
  if (adminPlatform === 'slack' && isSet('SLACK_CLIENT_ID') && !adminWorkspaceId)
    problems.push(
      'ADMIN_CHANNEL must name the workspace too, since there may be several: slack:T0123456789/C0123456789.',
    );
  if (problems.length > 0) return { ok: false, problems };

  const dataDir = resolve(values.DATA_DIR ?? 'data');
  const file = (values.DATABASE_URL ?? 'refcount.db').replace(/^file:(\/\/)?/, '');
  return {
    ok: true,
    config: {
      discord: values.DISCORD_TOKEN
        ? {
            token: values.DISCORD_TOKEN,
            apiUrl: values.DISCORD_API_URL?.replace(/\/+$/, ''),
            guildId: values.DISCORD_GUILD_ID,
            shards: shardsOf(values.DISCORD_SHARDS),
          }
        : undefined,
      slack: slackOn ? slackConfig(values) : undefined,
      localChat: { on: localOn, chosen: values.LOCAL_CHAT !== undefined },
      databaseFile: isAbsolute(file) ? file : join(dataDir, file),
      adminChannel: isPlatform(adminPlatform)
        ? { platform: adminPlatform, workspaceId: adminWorkspaceId, channelId: adminChannelId }
        : undefined,
      bankDir: values.BANK_DIR ? resolve(values.BANK_DIR) : builtInBank,
      host,
      port: Number(values.PORT ?? 3000),
      logLevel: values.LOG_LEVEL ?? (platforms ? 'info' : 'warn'),
    },
  };
}

/** The bank that commands work on when none is named: the one the bot is set up with, else the built-in one. */
export function bankFolder(builtInBank: string): string {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const named = process.env.BANK_DIR?.trim();
  return named ? resolve(named) : builtInBank;
}

/** This process's settings: `.env` in the working folder is read first and never overrides what is set. */
export function loadConfig(builtInBank: string): ReadConfig {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env, builtInBank);
}

const shardsOf = (value = 'auto') => (value === 'auto' ? value : Number(value));

function isPlatform(name: string): name is PlatformName {
  return name === 'discord' || name === 'slack' || name === 'local';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** docs/configuration.md. */
export function configurationDoc(): string {
  const rows = Object.entries(VARIABLES).map(
    ([name, variable]) => `| \`${name}\` | ${variable.about} | ${variable.fallback} | \`${variable.example}\` |`,
  );
  return `# Configuration

Refcount is configured by environment variables only. A file \`.env\` in the working folder is read if present; what is already set in the environment wins. When something is wrong, every problem is listed at once and the process ends with exit code 2.

<!-- Generated by \`npm run docs\` from src/config.ts. -->

| variable | what it is | when not set | example |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
