/** Questions made from little, for tests of writing and reading. */
import { type Question, questionSchema } from '../../../src/core/bank/question.ts';

const SOURCES = ['https://example.org/shell'];

/** A question of any kind; `fields` are those of its file. */
export function questionOf(fields: Record<string, unknown>): Question {
  return questionSchema.parse({
    id: 'sample',
    kind: 'explain',
    topic: 'processes',
    difficulty: 2,
    prompt: 'What?',
    rubric: [{ id: 'idea', points: 10, criterion: 'The idea.', match: ['idea'] }],
    answer: 'The model answer.',
    examples: [
      { answer: 'idea', score: [1, 1] },
      { answer: 'x', score: [0, 0] },
    ],
    sources: SOURCES,
    ...fields,
  });
}

/** A choice with options in order; `right` are their positions. */
export function choiceOf(prompt: string, texts: readonly string[], right: readonly number[]): Question {
  const letter = (index: number) => String.fromCharCode(65 + index);
  return questionOf({
    kind: 'choice',
    prompt,
    choices: texts.map((text, index) => ({ id: letter(index), text })),
    correct: right.map(letter),
  });
}
