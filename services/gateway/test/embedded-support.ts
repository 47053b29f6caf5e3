import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../../../test/postgres.ts'
import { type EmbeddedOptions, type EmbeddedPostgres, startPostgres } from '../src/db/embedded.ts'
import type { Order, Told } from './embedded-process.ts'

/** Root may act as somebody else, which some of these tests need. */
export const isRoot = process.getuid?.() === 0

/** The program that `elsewhere` runs. */
const processFile = path.join(import.meta.dirname, 'embedded-process.ts')

/** An ordinary user of this machine: PostgreSQL looks up the name of whoever runs it, so a free number would not do. */
export const ordinary = (() => {
  const lines = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8').split('\n') : []
  const users = lines.map((line) => line.split(':')).map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }))
  return users.find(({ uid }) => uid >= 1000 && uid < 65533) ?? users.find(({ uid }) => uid > 0 && uid < 65533)
})()

/** Why a test that needs that user cannot be run here. Undefined where it can. */
export const obstacle = (() => {
  if (!isRoot) return 'only root can act as another user'
  if (!ordinary) return 'this machine has no ordinary user'
  const { status } = spawnSync(process.execPath, ['-e', `fs.accessSync(${JSON.stringify(processFile)})`], ordinary)
  return status === 0 ? undefined : 'the project lies in a folder closed to others'
})()

/** A data folder that is not there yet, in a folder that goes with the test and with any server still running on it. */
export function freshFolder(): string {
  const parent = temporaryFolder()
  onTestFinished(async () => {
    await endLeftServer(path.join(parent, 'data'))
    fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5 })
  })
  return path.join(parent, 'data')
}

/** For every file that this process tests. */
let template: Promise<string> | undefined

/** A data folder as an earlier run left it, empty and stopped: a copy, because making one takes most of a second. */
export async function usedFolder(): Promise<string> {
  template ??= (async () => {
    const made = path.join(temporaryFolder(), 'data')
    process.once('exit', () => fs.rmSync(path.dirname(made), { recursive: true, force: true }))
    await (await startPostgres({ folder: made })).stop()
    return made
  })()
  const folder = freshFolder()
  execFileSync('cp', ['-a', await template, folder])
  return folder
}

/** Starts a server that is stopped when the test is over, before its folder goes. */
export async function start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const server = await startPostgres(options)
  onTestFinished(() => server.stop())
  return server
}

/** A gateway's database in a process of its own, to be killed. */
export interface Elsewhere {
  /** Resolves when it runs. */
  started(): Promise<{ url: string; adopted: boolean; folder: string }>
  /** Resolves when the start was refused. */
  refused(): Promise<{ code: string; message: string }>
  /** Numbers of the rows whose commit was acknowledged, growing while it writes. */
  kept: number[]
  order(order: Order): void
  /** Resolves when that many more rows are kept. */
  more(rows: number): Promise<void>
  /** Sends what Ctrl-C in its terminal would send, to it and to all of its group. */
  interrupt(): void
  kill(): void
  ended: Promise<unknown>
}

/** Starts `embedded-process.ts`, as another user or on another processor's name if wanted. */
export function elsewhere(
  options: EmbeddedOptions,
  { uid, gid, arch = '' }: { uid?: number; gid?: number; arch?: string } = {},
): Elsewhere {
  const child = spawn(process.execPath, [processFile, JSON.stringify(options), arch], {
    uid,
    gid,
    cwd: '/',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const kept: number[] = []
  child.on('message', (told: Told) => {
    if ('kept' in told) kept.push(told.kept)
  })
  const first = Promise.race([
    once(child, 'message').then(([told]) => told as Told),
    ended.then((): Told => ({ refused: { code: 'ended', message: 'it ended' } })),
  ])
  return {
    async started() {
      const told = await first
      if ('started' in told) return told.started
      throw new Error('refused' in told ? told.refused.message : 'it kept a row first')
    },
    async refused() {
      const told = await first
      if ('refused' in told) return told.refused
      throw new Error('it was not refused')
    },
    kept,
    order: (order) => child.send(order),
    async more(rows) {
      for (const until = kept.length + rows; kept.length < until;) await once(child, 'message')
    },
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
    kill: () => child.kill('SIGKILL'),
    ended,
  }
}

/** Numbers from a seed (mulberry32), so that a round that failed can be played again: each call gives one below `below`. */
export const dice = (seed: number) => (below: number) => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
}

/** The process that owns the data folder, as its pid file says. */
export const postmasterOf = (folder: string): number =>
  Number.parseInt(fs.readFileSync(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8'))

/** Ends the server that a killed gateway left, and lets it clear its shared memory, which lies outside its folder. */
export async function endLeftServer(folder: string): Promise<void> {
  const pid = findServer(folder)
  if (pid === undefined) return
  process.kill(pid, 'SIGQUIT')
  await vi.waitUntil(() => findServer(folder) === undefined, 10_000)
}

/** Kills the server on a folder and all its processes, with no chance to write a last word. */
export function killAll(folder: string): void {
  const pid = findServer(folder)
  if (pid !== undefined) for (const member of [pid, ...childrenOf(pid)]) killNow(member)
}

const findServer = (folder: string): number | undefined => {
  if (!fs.existsSync(path.join(folder, 'cluster', 'postmaster.pid'))) return undefined
  const pid = postmasterOf(folder)
  return commandOf(pid).includes(folder) ? pid : undefined
}

/** Ends a process as a loss of power would; it may be gone already. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}

/** The processes a postmaster started, its workers for each connection among them. */
export const childrenOf = (pid: number): number[] =>
  fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))[1] === String(pid))
    .map(Number)

/** State, parent and more of a process; empty when it has gone. */
const statOf = (pid: number): string[] =>
  readProcess(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ')

const commandOf = (pid: number): string => readProcess(pid, 'cmdline')

const readProcess = (pid: number, what: string): string => {
  try {
    return fs.readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return ''
  }
}
