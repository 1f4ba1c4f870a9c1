/** Answers that contain the right words and say nothing. */

import { isVerb } from './clauses.ts';
import type { Guard } from './grade.ts';
import type { AnswerText } from './reading.ts';
import { GAP, type Token, tokenise } from './tokens.ts';
import { FUNCTION_WORDS, NUMBER_WORDS, QUANTIFIERS } from './words.ts';

/** Below this many words of substance, an answer is too short to be called a list or a copy. */
const ENOUGH = 6;

/** `lists`: the prompt may be answered by a bare list of terms. */
export function guardOf(answer: AnswerText, prompt: Prompt, lists: boolean): Guard | undefined {
  const { tokens } = answer;
  if (!tokens.some((token) => /[\p{L}\p{N}]/u.test(token.text))) return 'empty';
  if (isCopy(tokens, prompt)) return 'copy';
  return !lists && isSoup(tokens, answer.named) ? 'soup' : undefined;
}

/** Words that fill an answer and add nothing to the prompt's. */
const VACUOUS = new Set(
  'option options reason reasons thing things something way ways question answer better worse good bad different certain whatever mean means meaningful general various important because describe explain consider'.split(
    ' ',
  ),
);

/** The words of a prompt, for recognising them in an answer. */
export interface Prompt {
  /** Stems of its words of substance. */
  readonly stems: ReadonlySet<string>;
  /** Stems of each two neighbouring words. */
  readonly pairs: ReadonlySet<string>;
}

export function promptWords(text: string): Prompt {
  const tokens = tokenise(text);
  return {
    stems: new Set(tokens.filter(isContent).map((token) => token.stem)),
    pairs: new Set(tokens.slice(1).map((token, i) => `${tokens[i]?.stem} ${token.stem}`)),
  };
}

/** Nearly every word of substance is the prompt's own, much of it in the prompt's order. */
function isCopy(tokens: readonly Token[], prompt: Prompt): boolean {
  const content = tokens.filter((token) => isContent(token));
  if (content.length < ENOUGH) return false;
  const own = new Set(
    tokens
      .filter((token) => isContent(token) || NUMBER_WORDS.has(token.text))
      .filter((token) => !prompt.stems.has(token.stem) && !VACUOUS.has(token.text))
      .map((token) => token.stem),
  );
  if (own.size > Math.floor(content.length / 10)) return false;
  const pairs = tokens.filter(
    (token, at) => at > 0 && prompt.pairs.has(`${tokens[at - 1]?.stem} ${token.stem}`),
  ).length;
  return pairs / tokens.length >= 0.25;
}

/** Terms side by side, hardly a verb or a small word between them. */
function isSoup(tokens: readonly Token[], named: readonly boolean[]): boolean {
  let content = 0;
  let glue = 0;
  let bare = 0;
  let segments = 0;
  let hasGlue = true;
  for (const [at, token] of tokens.entries()) {
    if (at === 0 || (token.gap & SEGMENT) !== 0) {
      if (!hasGlue) bare += 1;
      segments += 1;
      hasGlue = false;
    }
    const hyphenated = ((token.gap | (tokens[at + 1]?.gap ?? 0)) & GAP.hyphen) !== 0;
    const small =
      !named[at] &&
      !hyphenated &&
      !QUANTIFIERS.has(token.text) &&
      // `None` is a term.
      !(token.text === 'none' && token.capital) &&
      (FUNCTION_WORDS.has(token.text) ||
        isVerb(token) ||
        APPROVING.has(token.text) ||
        (EQUATING.has(token.text) && !token.coded));
    // The letters of a formula, O(n log n), are no terms.
    if (small) glue += 1;
    else if (isContent(token) && token.text.length > 1) content += 1;
    if (small || (token.gap & GAP.colon) !== 0) hasGlue = true;
  }
  if (!hasGlue) bare += 1;
  if (content < ENOUGH) return false;
  // Limits found on 3,992 imagined answers: of 78 lists of terms and copies 72 are told, and no answer is taken for one.
  const share = glue / (glue + content);
  if (segments >= 5 && bare / segments >= 0.75) return share < 0.18;
  return share < (segments <= 2 ? 0.15 : 0.06);
}

/** Signs that stand for "is" or "becomes". */
const EQUATING = new Set(['->', '=>', '=', '≡', '⇔']);

/** A verdict of one word: "I/O-bound: fine". */
const APPROVING = new Set(['fine', 'good', 'bad', 'ok', 'useless', 'pointless']);

const SEGMENT = GAP.comma | GAP.stop | GAP.semicolon | GAP.line | GAP.bullet | GAP.slash;

export function isContent(token: Token): boolean {
  return token.kind !== 'operator' && !FUNCTION_WORDS.has(token.text);
}
