import type { Socket } from 'node:net'
import type { Faults } from './faults.ts'

type Done = (error?: Error | null) => void

const websockets = new WeakSet<Socket>()

/** Says that a connection is a websocket from now on. */
export function upgraded(socket: Socket): void {
  websockets.add(socket)
}

/** Puts the faults of a line between a node and one connection. What is written passes through here, in order. */
export function faultyWire(socket: Socket, faults: Faults): void {
  const write = socket.write.bind(socket)
  let held: { bytes: Buffer; done: Done | undefined }[] = []
  /** Whether something is held, or leaving in pieces. */
  let isBusy = false

  function faultyWrite(data: string | Uint8Array, ...rest: unknown[]): boolean {
    const isWebsocket = websockets.has(socket)
    const done = rest.findLast((part) => typeof part === 'function') as Done | undefined
    if (faults.halfOpen === 'everything' || (faults.halfOpen === 'sockets' && isWebsocket)) {
      // Nothing leaves, and nobody is told.
      if (done) queueMicrotask(done)
      return true
    }
    const isWell = faults.coalesceMs === 0 && faults.splitBytes === 0 && !isBusy
    if (!isWebsocket || isWell) return (write as (...all: unknown[]) => boolean)(data, ...rest)
    held.push({
      bytes: typeof data === 'string' ? Buffer.from(data, rest[0] as BufferEncoding) : Buffer.from(data),
      done,
    })
    if (!isBusy) setTimeout(() => void leave(), faults.coalesceMs)
    isBusy = true
    return true
  }

  async function leave(): Promise<void> {
    while (held.length > 0) {
      const all = Buffer.concat(held.map(({ bytes }) => bytes))
      const dones = held.flatMap(({ done }) => done ?? [])
      held = []
      const isCut = await pass(all)
      for (const done of dones) done(isCut ? new Error('the connection is gone') : null)
    }
    isBusy = false
  }

  /** Whether the connection ended before everything had left. */
  async function pass(data: Buffer): Promise<boolean> {
    const size = faults.splitBytes || data.length
    for (let at = 0; at < data.length && socket.writable; at += size) {
      await new Promise((resolve) => write(data.subarray(at, at + size), resolve))
      // Time for the other side to read, or the pieces come as one.
      if (faults.splitBytes > 0) await new Promise(setImmediate)
    }
    return !socket.writable
  }

  socket.write = faultyWrite as Socket['write']
  socket.on('error', () => {})
}
