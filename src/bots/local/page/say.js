/** What the page itself says, in the language it was served in. */

/** @typedef {import('../page-texts.ts').PageKey} PageKey */

/** @type {Readonly<Record<string, string>>} */
const texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');

export const language = document.documentElement.lang;

/** For moments and numbers: English ones are written the British way. */
export const locale = language === 'en' ? 'en-GB' : language;

/**
 * @param {PageKey} key
 * @param {Readonly<Record<string, string>>} [values]
 */
export function say(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
