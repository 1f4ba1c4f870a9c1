/**
 * Writes schema/*.schema.json, the JSON Schemas that editors check bank files with, from the schemas that the loader uses.
 * `--check` writes nothing and fails when a file is not what it would write. Run: `node scripts/generate-schema.ts [--check]`.
 */
import { z } from 'zod';
import { SCHEMAS } from '../src/core/bank/room.ts';
import { writeOrCheck } from './generated-files.ts';

/** What a kind needs, so that editors ask for it too. */
const KINDS = [
  { kind: 'predict', required: ['code', 'output'] },
  { kind: 'choice', required: ['choices', 'correct'] },
].map(({ kind, required }) => ({
  if: { properties: { kind: { const: kind } }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited.
  then: { required },
}));

const FILES = [
  { name: 'question', title: 'A question of a bank', schema: SCHEMAS.question, extra: { allOf: KINDS } },
  { name: 'concept', title: 'A concept of a bank', schema: SCHEMAS.concept, extra: {} },
  { name: 'topic', title: 'What to know of a topic', schema: SCHEMAS.topic, extra: {} },
  { name: 'outline', title: 'What a bank sets out to cover', schema: SCHEMAS.outline, extra: {} },
  { name: 'bank', title: 'What a bank is about', schema: SCHEMAS.about, extra: {} },
  { name: 'lexicon', title: 'The lexicon of a bank', schema: SCHEMAS.lexicon, extra: {} },
];

const files = FILES.map(({ name, title, schema, extra }) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return {
    path: `schema/${name}.schema.json`,
    text: `${JSON.stringify({ $schema, title, ...rest, ...extra }, null, 2)}\n`,
  };
});
await writeOrCheck(files, { check: process.argv.includes('--check') });
