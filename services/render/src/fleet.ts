import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Node } from '@aiw/proto'
import type { Backend, Job, Painted } from './backends/backend.ts'
import { laneQueue } from './lanes.ts'

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
   * nobody watches any more is stopped. Throws Failure: `busy` when the queue is full, `unavailable` when no backend is
   * ready, and what a backend throws.
   */
  paint(job: Job, lane: string, signal: AbortSignal, log: Log): AsyncIterable<PaintingEvent>
  /** What can paint, what it is doing, how it has fared. */
  nodes(): Promise<Node[]>
  /** Pictures waiting. */
  waiting(): number
}

/** One picture on its way. Queued, then on a backend, then ended; watched by one caller or several. */
interface Painting {
  job: Job
  log: Log
  /** All that happened, for callers who join late. */
  events: PaintingEvent[]
  ended: boolean
  failure?: Failure
  /** Called whenever `events`, `ended` or `failure` changed. */
  watchers: Set<() => void>
  /** Aborted when the last watcher leaves. */
  left: AbortController
  /** Backends that lost it; it is not given to them again. */
  tried: Set<Backend>
}

interface Record {
  busy: number
  painted: number
  failed: number
  /** Milliseconds of the last pictures, newest last. */
  took: number[]
}

const kept = 50

/** Puts jobs on the first backend of the list that is ready and free. `queueLength` jobs may wait. */
export function fleet(backends: readonly Backend[], queueLength: number): Fleet {
  const queue = laneQueue<Painting>()
  const paintings = new Map<string, Painting>()
  const records = new Map<Backend, Record>(
    backends.map((backend) => [backend, { busy: 0, painted: 0, failed: 0, took: [] }]),
  )
  let isPumping = false
  let pumpAgain = false

  /** Gives waiting paintings to backends until none is free. One at a time: readiness is asked asynchronously. */
  async function pump(): Promise<void> {
    pumpAgain = true
    if (isPumping) return
    isPumping = true
    while (pumpAgain) {
      pumpAgain = false
      for (let next = queue.first(); next; next = queue.after(next)) {
        const choice = await choose(next)
        // It waits for a backend that is busy, or it left meanwhile; another may take the next one.
        if (choice === 'wait' || next.left.signal.aborted) continue
        queue.remove(next)
        pumpAgain = true // whose turn it is has changed
        if (choice === 'none') end(next, new Failure('unavailable', 'No painter is ready'))
        else void paintOn(choice, next)
        break
      }
      if (pumpAgain) continue
      for (const [painting, ahead] of queue.positions()) {
        const last = painting.events.at(-1)
        if (last?.kind !== 'waiting' || last.ahead !== ahead) tell(painting, { kind: 'waiting', ahead })
      }
    }
    isPumping = false
  }

  async function choose({ job, tried, left }: Painting): Promise<Backend | 'wait' | 'none'> {
    let isSomeoneBusy = false
    for (const backend of backends) {
      if (tried.has(backend) || !backend.styles.some(({ name }) => name === job.look.style)) continue
      if (records.get(backend)!.busy >= backend.slots) isSomeoneBusy = true
      else if (await backend.isReady(left.signal)) return backend
    }
    return isSomeoneBusy ? 'wait' : 'none'
  }

  async function paintOn(backend: Backend, painting: Painting): Promise<void> {
    const { job, log, left } = painting
    const record = records.get(backend)!
    const startedAt = performance.now()
    let isShown = false
    record.busy++
    tell(painting, { kind: 'started', backend: backend.name })
    try {
      for await (const painted of backend.paint(job, left.signal)) {
        isShown ||= painted.kind !== 'progress'
        if (painted.kind === 'picture') {
          const ms = Math.round(performance.now() - startedAt)
          record.painted++
          record.took = [...record.took.slice(1 - kept), ms]
          log.info({ job: job.id, backend: backend.name, ms, bytes: painted.image.data.length }, 'painted')
        }
        tell(painting, painted.kind === 'picture' ? { ...painted, backend: backend.name } : painted)
      }
      const isDone = painting.events.at(-1)?.kind === 'picture'
      end(painting, isDone ? undefined : new Failure('internal', 'The painting ended without a picture'))
    } catch (error) {
      const failure = toFailure(error)
      if (left.signal.aborted) end(painting, new Failure('cancelled', 'The painting was stopped'))
      else {
        record.failed++
        log.warn({ job: job.id, backend: backend.name, code: failure.code }, 'backend lost a picture')
        painting.tried.add(backend)
        if (failure.code === 'unavailable' && !isShown) queue.addFirst(painting)
        else end(painting, failure)
      }
    } finally {
      record.busy--
      void pump()
    }
  }

  function tell(painting: Painting, event: PaintingEvent): void {
    painting.events.push(event)
    for (const wake of painting.watchers) wake()
  }

  function end(painting: Painting, failure?: Failure): void {
    painting.ended = true
    painting.failure = failure
    if (paintings.get(painting.job.id) === painting) paintings.delete(painting.job.id)
    for (const wake of painting.watchers) wake()
  }

  function begin(job: Job, lane: string, log: Log): Painting {
    if (queue.length() >= queueLength) throw new Failure('busy', 'Too many pictures are waiting; try again in a moment')
    const painting: Painting = {
      job,
      log,
      events: [],
      ended: false,
      watchers: new Set(),
      left: new AbortController(),
      tried: new Set(),
    }
    paintings.set(job.id, painting)
    queue.add(painting, lane)
    return painting
  }

  return {
    async *paint(job, lane, signal, log) {
      signal.throwIfAborted()
      const painting = paintings.get(job.id) ?? begin(job, lane, log)
      let wake = () => {}
      const watcher = () => wake()
      painting.watchers.add(watcher)
      signal.addEventListener('abort', watcher)
      void pump()
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
          if (queue.remove(painting)) end(painting)
          void pump()
        }
      }
    },
    nodes: () =>
      Promise.all(
        backends.map(async (backend) => {
          const { busy, painted, failed, took } = records.get(backend)!
          const ready = await backend.isReady(AbortSignal.timeout(1_000))
          const medianMs = took.toSorted((a, b) => a - b)[took.length >> 1] ?? 0
          return { name: backend.name, ready, busy, painted, failed, medianMs, problem: ready ? '' : 'not ready' }
        }),
      ),
    waiting: () => queue.length(),
  }
}
