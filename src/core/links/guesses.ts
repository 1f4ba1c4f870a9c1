/** Wrong codes are counted, so that nobody can go through them; in memory, because a code lives half an hour. */

const TRIES = 5;
const WITHIN_MS = 15 * 60_000;

/** With more than this many at once, old ones are worth forgetting. */
const KEPT = 1000;

export interface Guesses {
  /** When codes from `who` are taken again; undefined while they are. */
  refusedUntil(who: string, now: Date): Date | undefined;
  noteWrong(who: string, now: Date): void;
}

interface Record {
  /** The wrong ones of the last while, oldest first. */
  readonly wrong: readonly Date[];
  readonly refusedUntil: Date | undefined;
}

export function createGuesses(): Guesses {
  const records = new Map<string, Record>();

  const refusedUntil = (who: string, now: Date) => {
    const until = records.get(who)?.refusedUntil;
    return until && until > now ? until : undefined;
  };
  const recent = (who: string, now: Date) =>
    (records.get(who)?.wrong ?? []).filter((at) => now.getTime() - at.getTime() < WITHIN_MS);

  function forgetOld(now: Date): void {
    for (const who of records.keys()) {
      if (recent(who, now).length === 0 && !refusedUntil(who, now)) records.delete(who);
    }
  }

  return {
    refusedUntil,
    noteWrong(who, now) {
      const wrong = [...recent(who, now), now];
      // Counted anew once the time is over.
      const refused = { wrong: [], refusedUntil: new Date(now.getTime() + WITHIN_MS) };
      records.set(who, wrong.length < TRIES ? { wrong, refusedUntil: undefined } : refused);
      if (records.size > KEPT) forgetOld(now);
    },
  };
}
