/** Sentences of another language among what was said. What the bank and its members wrote is nobody's sentence. */
import type { Language } from '../../../src/core/language/language.ts';
import { CATALOGUES } from '../../unit/language/messages.ts';
import { stringsIn } from './neutral.ts';
import type { Said } from './said.ts';

/** Shorter pieces may be the same in both languages, or names of things on a platform. */
const WORDS = 4;

/** Pieces of other languages' texts, as they stand between what is put into them, and who said them. */
export function foreignSentences(said: readonly Said[], language: Language): string[] {
  const own = said.filter((one) => one.language === language);
  const lines = own.map((one) => ({ where: one.where, text: stringsIn(one.content).join('\n') }));
  const all = lines.map(({ text }) => text).join('\n');
  return others(language).flatMap(({ key, piece }) => {
    if (!all.includes(piece)) return [];
    const at = lines.find(({ text }) => text.includes(piece));
    return [`${key} “${piece}” in ${at?.where ?? 'several'}`];
  });
}

function others(language: Language): { key: string; piece: string }[] {
  return Object.entries(CATALOGUES)
    .filter(([other]) => other !== language)
    .flatMap(([, catalogue]) => Object.entries(catalogue))
    .flatMap(([key, source]) => piecesOf(source).map((piece) => ({ key, piece })));
}

/** Marks and values end a piece, as inlines of their own; so does a sentence. */
function piecesOf(source: string): string[] {
  return source
    .split(/[{}*`#]|(?<=[.?!:])\s/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.split(/\s+/).length >= WORDS);
}
