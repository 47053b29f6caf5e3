import { Failure } from '@aiw/kit/errors'
import { sql } from 'kysely'
import { migrate } from '../db/migrate.ts'
import type { Db } from '../db/schema.ts'
import { noteRestore, recordAudit } from '../vault/audit.ts'
import { openKeyStore } from '../vault/key-store.ts'
import { readArchive, readIdentities } from './archive.ts'
import { checkSite } from './backup.ts'
import { hasKeys, loadKeys, readSite, removeKeys, siteOf, writeKeys, writersIn, type KeyFiles } from './keys.ts'
import { loadTables, tablesOf } from './tables.ts'

/** What to bring back: the database, the keys, or both; the other is there already. */
export interface RestoreOptions {
  /** A database-….age. */
  from?: string
  /** A keys-….age. */
  keys?: string
  /** A file with the age identity that both were encrypted for. */
  identity: string
}

export interface Restored {
  /** How many rows each table of the backup had. */
  rows?: { [table: string]: number }
  /** How many files of keys were written. */
  files?: number
  /** Writers whose rows were left out because there are no keys to them: erased since, or the keys are older than they are. */
  leftOut: number
}

/**
 * Brings back what `backupHouse` wrote, into an empty database and an empty folder, and brings it to the newest schema. Does
 * all of it or nothing. Throws Failure, in one line, when something is there already, does not belong together, or is broken.
 */
export async function restoreHouse(
  { db, keys: folder }: { db: Db; keys: string },
  options: RestoreOptions,
): Promise<Restored> {
  const decrypter = await readIdentities(options.identity)
  const there = await readSite(folder)
  let files: KeyFiles | undefined
  if (options.keys !== undefined) {
    if (await hasKeys(folder))
      throw new Failure(
        'invalid',
        `There are keys in ${folder} already; name another folder in AIW_KEYS, or leave --keys out`,
      )
    files = await loadKeys((await readArchive(options.keys, decrypter, 'keys')).content)
  } else if (there === undefined)
    throw new Failure('invalid', `There are no keys in ${folder}: name the file to restore them from with --keys`)
  const site = siteOf(files?.get('site.json') ?? there).toString('hex')

  const done: Restored = { leftOut: 0, ...(files && { files: files.size }) }
  let written: KeyFiles | undefined
  try {
    await db.transaction().execute(async (tx) => {
      if (options.from === undefined) await checkSite(tx, site)
      else done.rows = await restoreDatabase(tx, options.from, decrypter, site)
      if (files) {
        await writeKeys(folder, files)
        written = files
      }
      if (options.from !== undefined) done.leftOut = await removeUnreadable(tx, await writersIn(folder))
    })
  } catch (error) {
    if (written) await removeKeys(folder, written)
    throw error
  }
  const house = { db, keys: await openKeyStore(folder) }
  if (options.from !== undefined) await noteRestore(house)
  else await recordAudit(house, { action: 'keys.restored', by: 'house' })
  return done
}

async function restoreDatabase(
  tx: Db,
  from: string,
  decrypter: Awaited<ReturnType<typeof readIdentities>>,
  site: string,
): Promise<Restored['rows']> {
  if ((await tablesOf(tx)).size > 0)
    throw new Failure(
      'invalid',
      'The database is not empty: a backup is restored into an empty one, with the house stopped',
    )
  const { head, content } = await readArchive(from, decrypter, 'database')
  if (head.site !== site) throw new Failure('invalid', 'The keys and the database do not belong together')
  await migrate(tx, String(head.schema)).catch((error: unknown) => {
    if (error instanceof Failure) throw error
    throw new Failure('invalid', `${from} was written by a newer release than this one`)
  })
  let rows: Restored['rows']
  await loadTables(
    tx,
    (async function* () {
      rows = (yield* content).rows
    })(),
  )
  await checkSite(tx, site)
  await migrate(tx)
  return rows
}

/** Removes the rows of writers to whom there are no keys; those of release 0.1.0 need none yet. */
async function removeUnreadable(tx: Db, ids: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from writer where code_hash is null and id <> all(${ids}::uuid[])`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
