/** The table of limits in docs/discord.md names tests that exist. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const [, table = ''] = readFileSync('docs/discord.md', 'utf8').split('## Limits of Discord');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('.test.ts'))
  .map((line) => {
    const [limit = '', , holder = ''] = line.slice(2).split(' | ');
    return { limit, file: /`([^`]+)`/.exec(holder)?.[1] ?? '', title: /“(.+)”/.exec(holder)?.[1] };
  });

it('lists more than a few limits', () => {
  expect(rows.length).toBeGreaterThan(20);
});

it.each(rows)('$limit: held by a test that is there', ({ file, title }) => {
  const source = readFileSync(`tests/${file}`, 'utf8');
  if (title !== undefined) expect(source).toContain(title);
});
