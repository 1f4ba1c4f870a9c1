/** A form in a dialog. Nothing typed is lost: not by an error, a broken connection, Escape, or a reload of the page. */
import { byId, el, icon } from './dom.js';
import { fieldElement } from './field.js';
import { blockElements } from './message.js';
import { say } from './say.js';

/** @typedef {import('../render.ts').FormView} FormView */
/** @typedef {import('../render.ts').ReplyView} ReplyView */
/** @typedef {Record<string, string | string[]>} Values */

/**
 * Opens the form.
 * @param {FormView} form
 * @param {string} draftKey what was typed is kept under this until it was accepted
 * @param {(values: Values) => Promise<ReplyView>} send rejects when the server could not be reached or refused
 * @param {(reply: ReplyView) => void} accepted called after the dialog closed
 */
export function openForm(form, draftKey, send, accepted) {
  /** @type {HTMLDialogElement} */
  const dialog = byId('dialog');
  const draft = readDraft(draftKey);
  const fields = form.fields.map((field) => fieldElement(field, draft[field.name] ?? initial(field)));
  const trouble = el('p', { class: 'trouble', role: 'alert', hidden: true });
  const submit = el('button', { type: 'submit', class: 'primary' }, form.submitLabel);
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

  /** @returns {Values} */
  const values = () => Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
  const keep = () => sessionStorage.setItem(draftKey, JSON.stringify(values()));
  /** @param {string} words */
  const complain = (words) => {
    trouble.textContent = words;
    trouble.hidden = words === '';
  };

  /** @param {Readonly<Record<string, string>>} errors */
  function showErrors(errors) {
    const unplaced = Object.entries(errors).filter(([name]) => !fields.some((field) => field.name === name));
    complain(unplaced.map(([, words]) => words).join(' '));
    for (const field of fields) field.complain(errors[field.name] ?? '');
    fields.find((field) => errors[field.name])?.focus();
  }

  let busy = false;
  async function onSubmit() {
    if (busy) return;
    const missing = fields.filter((field) => field.missing());
    if (missing.length > 0)
      return showErrors(Object.fromEntries(missing.map(({ name }) => [name, say('page.fill-in')])));
    busy = true;
    submit.setAttribute('aria-busy', 'true');
    complain('');
    try {
      const reply = await send(values());
      if (reply.kind === 'invalid') return showErrors(reply.errors);
      sessionStorage.removeItem(draftKey);
      dialog.close('accepted');
      accepted(reply);
    } catch (error) {
      complain(say('page.text-still-here', { trouble: troubleWords(error) }));
    } finally {
      busy = false;
      submit.removeAttribute('aria-busy');
    }
  }

  const body = el(
    'form',
    {
      novalidate: true,
      oninput: keep,
      onsubmit: (event) => {
        event.preventDefault();
        void onSubmit();
      },
      onkeydown: (event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void onSubmit();
      },
    },
    el(
      'header',
      {},
      el('h2', { id: 'dialog-title' }, form.title),
      el(
        'button',
        {
          type: 'button',
          class: 'quiet icon-button',
          'aria-label': say('page.close-kept'),
          onclick: () => dialog.close(),
        },
        icon('close'),
      ),
    ),
    el(
      'div',
      { class: 'dialog-body' },
      form.intro.length > 0 && el('div', { class: 'intro' }, ...blockElements(form.intro)),
      ...fields.map(({ element }) => element),
    ),
    el(
      'footer',
      {},
      trouble,
      el(
        'span',
        { class: 'small keys' },
        el('kbd', {}, isMac ? '⌘' : 'Ctrl'),
        ' ',
        el('kbd', {}, 'Enter'),
        ` ${say('page.submits')}`,
      ),
      el('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, say('page.cancel')),
      submit,
    ),
  );
  dialog.replaceChildren(body);
  dialog.showModal();
  fields[0]?.focus();
}

/** @param {import('../../../core/message.ts').Field} field */
function initial(field) {
  return typeof field.initial === 'string' || field.initial === undefined ? field.initial : [...field.initial];
}

/** @param {string} key */
function readDraft(key) {
  /** @type {Values} */
  const draft = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  return draft;
}

/**
 * A sentence for what went wrong on the way to the server.
 * @param {unknown} error
 */
export function troubleWords(error) {
  if (error instanceof TypeError) return say('page.unreachable');
  return error instanceof Error ? error.message : say('page.went-wrong');
}
