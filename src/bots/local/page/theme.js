/** Light or dark: the system's choice until the person makes another. */
import { byId } from './dom.js';
import { say } from './say.js';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

export function startThemeButton() {
  const button = byId('theme');
  const isDark = () => (document.documentElement.dataset.theme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';
  const name = () => {
    const words = say(isDark() ? 'page.to-light' : 'page.to-dark');
    button.setAttribute('aria-label', words);
    button.title = words;
  };
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('refcount.theme', next);
    name();
  });
  systemDark.addEventListener('change', name);
  name();
}
