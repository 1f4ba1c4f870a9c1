/** What Slack knows of a person: the name they chose, their language, and whether they are an admin of our workspace. */
import type { webApi } from '@slack/bolt';
import { toPlatformError } from './errors.ts';
import { within } from './pace.ts';

/** How long an answer of users.info is believed, in milliseconds. */
const BELIEVED = 5 * 60_000;
/** How long a name or a language is waited for, in milliseconds; what the payload has does otherwise. */
const PATIENCE = 1000;
const MAX_KEPT = 1000;

export interface Members {
  /** Rejects with a PlatformError when Slack does not say. */
  isAdmin(userId: string): Promise<boolean>;
  /** The display name; never rejects. */
  nameOf(userId: string, handle: string): Promise<string>;
  /** The language the person uses Slack in, `de-DE`; undefined when Slack does not say within a second. Never rejects. */
  localeOf(userId: string): Promise<string | undefined>;
}

/** Where people are asked about. */
export interface Home {
  readonly teamId: string;
  readonly enterpriseId?: string | undefined;
  /** Whether the token is of the whole organisation, and so says nothing of the one workspace by itself. */
  readonly wholeOrganisation?: boolean;
}

interface Known {
  readonly admin: boolean;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

type User = NonNullable<webApi.UsersInfoResponse['user']>;

/** Asks users.info once per person and five minutes. `monotonic` gives milliseconds that never jump. */
export function createMembers(
  client: webApi.WebClient,
  home: Home,
  monotonic: () => number = () => performance.now(),
): Members {
  const kept = new Map<string, { readonly known: Promise<Known>; readonly at: number }>();

  function know(userId: string): Promise<Known> {
    const before = kept.get(userId);
    if (before && monotonic() - before.at < BELIEVED) return before.known;
    const known = ask(userId);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(userId, { known, at: monotonic() });
    known.catch(() => kept.delete(userId));
    return known;
  }

  async function ask(userId: string): Promise<Known> {
    try {
      const { user } = await client.users.info({ user: userId, include_locale: true });
      return {
        admin: user !== undefined && user.deleted !== true && mayAdminister(user, home),
        name: user?.profile?.display_name || user?.profile?.real_name || user?.real_name || undefined,
        locale: user?.locale || undefined,
      };
    } catch (error) {
      throw toPlatformError(error, 'asking');
    }
  }

  /** What is known within a second. That Slack failed is no reason to fail here; isAdmin reports it where it matters. */
  async function soon(userId: string): Promise<Known | undefined> {
    return await within(
      know(userId).catch(() => undefined),
      PATIENCE,
    );
  }

  return {
    isAdmin: async (userId) => (await know(userId)).admin,
    nameOf: async (userId, handle) => (await soon(userId))?.name ?? handle,
    localeOf: async (userId) => (await soon(userId))?.locale,
  };
}

/**
 * An admin of another company, met in a shared channel, is no admin here; and one of another workspace of our own
 * organisation is one here only when Slack says so of this workspace or of the organisation.
 */
function mayAdminister(user: User, home: Home): boolean {
  const grid = user.enterprise_user;
  const inHome = grid?.enterprise_id === home.enterpriseId && grid?.teams?.includes(home.teamId) === true;
  if (inHome && (grid?.is_admin === true || grid?.is_owner === true)) return true;
  const admin = user.is_admin === true || user.is_owner === true;
  if (home.wholeOrganisation) return admin && user.team_id === home.teamId;
  return admin && (user.team_id === home.teamId || inHome);
}
