/** A question as its members will see it: chosen by the address (`/preview?question=…`), drawn in the look chosen. */
import { byId, el } from './dom.js';
import { messageElement } from './message.js';
import { say } from './say.js';
import { startShownAs } from './shown-as.js';

/** @typedef {import('../render.ts').MessageView} MessageView */
/** @typedef {{ label: string, answer?: string, message: MessageView }} PreviewView */

/** @type {HTMLSelectElement} */
const select = byId('question');
/** @type {readonly PreviewView[]} */
let shown = [];

function draw() {
  byId('previews').replaceChildren(
    ...shown.map(({ label, answer, message }) =>
      el(
        'section',
        {},
        el('h2', {}, label),
        answer && el('blockquote', { title: say('page.preview-answer') }, answer),
        messageElement(message, {
          press: () => {
            byId('notice').textContent = say('page.preview-button');
          },
        }),
      ),
    ),
  );
}

/** @param {string} id */
async function show(id) {
  const response = await fetch(`/api/preview?question=${encodeURIComponent(id)}`);
  byId('notice').textContent = response.ok ? '' : say('page.preview-none', { id });
  shown = response.ok ? (await response.json()).previews : [];
  draw();
}

const { questions } = await (await fetch('/api/questions')).json();
select.replaceChildren(...questions.map((/** @type {string} */ id) => el('option', { value: id }, id)));
const asked = new URLSearchParams(location.search).get('question') ?? questions[0] ?? '';
select.value = asked;
select.addEventListener('change', () => {
  history.replaceState(null, '', `/preview?question=${encodeURIComponent(select.value)}`);
  void show(select.value);
});
startShownAs(draw);
await show(asked);
