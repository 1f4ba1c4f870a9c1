import type { Lexicon, Question } from './question.ts';
export function checkPatterns(
  _q: Question,
  _l: Lexicon,
): { path: (string | number)[]; message: string; offset: number; fix: string }[] {
  return [];
}
