/** The bank and grade commands as a shell sees them: a process, its output and its exit code. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, refcount } from './refcount.ts';

const SHELL = 'tests/fixtures/banks/shell';

let broken: string;
const ZERO = 'processes/exit-zero.yaml';

beforeAll(async () => {
  broken = await mkdtemp(join(tmpdir(), 'refcount-bank-'));
  await cp(join(ROOT, SHELL), broken, { recursive: true });
  const text = await readFile(join(broken, ZERO), 'utf8');
  await writeFile(join(broken, ZERO), text.replace('difficulty: 1', 'dificulty: 1'));
  const split = join(broken, 'quoting/word-splitting.yaml');
  await writeFile(split, (await readFile(split, 'utf8')).replace('score: [0, 0.2]', 'score: [0.7, 0.8]'));
});

afterAll(() => rm(broken, { recursive: true, force: true }));

describe('bank lint', () => {
  it('is silent on stdout and exits 0 for a sound bank', async () => {
    const { code, stdout, stderr } = await refcount(['bank', 'lint', '--bank', SHELL]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(
      /^tests\/fixtures\/banks\/shell: 3 questions, 2 concepts, version [0-9a-f]{12}; 0 errors, 0 warnings\n$/,
    );
  });

  it('prints one line per finding, and exits 1', async () => {
    const { code, stdout } = await refcount(['bank', 'lint', '--bank', broken]);
    expect(code).toBe(1);
    const [missing, unknown, ...rest] = stdout.trimEnd().split('\n');
    expect(missing).toMatch(
      /processes\/exit-zero\.yaml:2:1: difficulty: "difficulty" is missing \(missing-field\) — add /,
    );
    expect(unknown).toMatch(
      /processes\/exit-zero\.yaml:5:1: dificulty: unknown key "dificulty" \(unknown-key\) — did you mean "difficulty"\?$/,
    );
    expect(rest).toEqual([]);
  });

  it('prints findings as JSON on demand, only those of the files named', async () => {
    const all = await refcount(['bank', 'lint', '--bank', broken, '--json', 'exit-zero']);
    expect(all.code).toBe(1);
    expect(JSON.parse(all.stdout)).toMatchObject([
      { path: ZERO, line: 2, column: 1, field: 'difficulty', rule: 'missing-field', severity: 'error' },
      { path: ZERO, line: 5, column: 1, field: 'dificulty', rule: 'unknown-key', severity: 'error' },
    ]);
    const none = await refcount(['bank', 'lint', '--bank', broken, '--json', 'quoting']);
    expect({ code: none.code, findings: JSON.parse(none.stdout) }).toEqual({ code: 0, findings: [] });
  });

  it('knows a file by its path with or without its ending, and by its folder', async () => {
    for (const name of ['processes/exit-zero', `./${ZERO}`, `${broken}/${ZERO}`, 'processes/'])
      expect(JSON.parse((await refcount(['bank', 'lint', '--bank', broken, '--json', name])).stdout)).toHaveLength(2);
  });

  it('exits 2 when nothing has one of the names', async () => {
    const { code, stdout, stderr } = await refcount([
      'bank',
      'lint',
      '--bank',
      SHELL,
      'processes',
      'quereis',
      'nosuch',
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'refcount: nothing is called quereis or nosuch\n',
    });
  });
});

describe('bank test', () => {
  it('exits 0 when every example is graded as its author says', async () => {
    const { code, stdout, stderr } = await refcount(['bank', 'test', '--bank', SHELL]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('6 examples of 3 questions: all in their bands\n');
  });

  it('explains each miss, and tests the rest of a bank with errors', async () => {
    const { code, stdout, stderr } = await refcount(['bank', 'test', '--bank', broken]);
    expect(code).toBe(1);
    expect(stdout).toContain('exit-zero.yaml:5:1: dificulty: unknown key');
    expect(stdout).toContain(
      'quoting/word-splitting.yaml examples[1]: graded 0, below its band [0.7, 0.8]\n    0 of 4  right-output\n',
    );
    expect(stdout).toContain('    -2  misconception kept-as-is: "');
    expect(stderr).toBe('4 examples of 2 questions: 1 not as expected; 2 errors in the files\n');
  });

  it('tests only what is named', async () => {
    const { code, stderr } = await refcount(['bank', 'test', '--bank', broken, 'processes/pipe-status.yaml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '2 examples of 1 question: all in their bands\n' });
    const unknown = await refcount(['bank', 'test', '--bank', SHELL, 'nothing-here']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('nothing is called nothing-here');
  });

  it('tests nothing when one of several names is unknown, or none is of a question', async () => {
    const unknown = await refcount(['bank', 'test', '--bank', SHELL, 'pipe-status', 'nothing-here']);
    expect(unknown).toMatchObject({ code: 2, stderr: 'refcount: nothing is called nothing-here\n' });
    const concept = await refcount(['bank', 'test', '--bank', SHELL, 'concepts/pipeline.yaml']);
    expect(concept.code).toBe(2);
    expect(concept.stderr).toContain('no question can be tested: concepts/pipeline.yaml');
    const both = await refcount(['bank', 'test', '--bank', SHELL, 'concepts/pipeline.yaml', 'pipe-status']);
    expect(both).toMatchObject({ code: 0, stderr: '2 examples of 1 question: all in their bands\n' });
  });
});

describe('grade --jsonl', () => {
  const answers = [
    { id: 1, question: 'exit-zero', answer: 'It looks at the exit status. Zero means success, so the branch runs.' },
    { id: 'b', question: 'pipe-status', answer: '', choices: ['A', 'C'] },
    { id: 'c', question: 'word-splitting', answer: 'The value is split into words.', output: '3' },
    { id: 'd', question: 'word-splitting', answer: 'The variable stays one word.', output: '1', choices: null },
  ];
  const jsonl = (lines: readonly unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

  it('writes one grade per answer, in order, criteria in the order of the rubric', async () => {
    const { code, stdout, stderr } = await refcount(['grade', '--jsonl', '--bank', SHELL], { input: jsonl(answers) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const grades = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const confidence = expect.any(Number);
    expect(grades).toEqual([
      {
        id: 1,
        question: 'exit-zero',
        score: 1,
        criteria: [
          { id: 'tests-status', met: 1 },
          { id: 'zero-is-true', met: 1 },
        ],
        misconceptions: [],
        confidence,
      },
      {
        id: 'b',
        question: 'pipe-status',
        score: 1,
        criteria: [{ id: 'right-choices', met: 1 }],
        misconceptions: [],
        confidence,
      },
      {
        id: 'c',
        question: 'word-splitting',
        score: 1,
        criteria: [
          { id: 'right-output', met: 1 },
          { id: 'splits', met: 1 },
        ],
        misconceptions: [],
        confidence,
      },
      {
        id: 'd',
        question: 'word-splitting',
        score: 0,
        criteria: [
          { id: 'right-output', met: 0 },
          { id: 'splits', met: 0 },
        ],
        misconceptions: ['kept-as-is'],
        confidence,
      },
    ]);
  });

  it('tells bad lines by number, grades the others, and exits 1', async () => {
    const input = `{"id": 1\n\n[]\n${jsonl([{ id: 2, question: 'exit-zro', answer: '' }, { id: 3, question: 'exit-zero' }, answers[0]])}`;
    const { code, stdout, stderr } = await refcount(['grade', '--jsonl', '--bank', SHELL], { input });
    expect(code).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1]);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'line 1: not JSON; write one object per line',
      'line 3: not an object; write {"id", "question", "answer"}',
      'line 4: unknown question "exit-zro"; did you mean "exit-zero"?',
      expect.stringMatching(/^line 5: "answer": /),
    ]);
  });

  it('grades thousands of lines, and reads a last line without a line feed', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...answers[index % 3], id: index }));
    const { code, stdout } = await refcount(['grade', '--jsonl', '--bank', SHELL], { input: jsonl(many).trimEnd() });
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(many.map(({ id }) => id));
  });

  it('refuses to grade with a bank that has errors', async () => {
    const { code, stdout, stderr } = await refcount(['grade', '--jsonl', '--bank', broken], { input: jsonl(answers) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('dificulty');
  });
});

describe('bank report', () => {
  const ANSWERS = 'tests/fixtures/answers/shell.jsonl';

  it('prints the figures, then the worst grades with what was decided otherwise', async () => {
    const { code, stdout, stderr } = await refcount(['bank', 'report', '--bank', SHELL, '--answers', ANSWERS]);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'line 6: not JSON; write one object per line',
      expect.stringMatching(/^line 7: "score": /),
      'unknown question "exit-zer"; did you mean "exit-zero"?',
    ]);
    expect(stdout).toContain('3 answers to 1 question\n');
    expect(stdout).toMatch(/^mean absolute error +0\.200$/m);
    expect(stdout).toMatch(/^criteria: recall +0\.667$/m);
    expect(stdout).toMatch(/^misconceptions: precision +1\.000$/m);
    expect(stdout).toMatch(/^partial +1 +0\.00 +0\.60 +0\.60/m);
    expect(stdout).toMatch(/^exit-zero tests-status +0\.33 +1\.00 +0\.50$/m);
    expect(stdout).toContain('z3 (partial): graded 0, marked 0.6');
    expect(stdout).toContain('    tests-status: met 0, marked 1\n');
    expect(stdout).not.toContain('z1');
  });

  it('gives the same figures as data', async () => {
    const { stdout } = await refcount(['bank', 'report', '--bank', SHELL, '--answers', ANSWERS, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ answers: 3, questions: 1, criteria: { precision: 1, recall: 2 / 3 } });
  });

  it('shows as many of the worst as are asked for', async () => {
    const { stdout } = await refcount(['bank', 'report', '--bank', SHELL, '--answers', ANSWERS, '--worst', '0']);
    expect(stdout).not.toContain('z3');
  });
});

describe('bank why', () => {
  it('shows how an answer was read, what every rule made of it, and the sum', async () => {
    const answer = 'It tests the exit sttatus, not what is printed.';
    const { code, stdout } = await refcount([
      'bank',
      'why',
      '--bank',
      SHELL,
      '--question',
      'exit-zero',
      '--answer',
      answer,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('status (typed "sttatus")');
    expect(stdout).toContain('~printed~');
    expect(stdout).toMatch(/tests-status: met 1 of 1, worth 6\n {4}match {3}found {4}@exit-status/);
    expect(stdout).toMatch(/tests-output: not found\n {4}match {3}denied {3}prints\|printed/);
    expect(stdout).toMatch(/\nScore \(6\) of 10: 0\.6, confidence 0\.\d+\n$/);
  });

  it('needs a sound question, not a sound bank', async () => {
    const ask = (question: string) =>
      refcount(['bank', 'why', '--bank', broken, '--question', question, '--answer', 'x']);
    expect(await ask('pipe-status')).toMatchObject({ code: 0, stderr: '' });
    const bad = await ask('exit-zero');
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('exit-zero.yaml:5:1: dificulty: unknown key');
  });
});

describe('misuse', () => {
  it.each([
    [['bank', 'report'], 'report needs --answers'],
    [['bank', 'report', '--answers', 'nowhere.jsonl'], 'the marked answers cannot be read'],
    [['bank', 'report', '--answers', 'x', '--worst', 'ten'], '--worst ten: give a number'],
    [['bank', 'why', '--question', 'exit-zero'], 'why needs --question and --answer'],
    [['bank', 'why', '--question', 'exit-zro', '--answer', 'x', '--bank', SHELL], 'did you mean "exit-zero"?'],
    [['bank'], 'bank needs a verb'],
    [['bank', 'lnt'], 'bank has no "lnt"'],
    [['bank', 'lint', '--jsn'], 'unknown option --jsn; did you mean --json?'],
    [['bank', 'lint', '--bank'], '--bank needs a value'],
    [['bank', 'lint', '--bank', 'nowhere/at-all'], 'there is no folder nowhere/at-all'],
    [['grade'], 'grade needs --jsonl'],
    [['grade', '--jsonl', 'answers.jsonl'], 'unexpected "answers.jsonl"'],
    [['grad'], 'unknown command "grad". Did you mean "grade"?'],
  ])('%j exits 2 and says: %s', async (args, sentence) => {
    const { code, stdout, stderr } = await refcount(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

it('tells how a verb is used, and how all are', async () => {
  const one = await refcount(['bank', 'verify', '--help']);
  expect(one).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('usage: refcount bank verify [--bank DIR]'),
  });
  expect(one.stdout).not.toContain('bank lint');
  const all = await refcount(['bank', 'help']);
  for (const verb of ['lint', 'fmt', 'coverage', 'import']) expect(all.stdout).toContain(`refcount bank ${verb} `);
});
