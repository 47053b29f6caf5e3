import { Writable } from 'node:stream'
import { ask, channelOptions, open } from '@aiw/kit/grpc-client'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { EmotionService, type EmotionServiceClient, emotionContract, type Reading } from '@aiw/proto'
import { credentials } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { becauseOf } from '../src/because.ts'
import { read } from '../src/read.ts'
import { emotionService } from '../src/service.ts'

const told = (text: string) =>
  read(text, { explain: true }).because.map(({ start, end, ...word }) => ({ said: text.slice(start, end), ...word }))

test.each([
  ['I am so happy that my sister came home.', 'happy', 'EMOTION_KIND_JOY', 1],
  ['All night I was terrified of the phone.', 'terrified', 'EMOTION_KIND_FEAR', -1],
  ['我今天特别开心，一路唱着歌', '开心', 'EMOTION_KIND_JOY', 1],
  ['他走了以后我一直很难过', '难过', 'EMOTION_KIND_SADNESS', -1],
  ['我好難過，一直流淚', '難過', 'EMOTION_KIND_SADNESS', -1],
])('the word of feeling is among the three that moved it most, with where to: %s', (text, word, kind, sign) => {
  const found = told(text)
    .slice(0, 3)
    .find(({ said }) => said === word)
  expect(found).toMatchObject({ kind })
  expect(Math.sign(found!.weight)).toBe(sign)
})

test('places hold in a text with letters that are read as others', () => {
  const text = '🐦\u200B ﬁnally, I am ＳＡＤ'
  expect(told(text).map(({ said }) => said)).toContain('ＳＡＤ')
})

test.each([
  [
    "I don't hate him, but the house is so quiet without the dog.",
    ['hate', "don't", 'quiet'],
    /^(?:i|him|but|the|is)$/i,
  ],
  ['我曾经认为这里会有很多人,然后最后只有一只鸟。', ['人', '鸟'], /^(?:我|会|有|然后|最后|一只)$/],
])('words that only join others are not told, words that deny are: %s', (text, words, joining) => {
  const said = told(text).map((word) => word.said)
  expect(said).toEqual(expect.arrayContaining(words))
  expect(said.filter((word) => joining.test(word))).toEqual([])
})

test('at most eight words are told, all of them inside the text, none of an empty one', () => {
  const text =
    'I cried and I laughed and I was afraid and angry and ashamed and glad and calm and sick of it all. '.repeat(9)
  const because = read(text, { explain: true }).because
  expect(because.length).toBeLessThanOrEqual(8)
  for (const { start, end } of because) expect(start < end && end <= text.length).toBe(true)
  expect(read(' ', { explain: true }).because).toEqual([])
})

test('a text in which nothing moves anything tells nothing', () => {
  const still = read('').feeling!
  expect(becauseOf('a b c', () => still)).toEqual([])
})

test('nothing is told to who did not ask, and no word of it is logged to anyone', async () => {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const stop = new AbortController()
  const log = createLogger('test', 'trace', sink)
  const served = await serve(
    '127.0.0.1:0',
    emotionContract,
    (server) =>
      server.addService(
        EmotionService.service,
        emotionService(log, (text) => read(text, { explain: true })),
      ),
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
  const sentence = { id: 's1', text: 'I was terrified of the telephone.' }
  const readOne = (explain?: boolean) =>
    ask<{ reading: Reading | null }>(
      (m, o, reply) => client.read({ sentence, explain }, m, o, reply),
      { id: 'c1', signal: new AbortController().signal },
      5_000,
    )
  expect((await readOne()).reading!.because).toEqual([])
  expect((await readOne(true)).reading!.because.length).toBeGreaterThan(0)
  const sitting = open((m, o) => client.readSitting(m, o), 'c2', 5_000)
  const answers = sitting.toArray() as Promise<{ reading: Reading }[]>
  sitting.write({ sentence, explain: true })
  sitting.write({ sentence })
  sitting.end()
  expect((await answers).map(({ reading }) => reading.because.length > 0)).toEqual([true, false])
  for (const word of ['terrified', 'telephone']) expect(lines.join('')).not.toContain(word)
})
