/** Members' homes: shown when opened, and again when what they show has changed. */
import { webApi } from '@slack/bolt';
import type { Desk } from '../../core/desk.ts';
import type { Log } from '../../core/ports.ts';
import { slackCode } from './errors.ts';
import type { Pace } from './pace.ts';
import { homeCaller, type Installation } from './receive.ts';
import { homeView } from './view.ts';

/** A home is kept up to date for so long after it was opened, in milliseconds. */
const KEPT_UP = 24 * 60 * 60_000;
/** Homes shown anew after a post, at most; the rest follow when they are opened. */
const MAX_REFRESHED = 200;
/** Before each of them, in milliseconds. Slack takes a hundred a minute of one app (tier 4). */
const SPACING = 1000;
const MAX_KEPT = 5000;

export interface Homes {
  /** Someone opened their home; `hash` is that of the view they saw, undefined for none. */
  opened(userId: string, at: Installation, hash: string | undefined): Promise<void>;
  /** Someone did something that their own home may show. */
  acted(userId: string, at: Installation): Promise<void>;
  /**
   * Something happened that every home of the workspace shows: newest first, one a second. What was `posted` begins again
   * from the newest; what was `edited` lets a round of homes end first, since in a large team edits come faster than it ends.
   */
  refresh(at: Installation, what: 'posted' | 'edited'): Promise<void>;
  forget(teamId: string): void;
  /** Ends what is being refreshed. */
  close(): void;
}

interface Home {
  openedAt: number;
  /** What Slack calls the view it has; unknown after someone else changed it. */
  hash: string | undefined;
  /** What we published last, to compare. */
  content: string | undefined;
  /** Publications follow each other, so that the newest content comes last. */
  queue: Promise<Outcome>;
  waiting: boolean;
}

/** `stop`: the next home will fare no better; `leaveAlone`: the milliseconds Slack wants to wait. */
type Outcome = 'done' | 'stop' | { readonly leaveAlone: number };

/** What Slack says when it is this person's home only that cannot be shown. */
const PERSONAL = ['user_not_found', 'user_disabled', 'user_not_visible', 'view_too_large', 'invalid_blocks'];

export function createHomes(deps: { readonly desk: Desk; readonly log: Log; readonly pace: Pace }): Homes {
  const { desk, log, pace } = deps;
  /** By workspace, then by person, in the order they were opened. */
  const teams = new Map<string, Map<string, Home>>();
  const refreshing = new Map<string, AbortController>();
  /** Workspaces where something was edited while their homes were refreshed. */
  const edited = new Set<string>();
  /** Until when Slack wants no homes from a workspace. */
  const quietUntil = new Map<string, number>();
  let turns = 0;

  /** Publishes after what is being published. */
  function publish(userId: string, at: Installation, home: Home): Promise<Outcome> {
    // One that waits will read what there is to read when its turn comes.
    if (home.waiting) return home.queue;
    home.waiting = true;
    home.queue = home.queue.then(() => {
      home.waiting = false;
      return publishNow(userId, at, home);
    });
    return home.queue;
  }

  async function publishNow(userId: string, at: Installation, home: Home): Promise<Outcome> {
    const quiet = (quietUntil.get(at.teamId) ?? 0) - pace.monotonic();
    if (quiet > 0) return { leaveAlone: quiet };
    try {
      turns += 1;
      const caller = homeCaller(userId, turns, at);
      const [name, locale] = await Promise.all([at.members.nameOf(userId, userId), at.members.localeOf(userId)]);
      const view = homeView(await desk.home({ ...caller, member: { externalId: userId, name }, locale }));
      const content = JSON.stringify(view);
      if (content === home.content) return 'done';
      const hash = home.hash ? { hash: home.hash } : {};
      const published = await at.client.views.publish({ user_id: userId, view, ...hash });
      home.hash = published.view?.hash;
      home.content = content;
      return 'done';
    } catch (error) {
      return failed(userId, at, home, error);
    }
  }

  function failed(userId: string, at: Installation, home: Home, error: unknown): Outcome {
    // Whatever is shown now, we do not know it.
    home.content = undefined;
    home.hash = undefined;
    if (error instanceof webApi.WebAPIRateLimitedError) {
      const leaveAlone = error.retryAfter * 1000;
      quietUntil.set(at.teamId, pace.monotonic() + leaveAlone);
      return { leaveAlone };
    }
    const code = slackCode(error);
    // Another process has shown something newer.
    if (code === 'hash_conflict') return 'done';
    const advice =
      code === 'not_enabled'
        ? 'enable the Home tab of the app (App Home), or create it anew from slack/manifest.yaml'
        : 'it is shown when it is opened the next time';
    log.warn({ platform: 'slack', teamId: at.teamId, code, err: error }, `a home could not be shown: ${advice}`);
    if (code === undefined || !PERSONAL.includes(code)) return 'stop';
    teams.get(at.teamId)?.delete(userId);
    return 'done';
  }

  const fresh = (home: Home) => pace.monotonic() - home.openedAt < KEPT_UP;

  async function refreshEach(at: Installation, signal: AbortSignal): Promise<void> {
    const newest = [...(teams.get(at.teamId) ?? [])].reverse().filter(([, home]) => fresh(home));
    for (const [userId, home] of newest.slice(0, MAX_REFRESHED)) {
      // Before the first too: what was posted is noted by then.
      await pace.wait(SPACING, signal);
      let outcome = await publish(userId, at, home);
      if (typeof outcome === 'object') {
        await pace.wait(outcome.leaveAlone, signal);
        outcome = await publish(userId, at, home);
      }
      if (outcome !== 'done' || signal.aborted) return;
    }
  }

  return {
    async opened(userId, at, hash) {
      const homes = teams.get(at.teamId) ?? new Map<string, Home>();
      teams.set(at.teamId, homes);
      const kept = homes.get(userId) ?? {
        openedAt: 0,
        hash,
        content: undefined,
        queue: Promise.resolve<Outcome>('done'),
        waiting: false,
      };
      // Slack shows nothing, or something that is not what we published last.
      if (!hash || hash !== kept.hash) Object.assign(kept, { hash, content: undefined });
      kept.openedAt = pace.monotonic();
      // Last in the map is newest.
      homes.delete(userId);
      homes.set(userId, kept);
      const [oldest] = homes.keys();
      if (homes.size > MAX_KEPT && oldest) homes.delete(oldest);
      await publish(userId, at, kept);
    },

    async acted(userId, at) {
      const home = teams.get(at.teamId)?.get(userId);
      if (home && fresh(home)) await publish(userId, at, home);
    },

    async refresh(at, what) {
      if (what === 'edited' && refreshing.has(at.teamId)) {
        edited.add(at.teamId);
        return;
      }
      refreshing.get(at.teamId)?.abort();
      const begun = new AbortController();
      refreshing.set(at.teamId, begun);
      try {
        do {
          edited.delete(at.teamId);
          await refreshEach(at, begun.signal);
        } while (edited.has(at.teamId) && !begun.signal.aborted);
      } catch (error) {
        // Aborted: a newer post began again, or the bot stops.
        if (!begun.signal.aborted) log.error({ platform: 'slack', err: error }, 'refreshing homes failed');
      } finally {
        if (refreshing.get(at.teamId) === begun) refreshing.delete(at.teamId);
      }
    },

    forget(teamId) {
      refreshing.get(teamId)?.abort();
      teams.delete(teamId);
      quietUntil.delete(teamId);
    },

    close() {
      for (const begun of refreshing.values()) begun.abort();
    },
  };
}
