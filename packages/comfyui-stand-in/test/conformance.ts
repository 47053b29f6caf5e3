import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

// npm run test:comfyui [-- --url http://host:8188]: the suite of conformance, against a node or the stand-in. One file
// after the other, since they share the node, and time for a slow one.

const { values } = parseArgs({ options: { url: { type: 'string' } } })
const comfyuiUrl = values.url?.replace(/\/$/, '')
const vitest = await startVitest('test', ['test/conformance/'], {
  root: `${import.meta.dirname}/..`,
  config: false,
  watch: false,
  reporters: ['verbose'],
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  ...(comfyuiUrl && { provide: { comfyuiUrl } }),
})
await vitest.close()
