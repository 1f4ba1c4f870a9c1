/** Ids: those made from titles that people wrote, and what is wrong with one that somebody chose. */
import { RESERVED } from '../../core/bank/room.ts';

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

/** What is wrong with `text` as an id; undefined: nothing. */
export function slugFault(text: string): string | undefined {
  const near = slugOf(text);
  if (near === text && near !== '') return undefined;
  const such = near === '' ? '' : `, such as ${near}`;
  if (/^[a-z0-9-]+$/.test(text) && text.length > LONGEST) return `an id has at most ${LONGEST} characters${such}`;
  return `an id has lower-case letters, digits and single hyphens${such}`;
}

/** What is wrong with `text` as the id of a topic, which is a folder; undefined: nothing. */
export function topicFault(text: string): string | undefined {
  if (RESERVED.has(text)) return `the folder ${text}/ holds other files of a bank, so no topic can have this id`;
  return slugFault(text);
}
