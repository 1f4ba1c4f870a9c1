/** An author at work: the bot runs on the bank that is being written. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChatClient } from '../fakes/local/chat-client.ts';
import { type BotProcess, startBot } from './process.ts';

let folder: string;
let bot: BotProcess;
let chat: ChatClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-author-'));
  await cp('tests/fixtures/banks/shell', join(folder, 'bank'), { recursive: true });
  bot = await startBot({ DATA_DIR: join(folder, 'data'), BANK_DIR: join(folder, 'bank'), LOG_LEVEL: 'info' });
  chat = new ChatClient(bot.address);
});
afterEach(async () => {
  expect(await bot.terminate()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = join(folder, 'bank', path);
  await writeFile(file, change(await readFile(file, 'utf8')));
}

const say = (line: string) => chat.act('ada', { kind: 'say', line });
const inChannel = async () => JSON.stringify(await chat.messages('ada'));

test('lookups follow the files, the open question does not, and a fault is told in the channel', async () => {
  const asked = await inChannel();
  expect(asked).toContain('Question of the day');

  await edit('concepts/pipeline.yaml', (text) =>
    text.replace(/^summary: .*$/m, 'summary: A row of commands, newly told.'),
  );
  await vi.waitFor(async () => expect(JSON.stringify(await say('/lookup pipeline'))).toContain('newly told'), {
    timeout: 10_000,
    interval: 50,
  });

  await edit('processes/exit-zero.yaml', (text) => text.replace('difficulty: 1', 'difficulty: 9'));
  await vi.waitFor(async () => expect(await inChannel()).toContain('has a fault, so the one before stays in force'), {
    timeout: 10_000,
    interval: 50,
  });
  expect(await inChannel()).toContain('processes/exit-zero.yaml:');
  expect(JSON.stringify(await say('/lookup pipeline'))).toContain('newly told');
  expect(JSON.stringify(await say('/quiz today'))).toContain('Question of the day');
});

test('a message is shown with what Discord and Slack would get, commands by their names there', async () => {
  const reply = await chat.act('lead', { kind: 'say', line: '/quiz help' });
  const { discord, slack } = reply.kind === 'message' ? reply.entry.message.payloads : expect.fail(reply.kind);
  expect(JSON.stringify(discord)).toContain('/quiz-admin setup');
  expect(JSON.stringify(slack)).toContain('/quiz setup');
});
