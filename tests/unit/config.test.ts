import { isAbsolute, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Config, configurationDoc, type Environment, readConfig, VARIABLES } from '../../src/config.ts';

const BANK = '/opt/refcount/questions';
const DISCORD = { DISCORD_TOKEN: 'MTIz.abc.def' };
const KEY = Buffer.alloc(32, 7).toString('base64');
const SEVERAL = {
  SLACK_CLIENT_ID: '12.34',
  SLACK_CLIENT_SECRET: 'client-secret',
  PUBLIC_URL: 'https://quiz.example.org/',
  REFCOUNT_SECRET_KEY: KEY,
  SLACK_APP_TOKEN: 'xapp-1',
};
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

function config(env: Environment): Config {
  const read = readConfig(env, BANK);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}
function problems(env: Environment): readonly string[] {
  const read = readConfig(env, BANK);
  return read.ok ? [] : read.problems;
}

describe('without any variable', () => {
  test('the local chat runs on loopback with the built-in bank', () => {
    expect(config({})).toEqual({
      discord: undefined,
      slack: undefined,
      localChat: { on: true, chosen: false },
      databaseFile: resolve('data/refcount.db'),
      bankDir: BANK,
      adminChannel: { platform: 'local', channelId: 'general' },
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'warn',
    });
  });

  test('an empty one counts as not set, and spaces around a value do not count', () => {
    const empty = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, '']));
    expect(config(empty)).toEqual(config({}));
    expect(config({ PORT: '  ', HOST: ' 127.0.0.1 ' })).toEqual(config({}));
    expect(config({ DISCORD_TOKEN: ' abc ' }).discord?.token).toBe('abc');
  });
});

describe('what is set', () => {
  test('turns platforms on, and the local chat off unless it is asked for', () => {
    expect(config(DISCORD)).toMatchObject({
      discord: { token: 'MTIz.abc.def', apiUrl: undefined, guildId: undefined, shards: 'auto' },
      slack: undefined,
      localChat: { on: false, chosen: false },
      logLevel: 'info',
    });
    expect(config({ ...DISCORD, ...SLACK, LOCAL_CHAT: 'on' })).toMatchObject({
      slack: { botToken: 'xoxb-1', appToken: 'xapp-1', signingSecret: undefined },
      localChat: { on: true, chosen: true },
    });
    expect(config({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '12345678', HOST: '0.0.0.0' })).toMatchObject({
      slack: { appToken: undefined, signingSecret: '12345678' },
      host: '0.0.0.0',
    });
  });

  test('installs Slack in several workspaces, with keys to open and a first one to seal', () => {
    const older = Buffer.alloc(32, 8).toString('base64');
    expect(config({ ...SEVERAL, REFCOUNT_SECRET_KEY: `${KEY}, ${older}` }).slack).toEqual({
      botToken: undefined,
      appToken: 'xapp-1',
      signingSecret: undefined,
      apiUrl: undefined,
      oauth: {
        clientId: '12.34',
        clientSecret: 'client-secret',
        publicUrl: 'https://quiz.example.org',
        secretKeys: [KEY, older],
      },
    });
    expect(config({ ...SEVERAL, ADMIN_CHANNEL: 'slack:T1/C1' }).adminChannel).toEqual({
      platform: 'slack',
      workspaceId: 'T1',
      channelId: 'C1',
    });
    expect(config(SLACK).slack?.oauth).toBeUndefined();
  });

  test('says where Discord commands are registered, and how many connections there are', () => {
    expect(config({ ...DISCORD, DISCORD_GUILD_ID: '197038439483310086', DISCORD_SHARDS: '4' }).discord).toMatchObject({
      guildId: '197038439483310086',
      shards: 4,
    });
  });

  test('names where admins are told, on a platform that is on', () => {
    expect(config(DISCORD).adminChannel).toBeUndefined();
    expect(config({ ...DISCORD, ADMIN_CHANNEL: 'discord:123' }).adminChannel).toEqual({
      platform: 'discord',
      channelId: '123',
    });
    expect(problems({ ...DISCORD, ADMIN_CHANNEL: 'slack:C1' })).toEqual([
      'ADMIN_CHANNEL names slack, which is off. Turn it on, or name a channel elsewhere.',
    ]);
    expect(problems({ ADMIN_CHANNEL: '#general' })[0]).toContain('ADMIN_CHANNEL must be discord:, slack: or local:');
  });

  test.each([
    [{ DATABASE_URL: '/var/db/r.db' }, '/var/db/r.db'],
    [{ DATABASE_URL: 'file:/var/db/r.db' }, '/var/db/r.db'],
    [{ DATABASE_URL: 'file:///var/db/r.db' }, '/var/db/r.db'],
    [{ DATABASE_URL: 'file:r.db', DATA_DIR: '/srv' }, '/srv/r.db'],
    [{ DATABASE_URL: 'r.db', DATA_DIR: '/srv' }, '/srv/r.db'],
    [{ DATA_DIR: '/srv' }, '/srv/refcount.db'],
  ])('%j gives the database %s', (env, file) => {
    expect(config(env).databaseFile).toBe(file);
  });

  test('paths are made absolute, and an API address loses its last slash', () => {
    expect(isAbsolute(config({ DATA_DIR: 'here' }).databaseFile)).toBe(true);
    expect(config({ BANK_DIR: './mine' }).bankDir).toBe(resolve('mine'));
    expect(config({ ...DISCORD, DISCORD_API_URL: 'http://127.0.0.1:4000/api/' }).discord?.apiUrl).toBe(
      'http://127.0.0.1:4000/api',
    );
    expect(config({ PORT: '0' }).port).toBe(0);
    expect(config({ LOG_LEVEL: 'debug' }).logLevel).toBe('debug');
  });

  test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1', '[::1]'])('the local chat may listen on %s', (host) => {
    expect(config({ HOST: host }).host).toBe(host);
  });
});

describe('a problem', () => {
  test.each<[Environment, string]>([
    [{ DISCORD_TOKEN: 'Bot abc' }, 'DISCORD_TOKEN must be the bare token'],
    [{ DISCORD_TOKEN: 'a b' }, 'DISCORD_TOKEN must be the bare token'],
    [{ ...DISCORD, DISCORD_API_URL: 'discord.com' }, 'DISCORD_API_URL must be an http'],
    [{ ...DISCORD, DISCORD_API_URL: 'https://discord.com/api/v10' }, 'DISCORD_API_URL must not end in a version'],
    [{ ...DISCORD, DISCORD_GUILD_ID: 'my server' }, 'DISCORD_GUILD_ID must be the id of a server'],
    [{ ...DISCORD, DISCORD_SHARDS: '0' }, 'DISCORD_SHARDS must be auto or a number'],
    [{ ...SLACK, SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN must be a bot token'],
    [{ ...SLACK, SLACK_BOT_TOKEN: 'xoxe.xoxb-1' }, 'SLACK_BOT_TOKEN must be a bot token'],
    [{ ...SLACK, SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN must be an app-level token'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not'],
    [{ SLACK_SIGNING_SECRET: '12345678' }, 'SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN is not'],
    [{ ...SLACK, SLACK_SIGNING_SECRET: 'short' }, 'SLACK_SIGNING_SECRET must be the signing secret'],
    [{ ...SLACK, SLACK_API_URL: 'slack' }, 'SLACK_API_URL must be an http'],
    [{ ...SEVERAL, SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set'],
    [
      { SLACK_CLIENT_ID: '12.34', SLACK_APP_TOKEN: 'xapp-1' },
      'SLACK_CLIENT_ID is set, but SLACK_CLIENT_SECRET, PUBLIC_URL, REFCOUNT_SECRET_KEY are not',
    ],
    [{ ...SEVERAL, PUBLIC_URL: '' }, 'SLACK_CLIENT_ID is set, but PUBLIC_URL is not'],
    [{ ...SEVERAL, SLACK_APP_TOKEN: '' }, 'SLACK_CLIENT_ID is set, but neither SLACK_APP_TOKEN'],
    [{ ...SLACK, SLACK_CLIENT_SECRET: 'client-secret' }, 'SLACK_CLIENT_SECRET is set, but SLACK_CLIENT_ID is not'],
    [{ ...SEVERAL, SLACK_CLIENT_ID: 'A0123' }, 'SLACK_CLIENT_ID must be the client ID'],
    [{ ...SEVERAL, PUBLIC_URL: 'http://quiz.example.org' }, 'PUBLIC_URL must be an https:// address'],
    [{ ...SEVERAL, PUBLIC_URL: 'https://example.org/quiz' }, 'PUBLIC_URL must be an https:// address without a path'],
    [{ ...SEVERAL, REFCOUNT_SECRET_KEY: 'c2hvcnQ=' }, 'REFCOUNT_SECRET_KEY must be 32 bytes as base64'],
    [{ ...SEVERAL, REFCOUNT_SECRET_KEY: `${KEY},c2hvcnQ=` }, 'REFCOUNT_SECRET_KEY must be 32 bytes as base64'],
    [
      { ...SEVERAL, REFCOUNT_SECRET_KEY: VARIABLES.REFCOUNT_SECRET_KEY.example },
      'REFCOUNT_SECRET_KEY is the example of the docs',
    ],
    [{ ...SEVERAL, ADMIN_CHANNEL: 'slack:C1' }, 'ADMIN_CHANNEL must name the workspace too'],
    [{ DATABASE_URL: 'postgres://db/refcount' }, 'DATABASE_URL must be a file: only SQLite'],
    [{ HOST: 'a b' }, 'HOST must be an IP address'],
    [{ HOST: '0.0.0.0' }, 'HOST is 0.0.0.0, but the local chat'],
    [{ HOST: '127.evil.example' }, 'HOST is 127.evil.example, but the local chat'],
    [{ PORT: '65536' }, 'PORT must be a number from 0 to 65535'],
    [{ PORT: 'http' }, 'PORT must be a number'],
    [{ LOCAL_CHAT: 'yes' }, 'LOCAL_CHAT must be on or off'],
    [{ LOCAL_CHAT: 'off' }, 'LOCAL_CHAT is off and no platform is configured'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace'],
  ])('%j is told with the name and what to do', (env, start) => {
    const found = problems(env);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/Example: |[Ss]et |: slack:T/);
    expect(found[0]?.startsWith(start)).toBe(true);
  });

  test('does not hide another: all are told at once', () => {
    const found = problems({
      DISCORD_TOKEN: 'Bot abc',
      SLACK_BOT_TOKEN: 'nonsense',
      DATABASE_URL: 'mysql://x',
      PORT: '-1',
      LOG_LEVEL: 'x',
      LOCAL_CHAT: 'on',
      HOST: '0.0.0.0',
    });
    const named = ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'DATABASE_URL', 'PORT', 'LOG_LEVEL', 'SLACK_BOT_TOKEN', 'HOST'];
    expect(found.map((problem) => problem.split(' ')[0])).toEqual(named);
  });

  test('never repeats a secret', () => {
    const found = problems({
      DISCORD_TOKEN: 'Bot hush1',
      SLACK_BOT_TOKEN: 'hush2',
      SLACK_APP_TOKEN: 'hush3',
      SLACK_SIGNING_SECRET: 'hush4',
      SLACK_CLIENT_SECRET: 'hush 5',
      REFCOUNT_SECRET_KEY: 'hush6',
    });
    expect(found).toHaveLength(7);
    expect(found.join()).not.toContain('hush');
  });

  test('every example would be accepted', () => {
    for (const [name, { example, schema }] of Object.entries(VARIABLES))
      expect({ name, ok: schema.safeParse(example).success }).toEqual({ name, ok: true });
  });
});

test('the page of the docs lists every variable, with what happens when it is not set', () => {
  const doc = configurationDoc();
  for (const [name, { about, fallback, example }] of Object.entries(VARIABLES))
    expect(doc).toContain(`| \`${name}\` | ${about} | ${fallback} | \`${example}\` |`);
});
