/** Linking workspaces: what an admin of the home offers by a code, an admin of the guest accepts, and either ends. */
import { type Phrase, phrase } from '../language/texts.ts';
import type { Member, Ports, Schedule, StoreTransaction, Workspace } from '../ports.ts';
import { letAllGo } from './accounts.ts';
import { hashOf, keepCode, type OfferedCode } from './code.ts';
import type { Place } from './link.ts';
import { workspaceNamed } from './names.ts';

/** Makes a code that another workspace can play this schedule with. */
export async function offerSchedule(ports: Ports, here: Workspace, schedule: Schedule): Promise<OfferedCode> {
  return await ports.store.write(async (tx) => {
    await tx.saveWorkspace(here);
    return await keepCode(ports, tx, { kind: 'workspace', workspaceId: here.id, scheduleId: schedule.id });
  });
}

/** The channel that shall get the questions too, and the admin who says so. */
export interface Newcomer {
  readonly here: Workspace;
  readonly channelId: string;
  readonly account: Member;
}

export type Examined =
  | {
      readonly kind: 'possible';
      readonly home: Workspace;
      readonly schedule: Schedule;
      /** The guest's own schedules that ask now, and would stop. */
      readonly stops: readonly Schedule[];
    }
  /** There is no such code (any more). */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly why: Phrase };

const refused = (why: Phrase): Examined => ({ kind: 'refused', why });

/** Whether the code can link this channel, and what that would mean. */
export async function examineLink(
  tx: StoreTransaction,
  code: string,
  { here, channelId }: Pick<Newcomer, 'here' | 'channelId'>,
  now: Date,
): Promise<Examined> {
  const kept = await tx.linkCode(hashOf(code), now);
  if (!kept) return { kind: 'unknown' };
  if (kept.for.kind !== 'workspace') return refused(phrase('link.for-account'));
  if (kept.for.workspaceId === here.id) return refused(phrase('link.itself'));
  const schedule = await tx.schedule(kept.for.scheduleId);
  const home = schedule && (await tx.workspace(schedule.workspaceId));
  if (!home) return refused(phrase('link.no-schedule'));
  const clash = (await clashOf(tx, here, home)) ?? (await takenBy(tx, { here, channelId }, home, schedule));
  if (clash) return refused(clash);
  const own = await tx.schedulesOfWorkspace(here.id);
  return { kind: 'possible', home, schedule, stops: own.filter(({ state }) => state === 'active') };
}

/** A workspace is a home or a guest, never both, and a guest of one home. */
async function clashOf(tx: StoreTransaction, here: Workspace, home: Workspace): Promise<Phrase | undefined> {
  const present = await tx.homeOf(here.id);
  const other = present === undefined || present === home.id ? undefined : await tx.workspace(present);
  if (other) return phrase('link.guest-elsewhere', { home: workspaceNamed(other) });
  const [guestId, ...more] = await tx.guestsOf(here.id);
  const guest = guestId === undefined ? undefined : await tx.workspace(guestId);
  if (guest) return phrase('link.is-home', { guest: workspaceNamed(guest), more: more.length });
  if ((await tx.homeOf(home.id)) !== undefined) return phrase('link.home-is-guest', { home: workspaceNamed(home) });
  return undefined;
}

async function takenBy(
  tx: StoreTransaction,
  { here, channelId }: Pick<Newcomer, 'here' | 'channelId'>,
  home: Workspace,
  schedule: Schedule,
): Promise<Phrase | undefined> {
  const place = await tx.placeOfChannel(here.id, channelId);
  if (!place) return undefined;
  const same = place.scheduleId === schedule.id;
  return phrase(same ? 'link.channel-linked' : 'link.channel-taken', { home: workspaceNamed(home) });
}

/** Uses the code up and links the channel; all or nothing. */
export async function linkUp(ports: Ports, code: string, newcomer: Newcomer): Promise<Examined> {
  const { store, clock, ids } = ports;
  const { here, channelId, account } = newcomer;
  return await store.write(async (tx) => {
    const now = clock.now();
    const found = await examineLink(tx, code, newcomer, now);
    if (found.kind !== 'possible') return found;
    const { home, schedule } = found;
    await tx.takeLinkCode(hashOf(code), now);
    await tx.saveWorkspace(here);
    if ((await tx.homeOf(here.id)) === undefined) {
      await tx.linkWorkspace(here.id, home.id, now);
      await pauseOwn(tx, here, home);
    }
    const place = { scheduleId: schedule.id, workspaceId: here.id, channelId, unusable: false };
    const linkedBy = account.externalId;
    await tx.savePlace({ id: ids.next().slice(-8), ...place, linkedBy });
    return found;
  });
}

/** As if an admin had paused them, so that nothing but an admin resumes them. What an admin paused keeps its reason. */
async function pauseOwn(tx: StoreTransaction, here: Workspace, home: Workspace): Promise<void> {
  const pauseReason = phrase('link.paused-own', { home: workspaceNamed(home) });
  for (const schedule of await tx.schedulesOfWorkspace(here.id)) {
    if (schedule.pausedBy === 'admin') continue;
    await tx.saveSchedule({ ...schedule, state: 'paused', pausedBy: 'admin', pauseReason, nextDue: undefined });
  }
}

/** Ends the link between a guest and its home; false when there is none. The guest's own schedules stay paused. */
export async function endLink(ports: Ports, guestId: string, homeId: string): Promise<boolean> {
  return await ports.store.write(async (tx) => {
    if ((await tx.homeOf(guestId)) !== homeId) return false;
    await letAllGo(tx, guestId);
    await tx.unlinkWorkspace(guestId);
    return true;
  });
}

/** No longer asks in this channel; with the last one the link ends. `undefined` when it was not asked there. */
export async function leaveChannel(
  ports: Ports,
  guestId: string,
  placeId: string,
): Promise<{ readonly place: Place; readonly ended: boolean } | undefined> {
  return await ports.store.write(async (tx) => {
    const places = await tx.placesOfWorkspace(guestId);
    const place = places.find(({ id }) => id === placeId);
    if (!place) return undefined;
    const ended = places.length === 1;
    if (ended) {
      await letAllGo(tx, guestId);
      await tx.unlinkWorkspace(guestId);
    } else await tx.removePlace(placeId);
    return { place, ended };
  });
}
