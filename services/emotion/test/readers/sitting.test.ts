import { once } from 'node:events'
import { ask, channelOptions, open } from '@aiw/kit/grpc-client'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { EmotionService, type EmotionServiceClient, emotionContract, type Reading } from '@aiw/proto'
import { credentials, status } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { read } from '../../src/read.ts'
import { emotionService, type Reader } from '../../src/service.ts'

const log = createLogger('test', 'silent')

/** Emotion with a reader whose answers come when they are told to; what it was asked. */
async function slowly() {
  const asked: { text: string; before: string[]; signal: AbortSignal; answer(): void; fail(): void }[] = []
  const reader: Reader = (text, { before = [] }, { signal }) =>
    new Promise((resolve, reject) => {
      const answer = () => resolve({ ...read(text), reader: 'slow/1' })
      asked.push({ text, before, signal, answer, fail: () => reject(new Error('chair')) })
    })
  const stop = new AbortController()
  const add = emotionService(log, reader)
  const served = await serve(
    '127.0.0.1:0',
    emotionContract,
    (it) => it.addService(EmotionService.service, add),
    stop.signal,
  )
  const client: EmotionServiceClient = new EmotionService(
    `127.0.0.1:${served.port}`,
    credentials.createInsecure(),
    channelOptions,
  )
  onTestFinished(() => {
    client.close()
    stop.abort()
  })
  const stream = open((m, o) => client.readSitting(m, o), 'c1', 10_000)
  const answers: Reading[] = []
  stream.on('data', ({ reading }: { reading: Reading }) => answers.push(reading)).on('error', () => {})
  const write = (id: string, text = id) => stream.write({ sentence: { id, text } })
  return { client, asked, stream, answers, write }
}

test('sentences are read as they come, and answered in their order', async () => {
  const { asked, answers, stream, write } = await slowly()
  for (const id of ['a', 'b', 'c']) write(id)
  await expect.poll(() => asked).toHaveLength(3)
  expect(asked.map(({ before }) => before)).toEqual([[], ['a'], ['a', 'b']])
  asked[2]!.answer()
  asked[0]!.answer()
  await expect.poll(() => answers.map(({ id }) => id)).toEqual(['a'])
  asked[1]!.answer()
  await expect.poll(() => answers.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  stream.end()
  await once(stream, 'end')
})

test('sixteen at a time, and the next when one is done', async () => {
  const { asked, answers, write } = await slowly()
  for (let i = 0; i < 20; i++) write(`s${i}`)
  await expect.poll(() => asked).toHaveLength(16)
  asked[0]!.answer()
  await expect.poll(() => asked).toHaveLength(17)
  expect(answers).toHaveLength(1)
})

test('what only lends its light is read by the embedded reader, and delays nothing', async () => {
  const { asked, answers, write } = await slowly()
  for (let i = 0; i < 8; i++) write('', `earlier ${i}`)
  write('now')
  await expect.poll(() => asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ text: 'now', before: expect.arrayContaining(['earlier 0', 'earlier 7']) })
  asked[0]!.answer()
  await expect.poll(() => answers).toHaveLength(9)
  expect(answers.map(({ reader }) => reader.split('/')[0])).toEqual([...Array(8).fill('embedded'), 'slow'])
})

test('one that fails ends the stream in its turn, after those before it', async () => {
  const { asked, answers, stream, write } = await slowly()
  for (const id of ['a', 'b', 'c']) write(id)
  await expect.poll(() => asked).toHaveLength(3)
  const ended = new Promise((resolve) => stream.once('error', resolve))
  asked[2]!.fail()
  asked[1]!.fail()
  asked[0]!.answer()
  expect(await ended).toMatchObject({ code: status.INTERNAL, details: 'Something went wrong' })
  expect(answers.map(({ id }) => id)).toEqual(['a'])
})

test('a caller who leaves stops all that is being read', async () => {
  const { asked, stream, write } = await slowly()
  for (const id of ['a', 'b']) write(id)
  await expect.poll(() => asked).toHaveLength(2)
  stream.cancel()
  await expect.poll(() => asked.map(({ signal }) => signal.aborted)).toEqual([true, true])
})

test('who leaves while one sentence is read stops it', async () => {
  const { client, asked } = await slowly()
  const leave = new AbortController()
  const left = ask<{ reading: Reading | null }>(
    (m, o, reply) => client.read({ sentence: { text: 'a' } }, m, o, reply),
    { id: 'c2', signal: leave.signal },
    5_000,
  )
  await expect.poll(() => asked).toHaveLength(1)
  leave.abort()
  await expect(left).rejects.toMatchObject({ code: 'cancelled' })
  await expect.poll(() => asked[0]!.signal.aborted).toBe(true)
})
