/** What a bank holds and covers, as a shell sees it. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, refcount } from './refcount.ts';

const SHELL = 'tests/fixtures/banks/shell';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refcount-stats-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('bank stats', () => {
  it('counts by topic, kind and difficulty, and names what is thin', async () => {
    const { code, stdout } = await refcount(['bank', 'stats', '--bank', SHELL]);
    expect(code).toBe(0);
    const row = (name: string) =>
      stdout
        .split('\n')
        .find((line) => line.startsWith(name))
        ?.trim()
        .split(/\s+/)
        .slice(1);
    expect(row('processes')).toEqual(['2', '1', '0', '1', '1', '1', '0', '0', '0', '2.0', '2', '0']);
    expect(row('quoting')).toEqual(['1', '0', '1', '0', '0', '0', '1', '0', '0', '2.0', '0', '0']);
    expect(row('all')?.[0]).toBe('3');
    expect(stdout).toContain('Fewer examples than 6 (explain) or 3 (predict, choice):\n  processes/exit-zero.yaml');
  });

  it('names patterns and vocabulary that nothing uses, and words of good answers that nothing reads', async () => {
    const bank = join(folder, 'wordy');
    await cp(join(ROOT, SHELL), bank, { recursive: true });
    const answers = join(folder, 'answers.jsonl');
    await writeFile(
      join(bank, 'lexicon.yaml'),
      'concepts:\n  exit-status: [exit status]\n  zero: ["0", zero]\n  signal: [SIGTERM]\ntopics:\n  processes: Processes\n  quoting: Quoting\n',
    );
    await writeFile(
      answers,
      `${JSON.stringify({ id: '1', question: 'exit-zero', answer: 'The kernel hands over the exit status; zero means then.', score: 1 })}\nnonsense\n`,
    );
    const { code, stdout, stderr } = await refcount([
      'bank',
      'stats',
      '--bank',
      bank,
      '--answers',
      answers,
      '--unused',
    ]);
    expect(stdout).toContain('Entries of the lexicon that no pattern names:\n  signal\n');
    expect(stdout).toMatch(/kernel \(1\)/);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'line 2: not JSON; write one object per line\n' });
    const { stdout: json } = await refcount(['bank', 'stats', '--bank', bank, '--json']);
    const parsed = JSON.parse(json);
    expect(parsed.unusedVocabulary).toEqual(['signal']);
    expect(parsed.patterns).toBe(5);
  });

  it('lists a pattern that no example has', async () => {
    const bank = join(folder, 'unused');
    await cp(join(ROOT, SHELL), bank, { recursive: true });
    await writeFile(join(bank, 'processes', 'exit-zero.yaml'), await dead(join(bank, 'processes', 'exit-zero.yaml')));
    const { stdout } = await refcount(['bank', 'stats', '--bank', bank, '--unused']);
    expect(stdout).toContain('6 patterns, of which 1 find nothing in any answer:');
    expect(stdout).toContain('rubric.tests-status.match: never & typed');
  });
});

async function dead(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).replace(
    "      - '@exit-status'\n",
    "      - '@exit-status'\n      - never & typed\n",
  );
}

describe('bank coverage', () => {
  it('prints what covers each section and myth, and exits 1 with every hole', async () => {
    const bank = join(folder, 'covered');
    await cp(join(ROOT, SHELL), bank, { recursive: true });
    await writeFile(
      join(bank, 'outline.yaml'),
      'sections:\n  - { id: "1", title: All of it, questions: [exit-zero, pipe-status, word-splitting], concepts: [pipeline] }\nmyths:\n  - { id: one, claim: One is success., concepts: [exit-status] }\n',
    );
    const { code, stdout, stderr } = await refcount(['bank', 'coverage', '--bank', bank]);
    expect(stdout).toContain(
      '  1: All of it\n    questions  exit-zero, pipe-status, word-splitting\n    concepts   pipeline\n',
    );
    expect(stdout).toContain('  one: One is success.\n    questions  —\n    concepts   exit-status\n');
    expect(stdout).toContain('Holes\n  question word-splitting teaches no concept\n');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '1 section, 1 myth: 1 hole\n' });
  });
});
