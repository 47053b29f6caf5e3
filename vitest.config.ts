import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/test/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // What a file imports is loaded once for all files of a worker. No test changes what others import.
    isolate: false,
    // One on each core; left alone vitest keeps one core for itself.
    maxWorkers: '100%',
  },
})
