/** What is denied: negations, contrasts, attributed beliefs and declared falsehoods, each with its reach. */
import { belief, type Open, REACH } from './beliefs.ts';
import type { Structure } from './clauses.ts';
import { isPlainVerb, isVerb } from './clauses.ts';
import { NEGATING_PHRASES, NEGATORS, SHORT_NEGATORS } from './denying-words.ts';
import { GAP, type Token } from './tokens.ts';
import { falsity } from './verdicts.ts';
import { ARTICLES, AUXILIARIES, SKIPPABLE, SUBJECTS } from './words.ts';

/** For each token, the tokens that deny it (their indexes), at most `MOST` of them. An even number cancels out. */
export type Denials = readonly (readonly number[])[];

const MOST = 4;
const NOBODY: readonly number[] = [];

const set = (words: string) => new Set(words.split(' '));

const PHRASE_STARTS = new Set(NEGATING_PHRASES.map(([first]) => first ?? ''));
/** What makes a negation none when it follows: "not only". */
const HARMLESS_AFTER = set('only just merely simply solely least until surprisingly surprising first second');
/** What takes a negation all for itself: "it does not matter whether it is cached", "no doubt it is". */
const ALONE = set('matter doubt forget hesitate worry');
const ALONE_AFTER_NO = set('wonder problem sooner surprise');
const HARMLESS_BEFORE = set('why or whether if');

interface Scope {
  readonly from: number;
  readonly to: number;
  readonly by: number;
  readonly kind: 'belief' | 'verdict' | undefined;
}

/** Linear: each scope is bounded by its sentence, and no token keeps more than a few of them. */
export function denials(tokens: readonly Token[], { sentence, clause }: Structure, named: readonly boolean[]): Denials {
  const ends = clauseEnds(clause);
  const denied: number[][] = [];
  const scopes: Scope[] = [];
  const open: Open = (from, to, by, kind) => {
    if (from < to) scopes.push({ from, to, by, kind });
  };
  for (const [at, token] of tokens.entries()) {
    if (named[at]) continue;
    const clauseEnd = ends[at] ?? at + 1;
    if (NEGATORS.has(token.text)) {
      if (!isHarmless(tokens, named, at))
        open(at + 1, coordinated(tokens, named, at, forwardEnd(tokens, ends, at)), at);
    } else if (SHORT_NEGATORS.has(token.text)) open(at + 1, shortEnd(tokens, at + 1, clauseEnd), at);
    else if (PHRASE_STARTS.has(token.text)) contrast(tokens, ends, at, open);
    belief(tokens, sentence, ends, at, open);
    falsity(tokens, named, sentence, clause, ends, at, open);
  }
  for (const _ of tokens) denied.push([]);
  const believed: boolean[] = [];
  for (const { from, to, by, kind } of scopes)
    for (let i = from; i < to; i += 1) {
      const list = denied[i];
      if (!list || list.length >= MOST || list.includes(by)) continue;
      if (kind === 'belief') believed[i] = true;
      else if (kind === 'verdict' && believed[i]) continue;
      list.push(by);
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

const SEPARATES = GAP.comma | GAP.stop | GAP.line | GAP.semicolon;
const CONDITIONS = set('when if because since until where once as');
const PREPOSITIONS = set('in at on for from by of to with into during via');
const MODALS = set('will can could would may might must should');

/** "rather than a copy", "contrary to popular belief". */
function contrast(tokens: readonly Token[], ends: readonly number[], at: number, open: Open): void {
  const phrase = NEGATING_PHRASES.find((words) => words.every((word, i) => tokens[at + i]?.text === word));
  if (!phrase) return;
  const from = at + phrase.length;
  const clauseEnd = ends[from - 1] ?? from;
  const end = shortEnd(tokens, from, clauseEnd);
  // "contrary to the belief that it is copied, …": all of the belief.
  const quotes = phrase.at(-1) === 'to' && tokens.slice(from, end).some((token) => token.text === 'that');
  open(from, quotes ? Math.min(clauseEnd, from + REACH) : end, at);
}

function forwardEnd(tokens: readonly Token[], ends: readonly number[], at: number): number {
  const end = Math.min(ends[at] ?? at + 1, at + REACH);
  const text = tokens[at]?.text;
  const next = tokens[at + 1];
  if (!next) return end;
  if (ALONE.has(next.text) || (text === 'no' && isIdiom(tokens, at + 1))) return at + 2;
  // "No node has more than two children" says that it may have two.
  const atMost = moreThan(tokens, at + 1, end);
  if (atMost !== undefined) return atMost;
  if (text !== undefined && AVOIDING.has(text)) return until(tokens, at + 1, end, MEANS);
  if (text !== 'not' && text !== 'never') return end;
  // "Extensions that do not support it turn the lock on": the verb after the object is the main clause's.
  if (RELATIVE.has(tokens[at - 2]?.text ?? ''))
    for (let i = at + 3; i < end; i += 1)
      if (OBJECTS.has(tokens[i - 1]?.text ?? '') && (isPlainVerb(tokens[i]) || isVerb(tokens[i]))) return i;
  // "not when it is called but when it is defined": nothing of its own clause follows, so it negates the next one.
  if (end === at + 1 && (next.gap & SEPARATES) === 0 && CONDITIONS.has(next.text))
    return Math.min(ends[end] ?? end, at + REACH);
  if (PREPOSITIONS.has(next.text)) return shortEnd(tokens, at + 1, end);
  // "The result and not the source is kept".
  if (tokens[at - 1]?.text === 'and' && ARTICLES.has(next.text)) return shortEnd(tokens, at + 1, end);
  // "one that does not will put it back": a second finite verb has a subject of its own.
  for (let i = at + 1; i < end; i += 1) if (MODALS.has(tokens[i]?.text ?? '')) return i;
  return end;
}

function moreThan(tokens: readonly Token[], from: number, to: number): number | undefined {
  for (let i = from; i + 2 < to; i += 1)
    if (tokens[i]?.text === 'more' && tokens[i + 1]?.text === 'than' && isNumber(tokens[i + 2])) return i;
  return undefined;
}

const isNumber = (token: Token | undefined) =>
  token !== undefined && (token.kind === 'number' || NUMBERS.has(token.text) || token.text === 'one');

const AVOIDING = set('avoid avoids prevent prevents refuse refuses');
/** "Avoids it through …": by what is no part of what is avoided. */
const MEANS = set('through by via with using');
const RELATIVE = set('that which who');
const OBJECTS = set('it them this');

function until(tokens: readonly Token[], from: number, to: number, words: ReadonlySet<string>): number {
  for (let i = from; i < to; i += 1) if (words.has(tokens[i]?.text ?? '')) return i;
  return to;
}

/** "no wonder", "no need to worry" deny nothing but themselves; "no need of a lock" does. */
function isIdiom(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  return ALONE_AFTER_NO.has(text) || (text === 'need' && tokens[at + 1]?.text === 'to');
}

/** Negations that may stand beside another as its equal. */
const EQUALS = set('not never no nor nobody nothing hardly barely without avoids prevents refuses');
const JOINING = set('and or but');

/** "not a lock and not a copy", "neither … nor": the second negation takes over from the first, and does not undo it. */
function coordinated(tokens: readonly Token[], named: readonly boolean[], at: number, end: number): number {
  for (let i = at + 2; i < end; i += 1) {
    const token = tokens[i];
    if (!token || named[i] || !EQUALS.has(token.text) || isHarmless(tokens, named, i)) continue;
    const adverb = SKIPPABLE.has(tokens[i - 1]?.text ?? '') ? 1 : 0;
    const before = tokens[i - 1 - adverb]?.text ?? '';
    if (token.text === 'nor' || (token.gap & GAP.comma) !== 0 || JOINING.has(before)) return i;
  }
  return end;
}

/** Up to the next verb or subject, six words at most. */
function shortEnd(tokens: readonly Token[], from: number, clauseEnd: number): number {
  // "Without it the counts go wrong": a pronoun is all that is missing.
  const first = tokens[from];
  if (first && OBJECTS.has(first.text) && from + 1 < clauseEnd && !isVerb(tokens[from + 1])) return from + 1;
  let at = from;
  while (at < clauseEnd && at < from + 6) {
    const token = tokens[at];
    const next = tokens[at + 1];
    if (at > from && isVerb(token)) return subjectBefore(tokens, from, at);
    if (at > from && token && SUBJECTS.has(token.text) && (isVerb(next) || isPlainVerb(next))) break;
    // "Without shifting data and change in size": what follows "and" is no gerund, so it is said.
    if (at > from && token?.text === 'and' && first?.text.endsWith('ing') && isPlainVerb(next)) break;
    // "without the lock threads run": the plural before a plain verb is a new subject.
    if (at > from && token?.text.endsWith('s') && isPlainVerb(next)) break;
    // "without a lock two threads …": a number begins something new.
    if (at > from + 1 && token && (token.kind === 'number' || NUMBERS.has(token.text))) break;
    at += 1;
  }
  return at;
}

const NUMBERS = set('two three several many both all');

/** "Without the GIL reference counts would break": the plural before the verb is its subject, not what is missing. */
function subjectBefore(tokens: readonly Token[], from: number, verb: number): number {
  const subject = tokens[verb - 1];
  return verb - from >= 3 && subject?.text.endsWith('s') && ARTICLES.has(tokens[from]?.text ?? '') ? verb - 1 : verb;
}

function isHarmless(tokens: readonly Token[], named: readonly boolean[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  const last = tokens[at - 1];
  if (!token) return true;
  if (next && !named[at + 1] && HARMLESS_AFTER.has(next.text)) return true;
  if (token.text === 'no' && isAnswer(token, next)) return true;
  if (token.text === 'nothing' && next && ['but', 'more', 'else', 'other'].includes(next.text)) return true;
  if (last && !named[at - 1] && HARMLESS_BEFORE.has(last.text) && !isVerb(next)) return true;
  // "If not it is compared", "and if not asks for equality": what was tested is left out.
  if (last?.text === 'if' && next && isVerb(next) && next.text.endsWith('s') && !AUXILIARIES.has(next.text))
    return true;
  // `None` is an object; only "none" denies.
  if (token.text === 'none' && (token.capital || token.coded) && next?.text !== 'of') return true;
  return false;
}

/** "No, it …", "And no, …" and "no it …": an answer, not a negation. */
function isAnswer(no: Token, next: Token | undefined): boolean {
  if (next && (next.gap & GAP.comma) !== 0) return true;
  if ((no.gap & (GAP.stop | GAP.line | GAP.bullet | GAP.semicolon)) === 0) return false;
  return (
    next === undefined ||
    (next.gap & (GAP.stop | GAP.colon | GAP.dash)) !== 0 ||
    SUBJECTS.has(next.text) ||
    ['the', 'a', 'because', 'since'].includes(next.text)
  );
}
