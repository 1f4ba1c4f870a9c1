/** The canonical form of a bank's files: nothing is lost, once is enough, and it looks as the guide says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { layOut } from '../../../src/cli/authoring/layout.ts';
import { commentsOf } from '../../../src/cli/authoring/remarks.ts';
import { type Room, roomOf } from '../../../src/core/bank/room.ts';
import { aQuestion, aRemarkedText, aText } from './made-up.ts';

const ROOMS: readonly Room[] = ['question', 'concept', 'topic', 'lexicon', 'about', 'outline'];

function laid(text: string, room: Room = 'question'): string {
  const layout = layOut('gc/x.yaml', text, room);
  if (!layout.ok) throw new Error(JSON.stringify(layout));
  return layout.text;
}

/** What must hold of every file, whatever is in it. */
function expectFaithful(text: string, room: Room): void {
  const once = laid(text, room);
  expect(parse(once)).toEqual(parse(text));
  expect(commentsOf(once)).toEqual(commentsOf(text));
  expect(laid(once, room)).toBe(once);
  expect(once).toMatch(/[^\n]\n$/);
}

describe('every file of the banks here', () => {
  const files = ['questions', 'tests/fixtures/banks/shell', 'tests/fixtures/banks/python'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => ({ path, room: roomOf(path), text: () => readFileSync(join(folder, path), 'utf8') }))
      .filter(({ path }) => path.endsWith('.yaml')),
  );

  it('keeps its data and comments, and does not change when formatted again', () => {
    expect(files.length).toBeGreaterThan(100);
    for (const { room, text } of files) if (room) expectFaithful(text(), room);
  }, 120_000);

  it('keeps them when its first lines of blocks are given comments', () => {
    const some = fc.constantFrom(...files.filter(({ room }) => room !== 'lexicon'));
    const places = fc.array(fc.nat(400), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(some, places, ({ room, text }, lines) => {
        if (room) expectFaithful(withComments(text(), lines), room);
      }),
      { numRuns: 60 },
    );
  });
});

/** Comments above some of the lines that begin a key or an item outside of blocks. */
function withComments(text: string, places: readonly number[]): string {
  let block = -1;
  const lines = text.split('\n').flatMap((line, place) => {
    const indent = line.search(/\S/);
    if (block >= 0 && (indent === -1 || indent > block)) return [line];
    block = /[|>][-+]?$/.test(line) ? line.search(/[^\s-]/) - (/^\s*- [|>]/.test(line) ? 2 : 0) : -1;
    const hit = places.some((one) => one === place);
    return hit && /^\s*(- )?\w[\w-]*:/.test(line) ? [`${' '.repeat(indent)}# remark ${place}`, line] : [line];
  });
  return lines.join('\n');
}

describe('made-up files', () => {
  it('keep any text in any field', () => {
    fc.assert(
      fc.property(aQuestion, fc.constantFrom(...ROOMS), (text, room) => expectFaithful(text, room)),
      { numRuns: 150 },
    );
  });

  it('keep comments anywhere, or are left alone with a reason', () => {
    let refused = 0;
    fc.assert(
      fc.property(aRemarkedText, (text) => {
        const layout = layOut('gc/x.yaml', text, 'question');
        if (layout.ok) expectFaithful(text, 'question');
        else refused += 1;
      }),
      { numRuns: 250 },
    );
    expect(refused).toBeLessThan(10);
  });

  it('keep a text whatever its characters', () => {
    fc.assert(
      fc.property(aText, (value) => expectFaithful(`prompt: ${JSON.stringify(value)}\nid: x\n`, 'question')),
      { numRuns: 250 },
    );
  });
});

const UNTIDY = `# yaml-language-server: $schema=../../schema/question.schema.json
topic: gc
# the oldest one
id: x
kind: predict
difficulty: 2
until: '3.13'
examples:
- { score: [ 0.9, 1.0 ], output: "1\\n2", answer: 'It isn''t freed.' }   # a good one
- score:
  - 0
  - 0.3
  choices: []
  answer: ''
prompt: |
  What does it print? It is a rather long prompt on one line, so that it has to be broken somewhere near the end of the line.
code: "print(1)\\n# not a comment\\n"
output: {'3.12': "1", '3.13': two}
answer: >-
  First.

  Second.
rubric:
- id: a # first
  match:
  - "a|b & c"
  - '@gil & ''x'''
  - "it's"
  - {all: ["one", '\`two\`']}
  - all: [a rather long pattern|that goes on|and on|and on, another pattern|that goes on|and on|and on|and on|until the end]
  points: 10

  criterion: It counts.


sources: [https://example.org/#a]
concepts: # what it teaches
  - gc
hint: 'plain: not'
`;

const TIDY = `# yaml-language-server: $schema=../../schema/question.schema.json
# the oldest one
id: x
kind: predict
topic: gc
difficulty: 2
prompt: >
  What does it print? It is a rather long prompt on one line, so that it has to be broken somewhere near the end of the
  line.
code: |
  print(1)
  # not a comment
output:
  "3.12": "1"
  "3.13": two
rubric:
  - id: a # first
    points: 10

    criterion: It counts.
    match:
      - 'a|b & c'
      - "@gil & 'x'"
      - "it's"
      - all: ['one', '\`two\`']
      - all:
          - 'a rather long pattern|that goes on|and on|and on'
          - 'another pattern|that goes on|and on|and on|and on|until the end'
answer: |-
  First.
  Second.
hint: 'plain: not'
examples:
  # a good one
  - output: |-
      1
      2
    answer: It isn't freed.
    score: [0.9, 1.0]
  - choices: []
    answer: ''
    score: [0, 0.3]

sources:
  - https://example.org/#a
concepts: [gc] # what it teaches
until: "3.13"
`;

describe('the canonical form', () => {
  it('has the order of the schema, one way to write each value, and every comment', () => {
    expect(laid(UNTIDY)).toBe(TIDY);
    expect(laid(TIDY)).toBe(TIDY);
  });

  it('fills long lists of the lexicon, and keeps its order', () => {
    const words = Array.from({ length: 30 }, (_, place) => `word${place}`);
    const text = laid(`topics: {b: B, a: A}\nconcepts:\n  z: [${words.join(', ')}]\n  y: ["\`y\`", one]\n`, 'lexicon');
    expect(text.startsWith('concepts:\n  z:\n    [word0, word1,')).toBe(true);
    expect(text).toContain("\n  y: ['`y`', one]\ntopics:\n  b: B\n  a: A\n");
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('does not move keys past one another where one names the value of another', () => {
    const text = 'topic: &it gc\nid: *it\n';
    expect(laid(text)).toBe(text);
  });

  it('leaves a file alone in which there is nothing to lay out', () => {
    for (const text of ['', '# later\n', 'words\n'])
      expect(layOut('gc/x.yaml', text, 'question')).toEqual({ ok: true, text });
  });

  it('writes one sort of line end, and no byte order mark', () => {
    expect(laid('\uFEFFtopic: gc # why\r\nid: x\r\ncode: |\r\n  a\r\n  b\r\n')).toBe(
      'id: x\ntopic: gc # why\ncode: |\n  a\n  b\n',
    );
  });

  it('leaves broken YAML to the reader', () => {
    const layout = layOut('gc/x.yaml', 'prompt: @gil\nid: x\nid: y\n', 'question');
    expect(layout).toMatchObject({
      ok: false,
      findings: [
        { line: 1, rule: 'yaml' },
        { line: 3, rule: 'yaml' },
      ],
    });
  });
});
