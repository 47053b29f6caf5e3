import { beforeAll, describe, expect, test } from 'vitest'
import { finish } from '../../src/backends/painter/tasks.ts'
import { look as seenIn, paintRaw, seen } from '../painter/paint.ts'
import { look, scenes } from '../painter/scenes.ts'
import { pictures, pngOf } from './pictures.ts'

// Small pictures of a few kinds; `bench/finish.ts` does the same for all of them, in full size.
const size = { width: 512, height: 320 }
const scene = scenes['moon over the sea']!
const shares = [0, 0.25, 0.5, 0.75, 1]
const at = { turn: async () => {}, isCancelled: () => false }
type Seen = Awaited<ReturnType<typeof seen>>

async function finished(png: Uint8Array, wish: object): Promise<Seen & { data: Uint8Array }> {
  const said = await finish(png, { id: 'a', scene, look: look(wish), seed: 7, ...size }, at)
  if (said?.kind !== 'image') throw new Error('no picture')
  return { ...(await seen(said.image.data)), data: said.image.data }
}

/** What has been drawn and finished, each once: several tests want a picture as it is where the look asks for nothing. */
const drawn = new Map<string, Uint8Array>()
const done = new Map<string, Awaited<ReturnType<typeof finished>>>()
async function finishedOne(name: string, wish: object) {
  const png = drawn.get(name) ?? (await pngOf(pictures[name]!(size.width, size.height)))
  drawn.set(name, png)
  const key = `${name} ${JSON.stringify(look(wish))}`
  const one = done.get(key) ?? (await finished(png, wish))
  done.set(key, one)
  return one
}

const differences = (values: number[]) => values.slice(1).map((value, i) => value - values[i]!)
const shift = (a: Seen, b: Seen) =>
  Math.hypot(a.lightness - b.lightness, a.redness - b.redness, a.yellowness - b.yellowness)

const drawings = ['a garden, painted', 'mountains, in ink', 'a market, photographed']
const extremes = ['coloured grain', 'black', 'white', 'squares, black and white', 'blue', 'dark gradient']
const wishes = [-1, 0, 1].flatMap((step) => [{ brightness: step }, { warmth: step }])

describe('as light and as warm as the painter’s own, at every step, is', () => {
  const own: Seen[] = []
  beforeAll(async () => {
    for (const wish of wishes) own.push(await seenIn(paintRaw({ scene, look: look(wish), seed: 7, ...size })))
  })

  test.each([...drawings, ...extremes])('%s', async (name) => {
    const all: Seen[] = []
    for (const wish of wishes) all.push(await finishedOne(name, wish))
    for (const [i, one] of all.entries()) {
      expect(Math.abs(one.lightness - own[i]!.lightness)).toBeLessThan(1.5)
      // Encoding keeps half of the colours; of coloured grain that shows.
      expect(Math.abs(one.yellowness - own[i]!.yellowness)).toBeLessThan(name === 'coloured grain' ? 3 : 1.5)
    }
    const [bright, warm] = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)]
    expect(Math.min(...differences(bright.map((one) => one.lightness)))).toBeGreaterThan(0)
    expect(Math.min(...differences(warm.map((one) => one.yellowness)))).toBeGreaterThan(0)
  })
})

test.each([...drawings, ...extremes])('%s keeps its colour whatever is lost', async (name) => {
  const whole = await finishedOne(name, {})
  expect(shift(await finishedOne(name, { abstraction: 0.6 }), whole)).toBeLessThan(6)
  expect(shift(await finishedOne(name, { blur: 0.6 }), whole)).toBeLessThan(name === 'coloured grain' ? 4 : 3)
})

describe.each(drawings)('%s', (name) => {
  test('is softer the more it is blurred', async () => {
    const sharpness = []
    for (const blur of shares) sharpness.push((await finishedOne(name, { blur })).sharpness)
    expect(Math.max(...differences(sharpness))).toBeLessThan(0)
  })

  test('has fewer edges the more it is abstracted', async () => {
    const edges = []
    for (const abstraction of shares) edges.push((await finishedOne(name, { abstraction })).edges)
    expect(Math.max(...differences(edges))).toBeLessThan(0)
    expect(edges.at(-1)).toBeLessThan(0.03)
  })

  test('is hardly changed when it is finished again', async () => {
    const first = await finishedOne(name, { brightness: 0.3 })
    const again = await finished(first.data, { brightness: 0.3 })
    expect(shift(again, first)).toBeLessThan(1)
  })
})
