/** An answer read once: its tokens, structure and denials, and where each atom of the patterns occurs. */
import { type Structure, structure } from './clauses.ts';
import { type Atoms, PREFIX_KEY } from './compile.ts';
import type { Reading } from './grade.ts';
import { namedOperators } from './operators.ts';
import { type Denials, denials } from './polarity.ts';
import { GAP, type Token, tokenise } from './tokens.ts';
import type { Correction, Speller } from './typos.ts';
import { SKIPPABLE } from './words.ts';

/** Steps of work done, for the test that proves they grow no faster than the answer. */
export interface Work {
  steps: number;
}

export interface AnswerText {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly structure: Structure;
  readonly denials: Denials;
  readonly named: readonly boolean[];
  /** Positions of each atom, ascending; none for those that do not occur. */
  readonly places: readonly (readonly number[] | undefined)[];
  /** Words of a phrase may be this token's neighbours as if it were not there. */
  readonly skippable: readonly boolean[];
  /** A phrase cannot reach across the start of this token. */
  readonly cut: readonly boolean[];
  /** Token index → how a misspelling was read. */
  readonly corrections: ReadonlyMap<number, Reading>;
  readonly work: Work;
}

const CUTS = GAP.stop | GAP.semicolon | GAP.line | GAP.bullet | GAP.colon | GAP.bracket | GAP.dash;

export function readAnswer(source: string, atoms: Atoms, speller: Speller): AnswerText {
  const work: Work = { steps: 0 };
  const typed = tokenise(source);
  const { tokens, corrections } = correct(typed, speller, work);
  const shape = structure(tokens);
  const named = namedOperators(tokens);
  const places = new Array<number[] | undefined>(atoms.size).fill(undefined);
  for (const [at, token] of tokens.entries()) {
    work.steps += 1;
    place(places, atoms.stems.get(token.stem), at);
    place(places, atoms.codes.get(token.text), at);
    if (named[at]) place(places, atoms.codes.get(`named ${token.text}`), at);
    for (const { prefix, atom } of atoms.prefixes.get(token.text.slice(0, PREFIX_KEY)) ?? [])
      if (token.text.startsWith(prefix)) place(places, atom, at);
  }
  return {
    source,
    tokens,
    structure: shape,
    denials: denials(tokens, shape, named),
    named,
    places,
    skippable: tokens.map((token) => !token.coded && SKIPPABLE.has(token.text)),
    cut: tokens.map((token) => (token.gap & CUTS) !== 0),
    corrections,
    work,
  };
}

function place(places: (number[] | undefined)[], atom: number | undefined, at: number): void {
  if (atom === undefined) return;
  const list = places[atom];
  if (list) list.push(at);
  else places[atom] = [at];
}

function correct(
  typed: readonly Token[],
  speller: Speller,
  work: Work,
): { tokens: readonly Token[]; corrections: Map<number, Reading> } {
  const corrections = new Map<number, Reading>();
  const seen = new Map<string, Correction | undefined>();
  let fixed: Token[] | undefined;
  for (const [at, token] of typed.entries()) {
    if (token.kind === 'number' || token.kind === 'operator') continue;
    const key = token.kind === 'code' ? `\`${token.text}` : token.text;
    if (!seen.has(key))
      seen.set(
        key,
        speller.read(token.text, token.kind === 'code', () => {
          work.steps += 1;
        }),
      );
    const correction = seen.get(key);
    if (!correction) continue;
    fixed ??= [...typed];
    fixed[at] = { ...token, ...speller.reads(token.text, correction) };
    corrections.set(at, { typed: token.text, read: correction.read.replace('*', '…') });
  }
  return { tokens: fixed ?? typed, corrections };
}
