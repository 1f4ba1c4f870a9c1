/** Words that deny what stands near them. */

const set = (words: string) => new Set(words.split(' '));

/** Negate to the end of their clause. */
export const NEGATORS = set(
  'not never no none neither nor nobody nothing hardly barely refuse refuses avoid avoids prevent prevents',
);
/** Negate only what directly follows, up to the next verb. */
export const SHORT_NEGATORS = set('without unlike lacks lack minus');
/** Two or more words that negate what follows them. */
export const NEGATING_PHRASES: readonly (readonly string[])[] = [
  'rather than',
  'instead of',
  'as opposed to',
  'other than',
  'contrary to',
  'in contrast to',
  'opposite of',
  'far from',
  'free of',
  'independent of',
  'irrespective of',
  'regardless of',
].map((phrase) => phrase.split(' '));
/** Say that something is false. */
export const FALSITY = set(
  'wrong false myth incorrect untrue nonsense misconception inaccurate bogus mistaken bullshit fallacy folklore legend superstition outdated misleading mistake misunderstanding rumor prejudice',
);

/** Denying words that a pattern may write by themselves; those of a phrase only where no other sense is likely. */
const LITERAL = new Set([...NEGATORS, ...SHORT_NEGATORS, ...FALSITY, 'rather', 'instead', 'contrary']);

/** Whether a pattern's word is, or with `begins` may begin, a word that denies. */
export function saysNo(word: string, begins: boolean): boolean {
  if (LITERAL.has(word)) return true;
  if (begins) for (const denying of LITERAL) if (denying.startsWith(word)) return true;
  return false;
}
