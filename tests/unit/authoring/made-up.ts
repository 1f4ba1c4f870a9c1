/** Files that nobody would write, for the formatter to keep. */
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';

const word = fc.constantFrom(
  'the',
  'lock',
  "isn't",
  '`is`',
  'a:b',
  'x:',
  '#1',
  '257',
  '3.12',
  '"q"',
  '- y',
  '\\n',
  '%',
  '@gil',
  '&',
  '*',
  'é',
  '  ',
  '\t',
  '[a]',
  '{b}',
  'true',
  '~',
  ',',
);
const line = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));

/** Words, lines, paragraphs, and now and then anything at all. */
export const aText = fc.oneof(
  { weight: 4, arbitrary: line },
  { weight: 2, arbitrary: line.map((text) => `${text}\n`) },
  { weight: 2, arbitrary: fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(' ', '\n', 'a', '#', '\t', '-', ':'), maxLength: 12 }) },
);

const texts = fc.array(aText, { maxLength: 4 });
const anything = fc.oneof(
  aText,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  texts,
  fc.dictionary(aText, aText, { maxKeys: 3 }),
);

const question = fc.record(
  {
    sources: texts,
    answer: aText,
    id: aText,
    concepts: texts,
    output: fc.oneof(aText, fc.dictionary(fc.constantFrom('3.12', '3.13'), aText)),
    code: aText,
    since: fc.constantFrom('3.12', '3.9'),
    rubric: fc.array(
      fc.record(
        {
          match: fc.array(fc.oneof(aText, fc.record({ all: texts }))),
          id: aText,
          forbid: texts,
          points: fc.double({ noNaN: true }),
        },
        { requiredKeys: ['id'] },
      ),
      { maxLength: 3 },
    ),
    examples: fc.array(fc.record({ score: fc.array(fc.double({ noNaN: true })), answer: aText }), { maxLength: 3 }),
    unheardOf: anything,
  },
  { requiredKeys: ['id'] },
);

const style = fc.record({
  lineWidth: fc.constantFrom(0, 40, 80),
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  singleQuote: fc.boolean(),
  indentSeq: fc.boolean(),
  defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'BLOCK_LITERAL' as const),
  defaultKeyType: fc.constant('PLAIN' as const),
});

/** A question's file in some hand's style, with any texts in it. */
export const aQuestion = fc
  .tuple(question, style)
  .map(([data, options]) => stringify(data, options))
  // The library writes some files that it cannot read itself.
  .filter((text) => parseDocument(text).errors.length === 0);

const SHAPES = [
  'id: x',
  'topic: gc',
  'prompt: a text',
  'prompt: >-\n  a text\n  of two lines',
  'code: |\n  a = 1\n  # no comment\n  b = 2',
  'concepts: [a, b]',
  'concepts:\n  - a\n  - b',
  'rubric:\n  - points: 1\n    id: a\n    match:\n      - one\n      - all: [two, three]\n  - id: b',
  'examples:\n  - score: [0, 1]\n    answer: x\n  - { answer: y, score: [0, 1] }',
  'answer: "quoted"',
  'sources:\n- https://example.org\n- https://example.com',
  'unknown:\n  b: 1\n  a:\n    - x',
];

/** Comments and blank lines above, beside and below lines, as people leave them. */
export const aRemarkedText = fc
  .tuple(
    fc.subarray(SHAPES, { minLength: 1 }).chain((shapes) => fc.shuffledSubarray(shapes, { minLength: shapes.length })),
    fc.infiniteStream(fc.constantFrom('', '', '', '', 'above', 'beside', 'blank', 'blank-above', 'far')),
  )
  .map(([shapes, kinds]) => remarked(distinct(shapes), kinds));

function distinct(shapes: readonly string[]): string[] {
  const seen = new Set<string>();
  return shapes.filter((shape) => {
    const key = shape.slice(0, shape.indexOf(':'));
    return !seen.has(key) && seen.add(key);
  });
}

function remarked(shapes: readonly string[], kinds: Iterator<string>): string {
  let number = 0;
  let inBlock = false;
  const lines = shapes
    .join('\n')
    .split('\n')
    .flatMap((line) => {
      const indent = line.match(/^ */)?.[0] ?? '';
      if (inBlock && indent !== '') return [line];
      inBlock = /[|>]-?$/.test(line);
      const kind = kinds.next().value;
      number += 1;
      if (kind === 'above') return [`${indent}# remark ${number}`, line];
      if (kind === 'beside') return [`${line}   # remark ${number}`];
      if (kind === 'blank') return ['', '', line];
      if (kind === 'blank-above')
        return ['', `${indent}# remark ${number}`, '', `${indent}#remark ${number}, too`, line];
      if (kind === 'far') return [`${indent}# remark ${number}`, '', line];
      return [line];
    });
  return `${[...lines, '# last'].join('\n')}\n`;
}
