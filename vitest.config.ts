import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Nothing here depends on how fast the machine is, so time-outs are a measure of patience.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    // Many tests wait for real processes, servers and clocks rather than for the processor.
    maxWorkers: 4,
  },
});
