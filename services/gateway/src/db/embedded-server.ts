import { execFile, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Failure } from '@aiw/kit/errors'
import { refuse, type Site, syncFolder } from './embedded-files.ts'

/** A server process found on a folder. `port` is missing while it is still starting. */
export interface Postmaster {
  pid: number
  port?: number
  isStopping: boolean
}

/** Settings of the server, by PostgreSQL's names. */
export type Settings = Record<string, string>

/**
 * Every acknowledged commit is on the disk; little memory, and none of it in /dev/shm, which is small in containers and
 * which systemd empties of a user's files when that user logs out, under a house that still runs; and no writer's word in any message: errors of single
 * statements are not reported at all, and crash reports are cut to their first line (`terse`), as the rest quotes the
 * statement that was running.
 */
const defaults: Settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '64MB',
  max_connections: '50',
  io_method: 'sync',
  dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_statement: 'none',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** The server gets nothing of the gateway's environment but what a program needs to run at all. */
const environment = (): NodeJS.ProcessEnv => {
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' }
}

const program = (site: Site, name: string): string =>
  path.join(site.binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

const serverArgs = (site: Site, port: number, settings: Settings): string[] => {
  const all = { hba_file: site.access, unix_socket_directories: '', ...defaults, ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', site.cluster, '-p', String(port), '-h', '127.0.0.1', ...flags]
}

/**
 * Makes the data folder with the one role and the one database. It is made under another name and moved in place when
 * complete, so an interrupted first start leaves nothing half made; when two gateways do it at once, the first one's stays.
 */
export async function createCluster(site: Site, password: string): Promise<void> {
  const draft = fs.mkdtempSync(path.join(site.folder, 'new-'))
  const { uid, gid } = site.account
  if (uid !== undefined && gid !== undefined) fs.chownSync(draft, uid, gid)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const sql = [
    `create role aiw login createdb password '${password}'`,
    'alter database postgres rename to aiw',
    'alter database aiw owner to aiw',
    '',
  ].join('\n')
  try {
    const memory = ['-c', `dynamic_shared_memory_type=${defaults['dynamic_shared_memory_type']}`]
    await runTool(site, 'initdb', [
      '-D',
      draft,
      '-U',
      'postgres',
      '--auth=reject',
      '--data-checksums',
      ...locale,
      ...memory,
    ])
    const quiet = ['-c', 'exit_on_error=on', '-c', 'log_error_verbosity=terse', '-c', 'log_min_error_statement=panic']
    await runTool(site, 'postgres', ['--single', '-D', draft, ...quiet, 'template1'], sql)
    fs.renameSync(draft, site.cluster)
    syncFolder(site.folder)
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    if (!fs.existsSync(site.cluster)) throw error
  }
}

/**
 * Starts the server in a session of its own, so that Ctrl-C in a terminal reaches the gateway first. Resolves when it
 * takes connections, or with the reason why trying again may help. Throws Failure "unavailable" when it would not.
 */
export function launch(
  site: Site,
  port: number,
  settings: Settings,
): Promise<'started' | 'port taken' | 'folder in use'> {
  return new Promise((resolve, reject) => {
    const child = spawn(program(site, 'postgres'), serverArgs(site, port, settings), {
      ...site.account,
      cwd: path.parse(site.cluster).root,
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    let said: string | undefined = ''
    child.stderr.on('data', (chunk: Buffer) => {
      if (said === undefined) return
      said += chunk.toString()
      if (!said.includes('ready to accept connections')) return
      said = undefined
      child.unref()
      if ('unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref()
      resolve('started')
    })
    child.once('error', (error) => reject(explainSpawn(site, error)))
    child.once('close', () => {
      if (said === undefined) return
      if (/could not bind/.test(said)) resolve('port taken')
      else if (/lock file|pre-existing shared memory/.test(said) && !/No space left/.test(said))
        resolve('folder in use')
      else reject(explainOutput(site, said))
    })
  })
}

/**
 * The server that runs on this folder, if any. PostgreSQL itself clears a pid file that names nobody, but will not start
 * over one that is empty or names a living stranger: those are removed. Its check of the shared memory of this folder
 * still stands between two servers.
 */
export function findPostmaster(site: Site): Postmaster | undefined {
  const file = path.join(site.cluster, 'postmaster.pid')
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const [pid, port, isStopping] = [Number(lines[0]), Number(lines[3] ?? 0), lines[7]?.trim() === 'stopping']
  if (pid > 0 && isPostmaster(pid, site)) return { pid, isStopping, ...(port > 0 && { port }) }
  const isInTheWay = pid > 0 ? signalTo(pid, 0) : Date.now() - fs.statSync(file).mtimeMs > 5_000
  if (isInTheWay && fs.readFileSync(file, 'utf8') === text) fs.rmSync(file, { force: true })
  return undefined
}

/** Whether a running server is the one this gateway would start: same program, not replaced on disk since, same settings. */
export function isCurrent(site: Site, { pid, port = 0 }: Postmaster, settings: Settings): boolean {
  if (process.platform !== 'linux') return true
  const wanted = [program(site, 'postgres'), ...serverArgs(site, port, settings)].join(' ')
  try {
    return wanted === commandOf(pid) && !fs.readlinkSync(`/proc/${pid}/exe`).endsWith(' (deleted)')
  } catch {
    return false
  }
}

/**
 * Ends a server: politely, which closes its connections and writes a checkpoint; after 5 s at once, which loses nothing.
 * PostgreSQL 18.4 never ends politely when it is asked to while it recovers from the crash of one of its workers.
 */
export async function stopPostmaster(site: Site, pid: number): Promise<void> {
  await end(site, pid, 'SIGINT', 'fast', 5_000)
  await end(site, pid, 'SIGQUIT', 'immediate', 10_000)
  if (isPostmaster(pid, site)) throw refuse(`its server (process ${pid}) does not end`)
}

async function end(site: Site, pid: number, signal: NodeJS.Signals, mode: string, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs
  if (!isPostmaster(pid, site)) return
  if (process.platform === 'win32')
    await runTool(site, 'pg_ctl', ['stop', '-D', site.cluster, '-m', mode]).catch(() => {})
  else signalTo(pid, signal)
  while (Date.now() < until && isPostmaster(pid, site)) await delay(10)
}

/** Looked up where the system can tell; believed on Windows while such a process lives. */
function isPostmaster(pid: number, site: Site): boolean {
  if (process.platform === 'win32') return signalTo(pid, 0)
  return commandOf(pid).includes(` -D ${site.cluster} -p `)
}

function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** The command line of a process; empty when there is none, or only what is left of one that nobody has waited for. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ')
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

/** Runs one of PostgreSQL's programs to its end as the server's user. Throws Failure "unavailable" when it fails. */
function runTool(site: Site, name: string, args: string[], input = ''): Promise<void> {
  const options = { ...site.account, cwd: path.parse(site.cluster).root, env: environment() }
  return new Promise((resolve, reject) => {
    const child = execFile(program(site, name), args, options, (error, _stdout, stderr) => {
      if (!error) resolve()
      else reject(typeof error.code === 'number' ? explainOutput(site, stderr) : explainSpawn(site, error))
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

/** Why a program of PostgreSQL could not even be run. */
function explainSpawn(site: Site, error: Error): Failure {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT')
    return refuse('its programs do not run on this system; they need glibc, which Alpine Linux lacks', error)
  if (code === 'EPERM') return refuse('root may not change to another user here; run as an ordinary user', error)
  return refuse(`the programs in ${site.binaries} cannot be run (${code ?? error.name})`, error)
}

/** One line from what a program of PostgreSQL wrote before it gave up. */
function explainOutput(site: Site, output: string): Failure {
  if (/No space left on device|Disk quota exceeded/.test(output)) return refuse(`the disk of ${site.folder} is full`)
  if (/could not look up effective user ID|user does not exist/.test(output))
    return refuse("PostgreSQL needs the user it runs as to have an entry in the system's list of users")
  if (/incompatible with server/.test(output))
    return refuse(`the data in ${site.cluster} were written by another version of PostgreSQL`)
  const line = output.split('\n').find((text) => /FATAL|PANIC|error|could not/.test(text)) ?? output.split('\n')[0]
  return refuse(line?.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim() || 'its server ended without a word')
}
