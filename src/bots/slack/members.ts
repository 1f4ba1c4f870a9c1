/** What Slack knows of a person: the name they chose, and whether they are an admin of our workspace. */
import type { webApi } from '@slack/bolt';
import { toPlatformError } from './errors.ts';

/** How long an answer of users.info is believed, in milliseconds. */
const BELIEVED = 5 * 60_000;
/** How long a name is waited for, in milliseconds; the handle in the payload does otherwise. */
const NAME_PATIENCE = 1000;
const MAX_KEPT = 1000;

export interface Members {
  /** Rejects with a PlatformError when Slack does not say. */
  isAdmin(userId: string): Promise<boolean>;
  /** The display name; never rejects. */
  nameOf(userId: string, handle: string): Promise<string>;
}

interface Known {
  readonly admin: boolean;
  readonly name: string | undefined;
}

/** Asks users.info once per person and five minutes. `monotonic` gives milliseconds that never jump. */
export function createMembers(
  client: webApi.WebClient,
  teamId: () => string,
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
      const { user } = await client.users.info({ user: userId });
      // An admin of another company, met in a shared channel, is no admin here.
      const ours = !user?.team_id || user.team_id === teamId();
      return {
        admin: ours && user?.deleted !== true && (user?.is_admin === true || user?.is_owner === true),
        name: user?.profile?.display_name || user?.profile?.real_name || user?.real_name || undefined,
      };
    } catch (error) {
      throw toPlatformError(error, 'Asking Slack about a member');
    }
  }

  return {
    isAdmin: async (userId) => (await know(userId)).admin,
    async nameOf(userId, handle) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), NAME_PATIENCE);
      });
      try {
        return (await Promise.race([know(userId), patience]))?.name ?? handle;
      } catch {
        // A name is not worth failing for; isAdmin reports the same trouble where it matters.
        return handle;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
