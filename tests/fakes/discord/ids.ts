/** Ids and people of the test server. */

const EPOCH = 1_420_070_400_000n;
let increment = 0n;

/** A snowflake of this moment; every call gives a higher one. */
export function snowflake(at = Date.now()): string {
  increment = (increment + 1n) % 4_194_304n;
  return String(((BigInt(at) - EPOCH) << 22n) | increment);
}

export const APPLICATION = '1100000000000000001';
export const GUILD = '1200000000000000001';
export const CHANNEL = '1300000000000000001';
export const GUILD_NAME = 'Interpreter Club';
/** A server whose events come over the other of two connections. */
export const SECOND_GUILD = '1200000000000524288';
export const SECOND_CHANNEL = '1300000000000000002';
/** The role that Discord makes for the bot in every server. */
export const BOT_ROLE = '1500000000000000001';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly nick: string | null;
  /** Permission bits as Discord sends them. */
  readonly permissions: string;
  /** The language of their app; American English when absent. */
  readonly locale?: string;
}

/** Permission bits (https://discord.com/developers/docs/topics/permissions). */
export const RIGHT = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  history: 1n << 16n,
  connect: 1n << 20n,
  useCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

export const bits = (...rights: readonly (keyof typeof RIGHT)[]): bigint =>
  rights.reduce((sum, right) => sum | RIGHT[right], 0n);

const MEMBER_RIGHTS = bits('view', 'send', 'history', 'useCommands');

export const PEOPLE = {
  ada: {
    id: '1400000000000000001',
    username: 'ada_l',
    globalName: 'Ada',
    nick: null,
    permissions: String(MEMBER_RIGHTS),
  },
  bob: {
    id: '1400000000000000002',
    username: 'bob',
    globalName: null,
    nick: 'Bob',
    permissions: String(MEMBER_RIGHTS),
  },
  lead: {
    id: '1400000000000000003',
    username: 'lead',
    globalName: 'Lead',
    nick: null,
    permissions: String(MEMBER_RIGHTS | RIGHT.manageGuild),
  },
  gerda: {
    id: '1400000000000000004',
    username: 'gerda',
    globalName: 'Gerda',
    nick: null,
    permissions: String(MEMBER_RIGHTS),
    locale: 'de',
  },
} as const satisfies Record<string, Person>;

/** Any JSON object of Discord's; the rules check the shapes, the code reads what it needs. */
export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list of objects; anything else in it is left to the schemas to refuse. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
