import fs from 'node:fs'
import { rm } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { Client, DatabaseError } from 'pg'
import { explainFileError, prepareSite, refuse, type Site } from './embedded-files.ts'
import { createCluster, findPostmaster, isCurrent, launch, type Settings, stopPostmaster } from './embedded-server.ts'

/** A PostgreSQL of the gateway's own, which takes connections. */
export interface EmbeddedPostgres {
  /** With the password: for the driver, never for a log. It stays the same when the server has to be started again. */
  url: string
  /** Whether an earlier run had left the server running. */
  adopted: boolean
  /** Where the data are: the folder asked for, or the fallback. */
  folder: string
  /** Ends the server after its last commits are safe. To be called when the gateway's own connections are closed. */
  stop(): Promise<void>
}

/** How to start one. */
export interface EmbeddedOptions {
  /** Made when it is not there, parents too. An existing one must be empty or an earlier run's. */
  folder: string
  log?: Log
  /** PostgreSQL settings that differ from the house's, as tests need that may lose their data. */
  settings?: Settings
  /** Takes the data when we are root and `nobody`, who runs the server, cannot get to `folder`. */
  fallback?: string
}

/** A server we alone may use. `keeper` is the connection that holds the lock by which we do; `ended` resolves with it. */
interface Held {
  pid: number
  port: number
  adopted: boolean
  keeper: Client
  ended: Promise<void>
}

/**
 * Milliseconds after which no other server is started and none asked again. One that was started is waited for until it
 * takes connections or ends, however long it recovers from a crash.
 */
const patienceMs = 120_000

/**
 * Starts a real PostgreSQL on the folder, or adopts the one an earlier run left running there. It listens on 127.0.0.1
 * only, wants a random password that lies in the folder, and outlives this process when that is killed. While this
 * process lives, a server that dies is started again on the same port. See docs/decisions/0002-embedded-postgres.md.
 *
 * Throws Failure "unavailable" with one public line when it cannot, "busy" when another living gateway uses the folder.
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder, log, settings = {}, fallback = '/var/lib/aiw' } = options
  const { site, password } = prepareSite(folder, fallback, log)
  const stopping = new AbortController()
  const bringUp = (port?: number): Promise<Held> => hold(site, password, settings, stopping.signal, port)
  let held: Held
  try {
    if (!fs.existsSync(site.cluster)) await createCluster(site, password)
    held = await bringUp()
    await sweep(site)
  } catch (error) {
    throw explainFileError(error, site.folder)
  }

  let reviving: Promise<void> | undefined
  const watch = (): void => {
    void held.ended.then(() => {
      if (!stopping.signal.aborted) reviving = revive()
    })
  }
  const revive = async (): Promise<void> => {
    log?.warn('database ended unexpectedly')
    for (let waitMs = 500; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, 30_000)) {
      try {
        held = await bringUp(held.port)
        log?.warn('database was started again')
        return watch()
      } catch (error) {
        if (stopping.signal.aborted) return
        log?.error({ err: explainFileError(error, site.folder) }, 'database could not be started again')
        await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }
  watch()

  return {
    url: urlOf(password, held.port),
    adopted: held.adopted,
    folder: site.folder,
    async stop() {
      stopping.abort()
      await reviving
      await stopPostmaster(site, held.pid)
      await held.keeper.end().catch(() => {})
    },
  }
}

/**
 * The url of the server that runs on the folder, for a program beside the gateway that reads; undefined when none does.
 * Throws Failure "unavailable" when the folder cannot be used.
 */
export function findRunning({ folder, fallback = '/var/lib/aiw' }: EmbeddedOptions): string | undefined {
  const { site, password } = prepareSite(folder, fallback)
  const found = findPostmaster(site)
  if (!found?.port || found.isStopping) return undefined
  return urlOf(password, found.port)
}

const urlOf = (password: string, port: number) => `postgres://aiw:${password}@127.0.0.1:${port}/aiw?sslmode=disable`

/** Until a server of ours runs and is ours alone: finds or starts one, asks it for the lock, replaces an outdated one. */
async function hold(
  site: Site,
  password: string,
  settings: Settings,
  stopping: AbortSignal,
  fixedPort?: number,
): Promise<Held> {
  let isOurs = false
  for (const until = Date.now() + patienceMs; Date.now() < until; await delay(20)) {
    const found = findPostmaster(site)
    if (!found) {
      stopping.throwIfAborted()
      isOurs = (await launch(site, fixedPort ?? (await freePort()), settings)) === 'started'
      if (!isOurs) await delay(100)
      continue
    }
    const { pid, port, isStopping } = found
    if (isStopping) await stopPostmaster(site, pid)
    if (isStopping || port === undefined) continue
    const keeper = await takeLock(site, port, password).catch(async (error: unknown) => {
      if (isOurs && !(error instanceof Failure && error.code === 'busy')) await stopPostmaster(site, pid)
      throw error
    })
    if (!keeper) continue
    const isFit = isCurrent(site, found, settings) && (fixedPort ?? port) === port
    if (isOurs || isFit) return { pid, port, adopted: !isOurs, ...keeper }
    await stopPostmaster(site, pid)
    await keeper.keeper.end().catch(() => {})
  }
  throw refuse(`its server on ${site.cluster} was not ready within ${patienceMs / 1000} s`)
}

/**
 * Asks a server for the lock on this folder, which ends with the connection and so with the process that holds it.
 * Undefined when the server is not ready, or ends. Throws Failure "busy" when another gateway keeps it for over 2 s.
 */
async function takeLock(
  site: Site,
  port: number,
  password: string,
): Promise<Pick<Held, 'keeper' | 'ended'> | undefined> {
  const keeper = new Client({
    host: '127.0.0.1',
    port,
    user: 'aiw',
    password,
    database: 'aiw',
    ssl: false,
    application_name: `aiw gateway ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    lock_timeout: 2_000,
    query_timeout: 10_000,
  })
  const ended = new Promise<void>((resolve) => {
    keeper.once('end', resolve)
    keeper.on('error', () => {})
  })
  try {
    await keeper.connect()
    await keeper.query(`select pg_advisory_lock(hashtext('aiw gateway'))`)
    return { keeper, ended }
  } catch (error) {
    const code = error instanceof DatabaseError ? error.code : undefined
    const holder = code === '55P03' ? await holderOf(keeper) : ''
    await keeper.end().catch(() => {})
    if (code === '55P03')
      throw new Failure('busy', `Another gateway${holder} uses the data folder ${site.folder}`, { cause: error })
    if (code === '28P01')
      throw refuse(`it does not accept the password in ${path.join(site.folder, 'password')}`, error)
    if (code === undefined || ['57P01', '57P02', '57P03', '53300'].includes(code)) return undefined
    throw refuse(`its server refused the gateway (${code})`, error)
  }
}

/** Which process has the lock, for the one who must find and stop it. */
async function holderOf(keeper: Client): Promise<string> {
  const held = `select application_name from pg_stat_activity join pg_locks using (pid)
    where locktype = 'advisory' and granted and objid = (hashtext('aiw gateway')::bigint & 4294967295)`
  const { rows } = await keeper.query<{ application_name: string }>(held)
  const pid = rows[0]?.application_name.match(/^aiw gateway (\d+)$/)?.[1]
  return pid === undefined ? '' : ` (process ${pid})`
}

/** Removes what interrupted starts left; only by the one who holds the folder. What cannot go now goes next time. */
async function sweep(site: Site): Promise<void> {
  const left = fs.readdirSync(site.folder).filter((name) => name.startsWith('new-'))
  const removals = left.map((name) => rm(path.join(site.folder, name), { recursive: true, force: true }))
  await Promise.allSettled(removals)
}

/** A port nobody listens on now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
