/** Reasons as they are kept: a phrase as JSON. Older rows hold an English sentence, which stays what it was. */
import { literal, type Phrase } from '../core/language/texts.ts';
import { decode, encode } from './json.ts';

export const toPhraseText = (reason: Phrase | undefined): string | null =>
  reason === undefined ? null : encode(reason);

export function fromPhraseText(kept: string | null): Phrase | undefined {
  if (kept === null) return undefined;
  return kept.startsWith('{"key":') ? decode<Phrase>(kept) : literal(kept);
}
