/** Which concepts a piece of running text is about: a chat message of any length, not a name that someone looked up. */
import { stemmer } from 'stemmer';
import { nameWords } from './names.ts';
import type { Bank, Concept, Question } from './question.ts';
import { remembered } from './remembered.ts';
import { SMALL_TALK } from './small-talk.ts';

/** The concepts nearest to a text, best first; empty when it is about something else. */
export type NearestTo = (text: string) => Concept[];

/** Characters of a message that are read. */
const READ = 6000;
/** Where a word may stand, and what it weighs there. A question's words are those of people who do not know the name yet. */
const WEIGHTS = { names: 2, note: 1, questions: 0.8 };
const RAREST = 5;
/** How much more a rare word counts than a common one. */
const RARITY = 1.7;
/** What a word in code counts beside one in prose. */
const IN_CODE = 1.3;
/** What a name weighs whose words the text has, and how much more when they stand side by side. */
const NAMED = 2;
const VERBATIM = 2;
/** Below this a text only shares a word with the bank: between the small talk and the questions of tests/fixtures/chat-messages.json. */
const NEAR = 20;

/** `id()`, `time.sleep`, `LOAD_FAST`, and whatever stands between backticks. */
const CODE = /`[^`]+`|[\w.]*[A-Za-z]\(|\w+(?:[._]\w+)+/g;
/** Addresses and mentions say nothing about the subject. */
const NOISE = /https?:\/\/\S+|<[@#!][^>]*>/g;
/** Bold, struck through, hidden: how words are shown says nothing about them either. */
const MARKS = /\*+|~~|\|\|/g;

interface Described {
  readonly concept: Concept;
  /** The stems of each of its names. */
  readonly names: readonly (readonly string[])[];
  /** What each stem of its names, its note and its questions is worth. */
  readonly worth: ReadonlyMap<string, number>;
}

/** The index of a bank, made at its first use and kept as long as the bank is. */
export const nearestToOf = remembered(createNearestTo);

export function createNearestTo(bank: Bank): NearestTo {
  const questions = [...bank.questions.values()];
  const described = [...bank.concepts.values()].map((concept) =>
    describe(
      concept,
      questions.filter(({ concepts }) => concepts.includes(concept.id)),
    ),
  );
  const rarity = rarityIn(described);
  // Everything here is about the bank's subject, so its name tells nothing apart.
  const { name, runtime = '', language = '' } = bank.about;
  const subject = new Set([name, runtime, language].flatMap(stemsOf));
  const tells = (stem: string) => !SMALL_TALK.has(stem) && !subject.has(stem) && !/^\d{1,2}$/.test(stem);

  return (text) => {
    const read = text.slice(0, READ).replace(NOISE, ' ');
    const stems = stemsOf(read);
    const code = new Set((read.match(CODE) ?? []).flatMap(stemsOf));
    const weights = new Map(
      stems.filter(tells).map((stem) => [stem, rarity(stem) * (code.has(stem) ? IN_CODE : 1)] as const),
    );
    const phrases = ` ${stems.join(' ')} `;
    return described
      .map((one) => ({
        concept: one.concept,
        score: wordScore(one, weights) + nameScore(one, weights, phrases, rarity),
      }))
      .filter(({ score }) => score >= NEAR)
      .toSorted((a, b) => b.score - a.score)
      .map(({ concept }) => concept);
  };
}

/** What the words have in common: two words that meet say more than twice as much as one. */
function wordScore({ worth }: Described, weights: ReadonlyMap<string, number>): number {
  let score = 0;
  let met = 0;
  for (const [stem, weight] of weights) {
    const found = worth.get(stem);
    if (found === undefined) continue;
    met++;
    score += found * weight ** RARITY;
  }
  return score * met;
}

/** The name of which the text says most. */
function nameScore(
  { names, worth }: Described,
  weights: ReadonlyMap<string, number>,
  phrases: string,
  rarity: (stem: string) => number,
): number {
  const best = Math.max(
    ...names.map((name) => {
      const whole = sum(name.map(rarity));
      const said = sum(name.map((stem) => weights.get(stem) ?? 0));
      if (said === 0) return 0;
      const verbatim = phrases.includes(` ${name.join(' ')} `) ? VERBATIM : 1;
      return verbatim * said * Math.min(1, said / whole) ** 2;
    }),
  );
  const met = [...weights.keys()].filter((stem) => worth.has(stem)).length;
  return NAMED * Math.sqrt(met) * best ** 1.5;
}

function describe(concept: Concept, questions: readonly Question[]): Described {
  const names = [concept.title, concept.id, ...concept.aliases];
  const note = [concept.summary, concept.interview, concept.trap, concept.example?.code ?? ''];
  const asked = questions.flatMap(({ prompt, code, misconceptions }) => [
    prompt,
    code ?? '',
    ...misconceptions.map(({ claim }) => claim),
  ]);
  const worth = new Map<string, number>();
  for (const [field, texts] of Object.entries({ names, note, questions: asked })) {
    const weight = WEIGHTS[field as keyof typeof WEIGHTS];
    for (const [stem, times] of counted(texts.flatMap(stemsOf))) {
      worth.set(stem, (worth.get(stem) ?? 0) + weight * (times / (times + 0.5)));
    }
  }
  return { concept, names: names.map(stemsOf), worth };
}

/** From 0 for a word that none has, or all of many, to RAREST for one that a single concept has, however large the bank. */
function rarityIn(described: readonly Described[]): (stem: string) => number {
  const having = counted(described.flatMap(({ worth }) => [...worth.keys()]));
  const all = described.length + 1;
  return (stem) => {
    const those = having.get(stem);
    return those === undefined ? 0 : (RAREST * Math.log(all / those)) / Math.log(all);
  };
}

const stemsOf = (text: string): string[] => nameWords(text.replace(MARKS, ' ')).map(stemmer);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
