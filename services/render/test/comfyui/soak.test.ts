import { expect, test } from 'vitest'
import { soak } from './soak.ts'

// Ten thousand: npm run soak.
test('whatever happens on the nodes, every request ends in one picture of its own, and nothing is left', async () => {
  const soaked = await soak({ pictures: 200, seed: 1, faultEveryMs: 150 })
  expect(soaked).toMatchObject({ pictures: 200, failures: {}, odd: 0, wrong: 0, leaks: [], away: [], tellingLines: 0 })
  expect(Object.keys(soaked.faults).length).toBeGreaterThan(3)
  expect(Object.keys(soaked.byBackend).filter((name) => name.startsWith('node'))).toHaveLength(4)
}, 60_000)
