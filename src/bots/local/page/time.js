/** Moments as people read them, counted from the bot's clock, which need not be the browser's. */
import { language, locale, say } from './say.js';

/** @typedef {import('../live.ts').ClockView} ClockView */

/** Milliseconds the bot's clock is ahead of the browser's. */
let ahead = 0;

/** @param {ClockView} clock */
export function setClock(clock) {
  ahead = Date.parse(clock.now) - Date.now();
}

export const botNow = () => new Date(Date.now() + ahead);

const relativeWords = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
/** @type {readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]} */
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** @param {Date} at */
export function relative(at) {
  const ms = at.getTime() - botNow().getTime();
  for (const [unit, size] of UNITS) {
    if (Math.abs(ms) >= size) return relativeWords.format(Math.trunc(ms / size), unit);
  }
  return say('page.just-now');
}

/**
 * @param {Date} at
 * @param {string} [zone] IANA; the browser's own when absent
 */
export function full(at, zone) {
  return at.toLocaleString(locale, {
    ...(zone ? { timeZone: zone, timeZoneName: 'short' } : {}),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/**
 * @param {Date} at
 * @param {'datetime' | 'date' | 'relative'} style
 * @param {string} zone
 */
export function inStyle(at, style, zone) {
  if (style === 'relative') return relative(at);
  /** @type {Intl.DateTimeFormatOptions} */
  const day = { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' };
  return at.toLocaleString(
    locale,
    style === 'date' ? day : { ...day, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  );
}

/** @param {Date} at */
export const dayOf = (at) => at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' });

/** Rewrites every relative time on the page; called each half minute and when the clock was moved. */
export function refreshTimes() {
  for (const element of document.querySelectorAll('time[data-relative]')) {
    const words = relative(new Date(element.getAttribute('datetime') ?? 0));
    if (element.textContent !== words) element.textContent = words;
  }
}
