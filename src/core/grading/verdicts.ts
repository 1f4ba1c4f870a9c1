/** Declared falsehoods: "… is a myth", "it is wrong to say that …". */
import { BELIEVING, butEnd, GENERIC, type Open, REACH } from './beliefs.ts';
import { isVerb } from './clauses.ts';
import { FALSITY } from './denying-words.ts';
import { GAP, type Token } from './tokens.ts';

const set = (words: string) => new Set(words.split(' '));

/** True when not negated; "not true" is a falsity. */
const TRUTH = set('true correct right case accurate');
/** "Neither is true", "both are myths": of what the sentences before say. */
const SEVERAL = set('neither none');

/** The "not" or "never" within three words before, in the same stretch. */
function negationBefore(tokens: readonly Token[], at: number): number | undefined {
  for (let i = at - 1; i >= Math.max(0, at - 3); i -= 1) {
    const token = tokens[i];
    if (!token || ((tokens[i + 1]?.gap ?? 0) & ~(GAP.quote | GAP.hyphen)) !== 0) return undefined;
    if (token.text === 'not' || token.text === 'never' || SEVERAL.has(token.text)) return i;
  }
  return undefined;
}

/** "X is a myth", "it is wrong to say that X", "Myth: X", "a common misconception is that X", "X. That's false." */
export function falsity(
  tokens: readonly Token[],
  named: readonly boolean[],
  sentence: readonly number[],
  clause: readonly number[],
  ends: readonly number[],
  at: number,
  open: Open,
): void {
  const text = tokens[at]?.text ?? '';
  if (text === 'doubt' || text === 'disagree') {
    doubt(tokens, sentence, at, open);
    return;
  }
  // "An outdated myth" is one verdict.
  const next = tokens[at + 1];
  if (FALSITY.has(text) && next && FALSITY.has(next.text) && (next.gap & ~(GAP.comma | GAP.hyphen)) === 0) return;
  const isTruth = TRUTH.has(text) || isUpheld(tokens, at);
  if (!isTruth && !FALSITY.has(text) && !isHalfTruth(tokens, at) && !isCommonError(tokens, at)) return;
  const negation = negationBefore(tokens, at);
  if (isTruth && (negation === undefined || tokens[at + 1]?.text === 'away')) return;
  if (text === 'false' && isValue(tokens, named, clause, at)) return;
  if (text === 'mistake' && isSlip(tokens, at)) return;
  // "The counts go wrong" is what happens to them.
  if (text === 'wrong' && GOING.has(tokens[at - 1]?.text ?? '')) return;
  // "not true" is one denial, told by its "not"; in "not wrong that …" the two cancel out as far as the "not" reaches.
  const by = isTruth ? (negation ?? at) : at;
  if (isExclaimed(tokens, at)) {
    open(backTo(tokens, at, 1), at, by, 'verdict');
    return;
  }
  const claim = claimAfter(tokens, at);
  if (claim !== undefined && sentence[claim] === sentence[at]) {
    // "It is wrong that X: Y": after a colon comes what is right instead.
    let end = butEnd(tokens, sentence, claim - 1);
    for (let i = claim + 1; i < end; i += 1) if (isRightInstead(tokens, i)) end = i;
    open(claim, negation !== undefined && !isTruth ? Math.min(end, ends[at] ?? end) : end, by);
    return;
  }
  if (negation !== undefined && !isTruth) return;
  let from = at;
  while (from > 0 && at - from < REACH && clause[from - 1] === clause[at]) from -= 1;
  const subject = tokens[from]?.text ?? '';
  const several = SEVERAL.has(subject) || (subject === 'both' && !isTruth);
  if ((several || ['that', 'this', 'which'].includes(subject)) && at - from <= 5 && from > 0) {
    open(backTo(tokens, from, several ? 2 : 1), from, by, 'verdict');
    return;
  }
  open(longSubject(tokens, from), at, by);
}

/** Where the claim begins that a verdict at `at` is passed on beforehand; undefined where none follows. */
function claimAfter(tokens: readonly Token[], at: number): number | undefined {
  const next = tokens[at + 1];
  if (!next) return undefined;
  if ((next.gap & GAP.colon) !== 0 && isLabel(tokens, at)) return at + 1;
  if (['that', 'to', 'belief', 'idea', 'claim'].includes(next.text)) return at + 1;
  if (['too', 'also', 'now', 'today', 'nowadays', 'however'].includes(next.text) && tokens[at + 2]?.text === 'that')
    return at + 2;
  // "A common misconception is that X", "the mistake is to think X".
  if (next.text !== 'is') return undefined;
  const after = tokens[at + 2]?.text ?? '';
  if (after === 'that') return at + 3;
  return after === 'to' && BELIEVING.has(tokens[at + 3]?.text ?? '') ? at + 4 : undefined;
}

/** "They are copied. Wrong: they are shared." What follows is right, unless "Wrong:" heads a line. */
function isExclaimed(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !next || at === 0) return false;
  return (
    ADJECTIVES.has(token.text) &&
    (next.gap & GAP.colon) !== 0 &&
    (token.gap & GAP.stop) !== 0 &&
    (token.gap & (GAP.line | GAP.bullet)) === 0
  );
}

/** "It is wrong that X: Y", "it is a myth that X, it is Y": what is right instead begins here. */
function isRightInstead(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if ((token.gap & GAP.colon) !== 0) return true;
  if ((token.gap & GAP.comma) === 0) return false;
  return REASONS.has(token.text) || (PRONOUNS.has(token.text) && isVerb(tokens[at + 1]));
}

/** After a comma they say why the claim is false. */
const REASONS = set('because as since');
const PRONOUNS = set('it they this we you');

/** "Myth: X", "a common myth: X"; not "X is a myth: Y". */
function isLabel(tokens: readonly Token[], at: number): boolean {
  for (let i = at; i >= Math.max(0, at - 4); i -= 1) {
    if (i < at && isVerb(tokens[i])) return false;
    if (i === 0 || ((tokens[i]?.gap ?? 0) & (GAP.stop | GAP.line | GAP.bullet | GAP.semicolon)) !== 0) return true;
  }
  return false;
}

/** "The claim … does not hold."; not "the argument does not hold a copy". */
function isUpheld(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text;
  const next = tokens[at + 1];
  if ((text !== 'hold' && text !== 'stand') || (next && (next.gap & ENDS) === 0)) return false;
  for (let i = at - 1; i >= backTo(tokens, at, 1); i -= 1) if (CLAIMS.has(tokens[i]?.text ?? '')) return true;
  return false;
}

const ENDS = GAP.stop | GAP.line | GAP.semicolon | GAP.comma | GAP.colon;
const CLAIMS = set('claim idea belief notion assumption view argument reply rule');

const ADJECTIVES = set('wrong false incorrect untrue nonsense bogus');

/** "half true", "half the truth". */
function isHalfTruth(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== 'half') return false;
  const next = tokens[at + 1]?.text;
  return next === 'true' || next === 'truth' || (next === 'the' && tokens[at + 2]?.text === 'truth');
}

/** "A common error is that …": errors alone are part of the subject. */
function isCommonError(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text;
  if (!ERRING.has(text ?? '')) return false;
  return COMMON.has(tokens[at - 1]?.text ?? '') && ['is', 'to'].includes(tokens[at + 1]?.text ?? '');
}

const COMMON = set('common usual typical classic frequent popular widespread');
const ERRING = set('error confusion belief idea assumption view notion');

/** "I doubt that X", "I disagree that X"; not "no doubt that X". */
function doubt(tokens: readonly Token[], sentence: readonly number[], at: number, open: Open): void {
  const doubter = tokens[at - 1]?.text ?? '';
  if (['i', 'we', 'people', 'they', 'experts'].includes(doubter)) open(at + 1, butEnd(tokens, sentence, at), at);
}

/** "That X and should be Y is a myth", "the idea that X and Y is wrong": all of the subject, over its clauses. */
function longSubject(tokens: readonly Token[], from: number): number {
  const start = backTo(tokens, from + 1, 1);
  for (let i = start; i <= Math.min(start + 3, from); i += 1)
    if (tokens[i]?.text === 'that') return i === start || GENERIC.has(tokens[i - 1]?.text ?? '') ? start : from;
  return from;
}

/** The start of as many sentences before `from`; within reach. */
function backTo(tokens: readonly Token[], from: number, sentences: number): number {
  let start = from - 1;
  let left = sentences;
  while (start > 0 && from - start < REACH) {
    if (((tokens[start]?.gap ?? 0) & (GAP.stop | GAP.line | GAP.semicolon)) !== 0) left -= 1;
    if (left === 0) break;
    start -= 1;
  }
  return start;
}

const GOING = set('go goes went going gone do does did doing');

/** A slip somebody makes, no verdict: "by mistake", "makes a mistake". */
function isSlip(tokens: readonly Token[], at: number): boolean {
  const article = ['a', 'the', 'this', 'that'].includes(tokens[at - 1]?.text ?? '') ? 1 : 0;
  return ['by', 'make', 'makes', 'made', 'making'].includes(tokens[at - 1 - article]?.text ?? '');
}

const BECOMING = set('become becomes became becoming turn turns turned to equals');
const TESTING = set('until while whether unless');

/** `False` the value, not "false" the verdict: capitalised within a sentence, or in a clause about an expression. */
function isValue(tokens: readonly Token[], named: readonly boolean[], clause: readonly number[], at: number): boolean {
  const token = tokens[at];
  if (token?.capital && token.gap === 0) return true;
  // "until the condition becomes false", "while it is false".
  if (tokens[at + 1]?.text === 'that') return false;
  if (BECOMING.has(tokens[at - 1]?.text ?? '')) return true;
  for (let i = at; i >= Math.max(0, at - 6) && clause[i] === clause[at]; i -= 1)
    if (TESTING.has(tokens[i]?.text ?? '')) return true;
  for (let i = Math.max(0, at - 6); i < Math.min(tokens.length, at + 3); i += 1)
    if (
      clause[i] === clause[at] &&
      (named[i] ||
        tokens[i]?.kind === 'operator' ||
        ['return', 'returns', 'gives', 'give', 'prints', 'print', 'true', 'output', 'result', 'evaluates'].includes(
          tokens[i]?.text ?? '',
        ))
    )
      return true;
  return false;
}
