import { type EventEmitter, once } from 'node:events'
import { Writable } from 'node:stream'
import { ask, channelOptions, open } from '@aiw/kit/grpc-client'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger, type Logger } from '@aiw/kit/log'
import { EmotionService, type EmotionServiceClient, emotionContract, type Reading } from '@aiw/proto'
import { credentials, Server, ServerCredentials, status } from '@grpc/grpc-js'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { read } from '../src/read.ts'
import { emotionService, type Reader } from '../src/service.ts'

const golden = 'I used to think there would be many people here, then in the end there was only one bird'

/** Emotion over a real server, on a free port. */
async function emotionOf(reader: Reader = read, log: Logger = createLogger('test', 'silent')) {
  const stop = new AbortController()
  const served = await serve(
    '127.0.0.1:0',
    emotionContract,
    (server) => server.addService(EmotionService.service, emotionService(log, reader)),
    stop.signal,
  )
  return clientOf(served.port, () => stop.abort())
}

function clientOf(port: number, close: () => void) {
  const client: EmotionServiceClient = new EmotionService(
    `127.0.0.1:${port}`,
    credentials.createInsecure(),
    channelOptions,
  )
  onTestFinished(() => {
    client.close()
    close()
  })
  const readOne = (sentence: object, more: object = {}, signal = new AbortController().signal) =>
    ask<{ reading: Reading | null }>(
      (m, o, reply) => client.read({ sentence, ...more }, m, o, reply),
      { id: 'c1', signal },
      5_000,
    )
  const sitting = () => open((m, o) => client.readSitting(m, o), 'c1', 5_000)
  return { client, readOne, sitting }
}

/** A reader that does not answer before it is told to; tells when it was asked. */
function slowReader() {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const reader: Reader = async (text) => {
    ask()
    await told
    return read(text)
  }
  return { reader, asked, tell }
}

/** A server that takes calls and never answers, and can be made to die. */
async function deadlyServer() {
  const { promise: called, resolve: onCall } = Promise.withResolvers<void>()
  const server = new Server()
  server.addService(EmotionService.service, {
    Read: () => onCall(),
    ReadSitting: () => onCall(),
    ListConcepts: () => onCall(),
  })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  return { ...clientOf(port, () => server.forceShutdown()), called, die: () => server.forceShutdown() }
}

const failureOf = (stream: EventEmitter) => new Promise((resolve) => stream.once('error', resolve))

const nextOf = async (stream: EventEmitter) => ((await once(stream, 'data')) as [{ reading: Reading }])[0].reading

describe('Read', () => {
  test('answers with the whole reading and the id it was given', async () => {
    const { readOne } = await emotionOf()
    const { reading } = await readOne({ id: 's1', text: golden })
    expect(reading).toMatchObject({ id: 's1', language: 'en', reader: 'embedded/11', voice: 'VOICE_FIRST_PERSON' })
    expect(reading!.feeling!.emotions).toHaveLength(11)
    expect(reading!.scene!.motifs).toEqual([
      { concept: 'bird', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' },
    ])
  })

  test('reads in the light of the sentences before', async () => {
    const { readOne } = await emotionOf()
    const alone = await readOne({ text: 'The clock ticks.' })
    const after = await readOne({ text: 'The clock ticks.' }, { before: ['I cried all night.', ''] })
    expect(after.reading!.feeling!.valence).toBeLessThan(alone.reading!.feeling!.valence)
  })

  test.each([
    ['no sentence', undefined],
    ['an empty text', { text: '' }],
    ['a text of blanks', { text: ' \n ' }],
    ['a text over 2,000 characters', { text: '字'.repeat(2_001) }],
    ['an id over 64 characters', { id: 'x'.repeat(65), text: 'a' }],
  ])('refuses %s, and quotes none of it', async (_name, sentence) => {
    const { readOne } = await emotionOf()
    await expect(readOne(sentence as object)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^sentence\.(?:text|id) \D*\d/),
    })
  })

  test('takes exactly 2,000 characters', async () => {
    const { readOne } = await emotionOf()
    expect((await readOne({ text: '鸟'.repeat(2_000) })).reading).not.toBeNull()
  })

  test('a caller who leaves is let go, and the next is answered', async () => {
    const slow = slowReader()
    const { readOne } = await emotionOf(slow.reader)
    const leave = new AbortController()
    const left = readOne({ text: 'a' }, {}, leave.signal)
    await slow.asked
    leave.abort()
    await expect(left).rejects.toMatchObject({ code: 'cancelled' })
    slow.tell()
    expect((await readOne({ id: 'b', text: 'b' })).reading!.id).toBe('b')
  })

  test('a server that dies is told to the caller as unavailable', async () => {
    const { readOne, called, die } = await deadlyServer()
    const asked = readOne({ text: 'a' })
    await called
    die()
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/unavailable|cancelled/) })
  })

  test('a reader that fails is an internal error that says nothing of the text', async () => {
    const { readOne } = await emotionOf(() => {
      throw new Error(golden)
    })
    await expect(readOne({ text: golden })).rejects.toMatchObject({ code: 'internal', message: 'Something went wrong' })
  })
})

describe('ReadSitting', () => {
  test('answers each sentence in order, in the light of those before it', async () => {
    const { sitting } = await emotionOf()
    const stream = sitting()
    const answers = stream.toArray() as Promise<{ reading: Reading }[]>
    for (const [i, text] of ['I cried all night.', 'The clock ticks.', golden].entries())
      stream.write({ sentence: { id: `s${i}`, text } })
    stream.end()
    const readings = (await answers).map(({ reading }) => reading)
    expect(readings.map(({ id }) => id)).toEqual(['s0', 's1', 's2'])
    expect(readings[1]!.feeling!.valence).toBeLessThan(0)
  })

  test('lends the last eight sentences and no more', async () => {
    const seen: number[] = []
    const { sitting } = await emotionOf((text, options) => {
      seen.push(options.before!.length)
      return read(text, options)
    })
    const stream = sitting()
    const answers = stream.toArray()
    for (let i = 0; i < 11; i++) stream.write({ sentence: { id: `${i}`, text: 'a' } })
    stream.end()
    await answers
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8])
  })

  test('a sentence that breaks the contract ends the stream, after what was answered', async () => {
    const { sitting } = await emotionOf()
    const stream = sitting()
    stream.write({ sentence: { id: 'good', text: 'a bird' } })
    expect((await nextOf(stream)).id).toBe('good')
    const failed = failureOf(stream)
    stream.write({ sentence: { id: 'bad', text: '' } })
    expect(await failed).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'sentence.text must have 1 to 2000 characters',
    })
  })

  test('a caller who leaves in the middle ends the sitting', async () => {
    const lines: string[] = []
    const slow = slowReader()
    const { sitting } = await emotionOf(slow.reader, logTo(lines))
    const stream = sitting().on('error', () => {})
    stream.write({ sentence: { id: 'a', text: 'a' } })
    await slow.asked
    stream.cancel()
    slow.tell()
    await expect.poll(() => lines.join('')).toContain('sitting ended')
  })

  test('a server that dies ends the sitting with an error', async () => {
    const { sitting, called, die } = await deadlyServer()
    const stream = sitting()
    stream.write({ sentence: { id: 'a', text: 'a' } })
    await called
    const failed = failureOf(stream)
    die()
    expect(await failed).toMatchObject({ code: expect.toBeOneOf([status.UNAVAILABLE, status.CANCELLED]) })
  })
})

test('ListConcepts names what a scene may hold, in both languages', async () => {
  const { client } = await emotionOf()
  const { concepts } = await ask<{ concepts: { key: string; title: Record<string, string> }[] }>(
    (m, o, reply) => client.listConcepts({}, m, o, reply),
    { id: 'c1', signal: new AbortController().signal },
    5_000,
  )
  expect(concepts).toContainEqual({ key: 'bird', title: { en: 'bird', zh: '鸟' } })
})

test('no word of a sentence is in the log, at trace', async () => {
  const lines: string[] = []
  const { readOne, sitting } = await emotionOf(read, logTo(lines))
  await readOne({ id: 's1', text: golden }, { before: ['我很难过'] })
  await readOne({ id: 's2', text: '' }).catch(() => {})
  await readOne({ id: 's3', text: `${golden} `.repeat(30) }).catch(() => {})
  const stream = sitting()
  const answers = stream.toArray()
  stream.write({ sentence: { id: 's4', text: '我曾经认为这里会有很多人' } })
  stream.end()
  await answers
  await expect.poll(() => lines.join('')).toContain('sentence of a sitting was read')
  const log = lines.join('')
  expect(log).toContain('sentence was read')
  for (const word of [...golden.split(/\W+/).filter((it) => it.length > 4), '曾经', '难过', 'bird'])
    expect(log).not.toContain(word)
})

function logTo(lines: string[]): Logger {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return pino({ level: 'trace' }, sink)
}
