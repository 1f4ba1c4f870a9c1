/** Linking workspaces, as their admins do it: a code in the home, a button in the guest. Rights are checked before. */
import { phrase } from '../language/texts.ts';
import { endLink, examineLink, leaveChannel, linkUp, offerSchedule } from '../links/linking.ts';
import { workspaceNamed } from '../links/names.ts';
import { type Action, type Block, type Button, type Inline, note, paragraph, type Reply } from '../message.ts';
import { PlatformError, type Schedule } from '../ports.ts';
import { fitting, giveCode, markOf, pressJoin, pressSeparate } from './account.ts';
import { isUsedUp, tryCode } from './code.ts';
import type { Options } from './declaration.ts';
import { homeName, isGuest, outdated, say, scheduleHere, tell, type Visit } from './visit.ts';

export { account } from './account.ts';

/** What the buttons of links do. */
export const LINK_PRESSES = {
  link: { admin: true, run: pressLink },
  unlink: { admin: true, run: pressUnlink },
  'account-join': { admin: false, run: pressJoin },
  'account-separate': { admin: false, run: pressSeparate },
  'account-code': { admin: false, run: giveCode },
} as const;

const channelInline = (id: string): Inline => ({ kind: 'channel', id });

export async function link(visit: Visit, options: Options): Promise<Reply> {
  if (options.code !== undefined) return await offerLink(visit, String(options.code));
  if (isGuest(visit)) return tell(visit, phrase('link.code-in-guest', { home: homeName(visit) }));
  const schedule = await scheduleHere(visit, visit.caller.channelId);
  if (!schedule) return tell(visit, 'link.needs-schedule');
  const { t } = visit;
  const { code, expiresAt } = await offerSchedule(visit.ports, visit.here, schedule);
  const typed = (words: string) => ({ command: { kind: 'code', text: words } }) as const;
  return say({
    tone: 'neutral',
    summary: t.plain('link.code-summary'),
    blocks: [
      { kind: 'heading', text: t.plain('link.code-heading') },
      paragraph(...t.rich('link.code-use')),
      {
        kind: 'list',
        items: [
          t.rich('link.code-typed', typed(`/quiz link ${code}`)),
          t.rich('link.code-discord', typed(`/quiz-admin link code:${code}`)),
        ],
      },
      paragraph(...t.rich('link.code-shared', { channel: channelInline(schedule.channelId) })),
      note(
        ...t.rich('link.code-valid', {
          until: { kind: 'time', at: expiresAt, style: 'datetime', zone: schedule.zone },
        }),
      ),
    ],
    buttons: [],
  });
}

/** What linking would mean, and a button that does it. */
async function offerLink(visit: Visit, typed: string): Promise<Reply> {
  const { t, ports, here, caller } = visit;
  const tried = await tryCode(visit, typedCode(visit, typed), (code) =>
    examineLink(ports.store.read, code, { here, channelId: caller.channelId }, ports.clock.now()),
  );
  if ('reply' in tried) return tried.reply;
  const { home, stops } = tried.found;
  const pauses = stops.length > 0 ? [paragraph(...t.rich('link.confirm-pauses', { n: stops.length }))] : [];
  return say({
    tone: 'neutral',
    summary: t.plain('link.confirm-summary'),
    blocks: [
      { kind: 'heading', text: t.plain('link.confirm-heading', { home: workspaceNamed(home) }) },
      paragraph(...t.rich('link.confirm-asked', { channel: channelInline(caller.channelId) })),
      paragraph(...t.rich('link.confirm-shared')),
      ...pauses,
      note(...t.rich('link.confirm-end')),
    ],
    buttons: [
      {
        action: { verb: 'link', args: [tried.code] },
        label: t.plain('link.confirm-button'),
        style: 'primary',
        opens: 'message',
      },
    ],
  });
}

async function pressLink(visit: Visit, action: Action): Promise<Reply> {
  const { here, caller } = visit;
  const [typed = ''] = action.args;
  if (isGuest(visit) && (await scheduleHere(visit, caller.channelId)) && (await isUsedUp(visit, typed))) {
    return tell(visit, phrase('link.channel-linked', { home: homeName(visit) }));
  }
  const tried = await tryCode(visit, typedCode(visit, typed), (code) =>
    linkUp(visit.ports, code, { here, channelId: caller.channelId, account: visit.account }),
  );
  if ('reply' in tried) return tried.reply;
  const { home, schedule } = tried.found;
  const channel = channelInline(caller.channelId);
  const named = { home: workspaceNamed(home), channel };
  const { t } = visit;
  const done = schedule.nextDue
    ? t.rich('link.done', {
        ...named,
        when: { kind: 'time', at: schedule.nextDue, style: 'datetime', zone: schedule.zone },
      })
    : t.rich('link.done-paused', named);
  const missing = await missingHere(visit, schedule);
  const faults: Block[] = [
    paragraph(...t.rich('link.cannot-post', { channel })),
    { kind: 'list', items: missing },
    note(...t.rich('link.tries-again')),
  ];
  return say({
    tone: missing.length > 0 ? 'bad' : 'good',
    summary: t.plain('link.done-summary'),
    blocks: [paragraph(...done), ...(missing.length > 0 ? faults : [])],
    buttons: [],
  });
}

const typedCode = ({ here: { id } }: Visit, typed: string) => ({ by: id, typed, wrong: 'link.code-wrong' }) as const;

/** What keeps Refcount from posting in this channel. */
async function missingHere(visit: Visit, { discussion }: Schedule): Promise<readonly Inline[][]> {
  const { platform, t } = visit;
  try {
    const target = { workspaceId: visit.here.externalId, channelId: visit.caller.channelId };
    return (await platform.check(target, { discussion })).map((fault) => t.speak(fault));
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return [t.speak(error.advice)];
  }
}

export async function unlink(visit: Visit): Promise<Reply> {
  if (isGuest(visit)) return await offerLeave(visit);
  const { t, ports, here } = visit;
  const { read } = ports.store;
  const items: Inline[][] = [];
  const buttons: Button[] = [];
  for (const guestId of await read.guestsOf(here.id)) {
    const guest = await read.workspace(guestId);
    if (!guest) continue;
    const named = { guest: workspaceNamed(guest) };
    items.push(t.rich('link.guest-line', { ...named, n: (await read.placesOfWorkspace(guestId)).length }));
    buttons.push({
      action: { verb: 'unlink', args: ['guest', markOf(guestId)] },
      label: fitting(t.plain('link.end-guest-button', named)),
      style: 'danger',
      opens: 'message',
    });
  }
  if (items.length === 0) return tell(visit, 'link.none');
  return say({
    tone: 'neutral',
    summary: t.plain('link.unlink-summary'),
    blocks: [paragraph(...t.rich('link.guests')), { kind: 'list', items }, paragraph(...t.rich('link.guests-end'))],
    // With more guests than buttons, ending one makes room for the next.
    buttons: buttons.slice(0, 5),
  });
}

async function offerLeave(visit: Visit): Promise<Reply> {
  const { t, caller } = visit;
  const places = await visit.ports.store.read.placesOfWorkspace(visit.here.id);
  const channels = places.flatMap(({ channelId }, index): Inline[] => [
    ...(index === 0 ? [] : [{ kind: 'text', text: ', ' } as const]),
    channelInline(channelId),
  ]);
  const button = (label: string, ...args: string[]): Button => ({
    action: { verb: 'unlink', args },
    label,
    style: 'danger',
    opens: 'message',
  });
  const one = places.find(({ channelId }) => channelId === caller.channelId);
  const onlyHere = one && places.length > 1 ? [button(t.plain('link.leave-channel-button'), 'channel', one.id)] : [];
  return say({
    tone: 'neutral',
    summary: t.plain('link.unlink-summary'),
    blocks: [paragraph(...t.rich('link.leave', { home: homeName(visit), channels }))],
    buttons: [...onlyHere, button(t.plain('link.leave-button'), 'leave')],
  });
}

async function pressUnlink(visit: Visit, action: Action): Promise<Reply> {
  const [which, what = ''] = action.args;
  switch (which) {
    case 'leave':
      return await leave(visit);
    case 'channel':
      return await leaveOne(visit, what);
    case 'guest':
      return await endGuest(visit, what);
    default:
      return outdated(visit);
  }
}

async function leave(visit: Visit): Promise<Reply> {
  const ended = isGuest(visit) && (await endLink(visit.ports, visit.here.id, visit.workspace.id));
  return ended ? await left(visit) : tell(visit, 'link.gone-already');
}

async function left(visit: Visit): Promise<Reply> {
  const own = await visit.ports.store.read.schedulesOfWorkspace(visit.here.id);
  const paused = own.filter(({ state }) => state === 'paused').length;
  return tell(visit, phrase('link.left', { home: homeName(visit), paused }), { tone: 'good' });
}

async function leaveOne(visit: Visit, placeId: string): Promise<Reply> {
  const done = await leaveChannel(visit.ports, visit.here.id, placeId);
  if (!done) return tell(visit, 'link.gone-already');
  if (done.ended) return await left(visit);
  const channel = channelInline(done.place.channelId);
  return tell(visit, phrase('link.channel-left', { channel, home: homeName(visit) }), { tone: 'good' });
}

async function endGuest(visit: Visit, mark: string): Promise<Reply> {
  const { read } = visit.ports.store;
  const guestId = (await read.guestsOf(visit.here.id)).find((id) => markOf(id) === mark);
  const guest = guestId === undefined ? undefined : await read.workspace(guestId);
  if (!guest || !(await endLink(visit.ports, guest.id, visit.here.id))) return tell(visit, 'link.gone-already');
  return tell(visit, phrase('link.left', { home: workspaceNamed(guest), paused: 0 }), { tone: 'good' });
}
