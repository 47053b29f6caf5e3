import type { Worker } from 'node:worker_threads'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { Backend, Job, Painted } from '../backend.ts'
import { styles } from './styles.ts'
import { type FromWorker, startWorker } from './thread.ts'

/** The built-in painter: needs no GPU, is always ready. `workers` threads paint one picture each, apart from the event loop.
 *  `start` starts such a thread. */
export function painter({ workers }: { workers: number }, start: () => Worker = startWorker): Backend {
  const idle: Worker[] = []
  const alive = new Set<Worker>()
  const waiting: (() => void)[] = []
  let isClosed = false

  const release = (worker: Worker) => {
    idle.push(worker)
    waiting.shift()?.()
  }
  const enlist = () => {
    const worker = start()
    alive.add(worker)
    // Whoever waits for its picture hears of its death by itself.
    worker.on('error', () => {})
    worker.once('exit', () => {
      alive.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      // The next picture starts its successor: a thread that cannot start does not start for ever.
      waiting.shift()?.()
    })
    worker.unref()
    return worker
  }
  for (let i = 0; i < workers; i++) idle.push(enlist())

  /** An idle worker; waits for one while all are painting. */
  async function takeWorker(signal: AbortSignal): Promise<Worker> {
    for (;;) {
      if (isClosed) throw new Failure('unavailable', 'The painter is closing')
      if (signal.aborted) throw toFailure(signal.reason)
      const worker = idle.shift() ?? (alive.size < workers ? enlist() : undefined)
      if (worker) return worker
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      const giveUp = () => resolve()
      signal.addEventListener('abort', giveUp)
      await promise
      signal.removeEventListener('abort', giveUp)
      const at = waiting.indexOf(resolve)
      if (at >= 0) waiting.splice(at, 1)
      else if (signal.aborted) waiting.shift()?.()
    }
  }

  return {
    name: 'painter',
    styles: styles.map(({ name, title }) => ({ name, title })),
    slots: workers,
    isReady: async () => !isClosed,
    async *paint(job, signal) {
      let done = 0
      for (let attempt = 1; ; attempt++) {
        try {
          for await (const painted of paintOn(await takeWorker(signal), job, signal, release)) {
            if (painted.kind === 'progress') {
              if (painted.done <= done) continue
              done = painted.done
            }
            yield painted
          }
          return
        } catch (error) {
          if (!(error instanceof WorkerDied)) throw error
          if (isClosed) throw new Failure('unavailable', 'The painter is closing', { cause: error })
          if (attempt === 2) throw new Failure('internal', 'The picture could not be painted', { cause: error })
        }
      }
    },
    async close() {
      isClosed = true
      for (const wake of waiting.splice(0)) wake()
      await Promise.all([...alive].map((worker) => worker.terminate()))
    },
  }
}

class WorkerDied extends Error {}

/** Paints on one worker and gives it back when it is free again; a worker that dies is not given back. */
async function* paintOn(
  worker: Worker,
  job: Job,
  signal: AbortSignal,
  release: (worker: Worker) => void,
): AsyncGenerator<Painted> {
  const cancel = new Int32Array(new SharedArrayBuffer(4))
  const said: FromWorker[] = []
  let wake = () => {}
  let isFree = false
  let hasDied = false
  let cause: unknown
  const hear = (message: FromWorker) => {
    said.push(message)
    if (message.kind !== 'progress' && message.kind !== 'preview') {
      isFree = true
      worker.off('message', hear).off('exit', die).off('error', blame).unref()
      release(worker)
    }
    wake()
  }
  const blame = (error: unknown) => (cause = error)
  const die = () => {
    hasDied = true
    wake()
  }
  const leave = () => {
    Atomics.store(cancel, 0, 1)
    wake()
  }
  worker.on('message', hear).on('exit', die).on('error', blame).ref()
  signal.addEventListener('abort', leave)
  try {
    worker.postMessage({ job, cancel: cancel.buffer })
    for (;;) {
      if (signal.aborted) throw toFailure(signal.reason)
      const message = said.shift()
      if (message === undefined) {
        if (hasDied) throw new WorkerDied('The worker died', { cause })
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      switch (message.kind) {
        case 'progress':
          yield message
          break
        case 'preview':
        case 'picture':
          // A Buffer crosses threads as a plain array of bytes.
          yield { ...message, image: { ...message.image, data: Buffer.from(message.image.data) } }
          if (message.kind === 'picture') return
          break
        case 'failed':
          throw new Failure('internal', 'The picture could not be painted', { cause: new Error(message.reason) })
        case 'cancelled':
          throw new Failure('cancelled', 'The picture was cancelled')
      }
    }
  } finally {
    signal.removeEventListener('abort', leave)
    if (!isFree) Atomics.store(cancel, 0, 1)
  }
}
