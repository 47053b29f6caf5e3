import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** What is undone when a bench is over, last first, however it ends. */
export const cleanUp: (() => unknown)[] = []

let ending: Promise<void> | undefined
const end = () =>
  (ending ??= (async () => {
    for (const act of cleanUp.toReversed()) await (async () => act())().catch(() => {})
  })())

/** Runs a bench and undoes what it began, also when it is interrupted. */
export async function running(bench: () => Promise<void>): Promise<void> {
  let isInterrupted = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isInterrupted = true
      void end().then(() => process.exit(130))
    })
  try {
    await bench()
  } catch (error) {
    if (!isInterrupted) throw error
  } finally {
    await end()
  }
}

/** What is being started and must be stopped, even when the end comes before it has started. */
export function kept<T extends { stop(): unknown }>(starting: Promise<T>): Promise<T> {
  cleanUp.push(async () => (await starting).stop())
  return starting
}

/** Starts a process of this folder; resolves with the port it tells. It ends with this process, however that ends. */
export async function helper(file: string): Promise<number> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  cleanUp.push(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const [port] = (await once(child, 'message')) as [number]
  return port
}

/** A new folder where fsync means something: in memory it costs nothing. Gone when the bench is over. */
export function folderOnDisk(): string {
  const inMemory = 0x01021994
  const places = [fs.realpathSync(os.tmpdir()), '/var/tmp', process.cwd()]
  const place = places.find((one) => fs.existsSync(one) && fs.statfsSync(one).type !== inMemory) ?? places[0]!
  const folder = fs.mkdtempSync(path.join(place, 'aiw-bench-'))
  fs.chmodSync(folder, 0o711)
  cleanUp.push(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What a bench ran on. */
export function machine(): string {
  const [{ model } = { model: 'unknown' }] = os.cpus()
  return `${os.availableParallelism()} cores of ${model.trim()}, Node ${process.versions.node}, ${os.platform()}`
}
