// Reads sentences with emotion alone: one by one, and as a sitting in which each is read in the light of those before.
//
//   node examples/emotion.ts "There was only one bird." "只有一只鸟。"
//   EMOTION_ADDRESS=127.0.0.1:50051 by default
import { join } from 'node:path'
import { type ClientDuplexStream, credentials, loadPackageDefinition, type requestCallback } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'

interface Reading {
  id: string
  feeling: { valence: number; arousal: number; confidence: number }
  specificity: number
  scene: { motifs: { concept: string; presence: string; quantity: string }[] }
  language: string
  reader: string
}
interface Emotion {
  read(request: object, options: { deadline: number }, reply: requestCallback<{ reading: Reading }>): void
  readSitting(options: { deadline: number }): ClientDuplexStream<object, { reading: Reading }>
  close(): void
}

const proto = join(import.meta.dirname, '../proto')
const definition = loadSync('aiw/emotion/v1/emotion.proto', {
  includeDirs: [proto],
  enums: String,
  defaults: true,
})
const { aiw } = loadPackageDefinition(definition) as unknown as {
  aiw: { emotion: { v1: { EmotionService: new (address: string, credentials: object) => Emotion } } }
}
const emotion = new aiw.emotion.v1.EmotionService(
  process.env.EMOTION_ADDRESS ?? '127.0.0.1:50051',
  credentials.createInsecure(),
)
const sentences = process.argv.length > 2 ? process.argv.slice(2) : ['There was only one bird.', '只有一只鸟。']
/** Every call needs one: milliseconds since 1970 by which it must be answered. */
const deadline = Date.now() + 5_000

const { reading } = await new Promise<{ reading: Reading }>((resolve, reject) =>
  emotion.read({ sentence: { id: '1', text: sentences[0] } }, { deadline }, (error, response) =>
    error ? reject(error) : resolve(response!),
  ),
)
console.log('one sentence:', JSON.stringify(reading, null, 2))

const sitting = emotion.readSitting({ deadline })
for (const [i, text] of sentences.entries()) sitting.write({ sentence: { id: String(i + 1), text } })
sitting.end()
for await (const answer of sitting as AsyncIterable<{ reading: Reading }>) {
  const { id, feeling, scene } = answer.reading
  console.log(
    `sitting ${id}:`,
    feeling,
    scene.motifs.map(({ concept, presence }) => `${concept} ${presence}`),
  )
}
emotion.close()
