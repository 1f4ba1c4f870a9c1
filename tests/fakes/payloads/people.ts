/** Who takes part: members and admins of a home on Discord and of a guest on Slack, and strangers. */
import type { PlatformName } from '../../../src/core/message.ts';
import { CHANNEL, ELSEWHERE, GUEST_CHANNEL } from './world.ts';

export interface Person {
  /** For whoever reads what was said. */
  readonly id: string;
  readonly name: string;
  readonly externalId: string;
  readonly workspace: { readonly platform: PlatformName; readonly externalId: string; readonly name: string };
  readonly channelId: string;
  readonly admin: boolean;
}

/** Names as people choose them, 80 characters long. */
const NAMES = [
  '**Ada** _of_ `Lovelace` <@900000000000000001> @everyone ||hidden|| ~~gone~~ [a](http://b)',
  '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(20),
  '‮مرحبا بالعالم שלום עולם'.repeat(5),
  'Z̸̢̛̮͎͇̟̩̞͓̤̗̜̲̥̘̣̬͕̪̫̭͉͚̱̠̳̺̻̼͍͔̦̯̰̹͈a̷̛l̴g̵o'.repeat(4),
  '# Heading > quote - list 1. one ```fence``` '.repeat(3),
  `${'W'.repeat(79)}.`,
  '\u200b \u00a0 \u3000 nearly nothing \u200b'.repeat(5),
];

/** Exactly 80 UTF-16 units where the name is longer, never half of a pair. */
export function longName(index: number): string {
  const name = (NAMES[index % NAMES.length] ?? 'Nobody').slice(0, 80);
  return name.replace(/[\uD800-\uDBFF]$/, '');
}

const SERVER = { platform: 'discord', externalId: '900000000000000001', name: '**The** `Home` @everyone' } as const;
const TEAM = { platform: 'slack', externalId: 'T0GUESTS', name: 'Guests & <Friends>' } as const;

const member = (id: string, name: string, over: Partial<Person> = {}): Person => ({
  id,
  name,
  externalId: `9000000000000002${String(id.length).padStart(2, '0')}${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)}`,
  workspace: SERVER,
  channelId: CHANNEL,
  admin: false,
  ...over,
});

const guest = (id: string, name: string, over: Partial<Person> = {}): Person =>
  member(id, name, { workspace: TEAM, channelId: GUEST_CHANNEL, externalId: `U0${id.toUpperCase()}`, ...over });

export const ADA = member('Ada', longName(0));
export const LEAD = member('Lead', 'Lead', { admin: true });
/** The admin in a channel that has no questions. */
export const LEAD_ELSEWHERE: Person = { ...LEAD, id: 'Lead elsewhere', channelId: ELSEWHERE };
/** The same admin in another server, which may be a guest of the first. */
export const LEAD_AWAY: Person = {
  ...LEAD,
  id: 'Lead away',
  workspace: { platform: 'discord', externalId: '900000000000000002', name: 'Away' },
  channelId: '900000000000000201',
};
export const BOB = member('Bob', 'Bob');
export const CLEO = member('Cleo', longName(1));
export const UNA = guest('Una', longName(3));
export const GIL = guest('Gil', 'Gil', { admin: true });
/** Guesses codes. */
export const MALLORY = member('Mallory', 'Mallory');
/** An admin of a third workspace. */
export const OLGA = guest('Olga', 'Olga', {
  admin: true,
  channelId: 'C0OTHERS1',
  workspace: { platform: 'slack', externalId: 'T0OTHERS', name: 'Others' },
});

/** Members who fill a leaderboard. */
export const crowd = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) =>
    member(`crowd ${index}`, longName(index), { externalId: `80000000000000${1000 + index}` }),
  );
