import { describe, expect, test } from 'vitest'
import { matter } from '../../src/backends/painter/composition.ts'
import { styleNamed, styles } from '../../src/backends/painter/styles.ts'
import { paintRaw } from './paint.ts'
import { look, scenes } from './scenes.ts'

test('the house style comes first and stands in for a name nobody knows', () => {
  expect(styles[0]!.name).toBe('impressionist')
  expect(styleNamed('').name).toBe('impressionist')
  expect(styleNamed('cubist').name).toBe('impressionist')
  expect(styleNamed('ink').name).toBe('ink')
})

test('styles have names of their own', () => {
  expect(new Set(styles.map(({ name }) => name)).size).toBe(styles.length)
})

describe.each(styles.map((style) => ({ name: style.name, style })))('$name', ({ name, style }) => {
  test('has a title in both languages and a brush for every matter', () => {
    expect(style.title.en).toMatch(/\w/)
    expect(style.title.zh).toMatch(/\p{Script=Han}/u)
    for (const kind of Object.values(matter)) {
      const brush = style.brushes(kind)
      expect(brush.length[0]).toBeLessThanOrEqual(brush.length[1])
      for (const share of [brush.opacity, brush.spill, brush.cover, brush.follow, brush.thickness]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
    }
  })

  test('paints the smallest picture and the extremes of a look', () => {
    const job = { scene: scenes['nothing said']!, seed: 4_294_967_295, width: 256, height: 256 }
    for (const value of [0, 1]) {
      const wish = {
        style: name,
        brightness: value * 2 - 1,
        warmth: 1 - value * 2,
        energy: value,
        blur: value,
        abstraction: value,
      }
      const { rgb } = paintRaw({ ...job, look: look(wish) })
      expect(new Set(rgb.subarray(0, 30_000)).size).toBeGreaterThan(10)
    }
  })
})

test('brightness and warmth move colours and no stroke', () => {
  // The strokes of ink are seen best: dark lines on paper stay where they are.
  const job = { scene: scenes['one bird']!, seed: 11, width: 512, height: 320 }
  const luma = ({ rgb }: { rgb: Uint8Array }) =>
    Float64Array.from({ length: rgb.length / 3 }, (_, i) => rgb[i * 3 + 1]!)
  const dark = luma(paintRaw({ ...job, look: look({ brightness: -0.6, warmth: -0.6 }) }))
  const light = luma(paintRaw({ ...job, look: look({ brightness: 0.6, warmth: 0.6 }) }))
  expect(correlation(dark, light)).toBeGreaterThan(0.9)
})

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanA = mean(a)
  const meanB = mean(b)
  let both = 0
  let squaresA = 0
  let squaresB = 0
  for (const [i, value] of a.entries()) {
    both += (value - meanA) * (b[i]! - meanB)
    squaresA += (value - meanA) ** 2
    squaresB += (b[i]! - meanB) ** 2
  }
  return both / Math.sqrt(squaresA * squaresB)
}
