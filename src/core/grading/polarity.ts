/** What is denied: negations, contrasts, attributed beliefs and declared falsehoods, each with its reach. */
import type { Structure } from './clauses.ts';
import { isPlainVerb, isVerb } from './clauses.ts';
import { GAP, type Token } from './tokens.ts';
import { SUBJECTS } from './words.ts';

/** For each token, the tokens that deny it (their indexes), at most `MOST` of them. An even number cancels out. */
export type Denials = readonly (readonly number[])[];

const MOST = 4;
const NOBODY: readonly number[] = [];

const set = (words: string) => new Set(words.split(' '));

/** Negate to the end of their clause. */
const NEGATORS = set(
  'not never no neither nor nobody nothing hardly barely refuse refuses avoid avoids prevent prevents',
);
/** Negate only what directly follows, up to the next verb. */
const SHORT = set('without unlike lacks lack minus');
/** Two or more words that negate what follows them, as `first rest…`. */
const PHRASES: readonly (readonly string[])[] = [
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
].map((p) => p.split(' '));
const PHRASE_STARTS = new Set(PHRASES.map(([first]) => first ?? ''));
/** What makes a negation none: the word, and what follows it. */
const HARMLESS_AFTER = set(
  'only just merely simply solely to_mention least until matter doubt need wonder surprisingly surprising because_of_that first second sooner problem exactly_the_same',
);
const HARMLESS_BEFORE = set('why or whether if');
/** Say that something is false. */
const FALSITY = set(
  'wrong false myth incorrect untrue nonsense misconception inaccurate bogus mistaken bullshit fallacy folklore legend superstition outdated misleading mistake',
);
/** True when not negated; "not true" is a falsity. */
const TRUTH = set('true correct right case accurate');
/** After whom a belief is reported rather than held. */
const GENERIC = set(
  'people many most some beginners everyone everybody folks others newcomers tutorials blogs articles books they myth misconception belief idea claim assumption intuition',
);
const BELIEVING = set(
  'think thinks thought believe believes believed say says claim claims assume assumes assumed imagine expect suppose argue reckon said told call write suggest',
);
const BELIEVED = set('thought believed said claimed assumed supposed supposedly allegedly tempting');
const SO_CALLED = set('supposedly allegedly');

interface Scope {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

/** Linear: each scope is bounded by its sentence, and no token keeps more than a few of them. */
export function denials(tokens: readonly Token[], { sentence, clause }: Structure, named: readonly boolean[]): Denials {
  const ends = clauseEnds(clause);
  const denied: number[][] = [];
  const scopes: Scope[] = [];
  const open = (from: number, to: number, by: number) => {
    if (from < to) scopes.push({ from, to, by });
  };
  for (const [at, token] of tokens.entries()) {
    if (named[at]) continue;
    const clauseEnd = ends[at] ?? at + 1;
    if (NEGATORS.has(token.text)) {
      if (!isHarmless(tokens, named, at)) open(at + 1, forwardEnd(tokens, ends, at), at);
    } else if (SHORT.has(token.text)) open(at + 1, shortEnd(tokens, at + 1, clauseEnd), at);
    else {
      const phrase =
        PHRASE_STARTS.has(token.text) &&
        PHRASES.find((words) => words.every((word, i) => tokens[at + i]?.text === word));
      if (phrase)
        open(at + phrase.length, shortEnd(tokens, at + phrase.length, ends[at + phrase.length - 1] ?? at), at);
    }
    if (BELIEVING.has(token.text) && isReported(tokens, at)) open(at + 1, butEnd(tokens, sentence, at), at);
    else if (SO_CALLED.has(token.text)) open(at + 1, clauseEnd, at);
    if (FALSITY.has(token.text) || TRUTH.has(token.text)) falsity(tokens, named, sentence, clause, ends, at, open);
  }
  for (const _ of tokens) denied.push([]);
  for (const { from, to, by } of scopes)
    for (let i = from; i < to; i += 1) {
      const list = denied[i];
      if (list && list.length < MOST && !list.includes(by)) list.push(by);
    }
  return denied.map((list) => (list.length === 0 ? NOBODY : list));
}

/** For each token, the index after the last token of its clause. */
function clauseEnds(clause: readonly number[]): number[] {
  const ends = new Array<number>(clause.length).fill(clause.length);
  for (let i = clause.length - 2; i >= 0; i -= 1)
    ends[i] = clause[i] === clause[i + 1] ? (ends[i + 1] ?? i + 1) : i + 1;
  return ends;
}

/** No scope is longer, so that the work stays linear. */
const REACH = 24;
const SEPARATES = GAP.comma | GAP.stop | GAP.line | GAP.semicolon;
const CONDITIONS = set('when if because since until where once as');
const PREPOSITIONS = set('in at on for from by of to with into during via');
const MODALS = set('will can could would may might must should');

function forwardEnd(tokens: readonly Token[], ends: readonly number[], at: number): number {
  const end = Math.min(ends[at] ?? at + 1, at + REACH);
  const text = tokens[at]?.text;
  const next = tokens[at + 1];
  if ((text !== 'not' && text !== 'never') || !next) return end;
  // "not when it is called but when it is defined": nothing of its own clause follows, so it negates the next one.
  if (end === at + 1 && (next.gap & SEPARATES) === 0 && CONDITIONS.has(next.text))
    return Math.min(ends[end] ?? end, at + REACH);
  if (PREPOSITIONS.has(next.text)) return shortEnd(tokens, at + 1, end);
  // "one that does not will put it back": a second finite verb has a subject of its own.
  for (let i = at + 1; i < end; i += 1) if (MODALS.has(tokens[i]?.text ?? '')) return i;
  return end;
}

/** Up to the next verb or subject, six words at most. */
function shortEnd(tokens: readonly Token[], from: number, clauseEnd: number): number {
  let at = from;
  while (at < clauseEnd && at < from + 6) {
    const token = tokens[at];
    if (at > from && (isVerb(token) || (token && SUBJECTS.has(token.text) && isVerb(tokens[at + 1])))) break;
    // "without the lock threads run": the plural before a plain verb is a new subject.
    if (at > from && token?.text.endsWith('s') && isPlainVerb(tokens[at + 1])) break;
    at += 1;
  }
  return at;
}

function isHarmless(tokens: readonly Token[], named: readonly boolean[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  const last = tokens[at - 1];
  if (!token) return true;
  if (next && !named[at + 1] && HARMLESS_AFTER.has(next.text) && !(next.text === 'to')) return true;
  if (token.text === 'no' || token.text === 'nope' || token.text === 'not') {
    // "No, it …" and "no it …": an answer, not a negation.
    const opens = (token.gap & (GAP.stop | GAP.line | GAP.bullet | GAP.semicolon)) !== 0;
    if (
      token.text === 'no' &&
      opens &&
      (next === undefined ||
        (next.gap & (GAP.comma | GAP.stop | GAP.colon | GAP.dash)) !== 0 ||
        SUBJECTS.has(next.text) ||
        ['the', 'a', 'because', 'since'].includes(next.text))
    )
      return true;
  }
  if (token.text === 'nothing' && next && ['but', 'more', 'else', 'other'].includes(next.text)) return true;
  if (last && !named[at - 1] && HARMLESS_BEFORE.has(last.text) && !isVerb(next)) return true;
  return false;
}

/** "people think", "it is often said", "the claim that", "you might think". */
function isReported(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  for (let i = at - 1; i >= Math.max(0, at - 4); i -= 1) {
    const before = tokens[i];
    if (!before) return false;
    if (GENERIC.has(before.text)) return true;
    if (before.text === 'might' || before.text === 'would')
      return ['you', 'one', 'i'].includes(tokens[i - 1]?.text ?? '');
    if (before.text === 'is' && token && BELIEVED.has(token.text)) return true;
    if (((tokens[i + 1]?.gap ?? 0) & (GAP.stop | GAP.line | GAP.semicolon | GAP.comma)) !== 0) return false;
  }
  return false;
}

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

/** The "not" or "never" within three words before, in the same stretch. */
function negationBefore(tokens: readonly Token[], at: number): number | undefined {
  for (let i = at - 1; i >= Math.max(0, at - 3); i -= 1) {
    const token = tokens[i];
    if (!token || ((tokens[i + 1]?.gap ?? 0) & ~(GAP.quote | GAP.hyphen)) !== 0) return undefined;
    if (token.text === 'not' || token.text === 'never') return i;
  }
  return undefined;
}

/** "X is a myth", "it is wrong to say that X", "Myth: X", "X. That's false." */
function falsity(
  tokens: readonly Token[],
  named: readonly boolean[],
  sentence: readonly number[],
  clause: readonly number[],
  ends: readonly number[],
  at: number,
  open: (from: number, to: number, by: number) => void,
): void {
  const isTruth = TRUTH.has(tokens[at]?.text ?? '');
  const next = tokens[at + 1];
  const negation = negationBefore(tokens, at);
  if (isTruth && (negation === undefined || next?.text === 'away')) return;
  if (tokens[at]?.text === 'false' && isValue(tokens, named, clause, at)) return;
  const forward =
    next && ((next.gap & GAP.colon) !== 0 || ['that', 'to', 'belief', 'idea', 'claim'].includes(next.text));
  // "not true" is one denial, told by its "not"; in "not wrong that …" the two cancel out as far as the "not" reaches.
  const by = isTruth ? (negation ?? at) : at;
  if (forward && sentence[at + 1] === sentence[at]) {
    const end = butEnd(tokens, sentence, at);
    open(at + 1, negation !== undefined && !isTruth ? Math.min(end, ends[at] ?? end) : end, by);
    return;
  }
  if (negation !== undefined && !isTruth) return;
  let from = at;
  while (from > 0 && at - from < REACH && clause[from - 1] === clause[at]) from -= 1;
  const subject = tokens[from]?.text ?? '';
  if (['that', 'this', 'which'].includes(subject) && at - from <= 5 && from > 0) {
    // The clause, or the sentence, before.
    let start = from - 1;
    while (
      start > 0 &&
      from - start < REACH &&
      ((tokens[start]?.gap ?? 0) & (GAP.stop | GAP.line | GAP.semicolon)) === 0
    )
      start -= 1;
    open(start, from, by);
    return;
  }
  open(from, at, by);
}

/** `False` the value, not "false" the verdict: capitalised within a sentence, or in a clause about an expression. */
function isValue(tokens: readonly Token[], named: readonly boolean[], clause: readonly number[], at: number): boolean {
  const token = tokens[at];
  if (token?.capital && token.gap === 0) return true;
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
