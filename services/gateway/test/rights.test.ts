import { once } from 'node:events'
import { createLogger } from '@aiw/kit/log'
import { sql } from 'kysely'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { enforceRetention, finishErasures } from '../src/erase.ts'
import { keepHouse } from '../src/keep-house.ts'
import { liveSittings } from '../src/live.ts'
import {
  everythingIn,
  fakeClients,
  freshDb,
  gatewayOf,
  houseOf,
  somePicture,
  someReading,
  unreachable,
  writerAt,
} from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const silent = createLogger('test', 'silent')
const dayMs = 86_400_000

type Writer = Awaited<ReturnType<typeof writerAt>>

/** A writer with a sitting: a sentence, another picture of it, a private one, a revision. */
async function writtenSitting(url: string) {
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  desk.send({ type: 'write', id: 'p', text: 'For nobody.', private: true })
  await Promise.all(['a', 'p'].map((id) => desk.hear(id, 'done')))
  desk.send({ type: 'again', id: 'b', of: 'a' })
  desk.send({ type: 'revise', id: 'c', of: 'a', text: 'There were two birds.' })
  await Promise.all(['b', 'c'].map((id) => desk.hear(id, 'done')))
  const pictureOf = async (id: string) => (await desk.hear(id, 'picture')).picture.url as string
  return { ...writer, url, desk, pictureOf }
}

const call = (
  method: string,
  { url, headers }: { url: string; headers: Record<string, string> },
  path: string,
  body?: object,
) =>
  fetch(url + path, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
const sentencePath = ({ sitting }: Writer, id: string) => `/v1/sittings/${sitting}/sentences/${id}`
const rowsOf = async (writer: string) =>
  (
    await sql`select 1 from writer left join sitting on sitting.writer_id = writer.id where writer.id = ${writer}`.execute(
      db,
    )
  ).rows

/** Paints only when it is told to. */
function slowBrush() {
  const stopped: string[] = []
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
  const paint = async function* ({ id }: { id: string }, { signal }: { signal: AbortSignal }) {
    yield { preview: somePicture.image }
    await Promise.race([finished, once(signal, 'abort').then(() => stopped.push(id))])
    signal.throwIfAborted()
    yield { picture: somePicture }
  }
  return { paint, stopped, finish }
}

describe('erasing', () => {
  test('answers with a receipt, closes the sockets, and leaves no row, no key, no session and no way back', async () => {
    const { url, house } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    const other = await writtenSitting(url)
    const closed = once(writer.desk.socket, 'close')
    const response = await call('DELETE', writer, '/v1/writers/me')
    expect(response.status).toBe(202)
    const receipt = (await response.json()) as { id: string }
    expect(receipt).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      day: new Date().toISOString().slice(0, 10),
      sittings: 1,
      sentences: 4,
      pictures: 3,
    })
    expect((await closed)[0]).toBe(1008)
    expect(await rowsOf(writer.writer)).toEqual([])
    expect(await house.keys.readWriter(writer.writer)).toBeUndefined()
    expect(house.keys.sessionsOf(writer.writer)).toEqual([])
    expect(await house.keys.erasures()).toEqual([])
    for (const path of ['/v1/writers/me', `/v1/sittings/${writer.sitting}`, await writer.pictureOf('a')])
      expect((await writer.get(path)).status).toBe(401)
    const back = await call('POST', { url, headers: {} }, '/v1/sign-in', { code: writer.code })
    expect(back.status).toBe(401)

    const all = await everythingIn(db)
    for (const trace of [writer.writer, writer.sitting]) expect(all).not.toContain(trace)
    expect(all).toContain(receipt.id)
    expect((await other.review()).sentences).toHaveLength(4)
  })

  test('stops what is being painted, and nothing is kept after it', async () => {
    const brush = slowBrush()
    const { url } = await gatewayOf(db, fakeClients({ paint: brush.paint }))
    const writer = await writerAt(url)
    const desk = await writer.connect()
    desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
    await desk.hear('a', 'preview')
    expect((await call('DELETE', { url, headers: writer.headers }, '/v1/writers/me')).status).toBe(202)
    expect(brush.stopped).toHaveLength(1)
    expect(await rowsOf(writer.writer)).toEqual([])
  })

  test('holds at once when the database is away; the rows follow when it is back', async () => {
    const own = await freshDb()
    onTestFinished(own.drop)
    const { url, house } = await gatewayOf(own.db)
    const writer = await writtenSitting(url)
    await sql`create function stuck() returns trigger language plpgsql as $$
      begin raise exception using errcode = 'disk_full'; end $$`.execute(own.db)
    await sql`create trigger stuck before delete on writer for each row execute function stuck()`.execute(own.db)
    const response = await call('DELETE', writer, '/v1/writers/me')
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual({ id: expect.any(String), day: expect.any(String) })
    expect((await writer.get('/v1/writers/me')).status).toBe(401)
    expect(await house.keys.readWriter(writer.writer)).toBeUndefined()
    const [{ receipt } = { receipt: undefined }] = await house.keys.erasures()

    await sql`drop trigger stuck on writer`.execute(own.db)
    await finishErasures(house)
    expect(await everythingIn(own.db)).not.toContain(writer.writer)
    const receipts = await own.db.selectFrom('erasure').selectAll().execute()
    expect(receipts).toMatchObject([{ id: receipt!.id, sittings: 1, sentences: 4, pictures: 3 }])
  })

  test('that a crash cut off between its note and the keys is finished by the next start', async () => {
    const { url, house } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    const file = await house.keys.readWriter(writer.writer)
    const receipt = { id: crypto.randomUUID(), day: '2030-01-01' }
    await house.keys.beginErasure(writer.writer, receipt)
    await house.keys.changeWriter(writer.writer, () => file!)
    await finishErasures(house)
    expect(await house.keys.readWriter(writer.writer)).toBeUndefined()
    expect(await house.keys.erasures()).toEqual([])
    expect(await rowsOf(writer.writer)).toEqual([])
  })

  test('is the writer’s own to ask', async () => {
    const { url } = await gatewayOf(db)
    expect((await call('DELETE', { url, headers: {} }, '/v1/writers/me')).status).toBe(401)
    const writer = await writerAt(url)
    const elsewhere = { ...writer.headers, origin: 'http://elsewhere.example' }
    expect((await call('DELETE', { url, headers: elsewhere }, '/v1/writers/me')).status).toBe(403)
    expect((await writer.get('/v1/writers/me')).status).toBe(200)
  })
})

describe('deleting', () => {
  test('one sentence takes what was said and painted of it along, tells every desk, and frees no number', async () => {
    const { url } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    // Both are painted at once: either may end last.
    const ends = await Promise.all(['b', 'c'].map((id) => writer.desk.hear(id, 'done')))
    const last = Math.max(...ends.map(({ seq }) => seq))
    const pictures = await Promise.all(['a', 'b'].map(writer.pictureOf))
    expect((await call('DELETE', writer, sentencePath(writer, 'a'))).status).toBe(204)
    await Promise.all(['a', 'b'].map((id) => writer.desk.hear(id, 'gone')))
    expect((await writer.review()).sentences).toMatchObject([
      { id: 'p' },
      { id: 'c', of: 'a', text: 'There were two birds.' },
    ])
    for (const picture of pictures) expect((await writer.get(picture)).status).toBe(404)
    const left =
      await sql`select 1 from event where sitting_id = ${writer.sitting} and sentence_id in ('a', 'b')`.execute(db)
    expect(left.rows).toEqual([])

    await call('DELETE', writer, sentencePath(writer, 'c'))
    await writer.desk.leave()
    expect((await writer.review()).seq).toBe(last)
    const back = await writer.connect()
    back.send({ type: 'resume', after: last })
    back.send({ type: 'write', id: 'd', text: 'And on.' })
    const { seq } = await back.hear('d', 'kept')
    expect(seq).toBeGreaterThan(last)
    await back.hear('d', 'done')
    expect((await writer.review()).sentences.map(({ id }) => id)).toEqual(['p', 'd'])
    expect((await call('DELETE', writer, sentencePath(writer, 'a'))).status).toBe(404)
  })

  test('a sentence that is being painted stops the brush', async () => {
    const brush = slowBrush()
    const { url } = await gatewayOf(db, fakeClients({ paint: brush.paint }))
    const writer = await writerAt(url)
    const desk = await writer.connect()
    desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
    await desk.hear('a', 'preview')
    expect((await call('DELETE', { ...writer, url }, sentencePath(writer, 'a'))).status).toBe(204)
    expect(brush.stopped).toHaveLength(1)
    await desk.hear('a', 'gone')
    desk.send({ type: 'again', id: 'b', of: 'a' })
    expect(await desk.hear('b', 'problem')).toMatchObject({ code: 'not_found' })
    expect(desk.types('a')).not.toContain('done')
    expect((await writer.review()).sentences).toEqual([])
  })

  test('one picture leaves its sentence, which is not painted again by itself', async () => {
    const { url } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    const picture = await writer.pictureOf('a')
    expect((await call('DELETE', writer, picture)).status).toBe(204)
    expect(await writer.desk.hear('a', 'gone')).toMatchObject({ picture: picture.split('/').at(-1) })
    expect((await writer.get(picture)).status).toBe(404)
    expect((await call('DELETE', writer, picture)).status).toBe(404)
    await writer.desk.leave()
    const back = await writer.connect()
    back.send({ type: 'resume', after: 0 })
    await back.hear('c', 'done')
    expect(back.types('a')).toEqual(['kept', 'reading', 'look', 'done'])
    expect((await writer.review()).sentences).toMatchObject([{ id: 'a', pictures: [], done: true }, {}, {}, {}])
  })

  test('a sitting is gone with all that is in it, and closes its desks', async () => {
    const { url } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    const closed = once(writer.desk.socket, 'close')
    expect((await call('DELETE', writer, `/v1/sittings/${writer.sitting}`)).status).toBe(204)
    expect((await closed)[0]).toBe(1008)
    expect((await writer.get(`/v1/sittings/${writer.sitting}`)).status).toBe(404)
    expect(await everythingIn(db)).not.toContain(writer.sitting)
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${writer.sitting}/socket`, writer)
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
    expect(response.statusCode).toBe(404)
  })

  test('nobody deletes or hides what is another’s', async () => {
    const { url } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    const stranger = { ...(await writerAt(url)), url }
    const own = writer.sitting
    expect((await call('DELETE', stranger, `/v1/sittings/${own}`)).status).toBe(404)
    expect((await call('DELETE', stranger, `/v1/sittings/${own}/sentences/a`)).status).toBe(404)
    expect((await call('PATCH', stranger, `/v1/sittings/${own}/sentences/a`, { private: true })).status).toBe(404)
    expect((await call('DELETE', stranger, await writer.pictureOf('a'))).status).toBe(404)
    expect((await writer.review()).sentences).toHaveLength(4)
  })
})

describe('a private sentence', () => {
  test('that was ordinary is not painted any more, nor are pictures of it, and lends nothing to what is read after it', async () => {
    const before: (readonly string[])[] = []
    const read = async ({ id }: { id: string }, texts: () => readonly string[]) => {
      before.push(texts())
      return { ...someReading, id }
    }
    const { url } = await gatewayOf(db, fakeClients({ read }))
    const writer = await writtenSitting(url)
    const answer = await call('PATCH', writer, sentencePath(writer, 'a'), { private: true })
    expect(await answer.json()).toEqual({ private: true })
    expect(await writer.desk.hear('a', 'private')).toMatchObject({ private: true })
    writer.desk.send({ type: 'again', id: 'd', of: 'a' })
    writer.desk.send({ type: 'again', id: 'e', of: 'b' })
    for (const id of ['d', 'e']) expect(await writer.desk.hear(id, 'problem')).toMatchObject({ code: 'forbidden' })
    writer.desk.send({ type: 'write', id: 'f', text: 'And on.' })
    await writer.desk.hear('f', 'done')
    expect(before.at(-1)).toEqual(['There were two birds.'])
    await writer.desk.leave()
    const review = await writer.review()
    expect(review.sentences).toMatchObject([
      { id: 'a', private: true, pictures: [{}] },
      { id: 'p', private: true },
      { id: 'b', private: true },
      { id: 'c', private: false },
      { id: 'f', private: false },
    ])
  })

  test('becomes ordinary when its writer says so, and only then can be painted', async () => {
    const { url } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    writer.desk.send({ type: 'again', id: 'd', of: 'p' })
    expect(await writer.desk.hear('d', 'problem')).toMatchObject({ code: 'forbidden' })
    await call('PATCH', writer, sentencePath(writer, 'p'), { private: false })
    expect(await writer.desk.hear('p', 'private')).toMatchObject({ private: false })
    writer.desk.send({ type: 'again', id: 'd', of: 'p' })
    await writer.desk.hear('d', 'done')
    expect(writer.desk.types('d')).toEqual(expect.arrayContaining(['reading', 'picture']))
    expect((await writer.review()).sentences[1]).toMatchObject({ id: 'p', private: false, text: 'For nobody.' })
  })

  test('stops its own painting the moment it becomes private', async () => {
    const brush = slowBrush()
    const { url } = await gatewayOf(db, fakeClients({ paint: brush.paint }))
    const writer = { ...(await writerAt(url)), url }
    const desk = await writer.connect()
    desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
    await desk.hear('a', 'preview')
    expect((await call('PATCH', writer, sentencePath(writer, 'a'), { private: true })).status).toBe(200)
    expect(brush.stopped).toHaveLength(1)
    await desk.hear('a', 'done')
    expect(desk.types('a')).not.toContain('picture')
  })

  test('stays private at an open desk when that could not be kept, until it is said again', async () => {
    const { url } = await gatewayOf(db)
    const writer = await writtenSitting(url)
    await sql`create function stuck() returns trigger language plpgsql as $$
      begin raise exception using errcode = 'disk_full'; end $$`.execute(db)
    await sql`create trigger stuck before update on sentence for each row execute function stuck()`.execute(db)
    expect((await call('PATCH', writer, sentencePath(writer, 'a'), { private: true })).status).toBe(503)
    await sql`drop trigger stuck on sentence`.execute(db)
    writer.desk.send({ type: 'again', id: 'd', of: 'a' })
    expect(await writer.desk.hear('d', 'problem')).toMatchObject({ code: 'forbidden' })
    expect((await writer.review()).sentences[0]).toMatchObject({ id: 'a', private: false })
    await call('PATCH', writer, sentencePath(writer, 'a'), { private: false })
    writer.desk.send({ type: 'again', id: 'e', of: 'a' })
    await writer.desk.hear('e', 'picture')
  })
})

describe('retention', () => {
  test('deletes sittings by their age, also one that somebody writes in, and no other', async () => {
    const own = await freshDb()
    onTestFinished(own.drop)
    const { url, house, live } = await gatewayOf(own.db)
    const [old, young] = [await writtenSitting(url), await writtenSitting(url)]
    await own.db
      .updateTable('sitting')
      .set({ created_at: new Date(Date.UTC(2030, 0, 1)) })
      .where('id', '=', old.sitting)
      .execute()
    await own.db
      .updateTable('sitting')
      .set({ created_at: new Date(Date.UTC(2030, 0, 11)) })
      .where('id', '=', young.sitting)
      .execute()
    const closed = once(old.desk.socket, 'close')
    expect(await enforceRetention(house, live, 30, Date.UTC(2030, 0, 31))).toBe(0)
    expect(await enforceRetention(house, live, 30, Date.UTC(2030, 0, 31) + 1)).toBe(1)
    expect((await closed)[0]).toBe(1008)
    expect((await old.get(`/v1/sittings/${old.sitting}`)).status).toBe(404)
    expect((await young.review()).sentences).toHaveLength(4)
    expect(await everythingIn(own.db)).not.toContain(old.sitting)
  })

  test('happens from the moment the gateway listens', async () => {
    const own = await freshDb()
    onTestFinished(own.drop)
    const first = await gatewayOf(own.db)
    const writer = await writtenSitting(first.url)
    await own.db
      .updateTable('sitting')
      .set({ created_at: new Date(Date.now() - 8 * dayMs) })
      .execute()
    await gatewayOf(own.db, fakeClients(), silent, { retentionDays: 7 })
    await expect.poll(() => everythingIn(own.db)).not.toContain(writer.sitting)
  })

  test('happens whatever else fails', async () => {
    const own = await freshDb()
    onTestFinished(own.drop)
    const { url, house, live } = await gatewayOf(own.db)
    const writer = await writtenSitting(url)
    const sweep = async () => Promise.reject(new Error('the disk'))
    const broken = { ...house, retentionDays: 7, sessions: { ...house.sessions, sweep } }
    await keepHouse(broken, live, silent, Date.now() + 8 * dayMs)
    expect(await everythingIn(own.db)).not.toContain(writer.sitting)
  })

  test('a database that is away costs nothing but the time', async () => {
    const own = await freshDb()
    onTestFinished(() => own.db.destroy())
    const house = await houseOf(own.db, { retentionDays: 7, clients: fakeClients({ paint: unreachable }) })
    await own.lose()
    await expect(keepHouse(house, liveSittings(house, silent), silent)).resolves.toBeUndefined()
  })
})
