/** What an admin can do with the channel's schedule once it is set up. Rights are checked before any of these runs. */
import { phrase, type Values } from '../language/texts.ts';
import { type Action, type Inline, paragraph, type Reply } from '../message.ts';
import type { OutboxItem, Round, Schedule } from '../ports.ts';
import { outboxKey } from '../rounds/places.ts';
import type { Options } from './declaration.ts';
import { channelOf, missingIn } from './setup.ts';
import { isGuest, say, scheduleHere, tell, type Visit } from './visit.ts';

export async function post(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  return schedule ? await postSchedule(visit, schedule, channelOf(visit, options)) : notSetUp(visit);
}

/** The button under a schedule that was just set up. */
export async function pressPost(visit: Visit, action: Action): Promise<Reply> {
  const [scheduleId = '', channelId] = action.args;
  const schedule = await visit.ports.store.read.schedule(scheduleId);
  if (!schedule || schedule.workspaceId !== visit.workspace.id) return notSetUp(visit);
  return await postSchedule(visit, schedule, channelId ?? schedule.channelId);
}

async function postSchedule(visit: Visit, schedule: Schedule, channelId: string): Promise<Reply> {
  const round = await visit.rounds.postNow(schedule);
  const channel: Inline = { kind: 'channel', id: channelId };
  if (!round) return tell(visit, 'admin.posting-already');
  if (round.state === 'skipped') {
    const reason = round.skipReason ?? phrase('admin.refused');
    return tell(visit, phrase('admin.not-posted', { channel, reason }), { tone: 'bad' });
  }
  const sent = await sentHere(visit, round, channelId);
  if (sent === 'failed') {
    const reason = (await visit.ports.store.read.schedule(schedule.id))?.pauseReason ?? phrase('admin.refused');
    return tell(visit, phrase('admin.posted-elsewhere', { channel, reason }), { tone: 'bad' });
  }
  if (round.state === 'planned' || sent !== 'sent') return tell(visit, phrase('admin.waiting', { channel }));
  return tell(visit, phrase('admin.posted', { channel }), { tone: 'good' });
}

/** A round is open once any of its channels has it; how far it came in this one. */
async function sentHere(visit: Visit, round: Round, channelId: string): Promise<OutboxItem['state'] | undefined> {
  const { read } = visit.ports.store;
  const place = isGuest(visit) ? await read.placeOfChannel(visit.here.id, channelId) : undefined;
  return (await read.outboxItem(outboxKey('question', round.id, place?.id)))?.state;
}

export async function close(visit: Visit, options: Options): Promise<Reply> {
  const { read } = visit.ports.store;
  const schedule = await scheduleFor(visit, options);
  const round = schedule && (await read.liveRoundsOfSchedule(schedule.id)).at(-1);
  if (!round) return tell(visit, 'admin.nothing-open');
  await visit.rounds.closeNow(round);
  const ended = await read.round(round.id);
  return ended?.state === 'skipped' ? tell(visit, 'admin.dropped') : tell(visit, 'admin.closed', { tone: 'good' });
}

/** What the platform paused, an admin's pause keeps from going on by itself. */
export async function pause(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  if (!schedule) return notSetUp(visit);
  if (schedule.state === 'paused' && schedule.pausedBy !== 'platform') return tell(visit, 'admin.paused-already');
  await visit.rounds.pause(schedule, phrase('reason.paused-by', { name: visit.account.name }));
  return tell(visit, 'admin.paused', { tone: 'good' });
}

export async function resume(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  if (!schedule) return notSetUp(visit);
  const { nextDue } = schedule;
  if (nextDue) return tell(visit, phrase('admin.on', { at: momentIn(schedule, nextDue) }));
  const next = await visit.rounds.resume(schedule);
  // What made the platform pause it may still be there.
  const missing = await missingIn(visit, channelOf(visit, options), schedule);
  return say({
    tone: missing.length > 0 ? 'bad' : 'good',
    summary: visit.t.plain('reply.private'),
    blocks: [paragraph(...visit.t.rich('admin.resumed', { at: momentIn(schedule, next) })), ...missing],
    buttons: [],
  });
}

export async function skip(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  if (!schedule) return notSetUp(visit);
  const done = await visit.rounds.skip(schedule);
  if (!done) return tell(visit, 'admin.nothing-to-skip');
  const moments: Values = { skipped: momentIn(schedule, done.skipped), next: momentIn(schedule, done.next) };
  return tell(visit, phrase('admin.skipped', moments), { tone: 'good' });
}

const scheduleFor = (visit: Visit, options: Options): Promise<Schedule | undefined> =>
  scheduleHere(visit, channelOf(visit, options));

const notSetUp = (visit: Visit): Reply => tell(visit, 'admin.not-set-up');

const momentIn = ({ zone }: Schedule, at: Date): Inline => ({ kind: 'time', at, style: 'datetime', zone });
