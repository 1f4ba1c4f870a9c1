/** The line at the bottom: completion menu while typing a command, and history with the arrow keys. */
import { byId, el } from './dom.js';

/** @typedef {import('./server.js').Completion} Completion */

const MAX_HISTORY = 50;

/**
 * @param {{
 *   complete(line: string): Promise<Completion[]>,
 *   send(line: string): void,
 * }} parts
 */
export function createComposer({ complete, send }) {
  const form = byId('composer');
  /** @type {HTMLInputElement} */
  const input = byId('line');
  const menu = byId('menu');
  /** @type {Completion[]} */
  let completions = [];
  /** The line that the menu belongs to. */
  let shownFor = '';
  /** Index of the highlighted completion; -1 when none is. */
  let chosen = -1;
  let asked = 0;
  /** @type {string[]} */
  let history = [];
  /** Counted back from the newest; 0 while not looking back. */
  let back = 0;

  function closeMenu() {
    asked += 1;
    completions = [];
    chosen = -1;
    menu.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} index */
  function highlight(index) {
    chosen = index;
    [...menu.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) option.scrollIntoView({ block: 'nearest' });
    });
    if (index >= 0) input.setAttribute('aria-activedescendant', `completion-${index}`);
    else input.removeAttribute('aria-activedescendant');
  }

  /** @param {string} line */
  function put(line) {
    input.value = line;
    input.setSelectionRange(line.length, line.length);
    input.focus();
  }

  async function refresh() {
    const line = input.value;
    if (!line.startsWith('/')) return closeMenu();
    asked += 1;
    const mine = asked;
    /** @type {Completion[]} */
    let found = [];
    try {
      found = await complete(line);
    } catch {
      // Completions are a courtesy: without a connection the line can still be typed, and sending it reports the fault.
    }
    if (mine !== asked || line !== input.value) return;
    completions = found;
    shownFor = line;
    menu.replaceChildren(...found.map(optionElement));
    menu.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    highlight(found.findIndex(({ value }) => finishesWord(line, value)));
  }

  /**
   * @param {Completion} completion
   * @param {number} index
   */
  function optionElement({ label, value }, index) {
    const name = label.startsWith(value.trim()) ? value.trim() : '';
    const about = label
      .slice(name.length)
      .replace(/^\s*[:·—–-]\s*/, '')
      .trim();
    return el(
      'div',
      {
        id: `completion-${index}`,
        role: 'option',
        'aria-selected': 'false',
        // Not click: the press must not take the focus away from the line.
        onmousedown: (event) => {
          event.preventDefault();
          take(index);
        },
      },
      name ? el('b', {}, name) : null,
      about ? el('span', {}, about) : null,
    );
  }

  /** @param {number} index */
  function take(index) {
    const completion = completions[index];
    if (!completion) return;
    put(completion.value);
    void refresh();
  }

  /** Whether the menu is that of the line as it stands; whoever types fast is ahead of it. */
  const isFresh = () => shownFor === input.value;

  async function takeFirst() {
    if (!isFresh()) await refresh();
    if (isFresh() && !menu.hidden) take(Math.max(chosen, 0));
  }

  /** @param {number} step */
  function look(step) {
    back = Math.max(0, Math.min(history.length, back + step));
    closeMenu();
    put(back === 0 ? '' : (history.at(-back) ?? ''));
  }

  input.addEventListener('input', () => {
    back = 0;
    void refresh();
  });
  input.addEventListener('blur', closeMenu);
  input.addEventListener('focus', () => back === 0 && void refresh());
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const open = !menu.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (open) highlight((chosen + step + completions.length + (chosen < 0 && step < 0 ? 1 : 0)) % completions.length);
      else if (input.value === '' || back > 0) look(-step);
      else return;
    } else if (event.key === 'Tab' && open && !event.shiftKey) void takeFirst();
    else if (
      event.key === 'Enter' &&
      open &&
      isFresh() &&
      completions[chosen] &&
      !same(completions[chosen], input.value)
    )
      take(chosen);
    else if (event.key === 'Escape' && open) closeMenu();
    else return;
    event.preventDefault();
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const line = input.value.trim();
    if (!line) return;
    history = [...history.filter((before) => before !== line), line].slice(-MAX_HISTORY);
    back = 0;
    input.value = '';
    closeMenu();
    send(line);
  });

  return {
    /**
     * Begins a line for the person to finish.
     * @param {string} line
     */
    begin(line) {
      put(line);
      void refresh();
    },
    /**
     * Gives a line back that could not be sent, unless something new was typed meanwhile.
     * @param {string} line
     */
    giveBack(line) {
      if (!input.value) put(line);
    },
    focus: () => input.focus(),
  };
}

/**
 * Whether `value` only finishes the word being typed; then Enter may take it without being asked to.
 * @param {string} line
 * @param {string} value
 */
function finishesWord(line, value) {
  return /\S$/.test(line) && value.toLowerCase().startsWith(line.toLowerCase()) && /^\S/.test(value.slice(line.length));
}

/**
 * @param {Completion | undefined} completion
 * @param {string} line
 */
function same(completion, line) {
  return completion?.value.trim().toLowerCase() === line.trim().toLowerCase();
}
