import { printFor } from './brush.ts'
import { labOf, packed } from './colour.ts'
import type { Matter } from './composition.ts'
import { type Random, randomFrom } from './noise.ts'
import { pathLength, trace } from './path.ts'
import { placesOf } from './places.ts'
import { type Canvas, drawStroke, emptyStroke, margin, type Stroke } from './strokes.ts'
import type { Brush, Layer } from './style.ts'
import type { Subject } from './subject.ts'

/** Lays one layer of strokes (Hertzmann 1998). Yields its share done, 0 to 1, after every few hundred strokes, so that
 *  others get their turn; stops within one stroke when `isCancelled`. `depth` is 0 at the first layer, 1 at the last. */
export function* layStrokes(
  canvas: Canvas,
  subject: Subject,
  layer: Layer,
  depth: number,
  seed: number,
  isCancelled: () => boolean,
): Generator<number, void> {
  const radius = Math.max(1.4, (layer.radius * canvas.width) / 1000)
  const brushes = Array.from({ length: 16 }, (_, kind) => ({
    ...subject.style.brushes(kind as Matter),
    ...layer.brush,
  }))
  const { count, xs, ys, seeds } = placesOf(canvas, subject, layer, brushes, radius, seed, randomFrom(seed))
  const stroke = emptyStroke(printFor('flat', 4, 3, 0))
  for (let n = 0; n < count; n++) {
    if ((n & 255) === 255) yield n / count
    if (isCancelled()) return
    loadBrush(stroke, subject, canvas, brushes, layer, radius, depth, xs[n]!, ys[n]!, randomFrom(seeds[n]!))
    drawStroke(canvas, stroke)
  }
}

/** Mean of the subject around a place, of the same matter only. */
function colourAt(subject: Subject, pixels: Int32Array, x: number, y: number, reach: number, kind: number): number {
  const { width, height, matter } = subject.composition
  const far = reach | 0
  let r = 0
  let g = 0
  let b = 0
  let count = 0
  for (let j = -1; j <= 1; j++) {
    const v = y + j * far
    if (v < 0 || v >= height) continue
    for (let i = -1; i <= 1; i++) {
      const u = x + i * far
      if (u < 0 || u >= width) continue
      const at = v * width + u
      if (matter[at] !== kind) continue
      const pixel = pixels[at]!
      r += pixel & 255
      g += (pixel >> 8) & 255
      b += (pixel >> 16) & 255
      count++
    }
  }
  if (count === 0) return pixels[y * width + x]!
  return (r / count) | 0 | (((g / count) | 0) << 8) | (((b / count) | 0) << 16)
}

/** Loads the brush with colour and sets its path. */
function loadBrush(
  stroke: Stroke,
  subject: Subject,
  canvas: Canvas,
  brushes: readonly Brush[],
  layer: Layer,
  radius: number,
  depth: number,
  startX: number,
  startY: number,
  random: Random,
): void {
  const { energy } = subject
  const abstraction = layer.isFocus ? 0 : subject.abstraction
  const x = Math.min(canvas.width - 1, Math.max(0, startX)) | 0
  const y = Math.min(canvas.height - 1, Math.max(0, startY)) | 0
  const kind = subject.composition.matter[y * canvas.width + x]!
  const brush = brushes[kind]!
  const half = Math.max(1.5, radius * brush.width * (0.75 + 0.5 * random()))
  const wanted = colourAt(subject, layer.isMemory ? subject.remembered : subject.pixels, x, y, half * 0.5, kind)
  const longest = half * (brush.length[0] + (brush.length[1] - brush.length[0]) * random()) * (0.75 + 0.6 * energy)
  const stray = (random() + random() - 1) * brush.scatter * (0.6 + 0.8 * energy)
  const lost = random()
  stroke.spill = lost < Math.max(brush.spill, abstraction * 1.6) ? 256 : 20
  const back = random() < 0.5 ? -1 : 1
  trace(
    stroke,
    subject,
    canvas,
    brush,
    startX,
    startY,
    half,
    longest,
    stray,
    back,
    wanted,
    kind,
    Boolean(layer.isOutline || layer.isMemory),
  )
  const length = pathLength(stroke)
  stroke.print = printFor(brush.tip, half, length / (half * 2), random())
  stroke.isGlaze = subject.style.support === 'paper'
  const under = canvas.pixels[y * canvas.width + x]!
  paletteFor(stroke, subject, under, wanted, brush, layer, kind, depth, random)
  stroke.opacity = (brush.opacity * (1 - abstraction * (0.15 + 0.2 * depth)) * 256) | 0
  stroke.thickness =
    (Math.min(1, brush.thickness * Math.min(1, half / 4.5) * (0.7 + 0.6 * random()) * (0.75 + 0.5 * energy)) * 256) | 0
  stroke.matter = kind
  const wobble = Math.min(margin, half * (stroke.isGlaze ? 0.2 : 0.35) + 0.8) * (brush.stray ?? 1)
  stroke.shiftX = Math.round((random() - 0.5) * 2 * wobble)
  stroke.shiftY = Math.round((random() - 0.5) * 2 * wobble)
}

const lab = new Float64Array(3)

/** Fills the palette: the wanted colour, varied by hand, a little of what is wet below, and its streaks. */
function paletteFor(
  stroke: Stroke,
  subject: Subject,
  under: number,
  wanted: number,
  brush: Brush,
  layer: Layer,
  kind: number,
  depth: number,
  random: Random,
): void {
  const wet = stroke.isGlaze ? 0 : 0.12
  const r = (wanted & 255) * (1 - wet) + (under & 255) * wet
  const g = ((wanted >> 8) & 255) * (1 - wet) + ((under >> 8) & 255) * wet
  const b = ((wanted >> 16) & 255) * (1 - wet) + ((under >> 16) & 255) * wet
  labOf(r | 0, g | 0, b | 0, lab)
  const hue = brush.hue * (subject.style.tones ? 0.15 : 1)
  const live = 0.75 + 0.6 * subject.energy
  const warm = random() + random() - 1
  const green = random() + random() - 1
  const light = random() + random() - 1
  lab[0] = lab[0]! + light * brush.light * live * (1 - 0.7 * subject.abstraction)
  lab[1] = lab[1]! * 1.08 + (warm * 0.45 + green * 0.55) * hue * live
  lab[2] = lab[2]! * 1.08 + (warm * 0.9 - green * 0.3) * hue * live
  // Shadows are coloured, not grey.
  const shade = subject.style.tones ? 0 : Math.max(0, 0.5 - lab[0]!)
  lab[1] = lab[1]! + shade * 0.03
  lab[2] = lab[2]! - shade * 0.07
  const colour = layer.colour ?? subject.style.colour
  colour?.({ lab, matter: kind, depth, random })
  const streak = 0.5 * brush.light + (stroke.isGlaze ? 0.04 : 0.018)
  const tilt = (random() - 0.5) * hue
  const lower = packed(lab[0]! - streak, lab[1]! - tilt * 0.5, lab[2]! - tilt)
  const upper = packed(lab[0]! + streak, lab[1]! + tilt * 0.5, lab[2]! + tilt)
  const { palette } = stroke
  for (let i = 0; i < 16; i++) {
    const red = ((lower & 255) * (15 - i) + (upper & 255) * i) / 15
    const blue = (((lower >> 16) & 255) * (15 - i) + ((upper >> 16) & 255) * i) / 15
    const mid = (((lower >> 8) & 255) * (15 - i) + ((upper >> 8) & 255) * i) / 15
    palette[i] = red | 0 | ((mid | 0) << 8) | ((blue | 0) << 16)
  }
}
