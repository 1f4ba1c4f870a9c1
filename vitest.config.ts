import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    // By default one core is left idle; most tests wait for sockets and processes, so two share two cores well.
    maxWorkers: 2,
  },
});
