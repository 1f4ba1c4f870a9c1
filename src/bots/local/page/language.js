/** The language of the page: the browser's until the person chooses another, which the server is told by a cookie. */
import { byId } from './dom.js';

const YEAR_SECONDS = 31_536_000;

export function startLanguage() {
  /** @type {HTMLSelectElement} */
  const select = byId('language');
  select.value = /(?:^|; )language=(\w+)/.exec(document.cookie)?.[1] ?? '';
  select.addEventListener('change', () => {
    const age = select.value === '' ? 0 : YEAR_SECONDS;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `language=${select.value}; Path=/; SameSite=Strict; Max-Age=${age}`;
    location.reload();
  });
}
