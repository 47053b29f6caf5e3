import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import { encrypterFor, type Manifest, writeArchive } from './archive.ts'
import { dumpKeys, readSite, siteOf } from './keys.ts'
import { dumpTables, tablesOf, versionOf } from './tables.ts'

/** How long backups of the keys are kept, in milliseconds: 7 days. What was erased can be read with an older one only. */
export const keptMs = 7 * 24 * 60 * 60_000

/** What was written, and what was removed. */
export interface Backup {
  database: { file: string; bytes: number; rows: Manifest['rows'] }
  keys: { file: string; bytes: number; files: number }
  /** Backups of keys that had become too old, and beginnings of backups that never ended. */
  removed: string[]
}

/**
 * Writes the database as it is at one moment, and the key store as it is after it, into a folder: two files, so that the
 * second can be kept for a short time only. The house may be running. Throws Failure.
 */
export async function backupHouse(
  { db, keys }: { db: Db; keys: string },
  { out, recipients, now = new Date() }: { out: string; recipients: readonly string[]; now?: Date },
): Promise<Backup> {
  const encrypter = encrypterFor(recipients)
  const site = await readSite(keys)
  if (site === undefined)
    throw new Failure(
      'not_found',
      `There are no keys in ${keys}: name their folder in AIW_KEYS, or start the house once`,
    )
  await fs.mkdir(out, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('unavailable', `${out} cannot be written: ${error.code}`)
  })
  const time = `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`
  const about = { format: 1, site: siteOf(site).toString('hex'), time } as const

  const database = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const schema = await versionOf(tx)
      if (schema === undefined) throw new Failure('not_found', 'This database is none of a house: start the house once')
      await checkSite(tx, about.site)
      const file = path.join(out, `database-${time}.age`)
      const { manifest, bytes } = await writeArchive(
        file,
        encrypter,
        { aiw: 'database', ...about, schema },
        dumpTables(tx),
      )
      return { file, bytes, rows: manifest.rows }
    })
  // After the database: of whoever began meanwhile there are keys too many, and of whoever was erased there are none.
  const file = path.join(out, `keys-${time}.age`)
  const { manifest, bytes } = await writeArchive(file, encrypter, { aiw: 'keys', ...about }, dumpKeys(keys))
  return { database, keys: { file, bytes, files: manifest.rows['files']! }, removed: await removeOld(out, now) }
}

/** That a database and a key store belong together, as far as the database knows. Throws Failure `invalid`. */
export async function checkSite(db: Db, site: string): Promise<void> {
  if (!(await tablesOf(db)).has('site')) return
  const { rows } = await sql<{ keys: Buffer }>`select keys from site`.execute(db)
  if (rows[0] && rows[0].keys.toString('hex') !== site)
    throw new Failure('invalid', 'The keys and the database do not belong together')
}

/** Removes what is too old by its name: backups of keys, and what a backup left that was ended in the middle. */
async function removeOld(folder: string, now: Date): Promise<string[]> {
  const removed: string[] = []
  for (const name of await fs.readdir(folder)) {
    const [, day, hour, minute, second] =
      /^(?:keys|database(?=.*\.part$))-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.age(?:\.part)?$/.exec(name) ?? []
    if (!(now.getTime() - Date.parse(`${day}T${hour}:${minute}:${second}Z`) > keptMs)) continue
    await fs.rm(path.join(folder, name))
    removed.push(name)
  }
  return removed.toSorted()
}
