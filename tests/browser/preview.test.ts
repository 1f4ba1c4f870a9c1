import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Inline, type Message, paragraph, text } from '../../src/core/message.ts';
import { type ScriptedChat, startScriptedChat } from '../fakes/local/scripted-chat.ts';
import { gradeCard, questionCard, says } from '../fakes/local/scripted-messages.ts';
import { type ChatPage, type Look, launchBrowser, noBrowser, openChat } from './open-chat.ts';

const target = { workspaceId: 'home', channelId: 'general' };
const NASTY = '**a** _b_ `c` <!channel> @everyone [x](http://y.z) # h - i > q :tada: &lt; a*b*c 1. d';

const message = (...blocks: Message['blocks']): Message => ({ tone: 'good', blocks, buttons: [], summary: 'a line' });
const inline = (kind: 'bold' | 'italic' | 'code', words: string): Inline => ({ kind, text: words });

describe.skipIf(noBrowser)(
  `messages as other platforms show them${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    let browser: Browser;
    let server: ScriptedChat;
    let chat: ChatPage;

    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      server = await startScriptedChat();
    });
    afterEach(async () => {
      expect(chat.complaints).toEqual([]);
      await chat.close();
      await server.close();
      expect(server.complaints).toEqual([]);
    });

    const open = async (look?: Look) => {
      chat = await openChat(browser, server.url, look);
    };
    const showAs = (look: string) => chat.page.getByLabel('Shown as').selectOption(look);
    const post = (said: Message, key: string) => server.bot.platform.post(target, said, key);

    it.each(['discord', 'slack'])('as %s: the same words, from the payload; buttons work', async (look) => {
      await post(questionCard(new Date('2026-11-19T08:00:00Z')), 'q-1');
      await open();
      const own = (await chat.replies.locator('.message > :not(.buttons)').allInnerTexts()).join(' ');
      await showAs(look);
      const preview = chat.replies.locator(`.as-${look}`);
      await preview.waitFor();
      const words = (shown: string) => shown.match(/[a-z]{4,}/gi) ?? [];
      const shown = words((await preview.allInnerTexts()).join(' '));
      for (const word of words(own.replace(/closes.*/i, ''))) expect(shown).toContain(word);
      expect(await preview.locator('.unknown').count()).toBe(0);
      await preview.getByRole('button', { name: 'Answer' }).click();
      await chat.dialog.waitFor();
    });

    it.each(['discord', 'slack'])('as %s: what a member typed stays what they typed', async (look) => {
      await post(
        message(
          paragraph(
            text(NASTY),
            text(' '),
            inline('bold', 'a*b'),
            text(' '),
            inline('code', 'x`y'),
            text(' '),
            inline('italic', 'it'),
          ),
          { kind: 'quote', text: NASTY },
          { kind: 'code', language: 'python', text: 'print("```")\nx = 1' },
          { kind: 'list', items: [[text('one')], [text('two')]] },
        ),
        'n-1',
      );
      await open();
      await showAs(look);
      const preview = chat.replies.locator(`.as-${look}`);
      await preview.waitFor();
      const shown = ((await preview.textContent()) ?? '').replaceAll('\u200b', '');
      expect(shown).toContain(NASTY);
      expect(
        await preview
          .locator('blockquote')
          .textContent()
          .then((quote) => quote?.replaceAll('\u200b', '')),
      ).toBe(NASTY);
      expect(await preview.locator('b').allTextContents()).toEqual(['a*b']);
      expect(await preview.locator('i').allTextContents()).toEqual(['it']);
      expect(await preview.locator('li').allTextContents()).toEqual(['one', 'two']);
      expect((await preview.locator('pre').textContent())?.replaceAll('\u200b', '')).toBe('print("```")\nx = 1');
      expect(await preview.locator('a').count()).toBe(0);
    });

    it('keeps the look over a reload, and shows what is said later in it', async () => {
      await open();
      await showAs('discord');
      await chat.page.reload();
      await post(gradeCard, 'g-1');
      await chat.replies.locator('.as-discord').waitFor();
      await showAs('refcount');
      await chat.replies.locator('.message:not(.preview)').waitFor();
      expect(await chat.replies.locator('.as-discord').count()).toBe(0);
    });

    it('is there in both looks for a phone, without a sideways scroll', async () => {
      await post(questionCard(new Date('2026-11-19T08:00:00Z')), 'q-1');
      await open({ width: 360, height: 740 });
      for (const look of ['discord', 'slack']) {
        await showAs(look);
        await chat.replies.locator(`.as-${look}`).waitFor();
        expect(await chat.overflow()).toBeLessThanOrEqual(0);
      }
    });
  },
);

describe.skipIf(noBrowser)(`a question's preview for its author${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  it('shows what the question brings, in the look chosen, and says what is not there', async () => {
    const browser = await launchBrowser();
    const server = await startScriptedChat();
    const page = await browser.newPage({ locale: 'en-GB' });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.url}/preview?question=late-binding`);
    await page.getByRole('heading', { name: 'A grade' }).waitFor();
    expect(await page.locator('section > blockquote').textContent()).toBe('It reads i.');
    await page.getByLabel('Shown as').selectOption('slack');
    expect(await page.locator('.as-slack').count()).toBe(2);
    await page.locator('.as-slack').getByRole('button', { name: 'Answer' }).click();
    await page.getByText('In a preview nothing happens.').waitFor();
    await page.locator('#question').selectOption('gil-why');
    await page.getByText('There is no question gil-why in the bank.').waitFor();
    expect(new URL(page.url()).search).toBe('?question=gil-why');
    expect(complaints).toEqual([]);
    await browser.close();
    await server.close();
  });
});

describe.skipIf(noBrowser)(`the page's language and menus${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  let browser: Browser;
  let server: ScriptedChat;
  let chat: ChatPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await startScriptedChat();
  });
  afterEach(async () => {
    expect(chat.complaints).toEqual([]);
    await chat.close();
    await server.close();
  });

  it('speaks the browser’s language, says so to the desk, and can be told another', async () => {
    chat = await openChat(browser, server.url, { locale: 'de-AT' });
    expect(await chat.page.locator('html').getAttribute('lang')).toBe('de');
    await chat.page.getByRole('heading', { name: 'Kanäle' }).waitFor();
    await chat.page.getByRole('combobox', { name: 'Nachricht' }).fill('/quiz today');
    await chat.page.getByRole('button', { name: 'Senden' }).click();
    await chat.replies.first().waitFor();
    expect(server.desk.asked.at(-1)?.caller.locale).toBe('de');
    await Promise.all([chat.page.waitForEvent('load'), chat.page.getByLabel('Sprache').selectOption('en')]);
    await chat.page.getByRole('heading', { name: 'Channels' }).waitFor();
    await Promise.all([chat.page.waitForEvent('load'), chat.page.getByLabel('Language').selectOption('')]);
    await chat.page.getByRole('heading', { name: 'Kanäle' }).waitFor();
  });

  it('asks for a quiz on a message, and for the results of a person', async () => {
    await server.bot.platform.post(target, says('Why does the GIL exist?'), 'm-1');
    chat = await openChat(browser, server.url);
    const entry = chat.entries.first();
    await entry.hover();
    await entry.getByRole('button', { name: 'Quiz me on this' }).click();
    await chat.sees('You chose quiz-me on Why does the GIL exist?.');
    await chat.page.getByRole('button', { name: /^Bob: / }).click();
    await chat.sees('You chose quiz-stats on Bob.');
  });

  it.each(['refcount', 'discord', 'slack'])(
    'a menu reads a message line by line, however long, as %s',
    async (look) => {
      const button = {
        action: { verb: 'today', args: [] },
        label: 'Elsewhere',
        style: 'primary',
        opens: 'message',
      } as const;
      const words: Message = {
        ...message(
          { kind: 'heading', text: 'Answer' },
          paragraph(text('first')),
          { kind: 'list', items: [[text('second')], [text('third')]] },
          { kind: 'code', language: '', text: 'x = 1' },
          paragraph(text('word '.repeat(3000))),
        ),
        buttons: [button],
      };
      await server.bot.platform.post(target, words, 'm-1');
      chat = await openChat(browser, server.url);
      await chat.page.getByLabel('Shown as').selectOption(look);
      const entry = chat.entries.first();
      await entry.hover();
      await entry.getByRole('button', { name: 'Quiz me on this' }).click();
      await chat.replies.nth(1).waitFor();
      const request = server.desk.asked.at(-1)?.request;
      const said = request?.kind === 'shortcut' ? (request.text ?? '') : '';
      expect(said.split(/\s+/).slice(0, 8)).toEqual(['Answer', 'first', 'second', 'third', 'x', '=', '1', 'word']);
      expect(said).not.toContain('Elsewhere');
    },
  );
});
