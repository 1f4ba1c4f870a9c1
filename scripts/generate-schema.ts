/**
 * Writes schema/*.schema.json, the JSON Schemas that editors check bank files with, from the schemas that the loader uses.
 * `--check` writes nothing and fails when a file is not what it would write. Run: `node scripts/generate-schema.ts [--check]`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { conceptSchema, lexiconSchema, questionSchema } from '../src/core/bank/question.ts';

const FOLDER = new URL('../schema/', import.meta.url);

/** What a kind needs, so that editors ask for it too. */
const KINDS = [
  { kind: 'predict', required: ['code', 'output'] },
  { kind: 'choice', required: ['choices', 'correct'] },
].map(({ kind, required }) => ({
  if: { properties: { kind: { const: kind } }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited.
  then: { required },
}));

const SCHEMAS = [
  { name: 'question', title: 'A question of a bank', schema: questionSchema, extra: { allOf: KINDS } },
  { name: 'concept', title: 'A concept of a bank', schema: conceptSchema, extra: {} },
  { name: 'lexicon', title: 'The lexicon of a bank', schema: lexiconSchema, extra: {} },
];

const check = process.argv.includes('--check');
const stale: string[] = [];
await mkdir(FOLDER, { recursive: true });
for (const { name, title, schema, extra } of SCHEMAS) {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  const text = `${JSON.stringify({ $schema, title, ...rest, ...extra }, null, 2)}\n`;
  const file = new URL(`${name}.schema.json`, FOLDER);
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (present === text) continue;
  stale.push(`schema/${name}.schema.json`);
  if (!check) await writeFile(file, text);
}
if (check && stale.length > 0) {
  process.stderr.write(`not up to date: ${stale.join(', ')}; run: node scripts/generate-schema.ts\n`);
  process.exitCode = 1;
}
