/** What a difficulty from 1 to 5 is called; docs/authoring.md says what earns each. */
import type { TextKey, Texts } from '../language/texts.ts';

const KEYS: readonly TextKey[] = [
  'difficulty.warm-up',
  'difficulty.easy',
  'difficulty.medium',
  'difficulty.hard',
  'difficulty.expert',
];

export function difficultyWord(t: Texts, difficulty: number): string {
  const key = KEYS[difficulty - 1];
  return key ? t.plain(key) : '';
}
