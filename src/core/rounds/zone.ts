/** Between moments and what clocks on the wall show. Wall time is a number too: milliseconds as if the wall were in UTC. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    // Swedish writes 2026-03-29 02:30:00, which is ISO 8601 but for the T.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a wall clock in `zone` shows at a moment; to the second. */
export function wallTime(at: number, zone: string): number {
  return Date.parse(`${formatOf(zone).format(at).replace(' ', 'T')}Z`);
}

/**
 * The moment a wall clock in `zone` shows `wall`, which is a whole minute. A time shown twice is its first moment; a time
 * a change of clocks leaves out is the end of the gap.
 */
export function momentOf(wall: number, zone: string): number {
  const offset = (at: number) => wallTime(at, zone) - at;
  const before = offset(wall - DAY_MS);
  const after = offset(wall + DAY_MS);
  // The larger offset gives the earlier moment.
  for (const candidate of [wall - Math.max(before, after), wall - Math.min(before, after)]) {
    if (wallTime(candidate, zone) === wall) return candidate;
  }
  let early = wall - DAY_MS;
  let late = wall + DAY_MS;
  while (late - early > MINUTE_MS) {
    const middle = Math.floor((early + late) / 2 / MINUTE_MS) * MINUTE_MS;
    if (wallTime(middle, zone) < wall) early = middle;
    else late = middle;
  }
  return late;
}
