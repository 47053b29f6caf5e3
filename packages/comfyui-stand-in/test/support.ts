import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { WebSocket } from 'ws'
import type { Graph } from '../src/stand-in.ts'

/** One frame that came over the socket. A picture's name is `BIN1` or `BIN4`, after the type of its frame. */
export interface Heard {
  event: string
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any
  image?: Buffer
}

/** Someone who listens to a node. */
export interface Listener extends AsyncDisposable {
  clientId: string
  socket: WebSocket
  /** Everything that was heard, in order. */
  heard: Heard[]
  /** The first frame that fits, from the past or to come. Rejects after `ms`. */
  until(fits: (frame: Heard) => boolean, ms?: number): Promise<Heard>
  /** Everything that was heard of a prompt, once it has ended. */
  ended(promptId: string, ms?: number): Promise<Heard[]>
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The node that is asked, where it is not a stand-in. */
    comfyuiUrl?: string
  }
}

/** How long a word of a node is waited for, in milliseconds: a real one may have to load a model first. */
const patience = inject('comfyuiUrl') ? 110_000 : 10_000

/** Opens a socket and waits for the first word of the node. It asks for pictures that say whose they are unless told. */
export async function listen(
  url: string,
  options: { clientId?: string; flags?: boolean; query?: string; path?: string } = {},
): Promise<Listener> {
  const { clientId = randomUUID(), flags = true, path = '/ws' } = options
  const query = options.query ?? `?clientId=${clientId}`
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}${query}`, { perMessageDeflate: false })
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data: Buffer, isBinary) => {
    heard.push(isBinary ? pictureIn(data) : textIn(String(data)))
    for (const look of waiting) look()
  })
  const listener: Listener = {
    clientId,
    socket,
    heard,
    until(fits, ms = patience) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          const last = heard.slice(-5).map(({ event, data }) => `${event} ${JSON.stringify(data).slice(0, 200)}`)
          reject(new Error(`not heard within ${ms} ms; last was ${last.join(' | ')}`))
        }, ms)
        function look() {
          const found = heard.find(fits)
          if (!found) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    },
    async ended(promptId, ms) {
      await listener.until(
        ({ event, data }) => event === 'executing' && data.node === null && data.prompt_id === promptId,
        ms,
      )
      return heard.filter(({ data }) => data.prompt_id === promptId)
    },
    async [Symbol.asyncDispose]() {
      socket.on('error', () => {})
      if (socket.readyState === socket.CLOSED) return
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.terminate()
      await closed
    },
  }
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => {})
  if (flags) {
    socket.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }))
    await listener.until(({ event }) => event === 'feature_flags')
  }
  await listener.until(({ event }) => event === 'status')
  return listener
}

/** What a request brought back. */
export interface Reply {
  status: number
  type: string
  text: string
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
}

/** Asks a node. A body that is no text goes as JSON. */
export async function ask(url: string, method: string, path: string, body?: unknown): Promise<Reply> {
  const isRaw = typeof body === 'string' || body instanceof FormData
  const response = await fetch(url + path, {
    method,
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  })
  const text = await response.text()
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  return { status: response.status, type, text, json: type === 'application/json' ? JSON.parse(text) : undefined }
}

/** What was posted, to be cleared away. */
export const posted: string[] = []

/** Posts a graph for a listener. The id of the prompt. */
export async function post(
  url: string,
  prompt: Graph,
  listener: Pick<Listener, 'clientId'> | undefined,
  more: Record<string, unknown> = {},
): Promise<string> {
  const prompt_id = randomUUID()
  posted.push(prompt_id)
  const reply = await ask(url, 'POST', '/prompt', { prompt, prompt_id, client_id: listener?.clientId, ...more })
  if (reply.status !== 200) throw new Error(`refused: ${reply.text}`)
  return prompt_id
}

/** The sampler of the recordings, its picture sent over the socket. */
export function labGraph(inputs: Record<string, unknown> = {}): Graph {
  const usual = { text: 'a quiet lake', steps: 2, step_ms: 0, seed: 1, fail: false, preview: false }
  return {
    1: { class_type: 'LabSampler', inputs: { ...usual, ...inputs } },
    2: { class_type: 'SaveImageWebsocket', inputs: { images: ['1', 0] } },
  }
}

function textIn(text: string): Heard {
  const { type, data } = JSON.parse(text) as { type: string; data: unknown }
  return { event: type, data }
}

function pictureIn(frame: Buffer): Heard {
  const type = frame.readUInt32BE(0)
  if (type !== 4) return { event: `BIN${type}`, data: { format: frame.readUInt32BE(4) }, image: frame.subarray(8) }
  const end = 8 + frame.readUInt32BE(4)
  return { event: 'BIN4', data: JSON.parse(frame.subarray(8, end).toString()), image: frame.subarray(end) }
}
