import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    // Files of one worker share its modules: loading discord.js and Bolt anew for each took a fifth of the time.
    isolate: false,
    // Most tests wait for sockets, browsers and processes, so three share two cores well.
    maxWorkers: 3,
  },
});
