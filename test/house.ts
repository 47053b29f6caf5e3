import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

type Service = 'emotion' | 'render' | 'gateway'

/** The three services as processes of their own on free ports, as `npm start` runs them, with all they logged. */
export interface RunningHouse {
  /** Where the page is. */
  url: string
  /** Where each service listens: host:port. */
  address: Record<Service, string>
  /** Every line of every service so far, at level `trace`. */
  log: string[]
  /** Ends a service as a power cut would. */
  kill(service: Service): Promise<void>
  /** Starts a service again where it was. */
  start(service: Service): void
  /** Waits until a sentence can be kept, read and painted. */
  ready(): Promise<void>
  stop(): Promise<void>
}

/**
 * A port nobody listens on. It is below those the system gives out by itself (from 32768 on Linux, RFC 6335 from 49152),
 * so that no connection and no server of another test can be given it before the house listens, or while it starts anew.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_768)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** The folder of the keys that belong to a database, for as long as this process lives. */
function keysFor(databaseUrl: string): string {
  const folder = join(tmpdir(), `aiw-keys-${createHash('sha256').update(databaseUrl).digest('hex').slice(0, 16)}`)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a house on an existing database; `AIW_DATA` is not used then. `variables` go before what is set here. */
export async function startHouse(databaseUrl: string, variables: NodeJS.ProcessEnv = {}): Promise<RunningHouse> {
  const [emotion, render, gateway] = await Promise.all([freePort(), freePort(), freePort()])
  const address = {
    emotion: `127.0.0.1:${emotion}`,
    render: `127.0.0.1:${render}`,
    gateway: `127.0.0.1:${gateway}`,
  }
  const keys = keysFor(databaseUrl)
  const log: string[] = []
  const running = new Map<Service, ChildProcess>()
  const url = `http://${address.gateway}`

  const start = (service: Service) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../services', service, 'src/main.ts')], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        AIW_KEYS: keys,
        EMOTION_LISTEN: address.emotion,
        EMOTION_ADDRESS: address.emotion,
        RENDER_LISTEN: address.render,
        RENDER_ADDRESS: address.render,
        GATEWAY_LISTEN: address.gateway,
        LOG_LEVEL: 'trace',
        // Each brush learns to paint anew, and the machine has other tests to run.
        RENDER_PAINTER_WORKERS: '1',
        ...variables,
      },
    })
    for (const out of [child.stdout, child.stderr]) out!.on('data', (chunk: Buffer) => log.push(chunk.toString()))
    running.set(service, child)
  }
  const end = async (service: Service, signal: NodeJS.Signals) => {
    const child = running.get(service)
    running.delete(service)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  const house: RunningHouse = {
    url,
    address,
    log,
    start,
    kill: (service) => end(service, 'SIGKILL'),
    async ready() {
      for (;;) {
        const isReady = await fetch(`${url}/ready`).then(
          ({ ok }) => ok,
          () => false,
        )
        if (isReady) return
        if ([...running.values()].some(({ exitCode }) => exitCode !== null))
          throw new Error(`A service ended:\n${log.join('')}`)
        await delay(50)
      }
    },
    stop: async () => {
      await Promise.all((['gateway', 'emotion', 'render'] as const).map((service) => end(service, 'SIGTERM')))
    },
  }
  for (const service of ['emotion', 'render', 'gateway'] as const) start(service)
  await house.ready()
  return house
}
