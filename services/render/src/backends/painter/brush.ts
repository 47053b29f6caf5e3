import { randomFrom } from './noise.ts'

/** Shapes a loaded brush leaves. flat: square, bristles visible, ragged and dry at the end; round: pointed at both ends;
 *  dab: one touch, thick at its end; dot: a round spot; wash: wet colour with a darker rim; soft: no edge at all;
 *  dry: a flat brush with little paint, only some bristles touch. */
export type Tip = 'flat' | 'round' | 'dab' | 'dot' | 'wash' | 'soft' | 'dry'

/** A print of a brush, stretched along a stroke: `across` rows of `along` texels, each alpha (bits 0 to 7), tint 0 to 31
 *  (bits 8 to 12) and height of the paint 0 to 255 (bits 16 to 23). */
export interface Print {
  texels: Int32Array
  /** Base-2 logarithms of the texels along the stroke and across it. */
  along: number
  across: number
}

const variants = 6
/** Lengths of strokes in widths that have prints of their own: raggedness keeps its size on a longer stroke. */
const aspects = [1.3, 3, 7]

const smooth = (from: number, to: number, x: number) => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

/** A row of smooth random numbers 0 to 1, with a lattice point every `step` places. */
function ridge(length: number, step: number, random: () => number): Float32Array {
  const points = Float32Array.from({ length: Math.ceil(length / step) + 2 }, () => random())
  return Float32Array.from({ length }, (_, i) => {
    const at = i / step
    const k = Math.floor(at)
    return points[k]! + (points[k + 1]! - points[k]!) * smooth(0, 1, at - k)
  })
}

interface Texel {
  alpha: number
  height: number
  /** Added to the tint: darker below 0. */
  tint?: number
}

/** How much paint of which height lies at `u` (0 start to 1 end) and `t` (-1 left to 1 right). */
type Touch = (u: number, t: number, bristle: number, aspect: number) => Texel

function touchOf(tip: Tip, rows: number, random: () => number): Touch {
  const start = ridge(rows, 1.5, random)
  const end = ridge(rows, 1.5, random)
  const load = ridge(rows, 1.2, random)
  const lift = ridge(rows, 2.5, random)
  const edge = ridge(64, 5, random)
  const shoulder = (t: number) => smooth(0.5, 0.85, Math.abs(t)) * (1 - smooth(0.9, 1, Math.abs(t)))
  const row = (t: number) => Math.min(rows - 1, Math.max(0, ((t + 1) / 2) * rows)) | 0
  switch (tip) {
    case 'flat':
    case 'dry':
      return (u, t, bristle, aspect) => {
        const i = row(t)
        const from = (0.02 + 0.3 * start[i]! * start[i]!) / aspect
        const to = 1 - (0.05 + 0.9 * end[i]! * end[i]!) / aspect
        const side = 1 - smooth(0.8 + 0.12 * edge[(u * 63) | 0]!, 1, Math.abs(t))
        const ends = smooth(from, from + 0.12 / aspect, u) * (1 - smooth(to - 0.35 / aspect, to, u))
        const dryness = tip === 'dry' ? 0.52 + 0.2 * u * u : 0.16 + 0.5 * u * u
        const paint = smooth(dryness - 0.32, dryness, 0.25 + 0.5 * load[i]! + 0.42 * bristle)
        const bead = smooth(0.45, 0.95, u / Math.max(0.1, to)) * 0.16
        return {
          alpha: side * ends * (tip === 'dry' ? paint : 0.25 + 0.75 * paint),
          height: 0.32 + 0.28 * lift[i]! * paint + 0.14 * shoulder(t) + bead + 0.4 * (bristle - 0.5),
        }
      }
    case 'round':
      return (u, t, bristle, aspect) => {
        const cap = Math.min(0.5, 0.8 / aspect)
        const taper = Math.min(1, u / cap, (1 - u) / (cap * 1.5))
        const reach = Math.sqrt(Math.max(0, 1 - (1 - taper) * (1 - taper))) * (0.86 + 0.14 * edge[(u * 63) | 0]!)
        const i = row(t)
        return {
          alpha:
            (1 - smooth(reach * 0.78, reach + 0.001, Math.abs(t))) *
            (0.7 + 0.3 * smooth(0.1, 0.5, bristle + (1 - u) * 0.5)),
          height: 0.4 + 0.25 * lift[i]! + 0.1 * shoulder(t / (reach + 0.01)) + 0.15 * (bristle - 0.5),
        }
      }
    case 'dab':
    case 'dot':
      return (u, t, bristle) => {
        const x = (u - 0.5) * 2
        const around = Math.abs(x) > Math.abs(t) ? 0.25 + 0.25 * t * Math.sign(x) : 0.75 + 0.25 * x * Math.sign(t)
        const wobble = tip === 'dot' ? 0.07 : 0.22
        const limit = 1 - wobble * edge[(around * 63) | 0]!
        // A dab is a leaf: broader where the brush comes down, and never quite the same.
        const swell = tip === 'dot' ? 1 : 1 + 0.3 * x
        const far = Math.sqrt(x * x + t * t * swell * swell)
        return {
          alpha: (1 - smooth(limit - 0.24, limit, far)) * (0.82 + 0.18 * bristle),
          height: 0.34 + (tip === 'dot' ? 0.25 * (1 - far) : 0.18 * u) + 0.2 * lift[row(t)]! + 0.4 * (bristle - 0.5),
        }
      }
    case 'wash':
      return (u, t, bristle, aspect) => {
        const cap = Math.min(0.5, 1 / aspect)
        const taper = Math.min(1, u / cap, (1 - u) / cap)
        const reach = Math.sqrt(Math.max(0, 1 - (1 - taper) * (1 - taper))) * (0.8 + 0.2 * edge[(u * 63) | 0]!)
        const inside = reach < 0.02 ? 2 : Math.abs(t) / reach
        const rim = smooth(0.7, 0.93, inside) * (1 - smooth(0.94, 1, inside))
        return {
          alpha: (1 - smooth(0.94, 1, inside)) * (0.62 + 0.12 * bristle + 0.3 * rim),
          height: 0.3,
          tint: -0.9 * rim + 0.1,
        }
      }
    case 'soft':
      return (u, t, bristle, aspect) => {
        const cap = Math.min(0.5, 1.2 / aspect)
        const x = Math.max(0, 1 - Math.min(u, 1 - u) / cap)
        const far = Math.sqrt(x * x + t * t)
        return { alpha: (1 - smooth(0.15, 1, far)) * (0.85 + 0.15 * bristle), height: 0.4 }
      }
  }
}

function printOf(tip: Tip, aspect: number, along: number, across: number, seed: number): Print {
  const random = randomFrom(seed)
  const rows = 1 << across
  const columns = 1 << along
  const touch = touchOf(tip, 32, random)
  const texels = new Int32Array(rows * columns)
  const tints = ridge(rows, rows / 9, random)
  const bristles = Array.from({ length: rows }, () => ridge(columns, Math.max(2, (columns / aspect) * 0.7), random))
  for (let row = 0; row < rows; row++) {
    const t = ((row + 0.5) / rows) * 2 - 1
    const fine = random()
    for (let column = 0; column < columns; column++) {
      const bristle = bristles[row]![column]! * 0.6 + fine * 0.4
      const { alpha, height, tint: shade = 0 } = touch((column + 0.5) / columns, t, bristle, aspect)
      const tint =
        Math.min(31, Math.max(0, (tints[row]! * 0.62 + bristle * 0.38 - 0.5) * 1.35 * 16 + 16 + shade * 16)) | 0
      texels[(row << along) | column] =
        Math.min(255, alpha * 255) | (tint << 8) | ((Math.min(255, Math.max(0, height * 255)) | 0) << 16)
    }
  }
  return { texels, along, across }
}

const tips: readonly Tip[] = ['flat', 'round', 'dab', 'dot', 'wash', 'soft', 'dry']
/** By tip, aspect, fineness and variant. */
const prints: (Print | undefined)[] = []

/** The print of a tip for a stroke of a half width in pixels and a length in widths; `pick`, 0 to 1, chooses among alike prints.
 *  Made at the first use and kept; at most 16 KB each, some two hundred in all. */
export function printFor(tip: Tip, halfWidth: number, lengthInWidths: number, pick: number): Print {
  const aspect = lengthInWidths < 2 ? 0 : lengthInWidths < 4.5 ? 1 : 2
  // A thin stroke reads a coarse print: point samples of a fine one would be mere grain.
  const across = halfWidth < 2.5 ? 3 : halfWidth < 6 ? 4 : 5
  const kind = tips.indexOf(tip)
  const variant = (pick * variants) | 0
  const at = ((kind * 3 + aspect) * 3 + across - 3) * variants + variant
  return (prints[at] ??= printOf(
    tip,
    aspects[aspect]!,
    aspect === 0 ? across + 1 : across + 2,
    across,
    variant * 7919 + aspect * 104729 + kind * 31,
  ))
}
