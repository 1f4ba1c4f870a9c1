/** The built-in bank, looked up as people type: tests/fixtures/lookups.json has a query and the concepts it may mean. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readBankFolder } from '../../../src/bank-folder.ts';
import { createLookup } from '../../../src/core/bank/lookup.ts';
import { sound } from './shell-bank.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const bank = sound(await readBankFolder(`${ROOT}/questions`));
const lookup = createLookup(bank);
const queries: [query: string, means: string[]][] = JSON.parse(
  await readFile(`${ROOT}/tests/fixtures/lookups.json`, 'utf8'),
);

it('the right concept comes first for at least 95 % of what people type, and among the first five for 99 %', () => {
  const missed = (within: number) =>
    queries.filter(
      ([query, means]) =>
        !lookup
          .search(query, 5)
          .slice(0, within)
          .some(({ id }) => means.includes(id)),
    );
  expect(queries.length).toBeGreaterThanOrEqual(40);
  expect({ share: 1 - missed(1).length / queries.length, missed: missed(1) }).toMatchObject({
    share: expect.toSatisfy((share: number) => share >= 0.95),
  });
  expect(missed(5).length).toBeLessThanOrEqual(queries.length * 0.01);
});

it('every concept is found by each of its names', () => {
  for (const concept of bank.concepts.values()) {
    for (const name of [concept.id, concept.title, ...concept.aliases]) {
      expect({ name, found: lookup.find(name) }).toEqual({ name, found: { kind: 'found', concept } });
    }
  }
});
