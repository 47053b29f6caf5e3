import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { decisionsOf } from './db/consents.ts'
import { listReleases } from './db/releases.ts'
import { listNotes, openRow } from './db/notes.ts'
import { type Db, noteKinds } from './db/schema.ts'
import { findPicture, languageOf, listPictures, listSittings, loadSitting, pictureOf } from './db/sittings.ts'
import { exportPage } from './export-page.ts'
import { type Export, exportSchema } from './export-schema.ts'
import type { Identity } from './identity.ts'
import type { LiveSittings } from './live.ts'
import { type Audited, entriesOf } from './vault/audit.ts'
import { isUnopened } from './vault/seal.ts'

/** What a ZIP takes for its times: the minute it was made in. */
const thisMinute = () => new Date(Math.floor(Date.now() / 60_000) * 60_000)

/**
 * Everything of a writer as a ZIP: data.json (its schema beside it), the pictures, and a page to look at them offline. Pictures
 * are read one by one while the stream is taken, so that a large export needs no large memory. What does not open is named in
 * data.json and stops nothing else; a database that is lost ends the stream with its error.
 */
export async function exportOf(house: Audited, live: LiveSittings, identity: Identity): Promise<Readable> {
  const { db } = house
  const data = await gather(house, live, identity)
  const zip = new ZipFile()
  const mtime = thisMinute()
  const stream = zip.outputStream as Readable
  const add = (name: string, content: () => Promise<Buffer | string>, compress = true) =>
    zip.addReadStreamLazy(
      name,
      { mtime, compress },
      (take) =>
        void content().then(
          (bytes) => take(null, Readable.from([bytes], { objectMode: false })),
          (error: Error) => stream.destroy(error),
        ),
    )

  for (const picture of data.sittings.flatMap(({ sentences }) => sentences).flatMap(({ pictures }) => pictures))
    add(
      picture.file,
      async () => {
        try {
          const row = await findPicture(db, identity.writer, picture.id)
          const ring = row && live.ringFor({ id: row.sitting_id, is_fleeting: row.is_fleeting }, identity)
          // Deleted while this was on its way: the file stays empty.
          if (!row || !ring) return ''
          const { mediaType, data: bytes } = pictureOf(ring, row)
          picture.mediaType = mediaType
          return bytes
        } catch (error) {
          if (!isUnopened(error)) throw error
          data.unopened.push(picture.id)
          return ''
        }
      },
      false,
    )
  // Last, because only then it is known what did not open.
  add('index.html', async () => exportPage(data))
  add('schema.json', async () => exportSchema())
  add('data.json', async () => JSON.stringify(data, null, 1))
  zip.end()
  zip.on('error', (error) => stream.destroy(error as Error))
  return stream
}

/** Everything but the bytes of pictures. */
async function gather(house: Audited, live: LiveSittings, identity: Identity): Promise<Export> {
  const { db } = house
  const { writer, kind, ring } = identity
  const { created_at } = await db
    .selectFrom('writer')
    .select('created_at')
    .where('id', '=', writer)
    .executeTakeFirstOrThrow()
  const data: Export = {
    format: 'aiw-export',
    version: 1,
    exportedAt: thisMinute().toISOString(),
    writer: { id: writer, kind, since: created_at.toISOString() },
    sittings: [],
    consents: (await decisionsOf(db, writer, ring)).map(({ id, purpose, isGiven, at, text }) => ({
      id,
      purpose,
      given: isGiven,
      decidedAt: at.toISOString(),
      ...(text && { text }),
    })),
    releases: (await listReleases(db, writer)).map((row) => ({
      id: row.id,
      recipient: row.recipient,
      scope: row.scope,
      ...(row.sitting_id && { sitting: row.sitting_id }),
      ...(row.sentence_id && { sentence: row.sentence_id }),
      sentences: Number(row.sentences),
      releasedAt: row.created_at.toISOString(),
    })),
    notes: [],
    audit: (await entriesOf(house, writer, Number.MAX_SAFE_INTEGER))
      .toReversed()
      .map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    unopened: [],
  }
  const owner = { writer, ring, ringFor: (row: { id: string; is_fleeting: boolean }) => live.ringFor(row, identity) }
  for (const row of await listNotes(db, owner, noteKinds))
    try {
      const { at, ...note } = openRow(row)
      data.notes!.push({ ...note, notedAt: at.toISOString() })
    } catch (error) {
      if (!isUnopened(error)) throw error
      data.unopened.push(row.id)
    }
  for (const row of (await listSittings(db, writer)).toReversed()) {
    const opens = live.ringFor(row, identity)
    if (!opens) continue
    try {
      data.sittings.push({
        id: row.id,
        startedAt: row.created_at.toISOString(),
        language: languageOf(opens, row),
        kept: !row.is_fleeting,
        sentences: await sentencesOf(db, opens, row.id),
      })
    } catch (error) {
      if (!isUnopened(error)) throw error
      data.unopened.push(row.id)
    }
  }
  return data
}

async function sentencesOf(db: Db, ring: Identity['ring'], sitting: string) {
  const { sentences, events } = await loadSitting(db, ring, sitting)
  const said = Map.groupBy(events, ({ id }) => id)
  const painted = Map.groupBy(await listPictures(db, sitting), ({ sentence_id }) => sentence_id)
  return sentences.map(({ id, position, kind, of, isPrivate, text, wish, seed, reading, createdAt }) => ({
    id,
    position,
    kind,
    ...(of !== null && { of }),
    private: isPrivate,
    ...(text !== null && { text }),
    wish,
    seed,
    writtenAt: createdAt.toISOString(),
    ...(reading && { reading }),
    events: said.get(id) ?? [],
    pictures: (painted.get(id) ?? []).map((picture) => ({
      id: picture.id,
      file: `pictures/${picture.id}.webp`,
      mediaType: 'image/webp',
      paintedAt: picture.created_at.toISOString(),
    })),
  }))
}
