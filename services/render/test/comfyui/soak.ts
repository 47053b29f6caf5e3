import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type StandIn, standIn } from '@aiw/comfyui-stand-in'
import { toFailure } from '@aiw/kit/errors'
import type { Finisher, Job, Painted } from '../../src/backends/backend.ts'
import { comfyui } from '../../src/backends/comfyui/comfyui.ts'
import { fleet, type Painter } from '../../src/fleet.ts'
import { job, keptLog, nodeTiming, recipeOf } from './support.ts'

/** What came of a soak. All counts of pictures; leaks as `StandIn.leaks` names them. */
export interface Soaked {
  pictures: number
  /** Requests that ended in a failure, by code. */
  failures: Record<string, number>
  /** Requests that ended in anything but one picture or one failure. */
  odd: number
  /** Pictures that belong to another request. */
  wrong: number
  byBackend: Record<string, number>
  faults: Record<string, number>
  leaks: string[]
  /** Nodes that did not come back within 20 s once nothing went wrong any more. */
  away: string[]
  /** Log lines that hold a word of a scene. */
  tellingLines: number
  /** Bytes of live JavaScript memory after each tenth of the pictures, garbage collected where that is possible. */
  heap: number[]
}

const nodesCount = 4
const lanes = 12
/** So many different pictures are painted: another one's is found out with this chance to one. */
const seeds = 200

/**
 * Paints many pictures over four stand-in nodes while things go wrong on them at random, and looks at everything that
 * came of it. `faultEveryMs`: mean time between two faults. Same `seed`, same faults, but not at the same moments.
 */
export async function soak({
  pictures,
  seed,
  faultEveryMs,
}: {
  pictures: number
  seed: number
  faultEveryMs: number
}): Promise<Soaked> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const nodes = await Promise.all(
    Array.from({ length: nodesCount }, (_, i) => standIn({ generation: i % 2 ? '0.3.64' : 'newest', msPerStep: 1 })),
  )
  const { log, lines } = keptLog()
  const soaked: Soaked = {
    pictures: 0,
    failures: {},
    odd: 0,
    wrong: 0,
    byBackend: {},
    faults: {},
    leaks: [],
    away: [],
    tellingLines: 0,
    heap: [],
  }
  const count = (of: Record<string, number>, key: string) => (of[key] = (of[key] ?? 0) + 1)

  /** Which picture belongs to a job: learnt on a node that is well, before anything goes wrong. */
  const known = new Map<string, number>()
  const hashOf = (image: Uint8Array) => createHash('sha256').update(image).digest('hex')
  let isLearning = true
  const finisher: Finisher = {
    async picture(image, { id, seed: of, width, height }) {
      const hash = hashOf(image)
      // Not a node's warming up.
      if (id.startsWith('job')) {
        if (isLearning) known.set(hash, of)
        else if (known.get(hash) !== of) soaked.wrong++
      }
      return { image: { mediaType: 'image/png', data: Buffer.from(image), width, height }, measured }
    },
    preview: async (image, { width, height }) => ({ mediaType: 'image/jpeg', data: Buffer.from(image), width, height }),
  }
  const recipe = recipeOf('swift', { size: { leastPixels: 4_096, mostPixels: 4_096, multipleOf: 64, longest: 1 } })
  recipe.levels = recipe.levels.slice(0, 1)
  const backends = nodes.map(({ url }, i) =>
    comfyui({ name: `node ${i}`, url, recipes: [recipe], finisher, log }, nodeTiming),
  )
  let changed = () => {}
  for (const backend of backends) backend.watch(() => changed())
  const paintings = fleet({
    painter: slowPainter(),
    nodes: { list: () => backends, watch: (listener) => void (changed = listener) },
    queueLength: 1_000,
  })
  const jobOf = (id: string, of: number): Job => job({ id, seed: of, width: 256, height: 256 })

  async function request(id: number): Promise<void> {
    const of = isLearning ? id : Math.floor(random() * seeds)
    let ended = 0
    try {
      for await (const event of paintings.paint(
        jobOf(`job ${isLearning} ${id}`, of),
        `lane ${id % lanes}`,
        new AbortController().signal,
        log,
      ))
        if (event.kind === 'picture') {
          ended++
          if (!isLearning) count(soaked.byBackend, event.backend)
          if (event.backend === 'painter' && event.image.data.readUInt32BE(0) !== of) soaked.wrong++
        }
      if (isLearning) return
      soaked.pictures++
      if (ended !== 1) soaked.odd++
    } catch (error) {
      count(soaked.failures, toFailure(error).code)
      if (ended !== 0) soaked.odd++
    }
  }

  while (backends.some(({ problem }) => problem !== '')) await delay(5)
  for (let next = 0; next < seeds; next++) await request(next)
  isLearning = false

  const over = new AbortController()
  const troubles = trouble(nodes, over.signal, {
    random,
    pick,
    faultEveryMs,
    happened: (name) => count(soaked.faults, name),
  })
  let next = 0
  /** Painted at once when all is well again: enough that every node has its share. */
  const last = nodesCount * 4
  const tenth = Math.ceil(pictures / 10)
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < pictures - last) {
        const id = next++
        await request(id)
        lines.splice(0, lines.length).forEach((line) => /lighthouse|Impressionist/i.test(line) && soaked.tellingLines++)
        if (id % tenth === 0) {
          globalThis.gc?.()
          soaked.heap.push(process.memoryUsage().heapUsed)
        }
      }
    }),
  )
  over.abort()
  await troubles
  for (const node of nodes) Object.assign(node.faults, well, { routes: {} })
  // Nodes that were away come back and are cleaned; what the cache holds the next prompt drives out.
  const leaks = () =>
    nodes.flatMap((node, i) =>
      node
        .leaks()
        .filter((leak) => !leak.startsWith('cache'))
        .map((leak) => `node ${i}: ${leak}`),
    )
  const areBack = () => backends.every(({ problem }) => problem === '')
  for (const until = performance.now() + 20_000; performance.now() < until && !areBack();) await delay(50)
  await Promise.all(Array.from({ length: last }, () => request(next++)))
  for (const until = performance.now() + 20_000; performance.now() < until; await delay(50))
    if (leaks().length === 0 && areBack()) break
  soaked.leaks = leaks()
  soaked.away = backends.flatMap(({ name, problem }) => (problem === '' ? [] : [name]))
  await Promise.all(backends.map((backend) => backend.close()))
  await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
  return soaked
}

const measured = { lightness: 50, yellowness: 0, sharpness: 1 }
const well = {
  dropAtFrame: undefined,
  silent: false,
  halfOpen: false,
  stalled: false,
  outOfMemory: 0,
  failAt: undefined,
  partialValidation: false,
  coalesceMs: 0,
  splitBytes: 0,
} as const

/** Lets things go wrong on nodes, and mends them again, until the signal aborts. */
async function trouble(
  nodes: readonly StandIn[],
  signal: AbortSignal,
  {
    random,
    pick,
    faultEveryMs,
    happened,
  }: {
    random: () => number
    pick: <T>(list: readonly T[]) => T
    faultEveryMs: number
    happened: (name: string) => void
  },
): Promise<void> {
  const pause = (ms: number) => delay(ms, undefined, { signal }).catch(() => {})
  const faults: Record<string, (node: StandIn) => Promise<void> | void> = {
    drop: ({ faults: of }) => void (of.dropAtFrame = 1 + Math.floor(random() * 12)),
    memory: ({ faults: of }) => void (of.outOfMemory = 1),
    error: ({ faults: of }) => void (of.failAt = pick(['KSampler', 'VAEDecode', 'CLIPTextEncode'])),
    refusal: ({ faults: of }) =>
      void (of.routes['POST /prompt'] = { answer: pick([400, 500, 'reset'] as const), times: 1 }),
    history: ({ faults: of }) => void (of.routes['GET /history'] = { answer: pick([500, 'reset'] as const), times: 2 }),
    split: ({ faults: of }) => void (of.splitBytes = 1 + Math.floor(random() * 50)),
    coalesce: ({ faults: of }) => void (of.coalesceMs = 5),
    async partial({ faults: of }) {
      of.partialValidation = true
      await pause(30)
      of.partialValidation = false
    },
    async silent({ faults: of }) {
      of.silent = true
      await pause(400)
      of.silent = false
    },
    async stalled({ faults: of }) {
      of.stalled = true
      await pause(600)
      of.stalled = false
    },
    async halfOpen({ faults: of }) {
      of.halfOpen = pick(['sockets', 'everything'] as const)
      await pause(700)
      of.halfOpen = false
    },
    async crash(node) {
      await node.crash()
      await pause(200)
      await node.restart()
    },
  }
  const troubled = new Set<StandIn>()
  const running = new Set<Promise<void>>()
  while (!signal.aborted) {
    await pause(random() * 2 * faultEveryMs)
    const free = nodes.filter((node) => !troubled.has(node))
    if (signal.aborted || free.length === 0) continue
    const node = pick(free)
    const name = pick(Object.keys(faults))
    happened(name)
    troubled.add(node)
    const ended = Promise.resolve(faults[name]!(node)).finally(() => {
      troubled.delete(node)
      running.delete(ended)
    })
    running.add(ended)
  }
  await Promise.all(running)
}

/** A painter whose pictures say which seed they were painted by. It is slow, or nodes that are away would be missed by nobody. */
function slowPainter(): Painter {
  const imageOf = ({ seed, width, height }: Job) => {
    const data = Buffer.alloc(4)
    data.writeUInt32BE(seed)
    return { mediaType: 'image/png', data, width, height }
  }
  return {
    name: 'painter',
    slots: 2,
    problem: '',
    styles: [{ name: 'impressionist', title: {} }],
    offers: () => [{ way: 'painter', quality: 0, ms: 100, delayMs: 50 }],
    async *paint(of, signal): AsyncGenerator<Painted> {
      await delay(100, undefined, { signal })
      yield { kind: 'picture', image: imageOf(of), recipe: 'painter', paintedMs: 0, measured }
    },
    sketch: async (of) => imageOf(of),
    watch: () => {},
    close: async () => {},
  }
}

/** Numbers from 0 to 1 that repeat with their seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
