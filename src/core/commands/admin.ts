/** What an admin can do with the channel's schedule. Rights are checked before any of these runs. */
import { type Button, type Inline, paragraph, type Reply, text } from '../message.ts';
import { nearest } from '../nearest.ts';
import type { Schedule } from '../ports.ts';
import { dayAndTime, inWords, type Read, readCron, readZone } from '../rounds/calendar.ts';
import type { Options } from './declaration.ts';
import { say, sayInlines, tell, tellLiteral, type Visit } from './visit.ts';

export async function setUp(visit: Visit, options: Options): Promise<Reply> {
  const { store, bank } = visit.ports;
  const channelId = channelOf(visit, options);
  const old = await store.read.scheduleOfChannel(visit.workspace.id, channelId);
  const zone =
    options.zone === undefined ? { ok: true as const, value: old?.zone ?? 'UTC' } : readZone(String(options.zone));
  if (!zone.ok) return tellLiteral(zone.problem);
  const cron = cronOf(old, options);
  if (!cron.ok) return tellLiteral(cron.problem);
  const topics = topicsOf(
    old,
    options,
    [...bank.questions.values()].map((question) => question.topic),
  );
  if (!topics.ok) return tellLiteral(topics.problem);

  await store.write(async (tx) => {
    await tx.saveWorkspace(visit.workspace);
    await tx.saveMember(visit.member);
  });
  const schedule = await visit.rounds.setUp({
    workspaceId: visit.workspace.id,
    channelId,
    cron: cron.value,
    zone: zone.value,
    topics: topics.value,
    attempts: typeof options.attempts === 'number' ? options.attempts : (old?.attempts ?? 1),
  });
  const titles = schedule.topics.map((topic) => bank.lexicon.topics[topic] ?? topic);
  const attempts = schedule.attempts === 1 ? 'one graded attempt' : `${schedule.attempts} graded attempts`;
  return say({
    tone: 'good',
    summary: 'The schedule is set',
    blocks: [
      { kind: 'heading', text: old ? 'Schedule changed' : 'Schedule set' },
      {
        kind: 'list',
        items: [
          [text('Where: '), { kind: 'channel', id: channelId }],
          [text(`When: ${inWords(schedule.cron, schedule.zone)}`)],
          [text(`Topics: ${titles.length > 0 ? titles.join(', ') : 'all'}`)],
          [text(`Grading: ${attempts}`)],
        ],
      },
      paragraph(text('Next question '), ...whenInlines(schedule), text('.')),
    ],
    buttons: [postButton(schedule)],
  });
}

export async function post(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await visit.ports.store.read.scheduleOfChannel(visit.workspace.id, channelOf(visit, options));
  return schedule ? await postSchedule(visit, schedule) : notSetUp();
}

export async function postById(visit: Visit, scheduleId: string): Promise<Reply> {
  const schedule = await visit.ports.store.read.schedule(scheduleId);
  if (!schedule || schedule.workspaceId !== visit.workspace.id) return notSetUp();
  return await postSchedule(visit, schedule);
}

async function postSchedule(visit: Visit, schedule: Schedule): Promise<Reply> {
  const round = await visit.rounds.postNow(schedule);
  const place: Inline = { kind: 'channel', id: schedule.channelId };
  if (!round) return tell('A question is being posted already.');
  if (round.state === 'skipped') {
    return sayInlines(
      [text('The question could not be posted in '), place, text(`: ${round.skipReason ?? 'the platform refused it'}`)],
      {
        tone: 'bad',
      },
    );
  }
  if (round.state === 'planned') {
    return sayInlines([
      text('The question waits to be posted in '),
      place,
      text('; it is sent as soon as the platform answers.'),
    ]);
  }
  return sayInlines([text('Posted in '), place, text('.')], { tone: 'good' });
}

export async function close(visit: Visit, options: Options): Promise<Reply> {
  const round = await visit.ports.store.read.liveRoundOfChannel(visit.workspace.id, channelOf(visit, options));
  if (!round) return tell('No question is open in this channel.');
  await visit.rounds.closeNow(round);
  const ended = await visit.ports.store.read.round(round.id);
  if (ended?.state === 'skipped')
    return tell('Closed. The question had not been posted yet, so it was dropped. Streaks are safe.');
  return tell('Closed. The answer is revealed in the channel.', { tone: 'good' });
}

export async function pause(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  if (!schedule) return notSetUp();
  if (schedule.state === 'paused') return tell('Posting is paused already. `/quiz resume` starts it again.');
  await visit.rounds.pause(schedule, `paused by ${visit.member.name}`);
  return tell(
    'Paused. What is open now still closes at its time; nothing new is posted until `/quiz resume`. Streaks are safe.',
    {
      tone: 'good',
    },
  );
}

export async function resume(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  if (!schedule) return notSetUp();
  if (schedule.state === 'active')
    return sayInlines([text('Posting is on. Next question '), ...whenInlines(schedule), text('.')]);
  const next = await visit.rounds.resume(schedule);
  return sayInlines(
    [text('Resumed. Next question '), { kind: 'time', at: next, style: 'datetime', zone: schedule.zone }, text('.')],
    {
      tone: 'good',
    },
  );
}

export async function skip(visit: Visit, options: Options): Promise<Reply> {
  const schedule = await scheduleFor(visit, options);
  if (!schedule) return notSetUp();
  const done = await visit.rounds.skip(schedule);
  if (!done) return tell('There is nothing to skip: posting is paused, or the slot has just passed.');
  const at = (moment: Date): Inline => ({ kind: 'time', at: moment, style: 'datetime', zone: schedule.zone });
  return sayInlines(
    [text('Skipped '), at(done.skipped), text('. Next question '), at(done.next), text('. Streaks are safe.')],
    {
      tone: 'good',
    },
  );
}

async function scheduleFor(visit: Visit, options: Options): Promise<Schedule | undefined> {
  return await visit.ports.store.read.scheduleOfChannel(visit.workspace.id, channelOf(visit, options));
}

function channelOf(visit: Visit, options: Options): string {
  return typeof options.channel === 'string' && options.channel !== '' ? options.channel : visit.caller.channelId;
}

function notSetUp(): Reply {
  return tell('No schedule is set up for this channel. Start with `/quiz setup`, or name the channel.');
}

/** What is not named stays as it was; a new schedule asks on weekdays at 09:00. */
function cronOf(old: Schedule | undefined, options: Options): Read<string> {
  const days = options.days === undefined ? undefined : String(options.days);
  const time = options.time === undefined ? undefined : String(options.time);
  if (old && days === undefined && time === undefined) return { ok: true, value: old.cron };
  const before = old && dayAndTime(old.cron);
  if (old && !before && days === undefined) {
    return { ok: false, problem: 'The schedule is a cron expression now: give `days` together with `time`.' };
  }
  const isExpression = days?.trim().includes(' ') ?? false;
  return readCron(days ?? before?.days ?? 'weekdays', time ?? (isExpression ? undefined : before?.time));
}

function topicsOf(old: Schedule | undefined, options: Options, inBank: readonly string[]): Read<readonly string[]> {
  if (options.topics === undefined) return { ok: true, value: old?.topics ?? [] };
  const wanted = String(options.topics).toLowerCase();
  if (wanted === 'all') return { ok: true, value: [] };
  const known = new Set(inBank);
  const topics = [
    ...new Set(
      wanted
        .split(',')
        .map((topic) => topic.trim())
        .filter(Boolean),
    ),
  ];
  for (const topic of topics) {
    if (known.has(topic)) continue;
    const near = nearest(topic, known);
    const list = [...known].sort().join(', ');
    return {
      ok: false,
      problem: `There are no questions on “${topic}”.${near ? ` Did you mean ${near}?` : ''} Topics: ${list}, or all.`,
    };
  }
  return { ok: true, value: topics };
}

function whenInlines(schedule: Schedule): Inline[] {
  if (!schedule.nextDue) return [text('is paused')];
  return [{ kind: 'time', at: schedule.nextDue, style: 'datetime', zone: schedule.zone }];
}

const postButton = (schedule: Schedule): Button => ({
  action: { verb: 'post', args: [schedule.id] },
  label: 'Post one now',
  style: 'primary',
  opens: 'message',
});
