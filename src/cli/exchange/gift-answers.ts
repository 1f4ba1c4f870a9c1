/** What stands between the braces of a GIFT question. */
import { formatted, GiftError, type GiftText, unmask } from './gift-text.ts';
import type { PlainReading } from './html-read.ts';
import type { Accepted, Asks, Option } from './item.ts';
import { acceptedNumber, acceptedText } from './pattern-write.ts';
import { type TextFormat, whole } from './prose.ts';

export interface Answers {
  readonly asks: Asks;
  /** What the prompt needs besides its text. */
  readonly addition: string;
  /** What the model answer can say of it. */
  readonly explanation: string;
}

/** What reading needs to know of the question. */
export interface Surroundings {
  readonly format: TextFormat;
  /** Where the answers stand in the block. */
  readonly offset: number;
  read(text: GiftText): PlainReading;
  note(message: string): void;
}

/** Reads masked answers. @throws {GiftError} when they make no question. */
export function readAnswers(answers: string, surroundings: Surroundings): Answers {
  const plain = { addition: '', explanation: '' };
  if (answers === '') return { ...plain, asks: { kind: 'open' } };
  if (answers.startsWith('#')) return { ...plain, asks: readNumbers(answers.slice(1), surroundings) };
  if (answers.includes('~')) return { ...plain, asks: readOptions(answers, surroundings) };
  if (answers.includes('=') && answers.includes('->')) return readPairs(answers, surroundings);
  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([^#]*))?(?:#([^#]*))?$/.exec(answers);
  if (truth) return { ...plain, asks: readTruth(truth, surroundings) };
  const accepted = partsOf(answers, '=').map((part) => {
    const { text, feedback, weight } = readPart(part, surroundings, 'plain');
    return { ...acceptedText(text, surroundings.note), credit: (weight ?? 100) / 100, feedback };
  });
  return { ...plain, asks: { kind: 'words', answers: accepted } };
}

interface Part {
  readonly text: string;
  readonly feedback: string;
  /** In percent; undefined when none is written. */
  readonly weight: number | undefined;
}

/** `%50%text#feedback`. `own`: the format of the text, when not its question's; an answer to type is never HTML. */
function readPart(part: string, { format, read, offset }: Surroundings, own = format): Part {
  const weight = /^%(-?\d{1,3}(?:\.\d*)?)%/.exec(part);
  const [text = '', ...feedback] = part.slice(weight?.[0].length ?? 0).split('#');
  const share = Number(weight?.[1] ?? 0);
  if (Math.abs(share) > 100) throw new GiftError(`a weight of ${share}%; it is -100 to 100`, offset);
  return {
    text: whole(read(formatted(text, own))),
    feedback: whole(read(formatted(feedback.join('#'), format))),
    weight: weight ? share : undefined,
  };
}

const partsOf = (text: string, sign: '=' | '~') =>
  text
    .split(sign)
    .map((part) => part.trim())
    .filter((part, index) => index > 0 || part !== '');

function readOptions(answers: string, surroundings: Surroundings): Asks {
  const { note, offset } = surroundings;
  // As Moodle decides it: with an = one option is picked, without one any number is ticked.
  const single = answers.includes('=');
  const parts = partsOf(answers.replaceAll('=', '~='), '~').map((part) =>
    part.startsWith('=')
      ? { ...readPart(part.slice(1).trimStart(), surroundings), weight: 100 }
      : readPart(part, surroundings),
  );
  if (parts.length < 2) throw new GiftError('a multiple choice needs two options', offset);
  const options: Option[] = parts.map(({ text, feedback, weight = 0 }, index) => {
    if (text === '') throw new GiftError(`option ${index + 1} has no text`, offset);
    return { text, feedback, right: single ? weight === 100 : weight > 0 };
  });
  const positive = new Set(parts.map(({ weight = 0 }) => weight).filter((weight) => weight > 0));
  const right = options.filter((option) => option.right).length;
  if (right === 0) note('no option is right');
  else if (single && positive.size > 1) note('an option that earns a part of the points counts as wrong here');
  else if (single && right > 1) note('any one of the right options was enough; here all of them are to be ticked');
  else if (positive.size > 1) note('the right options had different weights; here each counts the same');
  return { kind: 'choice', options };
}

function readTruth([, answer = '', wrong = '', right = '']: RegExpExecArray, surroundings: Surroundings): Asks {
  const { format, read } = surroundings;
  const isTrue = answer.startsWith('T');
  const [ifWrong = '', ifRight = ''] = [wrong, right].map((feedback) => whole(read(formatted(feedback, format))));
  return {
    kind: 'choice',
    options: [
      { text: 'True', right: isTrue, feedback: isTrue ? ifRight : ifWrong },
      { text: 'False', right: !isTrue, feedback: isTrue ? ifWrong : ifRight },
    ],
  };
}

/** `1822:5`, `1..5`, or several with `=` and weights. After a ~ comes what is said to wrong ones. */
function readNumbers(text: string, surroundings: Surroundings): Asks {
  const { note, offset } = surroundings;
  const [right = '', ...wrong] = text.split('~');
  const answers: Accepted[] = partsOf(right, '=').map((part) => {
    const { text: number, feedback, weight } = readPart(part, surroundings, 'plain');
    const accepted = acceptedNumber(number, note);
    if (!accepted) throw new GiftError(`"${number}" is no number, number:tolerance or lowest..highest`, offset);
    return { ...accepted, credit: (weight ?? 100) / 100, feedback };
  });
  if (answers.length === 0) throw new GiftError('a numerical question needs a number', offset);
  for (const part of wrong) {
    const { feedback } = readPart(part.trim(), surroundings);
    if (feedback !== '') answers.push({ text: '', shown: '', pattern: undefined, credit: 0, feedback });
  }
  return { kind: 'words', answers };
}

/** Matching: the left sides go into the prompt, the pairs into the model answer. */
function readPairs(answers: string, { format, read, offset }: Surroundings): Answers {
  const pairs = partsOf(answers, '=').map((part) => {
    const at = part.indexOf('->');
    if (at < 0) throw new GiftError('a pair of a matching question needs ->', offset);
    return { left: whole(read(formatted(part.slice(0, at), format))), right: unmask(part.slice(at + 2)).trim() };
  });
  const rights = [...new Set(pairs.map(({ right }) => right))].toSorted();
  return {
    asks: { kind: 'open' },
    addition: [
      ...pairs.filter(({ left }) => left !== '').map(({ left }) => `- ${left}`),
      '',
      `To choose from: ${rights.join(', ')}.`,
    ].join('\n'),
    explanation: pairs
      .filter(({ left }) => left !== '')
      .map(({ left, right }) => `- ${left} → ${right}`)
      .join('\n'),
  };
}
