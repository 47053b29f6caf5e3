import type { Socket } from 'node:net'
import type { Faults } from './faults.ts'

/** Puts the faults of a line between a node and one connection. What is written passes through here, in order. */
export function faultyWire(socket: Socket, faults: Faults): void {
  const write = socket.write.bind(socket)
  let waiting: Buffer[] = []
  let timer: NodeJS.Timeout | undefined
  /** The pieces that are still to leave, after one another. */
  let sending = Promise.resolve()

  function flush(): void {
    timer = undefined
    if (waiting.length === 0) return
    const all = Buffer.concat(waiting)
    waiting = []
    pass(all)
  }

  function pass(data: Buffer): void {
    if (socket.writable) write(data)
  }

  async function split(data: Buffer, bytes: number): Promise<void> {
    for (let at = 0; at < data.length; at += bytes) {
      pass(data.subarray(at, at + bytes))
      await new Promise(setImmediate)
    }
  }

  function faultyWrite(data: string | Uint8Array, ...rest: unknown[]): boolean {
    const done = rest.findLast((part) => typeof part === 'function') as ((error?: Error) => void) | undefined
    const isUpgraded = wires.get(socket)?.isUpgraded ?? false
    const isGone = faults.halfOpen === 'everything' || (faults.halfOpen === 'sockets' && isUpgraded)
    const bytes = typeof data === 'string' ? Buffer.from(data, rest[0] as BufferEncoding) : Buffer.from(data)
    if (isGone) {
      // Nothing leaves, and nobody is told.
    } else if (isUpgraded && faults.coalesceMs > 0) {
      waiting.push(bytes)
      timer ??= setTimeout(flush, faults.coalesceMs)
    } else if (isUpgraded && faults.splitBytes > 0) {
      flush()
      sending = sending.then(() => split(bytes, faults.splitBytes))
    } else {
      flush()
      return (write as (...all: unknown[]) => boolean)(data, ...rest)
    }
    if (done) queueMicrotask(() => done())
    return true
  }

  socket.write = faultyWrite as Socket['write']
  socket.on('error', () => {})
  socket.on('close', () => clearTimeout(timer))
  wires.set(socket, { isUpgraded: false })
}

/** Says that a connection is a websocket from now on. */
export function upgraded(socket: Socket): void {
  const wire = wires.get(socket)
  if (wire) wire.isUpgraded = true
}

const wires = new WeakMap<Socket, { isUpgraded: boolean }>()
