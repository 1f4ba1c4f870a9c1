/** What an operator meets at the start and the end of the process. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actsOnSlack } from '../contract/slack-stage.ts';
import { startDiscordServer } from '../fakes/discord/server.ts';
import { startSlackServer } from '../fakes/slack/server.ts';
import { startBot } from './process.ts';

const run = promisify(execFile);
const BANK = 'tests/fixtures/banks/shell';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-start-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command that is expected to end by itself. */
async function refcount(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const all = { PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data'), BANK_DIR: BANK, ...env };
  try {
    const { stdout, stderr } = await run(process.execPath, ['bin/refcount.mjs', ...args], {
      env: all,
      timeout: 20_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('a start that cannot be', () => {
  test('lists every problem of the configuration at once and ends with 2', async () => {
    const ended = await refcount(['start'], {
      PORT: 'abc',
      SLACK_APP_TOKEN: 'nonsense',
      LOCAL_CHAT: 'maybe',
      LOG_LEVEL: 'loud',
    });
    expect(ended.code).toBe(2);
    for (const name of ['PORT', 'SLACK_APP_TOKEN', 'LOCAL_CHAT', 'LOG_LEVEL', 'SLACK_BOT_TOKEN'])
      expect(ended.stderr).toContain(name);
  });

  test('names every fault of the bank, with file and line', async () => {
    const bank = join(folder, 'broken-bank');
    await cp(BANK, bank, { recursive: true });
    await writeFile(join(bank, 'processes', 'exit-zero.yaml'), 'id: exit-zero\nkind: essay\ntopc: processes\n');
    await writeFile(join(bank, 'quoting', 'word-splitting.yaml'), 'id: [unclosed\n');
    const ended = await refcount(['start'], { BANK_DIR: bank });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/processes\/exit-zero\.yaml:2:\d+ /);
    expect(ended.stderr).toContain('quoting/word-splitting.yaml:');
    expect(ended.stderr).toContain('topic');
  });

  test('refuses a database from a newer release', async () => {
    const file = join(folder, 'newer.db');
    expect((await refcount(['db', 'migrate'], { DATABASE_URL: file })).code).toBe(0);
    const database = new Database(file);
    database.prepare("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')").run();
    database.close();
    const ended = await refcount(['start'], { DATABASE_URL: file });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('newer.db');
    expect(ended.stderr).toContain('newer');
  });

  test('says that it cannot write where its data should go', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const ended = await refcount(['start'], { DATA_DIR: join(folder, 'a-file', 'data') });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('Set DATA_DIR');
  });

  test('says that the port is taken, and by which variable to change it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const ended = await refcount(['start'], { PORT: String(port) });
    server.close();
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`Port ${port}`);
    expect(ended.stderr).toContain('Set PORT');
  });

  test('names both variables when both platforms refuse their token', async () => {
    const [discord, slack] = [await startDiscordServer(), await startSlackServer()];
    const ended = await refcount(['start'], {
      DISCORD_TOKEN: 'MTIz.wrong.token',
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      PORT: '0',
    });
    await Promise.all([discord.close(), slack.close()]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('DISCORD_TOKEN');
    expect(ended.stderr).toContain('SLACK_BOT_TOKEN');
    expect(ended.stdout + ended.stderr).not.toMatch(/MTIz|xoxb-wrong/);
  });

  test('names the variable of a token the platform refuses', async () => {
    const slack = await startSlackServer();
    const ended = await refcount(['start'], {
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      PORT: '0',
    });
    await slack.close();
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('SLACK_BOT_TOKEN');
    expect(ended.stdout + ended.stderr).not.toContain('xoxb-wrong');
  });
});

test('an operator backs up, checks and migrates', async () => {
  const bot = await startBot({ DATA_DIR: join(folder, 'kept'), BANK_DIR: BANK });
  const copy = join(folder, 'copy.db');
  const env = { DATA_DIR: join(folder, 'kept') };
  expect((await refcount(['db', 'backup', copy], env)).code).toBe(0);
  expect(await refcount(['db', 'backup', copy], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('exists already'),
  });
  expect(await bot.terminate()).toBe(0);
  const doctor = await refcount(['doctor'], env);
  expect(doctor).toMatchObject({ code: 0, stdout: expect.stringContaining('agree with the ledger') });
  expect(await refcount(['doctor'], { DATABASE_URL: copy })).toMatchObject({ code: 0 });
  expect(await refcount(['db'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') });
  expect(await refcount(['strat'])).toMatchObject({ code: 2, stderr: expect.stringContaining('"start"') });
});

test('told to stop, it finishes what people are waiting for', async () => {
  const slack = await startSlackServer();
  const bot = await startBot({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATA_DIR: join(folder, 'stopping'),
    BANK_DIR: BANK,
  });
  const people = actsOnSlack(slack);
  await people.command('lead', 'quiz setup', { time: '09:00', topics: 'quoting' });
  await people.command('lead', 'quiz post');
  const form = await people.command('ada', 'quiz answer');
  const graded = people.submit('ada', form, { output: '3', text: 'It is split into words, each becomes an argument.' });
  await slack.until(
    () => (slack.views.some((view) => view.state === 'closed') ? true : undefined),
    'the form to be taken',
  );
  const began = performance.now();
  expect(await bot.terminate()).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect((await graded).text).toContain('10 of 10');
  await slack.close();
  expect(slack.violations).toEqual([]);
});

test('a stop ends the process also while Discord cannot be reached', async () => {
  const discord = await startDiscordServer();
  const bot = await startBot({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: join(folder, 'unreachable'),
    BANK_DIR: BANK,
  });
  await discord.close();
  await expect.poll(bot.output, { timeout: 10_000 }).toMatch(/(reconnecting[\s\S]*){3}/);
  expect(await bot.terminate()).toBe(0);
  expect(bot.output()).toContain('"stopped"');
});
