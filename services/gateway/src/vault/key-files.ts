import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'

// Files of the key store: there whole or not at all, whatever ends the process or the power, and gone when they are destroyed.

const temporary = '.tmp'

/** Makes a folder only its owner may enter, and clears away what a crash left half written. */
export async function ownFolder(folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  await fs.chmod(folder, 0o700)
  for (const name of await fs.readdir(folder))
    if (name.endsWith(temporary)) await fs.rm(path.join(folder, name), { force: true })
}

/**
 * Writes a file so that a power cut leaves the old one or the new one. When this resolves the new one is on the disk. Throws
 * Failure `unavailable` when there is no room.
 */
export async function writeWhole(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}${temporary}`
  try {
    const handle = await fs.open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await fs.rename(draft, file)
    await syncFolder(path.dirname(file))
  } catch (error) {
    await fs.rm(draft, { force: true })
    const isFull = /^(ENOSPC|EDQUOT|EROFS|EIO)$/.test((error as NodeJS.ErrnoException).code ?? '')
    throw isFull ? new Failure('unavailable', 'The house has no room left to keep this', { cause: error }) : error
  }
}

/** The content of a file; undefined when there is none. */
export const readWhole = (file: string): Promise<string | undefined> =>
  fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

/**
 * Removes a file for good, and first writes chance over it: on disks that write in place nothing is left to be found. One that
 * is not there is no failure.
 */
export async function destroyFile(file: string): Promise<void> {
  try {
    const handle = await fs.open(file, 'r+')
    try {
      await handle.write(randomBytes((await handle.stat()).size), 0, undefined, 0)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await fs.unlink(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return
  }
  await syncFolder(path.dirname(file))
}

/** The names of the JSON files in a folder, without their ending. */
export async function namesIn(folder: string): Promise<string[]> {
  const names = await fs.readdir(folder)
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
}

/** Windows cannot open folders; its file systems write a rename down by themselves. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await fs.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
