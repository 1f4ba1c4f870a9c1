/** The page's beginning: who one is, where one is, and what happens when something is said, pressed or heard. */
import { createComposer } from './composer.js';
import { byId, el } from './dom.js';
import { openForm, troubleWords } from './form.js';
import { startLanguage } from './language.js';
import { createLog } from './log.js';
import { say } from './say.js';
import * as server from './server.js';
import { startShownAs } from './shown-as.js';
import { createSide } from './side.js';
import { startThemeButton } from './theme.js';
import { refreshTimes, setClock } from './time.js';

/** @typedef {import('./server.js').Person} Person */
/** @typedef {import('./server.js').Channel} Channel */

const REFRESH_MS = 20_000;

startThemeButton();
const { workspace, people, channels, shortcuts, menu, clock } = await server.hello((words) => {
  byId('connection').textContent = words;
});
byId('connection').textContent = '';
setClock(clock);
byId('workspace').textContent = workspace;
document.title = `${workspace} · Refcount`;

/**
 * @template {{ id: string }} Kind
 * @param {readonly Kind[]} all at least one
 * @param {string} key of localStorage
 * @returns {Kind}
 */
function remembered(all, key) {
  const found = all.find(({ id }) => id === localStorage.getItem(key)) ?? all[0];
  if (!found) throw new Error(`nothing to choose for ${key}`);
  return found;
}

let person = remembered(people, 'refcount.person');
let channel = remembered(channels, 'refcount.channel');

const log = createLog({
  press: (id, element) => void press(id, element),
  menu: menu.filter(({ on }) => on === 'message'),
  choose: (shortcut, text) => void choose({ kind: 'shortcut', shortcut, text }),
});
startShownAs(() => log.redraw());
startLanguage();
const composer = createComposer({
  complete: async (line) => (await server.complete({ person: person.id, channel: channel.id, line })).completions,
  send: (line) => void send(line),
});
const side = createSide({
  people,
  channels,
  movable: clock.movable,
  toPerson,
  toChannel,
  advance,
  menu: menu.filter(({ on }) => on === 'person'),
  choose: (shortcut, about) => void choose({ kind: 'about', shortcut, person: about.id }),
});

// ── What one does ─────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {string} line */
async function send(line) {
  const acted = { ...here(), act: { kind: /** @type {const} */ ('say'), line } };
  const expected = log.expect(person, channel.id, line);
  try {
    const reply = await server.act(acted);
    expected.arrived();
    answer(reply, acted);
  } catch (error) {
    expected.failed();
    composer.giveBack(line);
    notice(say('page.line-is-back', { trouble: troubleWords(error) }));
  }
}

/** @param {import('../receive.ts').Acted['act']} act */
async function choose(act) {
  const acted = { ...here(), act };
  try {
    answer(await server.act(acted), acted);
  } catch (error) {
    notice(troubleWords(error));
  }
}

/**
 * @param {string} id
 * @param {HTMLButtonElement} element
 */
async function press(id, element) {
  if (element.getAttribute('aria-busy')) return;
  element.setAttribute('aria-busy', 'true');
  const acted = { ...here(), act: { kind: /** @type {const} */ ('press'), id } };
  try {
    answer(await server.act(acted), acted);
  } catch (error) {
    notice(say('page.press-again', { trouble: troubleWords(error) }));
  } finally {
    element.removeAttribute('aria-busy');
  }
}

/** Where this act happens, and an id under which it counts once. */
function here() {
  return { person: person.id, channel: channel.id, requestId: crypto.randomUUID() };
}

/**
 * @param {import('../render.ts').ReplyView} reply
 * @param {{ person: string, channel: string }} where it was asked
 */
function answer(reply, where) {
  notice('');
  if (where.person !== person.id) return;
  if (reply.kind === 'message') {
    if (where.channel === channel.id) hear(() => log.add(reply.entry, true));
    else side.markUnread(where.channel, true);
  } else if (reply.kind === 'form') {
    const { form } = reply;
    // Unchanged values sent again after a broken connection are the same act; changed ones are a new act.
    let last = { json: '', requestId: '' };
    openForm(
      form,
      `refcount.draft:${where.person}:${form.id}`,
      (values) => {
        const json = JSON.stringify(values);
        if (json !== last.json) last = { json, requestId: crypto.randomUUID() };
        return server
          .act({
            person: /** @type {Person['id']} */ (where.person),
            channel: where.channel,
            requestId: last.requestId,
            act: { kind: 'submit', id: form.id, values },
          })
          .then((answered) => {
            if (answered.kind === 'invalid') last = { json: '', requestId: '' };
            return answered;
          });
      },
      (next) => answer(next, where),
    );
  } else notice(Object.values(reply.errors).join(' '));
}

/** @param {number} ms */
async function advance(ms) {
  try {
    setClock(await server.moveClock(ms));
    showTime();
  } catch (error) {
    notice(troubleWords(error));
  }
}

// ── What one sees ─────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {string} words nothing hides it */
function notice(words) {
  const line = byId('notice');
  line.textContent = words;
  line.hidden = words === '';
}

function showTime() {
  side.showClock();
  refreshTimes();
}

/**
 * What was heard while the channel was being read: the answer to a read may be older than it, so it is shown again after.
 * @type {{ reads: number, said: { place: string, show: () => void }[] }}
 */
const meanwhile = { reads: 0, said: [] };
const place = () => `${person.id} ${channel.id}`;

/** @param {() => void} show */
function hear(show) {
  show();
  if (meanwhile.reads > 0) meanwhile.said.push({ place: place(), show });
}

/** @param {boolean} jump */
async function readChannel(jump) {
  const asked = place();
  const since = meanwhile.said.length;
  meanwhile.reads += 1;
  try {
    const { entries } = await server.messages(channel.id, person.id);
    if (asked !== place()) return;
    log.show(entries, jump);
    for (const said of meanwhile.said.slice(since)) if (said.place === asked) said.show();
  } catch (error) {
    notice(troubleWords(error));
  } finally {
    meanwhile.reads -= 1;
    if (meanwhile.reads === 0) meanwhile.said = [];
  }
}

/** @param {Channel} next */
function toChannel(next) {
  channel = next;
  localStorage.setItem('refcount.channel', next.id);
  byId('channel-name').textContent = `#${next.name}`;
  byId('channel-topic').textContent = say(next.topic);
  byId('empty-title').textContent = say('page.this-is', { channel: next.name });
  side.showChannel(next);
  log.show([], true);
  void readChannel(true);
}

let stopListening = () => {};

/** @param {Person} next */
function toPerson(next) {
  person = next;
  localStorage.setItem('refcount.person', next.id);
  side.showPerson(next);
  notice('');
  byId('chips').replaceChildren(
    ...shortcuts
      .filter(({ admin }) => !admin || next.admin)
      .map(({ label, line }) =>
        el(
          'button',
          {
            type: 'button',
            class: 'chip',
            onclick: () => (line.endsWith(' ') ? composer.begin(line) : void send(line)),
          },
          say(label),
        ),
      ),
  );
  toChannel(channel);
  stopListening();
  stopListening = server.listen(next.id, {
    opened() {
      byId('connection').textContent = '';
      void readChannel(false);
    },
    broken() {
      byId('connection').textContent = say('page.reconnecting');
    },
    entry(entry) {
      if (entry.channel === channel.id) hear(() => log.add(entry, false));
      else side.markUnread(entry.channel, true);
    },
    change({ id, message }) {
      hear(() => log.change(id, message));
    },
    clock(moved) {
      setClock(moved);
      showTime();
    },
  });
}

const hint = byId('hint');
hint.hidden = localStorage.getItem('refcount.hint') === 'seen';
byId('dismiss-hint').addEventListener('click', () => {
  localStorage.setItem('refcount.hint', 'seen');
  hint.hidden = true;
  composer.focus();
});

toPerson(person);
showTime();
setInterval(showTime, REFRESH_MS);
if (matchMedia('(hover: hover)').matches) composer.focus();
