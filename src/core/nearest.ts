import { distance } from 'fastest-levenshtein';

/** What the texts of problems choose by (`{near, select, none {} other {…}}`) when nothing is near enough to be named. */
export const NONE = 'none';

/** The candidate closest to what was typed, when it is close enough to be meant: a prefix, or at most a third of its letters away. */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  let best: { readonly candidate: string; readonly far: number } | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const far = wanted.length >= 2 && other.startsWith(wanted) ? 0.5 : distance(wanted, other);
    if (!best || far < best.far) best = { candidate, far };
  }
  if (!best) return undefined;
  return best.far <= Math.max(1, Math.ceil(Math.max(wanted.length, best.candidate.length) / 3))
    ? best.candidate
    : undefined;
}
