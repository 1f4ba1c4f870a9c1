/** Talking to the server: calls, and the live feed that comes back by itself after a break. */
import { language, say } from './say.js';

/** @typedef {import('../render.ts').EntryView} EntryView */
/** @typedef {import('../render.ts').MessageView} MessageView */
/** @typedef {import('../render.ts').ReplyView} ReplyView */
/** @typedef {import('../receive.ts').Acted} Acted */
/** @typedef {import('../live.ts').ClockView} ClockView */
/** @typedef {import('../people.ts').LocalPerson} Person */
/** @typedef {import('../people.ts').LocalChannel} Channel */
/** @typedef {import('../shortcuts.ts').Shortcut} Shortcut */
/** @typedef {{ label: string, value: string }} Completion */
/** @typedef {{ id: string, on: 'message' | 'person', label: string }} MenuEntry */
/** @typedef {{ workspace: string, people: Person[], channels: Channel[], shortcuts: Shortcut[], menu: MenuEntry[], clock: ClockView }} Hello */

/** What the server refused, in its own words. */
export class Refused extends Error {}

const PAUSES_MS = [300, 1200];

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {string} path
 * @param {unknown} [body] posted when given
 * @returns {Promise<any>}
 */
async function call(path, body) {
  const response = await fetch(
    path,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Refused(answer.error ?? say('page.server-answered', { status: String(response.status) }));
}

/**
 * Asks until the server answers: the page may be open before the bot has started.
 * @param {(words: string) => void} waiting
 * @returns {Promise<Hello>}
 */
export async function hello(waiting) {
  for (;;) {
    try {
      return await call('/api/hello');
    } catch {
      waiting(say('page.waiting-for-bot'));
      await pause(1000);
    }
  }
}

/**
 * @param {string} channel
 * @param {string} person
 * @returns {Promise<{ entries: EntryView[] }>}
 */
export const messages = (channel, person) =>
  call(`/api/messages?channel=${encodeURIComponent(channel)}&person=${encodeURIComponent(person)}`);

/**
 * @param {{ person: string, channel: string, line: string }} asked
 * @returns {Promise<{ completions: Completion[] }>}
 */
export const complete = (asked) => call('/api/complete', { ...asked, locale: language });

/**
 * @param {number} advanceMs
 * @returns {Promise<ClockView>}
 */
export const moveClock = (advanceMs) => call('/api/clock', { advanceMs });

/**
 * One act of a person. A lost connection is tried again with the same request id, which the server counts once.
 * @param {{ person: string, channel: string, requestId: string, act: Acted['act'] }} acted
 * @returns {Promise<ReplyView>}
 */
export async function act(acted) {
  const said = { ...acted, locale: language };
  for (const ms of PAUSES_MS) {
    try {
      return await call('/api/act', said);
    } catch (error) {
      if (error instanceof Refused) throw error;
      await pause(ms);
    }
  }
  return call('/api/act', said);
}

/**
 * Listens as `person` until the returned function is called.
 * @param {string} person
 * @param {{
 *   opened(): void,
 *   broken(): void,
 *   entry(entry: EntryView): void,
 *   change(change: { id: string, message: MessageView }): void,
 *   clock(clock: ClockView): void,
 * }} heard
 */
export function listen(person, heard) {
  /** @type {EventSource} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  let left = false;

  const open = () => {
    source = new EventSource(`/api/events?person=${encodeURIComponent(person)}`);
    source.onopen = () => heard.opened();
    source.onerror = () => {
      heard.broken();
      // A refused stream is closed for good by the browser; one that merely broke comes back by itself.
      if (source.readyState === EventSource.CLOSED && !left) again = setTimeout(open, 2000);
    };
    for (const name of /** @type {const} */ (['entry', 'change', 'clock'])) {
      source.addEventListener(name, (event) => heard[name](JSON.parse(event.data)));
    }
  };
  open();
  return () => {
    left = true;
    clearTimeout(again);
    source.close();
  };
}
