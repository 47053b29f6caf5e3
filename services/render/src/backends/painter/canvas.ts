import { borrow } from './arrays.ts'
import type { Composition } from './composition.ts'
import { noiseFrom, randomFrom } from './noise.ts'
import { type Canvas, margin } from './strokes.ts'
import type { Style } from './style.ts'

/** An empty canvas: its ground, and the matter that strokes are clipped by. `pixels` are what will be painted on it. */
export function primedCanvas(composition: Composition, pixels: Int32Array, style: Style, seed: number): Canvas {
  const { width, height, matter } = composition
  const stride = width + 2 * margin
  const kinds = borrow(Uint8Array, stride * (height + 2 * margin))
  for (let y = 0; y < height + 2 * margin; y++) {
    const row = Math.min(height - 1, Math.max(0, y - margin)) * width
    kinds.fill(matter[row]!, y * stride, y * stride + margin)
    kinds.set(matter.subarray(row, row + width), y * stride + margin)
    kinds.fill(matter[row + width - 1]!, y * stride + margin + width, (y + 1) * stride)
  }
  const relief = borrow(Uint8Array, width * height)
  const canvas = { width, height, pixels: borrow(Int32Array, width * height), relief, matter: kinds }
  if (style.support === 'paper') {
    const [red, green, blue] = style.ground
    canvas.pixels.fill(red | (green << 8) | (blue << 16))
    roughen(relief, width, seed)
  } else {
    tint(canvas, pixels, style.ground)
    relief.fill(40)
  }
  return canvas
}

/** Side of the squares in which a canvas is tinted, pixels. */
const square = 16

/** Tints a canvas, square by square, between the ground and what will be painted there, so that a gap between strokes is
 *  a warm trace and no hole. */
function tint({ width, height, pixels }: Canvas, wanted: Int32Array, ground: readonly [number, number, number]): void {
  for (let top = 0; top < height; top += square) {
    const bottom = Math.min(height, top + square)
    for (let left = 0; left < width; left += square) {
      const right = Math.min(width, left + square)
      let r = 0
      let g = 0
      let b = 0
      let count = 0
      for (let y = top; y < bottom; y += 5) {
        for (let x = left; x < right; x += 5, count++) {
          const pixel = wanted[y * width + x]!
          r += pixel & 255
          g += (pixel >> 8) & 255
          b += (pixel >> 16) & 255
        }
      }
      const mix = (sum: number, own: number) => Math.round((0.8 * sum) / count + 0.2 * own)
      const colour = mix(r, ground[0]) | (mix(g, ground[1]) << 8) | (mix(b, ground[2]) << 16)
      for (let y = top; y < bottom; y++) pixels.fill(colour, y * width + left, y * width + right)
    }
  }
}

/** Side of a tile of paper, pixels: as many as the noise takes to repeat. */
const sheet = 160

/** The tooth of paper, 0 to 255: two sizes of grain. */
function roughen(relief: Uint8Array, width: number, seed: number): void {
  const coarse = noiseFrom(seed + 31)
  const random = randomFrom(seed + 32)
  const tile = new Uint8Array(sheet * sheet)
  for (let i = 0; i < tile.length; i++) {
    tile[i] = 40 + coarse(((i % sheet) * 64) / sheet, (((i / sheet) | 0) * 64) / sheet) * 90 + random() * 30
  }
  for (let i = 0; i < relief.length; i += width) {
    const row = ((i / width) % sheet) * sheet
    for (let x = 0; x < width; x += sheet) {
      relief.set(tile.subarray(row, row + Math.min(sheet, width - x)), i + x)
    }
  }
}
