import { once } from 'node:events'
import type { Reading } from '@aiw/proto'
import { afterAll, expect, test, vi } from 'vitest'
import type { Clients } from '../src/clients.ts'
import {
  everythingIn,
  fakeClients,
  freshDb,
  gatewayOf,
  someReading,
  unreachable,
  withdraw,
  writerAt,
} from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const text = 'His chair has been empty since March.'
const because: Reading['because'] = [
  { start: 19, end: 24, weight: -0.2, kind: 'EMOTION_KIND_SADNESS' },
  { start: 31, end: 36, weight: 0.2, kind: 'EMOTION_KIND_JOY' },
  { start: 4, end: 9, weight: 0.01, kind: 'EMOTION_KIND_FEAR' },
  { start: 0, end: 3, weight: 0, kind: 'EMOTION_KIND_CALM' },
  { start: 10, end: 13, weight: 0, kind: 'EMOTION_KIND_NEUTRAL' },
  { start: 30, end: 99, weight: 1, kind: 'EMOTION_KIND_JOY' },
]
const explained = async () => ({ ...someReading, because, reader: 'other/1' })

/** A writer with two sentences, the second seen from afar as well, and what emotion was asked to explain. */
async function written(explain: Clients['explain'] = explained) {
  const asked = vi.fn<Clients['explain']>(explain)
  const { url } = await gatewayOf(db, fakeClients({ explain: asked }))
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'p', text: 'For nobody.', private: true })
  desk.send({ type: 'write', id: 'a', text: 'We had tea.' })
  desk.send({ type: 'write', id: 'b', text })
  desk.send({ type: 'again', id: 'far', of: 'b', viewpoint: 'far', look: { warmth: 1 } })
  await Promise.all(['p', 'a', 'b', 'far'].map((id) => desk.hear(id, 'done')))
  const why = (sentence: string) => writer.get(`/v1/sittings/${writer.sitting}/sentences/${sentence}/why`)
  return { ...writer, url, desk, asked, why }
}

test('why a picture is as it is: its words, its feeling, its look and what painted it; nothing is kept of it', async () => {
  const { why, asked } = await written()
  const before = await everythingIn(db)
  const response = await why('b')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toMatchObject({
    words: [
      { text: 'empty', start: 19, length: 5, toward: 'darker' },
      { text: 'March', start: 31, length: 5, toward: 'brighter' },
      { text: 'chair', toward: 'livelier' },
      { text: 'His', toward: 'stiller' },
      { text: 'has', toward: 'neither' },
    ],
    feeling: { valence: -0.6, arousal: -0.5, confidence: 0.8 },
    reader: 'fake/1',
    look: { style: '', abstraction: expect.any(Number) },
    because: { brightness: 'unpleasant', warmth: 'unpleasant' },
    backend: 'painter',
    recipe: 'painter/1 impressionist',
  })
  expect(asked.mock.calls[0]![0]).toEqual({ text, before: ['We had tea.'] })
  expect(await everythingIn(db)).toBe(before)
})

test('of another picture the words are those of its sentence, the look its own', async () => {
  const { why, asked } = await written()
  expect(await (await why('far')).json()).toMatchObject({
    words: [{ text: 'empty' }, {}, {}, {}, {}],
    because: { warmth: 'writer' },
  })
  expect(asked.mock.calls[0]![0].text).toBe(text)
})

test('the id of a sitting may be written in capitals', async () => {
  const { get, sitting } = await written()
  const response = await get(`/v1/sittings/${sitting.toUpperCase()}/sentences/b/why`)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ words: [{ text: 'empty' }, {}, {}, {}, {}] })
})

test('nothing is explained that is private, not agreed to, not there or not theirs', async () => {
  const { why, asked, headers, sitting, url } = await written()
  expect((await why('p')).status).toBe(403)
  expect((await why('x')).status).toBe(404)
  const path = `${url}/v1/sittings/${sitting}/sentences/b/why`
  expect((await fetch(path)).status).toBe(401)
  expect((await fetch(path, { headers: (await writerAt(url)).headers })).status).toBe(404)
  expect((await withdraw(url, 'ai', headers)).status).toBe(200)
  expect((await why('b')).status).toBe(403)
  expect(asked).not.toHaveBeenCalled()
})

test('an emotion service that died explains nothing and says so', async () => {
  const { why } = await written(async () => unreachable())
  expect(await (await why('b')).json()).toMatchObject({ code: 'unavailable', retry: true })
})

test('who leaves before the answer ends the asking', async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const asking = new AbortController()
  const { url, headers, sitting } = await written(async (_asked, { signal }) => {
    asking.abort()
    await once(signal, 'abort')
    leave()
    throw signal.reason
  })
  const path = `${url}/v1/sittings/${sitting}/sentences/b/why`
  await expect(fetch(path, { headers, signal: asking.signal })).rejects.toMatchObject({ name: 'AbortError' })
  await left
})
