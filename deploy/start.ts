import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hostAndPort, readConfig } from '@aiw/kit/config'
import { Failure } from '@aiw/kit/errors'
import { cannotListen } from '@aiw/kit/grpc-server'
import { variables as emotion } from '../services/emotion/src/config.ts'
import { variables as gateway } from '../services/gateway/src/config.ts'
import { variables as render } from '../services/render/src/config.ts'

// Starts the whole house on this machine: builds the page if it changed, runs the three services, says where the page
// is once a sentence can be painted, and stops everything when one of them ends, on Ctrl-C, or when npm is gone.

const root = resolve(import.meta.dirname, '..')
/** How long a service may take to stop before it is killed, in milliseconds. */
const stopMs = 9_000
/** What Node compiled of the services the last time, so that the next start has less to do. */
const compiled = join(root, 'node_modules/.cache/node')
// npm runs this through a shell; a SIGTERM to npm ends both and never reaches us.
const parent = process.ppid

const envFile = join(root, '.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)
const { address, data } = await check().catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error
  console.error(`AIW cannot start: ${error.message}`)
  process.exit(1)
})

const built = spawnSync(
  process.execPath,
  [join(root, 'deploy/turbo.ts'), 'run', 'build', '--output-logs=errors-only'],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
)
if (built.status !== 0) process.exit(1)

const services: ChildProcess[] = ['emotion', 'render', 'gateway'].map((name) =>
  // The channel tells a service that its supervisor is gone, whatever ended it.
  spawn(process.execPath, [join(root, 'services', name, 'src/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, AIW_DATA: data, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? compiled },
  }),
)
let isStopping = false
for (const service of services) service.once('exit', (code) => stop(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0))
const watch = setInterval(() => process.ppid !== parent && stop(0), 250)

await announce()

/**
 * Looks whether the house can run before anything does: three services would say three lines, and whatever answers
 * already at the gateway's address would pass for it. Throws Failure with the one line.
 */
async function check(): Promise<{ address: string; data: string }> {
  const { EMOTION_LISTEN } = readConfig(emotion, process.env)
  const { RENDER_LISTEN } = readConfig(render, process.env)
  const { GATEWAY_LISTEN, AIW_DATA } = readConfig(gateway, process.env)
  for (const wanted of [GATEWAY_LISTEN, EMOTION_LISTEN, RENDER_LISTEN]) await checkFree(wanted)
  return { address: GATEWAY_LISTEN, data: resolve(root, AIW_DATA) }
}

/** Listens at host:port for a moment. Throws Failure when that cannot be done. */
async function checkFree(wanted: string): Promise<void> {
  const server = createServer()
  try {
    server.listen(hostAndPort(wanted))
    await once(server, 'listening')
  } catch (error) {
    throw cannotListen(wanted, error as Error)
  }
  server.close()
  await once(server, 'close')
}

function stop(code: number): void {
  if (isStopping) return
  isStopping = true
  clearInterval(watch)
  process.exitCode = code
  const running = services.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  for (const service of running) service.kill('SIGTERM')
  const kill = setTimeout(() => running.forEach((service) => service.kill('SIGKILL')), stopMs)
  void Promise.all(running.map((service) => once(service, 'exit'))).then(() => clearTimeout(kill))
}

/** Asks the gateway until a sentence can be painted, then says where the page is. */
async function announce(): Promise<void> {
  const url = `http://${address.replace(/^(0\.0\.0\.0|\[::\])/, 'localhost')}`
  while (!isStopping) {
    const isReady = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return console.log(`\n  AIW is ready: ${url}\n`)
    await delay(100)
  }
}
