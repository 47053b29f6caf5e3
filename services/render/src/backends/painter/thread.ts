import { Worker } from 'node:worker_threads'
import type { Image, Measured } from '@aiw/proto'
import type { Job, Painted } from '../backend.ts'

/** What a worker can be asked for, the most urgent first: it lays one aside, between two strokes, for another that is more
 *  urgent. */
export const urgency = ['sketch', 'finish', 'preview', 'underpaint', 'paint'] as const

/** `sketch`: a picture in the making, soon. `finish` and `preview`: a model's picture brought to its look. `underpaint`: a
 *  picture for a model to paint over. `paint`: a picture. */
export type Task =
  | { kind: 'sketch' | 'underpaint' | 'paint'; job: Job }
  | { kind: 'finish' | 'preview'; job: Job; image: Uint8Array<ArrayBuffer> }

/** A task for a worker, with a flag in shared memory that cancels it when it is not 0. `id` is in all it says of it. */
export interface ToWorker {
  id: number
  task: Task
  cancel: SharedArrayBuffer
}

/** What a worker says of a task: of painting first progress and previews, then, of each, one of the others, the last. */
export type Said =
  | Painted
  | { kind: 'image'; image: Image; measured?: Measured }
  | { kind: 'cancelled' }
  | { kind: 'refused' }
  | { kind: 'failed'; reason: string }
export type FromWorker = Said & { id: number }

/** Starts a thread that paints. It needs some 80 MB of JavaScript memory; one that asks for much more is ended and replaced. */
export const startWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 },
  })
