import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/test/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What is waited for comes within milliseconds; on a busy machine within seconds. Less than the 5 s after which calls, and
    // connections nobody uses, end by themselves: what is to end because somebody left must not be taken for that.
    expect: { poll: { timeout: 4_000, interval: 20 } },
    restoreMocks: true,
    // What a file imports is loaded once for all files of a worker. No test changes what others import.
    isolate: false,
    // One on each core; left alone vitest keeps one core for itself.
    maxWorkers: '100%',
  },
})
