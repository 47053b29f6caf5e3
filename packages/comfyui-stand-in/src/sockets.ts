import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Faults } from './faults.ts'

/** Types of binary frames. */
const picture = 1
const pictureWithMetadata = 4

/** Past so many bytes that a client has not taken, everyone waits for it. */
const mostWaiting = 64 * 1024

/** Of which prompt and node a picture is. */
export interface Attribution {
  node_id: string
  prompt_id: string
  display_node_id: string
  parent_node_id: null
  real_node_id: string
}

/** What a socket is told when it opens. */
export interface Welcome {
  status: () => unknown
  /** Node that runs for this client now. */
  executing: (sid: string) => string | null
  features: () => unknown
  warn: (line: string) => void
}

/** Everyone who listens at `/ws`. */
export function socketRoom(faults: Faults, welcome: Welcome, perMessageDeflate: boolean) {
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: perMessageDeflate && { threshold: 0, zlibDeflateOptions: { level: 1 } },
  })
  const sockets = new Map<string, WebSocket>()
  const flags = new Map<string, Record<string, unknown>>()
  /** Who does not take what it is sent. As with ComfyUI, nobody hears anything until it does, or is gone. */
  let stuck: WebSocket | undefined
  let held: (() => void)[] = []
  /** Bytes that each has not taken yet. */
  const waiting = new WeakMap<WebSocket, number>()

  function opened(socket: WebSocket, request: IncomingMessage): void {
    const asked = new URL(request.url ?? '/', 'http://node').searchParams.get('clientId')
    const sid = asked || randomUUID().replaceAll('-', '')
    sockets.set(sid, socket)
    flags.set(sid, {})
    socket.on('error', () => {})
    socket.on('close', () => {
      if (stuck === socket) goOn()
      if (faults.staleCloseBug || sockets.get(sid) === socket) {
        sockets.delete(sid)
        flags.delete(sid)
      }
    })
    let isFirst = true
    socket.on('message', (data, isBinary) => {
      if (isBinary) return
      const text = String(data)
      try {
        const message = JSON.parse(text) as { type?: string; data?: Record<string, unknown> }
        if (isFirst && message.type === 'feature_flags') {
          flags.set(sid, message.data ?? {})
          send('feature_flags', welcome.features(), sid)
        }
        isFirst = false
      } catch {
        welcome.warn(`Invalid JSON received from client ${sid}: ${text}`)
      }
    })
    send('status', { status: welcome.status(), sid }, sid)
    const node = welcome.executing(sid)
    if (node !== null) send('executing', { node }, sid)
  }

  /** Says something to one client, or to all if none is named. */
  function send(event: string, data: unknown, sid: string | undefined): void {
    frame(JSON.stringify({ type: event, data }), sid, event === 'status' || event === 'feature_flags')
  }

  function frame(content: string | Buffer, sid: string | undefined, isAside = false): void {
    if (stuck) return void held.push(() => frame(content, sid, isAside))
    if (!isAside && faults.dropAtFrame !== undefined && --faults.dropAtFrame <= 0) {
      faults.dropAtFrame = undefined
      for (const socket of listeners(sid)) socket.terminate()
      return
    }
    if (faults.silent) return
    for (const socket of listeners(sid)) {
      if (socket.readyState !== socket.OPEN) continue
      const length = Buffer.byteLength(content)
      waiting.set(socket, (waiting.get(socket) ?? 0) + length)
      socket.send(content, () => {
        waiting.set(socket, waiting.get(socket)! - length)
        if (stuck === socket && waiting.get(socket)! <= mostWaiting) goOn()
      })
      if (waiting.get(socket)! > mostWaiting) stuck = socket
    }
  }

  function goOn(): void {
    stuck = undefined
    const unsaid = held
    held = []
    for (const say of unsaid) say()
  }

  function listeners(sid: string | undefined): WebSocket[] {
    if (sid === undefined) return [...sockets.values()]
    const socket = sockets.get(sid)
    return socket ? [socket] : []
  }

  return {
    send,

    /** Shows a picture as a frame of type 4, to a client that asked for such. */
    sendAttributed(type: 'image/png' | 'image/jpeg', of: Attribution, image: Buffer, sid: string | undefined): void {
      if (!this.isAttributing(sid)) return
      const metadata = Buffer.from(JSON.stringify({ ...of, image_type: type }))
      const head = Buffer.alloc(8)
      head.writeUInt32BE(pictureWithMetadata, 0)
      head.writeUInt32BE(metadata.length, 4)
      frame(Buffer.concat([head, metadata, image]), sid)
    },

    /** Shows a picture as a frame of type 1, to all others. */
    sendPicture(type: 'image/png' | 'image/jpeg', image: Buffer, sid: string | undefined): void {
      if (this.isAttributing(sid)) return
      const head = Buffer.alloc(8)
      head.writeUInt32BE(picture, 0)
      head.writeUInt32BE(type === 'image/jpeg' ? 1 : 2, 4)
      frame(Buffer.concat([head, image]), sid)
    },

    /** Whether a client asked for pictures that say whose they are. */
    isAttributing(sid: string | undefined): boolean {
      return sid !== undefined && flags.get(sid)?.supports_preview_metadata === true
    },

    /** Sockets that are open, heard or not. */
    get size(): number {
      return wss.clients.size
    },

    /** Takes the upgrades to `/ws` and `/api/ws` of a server. */
    listenOn(server: Server): void {
      server.on('upgrade', (request, socket: Socket, head) => {
        const { pathname } = new URL(request.url ?? '/', 'http://node')
        if (!/^(\/api)?\/ws$/.test(pathname)) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
        wss.handleUpgrade(request, socket, head, opened)
      })
    },

    /** Forgets everyone; the sockets themselves are cut by whoever holds the connections. */
    clear(): void {
      held = []
      sockets.clear()
      flags.clear()
      for (const socket of wss.clients) socket.terminate()
    },
  }
}

/** Everyone who listens to one node. */
export type SocketRoom = ReturnType<typeof socketRoom>
