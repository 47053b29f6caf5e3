import { expect, test } from 'vitest'
import { compose } from '../../src/backends/painter/compose.ts'
import { paintRaw } from './paint.ts'
import { look, scenes } from './scenes.ts'

/** Mean square of the Laplacian of green in the middle of the first circle of the focus. */
function sharpnessOfFocus(abstraction: number): number {
  const job = { scene: scenes['one bird']!, seed: 1, width: 512, height: 320, look: look({ abstraction }) }
  const { x, y, radius: whole } = compose(job).focus[0]!
  const radius = whole * 0.6
  const { rgb, width } = paintRaw(job)
  const green = (u: number, v: number) => rgb[(v * width + u) * 3 + 1]!
  let sum = 0
  let count = 0
  for (let v = Math.ceil(y - radius); v < y + radius; v++) {
    for (let u = Math.ceil(x - radius); u < x + radius; u++) {
      const bend = green(u - 1, v) + green(u + 1, v) + green(u, v - 1) + green(u, v + 1) - 4 * green(u, v)
      sum += bend * bend
      count++
    }
  }
  return sum / count
}

test('the one bird stays sharp while the field around it begins to dissolve, and dissolves in the end', () => {
  const full = sharpnessOfFocus(0)
  expect(sharpnessOfFocus(0.13)).toBeGreaterThan(0.5 * full)
  expect(sharpnessOfFocus(0.24)).toBeGreaterThan(0.5 * full)
  expect(sharpnessOfFocus(0.6)).toBeLessThan(0.2 * full)
})
