import { once } from 'node:events'
import { Failure } from '@aiw/kit/errors'
import type { PaintResponse } from '@aiw/proto'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { fakeClients, freshDb, gatewayOf, someReading, somePicture, unreachable, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

/** A writer with an open socket to a gateway of its own. */
async function atTheDesk(clients = fakeClients()) {
  const { url } = await gatewayOf(db, clients)
  const writer = await writerAt(url)
  return { url, ...writer, desk: await writer.connect() }
}

/** Paints only when it is told to; hears when it is stopped. */
function slowBrush() {
  const stopped: string[] = []
  const started: string[] = []
  let finish = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const paint = async function* (
    { id }: { id: string },
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<PaintResponse> {
    started.push(id)
    yield { preview: somePicture.image }
    const left = once(signal, 'abort').then(() => stopped.push(id))
    await Promise.race([finished, left])
    signal.throwIfAborted()
    yield { picture: somePicture }
  }
  return { paint, started, stopped, finish }
}

/** Lets nothing be written into a table until it is released. */
async function slowDisk(table: 'sentence' | 'event') {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
  const holding = db.transaction().execute(async (tx) => {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(tx)
    lock()
    await released
  })
  await locked
  return {
    release() {
      release()
      return holding
    },
  }
}

test('a sentence comes back kept, read, given a look, in the making, as a picture, and done, numbered one by one', async () => {
  const { desk, get } = await atTheDesk()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  expect(desk.types('a')).toEqual(['kept', 'reading', 'look', 'progress', 'preview', 'picture', 'done'])
  expect(desk.heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
  const { picture } = await desk.hear('a', 'picture')
  expect(picture).toMatchObject({ width: 1024, height: 640, recipe: 'painter/1 impressionist' })
  expect(picture.alt).toBe(
    'One possible picture, painted by the computer: one bird by the sea at dusk; nobody is there; in dark, cold colours.',
  )
  const bytes = await get(picture.url)
  expect(bytes.headers.get('content-type')).toBe('image/webp')
  expect(bytes.headers.get('cache-control')).toContain('private')
  expect(await bytes.text()).toBe('webp')
})

test('the page is told the feeling, the people and the reasons of the look, and no more of the scene', async () => {
  const { desk } = await atTheDesk()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.', look: { style: 'ink', warmth: 1 } })
  expect(await desk.hear('a', 'reading')).toEqual({
    type: 'reading',
    id: 'a',
    seq: 2,
    feeling: { valence: -0.6, arousal: -0.5, dominance: -0.2, confidence: 0.8, implied: false },
    specificity: 0.7,
    language: 'en',
    emotions: [{ kind: 'sadness', score: 1 }],
    people: [{ index: 0, role: 'crowd', relation: '', presence: 'absent', title: { en: 'people', zh: '人们' } }],
    voice: 'first_person',
  })
  const look = await desk.hear('a', 'look')
  expect(look).toMatchObject({ style: 'ink', because: { brightness: 'unpleasant', warmth: 'writer', energy: 'calm' } })
})

test('a repeated id is answered from what is known and changes nothing', async () => {
  const { desk, review } = await atTheDesk()
  desk.send({ type: 'write', id: 'a', text: 'once' })
  await desk.hear('a', 'done')
  const first = desk.heard.filter(({ type }) => type !== 'progress' && type !== 'preview')
  desk.heard.length = 0
  desk.send({ type: 'write', id: 'a', text: 'something else' })
  await desk.hear('a', 'done')
  expect(desk.heard).toEqual(first)
  expect((await review()).sentences).toMatchObject([{ id: 'a', text: 'once' }])
})

test('resume says every stored event after a number again, in order', async () => {
  const { desk, connect } = await atTheDesk()
  for (const id of ['a', 'b']) desk.send({ type: 'write', id, text: `sentence ${id}` })
  await Promise.all([desk.hear('a', 'done'), desk.hear('b', 'done')])
  const stored = desk.heard.filter(({ type }) => type !== 'progress' && type !== 'preview')
  await desk.leave()
  const back = await connect()
  back.send({ type: 'resume', after: stored[2]!.seq })
  await back.until(({ seq }) => seq === stored.at(-1)!.seq)
  expect(back.heard).toEqual(stored.slice(3))
})

test('a revision stands beside the old sentence, keeps its seed and is read anew', async () => {
  const { desk, review } = await atTheDesk()
  desk.send({ type: 'write', id: 'a', text: 'I am useless' })
  const { picture: old } = await desk.hear('a', 'picture')
  desk.send({ type: 'revise', id: 'b', of: 'a', text: 'I burnt the fish on Tuesday' })
  const { picture: revised } = await desk.hear('b', 'picture')
  await desk.hear('b', 'done')
  expect(revised.seed).toBe(old.seed)
  expect(desk.types('b')).toContain('reading')
  expect((await review()).sentences).toMatchObject([
    { id: 'a', text: 'I am useless' },
    { id: 'b', kind: 'revise', of: 'a', text: 'I burnt the fish on Tuesday' },
  ])
})

test('stop ends the painting; the sentence stays', async () => {
  const brush = slowBrush()
  const { desk, review } = await atTheDesk(fakeClients({ paint: brush.paint }))
  desk.send({ type: 'write', id: 'a', text: 'stop here' })
  await desk.hear('a', 'preview')
  desk.send({ type: 'stop', id: 'a' })
  await desk.hear('a', 'done')
  expect(brush.stopped).toHaveLength(1)
  expect(desk.types('a')).toEqual(['kept', 'reading', 'look', 'preview', 'done'])
  expect((await review()).sentences).toMatchObject([{ text: 'stop here', done: true }])
})

test('asking for another look stops the picture in the look asked for before, not the sentence’s own or another view', async () => {
  const brush = slowBrush()
  const { desk, sitting } = await atTheDesk(fakeClients({ paint: brush.paint }))
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  desk.send({ type: 'again', id: 'far', of: 'a', viewpoint: 'far' })
  desk.send({ type: 'again', id: 'darker', of: 'a', look: { brightness: -0.4 } })
  await desk.hear('darker', 'preview')
  desk.send({ type: 'again', id: 'darkest', of: 'a', look: { brightness: -0.8 } })
  await desk.hear('darker', 'done')
  await desk.hear('darkest', 'preview')
  expect(brush.stopped).toEqual([`${sitting}:3`])
  brush.finish()
  await Promise.all(['a', 'far', 'darkest'].map((id) => desk.hear(id, 'picture')))
  expect(desk.types('darker')).not.toContain('picture')
})

test('closing the tab stops the brush; coming back takes the painting up again', async () => {
  const brush = slowBrush()
  const { desk, connect } = await atTheDesk(fakeClients({ paint: brush.paint }))
  desk.send({ type: 'write', id: 'a', text: 'gone for a moment' })
  const { seq } = await desk.hear('a', 'preview')
  desk.socket.terminate()
  await expect.poll(() => brush.stopped).toHaveLength(1)
  brush.finish()
  const back = await connect()
  back.send({ type: 'resume', after: seq })
  const { picture } = await back.hear('a', 'picture')
  expect(picture.url).toMatch(/^\/v1\/pictures\//)
  expect(brush.started).toHaveLength(2)
  expect(back.heard.every((message) => message.seq > seq)).toBe(true)
})

test('who is back before a sentence is in the database meets it, and writes on', async () => {
  const { desk, connect, review } = await atTheDesk()
  const disk = await slowDisk('sentence')
  desk.send({ type: 'write', id: 'a', text: 'on its way' })
  await desk.leave()
  const back = await connect()
  back.send({ type: 'write', id: 'a', text: 'sent again' })
  back.send({ type: 'write', id: 'b', text: 'written on' })
  await disk.release()
  await Promise.all([back.hear('a', 'done'), back.hear('b', 'done')])
  expect(back.heard.filter(({ type }) => type === 'problem')).toEqual([])
  expect((await review()).sentences).toMatchObject([
    { id: 'a', text: 'on its way' },
    { id: 'b', text: 'written on' },
  ])
})

test('of 33 pictures asked for at once, 32 are painted; the sentence of the last is kept', async () => {
  const brush = slowBrush()
  const { desk } = await atTheDesk(fakeClients({ paint: brush.paint }))
  const ids = Array.from({ length: 33 }, (_, i) => `s${i}`)
  for (const id of ids) desk.send({ type: 'write', id, text: `sentence ${id}` })
  expect(await desk.hear('s32', 'problem')).toMatchObject({ code: 'busy', retry: true })
  expect(desk.types('s32')).toEqual(['kept', 'problem'])
  brush.finish()
  await Promise.all(ids.map((id) => desk.hear(id, 'done')))
  expect(desk.heard.filter(({ type }) => type === 'picture')).toHaveLength(32)
})

test('who leaves at the moment a picture is ready finds that one picture', async () => {
  const brush = slowBrush()
  const { desk, connect, review } = await atTheDesk(fakeClients({ paint: brush.paint }))
  desk.send({ type: 'write', id: 'a', text: 'gone at the last moment' })
  await desk.hear('a', 'preview')
  const disk = await slowDisk('event')
  brush.finish()
  await desk.leave()
  const back = await connect()
  back.send({ type: 'resume', after: 0 })
  await disk.release()
  await back.hear('a', 'done')
  expect((await review()).sentences).toMatchObject([{ id: 'a', pictures: [{}], done: true }])
  expect(brush.started).toHaveLength(1)
})

test('writing goes on while a picture is painted', async () => {
  const brush = slowBrush()
  const { desk } = await atTheDesk(fakeClients({ paint: brush.paint }))
  desk.send({ type: 'write', id: 'a', text: 'first' })
  await desk.hear('a', 'preview')
  desk.send({ type: 'write', id: 'b', text: 'second' })
  await desk.hear('b', 'preview')
  expect(desk.types('a')).not.toContain('done')
  brush.finish()
  await Promise.all([desk.hear('a', 'done'), desk.hear('b', 'done')])
})

test.each([
  ['a dead reader', { read: unreachable }, 'unavailable'],
  ['a dead painter', { paint: unreachable }, 'unavailable'],
  ['a full queue', { paint: fail(new Failure('busy', 'Too many pictures are waiting')) }, 'busy'],
  ['a bug', { paint: fail(new Error('secret: There was only one bird.')) }, 'internal'],
])('%s is a problem the page may show; the sentence is kept', async (_name, over, code) => {
  const { desk, review } = await atTheDesk(fakeClients(over))
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  const problem = await desk.hear('a', 'problem')
  await desk.hear('a', 'done')
  expect(problem).toMatchObject({ code, retry: code !== 'internal' })
  expect(problem.detail).toContain('The text is kept.')
  expect(JSON.stringify(problem)).not.toContain('bird')
  expect((await review()).sentences).toMatchObject([{ text: 'There was only one bird.', done: true }])
})

function fail(error: Error) {
  return () => {
    throw error
  }
}

test.each([
  ['malformed JSON', '{"type":"write","id":"a","text":"half', 'One JSON object'],
  ['an unknown type', { type: 'shout', id: 'a' }, 'The type of a message'],
  ['no object', '7', 'The type of a message'],
  ['empty text', { type: 'write', id: 'a', text: '' }, 'text'],
  ['blank text', { type: 'write', id: 'a', text: ' \n ' }, 'text'],
  ['text of blanks without a width', { type: 'write', id: 'a', text: '\u200b\u200b' }, 'text'],
  ['over-long text', { type: 'write', id: 'a', text: 'x'.repeat(2001) }, 'text'],
  ['a null character', { type: 'write', id: 'a', text: 'a\0b' }, 'text'],
  ['a control character in the id', { type: 'write', id: 'a\nb', text: 'x' }, 'id'],
  [
    'a null character in a name of a style',
    { type: 'write', id: 'a', text: 'x', look: { style: 'a\0b' } },
    'look.style',
  ],
  ['half a character in an id', '{"type":"write","id":"\\ud800","text":"x"}', 'id'],
  ['a look out of range', { type: 'write', id: 'a', text: 'x', look: { warmth: 7 } }, 'look'],
  ['a frame over 16 KiB', { type: 'write', id: 'a', text: 'x', look: { style: 'y'.repeat(17_000) } }, '16 KiB'],
])('%s is refused without quoting it, and the socket stays usable', async (_name, frame, detail) => {
  const { desk, review } = await atTheDesk()
  desk.send(frame)
  const problem = await desk.until(({ type }) => type === 'problem')
  expect(problem).toMatchObject({ code: 'invalid', retry: false })
  expect(problem.detail.toLowerCase()).toContain(detail.toLowerCase())
  desk.send({ type: 'write', id: 'next', text: 'goes on' })
  await desk.hear('next', 'done')
  expect((await review()).sentences).toHaveLength(1)
})

test('what is not asked of a message may be anything', async () => {
  const { desk } = await atTheDesk()
  desk.send({ type: 'resume', after: 0, text: [], look: null, of: 7 })
  desk.send({ type: 'write', id: 'a', text: 'x', after: {} })
  await desk.hear('a', 'done')
  expect(desk.heard.filter(({ type }) => type === 'problem')).toEqual([])
})

test('a picture of a sentence that is not there is refused', async () => {
  const { desk } = await atTheDesk()
  desk.send({ type: 'again', id: 'b', of: 'nowhere' })
  expect(await desk.hear('b', 'problem')).toMatchObject({ code: 'not_found' })
})

test('a huge frame ends the socket, and only the socket', async () => {
  const { desk, connect } = await atTheDesk()
  const closed = once(desk.socket, 'close')
  desk.send('x'.repeat(200_000))
  expect((await closed)[0]).toBe(1009)
  const back = await connect()
  back.send({ type: 'write', id: 'a', text: 'still here' })
  await back.hear('a', 'done')
})

test('a sentence that gives cause for concern brings the help card and is painted like any other', async () => {
  const worrying = async ({ id }: { id: string }) => ({
    ...someReading,
    id,
    concern: { signs: ['SIGN_PASSIVE_IDEATION' as const] },
  })
  const { desk } = await atTheDesk(fakeClients({ read: worrying }))
  desk.send({ type: 'write', id: 'a', text: 'I wish I were not here.' })
  await desk.hear('a', 'done')
  expect((await desk.hear('a', 'help')).card.title).toBe('You need not carry this alone')
  expect(desk.types('a')).toContain('picture')
})

test.each([
  ['nobody', async () => ({}), 401],
  ['another writer', async (url: string) => (await writerAt(url)).headers, 404],
  ['another site’s page', async (_url: string, own: object) => ({ ...own, origin: 'http://elsewhere.example' }), 403],
])('%s cannot open the socket', async (_name, headersFor, status) => {
  const { url, sitting, headers } = await atTheDesk()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`, {
    headers: (await headersFor(url, headers)) as Record<string, string>,
  })
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  expect(response.statusCode).toBe(status)
})

test('two tabs of one sitting hear the same', async () => {
  const { desk, connect } = await atTheDesk()
  const other = await connect()
  desk.send({ type: 'write', id: 'a', text: 'both see it' })
  await Promise.all([desk.hear('a', 'done'), other.hear('a', 'done')])
  expect(other.heard).toEqual(desk.heard)
})

test('sentences sent in one go are kept in the order they were written', async () => {
  const { desk, review } = await atTheDesk()
  const ids = Array.from({ length: 20 }, (_, i) => `s${i}`)
  for (const id of ids) desk.send({ type: 'write', id, text: `sentence ${id}` })
  await Promise.all(ids.map((id) => desk.hear(id, 'done')))
  const seqs = desk.heard.map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  expect((await review()).sentences.map(({ id }) => id)).toEqual(ids)
})

test('whoever comes back to more than can be painted at once gets all of it in the end', async () => {
  const brush = slowBrush()
  const { desk, connect, review } = await atTheDesk(fakeClients({ paint: brush.paint }))
  const ids = Array.from({ length: 30 }, (_, i) => `s${i}`)
  for (const id of ids) desk.send({ type: 'write', id, text: `sentence ${id}` })
  await Promise.all(ids.map((id) => desk.hear(id, 'preview')))
  await desk.leave()
  await expect.poll(() => brush.stopped).toHaveLength(30)
  const second = await connect()
  const more = Array.from({ length: 10 }, (_, i) => `t${i}`)
  for (const id of more) second.send({ type: 'write', id, text: `sentence ${id}` })
  await Promise.all(more.map((id) => second.hear(id, 'preview')))
  await second.leave()
  await expect.poll(() => brush.stopped).toHaveLength(40)
  brush.finish()
  const back = await connect()
  back.send({ type: 'resume', after: 0 })
  await Promise.all([...ids, ...more].map((id) => back.hear(id, 'done')))
  expect((await review()).sentences.filter(({ pictures }) => pictures.length === 1)).toHaveLength(40)
})
