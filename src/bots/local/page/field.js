/** One field of a form, with its label, hint, counter and error. */
import { el } from './dom.js';
import { locale, say } from './say.js';

/** @typedef {import('../../../core/message.ts').Field} Field */
/**
 * @typedef {{
 *   name: string,
 *   element: HTMLElement,
 *   value(): string | string[],
 *   missing(): boolean,
 *   complain(words: string): void,
 *   focus(): void,
 * }} FieldPart
 */

/**
 * @param {Field} field
 * @param {string | string[] | undefined} draft what was typed before
 * @returns {FieldPart}
 */
export function fieldElement(field, draft) {
  const error = el('p', { class: 'field-error', id: `error-${field.name}`, hidden: true });
  const part =
    field.kind === 'text'
      ? textField(field, typeof draft === 'string' ? draft : '', error)
      : choiceField(field, draft === undefined ? [] : [draft].flat(), error);
  return {
    name: field.name,
    ...part,
    complain(words) {
      error.textContent = words;
      error.hidden = words === '';
      part.element.classList.toggle('wrong', words !== '');
      for (const control of part.controls) control.setAttribute('aria-invalid', String(words !== ''));
    },
    focus: () =>
      (part.controls.find((control) => 'checked' in control && control.checked) ?? part.controls[0])?.focus(),
  };
}

/**
 * @param {Extract<Field, { kind: 'text' }>} field
 * @param {string} draft
 * @param {HTMLElement} error
 */
function textField(field, draft, error) {
  const id = `field-${field.name}`;
  const props = {
    id,
    name: field.name,
    maxlength: field.maxLength,
    required: field.required,
    'aria-describedby': `hint-${field.name} error-${field.name}`,
    spellcheck: field.long,
    autocapitalize: field.long ? 'sentences' : 'off',
    autocomplete: 'off',
  };
  const control = field.long ? el('textarea', { ...props, rows: 4 }) : el('input', { ...props, type: 'text' });
  control.value = draft;
  const counter = el('span', { class: 'counter' });
  const count = () => {
    const left = field.maxLength - control.value.length;
    counter.textContent = `${control.value.length.toLocaleString(locale)} / ${field.maxLength.toLocaleString(locale)}`;
    counter.classList.toggle('nearly-full', left <= field.maxLength / 10);
  };
  control.addEventListener('input', count);
  count();
  const element = el(
    'div',
    { class: 'field' },
    el('label', { for: id }, field.label, !field.required && el('span', { class: 'optional' }, say('page.optional'))),
    control,
    el('div', { class: 'field-foot' }, el('span', { id: `hint-${field.name}`, class: 'small' }, field.hint), counter),
    error,
  );
  return {
    element,
    controls: [control],
    value: () => control.value,
    missing: () => field.required && control.value.trim() === '',
  };
}

/**
 * @param {Extract<Field, { kind: 'choice' }>} field
 * @param {readonly string[]} draft
 * @param {HTMLElement} error
 */
function choiceField(field, draft, error) {
  const controls = field.options.map((option) =>
    el('input', {
      type: field.multiple ? 'checkbox' : 'radio',
      name: field.name,
      value: option.value,
      checked: draft.includes(option.value),
      'aria-describedby': `error-${field.name}`,
    }),
  );
  const chosen = () => controls.filter(({ checked }) => checked).map(({ value }) => value);
  const element = el(
    'fieldset',
    { class: 'field' },
    el('legend', {}, field.label, !field.required && el('span', { class: 'optional' }, say('page.optional'))),
    ...field.options.map(({ label }, index) =>
      el('label', { class: 'option' }, controls[index], el('span', {}, label)),
    ),
    field.hint !== '' && el('p', { class: 'small' }, field.hint),
    error,
  );
  return { element, controls, value: chosen, missing: () => field.required && chosen().length === 0 };
}
