import { channelOptions, isServing, listen } from '@aiw/kit/grpc-client'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { RenderService, renderContract, type PaintResponse } from '@aiw/proto'
import { credentials, type ServiceError, status } from '@grpc/grpc-js'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Job, Painted } from '../src/backends/backend.ts'
import { fleet } from '../src/fleet.ts'
import { renderService } from '../src/service.ts'
import { picture, scripted } from './support.ts'

/** Stands in whatever is sent; no answer that refuses and no line of the log may hold it. */
const marker = 'quokkaword'
const bounds = { seed: 20_261_123, interruptAfterTimeLimit: 4_000 }

/** Render over a real server, with a painter that signs its pictures with the seed, and every line it logged. */
async function render() {
  const lines: string[] = []
  const log = createLogger('test', 'trace', { write: (line) => void lines.push(line) })
  const painter = {
    ...scripted('painter').backend,
    async *paint({ seed }: Job): AsyncGenerator<Painted> {
      yield { kind: 'progress', done: 0.5 }
      yield { ...(picture as Extract<Painted, { kind: 'picture' }>), recipe: `of ${seed}` }
    },
  }
  const paintings = fleet({ painter, nodes: { list: () => [], watch: () => {} }, queueLength: 64 })
  const stop = new AbortController()
  const served = await serve(
    '127.0.0.1:0',
    renderContract,
    (server) =>
      server.addService(
        RenderService.service,
        renderService(log, paintings, () => [painter]),
      ),
    stop.signal,
  )
  served.setServing(true)
  const client = new RenderService(`127.0.0.1:${served.port}`, credentials.createInsecure(), channelOptions)
  onTestFinished(() => {
    client.close()
    stop.abort()
  })
  return { client, lines, paintings }
}

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((some) => some + marker),
  fc.constantFrom(marker, '', 'bird', 'plain', 'x'.repeat(70), '__proto__', '\0'),
)
const number = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, -1, 2, Number.NaN, Number.POSITIVE_INFINITY, -1e300),
)
const kind = fc.integer({ min: 0, max: 40 })
const maybeWrong = fc.record(
  {
    // Random in the house, and so logged.
    id: fc.string({ maxLength: 70 }),
    lane: words,
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    width: fc.constantFrom(0, 64, 256, 1024, 1000, 4096, 1),
    height: fc.constantFrom(0, 64, 256, 640, 2049),
    scene: fc.record(
      {
        setting: kind,
        timeOfDay: kind,
        weather: kind,
        season: kind,
        viewpoint: kind,
        moment: kind,
        felt: fc.record({ brightness: number, energy: number }, { requiredKeys: [] }),
        motifs: fc.array(fc.record({ concept: words, presence: kind, quantity: kind }), { maxLength: 14 }),
        people: fc.array(fc.record({ role: kind, age: kind, relation: words, presence: kind }), { maxLength: 14 }),
      },
      { requiredKeys: [] },
    ),
    look: fc.record(
      { style: words, brightness: number, warmth: number, energy: number, blur: number, abstraction: number },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)
const right = fc.record({
  id: fc.string({ minLength: 1, maxLength: 20 }),
  lane: fc.constantFrom('', 'a', 'b'),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  scene: fc.record({ motifs: fc.constantFrom([], [{ concept: 'bird' }]) }),
  look: fc.record({ style: fc.constant('plain'), blur: fc.double({ min: 0, max: 1, noNaN: true }) }),
})

test('whatever is asked over gRPC is painted or refused by the names of its fields', async () => {
  const { client, lines } = await render()
  const outcomes = new Set<string>()
  const told: string[] = []
  await fc.assert(
    fc.asyncProperty(fc.oneof(right, maybeWrong), async (request) => {
      const call = { id: 'c1', signal: new AbortController().signal }
      const outcome = await Array.fromAsync(listen((m, o) => client.paint(request as object, m, o), call, 5_000)).then(
        (events) => events.at(-1)!.event as string,
        ({ code, message }: { code: string; message: string }) => {
          told.push(message)
          return code
        },
      )
      expect(['picture', 'invalid']).toContain(outcome)
      outcomes.add(outcome)
    }),
    { ...bounds, numRuns: 250 },
  )
  expect(told.filter((message) => message.includes(marker))).toEqual([])
  expect([...outcomes].toSorted()).toEqual(['invalid', 'picture'])
  expect(await isServing(client)).toBe(true)
  expect(lines.filter((line) => line.includes(marker) || JSON.parse(line).level >= 50)).toEqual([])
})

test('bytes that are no request end their call only, and are not quoted', async () => {
  const { client, lines, paintings } = await render()
  const { requestSerialize: bytesOf } = RenderService.service.Paint
  // A request with bytes changed or cut off: most are almost one.
  const damaged = fc
    .tuple(fc.oneof(right, maybeWrong), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.nat(200))
    .map(([request, changes, cut]) => {
      const bytes = Buffer.from(bytesOf(request as never))
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
      return bytes.subarray(0, bytes.length - (cut % (bytes.length + 1)))
    })
  const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
  const method = fc.constantFrom('Paint', 'Paint', 'ListStyles', 'GetFleet', 'NoSuchMethod')
  await fc.assert(
    fc.asyncProperty(method, fc.oneof(damaged, noise), async (name, bytes) => {
      const path = `/aiw.render.v1.RenderService/${name}`
      const asIs = (some: Buffer) => some
      const stream = client.makeServerStreamRequest(path, asIs, asIs, bytes, { deadline: Date.now() + 5_000 })
      const error = await new Promise<ServiceError | null>((resolve) =>
        stream
          .on('data', () => {})
          .once('error', (failure) => resolve(failure as ServiceError))
          .once('end', () => resolve(null)),
      )
      // What does not even parse is answered by grpc-js itself, and by its custom as INTERNAL.
      const isUnparsed = error?.details.startsWith('Error deserializing request') ?? false
      const expected = [
        status.OK,
        status.INVALID_ARGUMENT,
        status.UNIMPLEMENTED,
        isUnparsed ? status.INTERNAL : status.OK,
      ]
      expect(expected, `${error?.details}`).toContain(error?.code ?? status.OK)
      expect(error?.details ?? '').not.toContain(marker)
    }),
    { ...bounds, numRuns: 250 },
  )
  expect(await isServing(client)).toBe(true)
  expect(paintings.waiting()).toBe(0)
  expect(lines.filter((line) => line.includes(marker) || JSON.parse(line).level >= 50)).toEqual([])
})

test('of many who ask at once each gets their own picture, whoever leaves in between', async () => {
  const { client, paintings } = await render()
  const asked = fc.array(fc.record({ request: right, leaves: fc.boolean() }), { minLength: 2, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(asked, async (all) => {
      const pictures = await Promise.all(
        all.map(async ({ request, leaves }, mine) => {
          const call = { id: `c${mine}`, signal: new AbortController().signal }
          const seed = 1_000 * request.seed + mine
          const events: PaintResponse[] = []
          for await (const event of listen((m, o) => client.paint({ ...request, seed } as object, m, o), call, 5_000)) {
            events.push(event)
            if (leaves) return undefined
          }
          return { seed, recipe: events.at(-1)?.picture?.recipe }
        }),
      )
      const painted = pictures.filter((one) => one !== undefined)
      expect(painted.map(({ recipe }) => recipe)).toEqual(painted.map(({ seed }) => `of ${seed}`))
    }),
    { ...bounds, numRuns: 60 },
  )
  expect(await isServing(client)).toBe(true)
  expect(paintings.waiting()).toBe(0)
})
