import { sql } from 'kysely'
import type { Keyring } from '../vault/keys.ts'
import { openSentenceKey, openSittingKey, sealSentence, sealSentenceKey, sealSittingKey } from './cells.ts'
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

/** Writes down whether sentences are private, as they now say. */
export async function keepPrivacy(db: Db, sittingId: string, sentences: readonly KeptRow[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const { id, key, text, wish, seed, isPrivate } of sentences)
      await tx
        .updateTable('sentence')
        .set({
          is_private: isPrivate,
          sealed_content: sealSentence(key, sittingId, id, { text, wish, seed, isPrivate }),
        })
        .where('sitting_id', '=', sittingId)
        .where('id', '=', id)
        .execute()
  })
}

/** Seals the keys of a sitting and of its sentences with another keyring. No other cell is touched. */
export async function moveKeys(db: Db, sittingId: string, from: Keyring, to: Keyring): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const sitting = await tx
      .selectFrom('sitting')
      .select('item_key')
      .where('id', '=', sittingId)
      .forUpdate()
      .executeTakeFirst()
    if (!sitting) return
    const item_key = sealSittingKey(to, sittingId, openSittingKey(from, sittingId, sitting.item_key))
    await tx.updateTable('sitting').set({ item_key, is_fleeting: true }).where('id', '=', sittingId).execute()
    const rows = await tx
      .selectFrom('sentence')
      .select(['id', 'item_key'])
      .where('sitting_id', '=', sittingId)
      .execute()
    for (const { id, item_key: cell } of rows)
      await tx
        .updateTable('sentence')
        .set({ item_key: sealSentenceKey(to, sittingId, id, openSentenceKey(from, sittingId, id, cell)) })
        .where('sitting_id', '=', sittingId)
        .where('id', '=', id)
        .execute()
  })
}
