/** Ids made from titles that people wrote. */

const LONGEST = 48;

/** Lower-case letters, digits and single hyphens, at most 48, cut between words; empty when nothing is left of it. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, LONGEST) : `${slug}-${word}`;
    if (longer.length > LONGEST) break;
    slug = longer;
  }
  return slug;
}

/** `base`, then `base-2`, `base-3` …, none longer than an id may be. */
export function numbered(base: string, number: number): string {
  if (number === 1) return base;
  const tail = `-${number}`;
  return base.slice(0, LONGEST - tail.length).replace(/-+$/, '') + tail;
}
