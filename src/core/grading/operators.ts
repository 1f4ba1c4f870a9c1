/** Python's operators that are ordinary English words: when is "is" the operator? */

import { isVerb } from './clauses.ts';
import { GAP, type Token } from './tokens.ts';

/** Code words that are also the glue of English. Any other code word is found wherever it is typed. */
export const GLUE = new Set('is not in and or if for with as from while else try pass'.split(' '));

const KINDS = new Set('operator operators keyword statement expression'.split(' '));
/** Nouns after which only "is" is a name: "is check", but "and compare". */
const DOINGS = new Set('check test comparison compare checks compares'.split(' '));
const BEFORE = new Set('operator keyword use using uses vs versus while whereas unlike'.split(' '));
const SYMBOLS = new Set(['==', '!=', '===']);

/**
 * Which glue words are used as names of operators: written as code or in quotes, followed by "operator" or by a verb
 * ("is checks identity", "is can't be overridden"), beside `==`, or opening a clause that asks nothing ("is: identity").
 */
export function namedOperators(tokens: readonly Token[]): boolean[] {
  return tokens.map(
    (token, at) => token.coded || (GLUE.has(token.text) && token.kind === 'word' && isNamed(tokens, at)),
  );
}

function isNamed(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const last = tokens[at - 1];
  let next = tokens[at + 1];
  // "is not": the pair is one operator.
  if (token?.text === 'not' && last?.text === 'is' && !last.coded && isNamed(tokens, at - 1))
    return next !== undefined && KINDS.has(next.text);
  if (token?.text === 'is' && next?.text === 'not' && tokens[at + 2] && KINDS.has(tokens[at + 2]?.text ?? ''))
    next = tokens[at + 2];
  if (next && KINDS.has(next.text)) return true;
  if (token?.text !== 'is') return false;
  if (next && DOINGS.has(next.text)) return true;
  if (next && (next.gap & GAP.colon) !== 0 && opensClause(token)) return true;
  if (next && isVerb(next) && !(next.text.endsWith('ed') && !SYMBOLS.has(last?.text ?? ''))) return true;
  if (last && SYMBOLS.has(last.text) && token.gap & GAP.slash) return true;
  if (
    last &&
    BEFORE.has(last.text) &&
    (next === undefined || isVerb(next) || next.gap !== 0 || next.kind === 'operator')
  )
    return true;
  if (next && ['vs', 'versus', 'and', 'or', '/'].includes(next.text) && SYMBOLS.has(tokens[at + 2]?.text ?? ''))
    return true;
  if (last && ['vs', 'versus', 'and', 'or'].includes(last.text) && SYMBOLS.has(tokens[at - 2]?.text ?? '')) return true;
  if (last && ['vs', 'versus'].includes(last.text)) return true;
  if (next && SYMBOLS.has(next.text) && next.gap & GAP.slash) return true;
  if (['=', '->', '=>'].includes(next?.text ?? '')) return true;
  return (
    opensClause(token) &&
    !isQuestion(tokens, at) &&
    symbolNear(tokens, at) &&
    next !== undefined &&
    !AFTER_VERB.test(next.text)
  );
}

/** What follows the verb "is" rather than the name of the operator. */
const AFTER_VERB = /^(?:it|this|that|there|the|a|an|not|\w+ed)$/;

/** Whether `==` is spoken of close by: then a bare "is" is likely to be its counterpart. */
function symbolNear(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(Math.max(0, at - 12), at + 12).some((token) => SYMBOLS.has(token.text));
}

function opensClause(token: Token): boolean {
  return (token.gap & ~(GAP.quote | GAP.hyphen | GAP.slash | GAP.dot)) !== 0;
}

function isQuestion(tokens: readonly Token[], at: number): boolean {
  for (let i = at + 1; i < Math.min(tokens.length, at + 12); i += 1) {
    const gap = tokens[i]?.gap ?? 0;
    if (gap & GAP.question) return true;
    if (gap & (GAP.stop | GAP.line)) return false;
  }
  return false;
}
