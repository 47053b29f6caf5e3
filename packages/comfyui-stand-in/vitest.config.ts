import { defineConfig } from 'vitest/config'

// For the suite of conformance on its own: one file after the other, since they share the node, and time for a slow one.
export default defineConfig({
  test: { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 },
})
