/** Rules of the house that imports do not show: who may ask for the time, chance and the environment. */
import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

/** What only some files may say. The chat's page runs in a browser and is nobody's server code. */
const RULES = [
  { what: 'the environment', says: /process\.env/, allowed: ['src/config.ts'] },
  { what: 'the time', says: /Date\.now\(|new Date\(\)|Temporal\.Now/, allowed: ['src/clock.ts'] },
  { what: 'chance', says: /Math\.random\(|randomUUID|randomInt|randomBytes|getRandomValues/, allowed: ['src/ids.ts'] },
  { what: 'the console', says: /\bconsole\.\w+\(/, allowed: [] },
];

async function sources(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const path of glob(['src/**/*.ts', 'migrations/*.ts'])) found.set(path, await readFile(path, 'utf8'));
  return found;
}

describe('only where it is allowed', async () => {
  const files = await sources();

  test('there are sources to look at, and the allowed files use what they are allowed', () => {
    expect(files.size).toBeGreaterThan(100);
    for (const { says, allowed } of RULES) for (const path of allowed) expect(files.get(path)).toMatch(says);
  });

  test.each(RULES)('a file asks for $what', ({ says, allowed }) => {
    const others = [...files].filter(([path, text]) => !(allowed as string[]).includes(path) && says.test(text));
    expect(others.map(([path]) => path)).toEqual([]);
  });

  test('no file is too long to read in one sitting', () => {
    const long = [...files].filter(([, text]) => text.split('\n').length > 351);
    expect(long.map(([path]) => path)).toEqual([]);
  });
});
