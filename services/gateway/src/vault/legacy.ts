import type { Reading } from '@aiw/proto'
import { type JSONColumnType, type Kysely, sql } from 'kysely'
import {
  sealEvent,
  sealPicture,
  sealReading,
  sealSentence,
  sealSentenceKey,
  sealSitting,
  sealSittingKey,
} from '../db/cells.ts'
import type { Db } from '../db/schema.ts'
import type { Language } from '../look.ts'
import type { DurableEvent, Wish } from '../messages.ts'
import { type Keyring, newKey } from './keys.ts'

// What release 0.1.0 wrote readable, and how it becomes sealed: when its writer signs in and so brings the key.

/** The columns of 0.1.0 beside those that take their place. */
interface Legacy {
  writer: { id: string; code_hash: Buffer | null }
  sitting: {
    id: string
    writer_id: string
    language: Language | null
    item_key: Buffer | null
    sealed_content: Buffer | null
  }
  sentence: {
    sitting_id: string
    id: string
    text: string | null
    wish: JSONColumnType<Wish> | null
    seed: number | null
    is_private: boolean
    reading: JSONColumnType<Reading> | null
    item_key: Buffer | null
    sealed_content: Buffer | null
    sealed_reading: Buffer | null
  }
  event: {
    sitting_id: string
    seq: number
    sentence_id: string
    body: JSONColumnType<DurableEvent> | null
    sealed_body: Buffer | null
  }
  picture: {
    id: string
    sitting_id: string
    sentence_id: string
    media_type: string | null
    data: Buffer | null
    sealed_data: Buffer | null
  }
}
type LegacyDb = Kysely<Legacy>

/**
 * Seals all of a writer's rows that lie readable, each sitting in a transaction of its own, and forgets the old hash of the
 * code at the end. If it ends in the middle, what is sealed stays sealed and the next sign-in does the rest.
 */
export async function sealWriter(db: Db, writerId: string, ring: Keyring): Promise<void> {
  const legacy = db as unknown as LegacyDb
  const sittings = await legacy
    .selectFrom('sitting')
    .select('id')
    .where('writer_id', '=', writerId)
    .where('sealed_content', 'is', null)
    .execute()
  for (const { id } of sittings) await legacy.transaction().execute((tx) => sealOne(tx, id, ring))
  await legacy.updateTable('writer').set({ code_hash: null }).where('id', '=', writerId).execute()
}

async function sealOne(tx: LegacyDb, sittingId: string, ring: Keyring): Promise<void> {
  const sitting = await tx
    .selectFrom('sitting')
    .select(['language', 'sealed_content'])
    .where('id', '=', sittingId)
    .forUpdate()
    .executeTakeFirst()
  // Somebody signed in twice at once: the other was first.
  if (!sitting || sitting.sealed_content) return
  const key = newKey()
  await tx
    .updateTable('sitting')
    .set({
      item_key: sealSittingKey(ring, sittingId, key),
      sealed_content: sealSitting(key, sittingId, { language: sitting.language! }),
      language: null,
    })
    .where('id', '=', sittingId)
    .execute()

  const sentences = await tx
    .selectFrom('sentence')
    .select(['id', 'text', 'wish', 'seed', 'is_private', 'reading'])
    .where('sitting_id', '=', sittingId)
    .execute()
  for (const { id, text, wish, seed, is_private: isPrivate, reading } of sentences) {
    const own = newKey()
    await tx
      .updateTable('sentence')
      .set({
        item_key: sealSentenceKey(ring, sittingId, id, own),
        sealed_content: sealSentence(own, sittingId, id, { text, wish: wish!, seed: seed!, isPrivate }),
        sealed_reading: reading && sealReading(own, sittingId, id, reading),
        text: null,
        wish: null,
        seed: null,
        reading: null,
      })
      .where('sitting_id', '=', sittingId)
      .where('id', '=', id)
      .execute()

    const events = await tx
      .selectFrom('event')
      .select(['seq', 'body'])
      .where('sitting_id', '=', sittingId)
      .where('sentence_id', '=', id)
      .execute()
    for (const { seq, body } of events)
      await tx
        .updateTable('event')
        .set({ sealed_body: sealEvent(own, sittingId, seq, body!), body: null })
        .where('sitting_id', '=', sittingId)
        .where('seq', '=', seq)
        .execute()

    const pictures = await tx
      .selectFrom('picture')
      .select(['id', 'media_type', 'data'])
      .where('sitting_id', '=', sittingId)
      .where('sentence_id', '=', id)
      .execute()
    for (const { id: picture, media_type, data } of pictures)
      await tx
        .updateTable('picture')
        .set({
          sealed_data: sealPicture(own, picture, { mediaType: media_type!, data: data! }),
          media_type: null,
          data: null,
        })
        .where('id', '=', picture)
        .execute()
  }
}

/** Whether readable bytes may lie in the files of the tables, although none is left in their rows. */
export async function hasReadableRemains(db: Db): Promise<boolean> {
  const { rows } = await sql<{ has: boolean | null }>`
    select obj_description('sentence'::regclass) = 'aiw: was readable'
      and not exists (select 1 from writer where code_hash is not null) as has`.execute(db)
  return rows[0]?.has ?? false
}

/** Writes the tables anew, so that only what is in their rows is in their files. Nobody can use them meanwhile. */
export async function clearReadableRemains(db: Db): Promise<void> {
  for (const table of ['sitting', 'sentence', 'event', 'picture'])
    await sql`vacuum (full) ${sql.table(table)}`.execute(db)
  await sql`comment on table sentence is null`.execute(db)
}

/** Erases the writers of release 0.1.0 who have not signed in since. Returns how many they were. */
export async function eraseUnsealedWriters(db: Db): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('writer').where('code_hash', 'is not', null).executeTakeFirst()
  return Number(numDeletedRows)
}
