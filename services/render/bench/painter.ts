// How fast the painter is: node services/render/bench/painter.ts [--soak]. Run with nothing else on the machine.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import type { Job } from '../src/backends/backend.ts'
import { compose } from '../src/backends/painter/compose.ts'
import { painter } from '../src/backends/painter/painter.ts'
import { styles } from '../src/backends/painter/styles.ts'
import { look, scenes } from '../test/painter/scenes.ts'

const run = promisify(execFile)
const never = new AbortController().signal
const size = { width: 1024, height: 640 }
const jobs: Job[] = Object.values(scenes).map((scene, i) => ({
  id: String(i),
  scene,
  look: look({ brightness: ((i % 5) - 2) / 4, warmth: ((i % 3) - 1) / 2, energy: (i % 4) / 4 }),
  seed: i * 7919 + 1,
  ...size,
}))

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!
const ms = (value: number) => `${value.toFixed(0)} ms`
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

async function paintOne(backend: ReturnType<typeof painter>, job: Job) {
  const started = performance.now()
  let first = 0
  for await (const painted of backend.paint(job, never, backend.offers(job)[0]!)) {
    if (painted.kind === 'preview') first ||= performance.now() - started
    if (painted.kind === 'picture')
      return { first, picture: performance.now() - started, bytes: painted.image.data.length }
  }
  throw new Error('no picture')
}

/** Pictures a second, and the processor time of all threads that each took, in ms. */
async function rate(workers: number): Promise<{ perSecond: number; processor: number }> {
  await using pool = disposable(workers)
  // Every thread compiles its own code: each must have painted some before it is measured.
  const some = jobs.slice(0, 8)
  for (const job of some) await Promise.all(Array.from({ length: workers }, () => paintOne(pool.backend, job)))
  const used = process.cpuUsage()
  const started = performance.now()
  const all = [...jobs, ...jobs]
  await Promise.all(all.map((job) => paintOne(pool.backend, job)))
  const perSecond = (all.length * 1000) / (performance.now() - started)
  const { user, system } = process.cpuUsage(used)
  return { perSecond, processor: (user + system) / 1000 / all.length }
}

function disposable(workers: number) {
  const backend = painter({ workers })
  return { backend, [Symbol.asyncDispose]: () => backend.close() }
}

const rows: Record<string, Record<string, string>> = {}
const before = process.memoryUsage().rss
{
  await using pool = disposable(1)
  for (const job of jobs.slice(0, 6)) await paintOne(pool.backend, job)
  for (const { name } of styles) {
    const seen = []
    for (const job of jobs) seen.push(await paintOne(pool.backend, { ...job, look: { ...job.look, style: name } }))
    rows[name] = {
      'first preview': ms(median(seen.map(({ first }) => first))),
      picture: ms(median(seen.map(({ picture }) => picture))),
      'picture p95': ms(p95(seen.map(({ picture }) => picture))),
      size: `${(median(seen.map(({ bytes }) => bytes)) / 1000).toFixed(0)} kB`,
    }
  }
  console.log(`${jobs.length} scenes, ${size.width} x ${size.height}, one at a time, medians:`)
  console.table(rows)
  console.log(`peak memory of the process: ${mb(process.resourceUsage().maxRSS * 1024)} (before: ${mb(before)})`)
  if (process.argv.includes('--soak')) {
    const memory = []
    for (let round = 0; round < 25; round++) {
      for (const job of jobs) await paintOne(pool.backend, { ...job, seed: job.seed + round })
      memory.push(process.memoryUsage().rss)
    }
    console.log(`memory after each ${jobs.length} of 500 pictures: ${memory.map(mb).join(', ')}`)
  }
}
// In turns, so that whatever else the machine does meets both alike.
const rates = []
for (let round = 0; round < 3; round++) rates.push({ one: await rate(1), two: await rate(2) })
const one = median(rates.map((round) => round.one.perSecond))
const two = median(rates.map((round) => round.two.perSecond))
const gain = median(rates.map((round) => round.two.perSecond / round.one.perSecond))
console.log(`pictures a second: one worker ${one.toFixed(2)}, two ${two.toFixed(2)}: ${gain.toFixed(2)} times`)
const processor = median(rates.map((round) => round.one.processor))
const busy = median(rates.map((round) => (round.one.processor * round.one.perSecond) / 1000))
console.log(`processor time a picture: ${ms(processor)}; one worker keeps ${busy.toFixed(2)} cores busy`)

const gmic = await run('gmic', ['version']).then(
  () => true,
  () => false,
)
if (gmic) {
  const folder = await mkdtemp(join(tmpdir(), 'painter-bench-'))
  const { rgba } = compose(jobs[0]!)
  await sharp(rgba, { raw: { ...size, channels: 4 } })
    .removeAlpha()
    .png()
    .toFile(join(folder, 'scene.png'))
  const started = performance.now()
  await run('gmic', [
    join(folder, 'scene.png'),
    'fx_brushify',
    '7,0.25,4,64,25,12,0,2,4,0.2,0.5,30,1,1,1,5,0,0.2,1,0',
    'o',
    join(folder, 'out.png'),
  ])
  const took = performance.now() - started
  await using pool = disposable(1)
  for (let i = 0; i < 6; i++) await paintOne(pool.backend, jobs[0]!)
  const { picture } = await paintOne(pool.backend, jobs[0]!)
  console.log(
    `G'MIC fx_brushify on the first scene: ${ms(took)}, ${(took / picture).toFixed(1)} times the painter's ${ms(picture)}`,
  )
  await rm(folder, { recursive: true })
} else console.log("G'MIC is not installed: no comparison")
