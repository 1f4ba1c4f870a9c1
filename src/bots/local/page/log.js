/** The list of messages: keeps what is there in place, adds what is new, and stays at the newest unless someone reads above. */
import { byId, el } from './dom.js';
import { entryElement, messageElement } from './message.js';
import { botNow, dayOf } from './time.js';

/** @typedef {import('../render.ts').EntryView} EntryView */
/** @typedef {import('../render.ts').MessageView} MessageView */
/** @typedef {{ entry: EntryView, json: string, node: HTMLLIElement, waiting: boolean }} Item */

const NEAR_PX = 120;

/** @param {import('./message.js').Acts} acts */
export function createLog(acts) {
  const list = byId('log');
  const scroller = byId('scroller');
  const newest = byId('newest');
  const empty = byId('empty');
  const spoken = byId('spoken');
  /** @type {Item[]} */
  let items = [];
  /** @type {Map<string, HTMLLIElement>} */
  const days = new Map();
  let pendings = 0;

  const atNewest = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
  /** @param {boolean} [gently] */
  const toNewest = (gently = false) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const last = items.at(-1)?.node;
    // A message taller than the room is read from its top.
    const tall = last && last.offsetHeight > scroller.clientHeight;
    const top = tall ? last.offsetTop - scroller.offsetTop : scroller.scrollHeight;
    scroller.scrollTo({ top, behavior: gently && !calm ? 'smooth' : 'instant' });
    newest.hidden = true;
  };
  scroller.addEventListener('scroll', () => {
    if (atNewest()) newest.hidden = true;
  });
  newest.addEventListener('click', () => toNewest(true));
  // The composer growing or the keyboard opening must not push the newest message out of sight.
  let stuck = true;
  scroller.addEventListener('scroll', () => {
    stuck = atNewest();
  });
  new ResizeObserver(() => stuck && toNewest()).observe(scroller);

  /**
   * @param {EntryView} entry
   * @returns {Item}
   */
  const item = (entry) => ({ entry, json: JSON.stringify(entry), node: entryElement(entry, acts), waiting: false });

  /** @param {Date} at */
  function dayElement(at) {
    const words = dayOf(at);
    const known = days.get(words);
    if (known) return known;
    const made = el('li', { class: 'day' }, el('span', {}, words));
    days.set(words, made);
    return made;
  }

  /** Puts the nodes in order, moving none that is already right: focus and selection survive. */
  function lay() {
    /** @type {HTMLLIElement[]} */
    const nodes = [];
    let day = '';
    for (const { entry, node } of items) {
      const at = new Date(entry.at);
      if (dayOf(at) !== day) {
        day = dayOf(at);
        const divider = dayElement(at);
        if (!nodes.includes(divider)) nodes.push(divider);
      }
      nodes.push(node);
    }
    const wanted = new Set(nodes);
    for (const child of [...list.children]) if (!wanted.has(/** @type {HTMLLIElement} */ (child))) child.remove();
    nodes.forEach((node, index) => {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    });
    empty.hidden = items.length > 0;
  }

  /**
   * @param {number} index
   * @param {EntryView} entry
   */
  function renew(index, entry) {
    const before = items[index];
    if (!before || before.json === JSON.stringify(entry)) return;
    const now = item(entry);
    before.node.replaceWith(now.node);
    items[index] = now;
  }

  return {
    toNewest,

    /** Draws everything anew, in the look now chosen. */
    redraw() {
      items = items.map((each) => ({ ...item(each.entry), waiting: each.waiting }));
      lay();
      toNewest();
    },

    /**
     * Shows exactly these entries, keeping own lines still on their way.
     * @param {readonly EntryView[]} entries
     * @param {boolean} jump to the newest, as when a channel is opened
     */
    show(entries, jump) {
      const follow = jump || atNewest();
      const known = new Map(items.map((each) => [each.entry.id, each]));
      const waiting = jump ? [] : items.filter((each) => each.waiting);
      items = entries.map((entry) => {
        const before = known.get(entry.id);
        return before?.json === JSON.stringify(entry) ? before : item(entry);
      });
      items.push(...waiting);
      lay();
      if (follow) toNewest();
    },

    /**
     * @param {EntryView} entry new, or said anew
     * @param {boolean} own whether this person's own act brought it
     */
    add(entry, own) {
      const index = items.findIndex(
        (each) =>
          each.entry.id === entry.id ||
          (each.entry.id.startsWith('pending:') &&
            !entry.author.bot &&
            each.entry.message.summary === entry.message.summary),
      );
      const follow = own || atNewest();
      if (index >= 0) renew(index, entry);
      else {
        items.push(item(entry));
        lay();
        spoken.textContent = entry.author.bot ? entry.message.summary : '';
      }
      if (follow) toNewest();
      else if (index < 0) newest.hidden = false;
    },

    /**
     * @param {string} id
     * @param {MessageView} message
     */
    change(id, message) {
      const index = items.findIndex((each) => each.entry.id === id);
      const before = items[index];
      if (!before) return;
      const entry = { ...before.entry, message };
      const node = before.node;
      node.querySelector('.message')?.replaceWith(messageElement(message, acts));
      items[index] = { entry, json: JSON.stringify(entry), node, waiting: false };
    },

    /**
     * Shows a line before the server has it. The returned functions say how that went.
     * @param {{ id: string, name: string }} person
     * @param {string} channel
     * @param {string} line
     */
    expect(person, channel, line) {
      pendings += 1;
      const id = `pending:${pendings}`;
      const made = item({
        id,
        channel,
        author: { id: person.id, name: person.name, bot: false },
        private: true,
        at: botNow().toISOString(),
        message: {
          tone: 'neutral',
          summary: line,
          blocks: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: line }] }],
          buttons: [],
          payloads: {},
        },
      });
      made.waiting = true;
      made.node.classList.add('waiting');
      items.push(made);
      lay();
      toNewest();
      return {
        arrived() {
          made.waiting = false;
          made.node.classList.remove('waiting');
        },
        /** Takes the line back out, because it is offered for sending again elsewhere. */
        failed() {
          items = items.filter((each) => each !== made);
          lay();
        },
      };
    },
  };
}
