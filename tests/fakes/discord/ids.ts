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

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly nick: string | null;
  /** Permission bits as Discord sends them. */
  readonly permissions: string;
}

const MEMBER_RIGHTS = (1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 31n);
const MANAGE_GUILD = 1n << 5n;

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
    permissions: String(MEMBER_RIGHTS | MANAGE_GUILD),
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
