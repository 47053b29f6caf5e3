import type { Composition } from './composition.ts'
import { focusAt } from './focus.ts'
import type { Random } from './noise.ts'
import type { Canvas } from './strokes.ts'
import type { Brush, Layer } from './style.ts'
import type { Subject } from './subject.ts'

/** Where strokes of a layer start, in the order they are laid. */
export interface Places {
  count: number
  xs: Float32Array
  ys: Float32Array
  /** Of each stroke's own random numbers, so that one stroke more or less changes no other. */
  seeds: Int32Array
}

/** Side of the squares in which error is summed, pixels; the same as a cell of the field. */
const block = 4

/** How far the canvas is from the subject, by blocks of 4 x 4: mean over a block of the sum over red, green and blue.
 *  Where colour is transparent, only what is too light counts: the rest cannot be mended. */
function errorsOf(canvas: Canvas, wanted: Int32Array, errors: Float32Array, isTransparent: boolean): void {
  const { width, height, pixels } = canvas
  const columns = Math.ceil(width / block)
  // Every second row is enough.
  for (let y = 0; y < height; y += 2) {
    const row = y * width
    const into = (y >> 2) * columns
    for (let x = 0; x < width; x++) {
      const is = pixels[row + x]!
      const should = wanted[row + x]!
      const r = (is & 255) - (should & 255)
      const g = ((is >> 8) & 255) - ((should >> 8) & 255)
      const b = ((is >> 16) & 255) - ((should >> 16) & 255)
      if (isTransparent) errors[into + (x >> 2)]! += (r > 0 ? r : 0) + (g > 0 ? g : 0) + (b > 0 ? b : 0)
      else errors[into + (x >> 2)]! += (r < 0 ? -r : r) + (g < 0 ? -g : g) + (b < 0 ? -b : b)
    }
  }
  const scale = 2 / (block * block)
  for (let i = 0; i < errors.length; i++) errors[i]! *= scale
}

/** A thorough mix of 32 bits (Murmur3's finaliser). */
function mixed(bits: number): number {
  let h = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Finds the places of a layer that want a stroke: one in each square of a grid, by chance, where the canvas differs too
 *  much from the subject. */
export function placesOf(
  canvas: Canvas,
  subject: Subject,
  layer: Layer,
  brushes: readonly Brush[],
  radius: number,
  seed: number,
  random: Random,
): Places {
  const { composition, pixels, style, field } = subject
  const { width, height } = canvas
  const columns = Math.ceil(width / block)
  const rows = Math.ceil(height / block)
  const errors = new Float32Array(columns * rows)
  if (layer.need >= 0) errorsOf(canvas, pixels, errors, style.support === 'paper')
  const step = Math.max(2, radius * (layer.spacing ?? 1.05))
  // A grid that begins a step outside, so that the borders are covered like the rest.
  const across = Math.ceil(width / step) + 2
  const down = Math.ceil(height / step) + 2
  const reach = Math.max(0, Math.round(step / block / 2 - 0.5))
  const only = layer.only ? new Set<number>(layer.only) : undefined
  const share = layer.share ?? 1
  const places: Places = {
    count: 0,
    xs: new Float32Array(across * down),
    ys: new Float32Array(across * down),
    seeds: new Int32Array(across * down),
  }
  for (let at = 0; at < across * down; at++) {
    const chance = mixed(seed + Math.imul(at, 0x9e3779b1))
    const startX = ((at % across) + (chance & 0xffff) / 65536 - 1) * step
    const startY = (((at / across) | 0) + (chance >>> 16) / 65536 - 1) * step
    const x = Math.min(width - 1, Math.max(0, startX)) | 0
    const y = Math.min(height - 1, Math.max(0, startY)) | 0
    const kind = composition.matter[y * width + x]!
    const brush = brushes[kind]!
    if (brush.finest > layer.radius || (only && !only.has(kind))) continue
    if (layer.isFocus && focusAt(composition, x, y) < 0.5) continue
    const own = mixed(chance + 0x2545f491)
    if ((own >>> 8) / 16777216 > brush.cover * share) continue
    const column = x >> 2
    const row = y >> 2
    const detail = field.detail[row * columns + column]!
    if (layer.isOutline && detail < 13) continue
    if (layer.need >= 0) {
      let sum = 0
      let count = 0
      for (let j = Math.max(0, row - reach); j <= Math.min(rows - 1, row + reach); j++) {
        for (let i = Math.max(0, column - reach); i <= Math.min(columns - 1, column + reach); i++) {
          sum += errors[j * columns + i]!
          count++
        }
      }
      if (sum / count < layer.need * (2.1 - 0.11 * Math.min(12, detail)) * needAt(composition, x, y)) continue
    }
    places.xs[places.count] = startX
    places.ys[places.count] = startY
    places.seeds[places.count] = own
    places.count++
  }
  shuffle(places, random)
  return places
}

function shuffle({ count, xs, ys, seeds }: Places, random: Random): void {
  for (let i = count - 1; i > 0; i--) {
    const j = (random() * (i + 1)) | 0
    const x = xs[i]!
    const y = ys[i]!
    const seed = seeds[i]!
    xs[i] = xs[j]!
    ys[i] = ys[j]!
    seeds[i] = seeds[j]!
    xs[j] = x
    ys[j] = y
    seeds[j] = seed
  }
}

/** Less error is borne where the composition wants the fine brush. */
function needAt(composition: Composition, x: number, y: number): number {
  for (const focus of composition.focus) {
    const dx = x - focus.x
    const dy = y - focus.y
    if (dx * dx + dy * dy < focus.radius * focus.radius) return 0.75
  }
  return 1
}
