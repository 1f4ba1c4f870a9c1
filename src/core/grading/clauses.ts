/** Where sentences and clauses begin. */
import { stem } from './spelling.ts';
import { GAP, type Token } from './tokens.ts';
import { AUXILIARIES, CLAUSE_STARTERS, SUBJECTS, VERBS } from './words.ts';

export interface Structure {
  /** Sentence number of each token. A sentence that opens with "It", "This", "They" … continues the one before. */
  readonly sentence: readonly number[];
  /** Clause number of each token, counted through the whole text. */
  readonly clause: readonly number[];
}

const ENDS = GAP.stop | GAP.semicolon | GAP.line | GAP.bullet;
const BREAKS = ENDS | GAP.colon | GAP.dash | GAP.bracket;
const CONTINUES = new Set(['it', 'this', 'that', 'they', 'these', 'those', 'which', 'both']);
/** A run of sentences joined by pronouns is cut here, so that "the same sentence" keeps a meaning. */
const LONGEST_RUN = 3;
const LOOKAHEAD = 6;
const ARROWS = new Set(['->', '=>']);

export function structure(tokens: readonly Token[]): Structure {
  const sentence: number[] = [];
  const clause: number[] = [];
  let sentences = -1;
  let clauses = -1;
  let run = 0;
  let first = 0;
  for (const [at, token] of tokens.entries()) {
    const ends = at === 0 || (token.gap & ENDS) !== 0;
    if (ends) {
      const goesOn = continuesLast(token) || (isStep(tokens, first) && isStep(tokens, at));
      run = at > 0 && run < LONGEST_RUN && goesOn ? run + 1 : 1;
      first = at;
      if (run === 1) sentences += 1;
    }
    if (ends || startsClause(tokens, at)) clauses += 1;
    sentence.push(sentences);
    clause.push(clauses);
  }
  return { sentence, clause };
}

function continuesLast(token: Token): boolean {
  return !token.coded && CONTINUES.has(token.text) && (token.gap & (GAP.line | GAP.bullet | GAP.question)) === 0;
}

/** An instruction: "Visit the root. Traverse the right subtree." Steps of one recipe are one sentence. */
function isStep(tokens: readonly Token[], at: number): boolean {
  return isPlainVerb(tokens[at]) && !isVerb(tokens[at + 1]);
}

/** Whether a new clause begins at `at` (not at the start of a sentence). Looks at most six words ahead. */
function startsClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const last = tokens[at - 1];
  if (!token || !last) return true;
  if ((token.gap & BREAKS) !== 0) return true;
  if (ARROWS.has(last.text) && !last.coded) return true;
  // A plus between words joins two thoughts.
  if (token.text === '+' && !token.coded) return true;
  const comma = (token.gap & GAP.comma) !== 0;
  if (token.coded) return comma && verbAfterCode(tokens, at);
  // "[-5, 256]" is one thing.
  if (comma && token.kind === 'number' && last.kind === 'number') return false;
  if (CLAUSE_STARTERS.has(token.text)) return !startsNothing(tokens, at, token, last);
  if (token.text === 'instead' || token.text === 'rather') return true;
  // "… when it is not needed, or remove the callback".
  if (comma && token.text === 'or' && isPlainVerb(tokens[at + 1]) && !isPlainVerb(last)) return true;
  if (comma) return !listGoesOn(tokens, at);
  if (token.text === 'and') return verbFollows(tokens, at + 1);
  if (token.text === 'or') return isWord(tokens[at + 1], 'it', 'they', 'you', 'else');
  if (last.text === 'and' || last.text === 'or') return false;
  // A run-on: "not freed it stays alive".
  if (SUBJECTS.has(token.text) && !token.coded && isVerb(tokens[at + 1]))
    return !GOVERNORS.has(last.text) && !CLAUSE_STARTERS.has(last.text);
  return false;
}

/** "The same as", "as a whole", "used as", "do so", "at once", "stored once.": such words join no clause. */
function startsNothing(tokens: readonly Token[], at: number, token: Token, last: Token): boolean {
  const next = tokens[at + 1];
  if (token.text === 'as')
    return (
      isWord(last, 'same', 'such', 'so', 'well') ||
      isTreatment(tokens, at) ||
      (isWord(next, 'a') && isWord(tokens[at + 2], 'whole'))
    );
  if (token.text === 'so') return isWord(last, 'do', 'does', 'not', 'and');
  if (token.text === 'once') return endsHere(next) || isWord(last, 'at', 'just', 'only', 'exactly');
  return false;
}

const endsHere = (next: Token | undefined) => next === undefined || (next.gap & (BREAKS | GAP.comma)) !== 0;

/** "Treat X as Y", "used as a key": one thing said of another, and no clause. */
function isTreatment(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - LOOKAHEAD) && ((tokens[i + 1]?.gap ?? 0) & BREAKS) === 0; i -= 1)
    if (TREATING.has(tokens[i]?.stem ?? '')) return true;
  return false;
}

const TREATING = new Set(
  ['treat', 'use', 'regard', 'serve', 'act', 'count', 'describe', 'define', 'known', 'think'].map((w) => stem(w)),
);

/** After these a pronoun does not open a clause of its own: "that it", "think it", "what they". */
const GOVERNORS = new Set(
  'that think thinks believe say says said claim know mean means what how why whether than not only is are was like ensure guarantee and or of in for with by to from'.split(
    ' ',
  ),
);

/** "not the keys, values or items": a comma inside such a list is no boundary. */
function listGoesOn(tokens: readonly Token[], at: number): boolean {
  for (let i = at; i < Math.min(tokens.length, at + LOOKAHEAD); i += 1) {
    const token = tokens[i];
    if (!token || (i > at && (token.gap & BREAKS) !== 0)) return false;
    if (
      isVerb(token) ||
      (i === at && (SUBJECTS.has(token.text) || token.text === 'not' || token.text === 'no' || token.text === 'and'))
    )
      return false;
    if (token.text === 'or' || token.text === 'nor') return true;
  }
  return false;
}

/** Whether a clause with a verb of its own follows "and": a finite verb within a few words, before the next boundary. */
function verbFollows(tokens: readonly Token[], at: number): boolean {
  for (let i = at; i < Math.min(tokens.length, at + LOOKAHEAD); i += 1) {
    const token = tokens[i];
    if (
      !token ||
      (i > at && ((token.gap & (BREAKS | GAP.comma)) !== 0 || token.text === 'and' || CLAUSE_STARTERS.has(token.text)))
    )
      return false;
    if (isVerb(token)) return true;
  }
  return false;
}

/** Whether code at `at` is the subject of a verb: "…, `in` compares", "…, `f` and `g` share"; no such verb, and it is part of a list. */
function verbAfterCode(tokens: readonly Token[], at: number): boolean {
  for (let i = at; i < Math.min(tokens.length, at + LOOKAHEAD + 2); i += 1) {
    const token = tokens[i];
    if (!token || (i > at && (token.gap & (BREAKS | GAP.comma)) !== 0)) return false;
    if (token.coded || isWord(token, 'and', 'or', 'also', 'then', 'only', 'never', 'always', 'just')) continue;
    return isVerb(token) || isPlainVerb(token);
  }
  return false;
}

/** A verb that carries a clause, as far as its form shows: an auxiliary, or a known verb in -s or -ed. */
export function isVerb(token: Token | undefined): boolean {
  if (token?.kind !== 'word' || token.coded) return false;
  if (AUXILIARIES.has(token.text) || PASTS.has(token.text)) return true;
  // "Process" and "access" end like a third person and are none.
  return /(?:[^s]s|ed)$/.test(token.text) && VERB_STEMS.has(token.stem) && !NOUNS.has(token.text);
}

/** Irregular pasts that are nothing else: "became", not "read". */
const PASTS = new Set(
  'became went came took gave ran began fell grew knew saw wrote broke chose stood threw froze shrank sank woke told brought kept'.split(
    ' ',
  ),
);

/** A known verb in its plain form: "run", "share". */
export function isPlainVerb(token: Token | undefined): boolean {
  return token !== undefined && !token.coded && VERBS.has(token.text);
}

/** Plurals that are verbs by form only. */
const NOUNS = new Set(
  'calls locks threads processes caches stores points checks counts copies references tests changes frees uses reads writes loads ends starts stops matches loops runs'.split(
    ' ',
  ),
);

const VERB_STEMS = new Set([...VERBS].map((verb) => stem(verb)));

function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token !== undefined && !token.coded && words.includes(token.text);
}
