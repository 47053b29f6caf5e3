// What driving ComfyUI nodes costs, against stand-in nodes of a set speed, each a process: node services/render/bench/fleet.ts
// Direct: the smallest client there can be, which posts the very same graph and takes the picture off its socket.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '@aiw/kit/log'
import { WebSocket } from 'ws'
import type { Backend, Finisher, Job } from '../src/backends/backend.ts'
import { comfyui } from '../src/backends/comfyui/comfyui.ts'
import { type Graph, graphFor } from '../src/backends/comfyui/graph.ts'
import { promptFor } from '../src/backends/comfyui/prompt.ts'
import { loadRecipes, type Recipe } from '../src/backends/comfyui/recipe.ts'
import { painter as startPainter } from '../src/backends/painter/painter.ts'
import { type Fleet, fleet, type PaintingEvent } from '../src/fleet.ts'
import { emptyScene, plainLook, size } from '../src/request.ts'

const log = createLogger('bench', 'silent')
const recipes = (await loadRecipes(join(import.meta.dirname, '../recipes'))).filter(
  ({ name }) => name === 'z-image-turbo',
)
const recipe = recipes[0]!
const steps = recipe.levels[0]!.steps
const never = new AbortController().signal
const measured = { lightness: 50, yellowness: 0, sharpness: 1 }
/** Passes pictures on as they are: what is measured is the way, not the finish. */
const asItIs: Finisher = {
  picture: async (data) => ({ image: { mediaType: 'image/png', data: Buffer.from(data), ...size }, measured }),
  preview: async (data) => ({ mediaType: 'image/jpeg', data: Buffer.from(data), ...size }),
}
const painter = startPainter({ workers: 1 })
let nth = 0
const nextJob = (): Job => ({
  id: `bench ${++nth}`,
  scene: emptyScene,
  look: { ...plainLook, style: 'impressionist' },
  seed: nth,
  ...size,
})
const quantile = (times: number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1]!
const ms = (value: number) => value.toFixed(value < 20 ? 1 : 0)

/** A node that takes `msPerPicture` for a picture in full. */
async function nodeOf(msPerPicture: number) {
  const child = fork(join(import.meta.dirname, 'fleet-node.ts'), [`${msPerPicture / (steps + 1)}`])
  const [url] = (await once(child, 'message')) as [string]
  const remaining = async (): Promise<number> => {
    const { exec_info } = (await (await fetch(`${url}/prompt`)).json()) as { exec_info: { queue_remaining: number } }
    return exec_info.queue_remaining
  }
  return { url, remaining, kill: () => child.kill('SIGKILL') }
}
type BenchNode = Awaited<ReturnType<typeof nodeOf>>

/** A fleet over nodes, all of them warm. */
async function fleetOver(nodes: readonly BenchNode[], finisher: Finisher) {
  const backends = nodes.map(({ url }, i) => comfyui({ name: `node ${i}`, url, recipes, finisher, log }))
  let changed = () => {}
  for (const backend of backends) backend.watch(() => changed())
  const paintings = fleet({
    painter,
    nodes: { list: () => backends, watch: (listener) => void (changed = listener) },
    queueLength: 1_000,
  })
  while (backends.some(({ problem }) => problem !== '')) await delay(20)
  return { paintings, backends, close: () => Promise.all(backends.map((backend: Backend) => backend.close())) }
}

/** Paints one picture; resolves with its milliseconds, those to the first preview, and who painted it. */
async function paint(paintings: Fleet, lane: string) {
  const job = nextJob()
  const startedAt = performance.now()
  let shownMs = Number.NaN
  let last: PaintingEvent | undefined
  for await (const event of paintings.paint(job, lane, never, log)) {
    if (event.kind === 'preview' && Number.isNaN(shownMs)) shownMs = performance.now() - startedAt
    last = event
  }
  return { ms: performance.now() - startedAt, shownMs, backend: last?.kind === 'picture' ? last.backend : '' }
}

/** The smallest client there can be: one socket, one prompt at a time. */
async function directClient(url: string) {
  const clientId = randomUUID()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?clientId=${clientId}`, { perMessageDeflate: false })
  let heard = (_data: Buffer, _isBinary: boolean) => {}
  socket.on('message', (data: Buffer, isBinary) => heard(data, isBinary))
  await once(socket, 'open')
  return {
    async paint(): Promise<number> {
      const { graph } = graphOf(nextJob(), recipe)
      const startedAt = performance.now()
      const { promise, resolve } = Promise.withResolvers<void>()
      heard = (data, isBinary) => {
        // Type 1, format 2: a PNG.
        if (isBinary && data.readUInt32BE(0) === 1 && data.readUInt32BE(4) === 2) resolve()
      }
      const answer = await fetch(`${url}/prompt`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // Previews are asked for as the fleet asks for them, or the node had less to do.
        body: JSON.stringify({ prompt: graph, client_id: clientId, extra_data: { preview_method: 'latent2rgb' } }),
      })
      await answer.arrayBuffer()
      await promise
      return performance.now() - startedAt
    },
    close: () => socket.close(),
  }
}

const graphOf = (job: Job, by: Recipe): { graph: Graph } =>
  graphFor(by, {
    prompt: promptFor(job, by),
    seed: job.seed,
    width: job.width,
    height: job.height,
    level: by.levels[0]!,
    look: job.look,
  })

/** One picture after another on one node, directly and through the fleet in turns. */
async function overhead(msPerPicture: number, rounds: number) {
  const node = await nodeOf(msPerPicture)
  const { paintings, close } = await fleetOver([node], asItIs)
  const direct = await directClient(node.url)
  const times = { direct: [] as number[], fleet: [] as number[], finished: [] as number[], shown: [] as number[] }
  for (let i = 0; i < rounds + 3; i++) {
    const straight = await direct.paint()
    await delay(20)
    const driven = await paint(paintings, 'one')
    await delay(20)
    if (i < 3) continue
    times.direct.push(straight)
    times.fleet.push(driven.ms)
    times.shown.push(driven.shownMs)
  }
  await close()
  const finishing = await fleetOver([node], painter.finisher)
  for (let i = 0; i < rounds + 3; i++) {
    const { ms: finished } = await paint(finishing.paintings, 'one')
    await delay(20)
    if (i >= 3) times.finished.push(finished)
  }
  await finishing.close()
  direct.close()
  node.kill()
  const line = (name: string, of: number[]) =>
    console.log(`  ${name.padEnd(46)} ${ms(quantile(of, 0.5)).padStart(7)} ${ms(quantile(of, 0.95)).padStart(7)}`)
  console.log(`One writer, one node of ${msPerPicture} ms a picture, ${rounds} pictures; milliseconds p50, p95`)
  line('direct', times.direct)
  line('through the fleet, picture as it is', times.fleet)
  line('through the fleet, brought to its look', times.finished)
  line('first preview (the painter’s sketch)', times.shown)
  console.log(
    `  overhead at the median: ${ms(quantile(times.fleet, 0.5) - quantile(times.direct, 0.5))} ms; with the finish ${ms(quantile(times.finished, 0.5) - quantile(times.direct, 0.5))} ms`,
  )
}

/** As many pictures as four nodes paint, from four direct clients and through one fleet, in turns. */
async function throughput(msPerPicture: number, pictures: number) {
  const nodes = await Promise.all([0, 1, 2, 3].map(() => nodeOf(msPerPicture)))
  const { paintings, close } = await fleetOver(nodes, asItIs)
  const clients = await Promise.all(nodes.map(({ url }) => directClient(url)))
  const rates = { direct: [] as number[], fleet: [] as number[] }
  for (let round = 0; round < 3; round++) {
    let left = pictures
    let startedAt = performance.now()
    await Promise.all(
      clients.map(async (client) => {
        while (left-- > 0) await client.paint()
      }),
    )
    rates.direct.push((pictures * 1_000) / (performance.now() - startedAt))
    left = pictures
    startedAt = performance.now()
    // Eight writers, so that a next picture always waits.
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        while (left-- > 0) await paint(paintings, `writer ${writer}`)
      }),
    )
    rates.fleet.push((pictures * 1_000) / (performance.now() - startedAt))
  }
  const [direct, driven] = [quantile(rates.direct, 0.5), quantile(rates.fleet, 0.5)]
  console.log(`Four nodes of ${msPerPicture} ms a picture, ${pictures} pictures, median of 3 rounds; pictures a second`)
  console.log(
    `  four direct clients ${direct.toFixed(2)}, one fleet ${driven.toFixed(2)}: ${((100 * driven) / direct).toFixed(1)} %`,
  )
  await close()
  for (const client of clients) client.close()
  for (const node of nodes) node.kill()
}

/** Writers who write on as soon as their picture is there. */
async function writing(writers: number, sentences: number, nodesMs: number[]) {
  const nodes = await Promise.all(nodesMs.map(nodeOf))
  const { paintings, close } = await fleetOver(nodes, painter.finisher)
  const all: Awaited<ReturnType<typeof paint>>[] = []
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let i = 0; i < sentences; i++) all.push(await paint(paintings, `writer ${writer}`))
    }),
  )
  const by = Map.groupBy(all, ({ backend }) => backend)
  console.log(
    `${writers} writers x ${sentences} sentences, nodes of ${nodesMs.join(' and ')} ms, brought to their look; milliseconds p50, p95, longest`,
  )
  const times = all.map((one) => one.ms)
  const shown = all.map(({ shownMs }) => shownMs)
  console.log(`  picture       ${[0.5, 0.95, 1].map((share) => ms(quantile(times, share)).padStart(7)).join('')}`)
  console.log(`  first preview ${[0.5, 0.95, 1].map((share) => ms(quantile(shown, share)).padStart(7)).join('')}`)
  console.log(
    `  painted by ${[...by]
      .map(([backend, pictures]) => `${backend} ${pictures.length}`)
      .toSorted()
      .join(', ')}`,
  )
  await close()
  for (const node of nodes) node.kill()
}

/** How much later a picture comes whose node dies in the middle of it, the other node being idle. */
async function death(msPerPicture: number, rounds: number) {
  const usual: number[] = []
  const lost: number[] = []
  for (let i = 0; i < rounds; i++) {
    const nodes = await Promise.all([nodeOf(msPerPicture), nodeOf(msPerPicture)])
    const { paintings, close } = await fleetOver(nodes, asItIs)
    usual.push((await paint(paintings, 'a')).ms)
    const dying = paint(paintings, 'a')
    let isPainting: boolean[]
    do {
      await delay(5)
      isPainting = await Promise.all(nodes.map(async ({ remaining }) => (await remaining()) > 0))
    } while (!isPainting.includes(true))
    await delay(msPerPicture / 2)
    nodes[isPainting.indexOf(true)]!.kill()
    const { ms: took, backend } = await dying
    if (!backend) throw new Error('A picture was lost')
    lost.push(took)
    await close()
    for (const node of nodes) node.kill()
  }
  console.log(
    `A node of ${msPerPicture} ms dies in the middle of a picture, ${rounds} times; milliseconds p50, longest`,
  )
  console.log(
    `  undisturbed ${ms(quantile(usual, 0.5))}, ${ms(quantile(usual, 1))}; with a death ${ms(quantile(lost, 0.5))}, ${ms(quantile(lost, 1))}`,
  )
  console.log(`  lost by it ${ms(quantile(lost, 0.5) - quantile(usual, 0.5))} (half a picture had been painted)`)
}

await overhead(400, 40)
await throughput(400, 80)
await writing(8, 20, [900, 900])
await death(600, 9)
await painter.close()
process.exit()
