/** What a difficulty from 1 to 5 is called; docs/authoring.md says what earns each. */

const WORDS = ['warm-up', 'easy', 'medium', 'hard', 'expert'] as const;

export function difficultyWord(difficulty: number): string {
  return WORDS[difficulty - 1] ?? '';
}
