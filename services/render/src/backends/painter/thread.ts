import { Worker } from 'node:worker_threads'
import type { Image } from '@aiw/proto'
import type { Job, Painted } from '../backend.ts'

/** A job for a worker, with a flag in shared memory that cancels it when it is not 0. */
export interface ToWorker {
  job: Job
  cancel: SharedArrayBuffer
}

/** What a worker says: progress and previews, then one of the others, after which it is free. */
export type FromWorker =
  | Exclude<Painted, { kind: 'preview' | 'picture' }>
  | { kind: 'preview'; image: Image }
  | Extract<Painted, { kind: 'picture' }>
  | { kind: 'cancelled' }
  | { kind: 'failed'; reason: string }

/** Starts a thread that paints. It needs some 80 MB of JavaScript memory; one that asks for much more is ended and replaced. */
export const startWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 },
  })
