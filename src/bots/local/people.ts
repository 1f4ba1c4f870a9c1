/** Who and what exists in the local chat. There are no accounts: the page says who acts. */

import type { PageKey } from './page-texts.ts';

export interface LocalPerson {
  readonly id: 'ada' | 'bob' | 'lead';
  readonly name: string;
  readonly admin: boolean;
}

export interface LocalChannel {
  readonly id: 'general' | 'random';
  readonly name: string;
  readonly topic: PageKey;
}

export const PEOPLE: readonly LocalPerson[] = [
  { id: 'ada', name: 'Ada', admin: false },
  { id: 'bob', name: 'Bob', admin: false },
  { id: 'lead', name: 'Lead', admin: true },
];

export const CHANNELS: readonly LocalChannel[] = [
  { id: 'general', name: 'general', topic: 'page.topic-general' },
  { id: 'random', name: 'random', topic: 'page.topic-random' },
];

/** The bot as an author of messages. */
export const BOT = { id: 'refcount', name: 'Refcount' } as const;

/** The external id of the only workspace. */
export const WORKSPACE = 'home';

export const personById = (id: string): LocalPerson | undefined => PEOPLE.find((person) => person.id === id);
export const channelById = (id: string): LocalChannel | undefined => CHANNELS.find((channel) => channel.id === id);
