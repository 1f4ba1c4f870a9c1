/** Grades a question's own sample answers: do they fall into the bands that their author gives? */
import type { Bank, Question } from '../../core/bank/question.ts';
import type { Grade } from '../../core/grading/grade.ts';
import { compileQuestion, grade } from '../../core/grading/index.ts';

export interface Miss {
  /** Position in `examples`, from 0. */
  readonly index: number;
  /** What is not as expected, each a sentence part. */
  readonly problems: readonly string[];
  readonly grade: Grade;
}

/** The examples of a question that are not graded as they should be. */
export function testExamples(question: Question, bank: Bank): Miss[] {
  const compiled = compileQuestion(question, bank.lexicon);
  return question.examples.flatMap(({ answer, output, choices, score, misconceptions = [] }, index) => {
    const result = grade(compiled, { text: answer, output, choices });
    const problems: string[] = [];
    const [low, high] = score;
    if (result.score < low) problems.push(`graded ${result.score}, below its band [${low}, ${high}]`);
    if (result.score > high) problems.push(`graded ${result.score}, above its band [${low}, ${high}]`);
    for (const id of misconceptions) {
      if (!result.misconceptions.some((found) => found.id === id)) problems.push(`misconception ${id} not found`);
    }
    return problems.length > 0 ? [{ index, problems, grade: result }] : [];
  });
}
