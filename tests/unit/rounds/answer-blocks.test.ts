import { describe, expect, test } from 'vitest';
import type { Question } from '../../../src/core/bank/question.ts';
import { englishTexts, textsIn } from '../../../src/core/language/texts.ts';
import { answerBlocks } from '../../../src/core/rounds/reveal-message.ts';

const en = englishTexts();

const QUESTION: Question = {
  id: 'which',
  kind: 'choice',
  topic: 'shell',
  difficulty: 1,
  prompt: 'Which?',
  rubric: [],
  curve: 'linear',
  lists: false,
  misconceptions: [],
  answer: 'Because.',
  verify: [
    { versions: ['3.9', '3.14'], run: 'x', prints: 'x' },
    { versions: ['3.14', '3.10'], run: 'x', prints: 'x' },
  ],
  examples: [],
  sources: ['https://peps.python.org/pep-0703/', 'https://docs.python.org/3/library/gc.html', 'https://example.org/'],
  concepts: [],
  about: { name: 'CPython internals', runtime: 'CPython', versions: ['3.13', '3.14'], language: 'python' },
};

describe('the answer', () => {
  test('of a choice names the right options, with their markup read', () => {
    const choices = [
      { id: 'A', text: 'Use `is`' },
      { id: 'B', text: 'Use `==`' },
    ];
    expect(answerBlocks(en, { ...QUESTION, choices, correct: ['B'] })[0]).toEqual({
      kind: 'paragraph',
      inlines: [
        { kind: 'bold', text: 'B) ' },
        { kind: 'text', text: 'Use ' },
        { kind: 'code', text: '==' },
      ],
    });
  });

  test('of a prediction shows the output, per version where they differ', () => {
    const predict: Question = { ...QUESTION, kind: 'predict' };
    const code = (question: Question) => answerBlocks(en, question).filter((block) => block.kind === 'code');
    expect(code({ ...predict, output: 'True\n' })).toEqual([{ kind: 'code', language: '', text: 'True' }]);
    expect(code({ ...predict, output: { '3.12': '1', '3.13': '2' } })).toHaveLength(2);
  });

  test('ends with the versions its claims were run on, in order, and its sources by name', () => {
    const last = answerBlocks(en, QUESTION).at(-1);
    const words =
      last?.kind === 'note' ? last.inlines.map((inline) => ('text' in inline ? inline.text : '')).join('') : '';
    expect(words).toBe(
      'Its claims were run on CPython 3.9, 3.10, 3.14. Sources: PEP 703, docs.python.org: gc, example.org',
    );
  });
});

test('in German, what the bank says words as they are', () => {
  const de = textsIn('de');
  const words = JSON.stringify(answerBlocks(de, { ...QUESTION, kind: 'predict', output: { '3.12': '1' } }));
  expect(words).toContain('Mit CPython 3.12 gibt es aus');
  expect(words).toContain('Ausgeführt und geprüft mit CPython 3.9, 3.10, 3.12, 3.14.');
  expect(words).toContain('Quellen: ');
  expect(words).toContain('Because.');
  const unrun = JSON.stringify(answerBlocks(de, { ...QUESTION, verify: [], unverified: 'it needs `root`' }));
  expect(unrun).toContain('Nicht ausgeführt: it needs ');
});
