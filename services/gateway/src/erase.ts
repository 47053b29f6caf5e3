import { randomUUID } from 'node:crypto'
import type { Log } from '@aiw/kit/log'
import { deleteSitting, deleteWriter, type Receipt } from './db/changes.ts'
import type { LiveSittings } from './live.ts'
import type { House } from './house.ts'
import { recordAudit } from './vault/audit.ts'

/** What is answered to whoever was erased: the counts are missing when the database could not be asked. */
export type ErasureAnswer = Pick<Receipt, 'id' | 'day'> & Partial<Receipt>

/**
 * Erases a writer. First the keys and sessions: from then on nothing opens any more, here or in a backup of the database, of
 * any age. Then the sockets, then the rows. When the database is away the rows follow when it is back: `finishErasures`.
 */
export async function eraseWriter(house: House, live: LiveSittings, writer: string, log: Log): Promise<ErasureAnswer> {
  const receipt = { id: randomUUID(), day: new Date().toISOString().slice(0, 10) }
  await house.keys.beginErasure(writer, receipt)
  try {
    await live.eachOf(writer, (sitting) => sitting.end())
    await live.endFleeting(writer)
    return await finishErasure(house, writer, receipt)
  } catch (error) {
    log.warn({ err: error }, 'rows of an erased writer are still there; their keys are not')
    return receipt
  }
}

/** Finishes erasures that were begun when the database was away or the process died. */
export async function finishErasures(house: Pick<House, 'db' | 'keys'>): Promise<void> {
  for (const { writer, receipt } of await house.keys.erasures()) {
    // It may have died between the note and the keys.
    await house.keys.beginErasure(writer, receipt)
    await finishErasure(house, writer, receipt)
  }
}

async function finishErasure(
  { db, keys }: Pick<House, 'db' | 'keys'>,
  writer: string,
  receipt: Pick<Receipt, 'id' | 'day'>,
): Promise<Receipt> {
  const counted = await deleteWriter(db, writer, receipt)
  // Of nobody any more: what named them is destroyed.
  await recordAudit({ db, keys }, { action: 'writer.erased', record: receipt.id })
  await keys.endErasure(writer)
  return counted
}

/** Deletes the sittings that began more than so many days ago, whoever is there, and returns how many they were. */
export async function enforceRetention(
  { db, keys }: Pick<House, 'db' | 'keys'>,
  live: LiveSittings,
  days: number,
  now: number,
): Promise<number> {
  const old = await db
    .selectFrom('sitting')
    .select(['id', 'writer_id'])
    .where('created_at', '<', new Date(now - days * 86_400_000))
    .execute()
  for (const { id, writer_id } of old) {
    await removeSitting(db, live, id)
    await recordAudit({ db, keys }, { action: 'sitting.expired', writer: writer_id, record: id, by: 'house' })
  }
  return old.length
}

/** Deletes a sitting, whoever is there. */
export async function removeSitting(db: House['db'], live: LiveSittings, id: string): Promise<void> {
  await live.end(id)
  await deleteSitting(db, id)
  // Somebody may have come in between.
  await live.end(id)
}
