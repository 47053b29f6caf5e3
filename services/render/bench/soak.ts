// Many pictures over four stand-in nodes with random faults: node --expose-gc services/render/bench/soak.ts [pictures] [seed]
import { soak } from '../test/comfyui/soak.ts'

const pictures = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`${pictures} pictures, seed ${seed}`)
const startedAt = performance.now()
const { heap, ...soaked } = await soak({ pictures, seed, faultEveryMs: 150 })
console.log(soaked)
console.log(`heap in MB after each tenth: ${heap.map((bytes) => (bytes / 1e6).toFixed(0)).join(' ')}`)
console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
const isSound =
  soaked.odd === 0 &&
  soaked.wrong === 0 &&
  soaked.leaks.length === 0 &&
  soaked.away.length === 0 &&
  soaked.tellingLines === 0
process.exit(isSound ? 0 : 1)
