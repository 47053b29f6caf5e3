import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

// npm run test:comfyui [-- --url http://host:8188]: the suite of conformance, against a node or the stand-in.

const { values } = parseArgs({ options: { url: { type: 'string' } } })
const comfyuiUrl = values.url?.replace(/\/$/, '')
const vitest = await startVitest('test', ['test/conformance/'], {
  root: `${import.meta.dirname}/..`,
  config: `${import.meta.dirname}/../vitest.config.ts`,
  watch: false,
  reporters: ['verbose'],
  ...(comfyuiUrl && { provide: { comfyuiUrl } }),
})
await vitest.close()
