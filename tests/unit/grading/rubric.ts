/** Questions for tests, as small as they can be. */
import type { Lexicon, Question } from '../../../src/core/bank/question.ts';
import { lexiconSchema, questionSchema } from '../../../src/core/bank/question.ts';
import { compileQuestion, type Grade, grade } from '../../../src/core/grading/index.ts';

export const lexicon: Lexicon = lexiconSchema.parse({
  concepts: {
    gil: ['gil', 'global interpreter lock'],
    identity: ['same object', 'identity', 'identical'],
    'free-threading': ['nogil', 'without the gil', 'free threading'],
    refcount: ['refcount*', '`ob_refcnt`'],
  },
  opposites: [
    ['increment', 'decrement'],
    ['mutable', 'immutable'],
    ['generator', 'generation'],
  ],
  words: ['hashtable', 'coroutine'],
  topics: { identity: 'Identity' },
});

interface Parts {
  readonly kind?: Question['kind'];
  readonly prompt?: string;
  readonly code?: string;
  readonly output?: Question['output'];
  readonly choices?: Question['choices'];
  readonly correct?: readonly string[];
  readonly rubric?: readonly Record<string, unknown>[];
  readonly misconceptions?: readonly Record<string, unknown>[];
}

export function question(parts: Parts): Question {
  return questionSchema.parse({
    id: 'sample',
    kind: 'explain',
    topic: 'identity',
    difficulty: 1,
    prompt: 'Explain it.',
    answer: 'It is so.',
    examples: [
      { answer: 'a', score: [0, 1] },
      { answer: 'b', score: [0, 1] },
    ],
    sources: ['https://docs.python.org/3/'],
    ...parts,
    rubric: (parts.rubric ?? [{ match: ['zzz'] }]).map((criterion, i) => ({
      id: `c${i}`,
      points: 1,
      criterion: 'An idea.',
      ...criterion,
    })),
    misconceptions: (parts.misconceptions ?? []).map((misconception, i) => ({
      id: `m${i}`,
      claim: 'A wrong claim.',
      correction: 'It is otherwise.',
      ...misconception,
    })),
  });
}

/** Grades `text` against a rubric of one criterion per pattern. */
export function graded(patterns: readonly string[], text: string): Grade {
  return grade(compileQuestion(question({ rubric: patterns.map((pattern) => ({ match: [pattern] })) }), lexicon), {
    text,
  });
}

/** Whether the pattern meets its criterion in `text`. */
export const meets = (pattern: string, text: string): boolean => graded([pattern], text).criteria[0]?.met === 1;
