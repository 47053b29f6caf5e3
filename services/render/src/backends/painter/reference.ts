import { borrow } from './arrays.ts'
import type { Composition, Matter } from './composition.ts'
import { boxBlur, cell } from './field.ts'
import { focusAt, keptAt } from './focus.ts'
import { noiseFrom } from './noise.ts'
import type { Style } from './style.ts'

/** The colours of a composition, 0x00BBGGRR, or a style's own tones for them. */
export function subjectPixels(composition: Composition, tones: Style['tones']): Int32Array<ArrayBuffer> {
  const { rgba } = composition
  const whole = rgba.byteOffset % 4 === 0 ? rgba : rgba.slice()
  const words = new Int32Array(whole.buffer, whole.byteOffset, whole.length >> 2)
  const pixels = borrow(Int32Array, words.length)
  for (let i = 0; i < pixels.length; i++) pixels[i] = words[i]! & 0xffffff
  if (tones) retone(pixels, composition, tones)
  return pixels
}

/** Lets colours flow together as `abstraction` rises to 1: they run along slow currents and merge into fields, and the
 *  fields get back the strength that merging took. What the picture is about is kept at first. In place. `isToned`: in a style's own tones, which are not to be coloured.
 *  `isBounded`: the fields get back no more than merging took. */
export function dissolve(
  pixels: Int32Array,
  composition: Composition,
  abstraction: number,
  isToned: boolean,
  seed: number,
  isBounded = false,
): void {
  if (abstraction < 0.01) return
  const { width, height } = composition
  const columns = Math.ceil(width / cell) + 1
  const rows = Math.ceil(height / cell) + 1
  const planes = [0, 1, 2].map(() => new Float32Array(columns * rows)) as [Float32Array, Float32Array, Float32Array]
  const drift = noiseFrom(seed + 21)
  const lift = noiseFrom(seed + 22)
  const unit = width / 1024
  const reach = abstraction * 85 * unit
  const means = [0, 0, 0]
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const u = (column * cell) / (190 * unit)
      const v = (row * cell) / (120 * unit)
      const x = column * cell + (drift(u, v) - 0.5) * reach * 2
      const y = row * cell + (lift(u, v) - 0.5) * reach
      const at = Math.min(height - 1, Math.max(0, y | 0)) * width + Math.min(width - 1, Math.max(0, x | 0))
      const pixel = pixels[at]!
      const i = row * columns + column
      planes[0][i] = pixel & 255
      planes[1][i] = (pixel >> 8) & 255
      planes[2][i] = (pixel >> 16) & 255
    }
  }
  const radius = Math.round((abstraction * (0.3 + 0.7 * abstraction * abstraction) * 28 * columns) / 256)
  const most = 1 + (isToned ? 0.8 : 0.55) * abstraction
  const before = isBounded ? spreadOf(planes[1]) : Infinity
  const drifting = isToned ? 0 : 34 * abstraction
  const hue = noiseFrom(seed + 23)
  for (const [channel, plane] of planes.entries()) {
    boxBlur(plane, columns, rows, radius, 2)
    means[channel] = plane.reduce((sum, value) => sum + value, 0) / plane.length
  }
  const strength = Math.min(most, Math.max(1, before / (spreadOf(planes[1]) + 0.01)))
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column
      // Fields of warm and cold drift over the picture, as light would.
      const warm = (hue((column * cell) / (230 * unit), (row * cell) / (150 * unit)) - 0.5) * drifting
      for (let channel = 0; channel < 3; channel++) {
        const plane = planes[channel]!
        plane[i] =
          means[channel]! +
          (plane[i]! - means[channel]!) * strength +
          (channel === 0 ? warm : channel === 2 ? -warm : 0)
      }
    }
  }
  const mixed = Math.min(256, Math.round(abstraction * 10 * 256))
  const kept = keptAt(abstraction)
  const freed = new Float32Array(columns * rows).fill(mixed)
  if (kept > 0)
    for (let i = 0; i < freed.length; i++)
      freed[i] = mixed * (1 - kept * focusAt(composition, (i % columns) * cell, ((i / columns) | 0) * cell))
  const [red, green, blue] = planes
  for (let y = 0; y < height; y++) {
    const fy = (y % cell) / cell
    for (let x = 0; x < width; x++) {
      const fx = (x % cell) / cell
      const i = ((y / cell) | 0) * columns + ((x / cell) | 0)
      const w0 = (1 - fx) * (1 - fy)
      const w1 = fx * (1 - fy)
      const w2 = (1 - fx) * fy
      const w3 = fx * fy
      const at = y * width + x
      const pixel = pixels[at]!
      const r = red[i]! * w0 + red[i + 1]! * w1 + red[i + columns]! * w2 + red[i + columns + 1]! * w3
      const g = green[i]! * w0 + green[i + 1]! * w1 + green[i + columns]! * w2 + green[i + columns + 1]! * w3
      const b = blue[i]! * w0 + blue[i + 1]! * w1 + blue[i + columns]! * w2 + blue[i + columns + 1]! * w3
      const share = freed[i]! * w0 + freed[i + 1]! * w1 + freed[i + columns]! * w2 + freed[i + columns + 1]! * w3
      pixels[at] =
        mixByte(pixel & 255, r, share) |
        (mixByte((pixel >> 8) & 255, g, share) << 8) |
        (mixByte((pixel >> 16) & 255, b, share) << 16)
    }
  }
}

/** Standard deviation. */
function spreadOf(values: Float32Array): number {
  let sum = 0
  let squares = 0
  for (const value of values) {
    sum += value
    squares += value * value
  }
  const mean = sum / values.length
  return Math.sqrt(Math.max(0, squares / values.length - mean * mean))
}

function mixByte(from: number, to: number, share: number): number {
  const mixed = (from * (256 - share) + to * share) >> 8
  return mixed < 0 ? 0 : mixed > 255 ? 255 : mixed
}

/** Replaces the scene's own colours by a style's tones. */
function retone(pixels: Int32Array, composition: Composition, tones: NonNullable<Style['tones']>): void {
  const { width, height, matter } = composition
  const depths = 8
  const table = new Int32Array(depths * 16 * 256)
  for (let i = 0; i < table.length; i++) {
    const [red, green, blue] = tones(((i >> 8) & 15) as Matter, i & 255, (i >> 12) / (depths - 1))
    table[i] = Math.round(red) | (Math.round(green) << 8) | (Math.round(blue) << 16)
  }
  const below = new Int32Array(width)
  const scale = (depths * 6) / height
  for (let i = 0; i < pixels.length; i++) {
    const column = i % width
    const kind = matter[i]!
    below[column] = i >= width && matter[i - width] === kind ? below[column]! + 1 : 0
    const depth = Math.min(depths - 1, below[column]! * scale) | 0
    const pixel = pixels[i]!
    const lightness = ((pixel & 255) * 77 + ((pixel >> 8) & 255) * 150 + ((pixel >> 16) & 255) * 29) >> 8
    pixels[i] = table[(depth << 12) | (kind << 8) | lightness]!
  }
}
