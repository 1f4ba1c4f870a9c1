import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readBankFolder } from '../../../src/bank-folder.ts';
import { loadBank } from '../../../src/core/bank/load.ts';
import { swap } from './mistakes.ts';
import { changed, findingsOf, SHELL_FOLDER, shellFiles, sound } from './shell-bank.ts';

const ZERO = 'processes/exit-zero.yaml';
const STATUS = 'concepts/exit-status.yaml';

describe('a sound bank', () => {
  it('loads without findings, with defaults filled in', () => {
    const result = loadBank(shellFiles());
    expect(result.findings).toEqual([]);
    const bank = sound(shellFiles());
    expect([...bank.questions.keys()]).toEqual(['exit-zero', 'pipe-status', 'word-splitting']);
    expect([...bank.concepts.keys()]).toEqual(['exit-status', 'pipeline']);
    expect(bank.questions.get('exit-zero')?.misconceptions[0]?.penalty).toBe(2);
    expect(bank.lexicon.topics.quoting).toBe('Quoting');
  });

  it('has a version of its content: the order of files and keys does not matter, a changed pattern does', () => {
    const { version } = sound(shellFiles());
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(sound(shellFiles().toReversed()).version).toBe(version);
    expect(
      sound(changed(ZERO, (text) => text.replace('kind: explain\ntopic: processes', 'topic: processes\nkind: explain')))
        .version,
    ).toBe(version);
    expect(sound(changed(ZERO, swap('branch|then', 'branch|then|taken'))).version).not.toBe(version);
    expect(sound(changed('lexicon.yaml', swap('zero]', 'naught]'))).version).not.toBe(version);
    expect(sound(changed(STATUS, swap('The number', 'A number'))).version).toBe(version);
    const topics = swap('  processes: Processes\n  quoting: Quoting', '  quoting: Quoting\n  processes: Processes');
    expect(sound(changed('lexicon.yaml', topics)).version).toBe(version);
  });

  it('cannot be changed', () => {
    const bank = sound(shellFiles());
    const criterion = bank.questions.get('exit-zero')?.rubric[0];
    expect(() => Object.assign(criterion ?? {}, { points: 1 })).toThrow(TypeError);
    expect(() => (bank.questions as Map<string, unknown>).delete('exit-zero')).toThrow('cannot be changed');
    expect(() => (bank.concepts as Map<string, unknown>).clear()).toThrow('cannot be changed');
    expect(() => Object.assign(bank.lexicon.topics, { x: 'y' })).toThrow(TypeError);
  });
});

describe('many mistakes', () => {
  it('come all at once, in reading order, from all files', () => {
    const files = changed(ZERO, (text) =>
      text
        .replace('difficulty: 1', 'difficulty: 7')
        .replace('[0.9, 1]', '[1, 0.9]')
        .replace('[tests-output]', '[nope]')
        .replace('    nudge:', '    nugde:'),
    ).map((file) => (file.path === STATUS ? { ...file, text: file.text.replace('title:', 'titel:') } : file));
    expect(findingsOf(files).map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      `${STATUS} missing-field`,
      `${STATUS} unknown-key`,
      `${ZERO} wrong-size`,
      `${ZERO} unknown-key`,
      `${ZERO} example-band`,
      `${ZERO} unknown-misconception`,
    ]);
  });

  it('in a concept do not make references to it wrong', () => {
    expect(findingsOf(changed(STATUS, swap(/summary: .*\n/, ''))).map(({ rule }) => rule)).toEqual(['missing-field']);
  });

  it('in the lexicon do not make topics and patterns wrong', () => {
    expect(findingsOf(changed('lexicon.yaml', swap('topics:', 'topcis:'))).map(({ rule }) => rule)).toEqual([
      'missing-field',
      'unknown-key',
    ]);
  });

  it('name both files when an id is used twice', () => {
    const copy = shellFiles().find(({ path }) => path === ZERO)?.text ?? '';
    const findings = findingsOf(
      changed('quoting/exit-zero.yaml', () => copy.replace('topic: processes', 'topic: quoting')),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['duplicate-id']);
    expect(findings[0]?.message).toBe(
      'two questions have the id "exit-zero": processes/exit-zero.yaml and quoting/exit-zero.yaml',
    );
  });

  it('leave the sound questions gradable', () => {
    const result = loadBank(changed(ZERO, swap('difficulty: 1', 'difficulty: 7')));
    expect(result.ok ? [] : [...(result.gradable?.questions.keys() ?? [])]).toEqual(['pipe-status', 'word-splitting']);
  });

  it.each(['', '[]', '3', 'null', '- a', '&a [*a]', '{', '\t', '\u0000', 'a: &a [x]\nb: [*a, *a]'])(
    'never throws: %j',
    (text) => {
      for (const path of [ZERO, STATUS, 'lexicon.yaml']) {
        expect(loadBank(changed(path, () => text)).ok).toBe(false);
      }
    },
  );
});

describe('any value in any field', () => {
  /** Every path to a value of plain data. */
  const pathsOf = (value: unknown, at: readonly string[] = []): (readonly string[])[] => [
    at,
    ...(typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))
      : []),
  ];

  function withValue(data: unknown, at: readonly string[], value: unknown): unknown {
    const [key, ...rest] = at;
    if (key === undefined || typeof data !== 'object' || data === null) return value;
    const copy = Array.isArray(data) ? [...data] : { ...data };
    Object.assign(copy, { [key]: withValue(Reflect.get(data, key), rest, value) });
    return copy;
  }

  it('is either accepted or found at that place, never thrown at the author', () => {
    const cases = shellFiles().flatMap(({ path, text }) => {
      const data: unknown = parse(text);
      return pathsOf(data).map((at) => ({ path, data, at }));
    });
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.jsonValue({ maxDepth: 2 }), ({ path, data, at }, value) => {
        const text = stringify(withValue(data, at, value));
        const others = shellFiles().filter((file) => file.path !== path);
        const { findings } = loadBank([...others, { path, text }]);
        for (const finding of findings) {
          expect(finding.message).not.toBe('');
          expect(finding.fix).not.toBe('');
          if (finding.path === path) expect(finding.line).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('reading a folder', () => {
  it('gives relative paths with forward slashes', async () => {
    const files = await readBankFolder(SHELL_FOLDER);
    expect(files.map(({ path }) => path)).toContain('processes/exit-zero.yaml');
  });

  it('says what to do when the folder is missing or is a file', async () => {
    await expect(readBankFolder(`${SHELL_FOLDER}-nowhere`)).rejects.toThrow('there is no folder');
    await expect(readBankFolder(`${SHELL_FOLDER}/lexicon.yaml`)).rejects.toThrow('is a file');
  });
});
