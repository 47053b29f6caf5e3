import { Failure } from '@aiw/kit/errors'
import { Client } from '@stable-canvas/comfyui-client'
import type { WebSocket } from 'ws'
import { at, nameOf, textAt } from './messages.ts'

// The one file that knows how @stable-canvas/comfyui-client 1.5.9 must be held. What it does well is used: `fetchApi`,
// `interrupt`, `deleteItem`, and its events. What it does not is kept from it at the two seams it has:
// - `fetch`: it has no timeout, parses every refusal as JSON (losing the status, quoting the text), and quotes URLs.
// - `WebSocket`: it negotiates compression, never pings, reconnects for ever under the same id, and a frame it does not
//   know ends the process. So it is given a socket that is open to it once, and whose messages cannot throw.
// Its waiting, its attribution of images, getQueue and getHistory (which print errors and then lie) are never called.

/** How long one request may take where its caller says nothing else, in milliseconds. */
const requestMs = 5_000

/** The node answered, but not with what was asked for. Holds nothing of the answer but the names of its errors. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** HTTP. */
  readonly status: number
  /** ComfyUI's names of what is wrong: "value_not_in_list". */
  readonly errors: readonly string[]

  constructor(status: number, errors: readonly string[]) {
    super('The node refused a request')
    this.status = status
    this.errors = errors
  }
}

/** A client of the node at `url` (http://host:port) that only asks over HTTP. */
export const httpClient = (url: string): Client => new Client({ ...addressOf(url), clientId: '', fetch: guardedFetch })

/** A client that only listens, on a socket that is being opened. Its events are those of `messages.ts`. */
export function listeningClient(url: string, socket: WebSocket): Client {
  const add = socket.addEventListener.bind(socket)
  socket.addEventListener = ((type: string, listener: (event: unknown) => unknown) => {
    // Its message handler is asynchronous and lets go of its promise.
    const guarded = async (event: unknown) => {
      try {
        await listener(event)
      } catch {
        // A frame that newer nodes send, or none of ComfyUI's.
      }
    }
    add(type as 'message', type === 'message' ? (event) => void guarded(event) : listener)
  }) as typeof socket.addEventListener
  const client = new Client({
    ...addressOf(url),
    fetch: guardedFetch,
    // It calls this with `new`, once: it is closed when its socket is.
    WebSocket: function open() {
      return socket
    },
  })
  // `connect()` does this too, and keeps a timer that rejects when nobody listens any more.
  client.init()
  return client
}

/** Asks for JSON. Throws Refusal, or Failure `unavailable` when no proper answer came. */
export const ask = (client: Client, route: string, init?: RequestInit): Promise<unknown> =>
  safely(async () => {
    const response = await client.fetchApi(route, init)
    const text = await response.text()
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  })

/** Posts JSON, as `ask`. */
export const post = (client: Client, route: string, body: unknown, signal?: AbortSignal): Promise<unknown> =>
  ask(client, route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: within(requestMs, signal),
  })

/** Runs a request of the client. What it throws quotes what was sent and what came back: only Refusal gets through. */
export async function safely<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Failure('unavailable', 'The node does not answer')
  }
}

/** Aborts with `signal`, and when so many milliseconds have passed. */
export const within = (ms: number, signal?: AbortSignal): AbortSignal =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms)

async function guardedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(requestMs) })
  if (response.ok) return response
  throw new Refusal(response.status, errorsIn(await response.text()))
}

/** The names of errors in the body of a refusal; none where it is not ComfyUI's. */
function errorsIn(body: string): string[] {
  let refusal: unknown
  try {
    refusal = JSON.parse(body)
  } catch {
    return []
  }
  const inNodes = Object.values(at(refusal, 'node_errors') ?? {}).flatMap((node: unknown) => {
    const errors = at(node, 'errors')
    return Array.isArray(errors) ? (errors as unknown[]) : []
  })
  const names = [at(refusal, 'error'), ...inNodes].map((error) => textAt(error, 'type')).filter((name) => name)
  return [...new Set(names.map(nameOf))]
}

const addressOf = (url: string) => ({ api_host: new URL(url).host, ssl: new URL(url).protocol === 'https:' })
