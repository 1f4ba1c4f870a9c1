/** Reported beliefs: "people think …", "you often hear that …". */
import { GAP, type Token } from './tokens.ts';

/**
 * Tells that the words from `from` up to, not including, `to` are denied by the word at `by`. A verdict on what was
 * reported as a belief before ("people think X. That is wrong.") adds nothing; any other second denial undoes the first.
 */
export type Open = (from: number, to: number, by: number, kind?: 'belief' | 'verdict') => void;

/** No denial reaches further, so that the work stays linear. */
export const REACH = 24;

const set = (words: string) => new Set(words.split(' '));

/** After whom a belief is reported rather than held. */
export const GENERIC = set(
  'people ppl folk many most some somebody someone anyone whoever beginners everyone everybody folks others newcomers tutorials blogs articles books they myth misconception belief idea claim assumption intuition notion view advice',
);
export const BELIEVING = set(
  'think thinks thought believe believes believed say says said claim claims assume assumes assumed imagine expect suppose argue reckon guess presume',
);
/** Report a belief only with what follows: "some write that …". */
const STATING = set('told tell write wrote suggest suggests');
/** What one might do in one's mind: "you would think". */
const MUSING = set('think believe expect assume guess imagine suppose presume');
const BELIEVED = set('thought believed said claimed assumed supposed supposedly allegedly tempting');
/** "You often hear that …": others say it. */
const HEARING = set('hear hears heard');
/** "Told to say", "has to say": no report. */
const ORDERED = set('told asked made has have');
/** What they stand before is said, and no belief: "they say their last words". */
const POSSESSIVES = set('their his her its my our your');
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
  const next = tokens[at + 1]?.text ?? '';
  // "Some will tell you that X".
  const stated = next === 'that' || (next === 'you' && tokens[at + 2]?.text === 'that');
  // "They say their last words" reports nothing.
  const states = (BELIEVING.has(text) && !POSSESSIVES.has(next)) || (STATING.has(text) && stated);
  if ((states && isReported(tokens, at)) || (HEARING.has(text) && next === 'that'))
    open(at + 1, butEnd(tokens, sentence, at), at, 'belief');
  else if (SO_CALLED.has(text)) open(at + 1, ends[at] ?? at + 1, at, 'belief');
}

/** "people think", "it is often said", "the claim that", "you might think"; not "contrary to what people think, …". */
function isReported(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (hasObject(tokens, at) || isDefined(tokens, at)) return false;
  // "They are told to say goodbye" is an order, no report.
  if (tokens[at - 1]?.text === 'to' && ORDERED.has(tokens[at - 2]?.text ?? '')) return false;
  for (let i = at - 1; i >= Math.max(0, at - 4); i -= 1) {
    const before = tokens[i];
    if (!before) return false;
    if (GENERIC.has(before.text)) return true;
    if (['might', 'would', 'may'].includes(before.text))
      return MUSING.has(token?.text ?? '') && ['you', 'one'].includes(tokens[i - 1]?.text ?? '');
    if (before.text === 'is' && token && BELIEVED.has(token.text)) return true;
    // "It is tempting to say X".
    if (before.text === 'tempting') return true;
    // "If you thought that X".
    if (before.text === 'you' && tokens[i - 1]?.text === 'if') return true;
    if (((tokens[i + 1]?.gap ?? 0) & ENDS_STRETCH) !== 0) return false;
  }
  return false;
}

/** "They are said to be overloaded" defines a word; "it is often said to be" and "it is said that" report. */
function isDefined(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.text === 'said' && tokens[at + 1]?.text === 'to' && ['is', 'are'].includes(tokens[at - 1]?.text ?? '')
  );
}

/** "contrary to what is often said", "not what people think", "as is often said, …", "other than people think: …": "what" is the belief, and none follows. */
function hasObject(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  const closed = after === undefined || (after.gap & (ENDS_STRETCH | GAP.colon)) !== 0;
  for (let i = at - 1; i >= Math.max(0, at - 6); i -= 1) {
    if (((tokens[i + 1]?.gap ?? 0) & ENDS_STRETCH) !== 0) return false;
    const text = tokens[i]?.text ?? '';
    if ((text === 'as' || text === 'than') && closed) return true;
    if (text === 'what') return closed || ['to', 'unlike', 'despite', 'not'].includes(tokens[i - 1]?.text ?? '');
  }
  return false;
}

const ENDS_STRETCH = GAP.stop | GAP.line | GAP.semicolon | GAP.comma;

/** To "but" or "however", or the end of the sentence. */
export function butEnd(tokens: readonly Token[], sentence: readonly number[], at: number): number {
  let end = at + 1;
  while (end < tokens.length && end < at + REACH && sentence[end] === sentence[at]) {
    const token = tokens[end];
    if (
      !token ||
      (token.gap & (GAP.stop | GAP.line | GAP.semicolon)) !== 0 ||
      // "If you thought that X: Y": after a colon comes what is right, unless it introduces the belief itself.
      (end > at + 1 && (token.gap & GAP.colon) !== 0) ||
      ['but', 'however', 'yet', 'actually'].includes(token.text)
    )
      break;
    end += 1;
  }
  return end;
}
