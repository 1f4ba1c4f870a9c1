/**
 * The state of an installation on its way through Slack: signed, good for ten minutes and for one use. That it comes
 * back to the browser it was given to, InstallProvider checks by its cookie.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StateStore } from '@slack/oauth';
import type { Random } from './seal.ts';

/** How long a state is good for, in milliseconds. */
export const STATE_LIFE = 10 * 60_000;
const MAX_USED = 10_000;

/** What was wrong with a state; the code is what InstallProvider's own stores give. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly code = 'slack_oauth_invalid_state';
}

/** `secret` signs; `options` is what a good state stands for, since nothing of it needs to travel. */
export function createStateStore(deps: {
  readonly secret: Uint8Array;
  readonly random: Random;
  readonly options: Awaited<ReturnType<StateStore['verifyStateParam']>>;
}): StateStore {
  const used = new Map<string, number>();
  const signature = (content: string) => createHmac('sha256', deps.secret).update(content).digest();

  function notUsedBefore(content: string, expires: number, now: number): boolean {
    for (const [old, until] of used) if (until <= now) used.delete(old);
    if (used.has(content)) return false;
    // So many within ten minutes are no admins; forgetting the oldest keeps the memory small.
    const [oldest] = used.keys();
    if (used.size >= MAX_USED && oldest) used.delete(oldest);
    used.set(content, expires);
    return true;
  }

  return {
    async generateStateParam(_options, now) {
      const content = `${now.getTime() + STATE_LIFE}.${Buffer.from(deps.random(16)).toString('base64url')}`;
      return `${content}.${signature(content).toString('base64url')}`;
    },

    async verifyStateParam(now, state) {
      const [expires = '', token = '', signed = ''] = state.split('.');
      const content = `${expires}.${token}`;
      const given = Buffer.from(signed, 'base64url');
      const right = signature(content);
      if (given.length !== right.length || !timingSafeEqual(given, right)) throw new StateError('not a state of ours');
      if (Number(expires) <= now.getTime()) throw new StateError('the state is older than ten minutes');
      if (!notUsedBefore(content, Number(expires), now.getTime())) throw new StateError('the state was used before');
      return deps.options;
    },
  };
}
