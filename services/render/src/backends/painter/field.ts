import { matter, type Composition } from './composition.ts'
import { cosine, noiseFrom, randomFrom, sine, turn } from './noise.ts'

/** Directions for the brush, one for each 4 x 4 pixels. */
export interface Field {
  columns: number
  rows: number
  /** Unit vectors along which the form runs, interpolated from strong edges (Hays and Essa 2004). */
  formX: Float32Array
  formY: Float32Array
  /** How sure the form's direction is, 0 to 1. */
  sure: Float32Array
  /** Unit vectors of the brush's own way over each matter (Zeng et al. 2009). */
  wayX: Float32Array
  wayY: Float32Array
  /** How much there is to see: steps of lightness in bytes, and borders of matter. */
  detail: Float32Array
}

/** Pixels along the side of a field's cell. */
export const cell = 4

/** Blurs `values` by a box of `radius` cells, `times` times, in place. */
export function boxBlur(values: Float32Array, columns: number, rows: number, radius: number, times: number): void {
  if (radius < 1) return
  const line = new Float32Array(Math.max(columns, rows))
  for (let time = 0; time < times; time++) {
    for (let row = 0; row < rows; row++) blurLine(values, line, row * columns, 1, columns, radius)
    for (let column = 0; column < columns; column++) blurLine(values, line, column, columns, rows, radius)
  }
}

function blurLine(
  values: Float32Array,
  line: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1)
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += values[start + Math.min(length - 1, Math.max(0, i)) * step]!
  for (let i = 0; i < length; i++) {
    line[i] = sum * scale
    sum +=
      values[start + Math.min(length - 1, i + radius + 1) * step]! - values[start + Math.max(0, i - radius) * step]!
  }
  for (let i = 0; i < length; i++) values[start + i * step] = line[i]!
}

/** Finds where brushes should go. `swirl` is how far sky and ground stray from their calm direction, in turns; `whirls` turn
 *  in the sky, the first around the light. */
export function fieldOf(
  composition: Composition,
  pixels: Int32Array,
  manner: { swirl: number; whirls: number; energy: number },
  seed: number,
): Field {
  const { swirl, energy } = manner
  const { width, height } = composition
  const columns = Math.ceil(width / cell)
  const rows = Math.ceil(height / cell)
  const size = columns * rows
  const luma = new Float32Array(size)
  const kinds = new Uint8Array(size)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let j = 0; j < 2; j++) {
        const y = Math.min(height - 1, row * cell + 1 + j)
        for (let i = 0; i < 2; i++) {
          const pixel = pixels[y * width + Math.min(width - 1, column * cell + 1 + i)]!
          sum += (pixel & 255) * 3 + ((pixel >> 8) & 255) * 6 + ((pixel >> 16) & 255)
        }
      }
      luma[row * columns + column] = sum / 40
      kinds[row * columns + column] =
        composition.matter[Math.min(height - 1, row * cell + 2) * width + Math.min(width - 1, column * cell + 2)]!
    }
  }
  // The structure tensor as double angles, blurred narrowly and widely: strong edges lead where there is no edge.
  const evenness = new Float32Array(size)
  const slant = new Float32Array(size)
  const detail = new Float32Array(size)
  for (let row = 0; row < rows; row++) {
    const above = Math.max(0, row - 1) * columns
    const below = Math.min(rows - 1, row + 1) * columns
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column
      const before = Math.max(0, column - 1)
      const after = Math.min(columns - 1, column + 1)
      const gx = luma[row * columns + after]! - luma[row * columns + before]!
      const gy = luma[below + column]! - luma[above + column]!
      detail[i] = Math.max(gx < 0 ? -gx : gx, gy < 0 ? -gy : gy)
      if (kinds[row * columns + after] !== kinds[i] || kinds[below + column] !== kinds[i])
        detail[i] = Math.max(detail[i]!, 14)
      evenness[i] = gy * gy - gx * gx
      slant[i] = -2 * gx * gy
    }
  }
  boxBlur(detail, columns, rows, 1, 1)
  const wideEvenness = evenness.slice()
  const wideSlant = slant.slice()
  boxBlur(evenness, columns, rows, 1, 2)
  boxBlur(slant, columns, rows, 1, 2)
  boxBlur(wideEvenness, columns, rows, 6, 2)
  boxBlur(wideSlant, columns, rows, 6, 2)
  const field: Field = {
    columns,
    rows,
    formX: new Float32Array(size),
    formY: new Float32Array(size),
    sure: new Float32Array(size),
    wayX: new Float32Array(size),
    wayY: new Float32Array(size),
    detail,
  }
  const bend = noiseFrom(seed + 11)
  const shiver = noiseFrom(seed + 12)
  const scale = 1024 / width
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column
      const c = evenness[i]! + wideEvenness[i]! * 0.35
      const s = slant[i]! + wideSlant[i]! * 0.35
      const strength = Math.sqrt(c * c + s * s)
      field.sure[i] = strength / (strength + 60)
      // Half the double angle, by the half-angle formulas: no arctangent.
      const cos = strength > 1e-6 ? c / strength : 1
      field.formX[i] = Math.sqrt(Math.max(0, (1 + cos) / 2))
      field.formY[i] = Math.sqrt(Math.max(0, (1 - cos) / 2)) * (s < 0 ? -1 : 1)
      const x = (column * cell + 2) * scale
      const y = (row * cell + 2) * scale
      const turns = wayOver(kinds[i]!, x, y, swirl, energy, composition, scale, bend, shiver)
      const direction = Math.round(turns * turn) & (turn - 1)
      field.wayX[i] = cosine[direction]!
      field.wayY[i] = sine[direction]!
    }
  }
  if (manner.whirls > 0) turnSky(field, kinds, composition, manner.whirls, seed)
  return field
}

/** Bends the way over the sky around centres: the light, and others by chance, turning one way and the other. */
function turnSky(field: Field, kinds: Uint8Array, composition: Composition, whirls: number, seed: number): void {
  const random = randomFrom(seed + 13)
  const { width, height, light } = composition
  const centres = [{ x: light.x, y: light.y, reach: width * 0.13, sense: 1 }]
  for (let i = 1; i < whirls; i++) {
    const reach = width * (0.06 + 0.1 * random())
    centres.push({ x: random() * width, y: random() * height * 0.6, reach, sense: i % 2 ? -1 : 1 })
  }
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!
    if (kind !== matter.sky && kind !== matter.cloud && kind !== matter.light) continue
    let x = field.wayX[i]! * 0.5
    let y = field.wayY[i]! * 0.5
    for (const { x: centreX, y: centreY, reach, sense } of centres) {
      const dx = (i % field.columns) * cell - centreX
      const dy = ((i / field.columns) | 0) * cell - centreY
      const far = Math.sqrt(dx * dx + dy * dy) + 1
      const pull = sense / ((1 + (far * far) / (reach * reach)) * far)
      // Drawn in a little, so that it winds instead of circling.
      x += (-dy - dx * 0.25) * pull * 2
      y += (dx - dy * 0.25) * pull * 2
    }
    const size = Math.sqrt(x * x + y * y) + 1e-9
    field.wayX[i] = x / size
    field.wayY[i] = y / size
  }
}

type Noise = (x: number, y: number) => number

/** The brush's own way over a matter at a place (in a picture 1,024 wide), in turns clockwise from level. */
function wayOver(
  kind: number,
  x: number,
  y: number,
  swirl: number,
  energy: number,
  composition: Composition,
  scale: number,
  bend: Noise,
  shiver: Noise,
): number {
  const broad = bend(x / 170, y / 120) - 0.5
  const fine = shiver(x / 60, y / 45) - 0.5
  switch (kind) {
    case matter.sky:
    case matter.cloud:
    case matter.light:
      return -0.03 + broad * swirl + fine * swirl * 0.35
    case matter.distance:
      return broad * 0.16 + fine * 0.1 * (1 + energy)
    case matter.water:
      return fine * (0.02 + 0.09 * energy) + broad * 0.04 * energy
    case matter.grass: {
      // Level far away, upright near the painter.
      const horizon = Math.max(0, composition.horizon * scale)
      const near = Math.min(1, Math.max(0, (y - horizon) / (composition.height * scale - horizon + 1)))
      return -(0.04 + 0.2 * near) + broad * (0.14 + 0.2 * energy) + fine * 0.2
    }
    case matter.earth:
    case matter.floor:
      return broad * (0.1 + 0.15 * energy) + fine * 0.08
    case matter.foliage:
      return broad + fine * 0.7
    case matter.figure:
      return 0.25 + fine * 0.1
    case matter.building:
    case matter.wood:
    case matter.cloth:
      return 0.25 + fine * 0.08
    case matter.wall:
      return 0.16 + broad * 0.25 + fine * 0.1
    default:
      return 0.12 + broad * 0.4
  }
}
