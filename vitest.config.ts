import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // `npm test` takes the quick ones, in five minutes; `npm run test:long` the others: pages in a browser, and much painting.
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['**/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.long.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'long', include: ['**/test/**/*.long.test.ts'], exclude: ['**/node_modules/**'] },
      },
    ],
    globalSetup: ['test/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    // One on each core; left alone vitest keeps one core for itself.
    maxWorkers: '100%',
  },
})
