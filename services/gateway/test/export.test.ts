import path from 'node:path'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { Export, exportSchema } from '../src/export-schema.ts'
import { createLogger } from '@aiw/kit/log'
import { fakeClients, freshDb, gatewayOf, somePicture, writerAt } from './support.ts'
import { unzip } from './unzip.ts'
import { recipientFolder } from './vault/recipient-support.ts'
import { addNote } from '../src/db/notes.ts'
import { noteKinds } from '../src/db/schema.ts'
import { whoHas } from '../src/identity.ts'
import { entriesOf } from '../src/vault/audit.ts'
import { readRecipients } from '../src/vault/recipients.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const silent = createLogger('test', 'silent')

const exportFor = async ({ get }: { get: (where: string) => Promise<Response> }) => {
  const response = await get('/v1/writers/me/export')
  const files = unzip(Buffer.from(await response.arrayBuffer()))
  return { response, files, data: JSON.parse(files.get('data.json')!.toString()) as Export }
}

const text = 'There was only one bird & “it” <b>stayed</b>.'

/** A writer with two sittings, consents and a release. */
async function busyWriter() {
  const recipients = readRecipients(recipientFolder().folder)
  const { url, house } = await gatewayOf(db, fakeClients(), silent, { recipients })
  const writer = await writerAt(url)
  const ask = (method: string, where: string, body: object) =>
    fetch(url + where, {
      method,
      headers: { ...writer.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text, look: { style: 'ink', warmth: 0.5 }, viewpoint: 'far' })
  desk.send({ type: 'write', id: 'p', text: '不给任何人看。', private: true })
  await Promise.all(['a', 'p'].map((id) => desk.hear(id, 'done')))
  desk.send({ type: 'again', id: 'b', of: 'a', moment: 'later' })
  desk.send({ type: 'revise', id: 'c', of: 'a', text: 'There were two birds.' })
  await Promise.all(['b', 'c'].map((id) => desk.hear(id, 'done')))
  await ask('POST', '/v1/sittings', { language: 'zh' })
  const { sha256 } = house.consentTexts.releasing.en
  await ask('PUT', '/v1/consents', { purpose: 'releasing', given: true, language: 'en', sha256 })
  const released = await ask('POST', '/v1/releases', {
    recipient: 'dr-wang',
    scope: 'sitting',
    sitting: writer.sitting,
  })
  expect(released.status).toBe(201)
  const owner = await whoHas(house, writer.headers.authorization.slice('Bearer '.length))
  const about = { sitting: writer.sitting, sentence: 'a' }
  for (const kind of noteKinds)
    await addNote(db, owner, { kind, content: { kind, text }, ...(kind === 'answer' && about) })
  return { ...writer, url, desk, house }
}

test('an export is a ZIP for its writer only, in the form that is documented', async () => {
  const writer = await busyWriter()
  const { response, files, data } = await exportFor(writer)
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('content-disposition')).toContain('attachment')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect([...Value.Errors(Export, data)]).toEqual([])
  expect(files.get('schema.json')!.toString()).toBe(exportSchema())
  expect((await fetch(`${writer.url}/v1/writers/me/export`)).status).toBe(401)
  const file = path.join(import.meta.dirname, '../../../docs/export.schema.json')
  await expect(exportSchema()).toMatchFileSnapshot(file)
})

test('nothing of a writer is left out: every row of every table is in it, and nothing of anybody else', async () => {
  const writer = await busyWriter()
  const { house } = writer
  const other = await busyWriter()
  const { data, files } = await exportFor(writer)
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(db)
  const idsOf = async (query: ReturnType<typeof sql>) =>
    (await query.execute(db)).rows.map((row) => Object.values(row as object).join('/')).toSorted()
  const mine = sql`(select id from sitting where writer_id = ${writer.writer})`
  const sentences = data.sittings.flatMap(({ id, sentences: all }) => all.map((one) => ({ sitting: id, ...one })))
  const told: Record<string, { rows: string[]; exported: string[] }> = {
    writer: { rows: [writer.writer], exported: [data.writer.id] },
    sitting: {
      rows: await idsOf(sql`select id from sitting where writer_id = ${writer.writer}`),
      exported: data.sittings.map(({ id }) => id),
    },
    sentence: {
      rows: await idsOf(sql`select sitting_id, id from sentence where sitting_id in ${mine}`),
      exported: sentences.map(({ sitting, id }) => `${sitting}/${id}`),
    },
    event: {
      rows: await idsOf(sql`select sitting_id, seq from event where sitting_id in ${mine}`),
      exported: sentences.flatMap(({ sitting, events }) =>
        (events as { seq: number }[]).map(({ seq }) => `${sitting}/${seq}`),
      ),
    },
    picture: {
      rows: await idsOf(sql`select id from picture where sitting_id in ${mine}`),
      exported: sentences.flatMap(({ pictures }) => pictures.map(({ id }) => id)),
    },
    consent: {
      rows: await idsOf(sql`select id from consent where writer_id = ${writer.writer}`),
      exported: data.consents.map(({ id }) => id),
    },
    note: {
      rows: await idsOf(sql`select id from note where writer_id = ${writer.writer}`),
      exported: data.notes!.map(({ id }) => id),
    },
    release: {
      rows: await idsOf(sql`select id from release where writer_id = ${writer.writer}`),
      exported: data.releases.map(({ id }) => id),
    },
    release_key: {
      rows: await idsOf(sql`select 'n', count(sentence_id) from release_key where sitting_id in ${mine}`),
      exported: [`n/${data.releases.reduce((sum, release) => sum + release.sentences, 0)}`],
    },
    audit: {
      rows: (await entriesOf(house, writer.writer, 1_000)).map(({ number }) => String(number)).toSorted(),
      exported: data.audit.map(({ number }) => String(number)),
    },
  }
  // Nobody's rows: which keys belong here, receipts, the proof of the audit, how far the schema is.
  const ofNobody = ['audit_checkpoint', 'erasure', 'kysely_migration', 'kysely_migration_lock', 'site']
  expect(tables.rows.map(({ name }) => name)).toEqual([...Object.keys(told), ...ofNobody].toSorted())
  for (const [table, { rows, exported }] of Object.entries(told)) {
    expect({ table, rows: exported.toSorted() }).toEqual({ table, rows })
    expect(rows).not.toEqual([])
  }

  expect(data.notes!.map(({ kind, content }) => ({ kind, content }))).toEqual(
    noteKinds.map((kind) => ({ kind, content: { kind, text } })),
  )
  expect(data.notes!.find(({ kind }) => kind === 'answer')).toMatchObject({ sitting: writer.sitting, sentence: 'a' })

  const [a, p, b, c] = data.sittings.find(({ id }) => id === writer.sitting)!.sentences
  expect(a).toMatchObject({ kind: 'write', text, private: false, wish: { look: { style: 'ink' }, viewpoint: 'far' } })
  expect(a).toMatchObject({ reading: { scene: { setting: 'SETTING_SEA' }, concern: { signs: [] } } })
  expect(p).toMatchObject({ text: '不给任何人看。', private: true, pictures: [] })
  expect(b).toMatchObject({ kind: 'again', of: 'a', wish: { moment: 'later' } })
  expect(c).toMatchObject({ kind: 'revise', of: 'a', text: 'There were two birds.' })
  for (const { pictures } of [a!, b!, c!]) expect(files.get(pictures[0]!.file)!.toString()).toBe('webp')
  const all = [...files.values()].map(String).join('')
  for (const id of [other.writer, other.sitting]) expect(all).not.toContain(id)
})

test('its page shows everything without a network and without a script', async () => {
  const { files, data } = await exportFor(await busyWriter())
  const page = files.get('index.html')!.toString()
  // The sentence, and a note of every kind.
  const shownText = 'There was only one bird &amp; “it” &lt;b&gt;stayed&lt;/b&gt;.'
  expect(page.split(shownText)).toHaveLength(1 + noteKinds.length + 1)
  expect(page).toContain('不给任何人看。')
  expect(page).toContain('One possible picture, painted by the computer')
  expect(page).not.toMatch(/<script|https?:|url\(|@import|\son\w+=/i)
  const shown = [...page.matchAll(/<img src="([^"]+)"/g)].map(([, file]) => file!)
  expect(shown.toSorted()).toEqual(
    data.sittings
      .flatMap(({ sentences }) => sentences.flatMap(({ pictures }) => pictures.map(({ file }) => file)))
      .toSorted(),
  )
  for (const file of shown) expect(files.has(file)).toBe(true)
})

test('what does not open is named, and costs nothing else', async () => {
  const writer = await busyWriter()
  const picture = ((await writer.desk.hear('a', 'picture')).picture.url as string).split('/').at(-1)!
  await sql`update picture set sealed_data = substring(sealed_data for 40) where id = ${picture}`.execute(db)
  const first = await exportFor(writer)
  expect(first.data.unopened).toEqual([picture])
  expect(first.data.sittings).toHaveLength(2)
  await sql`update sentence set sealed_content = sealed_reading where sitting_id = ${writer.sitting} and id = 'a'`.execute(
    db,
  )
  await sql`update note set kind = 'plan' where writer_id = ${writer.writer} and kind = 'taste'`.execute(db)
  const { rows } = await sql<{ id: string }>`
    select id from note where writer_id = ${writer.writer} and kind = 'plan' order by number desc`.execute(db)
  const second = await exportFor(writer)
  expect(second.data.unopened).toEqual([rows[0]!.id, writer.sitting])
  expect(second.data.notes).toHaveLength(noteKinds.length - 1)
  expect(second.data.sittings).toHaveLength(1)
})

test('one export at a time; whoever leaves in the middle may ask again', async () => {
  const writer = await busyWriter()
  const [one, two] = await Promise.all([writer.get('/v1/writers/me/export'), writer.get('/v1/writers/me/export')])
  expect(new Set([one.status, two.status])).toEqual(new Set([200, 429]))
  await Promise.all([one.arrayBuffer(), two.arrayBuffer()])
  const leave = new AbortController()
  const left = await fetch(`${writer.url}/v1/writers/me/export`, { headers: writer.headers, signal: leave.signal })
  leave.abort()
  await expect(left.arrayBuffer()).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(async () => (await writer.get('/v1/writers/me/export')).status).toBe(200)
})

test('a database that is lost in the middle ends the download, and not as if it were whole', async () => {
  const own = await freshDb()
  onTestFinished(() => own.db.destroy())
  // More than the line holds while nobody reads.
  const image = { ...somePicture.image, data: Buffer.alloc(4 * 1024 * 1024, 7) }
  const paint = async function* () {
    yield { picture: { ...somePicture, image } }
  }
  const { url } = await gatewayOf(own.db, fakeClients({ paint }))
  const writer = await writerAt(url)
  const desk = await writer.connect()
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const id of ids) desk.send({ type: 'write', id, text })
  await Promise.all(ids.map((id) => desk.hear(id, 'done')))
  desk.socket.terminate()
  const response = await writer.get('/v1/writers/me/export')
  expect(response.status).toBe(200)
  await own.lose()
  await expect(response.arrayBuffer()).rejects.toThrow('terminated')
  expect((await fetch(`${url}/health`)).status).toBe(200)
})
