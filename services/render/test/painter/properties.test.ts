import { beforeAll, describe, expect, test } from 'vitest'
import { look as measured, paintRaw } from './paint.ts'
import { look, scenes } from './scenes.ts'

// Small pictures of a few scenes; `bench/properties.ts` does the same for all scenes and styles.
const size = { width: 320, height: 200 }
const steps = [-1, -0.5, 0, 0.5, 1]
const shares = [0, 0.25, 0.5, 0.75, 1]
type Seen = Awaited<ReturnType<typeof measured>>

const cases = [
  { name: 'in the garden', style: '', seed: 71 },
  { name: 'moon over the sea', style: 'swirl', seed: 12 },
  { name: 'mountain in fog', style: 'ink', seed: 5 },
]

const differences = (values: number[]) => values.slice(1).map((value, i) => value - values[i]!)
const shift = (a: Seen, b: Seen) =>
  Math.hypot(a.lightness - b.lightness, a.redness - b.redness, a.yellowness - b.yellowness)

describe.each(cases)('$name in "$style"', ({ name, style, seed }) => {
  const paint = (wish: object) =>
    measured(paintRaw({ ...size, scene: scenes[name]!, seed, look: look({ style, ...wish }) }))
  /** On every ladder once: where the look asks for nothing. */
  let plain: Seen
  beforeAll(async () => {
    plain = await paint({})
  })
  const ladder = async (field: 'brightness' | 'warmth' | 'blur' | 'abstraction', values: number[]) => {
    const seen: Seen[] = []
    for (const value of values) seen.push(value === 0 ? plain : await paint({ [field]: value }))
    return seen
  }

  test('brightness raises lightness, by 20 at least', async () => {
    const lightness = (await ladder('brightness', steps)).map((seen) => seen.lightness)
    expect(Math.min(...differences(lightness))).toBeGreaterThan(0)
    expect(lightness.at(-1)! - lightness[0]!).toBeGreaterThanOrEqual(20)
  })

  describe('warmth', () => {
    let seen: Seen[]
    beforeAll(async () => {
      seen = await ladder('warmth', steps)
    })

    test('moves blue to gold, by 15 at least', () => {
      const yellowness = seen.map((one) => one.yellowness)
      expect(Math.min(...differences(yellowness))).toBeGreaterThan(0)
      expect(yellowness.at(-1)! - yellowness[0]!).toBeGreaterThanOrEqual(15)
    })

    test('leaves the light as it is', () => {
      const lightness = seen.map((one) => one.lightness)
      expect(Math.max(...lightness) - Math.min(...lightness)).toBeLessThan(5)
    })
  })

  test('blur softens, and neither darkens nor colours', async () => {
    const seen = await ladder('blur', shares)
    expect(Math.max(...differences(seen.map((one) => one.sharpness)))).toBeLessThan(0)
    expect(Math.max(...seen.map((one) => shift(one, seen[0]!)))).toBeLessThan(3)
    expect(Math.min(...seen.map((one) => one.lightness))).toBeGreaterThan(seen[0]!.lightness - 0.5)
  })

  test('abstraction dissolves edges and keeps the colour', async () => {
    const seen = await ladder('abstraction', shares)
    expect(Math.max(...differences(seen.map((one) => one.edges)))).toBeLessThan(0)
    expect(Math.max(...seen.map((one) => shift(one, seen[0]!)))).toBeLessThan(6)
  })
})
