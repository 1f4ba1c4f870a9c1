/** The JSON Schemas for editors: they are what the loader's schemas say, and they agree with it about real files. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readBankFolder } from '../../../src/bank-folder.ts';
import { shellFiles } from './shell-bank.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

async function validator(name: string) {
  const schema = JSON.parse(await readFile(`${ROOT}/schema/${name}.schema.json`, 'utf8'));
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

const FOLDERS: Readonly<Record<string, string>> = { concepts: 'concept', topics: 'topic' };
const kindOf = (path: string) => {
  const [folder = '', name] = path.split('/');
  return name === undefined ? folder.replace('.yaml', '') : (FOLDERS[folder] ?? 'question');
};

describe('schema/', () => {
  it('is up to date', async () => {
    await expect(
      promisify(execFile)(process.execPath, ['scripts/generate-schema.ts', '--check'], { cwd: ROOT }),
    ).resolves.toBeDefined();
  });

  it.each(['question', 'concept', 'lexicon', 'bank', 'topic'])('accepts every %s of both banks', async (kind) => {
    const validate = await validator(kind);
    const files = [...shellFiles(), ...(await readBankFolder(`${ROOT}/questions`))];
    const ofKind = files.filter(({ path }) => kindOf(path) === kind);
    expect(ofKind.length).toBeGreaterThan(0);
    for (const { path, text } of ofKind) {
      validate(parse(text));
      expect({ path, errors: validate.errors }).toEqual({ path, errors: null });
    }
  });

  it('refuses what the loader refuses: unknown keys, wrong kinds, and a predict question without code', async () => {
    const validate = await validator('question');
    const text = shellFiles().find(({ path }) => path === 'quoting/word-splitting.yaml')?.text ?? '';
    for (const [from, to] of [
      ['kind: predict', 'kind: guess'],
      ['prompt:', 'promt:'],
      [/code: [\s\S]*?output:/, 'output:'],
      ['difficulty: 3', 'difficulty: "3"'],
    ] as const) {
      expect(validate(parse(text.replace(from, to)))).toBe(false);
    }
  });
});
