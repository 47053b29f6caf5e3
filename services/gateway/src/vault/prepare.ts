import { createHash } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { openDatabase } from '../db/connect.ts'
import { deleteFleeting } from '../db/changes.ts'
import type { Db } from '../db/schema.ts'
import { countUnsealedWriters } from '../db/writers.ts'
import { finishErasures } from '../erase.ts'
import { beginAudit, recordAudit } from './audit.ts'
import type { KeyStore } from './key-store.ts'
import { clearReadableRemains, eraseUnsealedWriters, hasReadableRemains } from './legacy.ts'

/** How long writing the tables anew may take, in milliseconds. */
const clearingMs = 30 * 60_000

/**
 * Brings keys and rows together before anybody is let in: sees that the keys belong to this database, finishes erasures that
 * a crash cut off, and clears away what release 0.1.0 left readable. Throws Failure `unavailable` when the keys are missing.
 */
export async function prepareVault(
  db: Db,
  keys: KeyStore,
  url: string,
  isToEraseUnsealed: boolean,
  log: Log,
): Promise<void> {
  await checkSite(db, keys.salt)
  if (keys.damaged > 0) log.error({ files: keys.damaged }, 'keys of writers are damaged; restore them from a backup')
  await beginAudit({ db, keys }, log)
  await finishErasures({ db, keys })
  // Their keys went with the process that had them.
  await deleteFleeting(db)
  if (isToEraseUnsealed) {
    log.info({ writers: await eraseUnsealedWriters(db) }, 'writers of release 0.1.0 were erased')
    await recordAudit({ db, keys }, { action: 'unsealed_writers.erased', by: 'house' })
  }
  const unsealed = await countUnsealedWriters(db)
  if (unsealed > 0)
    log.warn({ writers: unsealed }, 'writers of release 0.1.0 have not signed in: their text lies readable')

  if (!(await hasReadableRemains(db))) return
  const patient = openDatabase(url, () => {}, clearingMs)
  try {
    await clearReadableRemains(patient)
    log.info({}, 'nothing that release 0.1.0 wrote lies readable any more')
  } finally {
    await patient.destroy()
  }
}

/**
 * A database and a key store belong together from their first start on. Where a folder is not mounted, or another one is, the
 * house must not begin anew beside rows that nobody could ever open.
 */
async function checkSite(db: Db, salt: Buffer): Promise<void> {
  const name = createHash('sha256').update(salt).digest()
  await db
    .insertInto('site')
    .values({ keys: name })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { keys } = await db.selectFrom('site').select('keys').executeTakeFirstOrThrow()
  if (!keys.equals(name))
    throw new Failure(
      'unavailable',
      'The folder of the keys (AIW_KEYS) is not the one this database was begun with: put that in its place, or restore it from a backup',
    )
}
