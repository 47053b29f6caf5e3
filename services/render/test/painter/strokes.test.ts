import { expect, test } from 'vitest'
import { printFor } from '../../src/backends/painter/brush.ts'
import { type Canvas, drawStroke, emptyStroke, margin, type Stroke } from '../../src/backends/painter/strokes.ts'

const size = 64

/** White canvas; the right half shows another matter. */
function canvas(): Canvas {
  const stride = size + 2 * margin
  const matter = new Uint8Array(stride * stride)
  for (let i = 0; i < matter.length; i++) matter[i] = i % stride < margin + size / 2 ? 0 : 1
  return {
    width: size,
    height: size,
    pixels: new Int32Array(size * size).fill(0xffffff),
    relief: new Uint8Array(size * size),
    matter,
  }
}

/** A level red stroke across the middle. */
function stroke(change: Partial<Stroke> = {}): Stroke {
  const level = { ...emptyStroke(printFor('flat', 10, 3, 0)), count: 3, spill: 256, ...change }
  level.xs.set([8, 32, 56])
  level.ys.set([32, 32, 32])
  level.halves.set([10, 10, 10])
  level.palette.fill(0x0000ff)
  return level
}

const at = ({ pixels }: Canvas, x: number, y: number) => pixels[y * size + x]!

test('a stroke covers its path, with no hole between its segments, and stays near it', () => {
  const painted = canvas()
  drawStroke(painted, stroke())
  const middle = Array.from({ length: 30 }, (_, i) => at(painted, 16 + i, 32))
  expect(middle.every((pixel) => (pixel & 255) === 255 && ((pixel >> 8) & 255) < 200)).toBe(true)
  expect(at(painted, 32, 10)).toBe(0xffffff)
  expect(at(painted, 32, 54)).toBe(0xffffff)
})

test('a stroke with no spill keeps to its matter', () => {
  const painted = canvas()
  drawStroke(painted, stroke({ spill: 0 }))
  expect(at(painted, 24, 32)).not.toBe(0xffffff)
  expect(at(painted, 40, 32)).toBe(0xffffff)
})

test('a stroke leaves paint that stands up', () => {
  const painted = canvas()
  drawStroke(painted, stroke({ thickness: 256 }))
  expect(painted.relief[32 * size + 30]).toBeGreaterThan(40)
  expect(painted.relief[5 * size + 30]).toBe(0)
})

test('a glaze darkens and never lightens, and leaves the paper as it is', () => {
  const painted = canvas()
  painted.pixels.fill(0x202020)
  painted.relief.fill(90)
  const glaze = stroke({ isGlaze: true })
  glaze.palette.fill(0xff1080)
  drawStroke(painted, glaze)
  expect(at(painted, 30, 32) & 255).toBe(0x20)
  expect(at(painted, 30, 32) >> 16).toBe(0x20)
  expect((at(painted, 30, 32) >> 8) & 255).toBeLessThan(0x20)
  expect(new Set(painted.relief)).toEqual(new Set([90]))
})

test('strokes that leave the picture, fold over or have no length harm nothing', () => {
  const painted = canvas()
  for (const [xs, ys] of [
    [
      [-200, -100, 300],
      [-50, 400, 20],
    ],
    [
      [30, 60, 30],
      [32, 32, 32],
    ],
    [
      [20, 20, 20],
      [20, 20, 20],
    ],
    [
      [Number.NaN, 3, 8],
      [1, 2, 3],
    ],
  ]) {
    const wild = stroke()
    wild.xs.set(xs!)
    wild.ys.set(ys!)
    drawStroke(painted, wild)
  }
  expect(painted.pixels).toHaveLength(size * size)
  expect(painted.pixels.every((pixel) => pixel >= 0 && pixel <= 0xffffff)).toBe(true)
})
