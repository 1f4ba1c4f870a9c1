/** A Discord payload → elements that look as Discord shows it. Built from the payload itself, not from what it was made of. */
import { discordMarkdown } from './discord-markdown.js';
import { el } from './dom.js';

/** @typedef {{ type: number, [field: string]: unknown }} Component */

const TYPE = { row: 1, button: 2, text: 10, separator: 14, container: 17 };
const BUTTON_STYLE = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

/**
 * @param {{ components: Component[] }} payload
 * @param {(id: string, element: HTMLButtonElement) => void} press
 */
export function discordPreview(payload, press) {
  return el('div', { class: 'as-discord' }, ...payload.components.map((component) => element(component, press)));
}

/**
 * @param {Component} component
 * @param {(id: string, element: HTMLButtonElement) => void} press
 * @returns {HTMLElement}
 */
function element(component, press) {
  const inner = () => /** @type {Component[]} */ (component.components ?? []).map((one) => element(one, press));
  switch (component.type) {
    case TYPE.container: {
      const box = el('div', { class: 'container' }, ...inner());
      const colour = Number(component.accent_color ?? 0x80848e);
      box.style.setProperty('--accent-bar', `#${colour.toString(16).padStart(6, '0')}`);
      return box;
    }
    case TYPE.text:
      return el('div', { class: 'text' }, ...discordMarkdown(String(component.content)));
    case TYPE.separator:
      return el('hr');
    case TYPE.row:
      return el('div', { class: 'row' }, ...inner());
    case TYPE.button: {
      const style = BUTTON_STYLE[Number(component.style)] ?? 'secondary';
      return el(
        'button',
        {
          type: 'button',
          class: `preview-button ${style}`,
          disabled: component.disabled === true,
          onclick: (event) => press(String(component.custom_id), event.currentTarget),
        },
        String(component.label),
      );
    }
    default:
      return el('p', { class: 'unknown' }, `component ${component.type}`);
  }
}
