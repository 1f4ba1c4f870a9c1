/** The matcher against a slow, obvious one that tries every combination of places. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meets } from './rubric.ts';

type Node =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'either' | 'phrase' | 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'chain'; readonly parts: readonly Node[]; readonly links: readonly string[] }
  | { readonly kind: 'absent' | 'clause'; readonly part: Node };

const WORDS = ['ka', 'lum', 'mif', 'nox'];

// ── The pattern as text ─────────────────────────────────────────────────────────────────────────────────────────────

function write(node: Node): string {
  switch (node.kind) {
    case 'word':
      return node.word;
    case 'either':
      return node.parts.map((part) => (part.kind === 'word' ? part.word : `(${write(part)})`)).join('|');
    case 'phrase':
      return node.parts.map((part) => (part.kind === 'phrase' ? `(${write(part)})` : write(part))).join(' ');
    case 'chain':
      return node.parts.map((part, i) => `${i > 0 ? ` ${node.links[i - 1]} ` : ''}${write(part)}`).join('');
    case 'all':
      return node.parts.map((part) => (part.kind === 'all' ? `(${write(part)})` : write(part))).join(' & ');
    case 'absent':
      return `no:(${write(node.part)})`;
    case 'clause':
      return `[${write(node.part)}]`;
  }
}

const word = fc.constantFrom(...WORDS).map((w): Node => ({ kind: 'word', word: w }));
const several = (part: fc.Arbitrary<Node>, max: number) => fc.array(part, { minLength: 2, maxLength: max });
const stretch: fc.Arbitrary<Node> = fc.letrec<{ stretch: Node; either: Node; phrase: Node }>((tie) => ({
  stretch: fc.oneof({ maxDepth: 2, depthIdentifier: 'stretch' }, word, tie('either'), tie('phrase')),
  either: several(tie('stretch'), 3).map((parts): Node => ({ kind: 'either', parts })),
  phrase: several(tie('stretch'), 3).map((parts): Node => ({ kind: 'phrase', parts })),
})).stretch;
const chain = fc
  .tuple(several(stretch, 3), fc.array(fc.constantFrom('~', '..'), { minLength: 2, maxLength: 2 }))
  .map(([parts, links]): Node => ({ kind: 'chain', parts, links }));
const condition = fc.oneof(stretch, chain);
const inClause = fc
  .oneof(
    condition,
    several(condition, 2).map((parts): Node => ({ kind: 'all', parts })),
  )
  .map((part): Node => ({ kind: 'clause', part }));
const whole = fc.oneof(
  condition,
  inClause,
  fc
    .tuple(fc.array(fc.oneof(condition, inClause), { minLength: 1, maxLength: 2 }), fc.array(stretch, { maxLength: 1 }))
    .filter(([found, missing]) => found.length + missing.length > 1)
    .map(
      ([found, missing]): Node => ({
        kind: 'all',
        parts: [...found, ...missing.map((part): Node => ({ kind: 'absent', part }))],
      }),
    ),
);

// ── The obvious matcher ─────────────────────────────────────────────────────────────────────────────────────────────

interface Place {
  readonly word: string;
  readonly clause: number;
  /** A phrase cannot reach across the start of this word. */
  readonly cut: boolean;
}
type Span = readonly [from: number, to: number];

function spans(node: Node, places: readonly Place[]): Span[] {
  if (node.kind === 'word') return places.flatMap((place, i): Span[] => (place.word === node.word ? [[i, i]] : []));
  if (node.kind === 'either') return node.parts.flatMap((part) => spans(part, places));
  if (node.kind !== 'phrase') throw new Error('no stretch');
  return node.parts
    .map((part) => spans(part, places))
    .reduce((before, after) =>
      before.flatMap(([from, to]) =>
        after.filter(([next]) => adjacent(places, to, next)).map(([, end]): Span => [from, end]),
      ),
    );
}

function adjacent(places: readonly Place[], to: number, next: number): boolean {
  if (next <= to || next - to > 4) return false;
  for (let i = to + 1; i <= next; i += 1) if (places[i]?.cut || (i < next && places[i]?.word !== 'the')) return false;
  return true;
}

function related(link: string | undefined, [aFrom, aTo]: Span, [bFrom, bTo]: Span): boolean {
  if (link === '..') return aTo < bFrom;
  return (bFrom > aTo && bFrom - aTo <= 6) || (aFrom > bTo && aFrom - bTo <= 6);
}

function holds(node: Node, places: readonly Place[]): boolean {
  switch (node.kind) {
    case 'chain': {
      const tryFrom = (i: number, last: Span | undefined): boolean =>
        i === node.parts.length ||
        spans(node.parts[i] as Node, places).some(
          (span) => (last === undefined || related(node.links[i - 1], last, span)) && tryFrom(i + 1, span),
        );
      return tryFrom(0, undefined);
    }
    case 'all':
      return node.parts.every((part) => holds(part, places));
    case 'absent':
      return spans(node.part, places).length === 0;
    case 'clause':
      return [...new Set(places.map((place) => place.clause))].some((clause) =>
        holds(
          node.part,
          places.filter((place) => place.clause === clause),
        ),
      );
    default:
      return spans(node, places).length > 0;
  }
}

// ── Sentences ───────────────────────────────────────────────────────────────────────────────────────────────────────

const clause = fc.array(fc.constantFrom(...WORDS, 'the', 'the', 'the', 'the', 'zed'), { minLength: 1, maxLength: 9 });
const sentence = fc.array(clause, { minLength: 1, maxLength: 3 });
const text = fc.array(sentence, { minLength: 1, maxLength: 3 });

/** Small words enough to keep what stands before them from being taken for a list of terms. */
const GLUE = `\n${'so it is '.repeat(12)}`;

test('the matcher agrees with the obvious one', () => {
  fc.assert(
    fc.property(whole, text, (pattern, sentences) => {
      const typed = sentences.map((clauses) => clauses.map((words) => words.join(' ')).join(': ')).join('. ');
      const expected = sentences.some((clauses) =>
        holds(
          pattern,
          clauses.flatMap((words, c) => words.map((w, i): Place => ({ word: w, clause: c, cut: i === 0 && c > 0 }))),
        ),
      );
      expect({ pattern: write(pattern), typed, found: meets(write(pattern), typed + GLUE) }).toEqual({
        pattern: write(pattern),
        typed,
        found: expected,
      });
    }),
    { numRuns: 3000 },
  );
});
