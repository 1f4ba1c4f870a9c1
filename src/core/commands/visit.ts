/** One request being served: who asks, with what, and everything a handler may use. */
import { type Lookup, lookupOf } from '../bank/lookup.ts';
import { languageSpoken } from '../language/spoken.ts';
import { type Phrase, phrase, type TextKey, type Texts, textsIn } from '../language/texts.ts';
import { withoutTurns, workspaceNamed } from '../links/names.ts';
import { whoPlays } from '../links/who-plays.ts';
import {
  type Action,
  type Button,
  type Caller,
  type Inline,
  type Message,
  paragraph,
  type Reply,
  type Tone,
} from '../message.ts';
import type { ChatPlatform, Member, Ports, Round, Schedule, Workspace } from '../ports.ts';
import type { Rounds } from '../rounds/rounds.ts';
import type { Rubrics } from '../rounds/rubrics.ts';
import type { Options } from './declaration.ts';

/** What the desk is made of. */
export interface Desks {
  readonly ports: Ports;
  readonly rounds: Rounds;
  readonly rubrics: Rubrics;
}

export interface Visit extends Desks {
  readonly lookup: Lookup;
  readonly caller: Caller;
  /** The workspace the person is in, as its platform knows it. */
  readonly here: Workspace;
  /** The workspace whose rounds and board count: `here`, or the one it is linked to. */
  readonly workspace: Workspace;
  /** The account the person used. */
  readonly account: Member;
  /** Who plays: `account`, or the member it is linked to. */
  readonly member: Member;
  readonly platform: ChatPlatform;
  /** In the language of this person. */
  readonly t: Texts;
}

export type Handler = (visit: Visit, options: Options) => Promise<Reply>;

export async function visitOf(desks: Desks, caller: Caller): Promise<Visit> {
  const { platform: name, externalId } = caller.workspace;
  const platform = desks.ports.platforms.get(name);
  if (!platform) throw new Error(`a request came from ${name}, which is not running`);
  const { read } = desks.ports.store;
  const id = `${name}:${externalId}`;
  const kept = await read.workspace(id);
  const here: Workspace = {
    id,
    platform: name,
    externalId,
    name: withoutTurns(caller.workspace.name),
    language: kept?.language,
    locale: caller.workspace.locale ?? kept?.locale,
  };
  const account: Member = {
    id: `${id}:${caller.member.externalId}`,
    workspaceId: id,
    externalId: caller.member.externalId,
    name: withoutTurns(caller.member.name),
  };
  const { workspace, member } = await whoPlays(read, here, account);
  // The copy holds on to the bank in force now, so that a reload in the middle of a request is not half seen.
  const ports = { ...desks.ports };
  const t = textsIn(languageSpoken(here, caller.locale));
  return { ...desks, ports, lookup: lookupOf(ports.bank), caller, here, workspace, account, member, platform, t };
}

export const say = (message: Message): Reply => ({ kind: 'message', message });

export interface Telling {
  readonly tone?: Tone;
  readonly buttons?: readonly Button[];
}

/** A short private word. */
export function tell({ t }: Pick<Visit, 't'>, said: Phrase | TextKey, options: Telling = {}): Reply {
  return say(wordMessage(t, typeof said === 'string' ? phrase(said) : said, options));
}

export function wordMessage(t: Texts, said: Phrase, { tone = 'neutral', buttons = [] }: Telling = {}): Message {
  return { tone, blocks: [paragraph(...t.speak(said))], buttons, summary: t.plain('reply.private') };
}

/** Whether the person's workspace plays in another one. */
export const isGuest = (visit: Visit): boolean => visit.here.id !== visit.workspace.id;

/** The workspace whose rounds count, to be named in a text. */
export const homeName = (visit: Visit): Phrase => workspaceNamed(visit.workspace);

/** The schedule whose questions are asked in this channel of the person's workspace: its own, or that of its home. */
export async function scheduleHere(visit: Visit, channelId: string): Promise<Schedule | undefined> {
  const { read } = visit.ports.store;
  if (!isGuest(visit)) return await read.scheduleOfChannel(visit.here.id, channelId);
  const place = await read.placeOfChannel(visit.here.id, channelId);
  return place && (await read.schedule(place.scheduleId));
}

/** The schedules whose questions are asked anywhere in the person's workspace. */
export async function schedulesHere(visit: Visit): Promise<readonly Schedule[]> {
  const { read } = visit.ports.store;
  if (!isGuest(visit)) return await read.schedulesOfWorkspace(visit.here.id);
  const linked = new Set((await read.placesOfWorkspace(visit.here.id)).map(({ scheduleId }) => scheduleId));
  return (await read.schedulesOfWorkspace(visit.workspace.id)).filter(({ id }) => linked.has(id));
}

/** The channels of the person's workspace in which the round is asked; a home's own channel means nothing to a guest. */
export async function channelsSeen(
  visit: Visit,
  round: Pick<Round, 'scheduleId' | 'channelId'>,
): Promise<readonly Inline[]> {
  if (!isGuest(visit)) return [{ kind: 'channel', id: round.channelId }];
  const places = await visit.ports.store.read.placesOfWorkspace(visit.here.id);
  return places
    .filter(({ scheduleId }) => scheduleId === round.scheduleId)
    .map(({ channelId }) => ({ kind: 'channel', id: channelId }));
}

/** The round a member means when they name none: the one of this channel, else the only one of the workspace. */
export async function currentRound(
  visit: Visit,
): Promise<
  { readonly round: Round; readonly schedule: Schedule } | { readonly several: readonly Round[] } | undefined
> {
  const { read } = visit.ports.store;
  const here = await scheduleHere(visit, visit.caller.channelId);
  const inChannel = here && (await read.liveRoundsOfSchedule(here.id)).at(-1);
  const all = inChannel ? [inChannel] : await roundsSeen(visit);
  const [first, ...others] = all;
  if (!first) return undefined;
  if (others.length > 0) return { several: all };
  const schedule = await read.schedule(first.scheduleId);
  return schedule && { round: first, schedule };
}

/** What is open in the person's workspace, newest first. */
async function roundsSeen(visit: Visit): Promise<readonly Round[]> {
  const rounds = await visit.ports.store.read.liveRounds(visit.workspace.id);
  if (!isGuest(visit) || rounds.length === 0) return rounds;
  const schedules = new Set((await schedulesHere(visit)).map(({ id }) => id));
  return rounds.filter(({ scheduleId }) => schedules.has(scheduleId));
}

/** Workspaces whose open rounds the person may have a hand in: a guest's own may have been open when it was linked. */
export const playedIn = (visit: Pick<Visit, 'workspace' | 'here'>): readonly string[] => [
  ...new Set([visit.workspace.id, visit.here.id]),
];

/** The round an action names, when the caller's workspace plays it or, before it was linked, played it. */
export async function roundOf(
  visit: Visit,
  action: Action,
): Promise<{ readonly round: Round; readonly schedule: Schedule } | undefined> {
  const [roundId] = action.args;
  if (!roundId) return undefined;
  const { read } = visit.ports.store;
  const round = await read.round(roundId);
  if (!round?.snapshot || !playedIn(visit).includes(round.workspaceId)) return undefined;
  const schedule = await read.schedule(round.scheduleId);
  return schedule && { round, schedule };
}

/** The answer to what this version, or this workspace, does not know. */
export function outdated(visit: Visit): Reply {
  return tell(visit, 'desk.outdated');
}

/** The zone dates are counted in for this member: that of the channel's schedule, else of the workspace's first, else UTC. */
export async function zoneOf(visit: Visit): Promise<string> {
  const here = await scheduleHere(visit, visit.caller.channelId);
  return here?.zone ?? (await schedulesHere(visit))[0]?.zone ?? 'UTC';
}
