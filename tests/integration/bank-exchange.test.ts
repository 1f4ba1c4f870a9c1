/** Bringing questions from Moodle and Anki, and taking a bank to them, as a shell sees it. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, refcount } from './refcount.ts';

const SHELL = 'tests/fixtures/banks/shell';
const MOODLE = 'tests/fixtures/exchange/moodle-export.gift';
const BY_HAND = 'tests/fixtures/exchange/by-hand.gift';
const ANKI = 'tests/fixtures/exchange/anki-notes.txt';
const SOURCE = 'https://example.org/unix';

let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'refcount-exchange-'));
});
afterAll(() => rm(room, { recursive: true, force: true }));

const exported = (...args: string[]) => refcount(['bank', 'export', '--bank', SHELL, ...args]);
const imported = (...args: string[]) => refcount(['bank', 'import', ...args]);
const lines = (text: string) => text.trimEnd().split('\n');

describe('bank export', () => {
  it('writes GIFT to standard output, and says how much it is', async () => {
    const { code, stdout, stderr } = await exported('--format', 'gift');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'gift: 3 questions, 1 of them to be marked by hand (essays)\n',
    });
    expect(stdout.match(/^(\$|::[^:]*::)/gm)).toEqual([
      '$',
      '::exit-zero::',
      '::pipe-status::',
      '$',
      '::word-splitting::',
    ]);
  });

  it('writes only what is named, into a file', async () => {
    const file = join(room, 'out.gift');
    const { code, stdout, stderr } = await exported('--format', 'gift', '--to', file, 'pipe-status', 'quoting');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: `${file}: 2 questions\n` });
    expect((await readFile(file, 'utf8')).match(/^::[^:]*::/gm)).toEqual(['::pipe-status::', '::word-splitting::']);
  });

  it('writes questions and concepts for Anki', async () => {
    const { code, stdout, stderr } = await exported('--format', 'anki');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'anki: 3 questions, 2 concepts\n' });
    expect(stdout.match(/^"refcount:[^"]*"/gm)).toEqual([
      '"refcount:the-shell:question:exit-zero"',
      '"refcount:the-shell:question:pipe-status"',
      '"refcount:the-shell:question:word-splitting"',
      '"refcount:the-shell:concept:exit-status"',
      '"refcount:the-shell:concept:pipeline"',
    ]);
    const topic = await exported('--format', 'anki', 'processes');
    expect(topic.stderr).toBe('anki: 2 questions, 2 concepts\n');
  });

  it.each([
    [[], /export needs --format gift or --format anki/],
    [['--format', 'qti'], /--format qti: it is gift or anki/],
    [['--format', 'gift', 'nothing-here'], /nothing is called nothing-here/],
    // One of several that is wrong would otherwise be missing without a word.
    [['--format', 'gift', 'processes', 'nothing-here'], /nothing is called nothing-here/],
    [['--format', 'gift', '--to', 'no/such/folder/x.gift'], /no\/such\/folder\/x\.gift cannot be written/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await exported(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('bank import', () => {
  it('makes a bank of a Moodle export: what is complete passes lint and test, and lint names the rest', async () => {
    const to = join(room, 'moodle');
    const { code, stdout, stderr } = await imported(
      '--format',
      'gift',
      '--from',
      MOODLE,
      '--to',
      to,
      '--source',
      SOURCE,
    );
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual([
      'exit-codes/pipe-1.yaml: complete',
      'exit-codes/picture.yaml: complete',
      'exit-codes/zero-means-failure.yaml: complete',
      'exit-codes/the-builtin.yaml: complete',
      'exit-codes/killed.yaml: complete',
      'exit-codes/explain-the-subshell.yaml: to write: rubric, examples',
      'exit-codes/match-them.yaml: to write: rubric, examples',
    ]);
    expect(lines(stderr)).toEqual([
      `${MOODLE}:15: note: the picture "A tree of processes" was left out`,
      `${MOODLE}:15: note: an option that earns a part of the points counts as wrong here`,
      `${MOODLE}:57: note: a description, not a question; left out`,
      `${to}: 5 questions complete, 2 drafts`,
      `Next: refcount bank lint --bank ${to}, which names what each draft lacks; then bank test.`,
    ]);
    const lint = await refcount(['bank', 'lint', '--json', '--bank', to]);
    const findings = JSON.parse(lint.stdout) as { path: string; field: string; rule: string; severity: string }[];
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ path, field, rule }) => [path, field, rule])).toEqual([
      ['exit-codes/explain-the-subshell.yaml', 'rubric', 'missing-field'],
      ['exit-codes/explain-the-subshell.yaml', 'examples', 'missing-field'],
      ['exit-codes/match-them.yaml', 'rubric', 'missing-field'],
      ['exit-codes/match-them.yaml', 'examples', 'missing-field'],
    ]);
    const test = await refcount(['bank', 'test', '--bank', to]);
    expect(test.stderr).toBe('10 examples of 5 questions: all in their bands; 4 errors in the files\n');
    expect(await readFile(join(to, 'exit-codes/explain-the-subshell.yaml'), 'utf8')).toBe(
      [
        '# From moodle-export.gift, line 44; to write: rubric, examples.',
        'id: explain-the-subshell',
        'kind: explain',
        'topic: exit-codes',
        'difficulty: 2',
        'prompt: Why does `x` keep its value here?',
        'code: |',
        '  x=1',
        '  ( x=2 )',
        '  echo $x',
        "answer: 'Parentheses start a subshell, a copy of the shell: what it assigns is lost.'",
        'sources:',
        `  - ${SOURCE}`,
        '',
      ].join('\n'),
    );
  });

  it('never writes over a file, and says what it skipped', async () => {
    const to = join(room, 'twice');
    const args = ['--format', 'gift', '--from', MOODLE, '--to', to, '--topic', 'shell'];
    await imported(...args);
    const file = join(to, 'shell/killed.yaml');
    await writeFile(file, 'mine');
    const { code, stdout, stderr } = await imported(...args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'shell/killed-2.yaml: to write: sources\n' });
    expect(stderr).toContain(`${MOODLE}:15: note: skipped: shell/picture.yaml is there, and is left as it is\n`);
    expect(stderr).toContain(`${to}: 0 questions complete, 1 draft; 6 skipped\n`);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('imports the rest when something cannot be read, and exits 1', async () => {
    const to = join(room, 'by-hand');
    const { code, stdout, stderr } = await imported(
      '--format',
      'gift',
      '--from',
      BY_HAND,
      '--to',
      to,
      '--source',
      SOURCE,
    );
    expect(code).toBe(1);
    expect(lines(stdout).filter((line) => line.endsWith(': complete'))).toHaveLength(8);
    expect(lines(stderr).filter((line) => !line.includes(': note: '))).toEqual([
      `${BY_HAND}:25: the answers have no }; write \\{ for the sign itself`,
      `${BY_HAND}:28: a second pair of braces; put a blank line between two questions`,
      `${BY_HAND}:30: a } stands without its {; write \\} for the sign itself`,
      `${BY_HAND}:32: a multiple choice needs two options`,
      `${BY_HAND}:34: a weight of 150%; it is -100 to 100`,
      `${to}: 8 questions complete, 2 drafts; 5 places not readable`,
      `Next: refcount bank lint --bank ${to}, which names what each draft lacks; then bank test.`,
    ]);
  });

  it('makes drafts of notes from Anki, by deck, and says that sources are missing', async () => {
    const to = join(room, 'anki');
    const { code, stdout, stderr } = await imported('--format', 'anki', '--from', ANKI, '--to', to);
    expect(code).toBe(1);
    expect(lines(stdout)).toEqual([
      'exit-codes/what-does-hold.yaml: to write: rubric, examples, sources',
      'exit-codes/a-status-has-bits-so-256-reads-as-a-number.yaml: to write: rubric, examples, sources',
      'quoting/why-is-not.yaml: to write: rubric, examples, sources',
      'quoting/what-does-a-backslash-do-inside-single-quotes.yaml: to write: rubric, examples, sources',
    ]);
    expect(stderr).toContain('No --source was named, so every file needs its "sources".\n');
    expect(await readFile(join(to, 'lexicon.yaml'), 'utf8')).toBe(
      'concepts: {}\ntopics:\n  exit-codes: Exit codes\n  quoting: Quoting\n',
    );
  });

  it('writes for a bank that lies elsewhere: its ids are kept apart, and it needs no lexicon', async () => {
    const gift = join(room, 'shell.gift');
    await exported('--format', 'gift', '--to', gift);
    const to = join(room, 'for-shell');
    const { code, stdout, stderr } = await imported(
      '--format',
      'gift',
      '--from',
      gift,
      '--to',
      to,
      '--bank',
      SHELL,
      '--topic',
      'pipes',
      '--source',
      SOURCE,
    );
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual([
      'pipes/exit-zero-2.yaml: to write: rubric, examples',
      'pipes/pipe-status-2.yaml: complete',
      'pipes/word-splitting-2.yaml: complete',
    ]);
    expect(lines(stderr)).toEqual([
      `${SHELL}/lexicon.yaml: note: add the topic under "topics": pipes: Pipes`,
      `${to}: 2 questions complete, 1 draft`,
      `Next: move the files to ${SHELL}, then: refcount bank lint, which names what each draft lacks; then bank test.`,
    ]);
    expect(await readdir(to)).toEqual(['pipes']);
  });

  it('says when an accepted answer is not found by the pattern made of it', async () => {
    const gift = join(room, 'clauses.gift');
    await writeFile(gift, "What is printed?{=['a', 'b. c', 'd'] []}\n");
    const { stdout } = await imported(
      '--format',
      'gift',
      '--from',
      gift,
      '--to',
      join(room, 'clauses'),
      '--topic',
      'lists',
      '--source',
      SOURCE,
    );
    expect(stdout).toBe('lists/what-is-printed.yaml: to mend: rubric\n');
  });

  it.each([
    [[], 'import needs --format gift or --format anki'],
    [['--format', 'gift'], 'import needs --from FILE'],
    [['--format', 'gift', '--from', MOODLE], 'import needs --to DIR, the folder of a bank'],
    [['--format', 'gift', '--from', 'nowhere.gift', '--to', 'x'], 'nowhere.gift cannot be read: '],
    [
      ['--format', 'gift', '--from', MOODLE, '--to', 'x', '--topic', 'Exit codes'],
      '--topic "Exit codes": an id has lower-case letters, digits and single hyphens, such as exit-codes',
    ],
    [
      ['--format', 'gift', '--from', MOODLE, '--to', 'x', '--source', 'a book'],
      '--source a book: give a whole web address, with https://',
    ],
    [['--format', 'gift', '--from', MOODLE, '--to', 'package.json'], 'package.json is a file; '],
    [['--format', 'gift', '--from', MOODLE, '--to', 'x', '--bank', 'no-bank'], 'there is no folder no-bank; '],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await imported(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`refcount: ${message}`);
    expect(await readdir(ROOT)).not.toContain('x');
  });

  it('says that a file holds no questions', async () => {
    const file = join(room, 'empty.gift');
    await writeFile(file, '// nothing yet\n');
    const to = join(room, 'empty');
    const { code, stderr } = await imported('--format', 'gift', '--from', file, '--to', to);
    expect(code).toBe(1);
    expect(stderr).toBe(`refcount: ${file} holds no questions\n${to}: 0 questions complete, 0 drafts\n`);
  });

  it('refuses a file that is not UTF-8', async () => {
    const file = join(room, 'latin1.gift');
    await writeFile(file, Buffer.from('Was hei\xdft das?{=nichts ~alles}', 'latin1'));
    const { code, stderr } = await imported('--format', 'gift', '--from', file, '--to', join(room, 'latin1'));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `refcount: ${file} is not UTF-8 text; save it as UTF-8 first\n`,
    });
  });
});
