/** Short forms to the words they stand for: "doesn't", "doesnt", "it's". */

const NEGATED = /^(?:is|are|was|were|do|does|did|has|have|had|would|could|should|must|need|might)n$/;
/** Typed without the apostrophe. */
const BARE_NEGATED = /^(is|are|was|were|do|does|did|has|have|had|would|could|should|must|need)nt$/;
const IRREGULAR = new Map([
  ['can', 'can'],
  ['won', 'will'],
  ['shan', 'will'],
  ['ain', 'is'],
]);
const BARE_IRREGULAR = new Map([
  ['cant', 'can'],
  ['cannot', 'can'],
  ['wont', 'will'],
  ['aint', 'is'],
]);
const AFTER_APOSTROPHE = new Map([
  ['re', 'are'],
  ['ll', 'will'],
  ['ve', 'have'],
  ['d', 'would'],
  ['m', 'am'],
]);
const IS_AFTER = new Set('it that there what who he she here where this which how so thing'.split(' '));
const BARE_IS = new Set('thats theres whats heres'.split(' '));

/** The words of `word'tail`. A possessive is its owner alone. */
export function expand(word: string, tail: string): string[] {
  if (tail === 't') {
    const verb = NEGATED.test(word) ? word.slice(0, -1) : IRREGULAR.get(word);
    if (verb) return [verb, 'not'];
  }
  if (tail === 's') return IS_AFTER.has(word) ? [word, 'is'] : [word];
  return [word, AFTER_APOSTROPHE.get(tail) ?? tail];
}

/** The words of a contraction typed without its apostrophe, or the word itself. */
export function expandBare(word: string): string[] {
  const verb = BARE_NEGATED.exec(word)?.[1] ?? BARE_IRREGULAR.get(word);
  if (verb) return [verb, 'not'];
  return BARE_IS.has(word) ? [word.slice(0, -1), 'is'] : [word];
}
