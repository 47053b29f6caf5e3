import type { ClientMessage, ServerMessage } from './wire.ts'
import { parseServerMessage } from './wire.ts'

/** An open line to a sitting. It opens itself again whenever it is lost, until it is closed. */
export interface Line {
  /** Says something if the line is open. If not, the greeting of the next opening has to say it. */
  send(message: ClientMessage): void
  /** Tries now rather than later: the machine woke, or the network is back. */
  wake(): void
  close(): void
}

export interface LineOptions {
  /** ws: or wss: address of the sitting's socket. */
  url: string
  /** Said each time the line opens, in this order. */
  greeting: () => ClientMessage[]
  onMessage: (message: ServerMessage) => void
  /** `open` and `lost`, in turn. */
  onState: (state: 'open' | 'lost') => void
  /**
   * Called when the house would not open the line at all or ended it, as it does when it no longer knows the writer or the
   * sitting.
   */
  onRefused?: () => void
  /** Milliseconds before the first attempt to reopen; doubled for each that fails, up to `slowestMs`. */
  firstMs?: number
  slowestMs?: number
  /** Milliseconds without any word after a request before the line counts as dead. */
  silenceMs?: number
}

/** The code a line is closed with when its session or its sitting is over. */
const isOver = 1008

/** Opens the line to a sitting: the only file that knows WebSocket. */
export function openLine(options: LineOptions): Line {
  const { url, greeting, onMessage, onState, onRefused } = options
  const { firstMs = 500, slowestMs = 20_000, silenceMs = 10_000 } = options
  let socket: WebSocket | undefined
  let failures = 0
  let closed = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function connect() {
    clearTimeout(retry)
    const mine = new WebSocket(url)
    let opened = false
    socket = mine
    mine.addEventListener('open', () => {
      if (socket !== mine) return
      opened = true
      onState('open')
      for (const message of greeting()) say(message)
    })
    mine.addEventListener('message', ({ data }) => {
      if (socket !== mine) return
      failures = 0
      clearTimeout(silence)
      const message = parseServerMessage(data)
      if (message) onMessage(message)
    })
    mine.addEventListener('close', ({ code }) => lose(mine, opened && code !== isOver))
  }

  function lose(mine: WebSocket, isWelcome: boolean) {
    if (socket !== mine) return
    socket = undefined
    clearTimeout(silence)
    if (closed) return
    onState('lost')
    const slowest = Math.min(slowestMs, firstMs * 2 ** failures)
    failures++
    // Half fixed, half by chance, so that a ward's pages do not all come back at the same moment.
    retry = setTimeout(connect, slowest * (0.5 + Math.random() / 2))
    if (!isWelcome) onRefused?.()
  }

  function say(message: ClientMessage) {
    if (socket?.readyState !== WebSocket.OPEN) return
    socket.send(JSON.stringify(message))
    if (message.type === 'resume' || message.type === 'stop') return
    clearTimeout(silence)
    silence = setTimeout(abandon, silenceMs)
  }

  /** A line that died without a word stays "open" for minutes; it is not waited for. */
  function abandon() {
    const mine = socket
    if (!mine) return
    mine.close()
    lose(mine, true)
  }

  connect()
  return {
    send: say,
    wake() {
      if (closed || socket) return
      failures = 0
      connect()
    },
    close() {
      closed = true
      clearTimeout(retry)
      clearTimeout(silence)
      socket?.close()
      socket = undefined
    },
  }
}
