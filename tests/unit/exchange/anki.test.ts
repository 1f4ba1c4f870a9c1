import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnki } from '../../../src/cli/exchange/anki-read.ts';
import { writeAnki } from '../../../src/cli/exchange/anki-write.ts';
import { conceptSchema } from '../../../src/core/bank/question.ts';
import { choiceOf, questionOf } from './questions.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/exchange');
const fixture = (name: string) => readFile(join(FIXTURES, name), 'utf8');
const SUBJECT = { about: { name: 'CPython internals', versions: [] }, topics: { processes: 'Processes' } };

const CONCEPT = conceptSchema.parse({
  id: 'exit-status',
  title: 'Exit "status"',
  topic: 'processes',
  summary: 'A number.',
  interview: 'Zero is success.',
  trap: 'Zero is true.',
  example: { code: 'false\necho $?', prints: '1\n' },
  sources: ['https://example.org/status'],
});

describe('notes written for Anki', () => {
  it('have a header, and one line of five quoted fields each', () => {
    expect(writeAnki([questionOf({ prompt: 'Why is "a" < b?' })], [], SUBJECT)).toBe(
      [
        '#separator:tab',
        '#html:true',
        '#notetype:Basic',
        '#guid column:1',
        '#deck column:2',
        '#tags column:5',
        [
          '"refcount:cpython-internals:question:sample"',
          '"CPython internals::Processes"',
          '"Why is ""a"" &lt; b?"',
          '"<p>The model answer.</p><p><b>What an expert wants to hear</b></p><ul><li>The idea.</li></ul><p><b>Sources</b></p><ul><li><a href=""https://example.org/shell"">https://example.org/shell</a></li></ul>"',
          '"topic::processes difficulty::2 kind::explain"',
        ].join('\t'),
        '',
      ].join('\n'),
    );
  });

  it('say on their back what an expert says, and what people get wrong', () => {
    const misconceptions = [{ id: 'm', claim: 'It `forks`.', match: ['forks'], correction: 'It does not.' }];
    const rubric = [
      { id: 'a', points: 5, criterion: 'One.', match: ['one'] },
      { id: 'b', points: 5, criterion: 'Two.', match: ['two'], essential: false },
    ];
    const text = writeAnki([questionOf({ rubric, misconceptions })], [], SUBJECT);
    expect(text).toContain('<ul><li>One.</li><li>Two. (an extra)</li></ul>');
    expect(text).toContain('<p><b>Misconceptions</b></p><ul><li>“It <code>forks</code>.”<br>It does not.</li></ul>');
  });

  it('show the options of a choice, and the output of a prediction', () => {
    const choice = writeAnki([choiceOf('Which?', ['a<b', 'c'], [0, 1])], [], SUBJECT);
    expect(choice).toContain('"Which?<br><br>A. a&lt;b<br>B. c"\t"<p><b>A, B</b></p><p>The model answer.</p>');
    const predict = questionOf({
      kind: 'predict',
      code: 'echo 1\n',
      output: { '3.12': '1\n', '3.13': '2\n' },
      rubric: [{ id: 'x', points: 1, criterion: 'x', output: true }],
      examples: [
        { answer: '', output: '1', score: [1, 1] },
        { answer: '', output: '', score: [0, 0] },
      ],
    });
    expect(writeAnki([predict], [], SUBJECT)).toContain(
      '"What?<pre>\necho 1</pre>"\t"<p>3.12:</p><pre>\n1</pre><p>3.13:</p><pre>\n2</pre><p>The model',
    );
  });

  it('hold the concepts too, and come back as they were', () => {
    const text = writeAnki([], [CONCEPT], SUBJECT);
    expect(text).toContain('"refcount:cpython-internals:concept:exit-status"\t"CPython internals::Processes"');
    expect(readAnki(text)).toMatchObject({
      notices: [],
      items: [
        {
          line: 7,
          prompt: 'Exit "status"',
          category: 'Processes',
          tags: ['topic::processes', 'kind::concept'],
          explanation:
            'A number.\n\n**In an interview:** Zero is success.\n\n**Trap:** Zero is true.\n\nprints\n\n**Sources**\n\n- https://example.org/status\n\n`false`\n`echo $?`\n\n`1`',
        },
      ],
    });
  });
});

describe('notes that Anki exported', () => {
  it('are drafts with front and back, and what cannot be read is told by its line', async () => {
    const { items, notices } = readAnki(await fixture('anki-notes.txt'));
    expect(items).toEqual([
      {
        line: 7,
        title: undefined,
        tags: ['shell', 'difficulty::1'],
        category: 'Exit codes',
        prompt: 'What does `$?` hold?',
        code: undefined,
        asks: { kind: 'open' },
        explanation: 'The status of the **last** command.\n\n0 is success.',
      },
      expect.objectContaining({
        line: 8,
        prompt: 'A status has _____ bits, so 256 reads as _____ (a number).',
        explanation: 'A status has eight bits, so 256 reads as 0.\n\nSee also: wait(2)',
      }),
      expect.objectContaining({
        line: 9,
        prompt: 'Why is "$@" not "$*"?',
        explanation: '- "$@" keeps the arguments apart\n- "$*" joins them\n\n`set -- "a b" c`\n`printf "%s\\n" "$@"`',
      }),
      expect.objectContaining({ line: 14, prompt: 'What does a backslash do inside single quotes?' }),
    ]);
    expect(notices).toEqual([
      {
        line: 13,
        severity: 'error',
        message: 'a field begins with " and never ends; a quote inside a field is doubled ("")',
      },
      { line: 8, severity: 'note', message: 'the sound "say.mp3" was left out' },
      { line: 8, severity: 'note', message: 'the picture "bits.png" was left out' },
      { line: 12, severity: 'note', message: 'the picture "only-a-picture.png" was left out' },
      { line: 12, severity: 'error', message: 'the note has no text on its front' },
    ]);
  });

  it('are read without a header as people write them', async () => {
    const { items, notices } = readAnki(await fixture('cards.csv'));
    expect(notices).toEqual([]);
    expect(items.map(({ line, prompt, explanation, tags }) => ({ line, prompt, explanation, tags }))).toEqual([
      {
        line: 3,
        prompt: 'What does `set -e` do?',
        explanation: 'Ends the shell when a command fails, a < b & so on.',
        tags: ['unix'],
      },
      {
        line: 4,
        prompt: 'What does ; do?',
        explanation: 'Parts two commands:\nthe second runs after the first.',
        tags: ['unix'],
      },
    ]);
  });

  it.each([
    ['#separator:Pipe\na|b', 'a', 'b'],
    ['#separator:;\na;b', 'a', 'b'],
    ['#separator:Comma\na, b,c', 'a', 'b\n\nc'],
    // A name that every object has is no separator: the first line tells.
    ['#separator:constructor\na|b', 'a', 'b'],
    ['a\tb;c', 'a', 'b;c'],
    ['\ufeffa,b', 'a', 'b'],
    ['#html:false\n#separator:tab\n<b>a</b>\t&lt;', '<b>a</b>', '&lt;'],
    ['#html:true\n#separator:tab\na\nb', 'a', ''],
    ['#deck:Unix::Shell\r\n#separator:tab\r\na\tb\r\n', 'a', 'b'],
  ])('%j has a front and a back', (file, prompt, explanation) => {
    expect(readAnki(file).items[0]).toMatchObject({ prompt, explanation });
  });

  it('name the deck of all notes in the header', () => {
    expect(readAnki('#deck:Unix::Shell\n#separator:tab\na\tb').items[0]?.category).toBe('Shell');
  });

  it('read on after a record with an open quote', () => {
    const { items, notices } = readAnki('#separator:tab\n# a remark\n\n"a\tb\nc\td\n# another\ne "f" g\th\n');
    expect(items.map(({ line, prompt }) => [line, prompt])).toEqual([
      [5, 'c'],
      [7, 'e "f" g'],
    ]);
    expect(notices.map(({ line }) => line)).toEqual([4]);
  });

  it('may be in quotes themselves, over lines', () => {
    const { items, notices } = readAnki('#separator:tab\n"""all\nquoted"""\tb\n');
    expect(items.map(({ prompt }) => prompt)).toEqual(['"all\nquoted"']);
    expect(notices).toEqual([]);
  });
});
