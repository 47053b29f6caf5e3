import { type ChildProcess, fork } from 'node:child_process'
import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { BetterReader } from './blend.ts'
import { type Manifest, opinionOfScores, readManifest } from './onnx-manifest.ts'

/** What the process that reads is told: first where its model lies, then texts. */
export type ToProcess =
  | { folder: string; manifest: Manifest }
  /** `until`: after this time nobody waits for the answer any more, in milliseconds since 1970. */
  | { id: number; text: string; until: number }

/**
 * What it says: that it can read, or why not (a line for the operator); then the outputs of each text, or that it
 * failed.
 */
export type FromProcess = { ready: true } | { refused: string } | { id: number; outputs: number[] | 'failed' }

interface Limits {
  /** The longest a model may take to load, in milliseconds. */
  startMs: number
  /** A text that takes longer has stuck the process, which is ended and started anew, in milliseconds. */
  stuckMs: number
  /** Texts that may wait at a time. */
  mostWaiting: number
}
const usual: Limits = { startMs: 120_000, stuckMs: 30_000, mostWaiting: 64 }

const program = new URL('./onnx-process.ts', import.meta.url)

/**
 * A classifier in an ONNX file as a reader. It runs in a process of its own: onnxruntime-node 1.30 computes on the
 * event loop, can abort the process it is in, and sends usage to its maker unless a variable is set before it is
 * loaded. Throws Failure `invalid` with one line when the folder is not as its reader.json says.
 */
export async function onnxReader(
  folder: string,
  timeoutMs: number,
  log: Log,
  limits: Partial<Limits> = {},
  start: URL = program,
): Promise<BetterReader> {
  const { startMs, stuckMs, mostWaiting } = { ...usual, ...limits }
  const manifest = await readManifest(folder)
  const name = `onnx/${manifest.name}-${manifest.version}`
  let running: Promise<Running> | undefined
  let isClosed = false

  const begin = async () => {
    if (isClosed) throw new Failure('unavailable', 'The reader is closed')
    return startProcess(start, { folder, manifest }, startMs, (signal) => {
      running = undefined
      if (!isClosed) log.warn({ reader: name, signal }, 'process of the reader ended')
    })
  }
  /** The process; a text that finds none starts one. */
  const current = () => {
    if (!running) {
      running = begin()
      running.catch(() => (running = undefined))
    }
    return running
  }
  await current()

  return {
    name,
    ...(manifest.languages && { languages: manifest.languages }),
    isLocal: true,
    async read(text, _before, signal) {
      const { ask, waiting, end } = await current()
      signal.throwIfAborted()
      const [oldest] = waiting.values()
      if (oldest && performance.now() - oldest.since > stuckMs) {
        await end()
        throw new Failure('unavailable', 'The reader was stuck')
      }
      if (waiting.size >= mostWaiting) throw new Failure('busy', 'Too many texts wait for the reader')
      return opinionOfScores(manifest, await ask(text, Date.now() + timeoutMs))
    },
    async close() {
      isClosed = true
      const stopping = await running?.catch(() => undefined)
      await stopping?.end()
    },
  }
}

interface Waiting {
  /** By `performance.now()`. */
  since: number
  resolve: (outputs: number[]) => void
  reject: (failure: Failure) => void
}

interface Running {
  /** Throws Failure when the text cannot be read or the process ends. */
  ask: (text: string, until: number) => Promise<number[]>
  waiting: ReadonlyMap<number, Waiting>
  /** Ends it at once, whatever it does; resolves when it has gone. */
  end: () => Promise<void>
}

/** Starts the process and waits until it can read. `onEnd` hears of the end of one that could. Throws Failure. */
async function startProcess(
  start: URL,
  first: ToProcess,
  startMs: number,
  onEnd: (signal: string | null) => void,
): Promise<Running> {
  const child = fork(start, [], {
    serialization: 'advanced',
    // Nothing of ours: not even the secrets of this process. The variable keeps ONNX Runtime from sending usage.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    execArgv: [],
    // What a native library prints is not ours to log.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const waiting = new Map<number, Waiting>()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await loaded(child, first, startMs)
  let last = 0
  child.on('message', (message: FromProcess) => {
    if (!('id' in message)) return
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.outputs === 'failed') asked?.reject(new Failure('internal', 'The model could not read the text'))
    else asked?.resolve(message.outputs)
  })
  child.once('exit', (_code, signal) => {
    for (const { reject } of waiting.values()) reject(new Failure('unavailable', 'The reader’s process ended'))
    waiting.clear()
    onEnd(signal)
  })
  return {
    waiting,
    ask: (text, until) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { since: performance.now(), resolve, reject })
        child.send({ id, text, until } satisfies ToProcess, () => {}) // its end is heard by 'exit'
      }),
    end: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/**
 * Resolves when the process has said that it can read. Throws Failure when it says why not, ends, or takes too
 * long.
 */
async function loaded(child: ChildProcess, first: ToProcess, startMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onMessage = (message: FromProcess) => {
    if ('refused' in message) reject(new Failure('invalid', message.refused))
    else resolve()
  }
  const onExit = (code: number | null, signal: string | null) =>
    reject(new Failure('unavailable', `The ONNX reader ended while it loaded its model (${signal ?? code})`))
  const timer = setTimeout(
    () => reject(new Failure('timeout', `The ONNX reader took more than ${startMs} ms to load its model`)),
    startMs,
  )
  child
    .once('message', onMessage)
    .once('exit', onExit)
    .on('error', () => {})
  child.send(first, () => {})
  try {
    await promise
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(timer)
    child.off('message', onMessage).off('exit', onExit)
  }
}
