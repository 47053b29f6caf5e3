import type { Worker } from 'node:worker_threads'
import { Failure } from '@aiw/kit/errors'
import type { Image } from '@aiw/proto'
import type { Backend, Finisher, Job } from '../backend.ts'
import { pool } from './pool.ts'
import { styles } from './styles.ts'
import { startWorker, type Task } from './thread.ts'

/** The built-in painter, and what it does for the pictures of others. Throws Failure: `unavailable` when it is closed,
 *  `cancelled` when the signal is aborted, `internal`. */
export interface Painter extends Backend {
  readonly finisher: Finisher
  /** A picture of a job in the making, at most 384 wide, soon: it goes before all else the painter is doing. */
  readonly sketch: (job: Job, signal: AbortSignal) => Promise<Image>
  /** The picture of a job without its blur, as a PNG of its size, for a model to paint over. */
  readonly underpaint: (job: Job, signal: AbortSignal) => Promise<Uint8Array>
}

/** Milliseconds that a picture is thought to take before one was painted. */
const firstMs = 800
const kept = 50

/** The built-in painter: needs no GPU, is always ready. `workers` threads paint one picture each, apart from the event loop;
 *  sketches and the pictures of others are done on the same threads, between two strokes. `start` starts such a thread. */
export function painter({ workers }: { workers: number }, start: () => Worker = startWorker): Painter {
  const threads = pool(workers, start)
  /** Milliseconds of the last pictures, newest last. */
  let took: number[] = []

  /** Has something done that gives one image. */
  async function done(task: Task, signal: AbortSignal) {
    for await (const said of threads.run(task, signal)) {
      if (said.kind !== 'image') continue
      return { image: received(said.image), measured: said.measured }
    }
    throw new Failure('internal', 'The picture could not be painted')
  }

  return {
    name: 'painter',
    styles: styles.map(({ name, title }) => ({ name, title })),
    slots: workers,
    get problem() {
      return threads.isClosed ? 'closing' : ''
    },
    offers({ look }) {
      // The empty style is the house's.
      if (threads.isClosed || !(look.style === '' || styles.some(({ name }) => name === look.style))) return []
      const own = took.toSorted((a, b) => a - b)[took.length >> 1] ?? firstMs
      const before = Math.max(0, threads.pictures - workers + 1) / workers
      return [{ way: 'painter', quality: 0, ms: Math.round(own * (1 + before)), delayMs: Math.round(own / workers) }]
    },
    async *paint(job, signal) {
      let done = 0
      for await (const said of threads.run({ kind: 'paint', job }, signal)) {
        if (said.kind === 'progress') {
          // Painted again, it begins where it was.
          if (said.done <= done) continue
          done = said.done
          yield said
        } else if (said.kind === 'preview') yield { ...said, image: received(said.image) }
        else if (said.kind === 'picture') {
          took = [...took.slice(1 - kept), said.paintedMs]
          yield { ...said, image: received(said.image) }
        }
      }
    },
    async sketch(job, signal) {
      return (await done({ kind: 'sketch', job }, signal)).image
    },
    async underpaint(job, signal) {
      return (await done({ kind: 'underpaint', job }, signal)).image.data
    },
    finisher: {
      async picture(image, job, signal) {
        const { measured, ...finished } = await done({ kind: 'finish', job, image: copyOf(image) }, signal)
        if (!measured) throw new Failure('internal', 'The picture could not be painted')
        return { ...finished, measured }
      },
      async preview(image, job, signal) {
        return (await done({ kind: 'preview', job, image: copyOf(image) }, signal)).image
      },
    },
    watch() {},
    close: () => threads.close(),
  }
}

/** A Buffer crosses threads as a plain array of bytes. */
const received = (image: Image): Image => ({
  ...image,
  data: Buffer.from(image.data.buffer, image.data.byteOffset, image.data.byteLength),
})

/** Bytes of their own: sent to a thread, the whole of the memory that a Buffer is a part of would be copied. */
const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes)
