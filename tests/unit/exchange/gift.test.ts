import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseGift } from 'gift-pegjs';
import { describe, expect, it } from 'vitest';
import { readBankFolder } from '../../../src/bank-folder.ts';
import { readGift } from '../../../src/cli/exchange/gift-read.ts';
import { isEssay, writeGift } from '../../../src/cli/exchange/gift-write.ts';
import type { Item } from '../../../src/cli/exchange/item.ts';
import { loadBank } from '../../../src/core/bank/load.ts';
import { choiceOf, questionOf } from './questions.ts';

const ABOUT = { name: 'Shell', versions: [] };
const FIXTURES = join(import.meta.dirname, '../../fixtures/exchange');
const fixture = (name: string) => readFile(join(FIXTURES, name), 'utf8');

/** The only question of a file. */
function only(gift: string): Item {
  const { items, notices } = readGift(gift);
  expect(notices).toEqual([]);
  expect(items).toHaveLength(1);
  return items[0] as Item;
}

describe('questions written as GIFT', () => {
  it('give one right option an =, and name topic, id and difficulty', () => {
    expect(writeGift([choiceOf('What is `a = b`?', ['{x}', '~y'], [1])], ABOUT)).toBe(
      [
        '$CATEGORY: Shell/processes',
        '',
        '// question: sample [id:sample] [tag:processes] [tag:difficulty 2]',
        '::sample::[html]What is <code>a \\= b</code>?{',
        '\t~\\{x\\}',
        '\t=\\~y',
        '\t####<ul><li>A) \\{x\\}</li><li>B) \\~y</li></ul><p>The model answer.</p><p><b>What an expert wants to hear</b></p><ul><li>The idea.</li></ul><p><b>Sources</b></p><ul><li><a href\\="https\\://example.org/shell">https\\://example.org/shell</a></li></ul>',
        '}',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [[0, 1, 2], 4, ['~%33.33333%a', '~%33.33333%b', '~%33.33333%c', '~%-33.33333%d']],
    [[0, 3], 4, ['~%50%a', '~%-50%b', '~%-50%c', '~%50%d']],
    [[0, 1], 2, ['~%50%a', '~%50%b']],
    [[0, 1, 2, 3, 4, 5, 6], 8, [...'abcdefg'].map((text) => `~%14.28571%${text}`).concat('~%-14.28571%h')],
  ])('share the points among right options %j', (right, size, lines) => {
    const gift = writeGift([choiceOf('Which?', [...'abcdefgh'].slice(0, size), right)], ABOUT);
    expect(gift.match(/~.*$/gm)).toEqual(lines);
  });

  it('keep a text that looks like a format or a weight from being one', () => {
    const texts = ['[html] is a format', '%50% is a weight', 'neither'];
    const gift = writeGift([choiceOf('Which?', texts, [0])], ABOUT);
    expect(gift).toContain('\t=[html][html] is a format\n\t~[html]%50% is a weight\n\t~neither\n');
    expect(only(gift).asks).toMatchObject({ options: texts.map((text) => ({ text })) });
  });

  const predict = { kind: 'predict', code: 'echo *\n', rubric: [{ id: 'x', points: 1, criterion: 'x', output: true }] };
  const examples = [
    { answer: '', output: '', score: [0, 0] },
    { answer: '', output: 'x', score: [1, 1] },
  ];

  it.each([
    ['3\n', '{\n\t=%100%3\n'],
    ['a*b~{1}\n', '{\n\t=%100%a\\\\*b\\~\\{1\\}\n'],
    ['[1, 2]', '{\n\t=%100%[plain][1, 2]\n'],
    ['50%', '{\n\t=%100%50%\n'],
  ])('ask for the output %j as a short answer', (output, answer) => {
    const question = questionOf({ ...predict, examples, output });
    expect(isEssay(question)).toBe(false);
    const gift = writeGift([question], ABOUT);
    expect(gift).toContain('<pre>\\necho *</pre><p>Write what it prints.</p>{');
    expect(gift).toContain(answer);
    expect(only(gift)).toMatchObject({ asks: { kind: 'words', answers: [{ text: output.trim() }] }, code: 'echo *' });
  });

  it.each([
    ['of several lines', 'a\nb\n'],
    ['with an arrow, which would make it a matching question', 'a -> b'],
    ['that is empty', ''],
    ['that differs between versions', { '3.12': '1', '3.13': '2' }],
  ])('ask for output %s in an essay', (_what, output) => {
    const question = questionOf({ ...predict, examples, output });
    expect(isEssay(question)).toBe(true);
    expect(writeGift([question], ABOUT)).toContain('<p>Write what it prints, and why.</p>{####<p>');
  });

  it('treat output that is the same in all versions as one', () => {
    expect(isEssay(questionOf({ ...predict, examples, output: { '3.12': '1', '3.13': '1\n' } }))).toBe(false);
  });

  it.each([
    ['tests/fixtures/banks/shell', 3],
    ['tests/fixtures/banks/python', 1],
    ['questions', 100],
  ])('of the bank in %s are all read by an independent parser', async (folder, atLeast) => {
    const result = loadBank(await readBankFolder(join(import.meta.dirname, '../../..', folder)));
    const bank = result.ok ? result.bank : result.gradable;
    const questions = [...(bank?.questions.values() ?? [])];
    expect(questions.length).toBeGreaterThanOrEqual(atLeast);
    const read = parseGift(writeGift(questions, ABOUT)).filter(({ type }) => type !== 'Category');
    const kinds = new Map(read.map(({ title, type }) => [title, type]));
    expect(kinds.size).toBe(questions.length);
    for (const question of questions) {
      const other = question.kind === 'choice' ? 'MC' : 'Short';
      expect([question.id, kinds.get(question.id)]).toEqual([question.id, isEssay(question) ? 'Essay' : other]);
    }
  });
});

describe('a question in GIFT', () => {
  it.each([
    ['T', true, '', ''],
    ['FALSE', false, '', ''],
    ['TRUE#Look again.#Right.', true, 'Right.', 'Look again.'],
    ['F #no #yes', false, 'no', 'yes'],
  ])('with {%s} is true or false', (answers, isTrue, ifTrue, ifFalse) => {
    const feedback = isTrue ? [ifTrue, ifFalse] : [ifTrue, ifFalse];
    expect(only(`It is so. {${answers}}`).asks).toEqual({
      kind: 'choice',
      options: [
        { text: 'True', right: isTrue, feedback: feedback[0] },
        { text: 'False', right: !isTrue, feedback: feedback[1] },
      ],
    });
  });

  it('may have answers in the middle of a sentence', () => {
    expect(only('The shell {=splits ~joins} words.').prompt).toBe('The shell _____ words.');
    expect(only('The shell splits{=words ~lines}').prompt).toBe('The shell splits');
  });

  it('keeps escaped signs, and bare ones where they can only be text', () => {
    const item = only('::a\\:b::1 + 1 = 2: \\{a\\}\\nC\\:\\\\x ~ # {=\\=\\~ ~\\#1 -> 2}');
    expect(item).toMatchObject({ title: 'a:b', prompt: '1 + 1 = 2: {a}\nC:\\x ~ #' });
    expect(item.asks).toMatchObject({ options: [{ text: '=~' }, { text: '#1 -> 2' }] });
  });

  it('gives its format to its answers, which may have another', () => {
    const item = only('[html]<b>a</b>{=<i>b</i>#<code>c</code> ~[plain]<i>d</i> ####[markdown]`e` < f}');
    expect(item).toMatchObject({ prompt: '**a**', explanation: '`e` < f' });
    expect(item.asks).toMatchObject({ options: [{ text: '*b*', feedback: '`c`' }, { text: '<i>d</i>' }] });
  });

  it('may have comments inside, and any line ends', () => {
    const item = only('// [id:one] [tag:a] [tag:b \\] c]\r\nWhat?{\r\n// not this\r\n=a\r\n~b\r\n}\r\n');
    expect(item).toMatchObject({ line: 2, title: 'one', tags: ['a', 'b ] c'], prompt: 'What?' });
    expect(item.asks).toMatchObject({ options: [{ text: 'a' }, { text: 'b' }] });
  });

  it('belongs to the category above it, with or without a blank line', () => {
    const gift = '$CATEGORY: $course$/top/a//b\n\none{T}\n\n$CATEGORY: c\ntwo{F}\n';
    expect(readGift(gift).items.map(({ category, prompt, line }) => [category, prompt, line])).toEqual([
      ['a/b', 'one', 3],
      ['c', 'two', 6],
    ]);
  });

  it.each([
    ['a{=b ~%50%c ~d}', 'an option that earns a part of the points counts as wrong here', [true, false, false]],
    ['a{=b =c ~d}', 'any one of the right options was enough; here all of them are to be ticked', [true, true, false]],
    [
      'a{~%70%b ~%30%c ~%-100%d}',
      'the right options had different weights; here each counts the same',
      [true, true, false],
    ],
    ['a{~b ~c}', 'no option is right', [false, false]],
  ])('%s is imported with a note', (gift, message, right) => {
    const { items, notices } = readGift(gift);
    expect(notices).toEqual([{ line: 1, severity: 'note', message }]);
    expect(items[0]?.asks).toMatchObject({ options: right.map((each) => ({ right: each })) });
  });

  it.each([
    ['What?\n\n\na{\n~b\n', 4, 'the answers have no }; write \\{ for the sign itself'],
    ['// one\na\n}', 3, 'a } stands without its {; write \\} for the sign itself'],
    ['a{T}\nb{F}', 2, 'a second pair of braces; put a blank line between two questions'],
    ['a{=b {c}', 1, 'a second { stands inside the answers; write \\{ for the sign itself'],
    ['a{~b}', 1, 'a multiple choice needs two options'],
    ['a{=b ~}', 1, 'option 2 has no text'],
    ['a{~%101%b ~c}', 1, 'a weight of 101%; it is -100 to 100'],
    ['a{#two}', 1, '"two" is no number, number:tolerance or lowest..highest'],
    ['a{#}', 1, 'a numerical question needs a number'],
    ['a{=b -> c =d}', 1, 'a pair of a matching question needs ->'],
    ['::a::{T}', 1, 'the question has no text'],
  ])('%j is told by its line, and left out', (gift, line, message) => {
    const { items, notices } = readGift(`${gift}\n\nthe next{T}`);
    expect(notices.filter(({ severity }) => severity === 'error')).toEqual([{ line, severity: 'error', message }]);
    expect(items.map(({ prompt }) => prompt)).toEqual(['the next']);
  });
});

describe('a file that Moodle exported', () => {
  it('is read whole', async () => {
    const { items, notices } = readGift(await fixture('moodle-export.gift'));
    expect(items.map(({ title, asks }) => [title, asks.kind])).toEqual([
      ['pipe-1', 'choice'],
      ['Picture', 'choice'],
      ['Zero means failure', 'choice'],
      ['The builtin', 'words'],
      ['Killed', 'words'],
      ['Explain the subshell', 'open'],
      ['Match them', 'open'],
    ]);
    expect(notices.map(({ line, message }) => [line, message])).toEqual([
      [15, 'the picture "A tree of processes" was left out'],
      [15, 'an option that earns a part of the points counts as wrong here'],
      [57, 'a description, not a question; left out'],
    ]);
  });

  it('keeps what was asked and explained', async () => {
    const { items } = readGift(await fixture('moodle-export.gift'));
    const [pipe, , zero, builtin, killed, subshell, match] = items;
    expect(pipe).toEqual({
      line: 6,
      title: 'pipe-1',
      tags: ['pipes', 'difficulty 3'],
      category: 'Exit codes',
      prompt: 'Which statements about `false | true` hold in **plain** sh?',
      code: undefined,
      asks: {
        kind: 'choice',
        options: [
          { text: 'Its status is `0`.', right: true, feedback: 'The last command decides.' },
          { text: 'Its status is 1.', right: false, feedback: 'Only with `pipefail`.' },
          { text: 'Both commands may run at once.', right: true, feedback: '' },
        ],
      },
      explanation: 'A pipeline has the status of its last command.',
    });
    expect(zero?.asks).toMatchObject({ options: [{ feedback: 'Look at `true; echo $?` again.' }, { right: true }] });
    expect(builtin).toMatchObject({
      explanation: 'See the page on exit (https://example.org/exit).',
      asks: {
        answers: [
          { text: 'exit', credit: 1 },
          { text: 'return', credit: 0.5 },
          { text: 'quit', credit: 0 },
          { text: '', credit: 0 },
        ],
      },
    });
    expect(killed?.asks).toMatchObject({
      answers: [{ text: '137', pattern: '137', feedback: '128 plus 9.' }, { feedback: 'Think of 128.' }],
    });
    expect(subshell?.code).toBe('x=1\n( x=2 )\necho $x');
    expect(match?.prompt).toBe(
      'Which sign does what?\n\n- `>`\n- `>>`\n\nTo choose from: appends to a file, reads a file, writes a file anew.',
    );
    expect(match?.explanation).toBe(
      'Redirections are done from left to right.\n\n- `>` → writes a file anew\n- `>>` → appends to a file',
    );
  });

  it('means the same to an independent parser', async () => {
    const gift = await fixture('moodle-export.gift');
    const theirs = parseGift(gift).filter(({ type }) => type !== 'Category' && type !== 'Description');
    const kinds = {
      MC: 'choice',
      TF: 'choice',
      Short: 'words',
      Numerical: 'words',
      Essay: 'open',
      Matching: 'open',
    } as const;
    const ours = readGift(gift).items;
    expect(ours.map(({ asks }) => asks.kind)).toEqual(theirs.map(({ type }) => kinds[type as keyof typeof kinds]));
    for (const [index, other] of theirs.entries()) {
      const { asks } = ours[index] ?? {};
      if (other.type !== 'MC' || asks?.kind !== 'choice') continue;
      const right = other.choices.map(
        ({ isCorrect, weight }) => isCorrect || (weight === 50 && !other.choices.some((one) => one.isCorrect)),
      );
      expect(asks.options.map((option) => option.right)).toEqual(right);
    }
  });
});
