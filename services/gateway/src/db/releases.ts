import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { Failure } from '@aiw/kit/errors'
import type { Keyring } from '../vault/keys.ts'
import type { Recipient } from '../vault/recipients.ts'
import { releaseKey, type SealedRelease } from '../vault/release.ts'
import { openSentenceKey, openSittingKey } from './cells.ts'
import type { Db } from './schema.ts'

/** What a writer gives: one sentence with the pictures of it, a sitting, or everything, as it is at that moment. */
export type Scope =
  | { scope: 'sentence'; sitting: string; sentence: string }
  | { scope: 'sitting'; sitting: string }
  | { scope: 'everything' }

/** Keys sealed before others get their turn: each takes a tenth of a millisecond. */
const atOnce = 50

/**
 * Releases what there is of a scope, but for private sentences and what is not kept. Returns the id. Throws Failure
 * `not_found` when there is nothing.
 */
export async function keepRelease(
  db: Db,
  writerId: string,
  ring: Keyring,
  recipient: Recipient,
  what: Scope,
): Promise<string> {
  const id = randomUUID()
  const { publicKey, fingerprint } = recipient
  const sittingId = what.scope === 'everything' ? null : what.sitting
  const sentenceId = what.scope === 'sentence' ? what.sentence : null
  await db.transaction().execute(async (tx) => {
    const mine = tx
      .selectFrom('sitting')
      .select(['sitting.id', 'sitting.item_key'])
      .where('writer_id', '=', writerId)
      .where('is_fleeting', '=', false)
    const sittings = await (sittingId === null ? mine : mine.where('id', '=', sittingId)).forUpdate().execute()
    const sentences = await sentencesIn(tx, sittings, sentenceId)
    if (sentences.length === 0 || (sentenceId !== null && !sentences.some((one) => one.id === sentenceId)))
      throw new Failure('not_found', 'There is nothing of this that can be released')
    await tx
      .insertInto('release')
      .values({
        id,
        writer_id: writerId,
        recipient: recipient.id,
        fingerprint,
        scope: what.scope,
        sitting_id: sittingId,
        sentence_id: sentenceId,
      })
      .execute()

    const items = [
      // Of one sentence the sitting is nobody's business.
      ...(sentenceId === null ? sittings : []).map((row) => ({
        sitting: row.id,
        sentence: null,
        key: openSittingKey(ring, row.id, row.item_key),
      })),
      ...sentences.map((row) => ({
        sitting: row.sitting_id,
        sentence: row.id,
        key: openSentenceKey(ring, row.sitting_id, row.id, row.item_key),
      })),
    ]
    for (let start = 0; start < items.length; start += atOnce) {
      const rows = items.slice(start, start + atOnce).map((item) => ({
        release_id: id,
        sitting_id: item.sitting,
        sentence_id: item.sentence,
        sealed_key: releaseKey(publicKey, id, item),
      }))
      await tx.insertInto('release_key').values(rows).execute()
      await setImmediate()
    }
  })
  return id
}

/** The rows that may be released of these sittings: all that is not private, or one sentence and the pictures of it. */
async function sentencesIn(tx: Db, sittings: readonly { id: string }[], sentenceId: string | null) {
  if (sittings.length === 0) return []
  const rows = await tx
    .selectFrom('sentence')
    .select(['sitting_id', 'id', 'kind', 'of', 'item_key'])
    .where(
      'sitting_id',
      'in',
      sittings.map(({ id }) => id),
    )
    .where('is_private', '=', false)
    .orderBy('sitting_id')
    .orderBy('position')
    .execute()
  if (sentenceId === null) return rows
  const wanted = new Set([sentenceId])
  for (const { kind, of, id } of rows) if (kind === 'again' && wanted.has(of!)) wanted.add(id)
  return rows.filter(({ id }) => wanted.has(id))
}

/** What a writer has released and not withdrawn, oldest first, with the number of sentences in it. */
export function listReleases(db: Db, writerId: string) {
  return db
    .selectFrom('release')
    .leftJoin('release_key', (join) =>
      join.onRef('release_key.release_id', '=', 'release.id').on('release_key.sentence_id', 'is not', null),
    )
    .select(['release.id', 'recipient', 'scope', 'release.sitting_id', 'release.sentence_id', 'release.created_at'])
    .select(({ fn }) => fn.count<string>('release_key.sealed_key').as('sentences'))
    .where('writer_id', '=', writerId)
    .groupBy('release.id')
    .orderBy('release.created_at')
    .orderBy('release.id')
    .execute()
}

/** Takes a release back. Returns false when it is not there or not this writer's. */
export async function withdrawRelease(db: Db, writerId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('release')
    .where('writer_id', '=', writerId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Takes back all that a writer released to these recipients; without any, to everybody. Returns how much it was. */
export async function withdrawReleases(db: Db, writerId: string, recipients?: readonly string[]): Promise<number> {
  const all = db.deleteFrom('release').where('writer_id', '=', writerId)
  const { numDeletedRows } = await (
    recipients ? all.where('recipient', 'in', [...recipients, '']) : all
  ).executeTakeFirst()
  return Number(numDeletedRows)
}

/** What a recipient was given and nobody has taken back, newest first; of the same minute, single sentences last. */
export function releasesTo(db: Db, recipient: Pick<Recipient, 'id' | 'fingerprint'>) {
  return db
    .selectFrom('release')
    .select(['id', 'writer_id as writer', 'scope', 'created_at as releasedAt'])
    .where('recipient', '=', recipient.id)
    .where('fingerprint', '=', recipient.fingerprint)
    .orderBy('created_at', 'desc')
    .orderBy((eb) => eb('sentence_id', 'is', null), 'desc')
    .orderBy('id')
    .execute()
}

/** A release for its recipient, sealed. Undefined when it is not there, was withdrawn or is another's. */
export async function loadRelease(
  db: Db,
  recipient: Pick<Recipient, 'id' | 'fingerprint'>,
  releaseId: string,
): Promise<SealedRelease | undefined> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return snapshot.execute(async (tx) => {
    const release = await tx
      .selectFrom('release')
      .select('id')
      .where('id', '=', releaseId)
      .where('recipient', '=', recipient.id)
      .where('fingerprint', '=', recipient.fingerprint)
      .executeTakeFirst()
    if (!release) return undefined
    const sittings = await tx
      .selectFrom('release_key')
      .innerJoin('sitting', 'sitting.id', 'release_key.sitting_id')
      .select(['sitting.id', 'sealed_key as key', 'sealed_content as content', 'sitting.created_at as startedAt'])
      .where('release_id', '=', releaseId)
      .where('sentence_id', 'is', null)
      .orderBy('sitting.number')
      .execute()
    const rows = await tx
      .selectFrom('release_key')
      .innerJoin('sentence', (join) =>
        join
          .onRef('sentence.sitting_id', '=', 'release_key.sitting_id')
          .onRef('sentence.id', '=', 'release_key.sentence_id'),
      )
      .select(['sentence.sitting_id as sitting', 'sentence.id', 'position', 'kind', 'of', 'sealed_key as key'])
      .select(['sealed_content as content', 'sealed_reading as reading'])
      .where('release_id', '=', releaseId)
      .where('is_private', '=', false)
      .orderBy('sentence.sitting_id')
      .orderBy('position')
      .execute()
    const sentences: SealedRelease['sentences'] = []
    for (const row of rows) {
      const events = await tx
        .selectFrom('event')
        .select(['seq', 'sealed_body as body'])
        .where('sitting_id', '=', row.sitting)
        .where('sentence_id', '=', row.id)
        .orderBy('seq')
        .execute()
      const pictures = await tx
        .selectFrom('picture')
        .select(['id', 'sealed_data as data'])
        .where('sitting_id', '=', row.sitting)
        .where('sentence_id', '=', row.id)
        .execute()
      sentences.push({ ...row, events, pictures })
    }
    return { id: releaseId, sittings, sentences }
  })
}
