/**
 * The bank's grades against marks: a change of the grader, the lexicon or a rubric that agrees less fails here.
 *
 * `marked.jsonl`: 270 answers to 27 questions, written and marked fact by fact without sight of any rubric.
 * `imagined.jsonl`: answers that the bank's authors imagined, and mended the rubrics by; a net against regressions,
 * and no measure of accuracy. docs/grading.md says what was measured when.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { gradeMarked, readMarked } from '../../src/cli/bank/report.ts';
import { type Agreement, agreementOf } from '../../src/core/agreement/agreement.ts';
import { loadBank } from '../../src/core/bank/load.ts';

const loaded = loadBank(await readBankFolder(fileURLToPath(new URL('../../questions', import.meta.url))));

async function measure(file: string): Promise<Agreement> {
  if (!loaded.ok) throw new Error('the bank has errors: run `refcount bank lint`');
  const text = await readFile(new URL(`../fixtures/answers/${file}`, import.meta.url), 'utf8');
  const { answers, problems } = readMarked(text);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return agreementOf(gradeMarked(answers, loaded.bank, (id) => expect.unreachable(`no question ${id}`)));
}

const stratum = ({ strata }: Agreement, name: string) => {
  const found = strata.find((s) => s.name === name);
  if (!found) throw new Error(`no answers of the sort ${name}`);
  return found;
};

describe('marked answers', async () => {
  const agreement = await measure('marked.jsonl');

  test('are all there', () => {
    expect(agreement).toMatchObject({ answers: 270, questions: 27 });
    expect(agreement.strata.map(({ answers }) => answers)).toEqual(new Array(10).fill(27));
  });

  test('scores agree', () => {
    expect(agreement.kappa).toBeGreaterThan(0.95);
    expect(agreement.pearson).toBeGreaterThan(0.95);
    expect(agreement.error).toBeLessThan(0.055);
  });

  test('criteria and misconceptions agree', () => {
    expect(agreement.criteria?.precision).toBeGreaterThan(0.93);
    expect(agreement.criteria?.recall).toBeGreaterThan(0.92);
    expect(agreement.misconceptions?.precision).toBeGreaterThan(0.93);
    expect(agreement.misconceptions?.recall).toBeGreaterThan(0.87);
  });

  test('who debunks a misconception is not penalised, and terms without claims earn nothing', () => {
    expect(stratum(agreement, 'debunk').penalised).toBeLessThanOrEqual(0.03);
    expect(stratum(agreement, 'soup-or-copy').highest).toBeLessThanOrEqual(0.15);
  });

  // The one that scores more than a half has a mark of 0.55.
  test('an answer with its relations inverted does not pass', () => {
    expect(stratum(agreement, 'flipped').passed).toBeLessThanOrEqual(1 / 27);
  });

  test('sure grades are right', () => {
    expect(agreement.confident.right).toBeGreaterThanOrEqual(0.95);
    expect(agreement.confident.answers / agreement.answers).toBeGreaterThan(0.5);
  });
});

describe('imagined answers', async () => {
  const agreement = await measure('imagined.jsonl');

  test('every explain question has some, and most predict questions', async () => {
    const text = await readFile(new URL('../fixtures/answers/imagined.jsonl', import.meta.url), 'utf8');
    const asked = new Set(readMarked(text).answers.map(({ question }) => question));
    const questions = loaded.ok ? [...loaded.bank.questions.values()] : [];
    const without = (kind: string) => questions.filter((one) => one.kind === kind && !asked.has(one.id));
    expect(without('explain').map(({ id }) => id)).toEqual([]);
    expect(without('predict').length).toBeLessThan(12);
  });

  test('grades are as their authors say', () => {
    expect(agreement.error).toBeLessThan(0.025);
    expect(stratum(agreement, 'flipped').error).toBeLessThan(0.06);
    expect(stratum(agreement, 'debunk').penalised).toBeLessThanOrEqual(0.03);
    expect(stratum(agreement, 'soup-or-copy').score).toBeLessThan(0.1);
  });
});
