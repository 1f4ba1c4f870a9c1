/** `/quiz setup`: a channel's schedule, made or changed by options. Rights are checked before this runs. */
import { type Phrase, phrase, type Texts } from '../language/texts.ts';
import { type Block, type Button, note, paragraph, type Reply } from '../message.ts';
import { NONE, nearest } from '../nearest.ts';
import { PlatformError, type Schedule } from '../ports.ts';
import { dayAndTime, inWords, type Read, readCron, readZone } from '../rounds/calendar.ts';
import type { Options } from './declaration.ts';
import { homeName, isGuest, say, scheduleHere, tell, type Visit } from './visit.ts';

export const DEFAULT_DAYS = 'weekdays';
export const DEFAULT_TIME = '09:00';
const DEFAULT_ATTEMPTS = 1;

/** What of a schedule an admin decides. */
export type Settings = Pick<Schedule, 'cron' | 'zone' | 'topics' | 'attempts' | 'discussion'>;

/** The channel a schedule is set up for, as the admin named it, and the schedule it has. */
export interface Target {
  readonly channelId: string;
  readonly old: Schedule | undefined;
}

export async function setUp(visit: Visit, options: Options): Promise<Reply> {
  const target = await targetOf(visit, channelOf(visit, options));
  if (!target) return guest(visit);
  const read = await readSettings(visit, target.old, options);
  return read.ok ? await save(visit, target, read.value) : tell(visit, read.problem);
}

/** The channel an admin means: the one named, else where they are. */
export function channelOf(visit: Visit, options: Options): string {
  return typeof options.channel === 'string' && options.channel !== '' ? options.channel : visit.caller.channelId;
}

/** Undefined where no schedule can be: in a channel of a guest that its home's questions do not come to. */
export async function targetOf(visit: Visit, channelId: string): Promise<Target | undefined> {
  const old = await scheduleHere(visit, channelId);
  return old || !isGuest(visit) ? { channelId, old } : undefined;
}

export const guest = (visit: Visit): Reply => tell(visit, phrase('setup.guest', { home: homeName(visit) }));

/** The zone of a schedule that names none: its own, else that of the workspace's first, else UTC. */
export async function zoneUnnamed(visit: Visit, old: Schedule | undefined): Promise<string> {
  if (old) return old.zone;
  const [first] = await visit.ports.store.read.schedulesOfWorkspace(visit.workspace.id);
  return first?.zone ?? 'UTC';
}

async function readSettings(visit: Visit, old: Schedule | undefined, options: Options): Promise<Read<Settings>> {
  const unnamed = { ok: true as const, value: await zoneUnnamed(visit, old) };
  const zone = options.zone === undefined ? unnamed : readZone(String(options.zone));
  if (!zone.ok) return zone;
  const cron = cronOf(old, options);
  if (!cron.ok) return cron;
  const kept = { ok: true as const, value: old?.topics ?? [] };
  const topics = options.topics === undefined ? kept : readTopics(visit, String(options.topics));
  if (!topics.ok) return topics;
  const attempts = typeof options.attempts === 'number' ? options.attempts : (old?.attempts ?? DEFAULT_ATTEMPTS);
  const discussion = options.discussion === undefined ? (old?.discussion ?? false) : options.discussion === 'on';
  return {
    ok: true,
    value: { cron: cron.value, zone: zone.value, topics: topics.value, attempts, discussion },
  };
}

/** What is not named stays as it was; a new schedule asks on weekdays at 09:00. */
function cronOf(old: Schedule | undefined, options: Options): Read<string> {
  const days = options.days === undefined ? undefined : String(options.days);
  const time = options.time === undefined ? undefined : String(options.time);
  if (old && days === undefined && time === undefined) return { ok: true, value: old.cron };
  const before = old && dayAndTime(old.cron);
  if (old && !before && days === undefined) return { ok: false, problem: phrase('setup.days-and-time') };
  return readCron(
    days ?? before?.days ?? DEFAULT_DAYS,
    time ?? (isExpression(days ?? '') ? undefined : (before?.time ?? DEFAULT_TIME)),
  );
}

/** Whether what was typed as days is a cron expression, which holds the time too. */
export const isExpression = (days: string): boolean => days.trim().includes(' ');

/** Reads topic ids separated by commas; none means all. */
export function readTopics(visit: Visit, typed: string): Read<readonly string[]> {
  const wanted = typed.trim().toLowerCase();
  if (wanted === 'all') return { ok: true, value: [] };
  const known = new Set([...visit.ports.bank.questions.values()].map((question) => question.topic));
  const topics = wanted.split(',').map((topic) => topic.trim());
  const unknown = topics.find((topic) => topic !== '' && !known.has(topic));
  if (unknown === undefined) return { ok: true, value: [...new Set(topics.filter(Boolean))] };
  const near = nearest(unknown, known) ?? NONE;
  const all = [...known].sort().join(', ');
  return { ok: false, problem: phrase('setup.unknown-topic', { typed: unknown, near, all }) };
}

/** Saves the schedule, then looks whether it can be kept: what is missing in the channel is told now and not at nine tomorrow. */
export async function save(visit: Visit, { channelId, old }: Target, settings: Settings): Promise<Reply> {
  await visit.ports.store.write(async (tx) => {
    await tx.saveWorkspace(visit.here);
    await tx.saveMember(visit.account);
  });
  const schedule = await visit.rounds.setUp({
    ...settings,
    workspaceId: visit.workspace.id,
    channelId: old?.channelId ?? channelId,
    // Who cannot be whispered to in the schedule's own workspace does not take over.
    ...(!isGuest(visit) && { setUpBy: visit.account.externalId }),
  });
  const { t } = visit;
  const missing = await missingIn(visit, channelId, schedule);
  return say({
    tone: missing.length > 0 ? 'bad' : 'good',
    summary: t.plain('setup.summary'),
    blocks: [
      { kind: 'heading', text: t.plain(old ? 'setup.changed' : 'setup.made') },
      { kind: 'list', items: decided(visit, channelId, schedule) },
      ...(schedule.nextDue ? [nextBlock(t, schedule, schedule.nextDue)] : []),
      ...missing,
    ],
    buttons: [postButton(t, schedule, channelId)],
  });
}

function decided({ t, ports }: Visit, channelId: string, schedule: Schedule) {
  const titles = schedule.topics.map((topic) => ports.bank.lexicon.topics[topic] ?? topic);
  return [
    t.rich('setup.where', { channel: { kind: 'channel', id: channelId } }),
    t.rich('setup.when', { schedule: inWords(t, schedule.cron, schedule.zone) }),
    titles.length > 0 ? t.rich('setup.topics', { topics: titles.join(', ') }) : t.rich('setup.all-topics'),
    t.rich('setup.grading', { attempts: schedule.attempts }),
    ...(schedule.discussion ? [t.rich('setup.discussion')] : []),
  ];
}

function nextBlock(t: Texts, { zone }: Schedule, at: Date): Block {
  return paragraph(...t.rich('setup.next', { at: { kind: 'time', at, style: 'datetime', zone } }));
}

/** What keeps Refcount from posting in the channel, or from opening discussions there; empty when nothing does. */
export async function missingIn(visit: Visit, channelId: string, schedule: Schedule): Promise<Block[]> {
  const { t } = visit;
  const target = { workspaceId: visit.here.externalId, channelId };
  const listed = (
    heading: 'setup.cannot-post' | 'setup.cannot-discuss' | 'setup.not-checked',
    said: readonly Phrase[],
  ): Block[] => [
    { kind: 'heading', text: t.plain(heading) },
    { kind: 'list', items: said.map((one) => t.speak(one)) },
    note(...t.rich('setup.mended')),
  ];
  try {
    const said = await visit.platform.check(target, { discussion: schedule.discussion });
    if (said.length === 0) return [];
    const posts = schedule.discussion && (await visit.platform.check(target, { discussion: false })).length === 0;
    return listed(posts ? 'setup.cannot-discuss' : 'setup.cannot-post', said);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    visit.ports.log.warn({ schedule: schedule.id, err: error }, 'a channel could not be checked at set-up');
    return listed(error.permanent ? 'setup.cannot-post' : 'setup.not-checked', [error.advice]);
  }
}

const postButton = (t: Texts, schedule: Schedule, channelId: string): Button => ({
  action: { verb: 'post', args: [schedule.id, channelId] },
  label: t.plain('setup.post-button'),
  style: 'primary',
  opens: 'message',
});
