import { once } from 'node:events'
import { converse, serve, stream, unary } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import {
  EmotionService,
  emotionContract,
  type EmotionServiceHandlers,
  RenderService,
  renderContract,
  type RenderServiceHandlers,
} from '@aiw/proto'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../src/clients.ts'
import { someReading, somePicture } from './support.ts'

const log = createLogger('test', 'silent')
const never = new AbortController().signal
const unused = unary<object, never>(log, () => {
  throw new Error('not part of this test')
})

type ReadSitting = EmotionServiceHandlers['ReadSitting']

/** An emotion service that notes what it is asked, and can be ended and started again where it was. */
async function emotion(port = 0, ReadSitting?: ReadSitting, Read: EmotionServiceHandlers['Read'] = unused) {
  const asked: string[] = []
  const handlers = {
    Read,
    ListConcepts: unary<object, object>(log, () => ({ concepts: [{ key: 'bird', title: { zh: '鸟' } }] })),
    ReadSitting:
      ReadSitting ??
      (converse(log, async function* (requests) {
        for await (const { sentence } of requests) {
          asked.push(sentence!.text)
          yield { reading: { ...someReading, id: sentence!.id } }
        }
      }) as ReadSitting),
  }
  const stop = new AbortController()
  const served = await serve(
    `127.0.0.1:${port}`,
    emotionContract,
    (server) => server.addService(EmotionService.service, handlers),
    stop.signal,
  )
  served.setServing(true)
  onTestFinished(() => stop.abort())
  const end = async () => {
    stop.abort()
    await served.closed
  }
  return { port: served.port, asked, end }
}

/** A render service that paints like this. */
async function render(Paint: RenderServiceHandlers['Paint']) {
  const stop = new AbortController()
  const handlers = { Paint, ListStyles: unused, GetFleet: unused }
  const served = await serve(
    '127.0.0.1:0',
    renderContract,
    (server) => server.addService(RenderService.service, handlers),
    stop.signal,
  )
  onTestFinished(() => stop.abort())
  return served.port
}

function clientsOf(emotionPort: number, renderPort = 1) {
  const clients = connect(`127.0.0.1:${emotionPort}`, `127.0.0.1:${renderPort}`)
  onTestFinished(() => clients.close())
  return clients
}

const painting = {
  id: 'p',
  scene: someReading.scene!,
  look: { style: '', brightness: 0, warmth: 0, energy: 0, blur: 0, abstraction: 0 },
  seed: 1,
  lane: 'l',
}
const call = { id: 'c', signal: never, log }

test('one stream is kept open for a sitting; what came before is told only when it is opened', async () => {
  const { port, asked } = await emotion()
  const reader = clientsOf(port).readSitting('s')
  onTestFinished(() => reader.close())
  for (const [i, text] of ['one', 'two', 'three'].entries())
    expect(await reader.read({ id: String(i), text }, () => ['before'], never)).toMatchObject({ id: String(i) })
  expect(asked).toEqual(['before', 'one', 'two', 'three'])
})

test('a reader that is to forget is told what came before anew; what was asked is still answered', async () => {
  const { port, asked } = await emotion()
  const reader = clientsOf(port).readSitting('s')
  onTestFinished(() => reader.close())
  const first = reader.read({ id: '1', text: 'one' }, () => [], never)
  reader.forget()
  expect(await reader.read({ id: '2', text: 'two' }, () => ['kept'], never)).toMatchObject({ id: '2' })
  expect(await first).toMatchObject({ id: '1' })
  expect(asked.toSorted()).toEqual(['kept', 'one', 'two'])
})

test('readings asked for at once come to whoever asked', async () => {
  const { port } = await emotion()
  const reader = clientsOf(port).readSitting('s')
  onTestFinished(() => reader.close())
  const ids = ['1', '2', '3', '4']
  const readings = await Promise.all(ids.map((id) => reader.read({ id, text: id }, () => [], never)))
  expect(readings.map(({ id }) => id)).toEqual(ids)
})

test('an emotion service that dies is unavailable; when it is back it is told what came before', async () => {
  const first = await emotion(0, ((grpc) => void grpc.once('data', () => grpc.destroy())) as ReadSitting)
  const reader = clientsOf(first.port).readSitting('s')
  onTestFinished(() => reader.close())
  await expect(reader.read({ id: '1', text: 'one' }, () => [], never)).rejects.toMatchObject({ name: 'Failure' })
  await first.end()
  await expect(reader.read({ id: '2', text: 'two' }, () => [], never)).rejects.toMatchObject({ code: 'unavailable' })
  const second = await emotion(first.port)
  await expect
    .poll(() => reader.read({ id: '3', text: 'three' }, () => ['one', 'two'], never).catch(() => undefined), {
      timeout: 10_000,
    })
    .toMatchObject({ id: '3' })
  expect(second.asked).toEqual(['one', 'two', 'three'])
})

test('an emotion service that hangs is given up, and another stream is tried', async () => {
  let streams = 0
  const { port } = await emotion(0, (() => void streams++) as ReadSitting)
  const reader = clientsOf(port).readSitting('s')
  onTestFinished(() => reader.close())
  const asked = ['1', '2'].map((id) => reader.read({ id, text: id }, () => [], never))
  // Who asked later need not find out for themselves.
  expect(await Promise.allSettled(asked)).toMatchObject([
    { reason: { code: 'timeout', message: 'The reading took too long' } },
    { reason: { code: 'timeout', message: 'The reader hangs' } },
  ])
  const [again] = await Promise.allSettled([reader.read({ id: '3', text: 'three' }, () => [], never)])
  expect(again).toMatchObject({ reason: { code: 'timeout' } })
  expect(streams).toBe(2)
})

test('a caller who leaves a reading does not disturb the next', async () => {
  const { port } = await emotion()
  const reader = clientsOf(port).readSitting('s')
  onTestFinished(() => reader.close())
  const leave = new AbortController()
  const left = reader.read({ id: '1', text: 'one' }, () => [], leave.signal)
  leave.abort()
  await expect(left).rejects.toMatchObject({ name: 'AbortError' })
  expect(await reader.read({ id: '2', text: 'two' }, () => [], never)).toMatchObject({ id: '2' })
})

test('a reading is explained when it is asked; who leaves ends the asking, and a service that died is unavailable', async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const leaving = new AbortController()
  const Read = unary<{ sentence: { text: string }; before: string[]; explain: boolean }, object>(
    log,
    async (asked, { signal }) => {
      if (asked.sentence.text === 'slow') {
        leaving.abort()
        await once(signal, 'abort')
        leave()
      }
      const { text } = asked.sentence
      const because = [{ start: 0, end: text.length, weight: asked.explain ? -1 : 0, kind: 'EMOTION_KIND_SADNESS' }]
      return { reading: { ...someReading, id: asked.before.join(), because } }
    },
  )
  const { port, end } = await emotion(0, undefined, Read as EmotionServiceHandlers['Read'])
  const clients = clientsOf(port)
  expect(await clients.explain({ text: 'an empty chair', before: ['a', 'b'] }, call)).toMatchObject({
    id: 'a,b',
    because: [{ start: 0, end: 14, weight: -1, kind: 'EMOTION_KIND_SADNESS' }],
  })
  const slow = clients.explain({ text: 'slow', before: [] }, { ...call, signal: leaving.signal })
  await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
  await left
  await end()
  await expect(clients.explain({ text: 'gone', before: [] }, call)).rejects.toMatchObject({ code: 'unavailable' })
})

test('the names of concepts are asked for once, and are none while emotion is away', async () => {
  const clients = clientsOf(1)
  expect([...(await clients.conceptTitles(call))]).toEqual([])
  const { port } = await emotion()
  expect((await clientsOf(port).conceptTitles(call)).get('bird')).toEqual({ zh: '鸟' })
})

test('a picture is painted; leaving the loop stops the brush', async () => {
  let stopped: Promise<unknown> | undefined
  const port = await render(
    stream(log, async function* (_request, { signal }) {
      stopped = once(signal, 'abort')
      yield { preview: somePicture.image }
      await stopped
    }),
  )
  for await (const { preview } of clientsOf(1, port).paint(painting, call)) {
    expect(preview).toBeTruthy()
    break
  }
  await stopped
})

test('a render service that takes the call and says nothing is unavailable long before the deadline', async () => {
  const port = await render(
    stream(log, async function* (_request, { signal }) {
      await once(signal, 'abort')
    }),
  )
  const startedAt = performance.now()
  await expect(Array.fromAsync(clientsOf(1, port).paint(painting, call))).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The painter does not answer',
  })
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})

test('health is asked of each service by the standard protocol', async () => {
  const { port } = await emotion()
  expect(await clientsOf(port).health()).toEqual({ emotion: true, render: false })
})
