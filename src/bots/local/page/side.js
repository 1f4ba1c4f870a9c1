/** The side: channels, the bot's clock, and who one is. On a narrow screen it slides in over the room. */
import { avatar, byId, el, icon } from './dom.js';
import { locale, say } from './say.js';
import { botNow } from './time.js';

/** @typedef {import('./server.js').Person} Person */
/** @typedef {import('./server.js').Channel} Channel */

const narrow = matchMedia('(max-width: 760px)');

/**
 * @param {{
 *   people: readonly Person[],
 *   channels: readonly Channel[],
 *   movable: boolean,
 *   toPerson(person: Person): void,
 *   toChannel(channel: Channel): void,
 *   advance(ms: number): Promise<void>,
 *   menu: readonly import('./server.js').MenuEntry[],
 *   choose(shortcut: string, about: Person): void,
 * }} parts
 */
export function createSide({ people, channels, movable, toPerson, toChannel, advance, menu, choose }) {
  const side = byId('side');
  const shade = byId('shade');
  const opener = byId('open-side');
  const me = byId('me');

  /** @param {boolean} open */
  function slide(open) {
    side.classList.toggle('open', open);
    side.inert = narrow.matches && !open;
    shade.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (open) byId('close-side').focus();
  }
  narrow.addEventListener('change', () => slide(false));
  opener.addEventListener('click', () => slide(true));
  me.addEventListener('click', () => slide(true));
  shade.addEventListener('click', () => slide(false));
  byId('close-side').addEventListener('click', () => {
    slide(false);
    opener.focus();
  });
  side.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && narrow.matches) {
      slide(false);
      opener.focus();
    }
  });
  slide(false);

  const channelButtons = new Map(
    channels.map((channel) => [
      channel.id,
      el(
        'button',
        {
          type: 'button',
          onclick: () => {
            toChannel(channel);
            slide(false);
          },
        },
        el('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
        channel.name,
        el('span', { class: 'unread', hidden: true }, el('span', { class: 'visually-hidden' }, say('page.unread'))),
      ),
    ]),
  );
  byId('channels').replaceChildren(...[...channelButtons.values()].map((button) => el('li', {}, button)));

  const personButtons = new Map(
    people.map((person) => [
      person.id,
      el(
        'button',
        {
          type: 'button',
          onclick: () => {
            toPerson(person);
            slide(false);
          },
        },
        avatar(person),
        el('span', { class: 'person-name' }, person.name),
        el('span', { class: 'small' }, say(person.admin ? 'page.admin' : 'page.member')),
      ),
    ]),
  );
  const menuOf = (/** @type {Person} */ person) =>
    menu.map(({ id, label }) =>
      el(
        'button',
        {
          type: 'button',
          class: 'quiet about',
          'aria-label': say('page.results-of', { name: person.name, label }),
          title: label,
          onclick: () => {
            choose(id, person);
            slide(false);
          },
        },
        icon('about'),
      ),
    );
  byId('people').replaceChildren(
    ...people.map((person) => el('div', { class: 'person' }, personButtons.get(person.id), ...menuOf(person))),
  );

  const moves = byId('clock-moves');
  moves.hidden = !movable;
  byId('clock-note').textContent = movable ? say('page.move-time') : say('page.real-time');
  for (const button of moves.querySelectorAll('button')) {
    button.addEventListener('click', async () => {
      moves.inert = true;
      await advance(Number(button.dataset.advance));
      moves.inert = false;
      button.focus();
    });
  }

  return {
    /** @param {Person} person */
    showPerson(person) {
      for (const [id, button] of personButtons) button.setAttribute('aria-pressed', String(id === person.id));
      me.replaceChildren(avatar(person));
      me.setAttribute('aria-label', say('page.switch-person', { name: person.name }));
    },
    /** @param {Channel} channel */
    showChannel(channel) {
      for (const [id, button] of channelButtons) {
        if (id === channel.id) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
      this.markUnread(channel.id, false);
    },
    /**
     * @param {string} id
     * @param {boolean} unread
     */
    markUnread(id, unread) {
      const dot = channelButtons.get(/** @type {Channel['id']} */ (id))?.querySelector('.unread');
      if (dot instanceof HTMLElement) dot.hidden = !unread;
    },
    showClock() {
      const now = botNow();
      const day = now.toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short' });
      const time = now.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
      byId('clock-now').replaceChildren(el('b', {}, time), ` ${day}`);
    },
  };
}
