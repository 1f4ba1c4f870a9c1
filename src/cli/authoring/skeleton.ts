/** What a new file holds: what the author said, and for the rest a text that says what belongs there. */
import { Document } from 'yaml';
import { TO_FIND, TO_WRITE } from '../../core/bank/placeholder-rules.ts';
import type { Question } from '../../core/bank/question.ts';
import type { Room } from '../../core/bank/room.ts';
import { layOut, written } from './layout.ts';
import { breakOnlyFolded } from './text-style.ts';

export interface NewQuestion {
  readonly id: string;
  readonly kind: Question['kind'];
  readonly topic: string;
  readonly difficulty: number;
  readonly prompt: string;
}

export interface NewConcept {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
}

const write = (what: string) => `${TO_WRITE} ${what}`;
const SOURCES = [`https://${TO_FIND}/the-page-that-proves-it`];
const ANSWERS = {
  right: write('a full answer, in the words of someone who knows'),
  half: write('half of it, in other words than the model answer'),
  wrong: write('the nearest thing to right that is wrong'),
};
const PROOF = write('why code cannot show it, and what source does; or put code that proves it under verify instead');

/** The data of a new question. `proof`: the bank has a runtime, so that code is expected to prove what is said. */
export function questionSkeleton({ id, kind, topic, difficulty, prompt }: NewQuestion, proof: boolean): object {
  const shared = {
    id,
    kind,
    topic,
    difficulty,
    prompt,
    answer: write('the model answer, shown at the reveal'),
    sources: SOURCES,
  };
  const unverified = proof && kind !== 'predict' ? { unverified: PROOF } : {};
  return { ...shared, ...unverified, ...PARTS[kind] };
}

const idea = (id: string, points: number, what: string) => ({
  id,
  points,
  criterion: write(`${what}, as one sentence`),
  match: [write('words of an answer that has the idea, as a pattern')],
});

const PARTS: Readonly<Record<Question['kind'], object>> = {
  explain: {
    rubric: [idea('first-idea', 6, 'the idea an expert wants to hear first'), idea('second-idea', 4, 'a second idea')],
    examples: [
      { answer: ANSWERS.right, score: [0.9, 1] },
      { answer: ANSWERS.half, score: [0.4, 0.6] },
      { answer: ANSWERS.wrong, score: [0, 0.3] },
    ],
  },
  predict: {
    code: write('the code whose output is asked for'),
    output: write('what it prints'),
    rubric: [
      { id: 'right-output', points: 4, criterion: write('what it prints, as one sentence'), output: true },
      idea('reason', 6, 'why it prints this'),
    ],
    examples: [
      { output: write('the right output'), answer: ANSWERS.right, score: [0.9, 1] },
      { output: write('the wrong output most would expect'), answer: ANSWERS.wrong, score: [0, 0.3] },
    ],
  },
  choice: {
    choices: [
      { id: 'A', text: write('an option that is true') },
      { id: 'B', text: write('one that is wrong, but believed') },
      { id: 'C', text: write('another; right ones are listed under correct') },
    ],
    correct: ['A'],
    rubric: [{ id: 'right-choices', points: 10, criterion: write('why the right options are right, for the reveal') }],
    examples: [
      { answer: '', choices: ['A'], score: [1, 1] },
      { answer: '', choices: ['B'], score: [0, 0] },
    ],
  },
};

export function conceptSkeleton({ id, title, topic }: NewConcept): object {
  return {
    id,
    title,
    topic,
    summary: write('what it is, in two or three sentences'),
    interview: write('the one line to remember in an interview'),
    trap: write('what people get wrong about it'),
    sources: SOURCES,
  };
}

/** A page with one point for each concept, at least two and at most ten. `concepts` must not be empty. */
export function topicSkeleton(
  id: string,
  concepts: readonly { readonly id: string; readonly title: string }[],
): object {
  const points = concepts.length === 1 ? [...concepts, ...concepts] : concepts.slice(0, 10);
  return {
    id,
    summary: write('what the topic is about, and what an interviewer wants to find out with it'),
    know: points.map((concept) => ({
      point: write(`one true sentence about ${concept.title}`),
      concepts: [concept.id],
    })),
  };
}

/** The text of a file in its canonical form. `comment`: for its first line; a line feed in it becomes a space. */
export function fileText(path: string, data: object, room: Room, comment: string | undefined): string {
  const text = written(new Document(data, { customTags: breakOnlyFolded, aliasDuplicateObjects: false }), room);
  const whole = `${comment === undefined ? '' : `# ${comment.replace(/\s*\p{Cc}+\s*/gu, ' ')}\n`}${text}`;
  const layout = layOut(path, whole, room);
  return layout.ok ? layout.text : whole;
}
