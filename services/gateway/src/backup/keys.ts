import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { ownFolder, readWhole, writeWhole } from '../vault/key-files.ts'
import type { Row, Section } from './archive.ts'

// The key store as a backup has it: every file but the sessions, which end with a restore.

const folders = ['writers', 'codes', 'erasures', 'audit']
const names = /^(site\.json|(writers|codes|erasures)\/[0-9a-f-]{36,64}\.json|audit\/(key|checkpoints|head))$/

/** Files of a key store by their names in its folder: `writers/ID.json`. */
export type KeyFiles = Map<string, string>

/** Which key store a salt belongs to, as the database has it in `site.keys`. Throws Failure `invalid` when it is none. */
export function siteOf(siteFile: string | undefined): Buffer {
  try {
    const { salt } = JSON.parse(siteFile ?? '') as { salt: string }
    return createHash('sha256').update(Buffer.from(salt, 'base64')).digest()
  } catch {
    throw new Failure('invalid', 'There is no site.json among the keys, or it is damaged')
  }
}

/** The site.json of a key store; undefined when no house was begun in this folder. */
export const readSite = (folder: string): Promise<string | undefined> => readWhole(path.join(folder, 'site.json'))

/** Every file of a key store that a house may be using meanwhile. */
export async function* dumpKeys(folder: string): AsyncGenerator<Section | Row> {
  yield { section: 'files' }
  yield ['site.json', (await readSite(folder))!]
  for (const name of folders)
    for (const file of await filesIn(folder, name)) {
      const text = await readUndestroyed(path.join(folder, file))
      if (text !== undefined) yield [file, text]
    }
}

/** Files of a key store in one of its folders, by their names in it; empty: in the key store itself. */
async function filesIn(folder: string, name: string): Promise<string[]> {
  const inside = await fs.readdir(path.join(folder, name)).catch(() => [])
  return inside.map((file) => path.posix.join(name, file)).filter((file) => names.test(file))
}

/** Whether there is any file of a key store in a folder, also one that a house which is gone left behind. */
export async function hasKeys(folder: string): Promise<boolean> {
  const found = await Promise.all(['', ...folders].map((name) => filesIn(folder, name)))
  return found.flat().length > 0
}

/** A file that is being destroyed is overwritten before it goes: what is no text, and gone at the second look, was that. */
async function readUndestroyed(file: string): Promise<string | undefined> {
  const text = await readWhole(file)
  return text?.includes('\ufffd') ? readWhole(file) : text
}

/** The files in an archive. Throws Failure `invalid` for what is no file of a key store. */
export async function loadKeys(content: AsyncIterable<Section | Row>): Promise<KeyFiles> {
  const files: KeyFiles = new Map()
  for await (const item of content) {
    if (!Array.isArray(item)) continue
    const [name, text] = item as [string, string]
    if (!names.test(name)) throw new Failure('invalid', 'This backup of keys holds what is no key')
    files.set(name, text)
  }
  return files
}

/** The ids of the writers whose keys are in a key store. */
export async function writersIn(folder: string): Promise<string[]> {
  const inside = await fs.readdir(path.join(folder, 'writers')).catch(() => [])
  return inside.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
}

/** Writes a key store into a folder that `hasKeys` found empty. If that fails nothing of it stays. */
export async function writeKeys(folder: string, files: KeyFiles): Promise<void> {
  try {
    for (const name of ['', ...folders]) await ownFolder(path.join(folder, name))
    for (const [name, text] of files) await writeWhole(path.join(folder, name), text)
  } catch (error) {
    await removeKeys(folder, files)
    throw error
  }
}

/** Takes back what `writeKeys` wrote: before that, these names are another's. */
export async function removeKeys(folder: string, files: KeyFiles): Promise<void> {
  for (const name of files.keys()) await fs.rm(path.join(folder, name), { force: true })
}
