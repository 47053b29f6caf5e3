import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

// Starts the whole house on this machine: builds the page if it changed, runs the three services, says where the page
// is once a sentence can be painted, and stops everything when one of them ends, on Ctrl-C, or when npm is gone.

const root = resolve(import.meta.dirname, '..')
const address = process.env.GATEWAY_LISTEN || '127.0.0.1:8080'
/** How long a service may take to stop before it is killed, in milliseconds. */
const stopMs = 9_000

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
    env: { ...process.env, AIW_DATA: resolve(root, process.env.AIW_DATA || 'data') },
  }),
)
let isStopping = false
for (const service of services) service.once('exit', (code) => stop(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0))
// npm runs this through a shell; a SIGTERM to npm ends both and never reaches us.
const parent = process.ppid
const watch = setInterval(() => process.ppid !== parent && stop(0), 250)

await announce()

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
