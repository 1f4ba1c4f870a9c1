/** `bank new` as someone at a terminal meets it: one question a line, and nothing written before the end. */
import { cp, lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readBankFolder } from '../../../src/bank-folder.ts';
import { layOut } from '../../../src/cli/authoring/layout.ts';
import { newFile } from '../../../src/cli/authoring/new.ts';
import type { NewOptions } from '../../../src/cli/authoring/plan.ts';
import { loadBank } from '../../../src/core/bank/load.ts';
import { placeholderFindings } from '../../../src/core/bank/placeholder-rules.ts';
import { roomOf } from '../../../src/core/bank/room.ts';
import { readSource } from '../../../src/core/bank/source.ts';

let room: string;
let folder: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'refcount-new-'));
  folder = join(room, 'bank');
  await cp('tests/fixtures/banks/shell', folder, { recursive: true });
});
afterEach(() => rm(room, { recursive: true, force: true }));

/** Runs the command with these lines typed; without `lines` nobody sits there. `meanwhile` runs at the first question. */
async function made(
  names: readonly string[],
  options: Partial<NewOptions> = {},
  lines?: readonly string[],
  meanwhile = () => Promise.resolve(),
) {
  let [stdout, stderr] = ['', ''];
  const stdin = Object.assign(new PassThrough(), lines ? { isTTY: true } : {});
  let typing = async () => {
    typing = async () => undefined;
    await meanwhile();
    stdin.end((lines ?? []).map((line) => `${line}\n`).join(''));
  };
  if (!lines) await typing();
  const code = await newFile(
    { folder, names, ...options },
    {
      stdin,
      stdout: { write: (text) => (stdout += text) },
      stderr: {
        write: (text) => {
          stderr += text;
          typing();
        },
      },
      defaultBankDir: folder,
    },
  );
  return { code, stdout, stderr };
}

const text = (path: string) => readFile(join(folder, path), 'utf8');
const data = async (path: string) => parse(await text(path));

/** The bank's findings other than those about what is still to be written, and how many of these there are. */
async function findings() {
  const files = await readBankFolder(folder);
  const result = loadBank(files);
  const others = result.findings.filter(({ rule }) => rule !== 'to-write').map(({ path, rule }) => `${path} ${rule}`);
  return { others, toWrite: files.flatMap((file) => placeholderFindings(readSource(file))) };
}

describe('with everything given', () => {
  it.each([
    ['explain', { runtime: false }],
    ['predict', { runtime: false }],
    ['choice', { runtime: false }],
    ['explain', { runtime: true }],
    ['predict', { runtime: true }],
    ['choice', { runtime: true }],
  ] as const)('a question of kind %s has no fault but what is still to be written (%o)', async (kind, { runtime }) => {
    if (runtime) await writeFile(join(folder, 'bank.yaml'), 'name: Shell\nruntime: POSIX sh\n');
    const before = (await findings()).others;
    const prompt = 'Why does `sh -c "exit 3"` print: nothing?';
    const { code, stdout, stderr } = await made(['question', 'fresh-one'], {
      kind,
      topic: 'quoting',
      difficulty: '4',
      prompt,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /quoting\/fresh-one\.yaml; next: refcount bank lint fresh-one, then refcount bank test fresh-one$/,
    );
    expect(await data('quoting/fresh-one.yaml')).toMatchObject({ id: 'fresh-one', kind, difficulty: 4, prompt });
    const { others, toWrite } = await findings();
    expect(others).toEqual(before);
    expect(toWrite.length).toBeGreaterThan(4);
    for (const { path, fix } of toWrite) {
      expect(path).toBe('quoting/fresh-one.yaml');
      expect(fix).toMatch(/^(write|give) \w.{8}/);
    }
  });

  it('every new file is in the canonical form', async () => {
    const long = 'Why? '.repeat(60).trim();
    await made(['question', 'a'], { kind: 'explain', topic: 'quoting', difficulty: '1', prompt: long });
    await made(['question', 'b'], { kind: 'predict', topic: 'quoting', difficulty: '1', prompt: 'Two\n\nparagraphs' });
    await made(['concept', 'word'], { topic: 'quoting', title: '`IFS`: where words end' });
    await made(['topic', 'loops'], { title: 'Loops' });
    for (const path of ['quoting/a.yaml', 'quoting/b.yaml', 'concepts/word.yaml']) {
      const written = await text(path);
      expect(layOut(path, written, roomOf(path) ?? 'question')).toEqual({ ok: true, text: written });
    }
  });

  it('a topic page has a point for each of its concepts', async () => {
    await rm(join(folder, 'topics/processes.yaml'));
    expect((await made(['topic', 'processes'])).code).toBe(0);
    expect(await data('topics/processes.yaml')).toMatchObject({
      id: 'processes',
      know: [{ concepts: ['exit-status'] }, { concepts: ['pipeline'] }],
    });
    expect((await findings()).others).toEqual([]);
  });

  it('a topic without concepts is only added to the lexicon, whose other lines stay', async () => {
    const before = await text('lexicon.yaml');
    const { code, stdout } = await made(['topic', 'here-documents'], { title: 'Here documents: <<' });
    expect(code).toBe(0);
    expect(stdout).toContain('next: refcount bank new concept --topic here-documents');
    const after = await text('lexicon.yaml');
    expect(after).toContain("\n  here-documents: 'Here documents: <<'\n");
    expect(after.split('\n').filter((line) => !line.includes('here-documents'))).toEqual(before.split('\n'));
    expect(await readdir(join(folder, 'topics'))).not.toContain('here-documents.yaml');
  });
});

describe('with nobody to ask', () => {
  it('names everything that is missing or wrong, and writes nothing', async () => {
    const { code, stderr } = await made(['question', 'Exit Zero'], { kind: 'explian', topic: 'proceses' });
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'refcount: ID Exit Zero: an id has lower-case letters, digits and single hyphens, such as exit-zero',
      'refcount: --kind explian: one of explain, predict, choice; did you mean explain?',
      expect.stringContaining('--topic proceses: lexicon.yaml has no such topic; did you mean processes?'),
      expect.stringContaining('--difficulty is missing: 1 warm-up'),
      expect.stringContaining('--prompt is missing'),
    ]);
  });

  it.each([
    [[], {}, 'what to make is missing: question, concept or topic'],
    [['quiz'], {}, 'what to make quiz: one of question, concept, topic'],
    [['question', 'exit-zero'], {}, 'ID exit-zero: processes/exit-zero.yaml has this id'],
    [['concept', 'x'], { kind: 'explain' }, 'a concept has no --kind'],
    [['concept', 'x', 'y'], {}, 'unexpected "y"'],
    [['topic', 'processes'], {}, 'ID processes: topics/processes.yaml has this id'],
    [['topic', 'fresh'], {}, '--title is missing'],
    [['question', 'x'], { difficulty: '6' }, '--difficulty 6: a difficulty is a number from 1 to 5'],
    [['question', 'x'], { prompt: 'x'.repeat(1201) }, 'a prompt has at most 1200 characters'],
  ])('%j %o is refused: %s', async (names, options, sentence) => {
    const before = await readdir(folder, { recursive: true });
    const { code, stdout, stderr } = await made(names, options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });

  it('does not overwrite a file whose id is not its name', async () => {
    await writeFile(join(folder, 'processes/odd.yaml'), 'id: even\n');
    for (const id of ['odd', 'even']) {
      const { code, stderr } = await made(['question', id], {
        kind: 'choice',
        topic: 'processes',
        difficulty: '1',
        prompt: 'x',
      });
      expect(code).toBe(2);
      expect(stderr).toContain('processes/odd.yaml has this id');
    }
    expect(await text('processes/odd.yaml')).toBe('id: even\n');
  });

  it('a folder with files of its own is no topic, nor is what leads out of the bank, even when the lexicon says so', async () => {
    const given = { kind: 'explain', difficulty: '1', prompt: 'x?' };
    const lexicon = (await text('lexicon.yaml')).replace('topics:\n', "topics:\n  '../evil': Evil\n  topics: Topics\n");
    await writeFile(join(folder, 'lexicon.yaml'), lexicon);
    const evil = await made(['question', 'x'], { ...given, topic: '../evil' });
    expect(evil.code).toBe(2);
    expect(evil.stderr).toBe(
      'refcount: --topic ../evil: an id has lower-case letters, digits and single hyphens, such as evil\n',
    );
    for (const id of ['topics', 'concepts']) {
      const question = await made(['question', 'x'], { ...given, topic: id });
      const sentence = `the folder ${id}/ holds other files of a bank, so no topic can have this id\n`;
      expect(question).toMatchObject({ code: 2, stderr: `refcount: --topic ${id}: ${sentence}` });
      const topic = await made(['topic', id], { title: 'x' });
      expect(topic).toMatchObject({ code: 2, stderr: `refcount: ID ${id}: ${sentence}` });
    }
    const offered = await made(['question', 'x'], given);
    expect(offered.stderr).toBe('refcount: --topic is missing: processes, quoting\n');
    expect(await readdir(room)).toEqual(['bank']);
    expect(await text('lexicon.yaml')).toBe(lexicon);
  });

  it('says in a sentence that a file cannot be made', async () => {
    await rm(join(folder, 'concepts'), { recursive: true });
    await writeFile(join(folder, 'concepts'), '');
    const { code, stderr } = await made(['concept', 'subshell'], { topic: 'processes', title: 'Subshell' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^refcount: .*concepts\/subshell\.yaml cannot be written: E[^\n]*\n$/);
  });

  it('says where a bank should be', async () => {
    const { code, stderr } = await made(['concept'], { folder: join(folder, 'nowhere') });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no folder');
  });
});

describe('at a terminal', () => {
  it('asks for what is missing, takes the default for an empty line, and asks again for what is wrong', async () => {
    const typed = [
      'exit zero',
      'exit-zero',
      'exit-one',
      '',
      'Processes!',
      'processes',
      'two',
      '',
      '',
      'What is a status of one?',
    ];
    const { code, stderr } = await made(['question'], {}, typed);
    expect(code).toBe(0);
    expect(await data('processes/exit-one.yaml')).toMatchObject({
      id: 'exit-one',
      kind: 'explain',
      topic: 'processes',
      difficulty: 2,
      prompt: 'What is a status of one?',
    });
    expect(stderr).toContain('Id of the question (lower-case letters, digits and hyphens, the name of its file): ');
    expect(stderr).toContain('  an id has lower-case letters, digits and single hyphens, such as exit-zero\n');
    expect(stderr).toContain('  processes/exit-zero.yaml has this id\n');
    expect(stderr).toContain('Kind (explain, predict or choice) [explain]: ');
    expect(stderr).toContain('  a difficulty is a number from 1 to 5\n');
    expect(stderr).toContain('  Give what is asked, at most 1200 characters.\n');
  });

  it('does not ask for what was given, unless it is wrong', async () => {
    const { code, stderr } = await made(['concept', 'subshell'], { topic: 'processes', title: 'x'.repeat(81) }, [
      'Subshell',
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      '  a title has at most 80 characters\nTitle (the name people know it by, at most 80 characters): ',
    );
    expect(await data('concepts/subshell.yaml')).toMatchObject({ title: 'Subshell', topic: 'processes' });
  });

  it('offers to add a new topic, with a title', async () => {
    const given = { kind: 'explain', difficulty: '1', prompt: 'What ends a loop?' };
    const { code, stdout, stderr } = await made(['question', 'break-loop'], given, ['loops', 'yes', '']);
    expect(code).toBe(0);
    expect(stderr).toContain('lexicon.yaml has no topic loops. Add it? (yes or no) [yes]: ');
    expect(stdout).toContain('lexicon.yaml: topic loops added\n');
    expect((await data('lexicon.yaml')).topics).toEqual({ processes: 'Processes', quoting: 'Quoting', loops: 'Loops' });
    expect((await findings()).others).toEqual([]);
  });

  it('does not add a misspelt one without being told to', async () => {
    const given = { kind: 'explain', difficulty: '1', prompt: 'x?' };
    const before = await text('lexicon.yaml');
    const { code, stderr } = await made(['question', 'y'], given, ['quotin', '', 'quoting']);
    expect(code).toBe(0);
    expect(stderr).toContain('lexicon.yaml has no topic quotin (but quoting). Add it? (yes or no) [no]: ');
    expect(await text('lexicon.yaml')).toBe(before);
    expect(await data('quoting/y.yaml')).toMatchObject({ topic: 'quoting' });
  });

  const loops = { kind: 'explain', difficulty: '1', prompt: 'What ends a loop?' };

  it('adds a topic to the lexicon as it is by then', async () => {
    const before = await text('lexicon.yaml');
    const { code } = await made(['question', 'break-loop'], loops, ['loops', 'yes', ''], () =>
      writeFile(join(folder, 'lexicon.yaml'), `# Mine.\n${before}`),
    );
    expect(code).toBe(0);
    expect(await text('lexicon.yaml')).toContain(`# Mine.\n${before.slice(0, 40)}`);
    expect((await data('lexicon.yaml')).topics).toMatchObject({ loops: 'Loops' });
  });

  it('leaves the lexicon as it is when somebody else has added the topic', async () => {
    const now = (await text('lexicon.yaml')).replace('topics:\n', 'topics:\n  loops: For and while\n');
    const { code, stdout } = await made(['question', 'break-loop'], loops, ['loops', 'yes', ''], () =>
      writeFile(join(folder, 'lexicon.yaml'), now),
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain('added');
    expect(await text('lexicon.yaml')).toBe(now);
    expect(await data('loops/break-loop.yaml')).toMatchObject({ topic: 'loops' });
  });

  it('makes a lexicon where there is none', async () => {
    await rm(join(folder, 'lexicon.yaml'));
    expect((await made(['question', 'break-loop'], loops, ['loops', 'yes', ''])).code).toBe(0);
    expect(await data('lexicon.yaml')).toEqual({ concepts: {}, topics: { loops: 'Loops' } });
  });

  it('adds a topic to the file that a linked lexicon is', async () => {
    const before = await text('lexicon.yaml');
    await rm(join(folder, 'lexicon.yaml'));
    await writeFile(join(folder, 'words.txt'), before);
    await symlink('words.txt', join(folder, 'lexicon.yaml'));
    expect((await made(['topic', 'loops'], { title: 'Loops' })).code).toBe(0);
    expect((await lstat(join(folder, 'lexicon.yaml'))).isSymbolicLink()).toBe(true);
    const after = await text('words.txt');
    expect(after.split('\n').filter((line) => line !== '  loops: Loops')).toEqual(before.split('\n'));
    expect(after).not.toBe(before);
  });

  it('leaves nothing behind when the input ends', async () => {
    const before = await readdir(folder, { recursive: true });
    const { code, stdout, stderr } = await made(['question', 'y'], {}, ['explain', 'loops', 'yes']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/\nrefcount: nothing was written\n$/);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });
});
