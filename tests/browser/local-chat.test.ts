import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ScriptedChat, startScriptedChat } from '../fakes/local/scripted-chat.ts';
import { questionCard, says } from '../fakes/local/scripted-messages.ts';
import { type ChatPage, type Look, launchBrowser, noBrowser, openChat } from './open-chat.ts';

const target = { workspaceId: 'home', channelId: 'general' };
const GOOD_ANSWER = { 'What it prints': '[2, 2, 2]', Why: 'The name i is looked up when each function is called.' };

describe.skipIf(noBrowser)(`the chat page${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
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
    await chat.close();
    await server.close();
    expect(server.complaints).toEqual([]);
  });

  const open = async (look?: Look) => {
    chat = await openChat(browser, server.url, look);
  };
  const postQuestion = () => server.bot.platform.post(target, questionCard(new Date('2026-11-19T08:00:00Z')), 'q-r12');

  describe('a newcomer', () => {
    it('sees what to try, answers, and reads the grade', async () => {
      await postQuestion();
      await open();
      await chat.page.getByText('New here?').waitFor();
      await chat.press('Answer');
      await chat.fill({ ...GOOD_ANSWER, 'How sure are you?': [] });
      await chat.submit();
      expect(await chat.lastReply()).toMatch(/Only you can see this[\s\S]*7 of 10[\s\S]*✓[\s\S]*◐[\s\S]*✗/);
      expect(chat.complaints).toEqual([]);
    });

    it('dismisses the hint for good', async () => {
      await open();
      await chat.page.getByRole('button', { name: 'Dismiss this hint' }).click();
      await chat.page.reload();
      await chat.page.getByText('Nothing was said here yet').waitFor();
      expect(await chat.page.getByText('New here?').isVisible()).toBe(false);
    });

    it('presses quick actions, of which the Lead has more', async () => {
      await open();
      await chat.quick('Leaderboard');
      expect(await chat.lastReply()).toContain('Season 2026-11');
      const quick = chat.page.locator('#chips');
      expect(await quick.getByText('Close the round').count()).toBe(0);
      await chat.become('Lead');
      await chat.quick('Close the round');
      expect(await chat.lastReply()).toContain('Done.');
    });
  });

  describe('the line', () => {
    it('completes commands and concepts with the keyboard alone', async () => {
      await open();
      await chat.line.pressSequentially('/loo');
      await chat.menu.getByRole('option', { name: '/lookup', selected: true }).waitFor();
      await chat.line.press('Tab');
      expect(await chat.line.inputValue()).toBe('/lookup ');
      await chat.line.pressSequentially('gen');
      await chat.menu.getByRole('option', { name: 'Generator', selected: true }).waitFor();
      await chat.line.press('Enter');
      expect(await chat.line.inputValue()).toBe('/lookup Generator');
      await chat.line.press('Enter');
      await chat.sees('One lock per interpreter');
      expect(await chat.line.inputValue()).toBe('');
    });

    it('takes no completion of an older line from whoever types faster than the menu', async () => {
      await open();
      await chat.line.fill('/');
      await chat.menu.getByRole('option').first().waitFor();
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      await chat.page.route('**/api/complete', async (route) => {
        await held;
        await route.continue();
      });
      await chat.line.pressSequentially('loo');
      await chat.line.press('Tab');
      expect(await chat.line.inputValue()).toBe('/loo');
      release();
      await expect.poll(() => chat.line.inputValue()).toBe('/lookup ');
    });

    it('moves through the menu with the arrows and closes it with Escape', async () => {
      await open();
      await chat.line.fill('/quiz');
      const options = chat.menu.getByRole('option');
      await options.first().waitFor();
      await chat.line.press('ArrowDown');
      await chat.line.press('ArrowDown');
      expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
      expect(await chat.line.getAttribute('aria-activedescendant')).toBe(await options.nth(1).getAttribute('id'));
      await chat.line.press('Escape');
      expect(await chat.menu.isVisible()).toBe(false);
      expect(await chat.line.inputValue()).toBe('/quiz');
    });

    it('takes a completion by click and keeps the focus', async () => {
      await open();
      await chat.line.fill('/');
      await chat.menu.getByRole('option', { name: '/quiz stats' }).click();
      expect(await chat.line.inputValue()).toBe('/quiz stats');
      expect(await chat.page.evaluate<string>('document.activeElement.id')).toBe('line');
    });

    it('sends a whole command at Enter, not the first of its completions', async () => {
      await open();
      await chat.line.fill('/leaderboard');
      await chat.menu.getByRole('option').first().waitFor();
      await chat.line.press('Enter');
      await chat.sees('Season 2026-11');
      await chat.line.fill('/quiz');
      await chat.menu.getByRole('option', { name: '/quiz today' }).waitFor();
      await chat.line.press('Enter');
      await chat.sees('There is no /quiz.');
    });

    it('brings former lines back with the arrows', async () => {
      await open();
      await chat.run('/leaderboard');
      await chat.run('/quiz today');
      await chat.line.press('ArrowUp');
      await chat.line.press('ArrowUp');
      expect(await chat.line.inputValue()).toBe('/leaderboard');
      await chat.line.press('ArrowDown');
      await chat.line.press('ArrowDown');
      expect(await chat.line.inputValue()).toBe('');
    });

    it('gives the line back when the server cannot be reached', async () => {
      await open();
      await chat.page.route('**/api/act', (route) => route.abort());
      await chat.line.fill('/leaderboard');
      await chat.line.press('Enter');
      await chat.page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
      expect(await chat.line.inputValue()).toBe('/leaderboard');
      expect(await chat.entries.count()).toBe(0);
    });

    it('answers plain words with a private hint', async () => {
      await open();
      await chat.run('hello?');
      expect(await chat.lastReply()).toContain('I only read commands here');
    });
  });

  describe('a form', () => {
    const openForm = async () => {
      await postQuestion();
      await open();
      await chat.press('Answer');
    };

    it('keeps what was typed when the answer is refused, and says why at the field', async () => {
      await openForm();
      await chat.fill({ 'What it prints': '[2, 2, 2]', Why: 'late' });
      await chat.dialog.getByRole('button', { name: 'Submit' }).click();
      await chat.dialog.getByText('at least ten characters').waitFor();
      const why = chat.dialog.getByLabel('Why', { exact: true });
      expect(await why.inputValue()).toBe('late');
      expect(await why.getAttribute('aria-invalid')).toBe('true');
      await why.fill(GOOD_ANSWER.Why);
      await chat.submit();
      expect(await chat.lastReply()).toContain('7 of 10');
    });

    it('keeps it when the connection is lost, and counts the second try once', async () => {
      await openForm();
      await chat.fill(GOOD_ANSWER);
      await chat.page.route('**/api/act', async (route) => {
        await route.fetch();
        await route.abort();
      });
      await chat.dialog.getByRole('button', { name: 'Submit' }).click();
      await chat.dialog.getByText('Your text is still here').waitFor();
      expect(await chat.dialog.getByLabel('Why', { exact: true }).inputValue()).toBe(GOOD_ANSWER.Why);
      await chat.page.unroute('**/api/act');
      await chat.dialog.getByRole('button', { name: 'Submit' }).click();
      await chat.dialog.waitFor({ state: 'hidden' });
      expect(server.desk.asked.filter(({ request }) => request.kind === 'submit')).toHaveLength(1);
      expect(await chat.replies.filter({ hasText: '7 of 10' }).count()).toBe(1);
    });

    it('keeps it over Escape and a reload, and forgets it once accepted', async () => {
      await openForm();
      await chat.fill({ Why: 'half a thought' });
      await chat.page.keyboard.press('Escape');
      expect(await chat.dialog.count()).toBe(0);
      await chat.page.reload();
      await chat.press('Answer');
      const why = chat.dialog.getByLabel('Why', { exact: true });
      expect(await why.inputValue()).toBe('half a thought');
      await chat.fill({ ...GOOD_ANSWER, 'How sure are you?': ['Quite sure'] });
      await chat.submit();
      await chat.press('Answer');
      expect(await why.inputValue()).toBe('');
    });

    it('submits with Ctrl+Enter and asks for what is missing first', async () => {
      await openForm();
      await chat.page.keyboard.press('Control+Enter');
      expect(await chat.dialog.getByText('Please fill this in.').count()).toBe(2);
      expect(server.desk.asked.filter(({ request }) => request.kind === 'submit')).toHaveLength(0);
      await chat.fill(GOOD_ANSWER);
      await chat.page.keyboard.press('Control+Enter');
      await chat.sees('7 of 10');
    });

    it('sends each choice by its value and counts characters', async () => {
      await openForm();
      await chat.fill({ ...GOOD_ANSWER, 'How sure are you?': ['Quite sure'] });
      expect(await chat.dialog.getByText(`${GOOD_ANSWER.Why.length} / 600`).count()).toBe(1);
      await chat.submit();
      expect(server.desk.asked.at(-1)?.request).toMatchObject({ values: { sure: ['sure'], output: '[2, 2, 2]' } });
    });
  });

  describe('people and channels', () => {
    it('hides private messages from the others, also after a reload', async () => {
      await open();
      await chat.run('/leaderboard');
      await chat.become('Bob');
      await server.bot.platform.post(target, says('For everyone'), 'q-1');
      await chat.sees('For everyone');
      expect(await chat.entries.count()).toBe(1);
      await chat.page.reload();
      await chat.sees('For everyone');
      expect(await chat.entries.count()).toBe(1);
      expect(await chat.page.locator('#people button[aria-pressed="true"]').textContent()).toContain('Bob');
      await chat.become('Ada');
      await chat.sees('Season 2026-11');
      expect(await chat.entries.count()).toBe(3);
    });

    it('keeps what is said while the channel is still being read', async () => {
      await open();
      // The next read is answered with what the log held before, and only after something new was said.
      const { promise: said, resolve: letGo } = Promise.withResolvers<void>();
      let reads = 0;
      await chat.page.route('**/api/messages?**', async (route) => {
        const answer = await route.fetch();
        reads += 1;
        await said;
        await route.fulfill({ response: answer });
      });
      await chat.become('Bob');
      await expect.poll(() => reads).toBe(2);
      await server.bot.platform.post(target, says('For everyone'), 'q-1');
      await chat.sees('For everyone');
      const late = chat.page.waitForResponse('**/api/messages?**');
      letGo();
      await late;
      await chat.page.unrouteAll({ behavior: 'wait' });
      await chat.run('/leaderboard');
      await chat.sees('For everyone');
    });

    it('marks the other channel as unread', async () => {
      await open();
      await server.bot.platform.post({ ...target, channelId: 'random' }, says('Over here'), 'q-1');
      await chat.page.locator('#channels').getByRole('button', { name: 'random new messages' }).waitFor();
      await chat.goTo('random');
      await chat.sees('Over here');
      expect(await chat.page.locator('#channels .unread:visible').count()).toBe(0);
    });

    it('shows an edit in place', async () => {
      const ref = await postQuestion();
      await open();
      await chat.sees('Question 12');
      await server.bot.platform.edit(target, ref, says('Closed.'));
      await chat.sees('Closed.');
      expect(await chat.replies.count()).toBe(1);
    });

    it('catches up after the connection was lost', async () => {
      await open();
      await chat.page.getByText('Nothing was said here yet').waitFor();
      const dropped = chat.page.waitForRequest('**/api/events**');
      server.dropConnections();
      await server.bot.platform.post(target, says('Missed meanwhile'), 'q-1');
      await dropped;
      await chat.sees('Missed meanwhile');
      await chat.page.locator('#connection:empty').waitFor({ state: 'attached' });
    });

    it('moves the clock and the times with it', async () => {
      await postQuestion();
      await open();
      await chat.sees('just now');
      await chat.moveClock('+1 day');
      await chat.sees('yesterday');
    });

    it('never reads what people typed as markup', async () => {
      await open();
      const typed = '/lookup <img src=x onerror=alert(1)><b>bold</b>';
      await chat.run(typed);
      expect(await chat.entries.first().textContent()).toContain(typed);
      expect(await chat.page.locator('#log img[src="x"]').count()).toBe(0);
      expect(chat.complaints).toEqual([]);
    });
  });

  describe('looks', () => {
    const background = () => chat.page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

    it('follows the system and remembers another choice', async () => {
      await open({ colorScheme: 'dark' });
      const dark = await background();
      await chat.page.getByRole('button', { name: 'Switch to the light theme' }).click();
      const light = await background();
      expect(light).not.toBe(dark);
      await chat.page.reload();
      expect(await background()).toBe(light);
    });

    it('fits a phone of 360 pixels, with every control large enough to touch', async () => {
      await postQuestion();
      await open({ width: 360, height: 740, colorScheme: 'light' });
      await chat.run('/leaderboard');
      await chat.run('/lookup GIL');
      expect(await chat.overflow()).toBe(0);
      const small = await chat.page.evaluate<string[]>(
        `[...document.querySelectorAll('button, [role=option], .option')]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 40)
          .map((each) => each.outerHTML)`,
      );
      expect(small).toEqual([]);
      await chat.press('Answer');
      expect(await chat.overflow()).toBe(0);
      await chat.page.keyboard.press('Escape');
      await chat.become('Lead');
      await chat.quick('Post next question');
      expect(await chat.lastReply()).toContain('Done.');
    });

    it('shows the top of a message taller than the window', async () => {
      await open({ height: 420 });
      await postQuestion();
      await chat.sees('Question 12');
      const top = await chat.page.getByRole('heading', { name: 'Question 12' }).boundingBox();
      expect(top?.y).toBeGreaterThan(40);
      expect(top?.y).toBeLessThan(200);
    });
  });
});
