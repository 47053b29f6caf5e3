import { randomUUID } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import { WebSocket } from 'ws'
import { listeningClient } from './client.ts'
import { events, type Message, messageFrom } from './messages.ts'

/** An open socket to a node, on which the node says of every image whose it is. Once lost, it stays lost. */
export interface Line {
  /** Prompts posted with this id are told of here, and nowhere else. */
  readonly clientId: string
  /** Aborted when the socket is closed, broken, half-open, or was given up. */
  readonly lost: AbortSignal
  /** Calls back with what is said of a prompt, until the returned function is called. */
  hear(prompt: string, listener: (message: Message) => void): () => void
  /** When the node last said anything, of whatever prompt; by `performance.now()`. */
  heardAt(): number
  close(): void
}

/** Milliseconds. */
export interface LineTiming {
  /** How long opening and shaking hands may take. */
  connectMs: number
  /** How often a sign of life is asked for. */
  pingMs: number
  /** After so long without one the line is lost. A node that loads a model may be that slow to answer, not slower. */
  silenceMs: number
}

/** Every line of ours starts its id with this, so that its prompts can be told from those of others. */
export const ownMark = 'aiw-'

/** The largest frame taken: a picture of 4,096 x 4,096 in PNG. */
const largestFrame = 64 * 1024 * 1024

/**
 * Opens a line to the node at `url`. `queueChanged` is told how many prompts are on the node. Throws Failure: `unavailable` when
 * nothing listens there, or no ComfyUI that can name its images (0.3.64 and newer can); `timeout` when nothing is said.
 */
export async function openLine(
  url: string,
  timing: LineTiming,
  queueChanged: (remaining: number) => void,
  signal: AbortSignal,
): Promise<Line> {
  // A new id for every line: when a node ends an old socket late, it forgets the new one of the same id (ComfyUI #16010).
  const clientId = `${ownMark}${randomUUID()}`
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws?clientId=${clientId}`, {
    // Compressing a PNG once more costs the node some 100 ms a picture.
    perMessageDeflate: false,
    maxPayload: largestFrame,
  })
  const lost = new AbortController()
  const listeners = new Map<string, (message: Message) => void>()
  const { promise: features, resolve: hearFeatures } = Promise.withResolvers<boolean>()
  let heardAt = performance.now()
  let aliveAt = heardAt

  const close = () => {
    if (lost.signal.aborted) return
    clearInterval(pinging)
    client.close()
    // The client took every listener off. A socket that is ended while it opens says so by an error.
    socket.on('error', () => {})
    socket.terminate()
    lost.abort()
  }
  socket.on('error', () => {})
  socket.on('close', close)
  socket.on('open', () =>
    socket.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } })),
  )
  socket.on('pong', () => (aliveAt = performance.now()))
  socket.on('message', () => (heardAt = aliveAt = performance.now()))
  const pinging = setInterval(() => {
    if (performance.now() - aliveAt > timing.silenceMs) close()
    else if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, timing.pingMs).unref()

  const client = listeningClient(url, socket)
  for (const event of events)
    client.events.on(event, (data: unknown) => {
      const message = messageFrom(event, data)
      if (!message) return
      if (message.kind === 'queue') queueChanged(message.remaining)
      else if (message.kind === 'features') hearFeatures(message.hasNames)
      else listeners.get(message.prompt)?.(message)
    })

  const tooLate = AbortSignal.timeout(timing.connectMs)
  const hasNames = await Promise.race([features, first([signal, lost.signal, tooLate])])
  if (hasNames !== true) {
    close()
    if (tooLate.aborted) throw new Failure('timeout', 'The node does not answer')
    throw new Failure(
      'unavailable',
      hasNames === false ? 'The node is older than ComfyUI 0.3.64' : 'The node cannot be reached',
    )
  }
  return {
    clientId,
    lost: lost.signal,
    hear(prompt, listener) {
      listeners.set(prompt, listener)
      return () => void listeners.delete(prompt)
    },
    heardAt: () => heardAt,
    close,
  }
}

/** Resolves when the first of some signals aborts. */
const first = (signals: AbortSignal[]) =>
  new Promise<undefined>((resolve) => {
    const any = AbortSignal.any(signals)
    if (any.aborted) resolve(undefined)
    else any.addEventListener('abort', () => resolve(undefined), { once: true })
  })
