import { sql } from 'kysely'
import type { Keyring } from '../vault/keys.ts'
import { openSentenceKey, openSittingKey, sealSentence, sealSentenceKey, sealSittingKey } from './cells.ts'
import { moveNotes } from './notes.ts'
import type { Db } from './schema.ts'
import type { KeptRow } from './sittings.ts'

// What a writer changes of what is kept. What is deleted takes its numbers with it: the highest is written down, so that none
// is given twice.

/** Deletes sentences of a sitting with all that was said and painted of them; `lastSeq` is the last number that was given. */
export async function deleteSentences(
  db: Db,
  sittingId: string,
  sentences: readonly { id: string }[],
  lastSeq: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('sitting')
      .set({ last_seq: sql<number>`greatest(last_seq, ${lastSeq})` })
      .where('id', '=', sittingId)
      .execute()
    await tx
      .deleteFrom('sentence')
      .where('sitting_id', '=', sittingId)
      .where(
        'id',
        'in',
        sentences.map(({ id }) => id),
      )
      .execute()
  })
}

/** Deletes a picture, and that it was said, under this number. */
export async function deletePicture(db: Db, sittingId: string, pictureId: string, seq: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('picture').where('sitting_id', '=', sittingId).where('id', '=', pictureId).execute()
    await tx.deleteFrom('event').where('sitting_id', '=', sittingId).where('seq', '=', seq).execute()
  })
}

/** Writes down whether sentences are private. What is private is released to nobody any more. */
export async function keepPrivacy(
  db: Db,
  sittingId: string,
  sentences: readonly KeptRow[],
  isPrivate: boolean,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const { id, key, text, wish, seed } of sentences)
      await tx
        .updateTable('sentence')
        .set({
          is_private: isPrivate,
          sealed_content: sealSentence(key, sittingId, id, { text, wish, seed, isPrivate }),
        })
        .where('sitting_id', '=', sittingId)
        .where('id', '=', id)
        .execute()
    if (!isPrivate) return
    const ids = sentences.map(({ id }) => id)
    await tx.deleteFrom('release_key').where('sitting_id', '=', sittingId).where('sentence_id', 'in', ids).execute()
  })
}

/**
 * Seals the keys of a sitting and of its sentences, and its notes, with another keyring, and writes down whether it is to
 * outlive itself. No other cell is touched.
 */
export async function moveKeys(
  db: Db,
  sittingId: string,
  from: Keyring,
  to: { ring: Keyring; isFleeting: boolean },
): Promise<void> {
  const { ring, isFleeting: is_fleeting } = to
  await db.transaction().execute(async (tx) => {
    const sitting = await tx
      .selectFrom('sitting')
      .select('item_key')
      .where('id', '=', sittingId)
      .forUpdate()
      .executeTakeFirst()
    if (!sitting) return
    const item_key = sealSittingKey(ring, sittingId, openSittingKey(from, sittingId, sitting.item_key))
    await tx.updateTable('sitting').set({ item_key, is_fleeting }).where('id', '=', sittingId).execute()
    const rows = await tx
      .selectFrom('sentence')
      .select(['id', 'item_key'])
      .where('sitting_id', '=', sittingId)
      .execute()
    for (const { id, item_key: cell } of rows)
      await tx
        .updateTable('sentence')
        .set({ item_key: sealSentenceKey(ring, sittingId, id, openSentenceKey(from, sittingId, id, cell)) })
        .where('sitting_id', '=', sittingId)
        .where('id', '=', id)
        .execute()
    await moveNotes(tx, sittingId, from, ring)
  })
}

/** Deletes a sitting with all that is in it. Returns false when it was not there. */
export async function deleteSitting(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('sitting').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Deletes a sitting that was not to outlive itself; without an id, all of them. */
export async function deleteFleeting(db: Db, id?: string): Promise<void> {
  const all = db.deleteFrom('sitting').where('is_fleeting', '=', true)
  await (id === undefined ? all : all.where('id', '=', id)).execute()
}

/** What was erased, of nobody in particular. */
export interface Receipt {
  id: string
  /** YYYY-MM-DD, UTC. */
  day: string
  sittings: number
  sentences: number
  pictures: number
}

/** Deletes every row of a writer and leaves a receipt. Done before, it finds the receipt. */
export async function deleteWriter(db: Db, writerId: string, receipt: Pick<Receipt, 'id' | 'day'>): Promise<Receipt> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Pick<Receipt, 'sittings' | 'sentences' | 'pictures'>>`
      select count(distinct sitting.id)::int as sittings, count(distinct (sentence.sitting_id, sentence.id))::int as sentences,
        count(distinct picture.id)::int as pictures
      from sitting left join sentence on sentence.sitting_id = sitting.id
        left join picture on picture.sitting_id = sentence.sitting_id and picture.sentence_id = sentence.id
      where sitting.writer_id = ${writerId}`.execute(tx)
    const counted = { ...receipt, ...rows[0]! }
    await tx.deleteFrom('writer').where('id', '=', writerId).execute()
    await tx
      .insertInto('erasure')
      .values(counted)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return counted
  })
}
