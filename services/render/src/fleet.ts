import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Image, Node } from '@aiw/proto'
import type { Backend, Job, Offer, Painted } from './backends/backend.ts'
import { laneQueue } from './lanes.ts'
import type { RenderMetrics } from './metrics.ts'
import { plan, type Plan } from './schedule.ts'

/** What a caller sees of one painting. */
export type PaintingEvent =
  | { kind: 'waiting'; ahead: number }
  | { kind: 'started'; backend: string }
  | Exclude<Painted, { kind: 'picture' }>
  | (Extract<Painted, { kind: 'picture' }> & { backend: string })

/** Every backend of the house, and the one queue before them. */
export interface Fleet {
  /**
   * Queues a job and yields what becomes of it; the same id while it is painted joins that painting. A painting that
   * nobody watches any more is stopped. Throws Failure: `busy` when the queue is full or too long to wait for,
   * `unavailable` when nothing can paint, and what the last backend threw that tried.
   */
  paint(job: Job, lane: string, signal: AbortSignal, log: Log): AsyncIterable<PaintingEvent>
  /** What can paint, what it is doing, how it has fared. */
  nodes(): Node[]
  /** Pictures waiting. */
  waiting(): number
}

/** The painter that is always there: paints last, shows first. */
export interface Painter extends Backend {
  /** A first coarse preview, within some 0.1 s. Throws Failure. */
  sketch(job: Job, signal: AbortSignal): Promise<Image>
}

/** Nodes that come and go at run time. */
export interface Nodes {
  list(): readonly Backend[]
  /** Calls back when a node has come or gone, or has changed by itself. */
  watch(changed: () => void): void
}

export interface FleetOptions {
  painter: Painter
  nodes: Nodes
  /** Pictures that may wait. */
  queueLength: number
  metrics?: RenderMetrics
  /** Milliseconds within which a picture should leave render. */
  promisedMs?: number
}

/** Five seconds were promised; the rest is for the way to render and back to the page. */
const promised = 4_700
/** Who would wait longer than so many milliseconds is asked to come back instead. */
const longestWaitMs = 20_000
/** How often plans are made anew while pictures wait: time alone changes what can still be done in time. Milliseconds. */
const replanMs = 100

/*
 * A painting is waiting (in the queue), then painting (one backend tries), then ended (a picture or a failure).
 * - waiting → painting: the plan says so (schedule.ts).
 * - painting → waiting: the backend lost it and another may try; it goes before all others, and keeps its seed.
 * - While a node paints, the painter is kept in reserve: when it is the last moment at which the painter could still be in
 *   time, both paint, and whoever is first ends the painting.
 * - any → ended: a picture has come, nobody is left to try, or the last caller left.
 */
interface Painting {
  job: Job
  log: Log
  /** When it was asked for and when it should be there, by `performance.now()`. */
  askedAt: number
  dueAt: number
  /** All that happened, for callers who join late. */
  events: PaintingEvent[]
  /** Furthest progress told. */
  done: number
  isSketched: boolean
  ended: boolean
  failure?: Failure
  /** Called whenever `events` or `ended` changed. */
  watchers: Set<() => void>
  /** Aborted when the last watcher leaves. */
  left: AbortController
  /** Who paints it now, the first of them leading, and how each is stopped. */
  attempts: Map<Backend, AbortController>
  /** Backends that lost it; it is not given to them again. */
  tried: Set<Backend>
  reserve?: NodeJS.Timeout
}

interface Record {
  busy: number
  painted: number
  failed: number
  /** Milliseconds of the last pictures, newest last. */
  took: number[]
}

const kept = 50
const nothing = { version: '', device: '', recipes: [], missing: [], leaks: [] }

/** Puts jobs on backends so that each is there in time and as good as it can be. How: schedule.ts. */
export function fleet({ painter, nodes, queueLength, metrics, promisedMs = promised }: FleetOptions): Fleet {
  const queue = laneQueue<Painting>()
  const paintings = new Map<string, Painting>()
  const records = new WeakMap<Backend, Record>()
  /** Paintings that a node paints, at the last moment for the painter to begin. */
  const late = new Set<Painting>()
  let isPumpDue = false
  let replan: NodeJS.Timeout | undefined

  const backends = () => [...nodes.list(), painter]
  const recordOf = (backend: Backend): Record => {
    const known = records.get(backend) ?? { busy: 0, painted: 0, failed: 0, took: [] }
    records.set(backend, known)
    return known
  }

  /** Plans all that waits, in its order; what cannot be painted by anybody is left out. */
  function plansFor(waiting: readonly Painting[]): Plan<Painting>[] {
    const ready = backends().filter(({ problem }) => problem === '')
    const now = performance.now()
    /** Offers depend on style and size only; a long queue asks for them once. */
    const offers = new Map<string, readonly Offer[]>()
    const offersOf = (backend: Backend, at: number, job: Job) => {
      const key = `${at} ${job.look.style} ${job.width} ${job.height}`
      const known = offers.get(key) ?? backend.offers(job)
      offers.set(key, known)
      return known
    }
    return plan(
      waiting.map((picture) => ({
        picture,
        leftMs: picture.dueAt - now,
        choices: ready.flatMap((backend, at) => {
          const offered = picture.tried.has(backend) ? [] : offersOf(backend, at, picture.job)
          return offered.length > 0 ? [[backend, offered] as const] : []
        }),
      })),
      (backend) => backend.slots - recordOf(backend).busy,
    )
  }

  /** Soon, once, however often it is asked for. */
  function pumpSoon(): void {
    if (isPumpDue) return
    isPumpDue = true
    queueMicrotask(pump)
  }

  /** Starts what can start, and tells the others where they stand. */
  function pump(): void {
    isPumpDue = false
    clearTimeout(replan)
    const plans = plansFor(queue.order())
    const planned = new Set(plans.map(({ picture }) => picture))
    for (const painting of queue.order())
      if (!planned.has(painting)) {
        queue.remove(painting)
        end(painting, painting.failure ?? new Failure('unavailable', 'No painter is ready'))
      }
    const hasNodes = nodes.list().length > 0
    for (const { picture, backend, offer, isNow } of plans) {
      if (hasNodes && !(isNow && backend === painter)) sketch(picture)
      if (!isNow) continue
      queue.remove(picture)
      void attempt(picture, backend, offer)
    }
    // What a node still paints comes after what nobody paints, or the painter would never get to that.
    for (const painting of [...late].toSorted((a, b) => a.dueAt - b.dueAt)) {
      const [offer] = painter.offers(painting.job)
      if (!offer || recordOf(painter).busy >= painter.slots) break
      late.delete(painting)
      painting.log.info({ job: painting.job.id }, 'node is late, painter begins')
      metrics?.rescued()
      void attempt(painting, painter, offer)
    }
    for (const [ahead, painting] of queue.order().entries()) {
      const last = painting.events.findLast(({ kind }) => kind === 'waiting')
      if (last?.kind !== 'waiting' || last.ahead !== ahead) tell(painting, { kind: 'waiting', ahead })
    }
    if (queue.length() + late.size > 0) replan = setTimeout(pumpSoon, replanMs).unref()
    metrics?.waiting(queue.length())
  }

  /** Shows the painter's coarse layer while a node has nothing to show yet. */
  function sketch(painting: Painting): void {
    if (painting.isSketched) return
    painting.isSketched = true
    painter.sketch(painting.job, painting.left.signal).then(
      (image) => {
        if (!painting.ended && !painting.events.some(({ kind }) => kind === 'preview'))
          tell(painting, { kind: 'preview', image })
      },
      (error: unknown) => {
        if (!painting.left.signal.aborted) painting.log.debug({ code: toFailure(error).code }, 'sketch was not made')
      },
    )
  }

  async function attempt(painting: Painting, backend: Backend, offer: Offer): Promise<void> {
    const { job, log, left, attempts } = painting
    const record = recordOf(backend)
    const stop = new AbortController()
    const startedAt = performance.now()
    const isLeading = () => attempts.keys().next().value === backend
    attempts.set(backend, stop)
    record.busy++
    if (isLeading()) tell(painting, { kind: 'started', backend: backend.name })
    if (backend !== painter) reservePainter(painting)
    try {
      for await (const painted of backend.paint(job, AbortSignal.any([left.signal, stop.signal]), offer)) {
        if (painting.ended) break
        if (painted.kind === 'picture') {
          const ms = Math.round(performance.now() - startedAt)
          record.painted++
          record.took = [...record.took.slice(1 - kept), ms]
          log.info({ job: job.id, backend: backend.name, ms, bytes: painted.image.data.length }, 'painted')
          metrics?.painted(backend.name, offer.quality, performance.now() - painting.askedAt)
          attempts.delete(backend)
          tell(painting, { ...painted, backend: backend.name })
          end(painting)
        } else if (isLeading()) tell(painting, painted)
      }
      if (!painting.ended) throw new Failure('internal', 'The painting ended without a picture')
    } catch (error) {
      attempts.delete(backend)
      if (left.signal.aborted) end(painting, new Failure('cancelled', 'The painting was stopped'))
      else if (!painting.ended) {
        const failure = toFailure(error)
        record.failed++
        log.warn({ job: job.id, backend: backend.name, code: failure.code }, 'backend lost a picture')
        metrics?.lost(backend.name, failure.code)
        painting.tried.add(backend)
        painting.failure = failure
        // Another backend, in the end the painter, paints it with the same seed.
        if (attempts.size === 0) {
          late.delete(painting)
          queue.addFirst(painting)
        }
      }
    } finally {
      attempts.delete(backend)
      record.busy--
      pumpSoon()
    }
  }

  /** Lets the painter begin at the last moment at which it could still be in time. */
  function reservePainter(painting: Painting): void {
    const [offer] = painter.offers(painting.job)
    if (!offer || painting.tried.has(painter)) return
    clearTimeout(painting.reserve)
    const lastMoment = painting.dueAt - performance.now() - offer.ms * 1.3 - 150
    painting.reserve = setTimeout(
      () => {
        if (painting.ended || painting.attempts.size === 0 || painting.attempts.has(painter)) return
        late.add(painting)
        pumpSoon()
      },
      Math.max(0, lastMoment),
    ).unref()
  }

  function tell(painting: Painting, event: PaintingEvent): void {
    if (event.kind === 'progress') {
      if (event.done < painting.done) return
      painting.done = event.done
    }
    if (event.kind === 'preview' && !painting.events.some(({ kind }) => kind === 'preview'))
      metrics?.shown(performance.now() - painting.askedAt)
    painting.events.push(event)
    for (const wake of painting.watchers) wake()
  }

  function end(painting: Painting, failure?: Failure): void {
    if (painting.ended) return
    painting.ended = true
    painting.failure = failure
    late.delete(painting)
    clearTimeout(painting.reserve)
    for (const stop of painting.attempts.values()) stop.abort()
    if (paintings.get(painting.job.id) === painting) paintings.delete(painting.job.id)
    for (const wake of painting.watchers) wake()
  }

  function begin(job: Job, lane: string, log: Log): Painting {
    const askedAt = performance.now()
    const painting: Painting = {
      job,
      log,
      askedAt,
      dueAt: askedAt + promisedMs,
      events: [],
      done: 0,
      isSketched: false,
      ended: false,
      watchers: new Set(),
      left: new AbortController(),
      attempts: new Map(),
      tried: new Set(),
    }
    const readyMs = plansFor([...queue.order(), painting]).at(-1)?.readyMs ?? 0
    if (queue.length() >= queueLength || readyMs > longestWaitMs) {
      metrics?.refused()
      throw new Failure('busy', 'Too many pictures are waiting; try again in a moment', {
        retryMs: Math.round(Math.min(60_000, Math.max(1_000, readyMs - promisedMs))),
      })
    }
    paintings.set(job.id, painting)
    queue.add(painting, lane)
    return painting
  }

  nodes.watch(pumpSoon)
  return {
    async *paint(job, lane, signal, log) {
      signal.throwIfAborted()
      const painting = paintings.get(job.id) ?? begin(job, lane, log)
      let wake = () => {}
      const watcher = () => wake()
      painting.watchers.add(watcher)
      signal.addEventListener('abort', watcher)
      pumpSoon()
      try {
        for (let seen = 0; ;) {
          signal.throwIfAborted()
          const event = painting.events[seen]
          if (event) {
            seen++
            yield event
          } else if (painting.ended) break
          else await new Promise<void>((resolve) => (wake = resolve))
        }
        if (painting.failure) throw painting.failure
      } finally {
        signal.removeEventListener('abort', watcher)
        painting.watchers.delete(watcher)
        if (painting.watchers.size === 0 && !painting.ended) {
          painting.left.abort()
          paintings.delete(painting.job.id) // who asks for it again begins anew
          late.delete(painting)
          if (queue.remove(painting)) end(painting)
          pumpSoon()
        }
      }
    },
    nodes: () =>
      backends().map((backend) => {
        const { busy, painted, failed, took } = recordOf(backend)
        const medianMs = took.toSorted((a, b) => a - b)[took.length >> 1] ?? 0
        const { name, problem, about = nothing } = backend
        return { name, ready: problem === '', busy, painted, failed, medianMs, problem, ...about }
      }),
    waiting: () => queue.length(),
  }
}
