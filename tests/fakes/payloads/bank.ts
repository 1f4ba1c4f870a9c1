/**
 * Two banks of the same shape, one with ordinary texts and one with the longest that its schema allows, in which every
 * text tries to format, to mention and to break out of where it stands. Each question has a topic of its own, so that a
 * topic names a question.
 */
import { loadBank } from '../../../src/core/bank/load.ts';
import type { Bank } from '../../../src/core/bank/question.ts';

export type Size = 'ordinary' | 'longest';

/** What the daily question can be: a topic for each. */
export const KINDS = ['explaining', 'predicting', 'choosing', 'selecting', 'plain'] as const;
export type Kind = (typeof KINDS)[number];

/** Topics that fill the bank, so that more comes back later than is named one by one. */
const MORE = ['mornings', 'noons', 'evenings', 'nights'];

const SOURCES = ['a', 'b', 'c', 'd'].map((page) => `https://docs.example.org/${page}_(${page})?q=*x*`);

/** Words of no language, with everything in them that a platform reads as more than words. */
const TROUBLE =
  'Quor `velim**das` **tor** *mip* ~~lar~~ ||sun|| [nok](https://x.example) <@123> @everyone :smile: 👩‍👩‍👧 z̴̛͎a̷l̵g̷o ‮tfel‬ & < > _u_ ';

export function payloadBank(size: Size): Bank {
  const loaded = loadBank(filesOf(size));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings.slice(0, 10), null, 2));
  return loaded.bank;
}

/** The text itself, or one of exactly `most` characters that begins with it. */
const textOf = (size: Size, short: string, most: number): string =>
  size === 'ordinary' ? short : fill(`${short} `, most);

/** Exactly `most` UTF-16 units, ending in a word: what a schema trims would be lost. */
function fill(start: string, most: number): string {
  const text = (start + TROUBLE.repeat(Math.ceil(most / TROUBLE.length)))
    .slice(0, most - 4)
    .replace(/[\uD800-\uDBFF]$/, 'x');
  return `${text}${'x'.repeat(most - text.length)}`;
}

const codeOf = (size: Size, short: string, most: number): string =>
  size === 'ordinary'
    ? short
    : `${short}\n${"print('```', 1) # `` \n".repeat(100)}`.slice(0, most - 2).padEnd(most, '#');

/** A bank with as little as possible: no runtime, no concepts, no hints. */
export function bareBank(): Bank {
  const rubric = rubricOf('ordinary', 1).map(({ nudge: _, ...criterion }) => criterion);
  const question = (id: string, more: object) => ({
    id,
    topic: 'plain',
    difficulty: 1,
    prompt: 'What is it?',
    answer: 'It is so.',
    since: '3.12',
    sources: SOURCES.slice(0, 1),
    ...more,
  });
  const output = { id: 'right-output', points: 4, criterion: 'It prints 3.', output: true };
  const questions = [
    question('explain-it', { kind: 'explain', rubric, examples: examples() }),
    question('predict-it', {
      kind: 'predict',
      code: 'print(3)',
      output: '3',
      rubric: [output, ...rubric],
      examples: examples([{ output: '3' }, { output: '1' }]),
    }),
  ];
  const files = { 'bank.yaml': { name: 'Bare' }, 'lexicon.yaml': { concepts: {}, topics: { plain: 'Plain' } } };
  const loaded = loadBank(
    [...Object.entries(files), ...questions.map((one) => [`plain/${one.id}.yaml`, one] as const)].map(
      ([path, data]) => ({
        path,
        text: JSON.stringify(data),
      }),
    ),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, null, 2));
  return loaded.bank;
}

function filesOf(size: Size): { path: string; text: string }[] {
  const file = (path: string, data: unknown) => ({ path, text: JSON.stringify(data) });
  const title = (topic: string) => textOf(size, `All about ${topic}`, 60);
  return [
    file('bank.yaml', {
      name: textOf(size, 'Quor internals', 60),
      runtime: textOf(size, 'Quor', 40),
      versions: ['3.12', '3.13'],
      language: 'python',
    }),
    file('lexicon.yaml', {
      concepts: { 'exit-status': ['exit status', 'exit code'] },
      topics: Object.fromEntries([...KINDS, ...MORE].map((topic) => [topic, title(topic)])),
    }),
    ...questionsOf(size).map((question) => file(`${question.topic}/${question.id}.yaml`, question)),
    ...conceptsOf(size).map((concept) => file(`concepts/${concept.id}.yaml`, concept)),
    ...pagesOf(size).map((page) => file(`topics/${page.id}.yaml`, page)),
  ];
}

/** What the criteria of a question want to hear, in their order. */
export const IDEAS = ['glimmers', 'dapples', 'sparkles', 'flickers', 'twinkles', 'radiates', 'scatters', 'blazes'];

const rubricOf = (size: Size, criteria: number, extra: object = {}) =>
  IDEAS.slice(0, criteria).map((idea, index) => ({
    id: `criterion-${index + 1}`,
    points: 10 / criteria,
    criterion: textOf(size, `Idea ${index + 1} is that it ${idea}.`, 400),
    match: [idea],
    partial: [`half${index + 1}`],
    forbid: [`decoy${index + 1}`],
    ...(index % 2 === 0 ? { nudge: textOf(size, `What about the first of ${index + 1}?`, 200) } : {}),
    ...extra,
  }));

const misconceptionsOf = (size: Size, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `misconception-${index + 1}`,
    claim: textOf(size, `That fumble${index + 1} decides.`, 300),
    match: [`fumble${index + 1}`],
    correction: textOf(size, `Nothing is decided by fumble${index + 1}.`, 600),
  }));

/** Of an answer the grader accepts, and one it does not. */
const examples = (more: readonly [object, object] = [{}, {}]) => [
  { answer: 'I say that it glimmers.', score: [0, 1], ...more[0] },
  { answer: 'No idea at all.', score: [0, 1], ...more[1] },
];

interface Questionlike extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly topic: string;
}

function questionsOf(size: Size): Questionlike[] {
  const long = size === 'longest';
  const common = {
    answer: textOf(size, 'Because it glimmers and dapples.', 2400),
    hint: textOf(size, 'Look at what glimmers.', 300),
    sources: SOURCES,
  };
  const prompt = (start: string) => textOf(size, start, 1200);
  const choices = Array.from({ length: long ? 8 : 3 }, (_, index) => ({
    id: 'ABCDEFGH'.charAt(index),
    text: textOf(size, `Option ${index + 1}`, 300),
  }));
  const criteria = long ? 8 : 3;
  return [
    {
      ...common,
      id: 'explain-it',
      kind: 'explain',
      topic: 'explaining',
      difficulty: 1,
      prompt: prompt(
        'What glimmers in the dark of long winter nights, and why does nobody notice the slow dance above the frozen lakes?',
      ),
      code: codeOf(size, 'glimmer = 1', 1500),
      rubric: rubricOf(size, criteria),
      misconceptions: misconceptionsOf(size, long ? 8 : 2),
      verify: [{ versions: ['3.12', '3.13'], run: 'print(1)', prints: '1' }],
      examples: examples(),
      concepts: ['glimmer', 'shimmer'],
      since: '3.12',
    },
    {
      ...common,
      id: 'predict-it',
      kind: 'predict',
      topic: 'predicting',
      difficulty: 2,
      prompt: prompt('What does this print, and why?'),
      code: codeOf(size, 'print(3)', 1500),
      output: { '3.12': codeOf(size, '3', 400), '3.13': codeOf(size, '4', 400) },
      rubric: [
        { id: 'right-output', points: 4, criterion: textOf(size, 'It prints 3 or 4.', 400), output: true },
        ...rubricOf(size, criteria - 1),
      ],
      misconceptions: misconceptionsOf(size, 1),
      examples: examples([{ output: '3' }, { output: '1' }]),
      concepts: ['printing'],
      until: '3.13',
    },
    {
      ...common,
      id: 'choose-it',
      kind: 'choice',
      topic: 'choosing',
      difficulty: 3,
      prompt: prompt('Which of these is right?'),
      choices,
      correct: ['A'],
      rubric: rubricOf(size, 1, { match: [], partial: [], forbid: [] }),
      unverified: textOf(size, 'no code shows what is chosen', 300),
      examples: examples([{ choices: ['A'] }, { choices: ['B'] }]),
      since: '3.12',
      until: '3.13',
    },
    {
      ...common,
      id: 'select-them',
      kind: 'choice',
      topic: 'selecting',
      difficulty: 4,
      prompt: prompt('Which of these are right?'),
      choices,
      correct: ['A', 'B'],
      rubric: rubricOf(size, 1, { match: [], partial: [], forbid: [] }),
      verify: [{ versions: ['3.13'], run: 'print(1)', prints: '1' }],
      examples: examples([{ choices: ['A', 'B'] }, { choices: ['C'] }]),
    },
    {
      id: 'plainly',
      kind: 'explain',
      topic: 'plain',
      difficulty: 5,
      prompt: 'Say in a few words what matters here.',
      rubric: [
        {
          id: 'it',
          points: 10,
          criterion: 'Only what glimmers.',
          match: ['glimmers'],
          partial: ['half1'],
          forbid: ['decoy1'],
        },
      ],
      answer: 'Only that.',
      unverified: 'it is a matter of taste.',
      examples: examples(),
      sources: SOURCES.slice(0, 1),
    },
    ...MORE.map((topic) => ({
      ...common,
      id: `about-${topic}`,
      kind: 'explain',
      topic,
      difficulty: 2,
      prompt: `Why does the twilight of ${topic} come so late in the year, and what is it good for?`,
      rubric: rubricOf('ordinary', 2),
      examples: examples(),
      concepts: ['twilight', `${topic}-glow`],
    })),
  ];
}

const ASKED_NOWHERE = 'silence';

function conceptsOf(size: Size): { id: string }[] {
  const named = ['glimmer', 'shimmer', 'printing', 'twilight', ...MORE.map((topic) => `${topic}-glow`)];
  return [...named, ASKED_NOWHERE].map((id, index) => ({
    id,
    title: textOf(size, `The ${id} of things`, 80),
    topic: 'explaining',
    summary: textOf(size, `It is what makes a ${id}.\n\nAnd it stays.`, 600),
    interview: textOf(size, `Every ${id} counts once.`, 300),
    trap: textOf(size, `Nobody sees a ${id} coming.`, 400),
    ...(index % 2 === 0
      ? { example: { code: codeOf(size, `${id} = 1`, 800), prints: codeOf(size, '1', 400), versions: ['3.13'] } }
      : {}),
    ...(index === 0 ? { versions: textOf(size, 'since 3.12', 200) } : {}),
    related: named.filter((other) => other !== id).slice(0, 5),
    sources: SOURCES,
  }));
}

function pagesOf(size: Size): { id: string }[] {
  const points = size === 'longest' ? 10 : 3;
  const page = (id: string, after: readonly string[], concepts: readonly string[]) => ({
    id,
    summary: textOf(size, `Where ${id} begins.`, 700),
    after,
    know: Array.from({ length: points }, (_, index) => ({
      point: textOf(size, `Point ${index + 1}: know it by heart.`, 200),
      concepts: index === 0 ? concepts : concepts.slice(0, 1),
    })),
  });
  return [
    page('explaining', [], ['silence', 'glimmer', 'printing', 'twilight']),
    page('predicting', ['explaining', 'choosing', 'selecting'], ['printing']),
  ];
}
