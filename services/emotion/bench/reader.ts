import { channelOptions, open } from '@aiw/kit/grpc-client'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { EmotionService, type EmotionServiceClient, emotionContract, type Reading } from '@aiw/proto'
import { credentials } from '@grpc/grpc-js'
import { quantile } from '../evaluate/metrics.ts'
import { read } from '../src/read.ts'
import { withBetter } from '../src/readers/better.ts'
import { ownOnnxFolder } from '../src/readers/choose.ts'
import { onnxReader } from '../src/readers/onnx.ts'
import { emotionService, type Reader } from '../src/service.ts'
import { readCorpus } from '../train/corpus.ts'

/*
 * npm run bench:reader
 * What a reading costs: alone, and over gRPC on the loopback for one and for many sittings; beside it a service that
 * answers the same bytes without reading.
 */

const texts = readCorpus().map(({ text }) => text)
const long = ['字', 'his chair is not there ', '他的椅子还在没人来', '🐦', '<div class="a">'].map((piece) =>
  piece.repeat(2_000).slice(0, 2_000),
)

for (const text of texts.slice(0, 500)) read(text)
print(['', 'sentences a second', 'ms p50', 'ms p99', 'ms most'])
print(['---', '---', '---', '---', '---'])
time('read, one sentence', texts, (text) => read(text))
time('read, in the light of eight before it', texts.slice(8, 2_008), (text, i) =>
  read(text, { before: texts.slice(i, i + 8) }),
)
time(
  'read, 2,000 characters',
  Array.from({ length: 200 }, (_, i) => long[i % long.length]!),
  (text) => read(text),
)

const silent = createLogger('bench', 'silent')
const transformer = await onnxReader(ownOnnxFolder, 1_500, silent)
const answer = read(texts[0]!)
for (const [name, reader] of [
  ['reads', read],
  ['reads, corrected by the transformer', withBetter(read, transformer, { timeoutMs: 1_500, log: silent })],
  ['only answers', () => answer],
] as [string, Reader][]) {
  const stop = new AbortController()
  const served = await serve(
    '127.0.0.1:0',
    emotionContract,
    (server) => server.addService(EmotionService.service, emotionService(silent, reader)),
    stop.signal,
  )
  const client: EmotionServiceClient = new EmotionService(
    `127.0.0.1:${served.port}`,
    credentials.createInsecure(),
    channelOptions,
  )
  await sittings(client, 4, 100)
  for (const many of [1, 16, 64]) {
    const each = Math.floor(2_000 / many)
    const { perSecond, waits } = await sittings(client, many, each)
    tell(`gRPC, ${many} sitting${many > 1 ? 's' : ''} at once, ${name}`, perSecond, waits)
  }
  client.close()
  stop.abort()
  await served.closed
}
await transformer.close()

function time(name: string, sentences: string[], run: (text: string, i: number) => unknown) {
  const took: number[] = []
  const start = performance.now()
  for (const [i, text] of sentences.entries()) {
    const from = performance.now()
    run(text, i)
    took.push(performance.now() - from)
  }
  tell(name, (sentences.length / (performance.now() - start)) * 1_000, took)
}

/** Sittings at once, each saying its next sentence when the last is answered. */
async function sittings(client: EmotionServiceClient, many: number, each: number) {
  const waits: number[] = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: many }, async (_, sitting) => {
      const stream = open((m, o) => client.readSitting(m, o), `bench-${sitting}`, 600_000)
      const answers = stream[Symbol.asyncIterator]() as AsyncIterator<{ reading: Reading }>
      for (let i = 0; i < each; i++) {
        const from = performance.now()
        stream.write({ sentence: { id: `${i}`, text: texts[(sitting * each + i) % texts.length]! } })
        await answers.next()
        waits.push(performance.now() - from)
      }
      stream.end()
    }),
  )
  return { perSecond: ((many * each) / (performance.now() - start)) * 1_000, waits }
}

function tell(name: string, perSecond: number, took: number[]) {
  print([
    name,
    perSecond.toFixed(0),
    quantile(took, 0.5).toFixed(2),
    quantile(took, 0.99).toFixed(2),
    Math.max(...took).toFixed(2),
  ])
}

function print(cells: string[]) {
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}
