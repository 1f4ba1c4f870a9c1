/** Which platform's look messages have: this chat's own, or what Discord and Slack make of the payload they would get. */
import { byId } from './dom.js';

/** @typedef {'refcount' | 'discord' | 'slack'} Look */

const KEY = 'refcount.shown-as';

/** @returns {Look} */
export function shownAs() {
  const kept = localStorage.getItem(KEY);
  return kept === 'discord' || kept === 'slack' ? kept : 'refcount';
}

/** @param {() => void} redraw */
export function startShownAs(redraw) {
  /** @type {HTMLSelectElement} */
  const select = byId('shown-as');
  select.value = shownAs();
  select.addEventListener('change', () => {
    localStorage.setItem(KEY, select.value);
    redraw();
  });
}
