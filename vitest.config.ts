import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Two projects of speed: nothing here depends on how fast the machine is, so time-outs are generous.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
