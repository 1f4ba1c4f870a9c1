/** The chat page in a real browser, with the acts of a person as methods. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Why browser tests cannot run here; undefined when they can. */
export const noBrowser = existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** What the browser asks for; British English when left out. */
  readonly locale?: string;
}

/** Opens the chat as a newcomer: nothing is remembered from before. */
export async function openChat(browser: Browser, url: string, look: Look = {}): Promise<ChatPage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1200, height: look.height ?? 800 },
    colorScheme: look.colorScheme ?? 'light',
    locale: look.locale ?? 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const chat = new ChatPage(page);
  await page.goto(url);
  await page.locator('#people button[aria-pressed="true"]').waitFor({ state: 'attached' });
  return chat;
}

export class ChatPage {
  readonly page: Page;
  /** What the browser complained about: exceptions, refused loads, broken policies. Should stay empty. */
  readonly complaints: string[] = [];
  readonly line: Locator;
  readonly menu: Locator;
  readonly dialog: Locator;
  /** Messages of the bot, oldest first. */
  readonly replies: Locator;
  /** Everything in the channel, oldest first. */
  readonly entries: Locator;

  constructor(page: Page) {
    this.page = page;
    this.line = page.getByRole('combobox', { name: 'Message' });
    this.menu = page.getByRole('listbox', { name: 'Completions' });
    this.dialog = page.getByRole('dialog');
    this.entries = page.locator('#log .entry');
    this.replies = page.locator('#log .entry.by-bot');
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Becomes another person, on a narrow screen by way of the menu. */
  async become(name: 'Ada' | 'Bob' | 'Lead'): Promise<void> {
    await this.#openSide();
    await this.page
      .locator('#people button[aria-pressed]', { has: this.page.getByText(name, { exact: true }) })
      .click();
    await this.page.locator(`#people button[aria-pressed="true"]`, { hasText: name }).waitFor({ state: 'attached' });
  }

  async goTo(channel: 'general' | 'random'): Promise<void> {
    await this.#openSide();
    await this.page.locator('#channels').getByRole('button', { name: channel }).click();
    await this.page.getByRole('heading', { level: 1, name: `#${channel}` }).waitFor();
  }

  /** Types a line and sends it; resolves when the bot has answered with a message or a form. */
  async run(line: string): Promise<void> {
    await this.#answered(async () => {
      await this.line.fill(line);
      await this.line.press('Escape');
      await this.line.press('Enter');
    });
  }

  /** Presses the newest button with this label; resolves when the bot has answered with a message or a form. */
  async press(label: string): Promise<void> {
    await this.#answered(() => this.page.locator('#log .buttons').getByRole('button', { name: label }).last().click());
  }

  /** Presses a quick action above the composer that sends a command. */
  async quick(label: string): Promise<void> {
    await this.#answered(() => this.page.locator('#chips').getByRole('button', { name: label }).click());
  }

  /** Fills the open form by its labels: text, or the labels of the options to choose. */
  async fill(values: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      if (typeof value === 'string') await this.dialog.getByLabel(label, { exact: true }).fill(value);
      else for (const option of value) await this.dialog.getByLabel(option).check();
    }
  }

  /** Presses the submit button of the open form; resolves when the grade is there and the dialog gone. */
  async submit(): Promise<void> {
    const before = await this.replies.count();
    await this.dialog.locator('button[type="submit"]').click();
    await this.dialog.waitFor({ state: 'hidden' });
    await this.replies.nth(before).waitFor();
  }

  /** Moves the bot's clock; resolves when the server has done what became due. */
  async moveClock(by: '+1 hour' | '+1 day'): Promise<void> {
    await this.#openSide();
    const moved = this.page.waitForResponse((response) => response.url().endsWith('/api/clock'));
    await this.page.getByRole('button', { name: by }).click();
    await moved;
  }

  /** The bot's newest message in this channel, as text. */
  async lastReply(): Promise<string> {
    return (await this.replies.last().textContent()) ?? '';
  }

  /** Waits until some message of the bot contains this. */
  async sees(words: string | RegExp): Promise<void> {
    await this.replies.filter({ hasText: words }).last().waitFor();
  }

  /** How many pixels the page is wider than the window. */
  async overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  async #answered(act: () => Promise<void>): Promise<void> {
    const before = await this.replies.count();
    await act();
    await this.replies.nth(before).or(this.page.locator('dialog[open]')).first().waitFor();
  }

  async #openSide(): Promise<void> {
    const opener = this.page.getByRole('button', { name: 'Open the menu' });
    if (await opener.isVisible()) await opener.click();
  }
}
