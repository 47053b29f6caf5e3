import { randomUUID } from 'node:crypto'
import type { Reading } from '@aiw/proto'
import { Failure } from '@aiw/kit/errors'
import type { Language } from '../look.ts'
import type { DurableEvent, EventMessage } from '../messages.ts'
import { type Keyring, newKey } from '../vault/keys.ts'
import { type Key, unopened } from '../vault/seal.ts'
import {
  openEvent,
  openPicture,
  openReading,
  openSentence,
  openSentenceKey,
  openSitting,
  openSittingKey,
  type PictureContent,
  sealEvent,
  sealPicture,
  sealReading,
  sealSentence,
  sealSentenceKey,
  sealSitting,
  sealSittingKey,
  type SentenceContent,
} from './cells.ts'
import type { Db, SentenceRow } from './schema.ts'

/** A sentence as it was kept, open. */
export interface KeptRow extends SentenceContent, Pick<SentenceRow, 'id' | 'position' | 'kind' | 'of'> {
  /** Seals everything of it. */
  key: Key
}

export async function createSitting(
  db: Db,
  writerId: string,
  ring: Keyring,
  sitting: { language: Language; isFleeting: boolean },
): Promise<string> {
  const [id, key] = [randomUUID(), newKey()]
  const { language, isFleeting } = sitting
  const sealed = { item_key: sealSittingKey(ring, id, key), sealed_content: sealSitting(key, id, { language }) }
  await db
    .insertInto('sitting')
    .values({ id, writer_id: writerId, is_fleeting: isFleeting, ...sealed })
    .execute()
  return id
}

/** A sitting's row, if the sitting is this writer's. */
export async function findSitting(db: Db, writerId: string, id: string) {
  return db
    .selectFrom('sitting')
    .select(['id', 'item_key', 'sealed_content', 'created_at', 'is_fleeting'])
    .where('id', '=', id)
    .where('writer_id', '=', writerId)
    .executeTakeFirst()
}

/** The language of a sitting. Throws Failure `internal` when it does not open. */
export function languageOf(ring: Keyring, row: { id: string; item_key: Buffer; sealed_content: Buffer }): Language {
  return openSitting(openSittingKey(ring, row.id, row.item_key), row.id, row.sealed_content).language
}

/**
 * A writer's sittings, newest first, each with the number of sentences written in it: all, or those that began before a
 * moment, or the newest `most` and, as moments are kept to the minute, whichever began in the same minute as the last of them.
 */
export function listSittings(db: Db, writerId: string, { before, most }: { before?: Date; most?: number } = {}) {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('sitting')
        .select(['id', 'number', 'item_key', 'sealed_content', 'created_at', 'is_fleeting'])
        .where('writer_id', '=', writerId)
        .$if(before !== undefined, (all) => all.where('created_at', '<', before!))
        .orderBy('created_at', 'desc')
        .$if(most !== undefined, (all) => all.fetch(most!, 'with ties'))
        .as('sitting'),
    )
    .select(['id', 'item_key', 'sealed_content', 'created_at', 'is_fleeting'])
    .select((eb) =>
      eb
        .selectFrom('sentence')
        .select(eb.fn.countAll<string>().as('count'))
        .whereRef('sentence.sitting_id', '=', 'sitting.id')
        .where('sentence.kind', '=', 'write')
        .$asScalar()
        .as('sentences'),
    )
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .execute()
}

/** All of a sitting, open: what was kept, in order, and everything that was said about it. */
export interface LoadedSitting {
  sentences: (KeptRow & { reading?: Reading; createdAt: Date })[]
  events: EventMessage[]
  /** Up to here numbers were given to events, whether they are still there or not. */
  lastSeq: number
}

/**
 * Loads a sitting. Throws Failure `not_found` when it was deleted meanwhile, `internal` when something of it was changed from
 * outside and does not open.
 */
export async function loadSitting(db: Db, ring: Keyring, id: string): Promise<LoadedSitting> {
  // One snapshot: an event must not come without its sentence, nor a number without what it counts.
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  const rows = await snapshot.execute(async (tx) => {
    const sitting = await tx.selectFrom('sitting').select('last_seq').where('id', '=', id).executeTakeFirst()
    const sentences = await tx
      .selectFrom('sentence')
      .select(['id', 'position', 'kind', 'of', 'is_private', 'created_at'])
      .select(['item_key', 'sealed_content', 'sealed_reading'])
      .where('sitting_id', '=', id)
      .orderBy('position')
      .execute()
    const events = await tx
      .selectFrom('event')
      .select(['seq', 'sentence_id', 'sealed_body'])
      .where('sitting_id', '=', id)
      .orderBy('seq')
      .execute()
    return { sitting, sentences, events }
  })
  if (!rows.sitting) throw new Failure('not_found', 'There is no such sitting')

  const keys = new Map(rows.sentences.map((row) => [row.id, openSentenceKey(ring, id, row.id, row.item_key)]))
  const sentences = rows.sentences.map(({ id: sentence, position, kind, of, ...row }) => {
    const key = keys.get(sentence)!
    const content = openSentence(key, id, sentence, row.sealed_content)
    // Whoever could make a private sentence ordinary from outside would have it read and painted.
    if (content.isPrivate !== row.is_private) throw unopened()
    const reading = row.sealed_reading ? openReading(key, id, sentence, row.sealed_reading) : undefined
    return { id: sentence, position, kind, of, key, ...content, reading, createdAt: row.created_at }
  })
  const events = rows.events.map(({ seq, sentence_id, sealed_body }) => ({
    ...openEvent(keys.get(sentence_id)!, id, seq, sealed_body),
    id: sentence_id,
    seq,
  }))
  return { sentences, events, lastSeq: Math.max(rows.sitting.last_seq, events.at(-1)?.seq ?? 0) }
}

/** Keeps a sentence and that it was said to be kept, both or neither. When this resolves they survive a power cut. */
export async function keepSentence(
  db: Db,
  ring: Keyring,
  sittingId: string,
  sentence: KeptRow,
  seq: number,
): Promise<void> {
  const { id, position, kind, of, key, text, wish, seed, isPrivate } = sentence
  const row = {
    sitting_id: sittingId,
    id,
    position,
    kind,
    of,
    is_private: isPrivate,
    item_key: sealSentenceKey(ring, sittingId, id, key),
    sealed_content: sealSentence(key, sittingId, id, { text, wish, seed, isPrivate }),
  }
  const sealed_body = sealEvent(key, sittingId, seq, { type: 'kept' })
  // One statement is one transaction, and one way to the database and back instead of four: the writer waits for it.
  await db
    .with('kept', (one) => one.insertInto('sentence').values(row))
    .insertInto('event')
    .values({ sitting_id: sittingId, sentence_id: id, seq, sealed_body })
    .execute()
}

export async function keepEvent(
  db: Db,
  sittingId: string,
  sentence: { id: string; key: Key },
  seq: number,
  body: DurableEvent,
): Promise<void> {
  const sealed_body = sealEvent(sentence.key, sittingId, seq, body)
  await db.insertInto('event').values({ sitting_id: sittingId, sentence_id: sentence.id, seq, sealed_body }).execute()
}

export async function keepReading(
  db: Db,
  sittingId: string,
  sentence: { id: string; key: Key },
  reading: Reading,
): Promise<void> {
  await db
    .updateTable('sentence')
    .set({ sealed_reading: sealReading(sentence.key, sittingId, sentence.id, reading) })
    .where('sitting_id', '=', sittingId)
    .where('id', '=', sentence.id)
    .execute()
}

/** Keeps the picture of a sentence, in place of one that a crash left without its event. */
export async function keepPicture(
  db: Db,
  sittingId: string,
  sentence: { id: string; key: Key },
  picture: PictureContent & { id: string },
): Promise<void> {
  const sealed_data = sealPicture(sentence.key, picture.id, picture)
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('picture').where('sitting_id', '=', sittingId).where('sentence_id', '=', sentence.id).execute()
    await tx
      .insertInto('picture')
      .values({ id: picture.id, sitting_id: sittingId, sentence_id: sentence.id, sealed_data })
      .execute()
  })
}

/** A picture, still sealed, and where it belongs, if it is this writer's. */
export async function findPicture(db: Db, writerId: string, id: string) {
  return db
    .selectFrom('picture')
    .innerJoin('sitting', 'sitting.id', 'picture.sitting_id')
    .innerJoin('sentence', (join) =>
      join.onRef('sentence.sitting_id', '=', 'picture.sitting_id').onRef('sentence.id', '=', 'picture.sentence_id'),
    )
    .select(['picture.id', 'picture.sitting_id', 'picture.sentence_id', 'picture.sealed_data'])
    .select(['sentence.item_key', 'sitting.is_fleeting'])
    .where('picture.id', '=', id)
    .where('sitting.writer_id', '=', writerId)
    .executeTakeFirst()
}

/** Opens a picture that was found. Throws Failure `internal` when it does not open. */
export function pictureOf(ring: Keyring, row: NonNullable<Awaited<ReturnType<typeof findPicture>>>): PictureContent {
  return openPicture(openSentenceKey(ring, row.sitting_id, row.sentence_id, row.item_key), row.id, row.sealed_data)
}

/**
 * What was said of the sentences of some of a writer's pictures, by picture, and of nothing else in their sittings. Of one that
 * is not theirs, or for which `ringOf` has nothing, nothing. Throws Failure `internal` when something of it does not open.
 */
export async function saidOfPictures(
  db: Db,
  writerId: string,
  ids: readonly string[],
  ringOf: (sitting: { id: string; is_fleeting: boolean }) => Keyring | undefined,
): Promise<Map<string, DurableEvent[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('picture')
    .innerJoin('sitting', 'sitting.id', 'picture.sitting_id')
    .innerJoin('sentence', (join) =>
      join.onRef('sentence.sitting_id', '=', 'picture.sitting_id').onRef('sentence.id', '=', 'picture.sentence_id'),
    )
    .innerJoin('event', (join) =>
      join.onRef('event.sitting_id', '=', 'picture.sitting_id').onRef('event.sentence_id', '=', 'picture.sentence_id'),
    )
    .select(['picture.id', 'picture.sitting_id', 'picture.sentence_id', 'sentence.item_key', 'sitting.is_fleeting'])
    .select(['event.seq', 'event.sealed_body'])
    .where('picture.id', 'in', ids)
    .where('sitting.writer_id', '=', writerId)
    .orderBy('event.seq')
    .execute()
  const said = [...Map.groupBy(rows, ({ id }) => id)].flatMap(([picture, events]) => {
    const { sitting_id: sitting, sentence_id, item_key, is_fleeting } = events[0]!
    const ring = ringOf({ id: sitting, is_fleeting })
    if (!ring) return []
    const key = openSentenceKey(ring, sitting, sentence_id, item_key)
    return [[picture, events.map(({ seq, sealed_body }) => openEvent(key, sitting, seq, sealed_body))] as const]
  })
  return new Map(said)
}

/** Which pictures there are of a sitting. */
export function listPictures(db: Db, sittingId: string) {
  return db
    .selectFrom('picture')
    .select(['id', 'sentence_id', 'created_at'])
    .where('sitting_id', '=', sittingId)
    .orderBy('id')
    .execute()
}
