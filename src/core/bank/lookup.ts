/** Finding concepts by name or by words: for `/lookup`, and for its completions while typing. */
import { distance } from 'fastest-levenshtein';
import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import { compareText } from './finding.ts';
import { nameKey, nameWords, subjectOf } from './names.ts';
import type { Bank, Concept } from './question.ts';
import { remembered } from './remembered.ts';

/** How a hit came about, surest first. */
const SURENESS = ['exact', 'prefix', 'typo', 'text'] as const;

export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly how: (typeof SURENESS)[number];
}

export type Found =
  | { readonly kind: 'found'; readonly concept: Concept }
  /** Best first, at most 5; empty when nothing comes near. */
  | { readonly kind: 'unsure'; readonly suggestions: readonly Concept[] };

export interface Lookup {
  /** Best first: exact names, then names that begin so, then names with a typo, then words in the text. */
  search(query: string, limit: number): Hit[];
  /** For a name being typed; with nothing typed yet, the first titles of the alphabet. */
  complete(typed: string, limit: number): { readonly id: string; readonly title: string }[];
  /** The one concept that is meant, or what might be. */
  find(query: string): Found;
}

interface Name {
  readonly concept: Concept;
  readonly key: string;
  /** The key from its second, third … word on: "counting" finds "reference counting". */
  readonly tails: readonly string[];
  /** Titles and ids before aliases. */
  readonly weight: number;
}

const SUGGESTIONS = 5;

/** The lookup of a bank, made at its first use and kept as long as the bank is. */
export const lookupOf = remembered(createLookup);

/** Indexes a bank's concepts. */
export function createLookup(bank: Bank): Lookup {
  const concepts = [...bank.concepts.values()].toSorted((a, b) => compareText(nameKey(a.title), nameKey(b.title)));
  const names = concepts.flatMap(namesOf);
  const index = indexOf(concepts);
  // Everything here is about the bank's subject, so its name tells nothing apart.
  const { name, runtime = '', language = '' } = bank.about;
  const subject = new Set([name, runtime, language].flatMap(nameWords));

  /** Those whose names have every word of the query first, then those that have some of them anywhere. */
  const byText = (query: string): Concept[] =>
    [...index.search(query, { fields: ['title', 'aliases'], combineWith: 'AND' }), ...index.search(query)].flatMap(
      ({ id }) => bank.concepts.get(String(id)) ?? [],
    );

  function search(query: string, limit: number): Hit[] {
    const keys = [...new Set([nameKey(query), nameKey(subjectOf(query, subject))])].filter((key) => key !== '');
    const layers = [
      () => keys.flatMap((key) => exact(names, key)),
      () => keys.flatMap((key) => beginning(names, key)),
      () => keys.flatMap((key) => mistyped(names, key)),
      () => byText(subjectOf(query, subject)),
    ];
    const hits = new Map<string, Hit>();
    for (const [layer, find] of layers.entries()) {
      if (hits.size >= limit) break;
      const how = SURENESS[layer] ?? 'text';
      for (const { id, title } of find()) if (!hits.has(id)) hits.set(id, { id, title, how });
    }
    return [...hits.values()].slice(0, limit);
  }

  return {
    search,
    complete(typed, limit) {
      const hits = nameKey(typed) === '' ? concepts : search(typed, limit);
      return hits.slice(0, limit).map(({ id, title }) => ({ id, title }));
    },
    find(query) {
      const hits = search(query, SUGGESTIONS);
      const [best, second] = hits;
      const sure = best && (best.how === 'exact' || (best.how !== 'text' && best.how !== second?.how));
      const concept = sure ? bank.concepts.get(best.id) : undefined;
      if (concept) return { kind: 'found', concept };
      return { kind: 'unsure', suggestions: hits.flatMap(({ id }) => bank.concepts.get(id) ?? []) };
    },
  };
}

function namesOf(concept: Concept): Name[] {
  const names = [concept.title, concept.id, ...concept.aliases];
  return names.map((name, position) => {
    const words = nameWords(name);
    const tails = words.map((_, from) => words.slice(from).join('')).slice(1);
    return { concept, key: words.join(''), tails, weight: position < 2 ? 0 : 1 };
  });
}

function exact(names: readonly Name[], key: string): Concept[] {
  const singular = key.length > 3 ? key.replace(/s$/, '') : key;
  const same = names.filter((name) => name.key === key).toSorted((a, b) => a.weight - b.weight);
  const hits = same.length > 0 ? same : names.filter((name) => name.key === singular || name.key === `${key}s`);
  return hits.map(({ concept }) => concept);
}

/** Names that begin with the key, then names with a later word that does. */
function beginning(names: readonly Name[], key: string): Concept[] {
  const whole = names.filter((name) => name.key.startsWith(key)).toSorted((a, b) => a.weight - b.weight);
  const later = names.filter((name) => name.tails.some((tail) => tail.startsWith(key)));
  return [...whole, ...later].map(({ concept }) => concept);
}

/** Names one slip of the finger away, or two when the name is long. */
function mistyped(names: readonly Name[], key: string): Concept[] {
  const allowed = key.length >= 9 ? 2 : key.length >= 5 ? 1 : 0;
  return names
    .map((name) => ({ name, far: Math.abs(name.key.length - key.length) > allowed ? 9 : distance(name.key, key) }))
    .filter(({ far }) => far <= allowed)
    .toSorted((a, b) => a.far - b.far || a.name.weight - b.name.weight)
    .map(({ name }) => name.concept);
}

function indexOf(concepts: readonly Concept[]): MiniSearch<Concept> {
  const index = new MiniSearch<Concept>({
    fields: ['title', 'aliases', 'summary', 'interview', 'trap'],
    extractField: (concept, field) =>
      field === 'aliases' ? [concept.id, ...concept.aliases].join(' ') : String(concept[field as keyof Concept] ?? ''),
    tokenize: nameWords,
    // A term is looked for by its stem, so that "pickle" finds pickling.
    processTerm: stemmer,
    searchOptions: {
      boost: { title: 6, aliases: 4, interview: 1.5 },
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
    },
  });
  index.addAll(concepts);
  return index;
}
