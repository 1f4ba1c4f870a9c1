/** From what another system asks to the fields of a question file, as far as that file can say them. */
import type { Accepted, Item, Option } from './item.ts';

/** A question's fields in the order of docs/authoring.md. What the author is to write is not there. */
export type Draft = Readonly<Record<string, unknown>>;

export interface Place {
  readonly id: string;
  readonly topic: string;
  /** Where the answers come from, for all questions of an import. */
  readonly source: string | undefined;
}

const UNKNOWN_DIFFICULTY = 2;

/** The fields that follow from the item; `sources` only when a source is named. */
export function draftOf(item: Item, { id, topic, source }: Place): Draft {
  const asked = {
    id,
    kind: item.asks.kind === 'choice' ? 'choice' : 'explain',
    topic,
    difficulty: difficultyOf(item.tags),
    // A card may show nothing but code.
    prompt: item.prompt === '' ? 'What can you say about this code?' : item.prompt,
    ...(item.code === undefined ? {} : { code: `${item.code}\n` }),
  };
  return { ...asked, ...rest(item), ...(source === undefined ? {} : { sources: [source] }) };
}

/** `difficulty::3`, as our own exports say it. */
function difficultyOf(tags: readonly string[]): number {
  const told = tags.map((tag) => /^difficulty(?:::| )([1-5])$/.exec(tag)?.[1]).find((level) => level !== undefined);
  return told === undefined ? UNKNOWN_DIFFICULTY : Number(told);
}

function rest(item: Item): Draft {
  if (item.asks.kind === 'choice') return choiceFields(item.asks.options, item.explanation);
  if (item.asks.kind === 'words') return wordFields(item.asks.answers, item.explanation);
  return item.explanation === '' ? {} : { answer: item.explanation };
}

const letter = (index: number) => String.fromCharCode(65 + index);

function choiceFields(options: readonly Option[], explanation: string): Draft {
  const choices = options.map(({ text }, index) => ({ id: letter(index), text }));
  const right = choices.filter((_, index) => options[index]?.right);
  const wrong = choices.filter((_, index) => !options[index]?.right);
  const correct = right.map(({ id }) => id);
  if (correct.length === 0) return { choices, ...answerField([explanation, ...remarks(options)]) };
  const criterion = rightSentence(right);
  const [first = ''] = correct;
  return {
    choices,
    correct,
    rubric: [{ id: 'right-choices', points: 10, criterion }],
    ...answerField([explanation, ...remarks(options)], criterion),
    examples: [
      { answer: '', choices: correct, score: [1, 1] },
      wrong[0]
        ? { answer: '', choices: [wrong[0].id], score: [0, 0] }
        : { answer: '', choices: [first], score: [0, 0.5] },
    ],
  };
}

/** At most 400 characters, as a criterion is. */
function rightSentence(right: readonly { readonly id: string; readonly text: string }[]): string {
  const verb = right.length === 1 ? 'The right choice is' : 'The right choices are';
  const texts = right.map(({ id, text }) => `${id}: ${text.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '')}`);
  const told = `${verb} ${texts.join('; ')}.`;
  return told.length <= 400 ? told : `${verb} ${right.map(({ id }) => id).join(', ')}.`;
}

const remarks = (options: readonly Option[]) =>
  options.flatMap(({ feedback, right }, index) =>
    feedback === '' ? [] : [`**${letter(index)}** (${right ? 'right' : 'wrong'}): ${feedback}`],
  );

function wordFields(answers: readonly Accepted[], explanation: string): Draft {
  const accepted = answers.filter(({ credit, text }) => credit >= 1 && text !== '');
  const partly = answers.filter(({ credit, text }) => credit > 0 && credit < 1 && text !== '');
  const said = answers
    .filter(({ feedback }) => feedback !== '')
    .map(({ shown, feedback }) => (shown === '' ? feedback : `${shown}: ${feedback}`));
  const match = patternsOf(accepted);
  const partial = patternsOf(partly);
  const [best] = accepted;
  const names = [...new Set(accepted.map(({ shown }) => shown))].join(', or ');
  if (!best) return answerField([explanation, ...said]);
  const criterion = `The answer is: ${names}`.slice(0, 400);
  const wrong = answers.find(({ credit, text }) => credit <= 0 && text !== '')?.text ?? 'I do not know.';
  return {
    rubric: [{ id: 'accepted-answer', points: 10, criterion, match, ...(partial.length > 0 ? { partial } : {}) }],
    // A word alone is what these prompts ask for.
    lists: true,
    ...answerField([explanation, ...said], criterion),
    examples: [
      { answer: (accepted.find(({ pattern }) => pattern !== undefined) ?? best).text, score: [0.9, 1] },
      { answer: wrong, score: [0, 0.2] },
    ],
  };
}

const patternsOf = (answers: readonly Accepted[]) => [
  ...new Set(answers.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]))),
];

/** What the file says, or else what follows from the right answer; nothing when nothing does. */
function answerField(said: readonly string[], otherwise = ''): Draft {
  const answer = said.filter((text) => text !== '').join('\n\n') || otherwise;
  return answer === '' ? {} : { answer };
}
