/**
 * Schedule arithmetic: from words to a cron expression, from a cron expression and an IANA zone to the next slot, and from
 * a moment to the periods it counts for. croner reads the expressions and finds times on the wall; what moment a wall
 * time is, is decided in zone.ts, so that every wall time a day has happens exactly once: one that a change of clocks
 * leaves out at the end of the gap, one that comes twice the first time. (Left to find moments itself, croner loses a
 * day's slot where the gap runs up to midnight, as in Nuuk.)
 */
import { Cron } from 'croner';
import { type Phrase, phrase, type TextKey, type Texts } from '../language/texts.ts';
import { nearest } from '../nearest.ts';
import { momentOf, wallTime } from './zone.ts';

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Phrase };

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_SETS: Readonly<Record<string, string>> = { weekdays: '1-5', daily: '*', weekends: '0,6' };

/** The shortest time between two slots of a schedule, in minutes. */
const MIN_SLOT_GAP_MINUTES = 60;

/** Reads `09:00`, `9:00`, `9.00` or `9h00`. */
export function readTime(typed: string): Read<{ hour: number; minute: number }> {
  const found = /^(\d{1,2})[:.h](\d{2})$/.exec(typed.trim());
  const hour = Number(found?.[1] ?? Number.NaN);
  const minute = Number(found?.[2] ?? Number.NaN);
  if (hour <= 23 && minute <= 59) return { ok: true, value: { hour, minute } };
  return { ok: false, problem: phrase('schedule.time-unreadable', { typed }) };
}

/** The zones this runtime knows, as IANA names. */
export function zones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** Reads an IANA zone, in any case. */
export function readZone(typed: string): Read<string> {
  const name = typed.trim();
  const known = zones().find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (known) return { ok: true, value: known };
  try {
    // Aliases such as Asia/Calcutta are not in the list of names, but Intl knows them.
    if (name.includes('/'))
      return { ok: true, value: new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const cities = new Map(zones().map((zone) => [zone.split('/').at(-1) ?? zone, zone]));
  const near = nearest(name, zones()) ?? cities.get(nearest(name, cities.keys()) ?? '');
  const problem = near
    ? phrase('schedule.zone-unknown-near', { typed, near })
    : phrase('schedule.zone-unknown', { typed });
  return { ok: false, problem };
}

/** Reads days (`weekdays`, `daily`, `weekends`, `mon,wed,fri`) and a time, or a whole cron expression, into five cron fields. */
export function readCron(days: string, time: string | undefined): Read<string> {
  const fields = days.trim().split(/\s+/);
  if (fields.length > 1) {
    if (time !== undefined) return { ok: false, problem: phrase('schedule.time-twice') };
    return checkCron(days.trim());
  }
  const at = readTime(time ?? '09:00');
  if (!at.ok) return at;
  const dayField = readDays(days);
  if (!dayField.ok) return dayField;
  return checkCron(`${at.value.minute} ${at.value.hour} * * ${dayField.value}`);
}

function readDays(days: string): Read<string> {
  const wanted = days.trim().toLowerCase();
  const set = DAY_SETS[wanted];
  if (set) return { ok: true, value: set };
  const numbers = new Set<number>();
  for (const part of wanted.split(',')) {
    const number = part.length >= 3 ? DAYS.findIndex((day) => part.startsWith(day)) : -1;
    if (number < 0) {
      const near = nearest(part, [...Object.keys(DAY_SETS), ...DAYS]);
      const problem = near
        ? phrase('schedule.day-unknown-near', { typed: part, near })
        : phrase('schedule.day-unknown', { typed: part });
      return { ok: false, problem };
    }
    numbers.add(number);
  }
  return { ok: true, value: [...numbers].sort((a, b) => a - b).join(',') };
}

function checkCron(expression: string): Read<string> {
  if (expression.split(/\s+/).length !== 5) {
    return { ok: false, problem: phrase('schedule.cron-fields', { expression }) };
  }
  try {
    const cron = new Cron(expression, { timezone: 'UTC', paused: true });
    const slots = cron.nextRuns(10, new Date(Date.UTC(2026, 0, 1)));
    if (slots.length < 2) return { ok: false, problem: phrase('schedule.cron-never', { expression }) };
    for (let i = 1; i < slots.length; i++) {
      const gap = ((slots[i]?.getTime() ?? 0) - (slots[i - 1]?.getTime() ?? 0)) / 60_000;
      if (gap < MIN_SLOT_GAP_MINUTES) {
        return { ok: false, problem: phrase('schedule.cron-too-often', { expression }) };
      }
    }
    return { ok: true, value: expression };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: phrase('schedule.cron-unreadable', { expression, fault }) };
  }
}

/** Looking back this far finds every wall time whose moment may still lie ahead: more than any change of clocks. */
const LOOK_BACK_MS = 26 * 3_600_000;

/** The first slot strictly after `after`. Throws when the expression has none, which `readCron` does not let through. */
export function nextSlot(cron: string, zone: string, after: Date): Date {
  const expression = new Cron(cron, { timezone: 'UTC', paused: true });
  let wall = new Date(wallTime(after.getTime(), zone) - LOOK_BACK_MS);
  for (;;) {
    const next = expression.nextRun(wall);
    if (!next) throw new Error(`schedule ${cron} in ${zone} has no slot after ${after.toISOString()}`);
    const moment = momentOf(next.getTime(), zone);
    if (moment > after.getTime()) return new Date(moment);
    wall = next;
  }
}

/** The period keys of a moment, by the date it has in `zone`: the ISO 8601 week `2026-W47` and the season (month) `2026-11`. */
export function periodsOf(at: Date, zone: string): { readonly week: string; readonly season: string } {
  const date = new Date(wallTime(at.getTime(), zone));
  // ISO 8601: a week belongs to the year of its Thursday.
  const thursday = new Date(date);
  thursday.setUTCHours(0, 0, 0, 0);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const weekYear = thursday.getUTCFullYear();
  const week = Math.ceil(((thursday.getTime() - Date.UTC(weekYear, 0, 1)) / 86_400_000 + 1) / 7);
  return {
    week: `${weekYear}-W${String(week).padStart(2, '0')}`,
    season: `${date.getUTCFullYear()}-${String(date.getUTCMonth() + 1).padStart(2, '0')}`,
  };
}

/** How much of its season (month) has passed on the date a moment has in `zone`: 0 on the first day, 1 on the last. */
export function seasonPassed(at: Date, zone: string): number {
  const date = new Date(wallTime(at.getTime(), zone));
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return (date.getUTCDate() - 1) / (days - 1);
}

/** A schedule in words: “weekdays at 09:00, Europe/Berlin”. */
export function inWords(t: Texts, cron: string, zone: string): string {
  const simple = dayAndTime(cron);
  if (!simple) return t.plain('schedule.cron', { cron, zone });
  return t.plain('schedule.at', { days: daysInWords(t, simple.days), time: simple.time, zone });
}

/** Days as `dayAndTime` gives them, in words: `weekdays`, or `mon,wed` as “Mon, Wed”. */
export function daysInWords(t: Texts, days: string): string {
  const key = DAY_SET_KEYS[days];
  if (key) return t.plain(key);
  return days
    .split(',')
    .map((day) => dayName(t, day))
    .join(', ');
}

const DAY_SET_KEYS: Readonly<Record<string, TextKey>> = {
  weekdays: 'schedule.weekdays',
  daily: 'schedule.daily',
  weekends: 'schedule.weekends',
};

/** `mon` → “Mon” or “Mo”. */
function dayName(t: Texts, day: string): string {
  // 4 January 2026 was a Sunday.
  const names: readonly string[] = DAYS;
  const date = Date.UTC(2026, 0, 4 + names.indexOf(day));
  return new Intl.DateTimeFormat(t.language, { weekday: 'short', timeZone: 'UTC' }).format(date);
}

/** The days and time a simple expression was made from, as `readCron` takes them; undefined for any other expression. */
export function dayAndTime(cron: string): { readonly days: string; readonly time: string } | undefined {
  const [minute = '', hour = '', dayOfMonth, month, weekday = ''] = cron.split(/\s+/);
  if (dayOfMonth !== '*' || month !== '*' || !/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return undefined;
  const set = Object.entries(DAY_SETS).find(([, field]) => field === weekday)?.[0];
  if (!set && !/^[0-6](,[0-6])*$/.test(weekday)) return undefined;
  const days =
    set ??
    weekday
      .split(',')
      .map((number) => DAYS[Number(number)] ?? '')
      .join(',');
  return { days, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
}
