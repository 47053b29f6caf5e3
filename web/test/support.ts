import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ClientMessage } from '../src/wire.ts'

/** A scripted gateway on a port of its own. */
export interface FakeGateway extends AsyncDisposable {
  origin: string
  /** Everything the page said on its sockets, in order. */
  heard: ClientMessage[]
  /** Every HTTP call, as `POST /v1/writers`. */
  calls: string[]
  /** Cuts every open line without a word of farewell. */
  cut(): void
  /** Answers to HTTP calls by `METHOD /path`; a function is called each time. */
  routes: Record<string, Answer | (() => Answer)>
  /** What to do with each message; nothing by default. */
  answer: (message: ClientMessage, say: (message: object) => void) => void
  /** Refuses new lines. */
  isShut: boolean
}

interface Answer {
  status?: number
  body?: unknown
}

/** Starts a scripted gateway. */
export async function fakeGateway(): Promise<FakeGateway> {
  const sockets = new Set<WebSocket>()
  const http = createServer((request, response) => {
    const call = `${request.method} ${request.url}`
    gateway.calls.push(call)
    const answerTo = (asked: string) => {
      const found = gateway.routes[asked] ?? { status: 404, body: { code: 'not_found' } }
      return typeof found === 'function' ? found() : found
    }
    // Like the real one, it does nothing for a page that takes itself to be somebody else's.
    const meant = request.headers['aiw-writer']
    const here = (answerTo('GET /v1/writers/me').body as { writer?: string } | undefined)?.writer
    const isOthers = meant !== undefined && here !== undefined && here !== meant
    const { status = 200, body } = isOthers ? { status: 401, body: { code: 'unauthenticated' } } : answerTo(call)
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  })
  const lines = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    // A page that leaves in the middle of it is no fault here.
    socket.on('error', () => undefined)
    if (gateway.isShut) return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
    lines.handleUpgrade(request, socket, head, (line) => {
      sockets.add(line)
      line.on('error', () => undefined)
      line.on('close', () => sockets.delete(line))
      line.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as ClientMessage
        gateway.heard.push(message)
        gateway.answer(message, (answer) => line.send(JSON.stringify(answer)))
      })
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const gateway: FakeGateway = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    heard: [],
    calls: [],
    routes: {},
    answer: () => undefined,
    isShut: false,
    cut: () => sockets.forEach((line) => line.terminate()),
    async [Symbol.asyncDispose]() {
      gateway.cut()
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
  return gateway
}
