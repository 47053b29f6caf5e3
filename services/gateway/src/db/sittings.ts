import type { Reading } from '@aiw/proto'
import type { Language } from '../look.ts'
import type { DurableEvent, ServerMessage } from '../messages.ts'
import type { Db, NewPicture, NewSentence, SentenceRow } from './schema.ts'

export async function createSitting(db: Db, writerId: string, language: Language): Promise<string> {
  const { id } = await db
    .insertInto('sitting')
    .values({ writer_id: writerId, language })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A sitting's language, if the sitting is this writer's. */
export async function findSitting(db: Db, writerId: string, id: string): Promise<Language | undefined> {
  const sitting = await db
    .selectFrom('sitting')
    .select('language')
    .where('id', '=', id)
    .where('writer_id', '=', writerId)
    .executeTakeFirst()
  return sitting?.language
}

/** A writer's sittings, newest first, each with the number of sentences written in it. */
export function listSittings(db: Db, writerId: string) {
  return db
    .selectFrom('sitting')
    .leftJoin('sentence', (join) =>
      join.onRef('sentence.sitting_id', '=', 'sitting.id').on('sentence.kind', '=', 'write'),
    )
    .select(['sitting.id', 'sitting.language', 'sitting.created_at'])
    .select(({ fn }) => fn.count<string>('sentence.id').as('sentences'))
    .where('writer_id', '=', writerId)
    .groupBy('sitting.id')
    .orderBy('sitting.created_at', 'desc')
    .limit(200)
    .execute()
}

/** All of a sitting: what was kept, in order, and everything that was said about it. */
export async function loadSitting(
  db: Db,
  id: string,
): Promise<{ sentences: Omit<SentenceRow, 'created_at' | 'sitting_id'>[]; events: ServerMessage[] }> {
  // One snapshot: an event must not come without its sentence, nor a number without what it counts.
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return snapshot.execute(async (tx) => {
    const sentences = await tx
      .selectFrom('sentence')
      .select(['id', 'position', 'kind', 'of', 'text', 'is_private', 'wish', 'seed', 'reading'])
      .where('sitting_id', '=', id)
      .orderBy('position')
      .execute()
    const events = await tx
      .selectFrom('event')
      .select(['seq', 'sentence_id', 'body'])
      .where('sitting_id', '=', id)
      .orderBy('seq')
      .execute()
    return { sentences, events: events.map(({ seq, sentence_id, body }) => ({ ...body, id: sentence_id, seq })) }
  })
}

/** Keeps a sentence and that it was said to be kept, both or neither. When this resolves they survive a power cut. */
export async function keepSentence(db: Db, sentence: NewSentence, seq: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('sentence').values(sentence).execute()
    await keepEvent(tx, sentence.sitting_id, sentence.id, seq, { type: 'kept' })
  })
}

export async function keepEvent(
  db: Db,
  sittingId: string,
  sentenceId: string,
  seq: number,
  body: DurableEvent,
): Promise<void> {
  await db
    .insertInto('event')
    .values({ sitting_id: sittingId, sentence_id: sentenceId, seq, body: JSON.stringify(body) })
    .execute()
}

export async function keepReading(db: Db, sittingId: string, sentenceId: string, reading: Reading): Promise<void> {
  await db
    .updateTable('sentence')
    .set({ reading: JSON.stringify(reading) })
    .where('sitting_id', '=', sittingId)
    .where('id', '=', sentenceId)
    .execute()
}

/** Keeps the picture of a sentence, in place of one that a crash left without its event. */
export async function keepPicture(db: Db, picture: NewPicture): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('picture')
      .where('sitting_id', '=', picture.sitting_id)
      .where('sentence_id', '=', picture.sentence_id)
      .execute()
    await tx.insertInto('picture').values(picture).execute()
  })
}

/** A picture's bytes, if the picture is this writer's. */
export async function findPicture(db: Db, writerId: string, id: string) {
  return db
    .selectFrom('picture')
    .innerJoin('sitting', 'sitting.id', 'picture.sitting_id')
    .select(['picture.media_type', 'picture.data'])
    .where('picture.id', '=', id)
    .where('sitting.writer_id', '=', writerId)
    .executeTakeFirst()
}
