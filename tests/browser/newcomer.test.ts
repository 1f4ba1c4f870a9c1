/** The first minutes of someone who has just typed `npm start`: the real process's parts, the real bank, a real browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { readConfig } from '../../src/config.ts';
import { loadBank } from '../../src/core/bank/load.ts';
import type { Bank, Example } from '../../src/core/bank/question.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startRefcount } from '../../src/main.ts';
import { countingIds } from '../contract/world.ts';
import { type ChatPage, launchBrowser, noBrowser, openChat } from './open-chat.ts';

/** `UPDATE_IMAGES=1 npm test` takes the pictures of the docs anew. */
const IMAGES = process.env.UPDATE_IMAGES ? 'docs/images' : undefined;

if (noBrowser && process.env.REFCOUNT_NEEDS_BROWSER)
  throw new Error(`the browser tests must run here, but ${noBrowser}`);

describe.skipIf(noBrowser)(`a newcomer${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let bank: Bank;
  let folder: string;
  let running: Running;
  let browser: Browser;
  let chat: ChatPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'refcount-newcomer-'));
    const read = readConfig({ DATA_DIR: folder, PORT: '0' }, 'questions');
    if (!read.ok) throw new Error(read.problems.join('\n'));
    running = await startRefcount(read.config, createLog('error'), countingIds());
    const loaded = loadBank(await readBankFolder('questions'));
    if (!loaded.ok) throw new Error('the bank has faults');
    bank = loaded.bank;
    browser = await launchBrowser();
    chat = await openChat(browser, running.address, { width: 1180, height: 860 });
  });

  afterAll(async () => {
    await chat.close();
    await browser.close();
    await running.stop();
    await rm(folder, { recursive: true });
  });

  const picture = async (name: string, of: ChatPage = chat) => {
    if (IMAGES) await of.page.screenshot({ path: join(IMAGES, `${name}.png`) });
  };

  test('is told in a few lines what is on and what is off, and why', () => {
    expect(running.summary).toHaveLength(5);
    expect(running.summary[0]).toContain(running.address);
    expect(running.summary.join('\n')).toContain('set DISCORD_TOKEN');
  });

  /** A sample answer of the question on the page, as the bank's authors marked it. */
  const sample = async (fits: (example: Example) => boolean): Promise<string> => {
    const log = ((await chat.page.locator('#log').textContent()) ?? '').replace(/\s+/g, '');
    const plain = (prompt: string) => prompt.replace(/[`*\s]/g, '').slice(0, 60);
    const question = [...bank.questions.values()].find(({ prompt }) => log.includes(plain(prompt)));
    return question?.examples.find(fits)?.answer ?? expect.fail('the question on the page has no such sample');
  };

  test('finds a question to explain, and reads what was met and what was missing', async () => {
    await chat.sees('Question of the day');
    await chat.sees('Explain in your own words');
    await chat.press('Answer');
    await chat.fill({ 'Explain it': await sample(({ score: [low, high] }) => low >= 0.25 && high <= 0.85) });
    await picture('local-chat-form');
    await chat.submit();
    const grade = await chat.lastReply();
    expect(grade).toMatch(/[1-9] of 10 points/);
    expect(grade).toContain('you wrote');
    expect(grade).toMatch(/Missing\.|Partly\.|missing here/);
    expect(grade).toContain('Only you can see this');
    expect(grade).toContain('The full answer comes with the reveal');
    await picture('local-chat-light');
  });

  test('looks a concept up, completed while typing', async () => {
    await chat.line.pressSequentially('/lookup late bin');
    await chat.menu.getByText('Late binding').waitFor();
    await chat.line.press('Enter');
    await chat.line.press('Enter');
    await chat.sees('In an interview:');
  });

  test('opens the leaderboard', async () => {
    await chat.run('/leaderboard');
    expect(await chat.lastReply()).toContain('Ada');
  });

  test('as another member sees nothing private of the first, and has a misconception named', async () => {
    await chat.become('Bob');
    await chat.sees('Question of the day');
    expect(await chat.page.locator('#log').textContent()).not.toContain('In an interview:');
    await chat.press('Answer');
    await chat.fill({ 'Explain it': await sample(({ misconceptions }) => (misconceptions ?? []).length > 0) });
    await chat.submit();
    expect(await chat.lastReply()).toContain('Misconception:');
    await chat.run('/quiz close');
    expect(await chat.lastReply()).toContain('You need to be the Lead');
  });

  test('moves the clock on, and reads the reveal', async () => {
    await chat.become('Lead');
    await chat.moveClock('+1 day');
    await chat.sees('The answer ·');
    await chat.sees('2 members answered');
    await chat.become('Ada');
    await chat.press('My grade');
    expect(await chat.lastReply()).toMatch(/\d+ of 10 points/);
  });

  test('as an author previews a question as Discord and Slack show it', async () => {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 860, height: 900 } });
    await page.goto(`${running.address}/preview?question=loop-closure-in-function`);
    for (const look of ['discord', 'slack']) {
      await page.getByLabel('Shown as').selectOption(look);
      await page.locator(`.as-${look}`).getByText('Question of the day').first().waitFor();
      expect(await page.locator(`.as-${look}`).last().textContent()).toContain('The answer');
      if (IMAGES) await page.screenshot({ path: `${IMAGES}/preview-${look}.png` });
    }
    await page.close();
  });

  test('nothing in the browser complained, and nothing overflows a phone, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const phone = await openChat(browser, running.address, { width: 360, height: 780, colorScheme });
      await phone.sees('Question of the day');
      expect(await phone.overflow()).toBe(0);
      if (colorScheme === 'dark') await picture('local-chat-phone-dark', phone);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    }
    expect(chat.complaints).toEqual([]);
  });
});
