/** Who may run admin commands: admins and owners of the workspace the app is installed in. */
import type { webApi } from '@slack/bolt';
import { toPlatformError } from './errors.ts';

/** How long an answer of users.info is believed, in milliseconds. */
const BELIEVED = 5 * 60_000;
const MAX_KEPT = 1000;

/**
 * Asks users.info once per person and five minutes. Rejects with a PlatformError when Slack does not answer.
 * `monotonic` gives milliseconds that never jump.
 */
export function createAdmins(
  client: webApi.WebClient,
  teamId: () => string,
  monotonic: () => number = () => performance.now(),
): (userId: string) => Promise<boolean> {
  const kept = new Map<string, { readonly admin: boolean; readonly at: number }>();
  return async (userId) => {
    const known = kept.get(userId);
    if (known && monotonic() - known.at < BELIEVED) return known.admin;
    try {
      const { user } = await client.users.info({ user: userId });
      // An admin of another company, met in a shared channel, is no admin here.
      const ours = !user?.team_id || user.team_id === teamId();
      const admin = ours && user?.deleted !== true && (user?.is_admin === true || user?.is_owner === true);
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(userId, { admin, at: monotonic() });
      return admin;
    } catch (error) {
      throw toPlatformError(error, 'Asking Slack who is an admin');
    }
  };
}
