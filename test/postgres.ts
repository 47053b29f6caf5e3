import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inject, vi } from 'vitest'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../services/gateway/src/db/embedded.ts'
import { query } from '../services/gateway/test/query.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this test run. Tests make databases of their own in it: `testDatabase`. */
    postgres: string
    /** In the names of this run's databases. */
    run: string
  }
}

/** Faster, and what a loss of power would cost here does not matter. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * One real PostgreSQL for the whole run: the one that `DATABASE_URL` names, whose user may create databases, or one of our
 * own, gone with its data at the end. Vitest calls it before the first test.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // Tests start a hundred processes; each reads what the one before it has compiled.
  process.env['NODE_COMPILE_CACHE'] ??= path.resolve(import.meta.dirname, '../node_modules/.cache/node')
  const run = randomBytes(4).toString('hex')
  project.provide('run', run)
  const named = process.env['DATABASE_URL']
  if (named) {
    project.provide('postgres', named)
    return () => dropLeft(named, run)
  }
  const folder = temporaryFolder()
  const server = await startPostgres({
    folder: path.join(folder, 'data'),
    settings: { ...fast, max_connections: '200' },
  })
  project.provide('postgres', server.url)
  return async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true })
  }
}

/** Removes what a run has left on a server that goes on: what is used until its processes end. */
async function dropLeft(url: string, run: string): Promise<void> {
  const left = await query<{ datname: string }>(url, `select datname from pg_database where datname ~ '^test_${run}_'`)
  for (const { datname } of left) await query(url, `drop database if exists ${datname} with (force)`)
}

/** A fresh, empty database for one test file, in some 30 ms. */
export async function testDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const url = new URL(inject('postgres'))
  const name = `test_${inject('run')}_${randomBytes(6).toString('hex')}`
  await query(url.href, `create database ${name}`)
  const own = new URL(url)
  own.pathname = name
  // Not while the server's own cleaner is in it, which only a superuser may send away.
  const drop = () => vi.waitFor(() => query(url.href, `drop database if exists ${name} with (force)`), 15_000)
  return { url: own.href, drop: async () => void (await drop()) }
}

/**
 * A new folder of one's own that the database's user may pass through: as root, the server runs as somebody else. In
 * memory where there is room, because a PostgreSQL is a thousand small files.
 */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(hasRoomInMemory() ? '/dev/shm' : fs.realpathSync(os.tmpdir()), 'aiw-'))
  fs.chmodSync(folder, 0o711)
  return folder
}

/** Whether Linux offers over 2 GiB in memory where programs may be run: in a container they often may not. */
function hasRoomInMemory(): boolean {
  if (!fs.existsSync('/dev/shm') || / \/dev\/shm \S+ \S*noexec/.test(fs.readFileSync('/proc/mounts', 'utf8')))
    return false
  const { bavail, bsize } = fs.statfsSync('/dev/shm')
  return bavail * bsize > 2 * 1024 ** 3
}
