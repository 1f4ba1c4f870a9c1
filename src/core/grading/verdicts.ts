/** Reported beliefs ("people think …") and declared falsehoods ("… is a myth"), each with its reach. */
import { FALSITY } from './denying-words.ts';
import { GAP, type Token } from './tokens.ts';

/** Tells that the words from `from` up to, not including, `to` are denied by the word at `by`. */
export type Open = (from: number, to: number, by: number) => void;

/** No denial reaches further, so that the work stays linear. */
export const REACH = 24;

const set = (words: string) => new Set(words.split(' '));

/** True when not negated; "not true" is a falsity. */
const TRUTH = set('true correct right case accurate');
/** After whom a belief is reported rather than held. */
const GENERIC = set(
  'people many most some somebody someone beginners everyone everybody folks others newcomers tutorials blogs articles books they myth misconception belief idea claim assumption intuition',
);
const BELIEVING = set(
  'think thinks thought believe believes believed say says claim claims assume assumes assumed imagine expect suppose argue reckon said told call write suggest',
);
const BELIEVED = set('thought believed said claimed assumed supposed supposedly allegedly tempting');
/** "You often hear that …": others say it. */
const HEARING = set('hear hears heard');
const SO_CALLED = set('supposedly allegedly');

/** Opens what a believing word at `at` denies. */
export function belief(
  tokens: readonly Token[],
  sentence: readonly number[],
  ends: readonly number[],
  at: number,
  open: Open,
): void {
  const text = tokens[at]?.text ?? '';
  if ((BELIEVING.has(text) && isReported(tokens, at)) || (HEARING.has(text) && tokens[at + 1]?.text === 'that'))
    open(at + 1, butEnd(tokens, sentence, at), at);
  else if (SO_CALLED.has(text)) open(at + 1, ends[at] ?? at + 1, at);
}

/** "people think", "it is often said", "the claim that", "you might think"; not "contrary to what people think, …". */
function isReported(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (hasObject(tokens, at)) return false;
  for (let i = at - 1; i >= Math.max(0, at - 4); i -= 1) {
    const before = tokens[i];
    if (!before) return false;
    if (GENERIC.has(before.text)) return true;
    if (before.text === 'might' || before.text === 'would')
      return ['you', 'one', 'i'].includes(tokens[i - 1]?.text ?? '');
    if (before.text === 'is' && token && BELIEVED.has(token.text)) return true;
    if (((tokens[i + 1]?.gap ?? 0) & ENDS_STRETCH) !== 0) return false;
  }
  return false;
}

/** "contrary to what is often said", "not what people think", "as is often said, …": "what" is the belief, and none follows. */
function hasObject(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  const closed = after === undefined || (after.gap & ENDS_STRETCH) !== 0;
  for (let i = at - 1; i >= Math.max(0, at - 6); i -= 1) {
    if (((tokens[i + 1]?.gap ?? 0) & ENDS_STRETCH) !== 0) return false;
    const text = tokens[i]?.text ?? '';
    if (text === 'as' && closed) return true;
    if (text === 'what') return closed || ['to', 'unlike', 'despite', 'not'].includes(tokens[i - 1]?.text ?? '');
  }
  return false;
}

const ENDS_STRETCH = GAP.stop | GAP.line | GAP.semicolon | GAP.comma;

/** To "but" or "however", or the end of the sentence. */
function butEnd(tokens: readonly Token[], sentence: readonly number[], at: number): number {
  let end = at + 1;
  while (end < tokens.length && end < at + REACH && sentence[end] === sentence[at]) {
    const token = tokens[end];
    if (
      !token ||
      (token.gap & (GAP.stop | GAP.line | GAP.semicolon)) !== 0 ||
      ['but', 'however', 'yet', 'actually'].includes(token.text)
    )
      break;
    end += 1;
  }
  return end;
}

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

/** "X is a myth", "it is wrong to say that X", "Myth: X", "X. That's false." */
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
  const isTruth = TRUTH.has(text);
  if (!isTruth && !FALSITY.has(text)) return;
  const next = tokens[at + 1];
  const negation = negationBefore(tokens, at);
  if (isTruth && (negation === undefined || next?.text === 'away')) return;
  if (text === 'false' && isValue(tokens, named, clause, at)) return;
  if (text === 'mistake' && isSlip(tokens, at)) return;
  const forward =
    next && ((next.gap & GAP.colon) !== 0 || ['that', 'to', 'belief', 'idea', 'claim'].includes(next.text));
  // "not true" is one denial, told by its "not"; in "not wrong that …" the two cancel out as far as the "not" reaches.
  const by = isTruth ? (negation ?? at) : at;
  if (forward && sentence[at + 1] === sentence[at]) {
    // "It is wrong that X: Y": after a colon comes what is right instead.
    let end = butEnd(tokens, sentence, at);
    for (let i = at + 2; i < end; i += 1) if (((tokens[i]?.gap ?? 0) & GAP.colon) !== 0) end = i;
    open(at + 1, negation !== undefined && !isTruth ? Math.min(end, ends[at] ?? end) : end, by);
    return;
  }
  if (negation !== undefined && !isTruth) return;
  let from = at;
  while (from > 0 && at - from < REACH && clause[from - 1] === clause[at]) from -= 1;
  const subject = tokens[from]?.text ?? '';
  const several = SEVERAL.has(subject) || (subject === 'both' && !isTruth);
  if ((several || ['that', 'this', 'which'].includes(subject)) && at - from <= 5 && from > 0) {
    open(backTo(tokens, from, several ? 2 : 1), from, by);
    return;
  }
  open(from, at, by);
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
