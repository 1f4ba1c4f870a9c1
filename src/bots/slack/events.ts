/** What Slack tells of channels, people and the app itself. Every event counts once, however often it is delivered. */
import type { App } from '@slack/bolt';
import type { Desk, Happening } from '../../core/desk.ts';
import type { Log } from '../../core/ports.ts';
import type { Conversation } from './conversation.ts';
import type { Place, Team } from './teams.ts';

/** Events that the app asks for; docs/slack.md says why. */
export const BOT_EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_unarchive',
  'member_joined_channel',
  'tokens_revoked',
] as const;

/** Sent only to apps that are installed in a whole organisation. */
export const ORGANISATION_EVENTS = ['team_access_granted', 'team_access_revoked'] as const;

/** Slack repeats an event it has no answer for three times within an hour; so many come in that time at most, or a repeat is harmless. */
const MAX_KNOWN = 5000;

type ChannelEvent = Exclude<
  (typeof BOT_EVENTS)[number],
  'app_home_opened' | 'app_uninstalled' | 'member_joined_channel' | 'tokens_revoked'
>;

const CHANNEL_EVENTS: Readonly<Record<ChannelEvent, Pick<Happening, 'kind' | 'why'>>> = {
  channel_archive: { kind: 'gone', why: 'archived' },
  channel_deleted: { kind: 'gone', why: 'deleted' },
  channel_left: { kind: 'gone', why: 'removed' },
  channel_unarchive: { kind: 'back' },
  group_archive: { kind: 'gone', why: 'archived' },
  group_deleted: { kind: 'gone', why: 'deleted' },
  group_left: { kind: 'gone', why: 'removed' },
  group_unarchive: { kind: 'back' },
};

/** What of an event's envelope is looked at. */
interface Envelope {
  readonly event_id?: string;
  readonly event_time?: number;
  readonly team_id?: string;
  readonly enterprise_id?: string;
}

export interface EventsOptions {
  readonly app: App;
  readonly log: Log;
  /** The workspace that a body came from, as it was found when it was let in. */
  readonly teamOf: (body: object) => Team | undefined;
  /** Runs the work while the bot is started, and lets the stop wait for it. */
  readonly tracked: (work: (to: Conversation, desk: Desk) => Promise<void>) => Promise<void>;
  /** The app was removed at this moment. */
  readonly onRemoved: (place: Place, at: Date) => Promise<void>;
  /** Which workspaces of an organisation the app works in has changed. */
  readonly onAccess: (place: Place, teamIds: readonly string[], granted: boolean) => Promise<void>;
}

export function listenToEvents({ app, log, teamOf, tracked, onRemoved, onAccess }: EventsOptions): void {
  const known = new Set<string>();

  /** Whether this event was not seen before. */
  function first({ event_id: id }: Envelope): boolean {
    if (id === undefined) return true;
    if (known.has(id)) return false;
    const [oldest] = known;
    if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    known.add(id);
    return true;
  }

  async function channelHappened(body: object & Envelope, happened: Omit<Happening, 'workspace'>): Promise<void> {
    const team = teamOf(body);
    if (!team || !first(body)) return;
    log.info({ platform: 'slack', team: team.teamId, ...happened }, 'Slack told of a channel');
    await tracked((_, desk) =>
      desk.happened({ workspace: { platform: 'slack', externalId: team.teamId }, ...happened }),
    );
  }

  for (const name of Object.keys(CHANNEL_EVENTS) as ChannelEvent[]) {
    app.event(name, ({ event, body }) => channelHappened(body, { ...CHANNEL_EVENTS[name], channelId: event.channel }));
  }

  app.event('member_joined_channel', async ({ event, body }) => {
    // Only our own coming matters: it may be possible to post again.
    if (event.user !== teamOf(body)?.installed.botUserId) return;
    await channelHappened(body, { kind: 'back', channelId: event.channel });
  });

  app.event('app_home_opened', async ({ event, body }) => {
    const at = teamOf(body);
    if (!at || event.tab !== 'home' || !first(body)) return;
    await tracked((to) => to.homeOpened({ userId: event.user, hash: hashOf(event.view), at }));
  });

  app.event('app_uninstalled', async ({ body, context }) => {
    if (first(body)) await tracked(() => onRemoved(placeOf(body, context.isEnterpriseInstall), timeOf(body)));
  });

  app.event('tokens_revoked', async ({ event, body, context }) => {
    // Members' own tokens are never asked for, so only the bot's counts.
    if (!event.tokens.bot?.length || !first(body)) return;
    await tracked(() => onRemoved(placeOf(body, context.isEnterpriseInstall), timeOf(body)));
  });

  for (const name of ORGANISATION_EVENTS) {
    app.event(name, async ({ event, body }) => {
      if (!first(body)) return;
      await tracked(() => onAccess(placeOf(body, true), event.team_ids, name === 'team_access_granted'));
    });
  }
}

function placeOf({ team_id: teamId, enterprise_id: enterpriseId }: Envelope, wholeOrganisation: boolean): Place {
  // Of a whole organisation, Slack may give the organisation's id for the workspace's.
  const asTeam = teamId?.startsWith('E') ? undefined : teamId;
  return { teamId: asTeam, enterpriseId: enterpriseId ?? teamId, wholeOrganisation: wholeOrganisation || !asTeam };
}

/** Slack's views have a hash, its types do not know of it. */
function hashOf(view: object | undefined): string | undefined {
  return view && 'hash' in view && typeof view.hash === 'string' ? view.hash : undefined;
}

const timeOf = ({ event_time: seconds }: Envelope): Date => new Date((seconds ?? 0) * 1000);
