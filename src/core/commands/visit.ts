/** One request being served: who asks, with what, and everything a handler may use. */
import { type Lookup, lookupOf } from '../bank/lookup.ts';
import {
  type Action,
  type Button,
  type Caller,
  type Inline,
  type Message,
  paragraph,
  type Reply,
  rich,
  type Tone,
  text,
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
  readonly workspace: Workspace;
  readonly member: Member;
  readonly platform: ChatPlatform;
}

export type Handler = (visit: Visit, options: Options) => Promise<Reply>;

export function visitOf(desks: Desks, caller: Caller): Visit {
  const { platform: name, externalId } = caller.workspace;
  const platform = desks.ports.platforms.get(name);
  if (!platform) throw new Error(`a request came from ${name}, which is not running`);
  const workspace: Workspace = { id: `${name}:${externalId}`, platform: name, externalId, name: caller.workspace.name };
  const member: Member = {
    id: `${workspace.id}:${caller.member.externalId}`,
    workspaceId: workspace.id,
    externalId: caller.member.externalId,
    name: caller.member.name,
  };
  // The copy holds on to the bank in force now, so that a reload in the middle of a request is not half seen.
  const ports = { ...desks.ports };
  return { ...desks, ports, lookup: lookupOf(ports.bank), caller, workspace, member, platform };
}

export const say = (message: Message): Reply => ({ kind: 'message', message });

/** A short private word, in the bank's small markup. */
export function tell(line: string, options: { tone?: Tone; buttons?: readonly Button[] } = {}): Reply {
  return sayInlines(rich(line), options);
}

/** A short private word that holds something a person typed: literal, never markup. */
export function tellLiteral(line: string, options: { tone?: Tone; buttons?: readonly Button[] } = {}): Reply {
  return sayInlines([text(line)], options);
}

export function sayInlines(
  inlines: readonly Inline[],
  options: { tone?: Tone; buttons?: readonly Button[] } = {},
): Reply {
  const summary = 'Refcount answered privately';
  return say({
    tone: options.tone ?? 'neutral',
    blocks: [paragraph(...inlines)],
    buttons: options.buttons ?? [],
    summary,
  });
}

/** The round a member means when they name none: the one of this channel, else the only one of the workspace. */
export async function currentRound(
  visit: Visit,
): Promise<
  { readonly round: Round; readonly schedule: Schedule } | { readonly several: readonly Round[] } | undefined
> {
  const { read } = visit.ports.store;
  const here = await read.liveRoundOfChannel(visit.workspace.id, visit.caller.channelId);
  const all = here ? [here] : await read.liveRounds(visit.workspace.id);
  const [first, ...others] = all;
  if (!first) return undefined;
  if (others.length > 0) return { several: all };
  const schedule = await read.schedule(first.scheduleId);
  return schedule && { round: first, schedule };
}

/** The round an action names, when it belongs to the caller's workspace. */
export async function roundOf(
  visit: Visit,
  action: Action,
): Promise<{ readonly round: Round; readonly schedule: Schedule } | undefined> {
  const [roundId] = action.args;
  if (!roundId) return undefined;
  const { read } = visit.ports.store;
  const round = await read.round(roundId);
  if (!round?.snapshot || round.workspaceId !== visit.workspace.id) return undefined;
  const schedule = await read.schedule(round.scheduleId);
  return schedule && { round, schedule };
}

/** The answer to what this version, or this workspace, does not know. */
export function outdated(): Reply {
  return tell(
    'That button is from an older version of Refcount or from another place. Use `/quiz today` for the current question.',
  );
}

/** The zone dates are counted in for this member: that of the channel's schedule, else of the workspace's first, else UTC. */
export async function zoneOf(visit: Visit): Promise<string> {
  const { read } = visit.ports.store;
  const here = await read.scheduleOfChannel(visit.workspace.id, visit.caller.channelId);
  return here?.zone ?? (await read.schedulesOfWorkspace(visit.workspace.id))[0]?.zone ?? 'UTC';
}
