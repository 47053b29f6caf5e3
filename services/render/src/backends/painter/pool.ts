import type { Worker } from 'node:worker_threads'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { FromWorker, Said, Task, ToWorker } from './thread.ts'

/** Threads that do tasks. */
export interface Pool {
  readonly isClosed: boolean
  /** Pictures being painted and waiting to be. */
  readonly pictures: number
  /** Has a task done and yields what the worker says of it, once more from the beginning when its thread dies. A picture waits
   *  for a thread that paints no other; anything else is begun at once, beside it. Throws Failure. */
  run(task: Task, signal: AbortSignal): AsyncGenerator<Said>
  close(): Promise<void>
}

/** A thread and what it is doing. */
interface Hand {
  thread: Worker
  isPainting: boolean
  /** By id; how to pass on what is said, and that the thread has died. */
  tasks: Map<number, { hear(said: FromWorker): void; die(cause: unknown): void }>
}

class WorkerDied extends Error {}

/** `size` threads, each started by `start`. */
export function pool(size: number, start: () => Worker): Pool {
  const hands = new Set<Hand>()
  const waiting: (() => void)[] = []
  let isClosed = false
  let pictures = 0
  let lastId = 0

  const enlist = (): Hand => {
    const hand: Hand = { thread: start(), isPainting: false, tasks: new Map() }
    let cause: unknown
    hands.add(hand)
    hand.thread.on('message', (said: FromWorker) => hand.tasks.get(said.id)?.hear(said))
    hand.thread.on('error', (error) => (cause = error))
    hand.thread.once('exit', () => {
      hands.delete(hand)
      for (const task of hand.tasks.values()) task.die(cause)
      // The next task starts its successor: a thread that cannot start does not start for ever.
      waiting.shift()?.()
    })
    hand.thread.unref()
    return hand
  }
  for (let i = 0; i < size; i++) enlist()

  /** The thread with the least to do, of those that paint nothing where `isFree`. */
  const leastBusy = (isFree: boolean): Hand | undefined => {
    if (hands.size < size) enlist()
    return [...hands]
      .filter(({ isPainting }) => !(isFree && isPainting))
      .toSorted((a, b) => a.tasks.size - b.tasks.size)[0]
  }

  const check = (signal: AbortSignal) => {
    if (isClosed) throw new Failure('unavailable', 'The painter is closing')
    if (signal.aborted) throw toFailure(signal.reason)
  }

  /** A thread that paints nothing; waits for one while all are painting. */
  async function takePainter(signal: AbortSignal): Promise<Hand> {
    for (;;) {
      check(signal)
      const hand = leastBusy(true)
      if (hand) {
        hand.isPainting = true
        return hand
      }
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

  /** Gives a task to a thread and yields what it says. */
  async function* ask(hand: Hand, task: Task, signal: AbortSignal): AsyncGenerator<Said> {
    const { thread, tasks } = hand
    const id = ++lastId
    const cancel = new Int32Array(new SharedArrayBuffer(4))
    const heard: Said[] = []
    let wake = () => {}
    let death: WorkerDied | undefined
    let isOver = false
    tasks.set(id, {
      hear(said) {
        heard.push(said)
        if (said.kind !== 'progress' && said.kind !== 'preview') {
          isOver = true
          tasks.delete(id)
          if (tasks.size === 0) thread.unref()
          if (task.kind === 'paint') {
            hand.isPainting = false
            waiting.shift()?.()
          }
        }
        wake()
      },
      die(cause) {
        death = new WorkerDied('The worker died', { cause })
        wake()
      },
    })
    const leave = () => {
      Atomics.store(cancel, 0, 1)
      wake()
    }
    signal.addEventListener('abort', leave)
    try {
      thread.ref()
      thread.postMessage({ id, task, cancel: cancel.buffer } satisfies ToWorker)
      for (;;) {
        if (signal.aborted) throw toFailure(signal.reason)
        const said = heard.shift()
        if (said) yield said
        else if (isOver) return
        else if (death) throw death
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      signal.removeEventListener('abort', leave)
      if (!isOver) Atomics.store(cancel, 0, 1)
    }
  }

  async function* run(task: Task, signal: AbortSignal): AsyncGenerator<Said> {
    for (let attempt = 1; ; attempt++) {
      check(signal)
      const hand = task.kind === 'paint' ? await takePainter(signal) : leastBusy(false)!
      try {
        for await (const said of ask(hand, task, signal)) {
          if (said.kind === 'cancelled') throw new Failure('cancelled', 'The picture was cancelled')
          if (said.kind === 'refused') throw new Failure('internal', 'The picture could not be read')
          if (said.kind === 'failed')
            throw new Failure('internal', 'The picture could not be painted', { cause: new Error(said.reason) })
          yield said
        }
        return
      } catch (error) {
        if (!(error instanceof WorkerDied)) throw error
        if (isClosed) throw new Failure('unavailable', 'The painter is closing', { cause: error })
        if (attempt === 2) throw new Failure('internal', 'The picture could not be painted', { cause: error })
      }
    }
  }

  return {
    get isClosed() {
      return isClosed
    },
    get pictures() {
      return pictures
    },
    async *run(task, signal) {
      if (task.kind !== 'paint') return yield* run(task, signal)
      pictures++
      try {
        yield* run(task, signal)
      } finally {
        pictures--
      }
    },
    async close() {
      isClosed = true
      for (const wake of waiting.splice(0)) wake()
      await Promise.all([...hands].map(({ thread }) => thread.terminate()))
    },
  }
}
