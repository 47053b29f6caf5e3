import { cell } from './field.ts'
import { cosine, sine, turn } from './noise.ts'
import type { Canvas, Stroke } from './strokes.ts'
import type { Brush } from './style.ts'
import type { Subject } from './subject.ts'

const difference = (a: number, b: number) => {
  const r = (a & 255) - (b & 255)
  const g = ((a >> 8) & 255) - ((b >> 8) & 255)
  const c = ((a >> 16) & 255) - ((b >> 16) & 255)
  return (r < 0 ? -r : r) + (g < 0 ? -g : g) + (c < 0 ? -c : c)
}

/** Length of a stroke's path, pixels. */
export function pathLength(stroke: Stroke): number {
  let length = 0
  for (let k = 1; k < stroke.count; k++) {
    const dx = stroke.xs[k]! - stroke.xs[k - 1]!
    const dy = stroke.ys[k]! - stroke.ys[k - 1]!
    length += Math.sqrt(dx * dx + dy * dy)
  }
  return length
}

/** Follows the field from a place, as long as matter and colour allow (Litwinowicz 1997, Hertzmann 1998); to its full
 *  length where `isFree`. */
export function trace(
  stroke: Stroke,
  subject: Subject,
  canvas: Canvas,
  brush: Brush,
  startX: number,
  startY: number,
  half: number,
  longest: number,
  stray: number,
  back: number,
  wanted: number,
  kind: number,
  isFree: boolean,
): void {
  const { field, composition, pixels } = subject
  const { width, height } = composition
  const { xs, ys, halves } = stroke
  const strayed = Math.round(stray * turn) & (turn - 1)
  // Half the strokes are drawn from the other end.
  const cos = cosine[strayed]! * back
  const sin = sine[strayed]! * back
  let x = startX
  let y = startY
  let dx = 0
  let dy = 0
  const stepLength = Math.max(2, half * 0.9)
  const steps = Math.min(40, Math.max(1, Math.round(longest / stepLength)))
  const isShort = steps <= 2
  let count = 0
  for (let k = 0; k <= steps; k++) {
    xs[count] = x
    ys[count] = y
    halves[count] = half
    count++
    if (k === steps) break
    const column = Math.min(field.columns - 1, Math.max(0, (x / cell) | 0))
    const row = Math.min(field.rows - 1, Math.max(0, (y / cell) | 0))
    const i = row * field.columns + column
    const weight = Math.min(1, field.sure[i]! * 1.3 * brush.follow * (1 - 0.6 * subject.abstraction))
    let formX = field.formX[i]!
    let formY = field.formY[i]!
    const wayX = field.wayX[i]!
    const wayY = field.wayY[i]!
    if (formX * wayX + formY * wayY < 0) {
      formX = -formX
      formY = -formY
    }
    const mixedX = wayX + (formX - wayX) * weight
    const mixedY = wayY + (formY - wayY) * weight
    let vx = mixedX * cos - mixedY * sin
    let vy = mixedX * sin + mixedY * cos
    const size = Math.sqrt(vx * vx + vy * vy) + 1e-9
    vx /= size
    vy /= size
    if (k > 0) {
      if (dx * vx + dy * vy < 0) {
        vx = -vx
        vy = -vy
      }
      // A brush cannot turn at once.
      vx = dx * 0.55 + vx * 0.45
      vy = dy * 0.55 + vy * 0.45
      const bent = Math.sqrt(vx * vx + vy * vy) + 1e-9
      vx /= bent
      vy /= bent
    } else if (isShort) {
      // A dab sits on its place; a stroke starts there.
      xs[0] = x - vx * longest * 0.5
      ys[0] = y - vy * longest * 0.5
      x = xs[0]!
      y = ys[0]!
    }
    dx = vx
    dy = vy
    const length = isShort ? longest / steps : stepLength
    x += dx * length
    y += dy * length
    if (isShort) continue
    if (x < -half || y < -half || x > width + half || y > height + half) break
    const xi = Math.min(width - 1, Math.max(0, x | 0))
    const yi = Math.min(height - 1, Math.max(0, y | 0))
    const at = yi * width + xi
    if (k >= 1 && !isFree) {
      if (composition.matter[at] !== kind && stroke.spill < 200) break
      const off = difference(pixels[at]!, wanted)
      if (off > 50 && off > difference(pixels[at]!, canvas.pixels[at]!)) break
    }
  }
  stroke.count = count
  if (count > 2 || isShort) return
  // The stroke was stopped at once: a touch in its place, as long as a brush is wide.
  xs[0] = startX - dx * half * 1.5
  ys[0] = startY - dy * half * 1.5
  xs[1] = startX + dx * half * 1.5
  ys[1] = startY + dy * half * 1.5
  halves[1] = half
  stroke.count = 2
}
