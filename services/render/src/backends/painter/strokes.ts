import type { Print } from './brush.ts'

/** Pixels around the picture in which a stroke may look for what it is clipped by. */
export const margin = 8

/** A painting in the making. */
export interface Canvas {
  width: number
  height: number
  /** 0x00BBGGRR each. */
  pixels: Int32Array<ArrayBuffer>
  /** Height of the paint, 0 to 255. */
  relief: Uint8Array<ArrayBuffer>
  /** What is seen where, `margin` wider than the picture on each side. */
  matter: Uint8Array<ArrayBuffer>
}

/** A stroke about to be laid: its path and how it is painted. Reused from stroke to stroke. */
export interface Stroke {
  /** Points of the path, at most 48. */
  count: number
  xs: Float64Array
  ys: Float64Array
  /** Half the width at each point, pixels. */
  halves: Float64Array
  print: Print
  /** Sixteen colours by tint, 0x00BBGGRR. */
  palette: Int32Array
  /** 0 to 256. */
  opacity: number
  /** Thickness of the paint, 0 to 256. */
  thickness: number
  /** Transparent colour: only darkens, towards the palette; the relief is the paper's, which takes more in its hollows. */
  isGlaze: boolean
  /** The matter it is clipped to, and how much of it (0 to 256) crosses into others. */
  matter: number
  spill: number
  /** How far the border that clips it is displaced, at most `margin` pixels: edges drawn by hand. */
  shiftX: number
  shiftY: number
}

const maxPoints = 48

/** A stroke with room for its path. */
export function emptyStroke(print: Print): Stroke {
  return {
    count: 0,
    xs: new Float64Array(maxPoints),
    ys: new Float64Array(maxPoints),
    halves: new Float64Array(maxPoints),
    print,
    palette: new Int32Array(16),
    opacity: 256,
    thickness: 128,
    isGlaze: false,
    matter: 0,
    spill: 0,
    shiftX: 0,
    shiftY: 0,
  }
}

// Corners of the ribbon: x, y, u (along, in texels), v (across, in texels); left side first.
const left = new Float64Array(maxPoints * 3)
const right = new Float64Array(maxPoints * 3)

/** Lays a stroke: a ribbon along its path, scan-converted as triangles that read the brush's print. */
export function drawStroke(canvas: Canvas, stroke: Stroke): void {
  const { count, xs, ys, halves, print } = stroke
  const columns = (1 << print.along) - 0.02
  let length = 0
  for (let k = 0; k < count; k++) {
    const before = k > 0 ? k - 1 : 0
    const after = k < count - 1 ? k + 1 : k
    let nx = ys[before]! - ys[after]!
    let ny = xs[after]! - xs[before]!
    const size = Math.sqrt(nx * nx + ny * ny)
    if (size < 1e-9) return
    const half = halves[k]! / size
    nx *= half
    ny *= half
    if (k > 0) {
      const dx = xs[k]! - xs[k - 1]!
      const dy = ys[k]! - ys[k - 1]!
      length += Math.sqrt(dx * dx + dy * dy)
    }
    left[k * 3] = xs[k]! - nx
    left[k * 3 + 1] = ys[k]! - ny
    left[k * 3 + 2] = length
    right[k * 3] = xs[k]! + nx
    right[k * 3 + 1] = ys[k]! + ny
    right[k * 3 + 2] = length
  }
  const stretch = columns / length
  for (let k = 0; k < count; k++) {
    left[k * 3 + 2] = left[k * 3 + 2]! * stretch + 0.01
    right[k * 3 + 2] = left[k * 3 + 2]!
  }
  for (let k = 0; k < count - 1; k++) {
    const a = k * 3
    const b = a + 3
    fillTriangle(canvas, stroke, left, a, 0, right, a, 1, left, b, 0)
    fillTriangle(canvas, stroke, right, a, 1, left, b, 0, right, b, 1)
  }
}

function fillTriangle(
  canvas: Canvas,
  stroke: Stroke,
  first: Float64Array,
  i: number,
  v0: number,
  second: Float64Array,
  j: number,
  v1: number,
  third: Float64Array,
  k: number,
  v2: number,
): void {
  let x0 = first[i]!
  let y0 = first[i + 1]!
  let x1 = second[j]!
  let y1 = second[j + 1]!
  let x2 = third[k]!
  let y2 = third[k + 1]!
  const { width, height } = canvas
  // Slopes of u and v over the plane of the triangle.
  const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  if (area > -1e-6 && area < 1e-6) return
  const rows = (1 << stroke.print.across) - 0.02
  const u0 = first[i + 2]!
  const du1 = second[j + 2]! - u0
  const du2 = third[k + 2]! - u0
  const w0 = v0 * rows + 0.01
  const dv1 = (v1 - v0) * rows
  const dv2 = (v2 - v0) * rows
  const ux = (du1 * (y2 - y0) - du2 * (y1 - y0)) / area
  const uy = (du2 * (x1 - x0) - du1 * (x2 - x0)) / area
  const vx = (dv1 * (y2 - y0) - dv2 * (y1 - y0)) / area
  const vy = (dv2 * (x1 - x0) - dv1 * (x2 - x0)) / area
  const originX = x0 - 0.5
  const originY = y0 - 0.5
  // Corners from top to bottom; shared edges come out the same from both sides.
  let t
  if (y1 < y0) {
    t = x0
    x0 = x1
    x1 = t
    t = y0
    y0 = y1
    y1 = t
  }
  if (y2 < y0) {
    t = x0
    x0 = x2
    x2 = t
    t = y0
    y0 = y2
    y2 = t
  }
  if (y2 < y1) {
    t = x1
    x1 = x2
    x2 = t
    t = y1
    y1 = y2
    y2 = t
  }
  const top = Math.max(0, Math.ceil(y0 - 0.5))
  const bottom = Math.min(height - 1, Math.ceil(y2 - 0.5) - 1)
  if (top > bottom) return
  const long = (x2 - x0) / (y2 - y0)
  const upper = y1 > y0 ? (x1 - x0) / (y1 - y0) : 0
  const lower = y2 > y1 ? (x2 - x1) / (y2 - y1) : 0
  const { pixels, relief, matter } = canvas
  const { palette, opacity, thickness, spill, isGlaze } = stroke
  const kind = stroke.matter
  const { texels, along } = stroke.print
  const stride = width + 2 * margin
  const shift = (margin + stroke.shiftY) * stride + margin + stroke.shiftX
  const uStep = (ux * 65536) | 0
  const vStep = (vx * 65536) | 0
  for (let y = top; y <= bottom; y++) {
    const middle = y + 0.5
    let from = x0 + (middle - y0) * long
    let to = middle < y1 ? x0 + (middle - y0) * upper : x1 + (middle - y1) * lower
    if (from > to) {
      t = from
      from = to
      to = t
    }
    const start = Math.max(0, Math.ceil(from - 0.5))
    const end = Math.min(width - 1, Math.ceil(to - 0.5) - 1)
    if (start > end) continue
    let u = ((u0 + (start - originX) * ux + (y - originY) * uy) * 65536) | 0
    let v = ((w0 + (start - originX) * vx + (y - originY) * vy) * 65536) | 0
    const row = y * width
    let look = y * stride + start + shift
    for (let at = row + start, last = row + end; at <= last; at++, look++, u += uStep, v += vStep) {
      const texel = texels[((v >> 16) << along) + (u >> 16)]! | 0
      let alpha = ((texel & 255) * opacity) >> 8
      if (alpha < 5) continue
      if (matter[look] !== kind) {
        alpha = (alpha * spill) >> 8
        if (alpha < 5) continue
      }
      if (isGlaze) {
        alpha = (alpha * (345 - relief[at]! * 1.2)) >> 8
        if (alpha > 255) alpha = 255
        const below = pixels[at]!
        const glaze = palette[(texel >> 9) & 15]!
        let r = below & 255
        let g = (below >> 8) & 255
        let b = (below >> 16) & 255
        const dr = (glaze & 255) - r
        const dg = ((glaze >> 8) & 255) - g
        const db = ((glaze >> 16) & 255) - b
        if (dr < 0) r += (dr * alpha) >> 8
        if (dg < 0) g += (dg * alpha) >> 8
        if (db < 0) b += (db * alpha) >> 8
        pixels[at] = r | (g << 8) | (b << 16)
        continue
      }
      alpha += alpha >> 7
      const keep = 256 - alpha
      const under = pixels[at]!
      const over = palette[(texel >> 9) & 15]!
      pixels[at] =
        (((Math.imul(under & 0xff00ff, keep) + Math.imul(over & 0xff00ff, alpha)) >>> 8) & 0xff00ff) |
        (((Math.imul(under & 0xff00, keep) + Math.imul(over & 0xff00, alpha)) >>> 8) & 0xff00)
      relief[at] = (relief[at]! * keep + ((((texel >> 16) & 255) * thickness) >> 8) * alpha) >> 8
    }
  }
}
