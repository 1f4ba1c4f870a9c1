/** A one-time code as somebody typed it, unless too many did not work. */
import { remembered } from '../bank/remembered.ts';
import { type Phrase, phrase, type TextKey } from '../language/texts.ts';
import { hashOf, readCode } from '../links/code.ts';
import { createGuesses } from '../links/guesses.ts';
import type { Reply } from '../message.ts';
import type { Store } from '../ports.ts';
import { tell, type Visit, zoneOf } from './visit.ts';

const guessesAt = remembered((_store: Store) => createGuesses());

export interface TypedCode {
  /** Whose wrong codes are counted together. */
  readonly by: string;
  readonly typed: string;
  /** What is said of a code that does not work. */
  readonly wrong: TextKey;
}

/** Whether a button's code is gone: where what it was for has come about, the button was pressed twice. */
export async function isUsedUp(visit: Visit, code: string): Promise<boolean> {
  const { store, clock } = visit.ports;
  return (await store.read.linkCode(hashOf(code), clock.now())) === undefined;
}

type Miss = { readonly kind: 'unknown' } | { readonly kind: 'refused'; readonly why: Phrase };

/** What `look` finds by the code, or what to say instead. */
export async function tryCode<T extends { readonly kind: string }>(
  visit: Visit,
  { by, typed, wrong }: TypedCode,
  look: (code: string) => Promise<T | Miss>,
): Promise<{ readonly found: Exclude<T, Miss>; readonly code: string } | { readonly reply: Reply }> {
  const guesses = guessesAt(visit.ports.store);
  const now = visit.ports.clock.now();
  const until = guesses.refusedUntil(by, now);
  if (until) {
    const when = { kind: 'time', at: until, style: 'datetime', zone: await zoneOf(visit) } as const;
    return { reply: tell(visit, phrase('link.too-many', { when }), { tone: 'bad' }) };
  }
  const code = readCode(typed);
  const found = code === undefined ? ({ kind: 'unknown' } as const) : await look(code);
  if (code === undefined || isUnknown(found)) {
    guesses.noteWrong(by, now);
    return { reply: tell(visit, wrong, { tone: 'bad' }) };
  }
  if (isRefused(found)) return { reply: tell(visit, found.why) };
  return { found: found as Exclude<T, Miss>, code };
}

const isUnknown = (found: { readonly kind: string }): found is { readonly kind: 'unknown' } => found.kind === 'unknown';
const isRefused = (found: { readonly kind: string }): found is { readonly kind: 'refused'; readonly why: Phrase } =>
  found.kind === 'refused';
