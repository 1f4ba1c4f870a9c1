/** `/quiz setup` typed without options: the same settings as a form, filled with what the schedule has now. */
import { type Phrase, phrase, type Texts } from '../language/texts.ts';
import type { Action, Field, Form, FormValues, Reply } from '../message.ts';
import { fieldText } from '../rounds/appeal-message.ts';
import { dayAndTime, readCron, readTime, readZone } from '../rounds/calendar.ts';
import {
  DEFAULT_DAYS,
  DEFAULT_TIME,
  guest,
  isExpression,
  readTopics,
  type Settings,
  save,
  type Target,
  targetOf,
  zoneUnnamed,
} from './setup.ts';
import { outdated, type Visit } from './visit.ts';

const ATTEMPTS = [1, 2, 3, 4, 5];
/** Longest text of a field, in characters. */
const LONGEST = 200;

export async function openSetUp(visit: Visit): Promise<Reply> {
  const target = await targetOf(visit, visit.caller.channelId);
  if (!target) return guest(visit);
  return { kind: 'form', form: setUpForm(visit.t, target, await zoneUnnamed(visit, target.old)) };
}

function setUpForm(t: Texts, { channelId, old }: Target, zone: string): Form {
  const before = old
    ? (dayAndTime(old.cron) ?? { days: old.cron, time: '' })
    : { days: DEFAULT_DAYS, time: DEFAULT_TIME };
  const written = { long: false, maxLength: LONGEST } as const;
  const fields: readonly Field[] = [
    {
      ...written,
      kind: 'text',
      name: 'days',
      label: t.plain('setup.days-label'),
      hint: t.plain('setup.days-hint'),
      required: true,
      initial: before.days,
    },
    {
      ...written,
      kind: 'text',
      name: 'time',
      label: t.plain('setup.time-label'),
      hint: t.plain('setup.time-hint'),
      required: false,
      initial: before.time,
    },
    {
      ...written,
      kind: 'text',
      name: 'zone',
      label: t.plain('setup.zone-label'),
      hint: t.plain('setup.zone-hint'),
      required: true,
      initial: zone,
    },
    {
      ...written,
      kind: 'text',
      name: 'topics',
      label: t.plain('setup.topics-label'),
      hint: t.plain('setup.topics-hint'),
      required: false,
      maxLength: 1000,
      initial: old && old.topics.length > 0 ? old.topics.join(',') : 'all',
    },
    {
      kind: 'choice',
      name: 'attempts',
      label: t.plain('setup.attempts-label'),
      hint: t.plain('setup.attempts-hint'),
      multiple: false,
      required: true,
      options: ATTEMPTS.map((attempts) => ({
        value: String(attempts),
        label: t.plain('setup.attempts', { attempts }),
      })),
      initial: [String(old?.attempts ?? 1)],
    },
  ];
  return {
    action: { verb: 'setup', args: [channelId] },
    title: t.plain('setup.form-title'),
    intro: [],
    fields,
    submitLabel: t.plain('setup.form-submit'),
  };
}

export async function submitSetUp(visit: Visit, action: Action, values: FormValues): Promise<Reply> {
  const [channelId] = action.args;
  if (channelId === undefined) return outdated(visit);
  const target = await targetOf(visit, channelId);
  if (!target) return guest(visit);
  const read = readForm(visit, values);
  if ('settings' in read)
    return await save(visit, target, { ...read.settings, discussion: target.old?.discussion ?? false });
  const errors = Object.entries(read.problems).map(([field, said]) => [field, visit.t.speakPlain(said)]);
  return { kind: 'invalid', errors: Object.fromEntries(errors) };
}

type Problems = Readonly<Record<string, Phrase>>;

/** Every field is looked at, so that all that is wrong is said at once. */
function readForm(
  visit: Visit,
  values: FormValues,
): { readonly settings: Omit<Settings, 'discussion'> } | { readonly problems: Problems } {
  const when = readWhen(fieldText(values, 'days') || DEFAULT_DAYS, fieldText(values, 'time'));
  const zone = readZone(fieldText(values, 'zone'));
  const topics = readTopics(visit, fieldText(values, 'topics') || 'all');
  const attempts = ATTEMPTS.find((number) => String(number) === fieldText(values, 'attempts'));
  if ('cron' in when && zone.ok && topics.ok && attempts !== undefined) {
    return { settings: { cron: when.cron, zone: zone.value, topics: topics.value, attempts } };
  }
  return {
    problems: {
      ...('problems' in when && when.problems),
      ...(!zone.ok && { zone: zone.problem }),
      ...(!topics.ok && { topics: topics.problem }),
      ...(attempts === undefined && {
        attempts: phrase('setup.attempts-unreadable', { min: 1, max: ATTEMPTS.length }),
      }),
    },
  };
}

/** Days and time together; of a cron expression, the days are all there is to read. */
function readWhen(days: string, typedTime: string): { readonly cron: string } | { readonly problems: Problems } {
  if (isExpression(days)) {
    const read = readCron(days, typedTime === '' ? undefined : typedTime);
    if (read.ok) return { cron: read.value };
    return { problems: { [typedTime === '' ? 'days' : 'time']: read.problem } };
  }
  const time = typedTime || DEFAULT_TIME;
  const readable = readTime(time);
  const read = readCron(days, readable.ok ? time : DEFAULT_TIME);
  if (read.ok && readable.ok) return { cron: read.value };
  return { problems: { ...(!read.ok && { days: read.problem }), ...(!readable.ok && { time: readable.problem }) } };
}
