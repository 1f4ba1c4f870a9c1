import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishTexts, textsIn } from '../../../src/core/language/texts.ts';
import {
  dayAndTime,
  inWords,
  nextSlot,
  periodsOf,
  type Read,
  readCron,
  readTime,
  readZone,
  seasonPassed,
  zones,
} from '../../../src/core/rounds/calendar.ts';

const en = englishTexts();
const de = textsIn('de');

/** What is wrong with what was typed. */
const refused = (read: Read<unknown>, t = en) => (read.ok ? expect.fail('was accepted') : t.speakPlain(read.problem));

const MINUTE = 60_000;
const DAY = 86_400_000;

/** `2026-03-29 02:30` in a zone, as the runtime's own calendar has it. */
function localStamps(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => format.format(at);
}

/** Days of 2026 on whose course the zone's clocks change, as UTC midnights. */
function changes(zone: string): number[] {
  const stamp = localStamps(zone);
  const offset = (at: number) => Date.parse(`${stamp(at).replace(' ', 'T')}Z`) - at;
  const found: number[] = [];
  for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += DAY) {
    if (offset(day) !== offset(day + DAY)) found.push(day);
  }
  return found;
}

/**
 * The slow, obvious way: walk minute by minute over the days around a change. A date's slot is the first minute that
 * reads as the wanted time, or, when no minute does, the first one after it.
 */
function obviousSlots(minutes: readonly (readonly [number, string])[], time: string): Map<string, number> {
  const slots = new Map<string, number>();
  const dates = new Set(minutes.map(([, stamp]) => stamp.slice(0, 10)));
  for (const date of dates) {
    const wanted = `${date} ${time}`;
    const exact = minutes.find(([, stamp]) => stamp === wanted);
    const after = exact ?? minutes.find(([, stamp]) => stamp > wanted);
    if (after) slots.set(date, after[0]);
  }
  return slots;
}

describe('nextSlot', () => {
  const changing = zones().flatMap((zone) => changes(zone).map((day) => ({ zone, day })));

  test('there are zones whose clocks change, in both directions and by half an hour', () => {
    expect(new Set(changing.map(({ zone }) => zone)).size).toBeGreaterThan(100);
    expect(changing.some(({ zone }) => zone === 'Australia/Lord_Howe')).toBe(true);
  });

  test('is once a day at the local time, in every zone, on every day its clocks change', { timeout: 60_000 }, () => {
    for (const { zone, day } of changing) {
      const stamp = localStamps(zone);
      const start = day - DAY;
      const minutes: [number, string][] = [];
      for (let at = start; at < day + 2 * DAY; at += MINUTE) minutes.push([at, stamp(at)]);
      const inner = [...new Set(minutes.map(([, s]) => s.slice(0, 10)))].slice(1, -1);
      for (const time of ['00:00', '00:30', '01:30', '02:00', '02:15', '02:30', '03:00', '09:00', '23:30']) {
        const expected = obviousSlots(minutes, time);
        const cron = `${Number(time.slice(3))} ${Number(time.slice(0, 2))} * * *`;
        let at = new Date((expected.get(inner[0] ?? '') ?? 0) - 1);
        for (const date of inner) {
          at = nextSlot(cron, zone, at);
          expect(`${zone} ${date} ${time} ${at.toISOString()}`).toBe(
            `${zone} ${date} ${time} ${new Date(expected.get(date) ?? 0).toISOString()}`,
          );
        }
      }
    }
  });

  test('in any zone, any slot is later than asked, reads as the wanted time and weekday, and repeats its answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones()),
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.integer({ min: 4, max: 22 }),
        (zone, from, hour) => {
          const slot = nextSlot(`15 ${hour} * * 1-5`, zone, new Date(from));
          expect(slot.getTime()).toBeGreaterThan(from);
          expect(slot.getTime() - from).toBeLessThanOrEqual(4 * DAY + 2 * 3_600_000);
          expect(nextSlot(`15 ${hour} * * 1-5`, zone, new Date(slot.getTime() - 1))).toEqual(slot);
          const weekday = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }).format(slot);
          expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']).toContain(weekday);
          expect(localStamps(zone)(slot.getTime()).slice(11)).toBe(`${String(hour).padStart(2, '0')}:15`);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('seasonPassed', () => {
  test.each([
    ['2026-11-01T12:00:00Z', 'UTC', 0],
    ['2026-11-30T12:00:00Z', 'UTC', 1],
    ['2026-03-16T12:00:00Z', 'UTC', 0.5],
    // It is the first of the next month in Auckland already.
    ['2026-11-30T12:00:00Z', 'Pacific/Auckland', 0],
    ['2028-02-29T12:00:00Z', 'UTC', 1],
  ])('%s in %s', (at, zone, passed) => {
    expect(seasonPassed(new Date(at), zone)).toBe(passed);
  });
});

describe('periodsOf', () => {
  test.each([
    ['2026-11-23T08:00:00Z', 'Europe/Berlin', '2026-W48', '2026-11'],
    ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2026-W53', '2027-01'],
    ['2027-01-03T12:00:00Z', 'UTC', '2026-W53', '2027-01'],
    ['2027-01-04T12:00:00Z', 'UTC', '2027-W01', '2027-01'],
    ['2024-12-30T12:00:00Z', 'UTC', '2025-W01', '2024-12'],
    ['2026-11-30T23:30:00Z', 'America/Los_Angeles', '2026-W49', '2026-11'],
    ['2026-12-01T00:30:00Z', 'America/Los_Angeles', '2026-W49', '2026-11'],
  ])('%s in %s is in week %s and season %s', (at, zone, week, season) => {
    expect(periodsOf(new Date(at), zone)).toEqual({ week, season });
  });
});

describe('reading what people type', () => {
  test.each([
    ['9:00', 9, 0],
    ['09:30', 9, 30],
    ['17.45', 17, 45],
    ['8h05', 8, 5],
  ])('%s is a time', (typed, hour, minute) => {
    expect(readTime(typed)).toEqual({ ok: true, value: { hour, minute } });
  });

  test.each(['24:00', '9', '9:60', 'noon', ''])('%s is no time', (typed) => {
    expect(refused(readTime(typed))).toContain('09:00');
  });

  test('a zone is found in any case and by alias, and a wrong one gets the nearest', () => {
    expect(readZone('europe/berlin')).toEqual({ ok: true, value: 'Europe/Berlin' });
    expect(readZone('utc')).toEqual({ ok: true, value: 'UTC' });
    expect(readZone('Asia/Calcutta').ok).toBe(true);
    expect(refused(readZone('Berlin'))).toContain('Did you mean Europe/Berlin?');
    expect(refused(readZone('Berlin'), de)).toContain('Meintest du Europe/Berlin?');
    expect(readZone('Mars/Olympus')).toMatchObject({ ok: false });
  });

  test.each([
    ['weekdays', '9:00', '0 9 * * 1-5'],
    ['daily', undefined, '0 9 * * *'],
    ['fri,mon,Wednesday', '17:30', '30 17 * * 1,3,5'],
    ['weekends', '10:00', '0 10 * * 0,6'],
    ['0 8 1 * *', undefined, '0 8 1 * *'],
  ])('%s at %s is %s', (days, time, cron) => {
    expect(readCron(days, time)).toEqual({ ok: true, value: cron });
  });

  test.each([
    ['someday', '9:00', 'not a day'],
    ['weekday', '9:00', 'weekdays'],
    ['0 8 1 * *', '9:00', 'already holds the time'],
    ['* * * * *', undefined, 'once an hour'],
    ['*/20 9 * * *', undefined, 'once an hour'],
    ['99 9 * * *', undefined, 'not a cron expression'],
    ['0 0 9 * * *', undefined, 'five fields'],
    ['0 9 31 2 *', undefined, 'never'],
  ])('%s at %s is refused', (days, time, part) => {
    expect(refused(readCron(days, time))).toContain(part);
  });

  test('a schedule is said in words, and taken apart again', () => {
    expect(inWords(en, '0 9 * * 1-5', 'UTC')).toBe('weekdays at 09:00, UTC');
    expect(inWords(en, '30 17 * * 1,3,5', 'Europe/Berlin')).toBe('Mon, Wed, Fri at 17:30, Europe/Berlin');
    expect(inWords(en, '0 8 1 * *', 'UTC')).toBe('cron 0 8 1 * *, UTC');
    expect(dayAndTime('30 17 * * 1,3,5')).toEqual({ days: 'mon,wed,fri', time: '17:30' });
    expect(dayAndTime('0 8 1 * *')).toBeUndefined();
  });

  test('a schedule is said in German', () => {
    expect(inWords(de, '0 9 * * 1-5', 'Europe/Berlin')).toBe('werktags um 09:00, Europe/Berlin');
    expect(inWords(de, '0 9 * * *', 'UTC')).toBe('täglich um 09:00, UTC');
    expect(inWords(de, '30 17 * * 0,3,5', 'UTC')).toBe('So, Mi, Fr um 17:30, UTC');
  });
});
