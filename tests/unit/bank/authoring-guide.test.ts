/** The worked examples of docs/authoring.md are the files of the shell bank, so they cannot go stale. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { shellFiles } from './shell-bank.ts';

const guide = await readFile(new URL('../../../docs/authoring.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => parse(yaml) as unknown);

describe('docs/authoring.md', () => {
  it.each(['processes/exit-zero.yaml', 'concepts/exit-status.yaml', 'lexicon.yaml'])('shows %s', (path) => {
    const file = parse(shellFiles().find((one) => one.path === path)?.text ?? '') as Record<string, unknown>;
    const shown = blocks.filter((block) => file.id === undefined || (block as { id?: unknown })?.id === file.id);
    if (path === 'lexicon.yaml') {
      const { topics } = file;
      expect(shown).toContainEqual(expect.objectContaining({ topics, concepts: expect.anything() }));
    } else {
      expect(shown).toEqual([file]);
    }
  });

  it.each(['quoting/word-splitting.yaml', 'processes/pipe-status.yaml'])('shows the gist of %s', (path) => {
    const file = parse(shellFiles().find((one) => one.path === path)?.text ?? '') as Record<string, unknown>;
    const gist = blocks.find(
      (block) => (block as { kind?: unknown } | null)?.kind === file.kind && file.kind !== 'explain',
    );
    const { examples, ...fields } = gist as { examples: readonly unknown[] };
    expect(file).toMatchObject(fields);
    expect(file.examples).toEqual(expect.arrayContaining([...examples]));
  });

  it('lists every rule', async () => {
    const folder = new URL('../../../src/core/bank/', import.meta.url);
    const names = [
      'source',
      'schema-findings',
      'question-rules',
      'bank-rules',
      'page-rules',
      'draft',
      'placeholder-rules',
      'pattern-findings',
      'load',
    ];
    const sources = await Promise.all(names.map((name) => readFile(new URL(`${name}.ts`, folder), 'utf8')));
    const rules = new Set(
      sources.flatMap((text) => [...text.matchAll(/rule: '([a-z-]+)'/g)].map(([, rule = '']) => rule)),
    );
    expect(rules.size).toBeGreaterThan(15);
    const [, table = ''] = guide.split('| rule | it means |');
    expect([...rules].filter((rule) => !table.includes(`\`${rule}\``))).toEqual([]);
  });
});
