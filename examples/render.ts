// Paints a scene with render alone, and saves the picture. Render knows no writer and no text: only a scene and a look.
//
//   node examples/render.ts bird picture.webp
//   RENDER_ADDRESS=127.0.0.1:50052 by default
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClientReadableStream, credentials, loadPackageDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'

interface Answer {
  event: 'waiting' | 'started' | 'progress' | 'preview' | 'picture'
  waiting?: { ahead: number }
  preview?: { data: Buffer }
  picture?: { image: { data: Buffer; width: number; height: number }; recipe: string; paintedMs: number }
}
interface Render {
  paint(request: object, options: { deadline: number }): ClientReadableStream<Answer>
  close(): void
}

const proto = join(import.meta.dirname, '../proto')
const definition = loadSync('aiw/render/v1/render.proto', {
  includeDirs: [proto],
  enums: String,
  defaults: true,
  oneofs: true,
})
const { aiw } = loadPackageDefinition(definition) as unknown as {
  aiw: { render: { v1: { RenderService: new (address: string, credentials: object) => Render } } }
}
const render = new aiw.render.v1.RenderService(
  process.env.RENDER_ADDRESS ?? '127.0.0.1:50052',
  credentials.createInsecure(),
)
const [concept = 'bird', file = 'picture.webp'] = process.argv.slice(2)

const request = {
  scene: {
    setting: 'SETTING_SEA',
    timeOfDay: 'TIME_OF_DAY_DUSK',
    motifs: [{ concept, presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' }],
    people: [{ role: 'ROLE_CROWD', presence: 'PRESENCE_ABSENT' }],
  },
  look: { brightness: -0.4, warmth: -0.4, energy: 0.2 },
  seed: 7,
}
// Breaking out of the loop, or cancelling the call, frees the brush at once.
for await (const answer of render.paint(request, { deadline: Date.now() + 30_000 }) as AsyncIterable<Answer>) {
  if (answer.waiting) console.log(`waiting: ${answer.waiting.ahead} ahead`)
  if (answer.preview) console.log(`preview: ${answer.preview.data.length} bytes`)
  if (answer.picture) {
    const { image, recipe, paintedMs } = answer.picture
    await writeFile(file, image.data)
    console.log(`picture: ${image.width} x ${image.height}, ${recipe}, ${paintedMs} ms -> ${file}`)
  }
}
render.close()
