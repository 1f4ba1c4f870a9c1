/** Reading a misspelt word as a word of the patterns, and never as its opposite. */
import { distance } from 'fastest-levenshtein';
import type { Lexicon } from '../bank/question.ts';
import { ENGLISH } from './english.ts';
import { SHORT_ENGLISH } from './short-english.ts';
import { stem } from './spelling.ts';
import { tokenise } from './tokens.ts';
import { FUNCTION_WORDS, VERBS } from './words.ts';

/** Letter edits between two words; two neighbouring letters swapped count as one. */
export function edits(a: string, b: string): number {
  const plain = distance(a, b);
  if (plain < 2 || a.length !== b.length) return plain;
  for (let i = 0; i + 1 < a.length; i += 1)
    if (a[i] !== b[i]) {
      const swapped = a.slice(0, i) + (a[i + 1] ?? '') + (a[i] ?? '') + a.slice(i + 2);
      return a[i] === b[i + 1] ? Math.min(plain, 1 + distance(swapped, b)) : plain;
    }
  return plain;
}

/** The name closest to a mistyped one, for error messages. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const name of names) {
    const d = stem(name) === stem(typed) || name.startsWith(typed) || typed.startsWith(name) ? 1 : edits(typed, name);
    if (d < least) [best, least] = [name, d];
  }
  return best;
}

/** A misspelt token read as a vocabulary word. */
export interface Correction {
  readonly read: string;
  readonly edits: number;
  readonly code: boolean;
}

/** Prefixes that turn a word into its opposite, or into another word. */
const PREFIX = /^(?:un|in|im|ir|il|de|dis|non|re|pre|a|anti|mis|sub|over)$/;
const SHORTEST = 5;
const LONG = 9;

interface Candidate {
  readonly word: string;
  /** A beginning (`word*`). */
  readonly prefix: boolean;
  readonly code: boolean;
  readonly letters: number;
  /** Made from a word of the patterns by another ending; it may be no word at all. */
  readonly derived: boolean;
}

/** The letters a to z that a word has, as bits: a cheap bound on how alike two words can be. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i += 1) {
    const letter = word.charCodeAt(i) - 97;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
  }
  return letters;
}

/** Whether more than `most` letters of `a` are missing in `b`. Each edit supplies at most one. */
function lacks(a: number, b: number, most: number): boolean {
  let missing = a & ~b;
  for (let i = 0; i < most; i += 1) missing &= missing - 1;
  return missing !== 0;
}

export class Speller {
  /** Words of English and of the lexicon; then those of this question. */
  private readonly common: ReadonlySet<string>;
  private readonly known = new Set<string>();
  private readonly candidates = new Map<string, Candidate[]>();
  /** Stem → words that must never be taken for one of that stem. */
  private readonly opposites = new Map<string, readonly string[]>();

  /** `vocabulary`: words of the patterns; `word*` for beginnings, "`name" for code. `prose`: other text of the question. */
  constructor(vocabulary: ReadonlySet<string>, lexicon: Lexicon, prose: readonly string[]) {
    this.common = commonWords(lexicon);
    for (const text of prose) for (const token of tokenise(text)) this.know(token.text);
    for (const entry of vocabulary) this.add(entry);
    for (const group of lexicon.opposites)
      for (const word of group)
        this.opposites.set(
          stem(word),
          group.filter((other) => other !== word),
        );
  }

  private know(word: string): void {
    learn(this.known, word);
  }

  private add(entry: string): void {
    const prefix = entry.endsWith('*');
    const code = entry.startsWith('`');
    const word = entry.replace(/[`*]/g, '');
    if (!prefix) this.know(word);
    if (word.replaceAll('_', '').length < SHORTEST || (!code && !/^[a-z]+$/.test(word))) return;
    const forms = prefix || code ? [word] : inflections(word);
    for (const form of forms) {
      const key = keyOf(form);
      const list = this.candidates.get(key) ?? [];
      if (!list.some((c) => c.word === form && c.prefix === prefix))
        list.push({ word: form, prefix, code, letters: lettersOf(form), derived: form !== word });
      this.candidates.set(key, list);
    }
  }

  isKnown(word: string): boolean {
    const form = `=${stem(word)}`;
    return this.known.has(word) || this.known.has(form) || this.common.has(word) || this.common.has(form);
  }

  /** The text and stem a corrected token gets. A beginning (`word*`) replaces only the beginning. */
  reads(word: string, { read }: Correction): { text: string; stem: string } {
    const text = read.endsWith('*') ? read.slice(0, -1) + word.slice(read.length - 1) : read;
    return { text, stem: stem(text) };
  }

  /** What an unknown word is read as, if exactly one word of the patterns is near enough. `count` is told of each comparison. */
  read(word: string, code: boolean, count: () => void): Correction | undefined {
    const short = word.length === SHORTEST - 1;
    if (
      word.replaceAll('_', '').length < SHORTEST - 1 ||
      word.length > 30 ||
      this.isKnown(word) ||
      (!code && !/^[a-z]+$/.test(word))
    )
      return undefined;
    const allowed = code || word.length < LONG ? 1 : 2;
    const near: Near[] = [];
    const letters = lettersOf(word);
    const swappedKey = keyOf(word[1] ?? '');
    const lists = [
      this.candidates.get(keyOf(word)),
      swappedKey === keyOf(word) ? undefined : this.candidates.get(swappedKey),
    ];
    for (const list of lists)
      for (const candidate of list ?? []) {
        const length = candidate.word.length;
        if (candidate.code !== code && !candidate.code) continue;
        // So short a word lacks a letter, and no more can be said against it.
        if (short && (candidate.prefix || candidate.code || length !== SHORTEST)) continue;
        if (candidate.prefix ? word.length < length - 1 : Math.abs(length - word.length) > allowed) continue;
        count();
        if (
          lacks(candidate.letters, letters, allowed) ||
          (!candidate.prefix && lacks(letters, candidate.letters, allowed))
        )
          continue;
        const d = candidate.prefix ? prefixEdits(word, candidate.word) : edits(word, candidate.word);
        if (
          d > (candidate.word.length < LONG ? 1 : allowed) ||
          (list === lists[1] && !swapsFirst(word, candidate.word)) ||
          isOtherWord(word, candidate.word)
        )
          continue;
        near.push({ candidate, d });
      }
    const best = nearestOf(word, near);
    // As near to an opposite: better unread than turned around.
    for (const other of best ? (this.opposites.get(stem(best.candidate.word)) ?? []) : [])
      if (edits(word, other) <= (best?.d ?? 0)) return undefined;
    if (!best) return undefined;
    const { word: read, prefix, code: isCode } = best.candidate;
    return { read: read + (prefix ? '*' : ''), edits: best.d, code: isCode };
  }
}

interface Near {
  readonly candidate: Candidate;
  /** Edits between it and what was typed. */
  readonly d: number;
}

/**
 * The candidate with the fewest edits. Those of its family (`alloc*`, `allocat*`, `allocate`) are no rivals: the whole
 * word is best, then the longest beginning. None, if a word of another family is as near.
 */
function nearestOf(word: string, near: readonly Near[]): Near | undefined {
  const begun = near.find(({ candidate, d }) => candidate.prefix && d === 0)?.candidate.word;
  if (begun !== undefined) {
    // It begins as a pattern says: only what is misspelt after that is left to read.
    if (ENDING.test(word.slice(begun.length))) return undefined;
    return nearestOf(
      word,
      near.filter(({ candidate, d }) => d > 0 && candidate.word.startsWith(begun)),
    );
  }
  let best: Near | undefined;
  let tied = false;
  for (const one of near) {
    if (!best || one.d < best.d) {
      best = one;
      tied = false;
    } else if (one.d === best.d && isWritten(one, best)) {
      [best, tied] = [one, false];
    } else if (one.d === best.d && !isWritten(best, one)) {
      if (!isFamily(one.candidate, best.candidate)) tied = true;
      if (ranksBefore(one.candidate, best.candidate)) best = one;
    }
  }
  return tied ? undefined : best;
}

/** Of two whole words, whether only `a` stands in the patterns as it is. */
const isWritten = ({ candidate: a }: Near, { candidate: b }: Near): boolean =>
  !a.prefix && !b.prefix && !a.derived && b.derived;

/** What a word may properly end in after a beginning that a pattern gives. */
const ENDING =
  /^(?:e|e?s|e?d|ing|e?rs?|ors?|[ai]bl[ey]|[at]?ions?|i[vz]e[sd]?|i[sz]ing|ity|ities|ly|ments?|ness|[ai]l|ally|y|ies)?$/;

const ranksBefore = (a: Candidate, b: Candidate): boolean =>
  a.prefix === b.prefix ? a.prefix && a.word.length > b.word.length : b.prefix;

/** Two whole words are one only by their stem: call is not caller. */
function isFamily(a: Candidate, b: Candidate): boolean {
  if (stem(a.word) === stem(b.word)) return true;
  return (a.prefix && b.word.startsWith(a.word)) || (b.prefix && a.word.startsWith(b.word));
}

const commons = new WeakMap<Lexicon, ReadonlySet<string>>();

/** English and the words of a lexicon, gathered once per lexicon. */
function commonWords(lexicon: Lexicon): ReadonlySet<string> {
  const kept = commons.get(lexicon);
  if (kept) return kept;
  const words = new Set<string>();
  for (const word of [
    ...ENGLISH,
    ...SHORT_ENGLISH,
    ...FUNCTION_WORDS,
    ...VERBS,
    ...lexicon.words,
    ...lexicon.opposites.flat(),
  ])
    learn(words, word);
  for (const synonym of Object.values(lexicon.concepts).flat())
    for (const { text } of tokenise(synonym)) learn(words, text);
  commons.set(lexicon, words);
  return words;
}

function learn(words: Set<string>, word: string): void {
  words.add(word);
  words.add(`=${stem(word)}`);
}

/** Candidates are looked up by first letter: it is the one people seldom miss. Leading underscores do not count. */
const keyOf = (word: string): string => word.replace(/^_+/, '')[0] ?? '';

const swapsFirst = (typed: string, word: string): boolean =>
  typed.length === word.length && typed[0] === word[1] && typed[1] === word[0];

function prefixEdits(word: string, prefix: string): number {
  let least = 9;
  for (const length of [prefix.length - 1, prefix.length, prefix.length + 1])
    if (length <= word.length) least = Math.min(least, edits(word.slice(0, length), prefix));
  return least;
}

/** Whether two words differ by a prefix, which is no misspelling: mutable and immutable. */
function isOtherWord(typed: string, word: string): boolean {
  const [short, long] = typed.length < word.length ? [typed, word] : [word, typed];
  return long.endsWith(short) && PREFIX.test(long.slice(0, long.length - short.length));
}

/** The forms of a word that share its stem. */
function inflections(word: string): string[] {
  const roots = [
    word,
    word.replace(/e$/, ''),
    word.replace(/(?:ing|ed|es|s)$/, ''),
    word.replace(/(?:ies|ied|y)$/, 'i'),
  ];
  const forms = new Set([word]);
  for (const root of roots)
    for (const ending of ['', 'e', 's', 'es', 'ed', 'ing', 'y'])
      if (stem(root + ending) === stem(word)) forms.add(root + ending);
  return [...forms];
}
