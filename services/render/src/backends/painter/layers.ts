import { type Print, printFor } from './brush.ts'
import type { Composition, Matter } from './composition.ts'
import { labOf, packed } from './colour.ts'
import { cell, type Field } from './field.ts'
import { cosine, noiseFrom, type Random, randomFrom, sine, turn } from './noise.ts'
import { type Canvas, drawStroke, emptyStroke, margin, type Stroke } from './strokes.ts'
import type { Brush, Layer, Style } from './style.ts'

/** What the strokes are laid from. */
export interface Subject {
  composition: Composition
  /** What the picture should be, 0x00BBGGRR. */
  pixels: Int32Array
  field: Field
  style: Style
  energy: number
  abstraction: number
  seed: number
}

/** An empty canvas: its ground, and the matter that strokes are clipped by. */
export function primedCanvas(composition: Composition, style: Style, seed: number): Canvas {
  const { width, height, matter } = composition
  const stride = width + 2 * margin
  const kinds = new Uint8Array(stride * (height + 2 * margin))
  for (let y = 0; y < height + 2 * margin; y++) {
    const row = Math.min(height - 1, Math.max(0, y - margin)) * width
    kinds.fill(matter[row]!, y * stride, y * stride + margin)
    kinds.set(matter.subarray(row, row + width), y * stride + margin)
    kinds.fill(matter[row + width - 1]!, y * stride + margin + width, (y + 1) * stride)
  }
  const [red, green, blue] = style.support === 'paper' ? style.ground : tinted(composition, style.ground)
  const pixels = new Int32Array(width * height).fill(red | (green << 8) | (blue << 16))
  const relief = new Uint8Array(width * height)
  if (style.support === 'paper') roughen(relief, width, seed)
  else relief.fill(40)
  return { width, height, pixels, relief, matter: kinds }
}

/** A ground half way to the picture's mean colour. */
function tinted({ rgba }: Composition, ground: readonly number[]): [number, number, number] {
  const mean = [0, 0, 0]
  let count = 0
  for (let i = 0; i < rgba.length; i += 404, count++) {
    for (let channel = 0; channel < 3; channel++) mean[channel]! += rgba[i + channel]!
  }
  return [0, 1, 2].map((channel) => Math.round((mean[channel]! / count + ground[channel]!) / 2)) as [
    number,
    number,
    number,
  ]
}

/** The tooth of paper, 0 to 255: two sizes of grain. */
function roughen(relief: Uint8Array, width: number, seed: number): void {
  const coarse = noiseFrom(seed + 31)
  const random = randomFrom(seed + 32)
  const unit = (2.6 * width) / 1024
  for (let i = 0; i < relief.length; i++) {
    const x = i % width
    const y = (i / width) | 0
    relief[i] = 40 + coarse(x / unit, y / unit) * 90 + random() * 30
  }
}

const block = 4

/** How far the canvas is from the subject, by blocks of 4 x 4: mean over a block of the sum over red, green and blue.
 *  Where colour is transparent, only what is too light counts: the rest cannot be mended. */
function errorsOf(canvas: Canvas, wanted: Int32Array, errors: Float32Array, isTransparent: boolean): void {
  const { width, height, pixels } = canvas
  const columns = Math.ceil(width / block)
  errors.fill(0)
  for (let y = 0; y < height; y++) {
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
  const scale = 1 / (block * block)
  for (let i = 0; i < errors.length; i++) errors[i]! *= scale
}

const difference = (a: number, b: number) => {
  const r = (a & 255) - (b & 255)
  const g = ((a >> 8) & 255) - ((b >> 8) & 255)
  const c = ((a >> 16) & 255) - ((b >> 16) & 255)
  return (r < 0 ? -r : r) + (g < 0 ? -g : g) + (c < 0 ? -c : c)
}

const lab = new Float64Array(3)

/** Lays one layer of strokes (Hertzmann 1998). Yields after every few hundred strokes, so that others get their turn;
 *  stops within one stroke when `isCancelled`. */
export function* layStrokes(
  canvas: Canvas,
  subject: Subject,
  layer: Layer,
  depth: number,
  seed: number,
  isCancelled: () => boolean,
): Generator<number, void> {
  const { composition, pixels, style } = subject
  const { width, height } = canvas
  const random = randomFrom(seed)
  const radius = Math.max(1.4, (layer.radius * width) / 1000)
  const columns = Math.ceil(width / block)
  const errors = new Float32Array(columns * Math.ceil(height / block))
  if (layer.need >= 0) errorsOf(canvas, pixels, errors, style.support === 'paper')
  const brushes = Array.from({ length: 16 }, (_, kind) => ({ ...style.brushes(kind as Matter), ...layer.brush }))
  const step = Math.max(2, radius * 1.05)
  // Places begin a step outside, so that the borders are covered like the rest.
  const across = Math.ceil(width / step) + 2
  const down = Math.ceil(height / step) + 2
  const order = new Int32Array(across * down)
  for (let i = 0; i < order.length; i++) order[i] = i
  for (let i = order.length - 1; i > 0; i--) {
    const j = (random() * (i + 1)) | 0
    const t = order[i]!
    order[i] = order[j]!
    order[j] = t
  }
  const stroke = emptyStroke(printFor('flat', 4, 3, 0))
  const reach = Math.max(0, Math.round(step / block / 2 - 0.5))
  const only = layer.only ? new Set<number>(layer.only) : undefined
  for (let n = 0; n < order.length; n++) {
    if ((n & 255) === 255) yield n / order.length
    if (isCancelled()) return
    const at = order[n]!
    // Every place draws the same count of numbers, so that one place more or less moves no other stroke.
    const own = randomFrom(seed ^ Math.imul(at + 1, 0x9e3779b1))
    const startX = ((at % across) + own() - 1) * step
    const startY = (((at / across) | 0) + own() - 1) * step
    const x = Math.min(width - 1, Math.max(0, startX)) | 0
    const y = Math.min(height - 1, Math.max(0, startY)) | 0
    const kind = composition.matter[y * width + x]!
    if (only && !only.has(kind)) continue
    const place = (y >> 2) * columns + (x >> 2)
    const detail = subject.field.detail[place]!
    if (layer.isOutline && detail < 13) continue
    const brush = brushes[kind]!
    if (brush.finest > layer.radius || own() > brush.cover * (layer.share ?? 1)) continue
    if (layer.need >= 0) {
      let sum = 0
      let count = 0
      const column = x >> 2
      const row = y >> 2
      for (let j = Math.max(0, row - reach); j <= Math.min(Math.ceil(height / block) - 1, row + reach); j++) {
        for (let i = Math.max(0, column - reach); i <= Math.min(columns - 1, column + reach); i++) {
          sum += errors[j * columns + i]!
          count++
        }
      }
      if (sum / count < layer.need * (2.1 - 0.11 * Math.min(12, detail)) * needAt(composition, x, y)) continue
    }
    loadBrush(stroke, subject, canvas, brush, layer, radius, depth, startX, startY, kind, own)
    if (stroke.count > 1) drawStroke(canvas, stroke)
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

/** Mean of the subject around a place, of the same matter only. */
function colourAt(subject: Subject, x: number, y: number, reach: number, kind: number): number {
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
      const pixel = subject.pixels[at]!
      r += pixel & 255
      g += (pixel >> 8) & 255
      b += (pixel >> 16) & 255
      count++
    }
  }
  if (count === 0) return subject.pixels[y * width + x]!
  return (r / count) | 0 | (((g / count) | 0) << 8) | (((b / count) | 0) << 16)
}

/** Loads the brush with colour and sets its path. */
function loadBrush(
  stroke: Stroke,
  subject: Subject,
  canvas: Canvas,
  brush: Brush,
  layer: Layer,
  radius: number,
  depth: number,
  startX: number,
  startY: number,
  kind: number,
  random: Random,
): void {
  const { energy, abstraction } = subject
  const x = Math.min(canvas.width - 1, Math.max(0, startX)) | 0
  const y = Math.min(canvas.height - 1, Math.max(0, startY)) | 0
  const half = Math.max(1.5, radius * brush.width * (0.75 + 0.5 * random()))
  const wanted = colourAt(subject, x, y, half * 0.5, kind)
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
    layer.isOutline ?? false,
  )
  const length = pathLength(stroke)
  stroke.print = printFor(brush.tip, half, length / (half * 2), random()) as Print
  stroke.isGlaze = subject.style.support === 'paper'
  const under = canvas.pixels[y * canvas.width + x]!
  paletteFor(stroke, subject, under, wanted, brush, layer, kind, depth, random)
  stroke.opacity = (brush.opacity * (1 - 0.35 * abstraction * depth) * 256) | 0
  stroke.thickness =
    (Math.min(1, brush.thickness * Math.min(1, half / 4.5) * (0.7 + 0.6 * random()) * (0.75 + 0.5 * energy)) * 256) | 0
  stroke.matter = kind
  const wobble = Math.min(margin, half * (stroke.isGlaze ? 0.2 : 0.35) + 0.8)
  stroke.shiftX = Math.round((random() - 0.5) * 2 * wobble)
  stroke.shiftY = Math.round((random() - 0.5) * 2 * wobble)
}

function pathLength(stroke: Stroke): number {
  let length = 0
  for (let k = 1; k < stroke.count; k++) {
    const dx = stroke.xs[k]! - stroke.xs[k - 1]!
    const dy = stroke.ys[k]! - stroke.ys[k - 1]!
    length += Math.sqrt(dx * dx + dy * dy)
  }
  return length
}

/** Follows the field from a place, as long as matter and colour allow (Litwinowicz 1997, Hertzmann 1998). */
function trace(
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
  isOutline: boolean,
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
    if (k >= 1 && !isOutline) {
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
  const live = 0.75 + 0.6 * subject.energy
  const warm = random() + random() - 1
  const green = random() + random() - 1
  const light = random() + random() - 1
  lab[0] = lab[0]! + light * brush.light * live * (1 - 0.7 * subject.abstraction)
  lab[1] = lab[1]! * 1.08 + (warm * 0.45 + green * 0.55) * brush.hue * live
  lab[2] = lab[2]! * 1.08 + (warm * 0.9 - green * 0.3) * brush.hue * live
  // Shadows are coloured, not grey.
  const shade = Math.max(0, 0.5 - lab[0]!)
  lab[1] = lab[1]! + shade * 0.03
  lab[2] = lab[2]! - shade * 0.07
  const colour = layer.colour ?? subject.style.colour
  colour?.({ lab, matter: kind, depth, random })
  const streak = 0.5 * brush.light + (stroke.isGlaze ? 0.04 : 0.018)
  const tilt = (random() - 0.5) * brush.hue
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
